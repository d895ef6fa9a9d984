import type { Progress } from '../../../shared/model/job.ts';

/** Adds up how far a job of many files has come; how fast it goes is measured where it is shown. */
export class ProgressMeter {
  readonly #stage: Progress['stage'];
  readonly #itemsTotal: number;
  readonly #bytesTotal: number;
  readonly #report: (progress: Progress) => void;
  readonly #current = new Map<string, number>();
  #bytesOfDone = 0;
  #itemsDone = 0;

  constructor(stage: Progress['stage'], itemsTotal: number, bytesTotal: number, report: (progress: Progress) => void) {
    this.#stage = stage;
    this.#itemsTotal = itemsTotal;
    this.#bytesTotal = bytesTotal;
    this.#report = report;
  }

  /** So many bytes of `item` have been read. */
  bytes(item: string, bytesDone: number): void {
    this.#current.set(item, bytesDone);
    this.#tell(item);
  }

  /** `item`, `size` bytes long, is finished. */
  done(item: string, size: number): void {
    this.#current.delete(item);
    this.#bytesOfDone += size;
    this.#itemsDone += 1;
    this.#tell(item);
  }

  #tell(item: string): void {
    let bytesDone = this.#bytesOfDone;
    for (const bytes of this.#current.values()) bytesDone += bytes;
    this.#report({
      stage: this.#stage,
      item,
      itemsDone: this.#itemsDone,
      itemsTotal: this.#itemsTotal,
      bytesDone,
      bytesTotal: this.#bytesTotal,
      bytesPerSecond: 0,
      secondsLeft: null,
    });
  }
}
