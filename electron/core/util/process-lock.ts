import { randomBytes } from 'node:crypto';
import { link, open, readFile, stat, unlink, writeFile } from 'node:fs/promises';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname, uptime } from 'node:os';
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
  /** Which start of the machine this is, and whose process numbers are meant, as Linux names both; empty elsewhere. */
  boot: string;
  space: string;
}

const POLL_MS = 15;
/** Who works under a lock touches its file this often, in milliseconds. */
const TOUCH_MS = 10_000;
/** A lock that says nothing of a process to ask about is dead when nobody touched it for so long, in milliseconds. */
const DEAD_MS = 60_000;
/** Lock files waiting in this process, so that its own calls queue instead of polling each other. */
const queues = new Map<string, Promise<unknown>>();

/**
 * Runs `work` while the file `path` + `.lock` says that nobody else may, in this process or another. The lock of a process that
 * died is broken. Throws `store-busy` after `waitMs` milliseconds (default 10,000) in which others held it. The lock's file is touched
 * every `touchMs` milliseconds, so that other machines on a shared folder see it held.
 */
export function withProcessLock<T>(
  path: string,
  work: () => Promise<T>,
  waitMs = 10_000,
  touchMs = TOUCH_MS,
): Promise<T> {
  const file = `${resolve(path)}.lock`;
  const before = queues.get(file) ?? Promise.resolve();
  const run = before.then(() => lockedRun(file, work, waitMs, touchMs));
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

async function lockedRun<T>(file: string, work: () => Promise<T>, waitMs: number, touchMs: number): Promise<T> {
  const token = randomBytes(8).toString('hex');
  const deadline = monotonicMs() + waitMs;
  while (!(await acquire(file, token))) {
    if (await breakIfDead(file)) continue;
    if (monotonicMs() > deadline) throw new AppError('store-busy', await describe(file));
    await sleep(POLL_MS + Math.random() * POLL_MS);
  }
  const since = monotonicMs();
  const timer = setInterval(() => void touch(file, token), touchMs);
  timer.unref();
  try {
    return await work();
  } finally {
    clearInterval(timer);
    // A machine that slept meanwhile may have been taken for dead by another.
    if (monotonicMs() - since < DEAD_MS || isToken(await readOwner(file), token)) await removeIfThere(file);
  }
}

/** What stands in the way, for a person who knows better whether it still runs. */
async function describe(file: string): Promise<string> {
  const owner = await readOwner(file);
  const who = owner === null || owner === 'gone' ? 'another process' : `process ${owner.pid} on ${owner.host}`;
  return `${who} holds ${file}`;
}

/** Gives the lock file the time that its file system calls now; the time of this machine may be another. */
async function touch(file: string, token: string): Promise<void> {
  const handle = await open(file, 'r+').catch(() => undefined);
  try {
    const text = await handle?.readFile('utf8');
    if (text?.includes(token) === true) await handle?.write(text, 0);
  } catch {
    // A lock that could not be touched is still held.
  } finally {
    await handle?.close().catch(() => undefined);
  }
}

/** Makes the lock file with its content in one step, by a hard link; false where it is there already. */
async function acquire(file: string, token: string): Promise<boolean> {
  const owner: Owner = {
    token,
    pid: process.pid,
    host: hostname(),
    started: startTime(process.pid),
    boot: bootOfMachine(),
    space: spaceOfProcesses(),
  };
  const text = JSON.stringify(owner);
  const temporary = temporaryBeside(file, token);
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

/** A name that the sweeping of temporary files knows, should this process die before it removes it. */
const temporaryBeside = (file: string, token: string): string => join(dirname(file), `.countersign-${token}.tmp`);

/**
 * Removes the lock of a dead process; true where the caller may try again at once. Only who holds the lock named after the dead
 * lock's token may remove it, and a token is never used twice: so no two processes can take each other's fresh lock for the dead one.
 * A lock that cannot be read goes by its place on the disk and its time instead.
 */
async function breakIfDead(file: string): Promise<boolean> {
  const owner = await readOwner(file);
  if (owner === 'gone') return true;
  const name = owner === null ? await nameOfUnreadable(file) : owner.token;
  if (name === 'gone') return true;
  if (owner === null ? (await untouchedMs(file)) < DEAD_MS : await mayLive(file, owner)) return false;
  const guard = `${file}.${name}.break`;
  if (!(await acquire(guard, randomBytes(8).toString('hex')))) return breakIfDead(guard);
  try {
    const again = await readOwner(file);
    const same = owner === null ? again === null && (await nameOfUnreadable(file)) === name : isToken(again, name);
    if (same) await removeIfThere(file);
    return true;
  } finally {
    await removeIfThere(guard);
  }
}

const isToken = (owner: Owner | 'gone' | null, token: string): boolean =>
  owner !== null && owner !== 'gone' && owner.token === token;

async function nameOfUnreadable(file: string): Promise<string> {
  try {
    const { ino, mtimeNs } = await stat(file, { bigint: true });
    return `${ino}-${mtimeNs}`;
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return 'gone';
    throw lockError(error);
  }
}

/** How long ago the file was written, by the clock of its own file system, which may have been set since; milliseconds, 0 where it is gone. */
async function untouchedMs(file: string): Promise<number> {
  const probe = temporaryBeside(file, randomBytes(8).toString('hex'));
  try {
    await writeFile(probe, '', { mode: 0o600, flag: 'wx' });
    const [now, then] = await Promise.all([stat(probe), stat(file)]);
    return Math.abs(now.mtimeMs - then.mtimeMs);
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return 0;
    throw lockError(error);
  } finally {
    await removeIfThere(probe).catch(() => undefined);
  }
}

async function readOwner(file: string): Promise<Owner | 'gone' | null> {
  try {
    const owner = JSON.parse(await readFile(file, 'utf8')) as Partial<Record<keyof Owner, unknown>> | null;
    if (typeof owner?.token !== 'string' || !/^[0-9a-f]{16}$/.test(owner.token)) return null;
    if (!Number.isSafeInteger(owner.pid) || typeof owner.host !== 'string') return null;
    const text = (value: unknown): string => (typeof value === 'string' ? value : '');
    const { token, host, pid, started, boot, space } = owner;
    return { token, pid: Number(pid), host, started: text(started), boot: text(boot), space: text(space) };
  } catch (error) {
    return errnoOf(error) === 'ENOENT' ? 'gone' : null;
  }
}

async function mayLive(file: string, owner: Owner): Promise<boolean> {
  const boot = bootOfMachine();
  const sameBoot = boot !== '' && owner.boot === boot;
  const sameHost = owner.host === hostname();
  if (sameHost && boot !== '' && owner.boot !== '' && !sameBoot) return false;
  // Another machine, or a container with process numbers of its own. A machine that was renamed is still on the same start.
  const here = sameBoot ? owner.space === spaceOfProcesses() : sameHost;
  if (!here) return (await untouchedMs(file)) < DEAD_MS;
  if (!isRunning(owner)) return false;
  if (owner.started !== '' && startTime(owner.pid) !== '') return true;
  // Nothing but its number says that this is the same process: not where the lock is older than the start of the machine.
  return (await untouchedMs(file)) < (uptime() + 10) * 1000;
}

function isRunning(owner: Owner): boolean {
  if (owner.pid <= 0) return false;
  try {
    process.kill(owner.pid, 0);
  } catch (error) {
    return errnoOf(error) !== 'ESRCH';
  }
  const started = startTime(owner.pid);
  return owner.started === '' || started === '' || started === owner.started;
}

/** The identity that Linux gives each start of the machine (random(4)). */
function bootOfMachine(): string {
  if (process.platform !== 'linux') return '';
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim();
  } catch {
    return '';
  }
}

/** The namespace that this process's number belongs to (pid_namespaces(7)). */
function spaceOfProcesses(): string {
  if (process.platform !== 'linux') return '';
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    return '';
  }
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
