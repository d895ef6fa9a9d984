import { createHash, randomBytes } from 'node:crypto';

/**
 * Remembers, as salted digests and only while the program runs, which PIN a card refused, so that one that comes from a
 * file or a script is not sent a second time: three wrong PINs block a card.
 */
export class RefusedPins {
  readonly #salt = randomBytes(32);
  readonly #refused = new Map<string, { digest: string; triesLeft: number | undefined }>();

  /** The card `token` refused `pin` and then had `triesLeft` tries left. */
  remember(token: string, pin: string, triesLeft: number | undefined): void {
    this.#refused.set(token, { digest: this.#digest(pin), triesLeft });
  }

  /** A PIN was accepted, or was set anew. */
  forget(token: string): void {
    this.#refused.delete(token);
  }

  /** Whether `pin` is the one that was refused last. A counter that changed since then says that the card's PIN may be another now. */
  has(token: string, pin: string, triesLeft: number | undefined): boolean {
    const last = this.#refused.get(token);
    return last !== undefined && last.triesLeft === triesLeft && last.digest === this.#digest(pin);
  }

  /** Whether the last PIN that was sent to the card was refused. */
  any(token: string): boolean {
    return this.#refused.has(token);
  }

  #digest(pin: string): string {
    return createHash('sha256').update(this.#salt).update(pin).digest('hex');
  }
}
