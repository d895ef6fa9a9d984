import { AppError } from '../../../../shared/error.ts';

/** What git has under a name. `too-large`: larger than any tag or commit that somebody reads. */
export type RawObject =
  | { kind: 'object'; type: string; bytes: Buffer }
  | { kind: 'missing' }
  | { kind: 'too-large'; type: string; size: number };

const MAX_OBJECT = 16 * 1024 * 1024;
const MAX_HEADER = 4096;
const LF = 0x0a;
const HEADER = /^[0-9a-f]+ (?<type>[a-z]+) (?<size>\d{1,15})$/;

/** Takes apart what `git cat-file --batch` answers, in whatever pieces it comes. */
export class BatchAnswers {
  readonly #onAnswer: (object: RawObject) => void;
  #pieces: Buffer[] = [];
  #length = 0;
  /** The object whose bytes are awaited; how many are still to come, with the line end behind them. */
  #awaited: { type: string; size: number; left: number } | undefined;

  constructor(onAnswer: (object: RawObject) => void) {
    this.#onAnswer = onAnswer;
  }

  /** Throws `git-failed` for what is no answer. */
  push(piece: Buffer): void {
    let rest = piece;
    while (rest.length > 0) rest = this.#awaited === undefined ? this.#header(rest) : this.#content(rest);
  }

  #header(piece: Buffer): Buffer {
    const end = piece.indexOf(LF);
    this.#keep(end === -1 ? piece : piece.subarray(0, end));
    if (this.#length > MAX_HEADER) throw new AppError('git-failed', 'an answer that is none');
    if (end === -1) return Buffer.alloc(0);
    const line = this.#taken().toString('latin1');
    const { type, size } = HEADER.exec(line)?.groups ?? {};
    if (type !== undefined && size !== undefined) this.#awaited = { type, size: Number(size), left: Number(size) + 1 };
    else if (/^[0-9a-f]+ missing$/.test(line)) this.#onAnswer({ kind: 'missing' });
    else throw new AppError('git-failed', line);
    return piece.subarray(end + 1);
  }

  #content(piece: Buffer): Buffer {
    const awaited = this.#awaited;
    if (awaited === undefined) return piece;
    const part = piece.subarray(0, awaited.left);
    awaited.left -= part.length;
    if (awaited.size <= MAX_OBJECT) this.#keep(part);
    if (awaited.left === 0) {
      this.#awaited = undefined;
      const { type, size } = awaited;
      if (size > MAX_OBJECT) this.#onAnswer({ kind: 'too-large', type, size });
      else this.#onAnswer({ kind: 'object', type, bytes: this.#taken().subarray(0, size) });
    }
    return piece.subarray(part.length);
  }

  #keep(part: Buffer): void {
    if (part.length > 0) this.#pieces.push(part);
    this.#length += part.length;
  }

  #taken(): Buffer {
    const [only, ...others] = this.#pieces;
    const whole = only !== undefined && others.length === 0 ? only : Buffer.concat(this.#pieces);
    this.#pieces = [];
    this.#length = 0;
    return whole;
  }
}
