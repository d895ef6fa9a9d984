import { AppError, toAppError } from '../../../../shared/error.ts';
import { formatOfId } from '../object-id.ts';
import { BatchAnswers, type RawObject } from './batch-answers.ts';
import { startGit, type Git, type Watch } from './start-git.ts';

/** A git that is asked for objects; several may be asked for at once, and it answers them in that order. */
export interface ObjectReader {
  /** Throws `usage` for what is no whole name, `git-failed` and `cancelled` where git ended. */
  read: (id: string) => Promise<RawObject>;
  close: () => void;
}

interface Asked {
  resolve: (object: RawObject) => void;
  reject: (error: unknown) => void;
}

/** Starts `git cat-file --batch` and keeps it open. */
export async function openObjectReader(git: Git, folder: string, watch: Watch = {}): Promise<ObjectReader> {
  const asked: Asked[] = [];
  const isWaiting = (): boolean => asked.length > 0;
  const running = await startGit(git, folder, ['cat-file', '--batch'], { patience: 30_000, ...watch, isWaiting });
  const answers = new BatchAnswers((object) => asked.shift()?.resolve(object));
  let ended: AppError | undefined;
  const giveUp = (error: unknown): void => {
    ended ??= toAppError(error);
    for (const one of asked.splice(0)) one.reject(ended);
  };
  running.child.stdout.on('data', (piece: Buffer) => {
    running.heard();
    try {
      answers.push(piece);
    } catch (error) {
      running.fail(toAppError(error));
    }
  });
  running.ended.then(({ log }) => giveUp(new AppError('git-failed', log === '' ? 'it has ended' : log)), giveUp);
  return {
    read: (id) =>
      new Promise((resolve, reject) => {
        if (ended !== undefined) reject(ended);
        else if (formatOfId(id) === undefined) reject(new AppError('usage', 'not the name of an object'));
        else {
          asked.push({ resolve, reject });
          running.child.stdin.write(`${id}\n`);
        }
      }),
    close: () => running.fail(new AppError('cancelled')),
  };
}

/** Those of these objects that the repository has: git lists nothing without one that it does not have. */
export async function thoseThere(reader: ObjectReader, ids: readonly string[]): Promise<string[]> {
  const found = await Promise.all(ids.map(async (id) => ((await reader.read(id)).kind === 'object' ? [id] : [])));
  return found.flat();
}
