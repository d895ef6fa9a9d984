import type { CheckResult } from '../../shared/model/result.ts';

/** So many different parts and texts are remembered; those of one release that repeat are far fewer. */
const MOST = 1_000;

/** Lets results share what they have in common: of ten thousand files in one list, each names the same signature, key and checks. */
export class SharedParts {
  readonly #parts = new Map<string, unknown>();
  readonly #texts = new Map<string, string>();

  /** The same result, made of parts and texts that other results have too, where they are equal. What is given is used up: it is fresh from its JSON. */
  share(result: CheckResult): CheckResult {
    const { signatures, manifest, evidence, notes, ...own } = result;
    return {
      ...this.#lean(own),
      signatures: signatures.map((signature) => this.#once(signature)),
      evidence: evidence.map((check) => this.#once(check)),
      notes: this.#once(notes),
      ...(manifest === undefined ? {} : { manifest: this.#once(manifest) }),
    };
  }

  /** Forgets the parts and texts; the results keep theirs. */
  forget(): void {
    this.#parts.clear();
    this.#texts.clear();
  }

  #once<T>(part: T): T {
    return kept(this.#parts, JSON.stringify(part), () => this.#lean(part)) as T;
  }

  /** The same value, every text in it one that others have too. A result says its digest four times, and its next step as all others do. */
  #lean<T>(value: T): T {
    if (typeof value === 'string') return kept(this.#texts, value, () => value) as T;
    if (typeof value === 'object' && value !== null)
      for (const [key, each] of Object.entries(value)) (value as Record<string, unknown>)[key] = this.#lean(each);
    return value;
  }
}

function kept<V>(known: Map<string, V>, text: string, make: () => V): V {
  const before = known.get(text);
  if (before !== undefined) return before;
  // What does not repeat (a file's own digest) would fill it; what repeats comes again at once.
  if (known.size >= MOST) known.clear();
  const value = make();
  known.set(text, value);
  return value;
}
