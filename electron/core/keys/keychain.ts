import { AppError } from '../../../shared/error.ts';

/** `absent`: no keychain library or no service answers. `locked`: it answers, but is locked. */
export type KeychainState = 'available' | 'locked' | 'absent';

/** The OS keychain: small texts under a name. Values never leave the process but to the keychain. */
export interface Keychain {
  /** Asks no one for a password and opens no prompt. */
  state(): Promise<KeychainState>;
  /** Null where there is no such entry. Throws `keychain-absent`, `keychain-locked`. */
  get(account: string): Promise<string | null>;
  set(account: string, value: string): Promise<void>;
  remove(account: string): Promise<void>;
}

/** What is used of the keychain library. */
interface Library {
  getPassword(service: string, account: string): Promise<string | null>;
  setPassword(service: string, account: string, value: string): Promise<void>;
  deletePassword(service: string, account: string): Promise<boolean>;
}

export interface KeychainOptions {
  /** The service's name in the keychain. */
  service?: string;
  env?: Readonly<Record<string, string | undefined>>;
  platform?: NodeJS.Platform;
  /** Loads the library; rejects where it or a system library beneath it is missing. */
  load?: () => Promise<Library>;
  /** How long one call may take; milliseconds. On macOS and Windows the system may be asking its user meanwhile. */
  limitMs?: number;
}

/**
 * The keychain of this system. Nothing is loaded before the first call.
 *
 * On Linux the Secret Service is asked first whether its default collection is there and unlocked, over the session bus and
 * without a prompt: `libsecret` says *no such entry* for an entry in a locked collection (measured with gnome-keyring 42), and may
 * wait for ever on a prompt or a service that hangs.
 */
export function openKeychain(options: KeychainOptions = {}): Keychain {
  const service = options.service ?? 'countersign';
  const platform = options.platform ?? process.platform;
  const limitMs = options.limitMs ?? (platform === 'linux' ? 10_000 : 120_000);
  const load = options.load ?? loadKeytar;
  const library = once(load);

  const state = async (): Promise<KeychainState> => {
    if ((await library()) === undefined) return 'absent';
    return platform === 'linux' ? secretServiceState(options.env ?? process.env) : 'available';
  };
  const use = async <T>(work: (found: Library) => Promise<T>): Promise<T> => {
    const found = await library();
    if (found === undefined) throw new AppError('keychain-absent', 'the keychain library cannot be loaded');
    const now = await state();
    if (now !== 'available') throw new AppError(now === 'locked' ? 'keychain-locked' : 'keychain-absent');
    try {
      return await limited(work(found), limitMs);
    } catch (error) {
      throw keychainError(error);
    }
  };
  return {
    state,
    get: (account) => use((found) => found.getPassword(service, account)),
    set: (account, value) => use((found) => found.setPassword(service, account, value)),
    remove: async (account) => {
      await use((found) => found.deletePassword(service, account));
    },
  };
}

async function loadKeytar(): Promise<Library> {
  const module: { default?: Library } & Library = await import('keytar');
  return module.default ?? module;
}

const SECRETS = 'org.freedesktop.secrets';
const BUS_LIMIT_MS = 3_000;

/** What the Secret Service (freedesktop.org, 0.2) says of its default collection. One without any would ask for a new password. */
async function secretServiceState(env: Readonly<Record<string, string | undefined>>): Promise<KeychainState> {
  // Loaded here only: most calls of the command line need neither keychain nor sockets.
  const { openSessionBus, sessionBusSocket } = await import('./session-bus.ts');
  const socket = sessionBusSocket(env);
  if (socket === undefined) return 'absent';
  try {
    const bus = await openSessionBus(socket, BUS_LIMIT_MS);
    try {
      const path = '/org/freedesktop/secrets';
      const collection = await bus.call(SECRETS, path, 'org.freedesktop.Secret.Service.ReadAlias', ['default']);
      if (typeof collection !== 'string' || collection === '/') return 'absent';
      const get = 'org.freedesktop.DBus.Properties.Get';
      const locked = await bus.call(SECRETS, collection, get, ['org.freedesktop.Secret.Collection', 'Locked']);
      return locked === false ? 'available' : 'locked';
    } finally {
      bus.close();
    }
  } catch {
    // No bus, nobody on it who keeps secrets, or one that does not answer: all are "no keychain" to the user.
    return 'absent';
  }
}

function keychainError(error: unknown): AppError {
  const detail = error instanceof Error ? error.message : String(error);
  // libsecret: "locked collection"; macOS: errSecInteractionNotAllowed, errSecAuthFailed; our own time limit: a prompt nobody answers.
  const locked = /locked|interaction is not allowed|not correct|in time|dismissed/i.test(detail);
  return new AppError(locked ? 'keychain-locked' : 'keychain-absent', detail, { cause: error });
}

async function limited<T>(work: Promise<T>, limitMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('the keychain did not answer in time')), limitMs);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}

function once(load: () => Promise<Library>): () => Promise<Library | undefined> {
  let loaded: Promise<Library | undefined> | undefined;
  return () => (loaded ??= load().catch(() => undefined));
}
