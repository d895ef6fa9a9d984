/**
 * The environment that GnuPG's programs get: the caller's own, with a fixed locale, so that every word they print is the
 * same everywhere and UTF-8, and with GPG_TTY where the caller stands on a terminal (pinentry's text form asks there).
 */
export function gpgEnvironment(env: NodeJS.ProcessEnv, tty?: string): NodeJS.ProcessEnv {
  const own: NodeJS.ProcessEnv = { ...env, LC_ALL: 'C.UTF-8' };
  delete own['LANGUAGE'];
  delete own['ELECTRON_RUN_AS_NODE'];
  delete own['NODE_OPTIONS'];
  // Secrets that were given for others.
  delete own['COSIGN_PASSWORD'];
  delete own['SIGSTORE_ID_TOKEN'];
  if (tty !== undefined && !own['GPG_TTY']) own['GPG_TTY'] = tty;
  return own;
}
