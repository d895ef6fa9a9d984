import { AppError } from '../../../../shared/error.ts';
import { nameOf } from '../name-bytes.ts';
import { formatOfId } from '../object-id.ts';
import type { Repository } from './open-repository.ts';
import { gitOutput, runGit } from './run-git.ts';
import type { Watch } from './start-git.ts';

/** A ref and what it names. */
export interface Ref {
  /** Its whole name. */
  name: string;
  id: string;
  type: string;
  /** It has no value of its own, but stands for another ref. */
  isSymbolic?: true;
}

const AT = 0x40;
const MAX_REFS_BYTES = 64 * 1024 * 1024;

/** All refs whose names begin so, the newest first as far as their objects say, without looking into the objects. */
export async function listRefs({ git, folder }: Repository, prefix: string, watch: Watch = {}): Promise<Ref[]> {
  const args = [
    'for-each-ref',
    '--sort=-creatordate',
    '--format=%(objectname) %(objecttype) %(if)%(symref)%(then)@%(else)=%(end)%(refname)',
    prefix,
  ];
  const output = await gitOutput(git, folder, args, { ...watch, maxOutput: MAX_REFS_BYTES });
  return split(output).flatMap((line) => {
    const [id = '', type = ''] = line.toString('latin1').split(' ', 2);
    const at = id.length + type.length + 2;
    const name = nameOf(line.subarray(at + 1));
    const symbolic = line[at] === AT ? { isSymbolic: true as const } : {};
    return name.startsWith(prefix) ? [{ name, id, type, ...symbolic }] : [];
  });
}

/** Whether a ref only says which branch of another repository is checked out there. A branch can be called HEAD, too. */
export function isRemoteHead({ name, isSymbolic }: Ref): boolean {
  return isSymbolic === true && /^refs\/remotes\/.+\/HEAD$/.test(name);
}

/** The whole names of the refs that a range ends at, as git understands it; none where it is written otherwise. */
export async function refsOfRange({ git, folder }: Repository, range: string, watch: Watch = {}): Promise<string[]> {
  if (range.startsWith('-')) return [];
  const { output } = await runGit(git, folder, ['rev-parse', '--symbolic-full-name', '--revs-only', range], watch);
  return split(output)
    .map((line) => nameOf(line))
    .filter((name) => name.startsWith('refs/'));
}

/** The names of the objects that a range names, `^` before those that it leaves out; none where it is written otherwise. */
export async function endsOfRange({ git, folder }: Repository, range: string, watch: Watch = {}): Promise<string[]> {
  if (range.startsWith('-')) return [];
  const { output } = await runGit(git, folder, ['rev-parse', '--revs-only', range], watch);
  return split(output)
    .map((line) => line.toString('latin1'))
    .filter((line) => formatOfId(line.replace('^', '')) !== undefined);
}

/** The ref that one without a value of its own stands for, there or not; undefined for one that has, or may get, its own. */
export async function symbolicTarget({ git, folder }: Repository, ref: string, watch: Watch = {}) {
  const { exit, output, log } = await runGit(git, folder, ['symbolic-ref', '-q', ref], watch);
  if (exit === 1) return undefined;
  if (exit !== 0) throw new AppError('git-failed', log);
  return nameOf(output.subarray(0, -1));
}

function split(output: Buffer): Buffer[] {
  const lines: Buffer[] = [];
  for (let at = 0; at < output.length;) {
    const end = output.indexOf(0x0a, at);
    lines.push(output.subarray(at, end === -1 ? output.length : end));
    at = end === -1 ? output.length : end + 1;
  }
  return lines;
}
