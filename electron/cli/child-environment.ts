/** Secrets that were given to this program, and to no other. */
const NOT_FOR_CHILDREN = ['SIGSTORE_ID_TOKEN', 'COSIGN_PASSWORD', 'COUNTERSIGN_STORE_PASSPHRASE_FILE'];

/** The environment for a program that this one starts: without what was given to this one alone. */
export function childEnvironment(env: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !NOT_FOR_CHILDREN.includes(name)));
}
