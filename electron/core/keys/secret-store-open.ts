import { randomBytes } from 'node:crypto';
import { AppError } from '../../../shared/error.ts';
import type { Keychain, KeychainState } from './keychain.ts';
import {
  newScryptParameters,
  newWrappingKey,
  passphraseKey,
  seal,
  unseal,
  type Sealed,
} from './secret-store-crypto.ts';
import { secretsFile, type StoreLock } from './secret-store-file.ts';
import type { SecretStore } from './secret-store.ts';

/**
 * Asks for the store's passphrase; undefined where nobody can be asked. `problem` says why it is asked again. `keychain` says why
 * a new store would not be kept in the keychain.
 */
export type AskStorePassphrase = (
  question:
    { kind: 'unlock'; problem?: 'wrong-passphrase' } | { kind: 'new'; keychain: Exclude<KeychainState, 'available'> },
) => Promise<string | undefined>;

/** Starts a timer that does not keep the process alive; gives back what stops it. */
export type StartTimer = (run: () => void, milliseconds: number) => () => void;

export interface SecretStoreOptions {
  home: string;
  keychain: Keychain;
  /** Called by `read`, `write` and `unlock` where the passphrase is needed and none was given. */
  askPassphrase?: AskStorePassphrase;
  /** Minutes without use after which the store locks; 0 never. Default 15. */
  lockAfterMinutes?: number;
  startTimer?: StartTimer;
}

const TRIES = 3;
const PROBE = 'probe';
const WRAPPED = 'wrapping key';
const nameOf = (id: string): string => `secret ${id}`;
const probeOf = (key: Buffer): Sealed => seal(key, PROBE, Buffer.alloc(0));

/**
 * The store of secret parts in `home`. Nothing is read and no keychain is touched before the first call that needs it.
 *
 * `read` and `write` open the store by themselves: by the keychain, unless the store was locked in this process (then
 * `store-locked` until `unlock`), or by `askPassphrase`. A store that is not there yet is made by the first `write` or `unlock`:
 * under the keychain where one is available, else under a passphrase. Where it is then stays.
 */
export function openSecretStore(options: SecretStoreOptions): SecretStore {
  return new Store(options);
}

class Store implements SecretStore {
  readonly #file;
  readonly #keychain: Keychain;
  readonly #ask: AskStorePassphrase | undefined;
  readonly #startTimer: StartTimer;
  readonly #listeners = new Set<() => void>();
  #key: Buffer | undefined;
  #lockedHere = false;
  /** Counts locks, so that an unlocking under way when the user locks does not open the store after it. */
  #generation = 0;
  #opening: Promise<void> | undefined;
  #minutes: number;
  #stopTimer: (() => void) | undefined;

  constructor(options: SecretStoreOptions) {
    this.#file = secretsFile(options.home);
    this.#keychain = options.keychain;
    this.#ask = options.askPassphrase;
    this.#minutes = options.lockAfterMinutes ?? 15;
    this.#startTimer = options.startTimer ?? startTimer;
  }

  async state() {
    if (this.#key !== undefined) return 'unlocked';
    const lock = await this.#lockOrDamaged();
    if (lock !== null) return 'locked';
    return (await this.#keychain.state()) === 'absent' ? 'needs-passphrase' : 'new';
  }

  keychain() {
    return this.#keychain.state();
  }

  async place() {
    const { lock } = await this.#file.read();
    if (lock !== null) return lock.place;
    return (await this.#keychain.state()) === 'absent' ? 'passphrase' : 'keychain';
  }

  async unlock(passphrase?: string) {
    if (this.#key !== undefined) return;
    const generation = this.#generation;
    const { lock } = await this.#file.read();
    if (lock === null) await this.#createNew(generation, passphrase);
    else await this.#unlockWith(generation, lock, passphrase);
  }

  async create(passphrase: string) {
    if (passphrase === '') throw new AppError('passphrase-needed', 'the passphrase is empty');
    if ((await this.#file.read()).lock !== null)
      throw new AppError('already-exists', 'the store has been made already');
    if ((await this.#keychain.state()) === 'available')
      throw new AppError('usage', 'a keychain answers: the store needs no passphrase');
    await this.#createWithPassphrase(this.#generation, passphrase);
  }

  lock() {
    this.#generation++;
    this.#lockedHere = true;
    this.#opening = undefined;
    this.#stopTimer?.();
    this.#stopTimer = undefined;
    if (this.#key === undefined) return;
    this.#forget();
    for (const listener of this.#listeners) listener();
  }

  onLock(listener: () => void) {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  touch() {
    this.#stopTimer?.();
    this.#stopTimer = undefined;
    if (this.#key === undefined || this.#minutes === 0) return;
    this.#stopTimer = this.#startTimer(() => this.lock(), this.#minutes * 60_000);
  }

  setLockAfterMinutes(minutes: number) {
    this.#minutes = minutes;
    this.touch();
  }

  async ready() {
    const { lock } = await this.#file.read();
    // Another process made the store anew.
    if (this.#key !== undefined && !this.#opens(this.#key, lock)) this.#forget();
    await this.#opened();
  }

  async ids() {
    return new Set(Object.keys((await this.#file.read()).secrets));
  }

  async setAside() {
    const name = await this.#file.setAside(true);
    this.#forget();
    return name;
  }

  async read(id: string) {
    const { secrets } = await this.#file.read();
    const sealed = Object.hasOwn(secrets, id) ? secrets[id] : undefined;
    if (sealed === undefined) throw new AppError('no-secret-part', id);
    await this.#opened();
    const plain = unseal(this.#current(), nameOf(id), sealed);
    if (plain === undefined) throw new AppError('store-damaged', `the secret part of ${id} does not open`);
    this.touch();
    return plain;
  }

  async write(id: string, secret: Uint8Array) {
    await this.#opened();
    await this.#file.update((content) => {
      // Looked at under the file's lock: the store may have been locked, or made anew by another process, meanwhile.
      const key = this.#current();
      if (!this.#opens(key, content.lock)) throw new AppError('store-damaged', 'the store was replaced by another');
      return { ...content, secrets: { ...content.secrets, [id]: seal(key, nameOf(id), secret) } };
    });
    this.touch();
  }

  async remove(id: string) {
    await this.#file.update((content) => {
      if (!Object.hasOwn(content.secrets, id)) return undefined;
      return { ...content, secrets: Object.fromEntries(Object.entries(content.secrets).filter(([key]) => key !== id)) };
    });
  }

  async destroyWrappingKey() {
    this.lock();
    const lock = await this.#lockOrDamaged();
    if (lock !== null && lock !== 'damaged' && lock.place === 'keychain') await this.#keychain.remove(lock.account);
    // As at a first start, the next key may be made without anybody unlocking what is no more.
    this.#lockedHere = false;
  }

  #forget(): void {
    this.#key?.fill(0);
    this.#key = undefined;
  }

  async #lockOrDamaged(): Promise<StoreLock | 'damaged' | null> {
    try {
      return (await this.#file.read()).lock;
    } catch (error) {
      if (error instanceof AppError && error.code === 'store-damaged') return 'damaged';
      throw error;
    }
  }

  /** Opens the store where that is allowed unasked. */
  async #opened(): Promise<void> {
    if (this.#key !== undefined) return;
    const opening = (this.#opening ??= this.#open());
    try {
      await opening;
    } finally {
      if (this.#opening === opening) this.#opening = undefined;
    }
  }

  /** The key as it is now: what was open a moment ago may have been locked. */
  #current(): Buffer {
    if (this.#key === undefined) throw new AppError('store-locked');
    return this.#key;
  }

  async #open(): Promise<void> {
    const { lock } = await this.#file.read();
    // Opening by the keychain asks nobody anything: after "lock now" somebody must ask for it.
    if (this.#lockedHere && (lock?.place === 'keychain' || this.#ask === undefined)) throw new AppError('store-locked');
    await this.unlock();
  }

  async #unlockWith(generation: number, lock: StoreLock, passphrase: string | undefined): Promise<void> {
    if (lock.place === 'keychain') {
      const found = await this.#keychain.get(lock.account);
      if (found === null)
        throw new AppError('store-damaged', 'the keychain no longer has the entry that opens this store');
      const key = Buffer.from(found, 'base64');
      if (!this.#opens(key, lock)) throw new AppError('store-damaged', "the keychain's entry does not open this store");
      this.#use(generation, key);
      return;
    }
    let problem: 'wrong-passphrase' | undefined;
    for (let tries = 0; tries < TRIES; tries++) {
      const given = passphrase ?? (await this.#ask?.({ kind: 'unlock', ...(problem && { problem }) }));
      if (given === undefined || given === '') throw new AppError('passphrase-needed');
      const outer = await passphraseKey(given, lock.scrypt);
      const key = unseal(outer, WRAPPED, lock.wrapped);
      outer.fill(0);
      if (key !== undefined) {
        this.#use(generation, key);
        return;
      }
      problem = 'wrong-passphrase';
      if (passphrase !== undefined) break;
    }
    throw new AppError('wrong-passphrase');
  }

  async #createNew(generation: number, passphrase: string | undefined): Promise<void> {
    const keychain = await this.#keychain.state();
    if (keychain === 'available') {
      await this.#createWithKeychain(generation);
      return;
    }
    const given = passphrase ?? (await this.#ask?.({ kind: 'new', keychain }));
    if (given === undefined || given === '')
      throw new AppError(keychain === 'locked' ? 'keychain-locked' : 'passphrase-needed');
    await this.#createWithPassphrase(generation, given);
  }

  async #createWithKeychain(generation: number): Promise<void> {
    const key = newWrappingKey();
    const account = randomBytes(16).toString('hex');
    const made = await this.#file.update(async (content) => {
      if (content.lock !== null) return undefined;
      await this.#keychain.set(account, key.toString('base64'));
      // Read back: a keychain that forgets would take every key with it.
      if ((await this.#keychain.get(account)) !== key.toString('base64'))
        throw new AppError('keychain-absent', 'the keychain does not give back what it was given');
      return { ...content, lock: { place: 'keychain', account, probe: probeOf(key) } };
    });
    await this.#adopt(generation, made.lock, key, undefined);
  }

  async #createWithPassphrase(generation: number, passphrase: string): Promise<void> {
    const key = newWrappingKey();
    const scrypt = newScryptParameters();
    const outer = await passphraseKey(passphrase, scrypt);
    const lock: StoreLock = { place: 'passphrase', scrypt, wrapped: seal(outer, WRAPPED, key), probe: probeOf(key) };
    outer.fill(0);
    const made = await this.#file.update((content) => (content.lock === null ? { ...content, lock } : undefined));
    await this.#adopt(generation, made.lock, key, passphrase);
  }

  /** Another process may have made the store first: then that one counts. */
  async #adopt(generation: number, lock: StoreLock | null, key: Buffer, passphrase: string | undefined): Promise<void> {
    if (lock === null || this.#opens(key, lock)) {
      this.#use(generation, key);
      return;
    }
    key.fill(0);
    await this.#unlockWith(generation, lock, passphrase);
  }

  /** Whether `key` is the wrapping key of the store that `lock` describes. */
  #opens(key: Buffer, lock: StoreLock | null): boolean {
    return lock !== null && key.length === 32 && unseal(key, PROBE, lock.probe) !== undefined;
  }

  #use(generation: number, key: Buffer): void {
    if (generation !== this.#generation) {
      key.fill(0);
      throw new AppError('store-locked');
    }
    this.#key?.fill(0);
    this.#key = key;
    this.#lockedHere = false;
    this.touch();
  }
}

const startTimer: StartTimer = (run, milliseconds) => {
  const timer = setTimeout(run, milliseconds);
  timer.unref();
  return () => clearTimeout(timer);
};
