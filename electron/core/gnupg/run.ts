import type { Readable, Writable } from 'node:stream';
import { AppError, toAppError } from '../../../shared/error.ts';
import { StatusReader } from './status.ts';
import type { StatusLine } from './status.ts';

/** One run of a program of GnuPG's. */
export interface GpgRun {
  /** Absolute path of the program. */
  program: string;
  /** Handed over as they are; no shell sees them. */
  args: readonly string[];
  env: NodeJS.ProcessEnv;
  /** What standard input is: an open file's descriptor, bytes, or nothing. */
  input?: number | Uint8Array;
  signal?: AbortSignal;
  /** Milliseconds; the time that a question stays open does not count. */
  timeLimit: number;
  /** Bytes of standard output that are accepted. */
  maxOutput: number;
}

/** Answers a question that gpg asks on its status descriptor (`passphrase.enter`); null ends the run as cancelled. */
export type Answer = (question: string, seen: readonly StatusLine[]) => Promise<string | null>;

/** How a run ended. Exit status 0 proves nothing: callers look for the status line that they need. */
export interface GpgOutcome {
  exit: number | null;
  output: Uint8Array;
  status: StatusLine[];
  /** The first 16 KiB of standard error; technical text for an error's detail. */
  log: string;
}

const MAX_LOG = 16 * 1024;
const MAX_STATUS = 4 * 1024 * 1024;

/** Options of every run: nothing is fetched, updated or asked by the way, and whatever is printed is UTF-8. */
const PROTECTING = [
  '--batch',
  '--no-tty',
  '--no-greeting',
  '--no-permission-warning',
  '--display-charset',
  'utf-8',
  '--no-auto-key-retrieve',
  '--no-auto-key-locate',
  '--no-auto-check-trustdb',
  '--exit-on-status-write-error',
];

/**
 * Runs `gpg` with its status on a descriptor of its own: 3, and its questions answered on 4. Windows hands on no
 * descriptors beyond the first three; there the status has standard error to itself, the log is dropped and nothing can be answered.
 * Throws `cancelled` on abort and where a question is not answered, `gnupg-failed` where the time limit or a bound is
 * passed, where the status does not parse, or where gpg asks what was not foreseen, and `gnupg-absent` where it does not start.
 */
export async function runGpg(
  run: GpgRun & { answer?: Answer; onStatus?: (line: StatusLine) => void },
): Promise<GpgOutcome> {
  const windows = process.platform === 'win32';
  const wiring = windows ? ['--status-fd', '2', '--logger-file', 'NUL'] : ['--status-fd', '3'];
  const asking = run.answer && !windows ? ['--command-fd', '4'] : [];
  const status: StatusLine[] = [];
  const reader = new StatusReader();
  let statusBytes = 0;

  return await start({ ...run, args: [...PROTECTING, ...wiring, ...asking, ...run.args] }, windows ? 3 : 5, (child) => {
    const source = child.stream(windows ? 2 : 3);
    source.setEncoding('utf8');
    source.on('data', (chunk: string) => {
      statusBytes += chunk.length;
      if (statusBytes > MAX_STATUS) {
        child.fail(new AppError('gnupg-failed', 'gpg writes status lines without end'));
        return;
      }
      for (const line of parse(chunk)) {
        status.push(line);
        run.onStatus?.(line);
        if (line.keyword === 'GET_HIDDEN' || line.keyword === 'GET_BOOL' || line.keyword === 'GET_LINE') {
          void answer(line.question, line.keyword === 'GET_HIDDEN');
        }
      }
    });

    function parse(chunk: string): StatusLine[] {
      try {
        return reader.push(chunk);
      } catch (error) {
        child.fail(unreadable(error));
        return [];
      }
    }

    async function answer(question: string, hidden: boolean): Promise<void> {
      const resume = child.pause();
      try {
        const text = run.answer && hidden ? await run.answer(question, status) : undefined;
        if (text === undefined) throw new AppError('gnupg-failed', `gpg asks ${question}`);
        if (text === null) throw new AppError('cancelled');
        // A line end would make the rest of it the answer to the next question.
        if (/[\r\n\0]/.test(text)) throw new AppError('wrong-passphrase', 'it holds a line end');
        child.writable(4).write(`${text}\n`);
      } catch (error) {
        child.fail(error);
      } finally {
        resume();
      }
    }

    return {
      status,
      end: () => {
        try {
          reader.end();
        } catch (error) {
          child.fail(unreadable(error));
        }
      },
    };
  });
}

function unreadable(error: unknown): AppError {
  return new AppError('gnupg-failed', error instanceof Error ? error.message : String(error), { cause: error });
}

/** Runs a helper of GnuPG's that has no status descriptor (`gpgconf`, `gpg-connect-agent`). Throws as `runGpg` does. */
export async function runHelper(run: GpgRun): Promise<GpgOutcome> {
  return await start(run, 3, () => ({ status: [], end: () => undefined }));
}

/** What `runGpg` does with the child beside reading its output. */
interface Child {
  stream(descriptor: number): Readable;
  writable(descriptor: number): Writable;
  /** Ends the run with this error. */
  fail(error: unknown): void;
  /** Stops the time limit's clock until the returned function is called. */
  pause(): () => void;
}

async function start(
  run: GpgRun,
  descriptors: number,
  attach: (child: Child) => { status: StatusLine[]; end: () => void },
): Promise<GpgOutcome> {
  // Loaded here only: where there is no keyring, checking needs no other program.
  const { spawn } = await import('node:child_process');
  if (run.signal?.aborted) throw new AppError('cancelled');
  return await new Promise((resolve, reject) => {
    const extra = Array.from({ length: descriptors - 3 }, () => 'pipe' as const);
    const stdin = typeof run.input === 'number' ? run.input : run.input ? 'pipe' : 'ignore';
    const child = spawn(run.program, run.args, {
      env: run.env,
      stdio: [stdin, 'pipe', 'pipe', ...extra],
      windowsHide: true,
    });
    const output: Uint8Array[] = [];
    let outputBytes = 0;
    let log = '';
    let failed: AppError | undefined;
    let closed = false;

    const fail = (error: unknown): void => {
      if (failed !== undefined) return;
      failed = toAppError(error);
      child.kill('SIGTERM');
      // gpg ends at once on SIGTERM; a program that does not must not keep the caller waiting.
      setTimeout(() => child.kill('SIGKILL'), 2000).unref();
    };
    let timer = setTimeout(expire, run.timeLimit);
    function expire(): void {
      fail(new AppError('gnupg-failed', `no answer within ${Math.round(run.timeLimit / 1000)} s`));
    }
    const onAbort = (): void => fail(new AppError('cancelled'));
    run.signal?.addEventListener('abort', onAbort, { once: true });

    for (const pipe of child.stdio) pipe?.on('error', () => undefined); // a pipe that gpg closed early is told by its exit
    const attached = attach({
      stream: (descriptor) => child.stdio[descriptor] as Readable,
      writable: (descriptor) => child.stdio[descriptor] as Writable,
      fail,
      pause: () => {
        clearTimeout(timer);
        return () => {
          if (!closed) timer = setTimeout(expire, run.timeLimit);
        };
      },
    });

    child.stdout?.on('data', (chunk: Buffer) => {
      outputBytes += chunk.length;
      if (outputBytes > run.maxOutput) fail(new AppError('gnupg-failed', 'more output than is accepted'));
      else output.push(chunk);
    });
    if (descriptors > 3 || process.platform !== 'win32') {
      child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
        if (log.length < MAX_LOG) log = (log + chunk).slice(0, MAX_LOG);
      });
    }
    if (run.input instanceof Uint8Array) child.stdin?.end(run.input);

    child.on('error', (error) => fail(new AppError('gnupg-absent', error.message)));
    child.on('exit', () => {
      // What gpg started may hold its pipes open; after a failure nothing more is wanted from them.
      if (failed !== undefined) for (const pipe of child.stdio) pipe?.destroy();
    });
    child.on('close', (exit) => {
      closed = true;
      attached.end();
      clearTimeout(timer);
      run.signal?.removeEventListener('abort', onAbort);
      if (failed === undefined) resolve({ exit, output: Buffer.concat(output), status: attached.status, log });
      else reject(failed);
    });
  });
}
