/**
 * What waits to be checked: what somebody looks at goes first, and all else when nothing more is added, in its order, so that checking does
 * not hold up the listing of what there is.
 */
export class CheckQueue<T> {
  readonly #waiting = new Map<string, T>();
  #wanted: string[] = [];
  readonly #idle: (() => void)[] = [];
  #closed = false;
  #added = 0;

  /** How many were ever added. */
  get added(): number {
    return this.#added;
  }

  add(key: string, item: T): void {
    this.#waiting.set(key, item);
    this.#added++;
  }

  /** These are looked at now, the first one first; they replace what was wanted before. */
  want(keys: readonly string[]): void {
    this.#wanted = keys.filter((key) => this.#waiting.has(key)).reverse();
    for (const wake of this.#idle.splice(0, this.#wanted.length)) wake();
  }

  /** Nothing more is added. */
  close(): void {
    this.#closed = true;
    for (const wake of this.#idle.splice(0)) wake();
  }

  /** The next one; waits for it. Undefined where there is no more. */
  async next(): Promise<T | undefined> {
    for (;;) {
      const found = this.#take();
      if (found !== undefined || this.#closed) return found;
      await new Promise<void>((resolve) => this.#idle.push(resolve));
    }
  }

  #take(): T | undefined {
    for (let key = this.#wanted.pop(); key !== undefined; key = this.#wanted.pop()) {
      const wanted = this.#waiting.get(key);
      if (wanted !== undefined) return this.#out(key, wanted);
    }
    if (!this.#closed) return undefined;
    const [first] = this.#waiting;
    return first === undefined ? undefined : this.#out(...first);
  }

  #out(key: string, item: T): T {
    this.#waiting.delete(key);
    return item;
  }
}
