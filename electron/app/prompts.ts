import { randomUUID } from 'node:crypto';
import { AppError } from '../../shared/error.ts';
import type { Prompt } from '../../shared/model/job.ts';

/** Who shows prompts. */
export interface PromptListener {
  asked(prompt: Prompt): void;
  withdrawn(id: string): void;
}

interface Open {
  prompt: Prompt;
  answer: (value: string | null) => void;
}

/** Questions in the middle of a run. An answer goes straight to who asked and is kept nowhere. */
export class Prompts {
  readonly #listener: PromptListener;
  readonly #open = new Map<string, Open>();

  constructor(listener: PromptListener) {
    this.#listener = listener;
  }

  /** Asks, and resolves to the answer; null where the user closed the question, the job was cancelled, or the store was locked. */
  ask(prompt: Omit<Prompt, 'id'>, signal?: AbortSignal): Promise<string | null> {
    if (signal?.aborted === true) return Promise.resolve(null);
    const full: Prompt = { ...prompt, id: randomUUID() };
    return new Promise((resolve) => {
      const onAbort = () => this.#withdraw(full.id);
      signal?.addEventListener('abort', onAbort, { once: true });
      const answer = (value: string | null) => {
        signal?.removeEventListener('abort', onAbort);
        this.#open.delete(full.id);
        resolve(value);
      };
      this.#open.set(full.id, { prompt: full, answer });
      this.#listener.asked(full);
    });
  }

  /** Throws `not-found` for a question that is no longer open. */
  answer(id: string, value: string | null): void {
    const open = this.#open.get(id);
    if (open === undefined) throw new AppError('not-found', 'this question is no longer open');
    open.answer(value);
  }

  /** A question that stands. Throws `not-found`. */
  standing(id: string): Prompt {
    const open = this.#open.get(id);
    if (open === undefined) throw new AppError('not-found', 'this question is no longer open');
    return open.prompt;
  }

  /** Takes back the questions of one job. */
  withdrawJob(job: string): void {
    for (const [id, open] of [...this.#open]) if (open.prompt.job === job) this.#withdraw(id);
  }

  /** Takes back every open question. */
  withdrawAll(): void {
    for (const id of [...this.#open.keys()]) this.#withdraw(id);
  }

  #withdraw(id: string): void {
    const open = this.#open.get(id);
    if (open === undefined) return;
    open.answer(null);
    this.#listener.withdrawn(id);
  }
}
