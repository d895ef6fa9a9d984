import { AppError } from '../../../../shared/error.ts';
import { readIdent } from '../ident.ts';
import { formatOfId, ID_LENGTH } from '../object-id.ts';
import { signatureFormAt } from '../signature-form.ts';
import type { SignatureForm } from '../signed-object.ts';
import { decodeBy } from '../text.ts';
import type { Repository } from './open-repository.ts';
import { refuseAmbiguous } from './refuse-ambiguous.ts';
import { gitOutput, gitRecords, runGit } from './run-git.ts';
import type { Watch } from './start-git.ts';

/** A commit as lists show it. What it says of itself is read from what git prints for showing: it is judged by its own bytes. */
export interface CommitRow {
  id: string;
  parents: number;
  author: string;
  /** When it was committed; absent where it does not say. */
  at?: Date;
  subject: string;
  /** How it is signed; absent where it is not. */
  form?: SignatureForm | 'unknown';
  /** Git prints no message of it: it has none, or a NUL among its headers hides the rest, a signature perhaps. */
  isCut?: true;
}

/** Which commits: all that the refs lead to, a range as git writes it (`v1.0..v2.0`), or all that led to objects, by their names. */
export type CommitRange = { all: true } | { range: string } | { tips: readonly string[] };

/** Commits that are left out, with all that led to them, by their names. All of them have to be there. */
interface Without {
  without?: readonly string[];
}

const NUL = 0x00;
const LF = 0x0a;
const EMPTY_LINE = Buffer.from('\n\n');
const COMMITTER = Buffer.from('\ncommitter ');
const AUTHOR = Buffer.from('\nauthor ');
const PARENT = Buffer.from('\nparent ');
const ENCODING = Buffer.from('\nencoding ');

/** Lists commits, the newest first, in pieces as git finds them. Throws `usage` for what is no range, or could be several, and as `startGit` does. */
export async function* listCommits(
  { git, folder, format }: Repository,
  which: CommitRange,
  { without = [], ...watch }: Watch & Without = {},
): AsyncGenerator<CommitRow[]> {
  const { args, input } = revisions(which, without);
  if ('range' in which)
    refuseAmbiguous((await runGit(git, folder, ['rev-parse', '--revs-only', which.range], watch)).log);
  const signature = Buffer.from(format === 'sha1' ? '\ngpgsig ' : '\ngpgsig-sha256 ');
  try {
    // As the bytes are: by an encoding that it names (UTF-7), a commit could hide its signature, or part the records.
    for await (const records of gitRecords(git, folder, ['rev-list', '--header', '--encoding=none', ...args], {
      ...watch,
      input,
      separator: NUL,
    })) {
      yield records.flatMap((record) => rowOf(record, ID_LENGTH[format], signature) ?? []);
    }
  } catch (error) {
    if (error instanceof AppError && error.code === 'git-failed' && NO_SUCH.test(error.detail))
      throw new AppError('usage', error.detail, { cause: error });
    throw error;
  }
}

/** How many commits there are to list, as git counts them: for telling how far one has come. Throws as `gitOutput` does. */
export async function countCommits(
  { git, folder }: Repository,
  which: CommitRange,
  { without = [], ...watch }: Watch & Without = {},
): Promise<number> {
  const { args, input } = revisions(which, without);
  const output = await gitOutput(git, folder, ['rev-list', '--count', ...args], {
    ...watch,
    input: Buffer.from(input),
  });
  return Number(output.toString('latin1'));
}

/** The names of all commits that led to objects. */
export async function commitIds(
  { git, folder }: Repository,
  tips: readonly string[],
  watch: Watch = {},
): Promise<string[]> {
  const { args, input } = revisions({ tips }, []);
  const ids: string[] = [];
  for await (const lines of gitRecords(git, folder, ['rev-list', ...args], { ...watch, input, separator: LF }))
    ids.push(...lines.map((line) => line.toString('latin1')));
  return ids;
}

/** What git is told of which commits; names of objects through its input, which has room for any number. */
function revisions(which: CommitRange, without: readonly string[]): { args: string[]; input: string } {
  const tips = 'tips' in which ? which.tips : [];
  for (const id of [...tips, ...without])
    if (formatOfId(id) === undefined) throw new AppError('usage', 'not the name of an object');
  const input = [...tips, ...without.map((id) => `^${id}`)].map((line) => `${line}\n`).join('');
  if ('all' in which) return { args: ['--all', '--stdin'], input };
  return { args: ['--stdin', ...('tips' in which ? [] : ['--end-of-options', checked(which.range), '--'])], input };
}

/** What git says of a range that names nothing. Its words are in English here. */
const NO_SUCH = /unknown revision|bad revision|ambiguous argument|Invalid revision range/i;

/** A range is handed over as one argument, whatever it holds; what looks like an option is none. */
function checked(range: string): string {
  if (range === '' || range.startsWith('-') || range.includes('\0')) throw new AppError('usage', `no range: ${range}`);
  return range;
}

/** A hundred thousand of them are read at once: nothing is cut out of a record but what its row shows. */
function rowOf(record: Buffer, idLength: number, signature: Buffer): CommitRow | undefined {
  const id = record.toString('latin1', 0, idLength);
  if (formatOfId(id) === undefined || record[idLength] !== LF) return undefined;
  const found = record.indexOf(EMPTY_LINE, idLength);
  const headers = { record, from: idLength, to: found === -1 ? record.length : found + 1 };
  const at = find(headers, signature, idLength);
  const form = at === undefined ? undefined : (signatureFormAt(record, at) ?? 'unknown');
  const encoding = lineAt(headers, ENCODING, 'latin1');
  const author = lineAt(headers, AUTHOR, encoding) ?? '';
  const committer = readIdent(lineAt(headers, COMMITTER, 'latin1') ?? '');
  return {
    id,
    parents: count(headers, PARENT),
    author: readIdent(author).name,
    ...(committer.at === undefined ? {} : { at: committer.at }),
    subject: found === -1 ? '' : lineFrom(record, found + 2, encoding).trim(),
    ...(form === undefined ? {} : { form }),
    ...(found === -1 ? { isCut: true as const } : {}),
  };
}

/** Where in a record its headers are. */
interface Headers {
  record: Buffer;
  from: number;
  to: number;
}

/** Where the value behind a header's name begins. */
function find({ record, to }: Headers, name: Buffer, from: number): number | undefined {
  const at = record.indexOf(name, from);
  return at === -1 || at >= to ? undefined : at + name.length;
}

function lineAt(headers: Headers, name: Buffer, encoding: string | undefined): string | undefined {
  const at = find(headers, name, headers.from);
  return at === undefined ? undefined : lineFrom(headers.record, at, encoding);
}

/** The rest of a line as text; nearly all of them are UTF-8, and say nothing of it. */
function lineFrom(record: Buffer, from: number, encoding: string | undefined): string {
  const lf = record.indexOf(LF, from);
  const to = lf === -1 ? record.length : lf;
  if (encoding === undefined) return record.toString('utf8', from, to);
  return encoding === 'latin1' ? record.toString('latin1', from, to) : decodeBy(record.subarray(from, to), encoding);
}

function count(headers: Headers, line: Buffer): number {
  let many = 0;
  for (let at = find(headers, line, headers.from); at !== undefined; at = find(headers, line, at)) many++;
  return many;
}
