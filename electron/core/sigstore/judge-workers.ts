import type { Worker } from 'node:worker_threads';

/** The bundle of `judge-worker.ts`, and how many threads may run it. */
export interface JudgingThreads {
  program: string | URL;
  count: number;
}

/** Threads that load what judging takes, before it is known by what they will judge. */
export interface JudgeWorkers {
  /** Those that run; one that fails is no longer among them. */
  running: Promise<ReadonlySet<Worker>>;
  end(): void;
}

/** Starts the threads, which takes them about as long as it takes here to find out what the files are. Never throws. */
export function startJudgeWorkers({ program, count }: JudgingThreads): JudgeWorkers {
  const running = start(program, count).catch(() => new Set<Worker>());
  return {
    running,
    end: () => {
      void running.then((workers) => {
        for (const worker of workers) void worker.terminate();
      });
    },
  };
}

async function start(program: string | URL, count: number): Promise<Set<Worker>> {
  const { Worker } = await import('node:worker_threads');
  const running = new Set<Worker>();
  for (let n = 0; n < count; n++) {
    const worker = new Worker(program, { execArgv: [], name: 'judge' });
    worker.unref();
    const drop = (): void => void running.delete(worker);
    worker.on('error', drop);
    worker.on('exit', drop);
    running.add(worker);
  }
  return running;
}
