import { vi } from 'vitest';

/** A bridge to a privileged side that answers when the test says so; every call is kept. */
export class HeldBridge {
  readonly calls: { name: string; input: unknown; answer: (value: unknown) => Promise<void> }[] = [];
  readonly #listeners = new Map<string, (json: string) => void>();

  constructor() {
    vi.stubGlobal('window', {
      countersign: {
        call: (name: string, input: unknown) =>
          new Promise((resolve) => {
            const answer = async (value: unknown): Promise<void> => {
              resolve({ ok: true, value });
              await new Promise(setImmediate);
            };
            this.calls.push({ name, input, answer });
          }),
        on: (event: string, listener: (json: string) => void) => {
          this.#listeners.set(event, listener);
          return () => undefined;
        },
      },
    });
  }

  /** The inputs of all calls of one name. */
  inputs(name: string): unknown[] {
    return this.calls.filter((each) => each.name === name).map(({ input }) => input);
  }

  /** Answers the latest call of this name. */
  async answer(name: string, value: unknown): Promise<void> {
    await this.calls.findLast((each) => each.name === name)?.answer(value);
  }

  tell(event: string, data: unknown): void {
    this.#listeners.get(event)?.(JSON.stringify(data));
  }
}
