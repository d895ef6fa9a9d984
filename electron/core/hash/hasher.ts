import { availableParallelism } from 'node:os';
import { AppError, toAppError } from '../../../shared/error.ts';
import { createHashSet, type HashSet } from './hash-set.ts';
import { startHashThread, type HashThread } from './hash-thread.ts';
import { assertSame, identityNow, openRegularFile, sizeOfRegularFile } from './regular-file.ts';
import type { FileIdentity, OpenFile as OpenedFile } from './regular-file.ts';
import { createSlots } from './slots.ts';
import type { Hasher, OnBytes, Reading, Wanted, WantedHashes } from './reading.ts';

/** Files up to this size are hashed where they are: starting a thread would take longer, and the loop is held for less than a millisecond. */
const SMALL = 256 * 1024;
/** Small files that are open at the same time. */
const SMALL_AT_ONCE = 16;

/** Where the thread's program lies, and how many threads there may be. */
export interface HasherOptions {
  /** The bundle of `hash-worker.ts`: a path, or a `file:` URL. */
  worker: string | URL;
  /** As many as there are cores where absent. */
  threads?: number;
}

interface ReadOptions {
  signal?: AbortSignal;
  onBytes?: OnBytes;
}

interface OpenFile {
  path: string;
  handle: OpenedFile;
  identity: FileIdentity;
}

/** The `Hasher` of this process. Its threads start when they are first needed and do not keep the process alive. */
export function createHasher(options: HasherOptions): Hasher {
  const count = options.threads ?? availableParallelism();
  const smallSlots = createSlots(SMALL_AT_ONCE);
  const threadSlots = createSlots(count);
  const idle: HashThread[] = [];
  const all = new Set<HashThread>();
  let closed = false;
  const isClosed = (): boolean => closed;

  async function onThread<T>(work: (thread: HashThread) => Promise<T>, signal?: AbortSignal): Promise<T> {
    return threadSlots.run(async () => {
      if (closed) throw new AppError('cancelled');
      const thread = idle.pop() ?? (await startHashThread(options.worker));
      all.add(thread);
      // It may have been closed while the thread started.
      if (isClosed()) await thread.end();
      try {
        return await work(thread);
      } finally {
        if (thread.ended()) all.delete(thread);
        else idle.push(thread);
      }
    }, signal);
  }

  return {
    async read(path, wanted, readOptions = {}) {
      const { signal } = readOptions;
      if (closed) throw new AppError('cancelled');
      if ((await smallSlots.run(() => sizeOfRegularFile(path), signal)) <= SMALL)
        return smallSlots.run(() => withOpenFile(path, (file) => readHere(file, readOptions)), signal);
      return onThread(
        (thread) => withOpenFile(path, (file) => readOnThread(file, wanted, readOptions, thread)),
        signal,
      );
    },
    async close() {
      closed = true;
      await Promise.all([...all].map((thread) => thread.end()));
    },
  };
}

/** Runs `work` on the open file, and makes sure that the file is the same afterwards. */
async function withOpenFile(path: string, work: (file: OpenFile) => Promise<Reading>): Promise<Reading> {
  const { handle, identity } = await openRegularFile(path);
  try {
    const reading = await work({ path, handle, identity });
    try {
      assertSame(path, identity, await handle.stat({ bigint: true }));
    } catch (error) {
      reading.close();
      throw error;
    }
    return reading;
  } catch (error) {
    const known = toAppError(error);
    throw known.detail === '' ? new AppError(known.code, path, { cause: error }) : known;
  } finally {
    await handle.close();
  }
}

async function readHere(file: OpenFile, options: ReadOptions): Promise<Reading> {
  const size = Number(file.identity.size);
  if (size > SMALL) throw new AppError('changed-while-read', file.path);
  const bytes = Buffer.allocUnsafe(size + 1);
  let done = 0;
  for (;;) {
    if (options.signal?.aborted === true) throw new AppError('cancelled');
    const { bytesRead } = await file.handle.read(bytes, done, bytes.length - done, done);
    done += bytesRead;
    // There was room for one byte more: this read met the file's end.
    if (bytesRead === 0 || done >= size) break;
  }
  if (done !== size) throw new AppError('changed-while-read', file.path);
  const whole = bytes.subarray(0, size);
  options.onBytes?.(size, size);
  const hashes = new Map<string, Promise<HashSet>>();
  let open = true;
  return readingOf(file, whole.includes(0), {
    async digest(one, suffix) {
      if (!open) throw new AppError('internal', 'the reading is closed');
      const name = `${one.algorithm} ${String(one.text ?? false)}`;
      const fed = hashes.get(name) ?? hashOf(one, whole);
      hashes.set(name, fed);
      return (await fed).digest(one, suffix);
    },
    close: () => (open = false),
    bytes: whole,
  });
}

async function hashOf(wanted: Wanted, bytes: Uint8Array): Promise<HashSet> {
  const hash = await createHashSet([wanted]);
  hash.update(bytes);
  return hash;
}

async function readOnThread(
  file: OpenFile,
  wanted: WantedHashes,
  { signal, onBytes }: ReadOptions,
  thread: HashThread,
): Promise<Reading> {
  const size = Number(file.identity.size);
  if (signal?.aborted === true) throw new AppError('cancelled');
  const { reading, hasNul } = await thread.read(
    { fd: file.handle.fd, size },
    typeof wanted === 'function' ? wanted() : wanted,
    {
      signal,
      onBytes: (done) => onBytes?.(done, size),
    },
  );
  onBytes?.(size, size);
  return readingOf(file, hasNul, {
    digest: (one, suffix) => thread.digest(reading, one, suffix),
    close: () => thread.forget(reading),
  });
}

interface Kept {
  digest(wanted: Wanted, suffix?: Uint8Array): Promise<Uint8Array>;
  close(): void;
  bytes?: Uint8Array;
}

function readingOf(file: OpenFile, hasNul: boolean, kept: Kept): Reading {
  const { path, identity } = file;
  return {
    path,
    size: Number(identity.size),
    hasNul,
    ...(kept.bytes !== undefined && { bytes: kept.bytes }),
    digest: async (wanted, suffix) => kept.digest(wanted, suffix),
    assertUnchanged: async () => assertSame(path, identity, await identityNow(path)),
    close: () => kept.close(),
  };
}
