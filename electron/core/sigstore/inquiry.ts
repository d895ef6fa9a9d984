import type { Check } from '../../../shared/model/check.ts';
import type { Note } from '../../../shared/model/verdict.ts';
import type { Seen } from '../../../shared/seen.ts';
import type { SigstoreFinding } from './finding.ts';

/** Collects what the checks of one signature saw. */
export class Inquiry {
  readonly checks: Check[] = [];
  readonly #wrong = new Set<Note>();
  #unfit = false;

  /** A check that was passed. */
  passed(check: string, what: Seen, raw?: Check['raw']): void {
    this.#add('passed', check, what, raw);
  }

  /** A check that could not be made, or something to remark. */
  notMade(check: string, what: Seen, raw?: Check['raw']): void {
    this.#add('not-made', check, what, raw);
  }

  /** A check that failed: whatever else is good, the signature is bad, for this reason. */
  failed(check: string, note: Note | null, what: Seen, raw?: Check['raw']): void {
    this.#add('failed', check, what, raw);
    this.#unfit = true;
    if (note !== null) this.#wrong.add(note);
  }

  /** A check that failed and weakens the signature without making it a bad one. */
  failedSoftly(check: string, what: Seen, raw?: Check['raw']): void {
    this.#add('failed', check, what, raw);
  }

  /** Takes over what another inquiry collected. */
  append(other: Inquiry): void {
    this.checks.push(...other.checks);
    this.#unfit ||= other.bad;
    for (const note of other.wrong) this.#wrong.add(note);
  }

  /** Whether any check failed. */
  get bad(): boolean {
    return this.#unfit;
  }

  /** Why, in the notes of `verdicts.md`; a signature that does not fit its bytes has none. */
  get wrong(): Note[] {
    return [...this.#wrong];
  }

  #add(outcome: Check['outcome'], check: string, { detail, says }: Seen, raw: Check['raw']): void {
    this.checks.push({ check, outcome, detail, says, ...(raw === undefined ? {} : { raw }) });
  }
}

/** Something that no root at hand knows. */
export type Unknown = NonNullable<SigstoreFinding['unknown']>;
