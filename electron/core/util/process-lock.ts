import { randomBytes } from 'node:crypto';
import { link, readFile, unlink, writeFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError, toAppError } from '../../../shared/error.ts';
import { monotonicMs } from './monotonic.ts';

/** Who holds a lock file: enough to tell a living process from a dead one whose number was given away again. */
interface Owner {
  token: string;
  pid: number;
  host: string;
  /** Start time of the process as Linux counts it; empty elsewhere. */
  started: string;
}

const POLL_MS = 15;
/** Lock files waiting in this process, so that its own calls queue instead of polling each other. */
const queues = new Map<string, Promise<unknown>>();

/**
 * Runs `work` while the file `path` + `.lock` says that nobody else may, in this process or another. The lock of a process that
 * died is broken. Throws `store-busy` after `waitMs` milliseconds (default 10,000) in which others held it.
 */
export function withProcessLock<T>(path: string, work: () => Promise<T>, waitMs = 10_000): Promise<T> {
  const file = `${resolve(path)}.lock`;
  const before = queues.get(file) ?? Promise.resolve();
  const run = before.then(() => lockedRun(file, work, waitMs));
  const settled = run.then(
    () => undefined,
    () => undefined,
  );
  queues.set(file, settled);
  void settled.then(() => {
    if (queues.get(file) === settled) queues.delete(file);
  });
  return run;
}

async function lockedRun<T>(file: string, work: () => Promise<T>, waitMs: number): Promise<T> {
  const token = randomBytes(8).toString('hex');
  const deadline = monotonicMs() + waitMs;
  while (!(await acquire(file, token))) {
    if (await breakIfDead(file)) continue;
    if (monotonicMs() > deadline) throw new AppError('store-busy', `another process holds ${file}`);
    await sleep(POLL_MS + Math.random() * POLL_MS);
  }
  try {
    return await work();
  } finally {
    await removeIfThere(file);
  }
}

/** Makes the lock file with its content in one step, by a hard link; false where it is there already. */
async function acquire(file: string, token: string): Promise<boolean> {
  const owner: Owner = { token, pid: process.pid, host: hostname(), started: startTime(process.pid) };
  const text = JSON.stringify(owner);
  // A name that the sweeping of temporary files knows, should this process die before the next lines.
  const temporary = join(dirname(file), `.countersign-${token}.tmp`);
  try {
    await writeFile(temporary, text, { mode: 0o600, flag: 'wx' });
    await link(temporary, file);
    return true;
  } catch (error) {
    const code = errnoOf(error);
    if (code === 'EEXIST') return false;
    // File systems without hard links (FAT): content follows creation; a reader in between takes the lock for a living one.
    if (code === 'EPERM' || code === 'ENOTSUP' || code === 'ENOSYS') return await createExclusive(file, text);
    throw lockError(error);
  } finally {
    await removeIfThere(temporary).catch(() => undefined);
  }
}

async function createExclusive(file: string, text: string): Promise<boolean> {
  try {
    await writeFile(file, text, { mode: 0o600, flag: 'wx' });
    return true;
  } catch (error) {
    if (errnoOf(error) === 'EEXIST') return false;
    throw lockError(error);
  }
}

/**
 * Removes the lock of a dead process; true where the caller may try again at once. Only who holds the lock named after the dead
 * lock's token may remove it, and a token is never used twice: so no two processes can take each other's fresh lock for the dead one.
 */
async function breakIfDead(file: string): Promise<boolean> {
  const owner = await readOwner(file);
  if (owner === 'gone') return true;
  if (owner === null || isAlive(owner)) return false;
  const guard = `${file}.${owner.token}.break`;
  if (!(await acquire(guard, randomBytes(8).toString('hex')))) return breakIfDead(guard);
  try {
    const again = await readOwner(file);
    if (again !== 'gone' && again?.token === owner.token) await unlink(file);
    return true;
  } finally {
    await removeIfThere(guard);
  }
}

async function readOwner(file: string): Promise<Owner | 'gone' | null> {
  try {
    const owner = JSON.parse(await readFile(file, 'utf8')) as Partial<Owner> | null;
    if (typeof owner?.token !== 'string' || !/^[0-9a-f]{16}$/.test(owner.token)) return null;
    if (!Number.isSafeInteger(owner.pid) || typeof owner.host !== 'string') return null;
    return { token: owner.token, pid: Number(owner.pid), host: owner.host, started: owner.started ?? '' };
  } catch (error) {
    return errnoOf(error) === 'ENOENT' ? 'gone' : null;
  }
}

function isAlive(owner: Owner): boolean {
  if (owner.host !== hostname()) return true;
  if (owner.pid <= 0) return false;
  try {
    process.kill(owner.pid, 0);
  } catch (error) {
    return errnoOf(error) !== 'ESRCH';
  }
  const started = startTime(owner.pid);
  return owner.started === '' || started === '' || started === owner.started;
}

/** Field 22 of `/proc/PID/stat` (proc(5)), counted after the command's name, which may hold anything. Zombies count as ended. */
function startTime(pid: number): string {
  if (process.platform !== 'linux') return '';
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? 'ended' : (fields[19] ?? '');
  } catch {
    return '';
  }
}

/** A lock is there to write: being refused means that nothing can be written here. */
function lockError(error: unknown): AppError {
  const known = toAppError(error);
  return known.code === 'unreadable' ? new AppError('read-only', known.detail, { cause: error }) : known;
}

/** `rm` would look at the file twice before it removes it. */
async function removeIfThere(path: string): Promise<void> {
  try {
    await unlink(path);
  } catch (error) {
    if (errnoOf(error) !== 'ENOENT') throw error;
  }
}

const errnoOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '');
