/** What the question before closing needs of the app. */
export interface CloseQuestionOptions {
  busy: () => boolean;
  /** Asks the user; true: stop and close. */
  ask: () => Promise<boolean>;
  /** Closes again, now for good; `quit`: the whole app, as that was what was asked for. */
  close: (quit: boolean) => void;
}

/** Closing the window while something runs asks once; without work it closes at once. */
export class CloseQuestion {
  readonly #options: CloseQuestionOptions;
  #asking = false;
  #agreed = false;
  #quit = false;

  constructor(options: CloseQuestionOptions) {
    this.#options = options;
  }

  /** The app is about to quit, not the window alone to close. */
  quitting(): void {
    this.#quit = true;
  }

  /** A new window is a new question. */
  opened(): void {
    this.#agreed = false;
    this.#quit = false;
  }

  /** Whether the window may close now; where not, the user is being asked. */
  mayClose(): boolean {
    if (this.#agreed || !this.#options.busy()) return true;
    if (!this.#asking) void this.#ask();
    return false;
  }

  async #ask(): Promise<void> {
    this.#asking = true;
    try {
      this.#agreed = await this.#options.ask();
    } finally {
      this.#asking = false;
    }
    const quit = this.#quit;
    if (this.#agreed) this.#options.close(quit);
    else this.#quit = false;
  }
}
