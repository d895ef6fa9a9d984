import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { GitCheck } from '../../verify/git-checking.ts';

/** What a report has of a check. */
export type AuditRow = Pick<
  GitCheck,
  'object' | 'type' | 'artifact' | 'about' | 'form' | 'letter' | 'verdict' | 'case'
> &
  Pick<GitCheck, 'params' | 'says' | 'policy' | 'signatures' | 'notes' | 'summary' | 'evidence'>;

/** Rows of a report, read one after the other; any number of times. */
export interface AuditList extends Iterable<AuditRow> {
  readonly length: number;
}

/** Evidence that is said of the whole repository. */
export const OF_ALL: ReadonlySet<string> = new Set(['history', 'key-input']);

/** So much text is packed at once. */
const PIECE = 1024 * 1024;
const LF = 0x0a;

/**
 * Keeps what reports have of checks until one is written. A hundred thousand of them would fill the memory: they are kept as packed text,
 * outside of the heap from the first moment on, and made again while they are read.
 */
export class AuditRows implements AuditList {
  readonly #packed: Buffer[] = [];
  #piece = Buffer.allocUnsafeSlow(PIECE);
  #filled = 0;
  #length = 0;

  get length(): number {
    return this.#length;
  }

  add(check: GitCheck): void {
    const { object, type, artifact, about, form, letter, verdict, params, says, policy, signatures, notes } = check;
    const row: AuditRow = {
      ...{ object, type, artifact, form, letter, verdict, params, signatures, notes },
      case: check.case,
      summary: check.summary,
      evidence: check.evidence.filter((one) => OF_ALL.has(one.check)),
      ...(says === undefined ? {} : { says }),
      ...(policy === undefined ? {} : { policy }),
      ...(about === undefined ? {} : { about }),
    };
    const line = `${JSON.stringify(row)}\n`;
    const size = Buffer.byteLength(line);
    if (this.#filled + size > this.#piece.length) this.#pack(size);
    this.#filled += this.#piece.write(line, this.#filled);
    this.#length++;
  }

  *[Symbol.iterator](): Generator<AuditRow> {
    for (const packed of this.#packed) yield* rowsIn(inflateRawSync(packed));
    yield* rowsIn(this.#piece.subarray(0, this.#filled));
  }

  /** Makes room for a line: git takes a subject of any length. */
  #pack(size: number): void {
    this.#packed.push(deflateRawSync(this.#piece.subarray(0, this.#filled), { level: 1, chunkSize: PIECE / 4 }));
    this.#filled = 0;
    if (size > this.#piece.length) this.#piece = Buffer.allocUnsafeSlow(size);
  }
}

function* rowsIn(text: Buffer): Generator<AuditRow> {
  for (let at = 0; at < text.length;) {
    const end = text.indexOf(LF, at);
    yield JSON.parse(text.toString('utf8', at, end)) as AuditRow;
    at = end + 1;
  }
}
