import type { Prompt } from '../../../shared/model/job.ts';
import type { Ask } from './engine.ts';

/** A card that needs no touch answers sooner than this; the question would only flash up. */
const PATIENCE = 400;

/** The request to touch the card: shown while the card waits, taken back as soon as it does not. It has no answer. */
export class TouchPrompt {
  readonly #ask: Ask;
  readonly #prompt: Omit<Prompt, 'id'>;
  #timer: NodeJS.Timeout | undefined;
  #shown: AbortController | undefined;

  constructor(ask: Ask, prompt: Omit<Prompt, 'id'>) {
    this.#ask = ask;
    this.#prompt = prompt;
  }

  /** The card has what it needs and may be waiting for a finger from now on. */
  begin(): void {
    if (this.#timer !== undefined || this.#shown) return;
    this.#timer = setTimeout(() => {
      const shown = new AbortController();
      this.#shown = shown;
      // Whatever comes of the question, the card decides.
      this.#ask(this.#prompt, shown.signal).catch(() => undefined);
    }, PATIENCE);
  }

  /** The card answered, or something else is asked first. */
  end(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#shown?.abort();
    this.#shown = undefined;
  }
}
