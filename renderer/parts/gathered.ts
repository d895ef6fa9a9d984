/** How often what was gathered is given on, in milliseconds. */
const GIVE_EVERY = 100;

/** Gathers what comes in quick succession. The first is given on at once; what comes soon after waits, and goes together. */
export class Gathered<T> {
  readonly #empty: T;
  readonly #giveOn: (all: T) => void;
  #all: T;
  #last = Number.NEGATIVE_INFINITY;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(empty: T, giveOn: (all: T) => void) {
    this.#empty = empty;
    this.#all = structuredClone(empty);
    this.#giveOn = giveOn;
  }

  /** Adds something by changing what is gathered. */
  add(change: (all: T) => void): void {
    change(this.#all);
    if (this.#timer !== undefined) return;
    const wait = this.#last + GIVE_EVERY - performance.now();
    if (wait <= 0) this.give();
    else this.#timer = setTimeout(() => this.give(), wait);
  }

  /** Gives on what is there now; nothing happens where there is nothing. */
  give(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#last = performance.now();
    const all = this.#all;
    this.#all = structuredClone(this.#empty);
    this.#giveOn(all);
  }
}
