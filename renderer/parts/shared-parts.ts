import type { CheckResult } from '../../shared/model/result.ts';

/** So many different parts are remembered; those of one release that repeat are far fewer. */
const MOST = 1_000;

/** Lets results share what they have in common: of ten thousand files in one list, each names the same signature, key and checks. */
export class SharedParts {
  readonly #known = new Map<string, unknown>();

  /** The same result, made of parts that other results have too, where they are equal. */
  share(result: CheckResult): CheckResult {
    const { signatures, manifest, evidence, notes } = result;
    return {
      ...result,
      signatures: signatures.map((signature) => this.#once(signature)),
      evidence: evidence.map((check) => this.#once(check)),
      notes: this.#once(notes),
      ...(manifest === undefined ? {} : { manifest: this.#once(manifest) }),
    };
  }

  /** Forgets the parts; the results keep theirs. */
  forget(): void {
    this.#known.clear();
  }

  #once<T>(part: T): T {
    const text = JSON.stringify(part);
    const known = this.#known.get(text);
    if (known !== undefined) return known as T;
    // What does not repeat (a file's own digest) would fill it; what repeats comes again at once.
    if (this.#known.size >= MOST) this.#known.clear();
    this.#known.set(text, part);
    return part;
  }
}
