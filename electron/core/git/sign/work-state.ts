import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { lstat, open, readlink } from 'node:fs/promises';
import { AppError } from '../../../../shared/error.ts';
import { inParallel } from '../../util/in-parallel.ts';
import { nameOf } from '../name-bytes.ts';
import type { ObjectFormat } from '../object-id.ts';
import type { Repository } from '../repository/open-repository.ts';
import { gitOutput } from '../repository/run-git.ts';
import type { Watch } from '../repository/start-git.ts';

/** How the files of a repository differ from the commit that is checked out: none of it will be in a tag. */
export interface WorkState {
  /** In the index, and not in the commit. */
  staged: string[];
  /** Other than in the index, or gone. */
  changed: string[];
  /** Other than in the index; a filter of the repository's may explain it, and none of these is run. */
  unsure: string[];
  /** Neither in the index nor ignored. */
  untracked: string[];
  /** There was too much to look at all of it. */
  isCut: boolean;
}

const MAX_LIST_BYTES = 64 * 1024 * 1024;
const MOST_FILES = 100_000;
const MOST_BYTES = 4 * 1024 ** 3;
const AT_ONCE = 8;
const PIECE = 1024 * 1024;

interface Entry {
  path: Buffer;
  mode: string;
  id: string;
}

/**
 * Compares the files by their bytes, without git's own `status`, which would run the filters that the repository names. Asked for only where
 * somebody wants to know. Throws `usage` for a repository without files.
 */
export async function workState(repository: Repository, watch: Watch = {}): Promise<WorkState> {
  const { git, worktree, format } = repository;
  if (worktree === undefined) throw new AppError('usage', 'a bare repository has no files');
  const list = async (...args: string[]): Promise<Buffer[]> =>
    split(await gitOutput(git, worktree, args, { ...watch, maxOutput: MAX_LIST_BYTES }));
  const [staged, others, index] = await Promise.all([
    list('diff-index', '--cached', '--name-only', '--no-renames', '-z', 'HEAD', '--'),
    list('ls-files', '--others', '--exclude-standard', '--directory', '--no-empty-directory', '-z'),
    list('ls-files', '--stage', '-v', '-z'),
  ]);
  const entries = index.flatMap((line) => entryOf(line) ?? []);
  const looked = entries.slice(0, MOST_FILES);
  const budget = { bytes: MOST_BYTES };
  const differing: Buffer[] = [];
  const compare = async (entry: Entry): Promise<Buffer | undefined> => {
    watch.signal?.throwIfAborted();
    return (await isSame(worktree, entry, format, budget)) ? undefined : entry.path;
  };
  for await (const path of inParallel(looked, AT_ONCE, compare)) if (path !== undefined) differing.push(path);
  const filtered = await filteredAmong(repository, worktree, differing, watch);
  const names = differing.map((path) => nameOf(path));
  return {
    staged: staged.map((path) => nameOf(path)),
    changed: names.filter((name) => !filtered.has(name)),
    unsure: names.filter((name) => filtered.has(name)),
    untracked: others.map((path) => nameOf(path)),
    isCut: looked.length < entries.length || budget.bytes < 0,
  };
}

function split(output: Buffer): Buffer[] {
  const parts: Buffer[] = [];
  for (let at = 0; at < output.length;) {
    const end = output.indexOf(0, at);
    parts.push(output.subarray(at, end === -1 ? output.length : end));
    at = end === -1 ? output.length : end + 1;
  }
  return parts;
}

/** A file or link of the index that should lie in the folder: those left out on purpose, and other repositories, need not. */
function entryOf(line: Buffer): Entry | undefined {
  const tab = line.indexOf(0x09);
  const [flag, mode = '', id = ''] = line.subarray(0, tab).toString('latin1').split(' ');
  const path = line.subarray(tab + 1);
  const isWanted = flag?.toUpperCase() !== 'S' && /^1[02]0/.test(mode);
  return tab !== -1 && isWanted ? { path, mode, id } : undefined;
}

async function isSame(
  worktree: string,
  { path, mode, id }: Entry,
  format: ObjectFormat,
  budget: { bytes: number },
): Promise<boolean> {
  // Too much to look at: said of the whole.
  if (budget.bytes < 0) return true;
  // An index can hold what git would never put there, and folders can be links that lead out.
  if (/(?:^|\/)(?:\.\.|\.git)(?:\/|$)/i.test(path.toString('latin1')) || !(await isBelow(worktree, path))) return false;
  const whole = Buffer.concat([Buffer.from(`${worktree}/`), path]);
  try {
    const found = await lstat(whole);
    if (found.isSymbolicLink()) return mode === '120000' && blobId(await readlink(whole, 'buffer'), format) === id;
    if (!found.isFile() || mode === '120000') return false;
    const isRunnable = (found.mode & 0o100) !== 0;
    if (process.platform !== 'win32' && isRunnable !== (mode === '100755')) return false;
    budget.bytes -= found.size;
    return budget.bytes < 0 || (await hasBytes(whole, id, format));
  } catch (error) {
    if (error instanceof Error && 'code' in error) return false;
    throw error;
  }
}

/** Whether no folder on the way to a file is a link. */
async function isBelow(worktree: string, path: Buffer): Promise<boolean> {
  for (let slash = path.indexOf(0x2f); slash !== -1; slash = path.indexOf(0x2f, slash + 1)) {
    const folder = Buffer.concat([Buffer.from(`${worktree}/`), path.subarray(0, slash)]);
    const found = await lstat(folder).catch(() => undefined);
    if (found?.isDirectory() !== true) return false;
  }
  return true;
}

function blobId(bytes: Buffer, format: ObjectFormat): string {
  return createHash(format).update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}

/** As they are, or with line ends as git keeps them. */
async function hasBytes(path: Buffer, id: string, format: ObjectFormat): Promise<boolean> {
  const flags =
    process.platform === 'win32'
      ? constants.O_RDONLY
      : constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW;
  const file = await open(path, flags);
  try {
    const { size } = await file.stat();
    const plain = createHash(format).update(`blob ${size}\0`);
    const small: Buffer[] = [];
    for (let at = 0; at < size;) {
      const piece = Buffer.allocUnsafe(Math.min(PIECE, size - at));
      const { bytesRead } = await file.read(piece, 0, piece.length, at);
      if (bytesRead === 0) return false;
      plain.update(piece.subarray(0, bytesRead));
      if (size <= PIECE * 8) small.push(piece.subarray(0, bytesRead));
      at += bytesRead;
    }
    if (plain.digest('hex') === id) return true;
    const bytes = Buffer.concat(small);
    return (
      bytes.includes('\r\n') &&
      blobId(Buffer.from(bytes.toString('latin1').replaceAll('\r\n', '\n'), 'latin1'), format) === id
    );
  } finally {
    await file.close();
  }
}

/** Of the files, those that a filter, an encoding or a keyword makes other than what git keeps. Attributes are read; nothing they name runs. */
async function filteredAmong(
  { git }: Repository,
  worktree: string,
  paths: readonly Buffer[],
  watch: Watch,
): Promise<Set<string>> {
  if (paths.length === 0) return new Set();
  const input = Buffer.concat(paths.flatMap((path) => [path, Buffer.of(0)]));
  const args = ['check-attr', '--stdin', '-z', 'filter', 'working-tree-encoding', 'ident'];
  const output = await gitOutput(git, worktree, args, { ...watch, input, maxOutput: MAX_LIST_BYTES });
  const parts = split(output);
  const found = new Set<string>();
  for (let at = 0; at + 2 < parts.length; at += 3) {
    const value = parts[at + 2]?.toString('latin1');
    if (value !== 'unspecified' && value !== 'unset') found.add(nameOf(parts[at] ?? Buffer.alloc(0)));
  }
  return found;
}
