import type { AppStatus } from '../../shared/model/status.ts';

/** Asks for the status when something may have changed it, and tells only what really changed. */
export class StatusWatch {
  readonly #read: () => Promise<AppStatus>;
  readonly #jobs: () => number;
  readonly #tell: (status: AppStatus) => void;
  #last = '';
  #asking: Promise<AppStatus> | undefined;
  #again = false;

  constructor(read: () => Promise<AppStatus>, jobs: () => number, tell: (status: AppStatus) => void) {
    this.#read = read;
    this.#jobs = jobs;
    this.#tell = tell;
  }

  /** The status of now, with the number of jobs. */
  async now(): Promise<AppStatus> {
    return { ...(await this.#read()), jobs: this.#jobs() };
  }

  /** The status of now; who listens is told where it differs from the last one told. */
  async check(): Promise<AppStatus> {
    const status = await this.now();
    const text = JSON.stringify(status);
    if (text !== this.#last) {
      this.#last = text;
      this.#tell(status);
    }
    return status;
  }

  /** As `check`, for those who do not wait: several calls at once are one, and a failure is passed over until the next. */
  poke(): void {
    if (this.#asking !== undefined) {
      this.#again = true;
      return;
    }
    this.#asking = this.check();
    this.#asking
      .catch(() => undefined)
      .finally(() => {
        this.#asking = undefined;
        if (!this.#again) return;
        this.#again = false;
        this.poke();
      });
  }
}
