import { randomUUID } from 'node:crypto';
import { tellable, toAppError } from '../../../shared/error.ts';
import type { GitReceipt } from '../../../shared/model/git-receipt.ts';
import type { Progress } from '../../../shared/model/job.ts';
import type { Receipt } from '../../../shared/model/sign.ts';
import { Pace, Throttle } from './pace.ts';

export type JobKind = 'verify' | 'sign' | 'log' | 'repository' | 'audit' | 'report';

/** How a job ended. A cancelled run may still have a receipt of what was done before. */
export interface JobEnd {
  job: string;
  kind: JobKind;
  outcome: 'done' | 'cancelled' | 'failed';
  receipt?: Receipt;
  /** Of signing in a repository. */
  gitReceipt?: GitReceipt;
  error?: { code: string; detail: string };
}

/** What a job is given to run with. */
export interface JobContext {
  job: string;
  signal: AbortSignal;
  onProgress: (progress: Progress) => void;
}

/** Does the work; may give back a receipt. */
export type JobRun = (context: JobContext) => Promise<Receipt | GitReceipt | undefined>;

/** Who is told what becomes of jobs. */
export interface JobListener {
  /** A job waits or runs from now on; comes before anything else of it. */
  started?(job: string): void;
  progress(job: string, progress: Progress): void;
  done(end: JobEnd): void;
  /** Called when the number of waiting and running jobs changes. */
  count(jobs: number): void;
}

/** How many jobs of a kind run at once; signing may ask for a PIN or a touch, which only makes sense one after the other. */
const AT_ONCE: Record<JobKind, number> = { verify: 2, sign: 1, log: 1, repository: 2, audit: 1, report: 1 };

interface Job {
  id: string;
  kind: JobKind;
  run: JobRun;
  stop: AbortController;
}

/** Runs long work in the order it came, with throttled progress, and lets each job be cancelled. */
export class JobQueue {
  readonly #listener: JobListener;
  readonly #now: () => number;
  readonly #waiting: Job[] = [];
  readonly #running = new Map<string, Job>();
  readonly #settled = new Set<Promise<void>>();

  /** `now` is a monotonic clock in milliseconds. */
  constructor(listener: JobListener, now: () => number = () => performance.now()) {
    this.#listener = listener;
    this.#now = now;
  }

  /** Waiting and running jobs. */
  get count(): number {
    return this.#waiting.length + this.#running.size;
  }

  /** Puts a job at the end of its kind's row and gives back its id. It starts after the caller's own turn, so that the caller knows the id first. */
  start(kind: JobKind, run: JobRun): string {
    const job: Job = { id: randomUUID(), kind, run, stop: new AbortController() };
    this.#waiting.push(job);
    this.#listener.started?.(job.id);
    this.#listener.count(this.count);
    setImmediate(() => this.#next());
    return job.id;
  }

  /** Cancels a job; one that is unknown or over is left alone. */
  cancel(id: string): void {
    const running = this.#running.get(id);
    if (running !== undefined) {
      running.stop.abort();
      return;
    }
    const at = this.#waiting.findIndex((job) => job.id === id);
    const [job] = at < 0 ? [] : this.#waiting.splice(at, 1);
    if (job === undefined) return;
    this.#listener.done({ job: job.id, kind: job.kind, outcome: 'cancelled' });
    this.#listener.count(this.count);
  }

  /** Cancels everything and waits for it to end. */
  async close(): Promise<void> {
    for (const job of [...this.#waiting]) this.cancel(job.id);
    for (const job of this.#running.values()) job.stop.abort();
    await Promise.all(this.#settled);
  }

  #next(): void {
    for (const job of [...this.#waiting]) {
      const busy = [...this.#running.values()].filter((other) => other.kind === job.kind).length;
      if (busy >= AT_ONCE[job.kind]) continue;
      this.#waiting.splice(this.#waiting.indexOf(job), 1);
      this.#running.set(job.id, job);
      const settled: Promise<void> = this.#work(job).finally(() => this.#settled.delete(settled));
      this.#settled.add(settled);
    }
  }

  async #work(job: Job): Promise<void> {
    const pace = new Pace(this.#now);
    const throttle = new Throttle<Progress>(this.#now, (progress) =>
      this.#listener.progress(job.id, pace.measure(progress)),
    );
    const end = await this.#outcome(job, throttle);
    throttle.flush();
    this.#running.delete(job.id);
    this.#listener.done(end);
    this.#listener.count(this.count);
    this.#next();
  }

  async #outcome(job: Job, throttle: Throttle<Progress>): Promise<JobEnd> {
    const { id, kind, stop } = job;
    try {
      const made = await job.run({
        job: id,
        signal: stop.signal,
        onProgress: (progress) => throttle.push(progress),
      });
      // A tag or branch is moved in one step: what was asked to stop after that is done.
      if (made !== undefined && 'repository' in made) return { job: id, kind, outcome: 'done', gitReceipt: made };
      const receipt = made;
      const cancelled = stop.signal.aborted || receipt?.cancelled === true;
      return { job: id, kind, outcome: cancelled ? 'cancelled' : 'done', ...(receipt && { receipt }) };
    } catch (thrown) {
      const error = toAppError(thrown);
      if (stop.signal.aborted || error.code === 'cancelled') return { job: id, kind, outcome: 'cancelled' };
      return { job: id, kind, outcome: 'failed', error: tellable(error) };
    }
  }
}
