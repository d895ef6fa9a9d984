import type { Progress } from '../../../shared/model/job.ts';

type Point = Pick<Progress, 'bytesDone' | 'itemsDone'> & { at: number };

/** Before this much was seen, nothing is said. In milliseconds. */
const LEAST_SPAN = 2000;
/** Estimates are made of what happened since then. In milliseconds. */
const WINDOW = 15_000;
/** Points are kept at least this far apart. In milliseconds. */
const APART = 250;
/** By bytes and by files, the time left may differ by this factor; where it differs more, nobody can tell it yet. */
const AGREE = 3;
/** A new estimate replaces the old one by this share a second. */
const EASE = 0.5;
/** A file that is on average larger than this costs its bytes alone. */
const LARGE = 16_000_000;

/**
 * How long a job still takes. Work costs by the byte and by the file, and nobody knows how much by which: many small files say little of a
 * huge one. So both are reckoned, and a time is told where they agree, or where only one of them is left.
 */
export class TimeLeft {
  #points: Point[] = [];
  #told: { at: number; seconds: number } | undefined;

  /** Seconds left, or null while they cannot be told. `at` is a monotonic clock in milliseconds. */
  at(at: number, progress: Progress): number | null {
    const { bytesDone, itemsDone } = progress;
    const last = this.#points.at(-1);
    // A new stage counts from nothing again.
    if (last !== undefined && (bytesDone < last.bytesDone || itemsDone < last.itemsDone)) {
      this.#points = [];
      this.#told = undefined;
    }
    const before = this.#points.at(-1);
    if (before === undefined || at - before.at >= APART) this.#points.push({ at, bytesDone, itemsDone });
    while (this.#points.length > 2 && at - (this.#points[1]?.at ?? at) > WINDOW) this.#points.shift();
    if (progress.bytesTotal > 0 && bytesDone >= progress.bytesTotal && itemsDone >= progress.itemsTotal) return 0;
    const seconds = reckon(this.#points, at, progress);
    this.#told = seconds === null ? undefined : { at, seconds: this.#eased(at, seconds) };
    return this.#told?.seconds ?? null;
  }

  /** What was told before, less the time since, moves towards the new estimate: the display does not jump. */
  #eased(at: number, seconds: number): number {
    if (this.#told === undefined) return seconds;
    const passed = (at - this.#told.at) / 1000;
    const expected = Math.max(0, this.#told.seconds - passed);
    return expected + (seconds - expected) * (1 - (1 - EASE) ** passed);
  }
}

function reckon(points: readonly Point[], at: number, progress: Progress): number | null {
  const { bytesTotal, itemsTotal, bytesDone, itemsDone, stage } = progress;
  const [first] = points;
  if (first === undefined || at - first.at < LEAST_SPAN) return null;
  const span = at - first.at;
  const bytesLeft = Math.max(0, bytesTotal - bytesDone);
  const itemsLeft = Math.max(0, itemsTotal - itemsDone);
  const byBytes = timeFor(bytesLeft, bytesDone - first.bytesDone, span);
  const byItems = timeFor(itemsLeft, itemsDone - first.itemsDone, span);
  if (bytesTotal <= 0) return byItems;
  // The last file, or large ones, cost what their bytes cost; signing asks for each a PIN or a touch, whatever its size.
  const isBytes = stage === 'signing' ? itemsTotal <= 1 : itemsLeft <= 1 || bytesLeft / itemsLeft > LARGE;
  if (isBytes) {
    // All is read; what is left to do is no matter of bytes.
    if (bytesLeft === 0) return null;
    const alone = points.find((point) => point.itemsDone === itemsDone);
    if (alone !== undefined && at - alone.at >= LEAST_SPAN)
      return timeFor(bytesLeft, bytesDone - alone.bytesDone, at - alone.at);
    return isAlike(first, progress) ? byBytes : null;
  }
  if (byBytes === null || byItems === null) return null;
  const [least, most] = [Math.min(byBytes, byItems), Math.max(byBytes, byItems)];
  // What is told is never too little.
  return most <= least * AGREE ? most : null;
}

/** Whether the files that are left are about as large as those since `first`: their bytes then tell what bytes cost. */
function isAlike(first: Point, { bytesTotal, itemsTotal, bytesDone, itemsDone }: Progress): boolean {
  const mean = (bytesDone - first.bytesDone) / (itemsDone - first.itemsDone);
  const left = (bytesTotal - bytesDone) / Math.max(1, itemsTotal - itemsDone);
  return mean > LARGE || left <= mean * AGREE;
}

function timeFor(left: number, done: number, span: number): number | null {
  if (left === 0) return 0;
  return done > 0 ? (left * span) / done / 1000 : null;
}
