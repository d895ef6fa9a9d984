/** State of the store of secret parts. `new`: nothing stored yet. */
export type StoreState = 'new' | 'needs-passphrase' | 'locked' | 'unlocked';

/** Keeps secret parts encrypted at rest under a wrapping key from the OS keychain, or from a passphrase where there is none. */
export interface SecretStore {
  /** A damaged store is `locked`: unlocking it says what is the matter. */
  state(): Promise<StoreState>;
  /** `absent`: no keychain library or no service answers. `locked`: it answers, but is locked. */
  keychain(): Promise<'available' | 'locked' | 'absent'>;
  /** Throws `keychain-locked`, `wrong-passphrase`, `passphrase-needed`. */
  unlock(passphrase?: string): Promise<void>;
  /** Sets the passphrase of a store where no keychain answers. */
  create(passphrase: string): Promise<void>;
  /** Forgets everything that is unlocked. */
  lock(): void;
  /** Called on each lock, by the user or by time. */
  onLock(listener: () => void): () => void;
  /** Marks use, so that the time after which the store locks starts anew. */
  touch(): void;
  setLockAfterMinutes(minutes: number): void;
  /** Opens or makes the store as `read` and `write` do, so that no question is asked later. Throws `store-damaged` where it cannot be opened ever. */
  ready(): Promise<void>;
  /** The names of what is kept; neither keychain nor passphrase is asked. Throws `store-damaged`. */
  ids(): Promise<ReadonlySet<string>>;
  /** Moves a store that cannot be opened to a name beside it, so that a new one can be made; gives back that name. Nothing is deleted. */
  setAside(): Promise<string | undefined>;
  read(id: string): Promise<Uint8Array>;
  write(id: string, secret: Uint8Array): Promise<void>;
  remove(id: string): Promise<void>;
  /**
   * Forgets what is unlocked and takes the wrapping key's entry out of the keychain, so that nothing opens what is stored any more.
   * Throws `keychain-locked`, `keychain-absent` where the entry cannot be reached.
   */
  destroyWrappingKey(): Promise<void>;
  /** Where a secret's wrapping key lives. */
  place(): Promise<'keychain' | 'passphrase'>;
}
