import type { Progress } from '../../../shared/model/job.ts';
import { TimeLeft } from './time-left.ts';

/** Reports are at least this far apart, in milliseconds: ten a second. */
export const REPORT_EVERY = 100;
/** The rate is that of the last seconds, so that a stalled disk shows. In milliseconds. */
const WINDOW = 3000;
/** Under this, a rate is a guess. In milliseconds. */
const LEAST_SPAN = 500;

interface Sample {
  at: number;
  bytes: number;
}

/** Adds rate and time left to raw progress. `now` is a monotonic clock in milliseconds. */
export class Pace {
  readonly #now: () => number;
  readonly #timeLeft = new TimeLeft();
  #samples: Sample[] = [];

  constructor(now: () => number) {
    this.#now = now;
  }

  /** The same progress with `bytesPerSecond` and `secondsLeft` as measured here. */
  measure(progress: Progress): Progress {
    const at = this.#now();
    const latest = this.#samples.at(-1);
    // A new stage counts from nothing again.
    if (latest !== undefined && progress.bytesDone < latest.bytes) this.#samples = [];
    this.#samples.push({ at, bytes: progress.bytesDone });
    while (this.#samples.length > 2 && at - (this.#samples[1]?.at ?? at) > WINDOW) this.#samples.shift();
    const first = this.#samples[0];
    const span = first === undefined ? 0 : at - first.at;
    const bytesPerSecond =
      first === undefined || span < LEAST_SPAN ? 0 : Math.round(((progress.bytesDone - first.bytes) * 1000) / span);
    const secondsLeft = this.#timeLeft.at(at, progress);
    return { ...progress, bytesPerSecond, secondsLeft };
  }
}

/**
 * Lets a report through at most every `REPORT_EVERY` milliseconds. One that was held back comes after that time where none came since: work
 * that stalls shows how far it is. `flush` gives it at once.
 */
export class Throttle<T> {
  readonly #now: () => number;
  readonly #emit: (value: T) => void;
  #last = Number.NEGATIVE_INFINITY;
  #held: { value: T } | undefined;
  #later: NodeJS.Timeout | undefined;

  constructor(now: () => number, emit: (value: T) => void) {
    this.#now = now;
    this.#emit = emit;
  }

  push(value: T): void {
    const at = this.#now();
    if (at - this.#last < REPORT_EVERY) {
      this.#held = { value };
      this.#later ??= setTimeout(() => this.#giveHeld(), REPORT_EVERY).unref();
      return;
    }
    this.#last = at;
    this.#forgetHeld();
    this.#emit(value);
  }

  flush(): void {
    const held = this.#held;
    this.#forgetHeld();
    if (held !== undefined) this.#emit(held.value);
  }

  #giveHeld(): void {
    this.#last = this.#now();
    this.flush();
  }

  #forgetHeld(): void {
    clearTimeout(this.#later);
    this.#later = undefined;
    this.#held = undefined;
  }
}
