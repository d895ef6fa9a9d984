import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { AppError } from '../../../../shared/error.ts';
import { findProgram } from '../../gnupg/find.ts';
import { gitEnvironment, PROTECTING } from './environment.ts';

/** Where git is, and the environment that it is started in. */
export interface Git {
  /** Absolute path of the program. */
  program: string;
  env: NodeJS.ProcessEnv;
}

/** How a git that is started is watched. */
export interface Watch {
  signal?: AbortSignal | undefined;
  /** Milliseconds that it may be silent while something is wanted from it. */
  patience?: number;
  /** Whether something is wanted from it just now; all the time where this is not told. */
  isWaiting?: () => boolean;
}

/** A git that is running. */
export interface RunningGit {
  child: ChildProcessWithoutNullStreams;
  /** Something came from it. */
  heard: () => void;
  /** Ends it with this error. */
  fail: (error: AppError) => void;
  /** Resolves when it ended by itself, with its exit status and its first words on standard error; rejects where it was ended. */
  ended: Promise<{ exit: number | null; log: string }>;
}

const MAX_LOG = 16 * 1024;
const PATIENCE = 60_000;

/** Finds git. Throws `git-absent`. */
export async function findGit(env: NodeJS.ProcessEnv): Promise<Git> {
  const program = await findProgram('git', env);
  if (program === undefined) throw new AppError('git-absent');
  return { program, env: gitEnvironment(env) };
}

/**
 * Starts git in a folder, on hostile ground. No shell sees the arguments. Throws `cancelled`; ends as `cancelled` on abort, as `git-failed`
 * where it is silent for too long (a pipe lies where an object should), and as `git-absent` where it does not start.
 */
export async function startGit(
  { program, env }: Git,
  folder: string,
  args: readonly string[],
  { signal, patience = PATIENCE, isWaiting = () => true }: Watch = {},
): Promise<RunningGit> {
  const { spawn } = await import('node:child_process');
  if (signal?.aborted === true) throw new AppError('cancelled');
  const child = spawn(program, [...PROTECTING, '-C', folder, ...args], { env, stdio: 'pipe', windowsHide: true });
  let failed: AppError | undefined;
  let log = '';
  let last = performance.now();
  const heard = (): void => {
    last = performance.now();
  };
  const fail = (error: AppError): void => {
    failed ??= error;
    child.kill('SIGKILL');
    // What it started may hold its pipes open.
    for (const pipe of child.stdio) pipe?.destroy();
  };
  const onAbort = (): void => fail(new AppError('cancelled'));
  signal?.addEventListener('abort', onAbort, { once: true });
  const watch = setInterval(
    () => {
      if (!isWaiting()) heard();
      else if (performance.now() - last > patience) fail(new AppError('git-failed', 'it does not answer'));
    },
    Math.max(10, patience / 20),
  );
  watch.unref();
  for (const pipe of child.stdio) pipe?.on('error', () => undefined); // a pipe that git closed early is told by its exit
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    if (log.length < MAX_LOG) log = (log + chunk).slice(0, MAX_LOG);
  });
  const ended = new Promise<{ exit: number | null; log: string }>((resolve, reject) => {
    child.on('error', (error) => {
      failed ??= new AppError('git-absent', error.message);
    });
    child.on('close', (exit) => {
      clearInterval(watch);
      signal?.removeEventListener('abort', onAbort);
      if (failed === undefined) resolve({ exit, log: log.trim() });
      else reject(failed);
    });
  });
  // Whoever waits for it sees it; until then it must not count as unhandled.
  ended.catch(() => undefined);
  return { child, heard, fail, ended };
}
