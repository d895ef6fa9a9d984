import { readFile, rename, stat } from 'node:fs/promises';
import { AppError, toAppError } from '../../../shared/error.ts';
import { writeFileAtomic } from './atomic-file.ts';
import { withProcessLock } from './process-lock.ts';

/** One small JSON document on disk. */
export interface JsonFile<T> {
  readonly path: string;
  /** The content, or the default where there is no file. Throws `store-damaged`, `store-newer`. */
  read(): Promise<T>;
  /**
   * Replaces the content by what `change` gives back; undefined leaves the file alone. No other process can change it meanwhile;
   * a reader sees the old content or the new one. Throws as `read`, and `store-busy`, `too-large`, `disk-full`, `read-only`, and what
   * `check` throws where the new content does not fit; then nothing is written.
   */
  update(change: (content: T) => T | undefined | Promise<T | undefined>): Promise<T>;
  /**
   * Moves a damaged file to a name beside it that is free, and gives back that name. A file that can be read stays, unless it is
   * `unusable` to the caller all the same.
   */
  setAside(unusable?: boolean): Promise<string | undefined>;
}

export interface JsonFileOptions<T> {
  path: string;
  /** The version that is written. Lower ones are handed to `check` too; higher ones throw `store-newer`. */
  version: number;
  empty: () => T;
  /** Makes the content of what the file holds; throws (anything) where it does not fit. */
  check: (content: unknown, version: number) => T | Promise<T>;
  /** Larger files are damaged; bytes. */
  largest?: number;
  /** How long an update waits for other processes; milliseconds. */
  waitMs?: number;
}

/**
 * A JSON document kept as `{ "version": 1, "content": ... }`, readable by its owner only (0600). A file that cannot be read as such
 * is never overwritten: every call throws `store-damaged` until it is set aside, by `setAside` or by hand.
 */
export function jsonFile<T>(options: JsonFileOptions<T>): JsonFile<T> {
  const { path } = options;
  const largest = options.largest ?? 16 * 1024 * 1024;
  const read = async (): Promise<T> => {
    const text = await readText(path, largest);
    if (text === undefined) return options.empty();
    const { version, content } = envelope(path, text);
    if (version > options.version) throw new AppError('store-newer', `${path} was written by a newer version`);
    try {
      return await options.check(content, version);
    } catch (error) {
      throw damaged(path, error instanceof Error ? error.message : String(error), error);
    }
  };
  return {
    path,
    read,
    update: (change) =>
      withProcessLock(
        path,
        async () => {
          const old = await read();
          const content = await change(old);
          if (content === undefined) return old;
          const text = `${JSON.stringify({ version: options.version, content }, null, 1)}\n`;
          const bytes = Buffer.from(text, 'utf8');
          // What could not be read again must not take the place of what can.
          if (bytes.length > largest) throw new AppError('too-large', path);
          await options.check(envelope(path, text).content, options.version);
          await writeFileAtomic(path, bytes, { overwrite: true, mode: 0o600 });
          return content;
        },
        options.waitMs,
      ),
    setAside: (unusable = false) =>
      withProcessLock(
        path,
        async () => {
          try {
            await read();
            if (!unusable) return undefined;
          } catch (error) {
            if (!(error instanceof AppError) || error.code !== 'store-damaged') throw error;
          }
          const aside = await freeName(path);
          await rename(path, aside);
          return aside;
        },
        options.waitMs,
      ),
  };
}

async function readText(path: string, largest: number): Promise<string | undefined> {
  try {
    if ((await stat(path)).size > largest) throw damaged(path, 'it is too large');
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw toAppError(error);
  }
}

function envelope(path: string, text: string): { version: number; content: unknown } {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    throw damaged(path, 'it is not JSON', error);
  }
  if (typeof parsed !== 'object' || parsed === null || !('version' in parsed)) throw damaged(path, 'it has no version');
  const { version } = parsed;
  if (typeof version !== 'number' || !Number.isSafeInteger(version) || version < 1)
    throw damaged(path, 'its version is no number');
  return { version, content: 'content' in parsed ? parsed.content : undefined };
}

/** The first name `path.damaged-N` that is free. */
export async function freeName(path: string): Promise<string> {
  for (let n = 1; ; n++) {
    const name = `${path}.damaged-${n}`;
    try {
      await stat(name);
    } catch {
      return name;
    }
  }
}

const damaged = (path: string, why: string, cause?: unknown): AppError =>
  new AppError('store-damaged', `${path}: ${why}`, { cause });
