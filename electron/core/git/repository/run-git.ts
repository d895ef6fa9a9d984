import { AppError } from '../../../../shared/error.ts';
import { startGit, type Git, type Watch } from './start-git.ts';

/** How a run of git ended that said what it had to say. */
export interface GitOutcome {
  exit: number | null;
  output: Buffer;
  log: string;
}

/** Runs git, hands it `input`, and collects what it prints. Throws as `startGit` does, and `git-failed` where it prints more than `maxOutput` bytes. */
export async function runGit(
  git: Git,
  folder: string,
  args: readonly string[],
  { maxOutput = 1024 * 1024, input, ...watch }: Watch & { maxOutput?: number; input?: Uint8Array } = {},
): Promise<GitOutcome> {
  const { child, heard, fail, ended } = await startGit(git, folder, args, watch);
  const pieces: Buffer[] = [];
  let length = 0;
  child.stdin.end(input);
  child.stdout.on('data', (piece: Buffer) => {
    heard();
    length += piece.length;
    if (length > maxOutput) fail(new AppError('git-failed', 'more output than is accepted'));
    else pieces.push(piece);
  });
  return { ...(await ended), output: Buffer.concat(pieces) };
}

/** The same for what has to go well: gives what it printed. Throws `git-failed` with its words where it does not. */
export async function gitOutput(...run: Parameters<typeof runGit>): Promise<Buffer> {
  const { exit, output, log } = await runGit(...run);
  if (exit !== 0) throw new AppError('git-failed', log);
  return output;
}

/** What git prints record by record, each ended by `separator`; a record is no longer than `maxRecord` bytes. Throws as `gitOutput` does. */
export async function* gitRecords(
  git: Git,
  folder: string,
  args: readonly string[],
  {
    separator,
    maxRecord = 16 * 1024 * 1024,
    input = '',
    ...watch
  }: Watch & { separator: number; maxRecord?: number; input?: string },
): AsyncGenerator<Buffer[]> {
  let isTaken = true;
  const { child, heard, fail, ended } = await startGit(git, folder, args, { ...watch, isWaiting: () => isTaken });
  child.stdin.end(input);
  let rest: Buffer[] = [];
  let restLength = 0;
  try {
    for await (const piece of child.stdout as AsyncIterable<Buffer>) {
      heard();
      const records: Buffer[] = [];
      let at = 0;
      for (let end = piece.indexOf(separator); end !== -1; end = piece.indexOf(separator, at)) {
        records.push(rest.length === 0 ? piece.subarray(at, end) : Buffer.concat([...rest, piece.subarray(at, end)]));
        rest = [];
        restLength = 0;
        at = end + 1;
      }
      if (at < piece.length) {
        rest.push(piece.subarray(at));
        restLength += piece.length - at;
        if (restLength > maxRecord) throw new AppError('git-failed', 'a record longer than is accepted');
      }
      isTaken = false;
      if (records.length > 0) yield records;
      isTaken = true;
    }
    const { exit, log } = await ended;
    if (exit !== 0) throw new AppError('git-failed', log);
    if (rest.length > 0) yield [Buffer.concat(rest)];
  } catch (error) {
    // Where it was ended, its pipes break first.
    if (!(error instanceof AppError)) await ended;
    throw error;
  } finally {
    if (child.exitCode === null) fail(new AppError('cancelled'));
  }
}
