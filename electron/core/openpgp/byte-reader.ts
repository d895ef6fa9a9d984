import { MalformedError } from './malformed.ts';

/** Reads big-endian fields one after another; throws `MalformedError` where the bytes end too early. */
export class ByteReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** Octets read so far. */
  get position(): number {
    return this.#at;
  }

  get left(): number {
    return this.#bytes.length - this.#at;
  }

  octet(): number {
    return this.take(1)[0] ?? 0;
  }

  number(octets: 2 | 4): number {
    let value = 0;
    for (const octet of this.take(octets)) value = value * 256 + octet;
    return value;
  }

  take(length: number): Uint8Array {
    if (length > this.left) throw new MalformedError('the packet ends too early');
    const part = this.#bytes.subarray(this.#at, this.#at + length);
    this.#at += length;
    return part;
  }

  rest(): Uint8Array {
    return this.take(this.left);
  }

  /** A multiprecision integer (RFC 9580, section 3.2), without leading zeros. */
  mpi(): Uint8Array {
    const bits = this.number(2);
    if (bits > MAX_MPI_BITS) throw new MalformedError('a number is longer than any real key has');
    return this.take(Math.ceil(bits / 8));
  }
}

/** Keeps one hostile number from costing seconds. */
const MAX_MPI_BITS = 16_384;

/** The bytes one after another. */
export function concatBytes(parts: readonly Uint8Array[]): Uint8Array {
  let length = 0;
  for (const part of parts) length += part.length;
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Whether both hold the same bytes. */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((octet, index) => octet === b[index]);
}

/** Upper-case hex, as fingerprints are written here. */
export function upperHex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex').toUpperCase();
}

/** A number as four big-endian octets. */
export function fourOctets(value: number): Uint8Array {
  return Uint8Array.of((value >>> 24) & 255, (value >>> 16) & 255, (value >>> 8) & 255, value & 255);
}
