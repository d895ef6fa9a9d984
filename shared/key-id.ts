/** The format of the signatures that the key with this id makes (`KeySummary.id`), or a login, whose id begins with `keyless`. */
export function formatOfKey(id: string): 'openpgp' | 'sigstore' | 'ssh' {
  if (id.startsWith('ssh:') || id.startsWith('ssh-agent:')) return 'ssh';
  return id.startsWith('cosign:') || isLogin(id) ? 'sigstore' : 'openpgp';
}

/** Whether this id stands for a login instead of a key; only its signatures have a certificate. */
export function isLogin(id: string): boolean {
  return id === 'keyless' || id.startsWith('keyless:');
}

/** The id of a login at an instance; the one that is built in needs no name. */
export function loginAt(instance: string): string {
  return instance === BUILT_IN ? 'keyless' : `keyless:${instance}`;
}

/** The instance that a login's id names. */
export function instanceOfLogin(id: string): string {
  return /^keyless:(.+)$/.exec(id)?.[1] ?? BUILT_IN;
}

const BUILT_IN = 'public-good';
