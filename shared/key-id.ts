/** The format of the signatures that the key with this id makes (`KeySummary.id`), or a login, whose id begins with `keyless`. */
export function formatOfKey(id: string): 'openpgp' | 'sigstore' | 'ssh' {
  if (id.startsWith('ssh:') || id.startsWith('ssh-agent:')) return 'ssh';
  return id.startsWith('cosign:') || isLogin(id) ? 'sigstore' : 'openpgp';
}

/** Whether this id stands for a login instead of a key; only its signatures have a certificate. */
export function isLogin(id: string): boolean {
  return id === 'keyless' || id.startsWith('keyless:');
}
