/** Runs one command with the words behind its name; gives the exit status. `hashWorker`: the bundle that hashes on a thread. */
export type Command = (words: readonly string[], hashWorker: URL) => Promise<number>;

/** Every command of this version. Each is loaded only when it is called. */
export const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  sign: async () => (await import('./commands/sign.ts')).sign,
  verify: async () => (await import('./commands/verify.ts')).verify,
  manifest: async () => (await import('./commands/manifest.ts')).manifest,
  keys: async () => (await import('./commands/keys.ts')).keys,
  pin: async () => (await import('./commands/pin.ts')).pin,
  instance: async () => (await import('./commands/instance.ts')).instance,
  tag: async () => (await import('./commands/tag.ts')).tag,
  commits: async () => (await import('./commands/commits.ts')).commits,
  git: async () => (await import('./commands/git.ts')).git,
  login: async () => (await import('./commands/login.ts')).login,
  logout: async () => (await import('./commands/login.ts')).logout,
  whoami: async () => (await import('./commands/login.ts')).whoami,
  doctor: async () => (await import('./commands/doctor.ts')).doctor,
};
