import { MalformedError } from '../malformed.ts';

/** One DER element. */
export interface DerElement {
  tag: number;
  /** What stands in it. */
  content: Buffer;
  /** It whole, tag and length included. */
  bytes: Buffer;
}

/** Something that may be sound but is written in a way, or by a method, that this app does not read. */
export class UnreadableCmsError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UnreadableCmsError';
  }
}

/** Reads the elements that stand one behind the other (X.690, section 10). Throws `MalformedError`. */
export class DerReader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  get atEnd(): boolean {
    return this.#at === this.#bytes.length;
  }

  /** The next element, which has to be of this kind. */
  next(tag: number): DerElement {
    const element = this.optional(tag);
    if (element === undefined) throw new MalformedError('the message is not built as such messages are');
    return element;
  }

  /** The next element if it is of this kind. */
  optional(tag: number): DerElement | undefined {
    return this.#bytes[this.#at] === tag ? this.any() : undefined;
  }

  /** The next element, whatever it is. */
  any(): DerElement {
    const start = this.#at;
    const [tag, first] = [this.#bytes[start], this.#bytes[start + 1]];
    if (tag === undefined || first === undefined) throw new MalformedError('the message ends too early');
    if ((tag & 0x1f) === 0x1f) throw new MalformedError('a tag that no such message has');
    // The end is found by reading on: so some programs write what they sign while they read it.
    if (first === 0x80) throw new UnreadableCmsError('CMS (BER)');
    const octets = first < 0x80 ? 0 : first & 0x7f;
    if (octets > 4 || start + 2 + octets > this.#bytes.length) throw new MalformedError('a length that is none');
    const length = octets === 0 ? first : this.#bytes.readUIntBE(start + 2, octets);
    const contentAt = start + 2 + octets;
    if (contentAt + length > this.#bytes.length) throw new MalformedError('the message ends too early');
    this.#at = contentAt + length;
    return { tag, content: this.#bytes.subarray(contentAt, this.#at), bytes: this.#bytes.subarray(start, this.#at) };
  }

  /** Nothing may be left. */
  end(): void {
    if (!this.atEnd) throw new MalformedError('something stands behind the end');
  }
}

/** The elements in another one. */
export function within({ content }: DerElement): DerReader {
  return new DerReader(content);
}

/** An object identifier as people write it. */
export function oidOf({ content }: DerElement): string {
  const arcs: number[] = [];
  let arc = 0;
  for (const octet of content) {
    arc = arc * 128 + (octet & 0x7f);
    if (arc > Number.MAX_SAFE_INTEGER / 128) throw new MalformedError('an identifier that is none');
    if ((octet & 0x80) !== 0) continue;
    arcs.push(arc);
    arc = 0;
  }
  const [first = 0, ...rest] = arcs;
  const top = Math.min(2, Math.floor(first / 40));
  return [top, first - top * 40, ...rest].join('.');
}
