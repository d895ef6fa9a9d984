import { SshMalformedError } from './malformed.ts';

/** Reads SSH's fields one after another (RFC 4251, section 5); throws `SshMalformedError` where the bytes end too early. */
export class SshReader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  get left(): number {
    return this.#bytes.length - this.#at;
  }

  /** How many bytes were read so far. */
  get position(): number {
    return this.#at;
  }

  take(length: number): Buffer {
    if (length > this.left) throw new SshMalformedError('it ends too early');
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }

  octet(): number {
    return this.take(1)[0] ?? 0;
  }

  number(): number {
    return this.take(4).readUInt32BE();
  }

  long(): bigint {
    return this.take(8).readBigUInt64BE();
  }

  string(): Buffer {
    return this.take(this.number());
  }

  /** A string that is a name: plain characters, no more than a name has. */
  name(): string {
    const bytes = this.string();
    if (bytes.length > 256 || !bytes.every((octet) => octet >= 0x20 && octet < 0x7f))
      throw new SshMalformedError('a name that is none');
    return bytes.toString('latin1');
  }

  /** A number of any size that is not negative, without its leading zeros. */
  integer(): Buffer {
    const bytes = this.string();
    if (((bytes[0] ?? 0) & 0x80) !== 0) throw new SshMalformedError('a negative number');
    if (bytes.length > MAX_INTEGER) throw new SshMalformedError('a number larger than any');
    const first = bytes.findIndex((octet) => octet !== 0);
    return first === -1 ? bytes.subarray(bytes.length) : bytes.subarray(first);
  }

  /** Nothing may be left. */
  end(): void {
    if (this.left > 0) throw new SshMalformedError('something stands behind its end');
  }
}

/** 16,384 bits and a sign: keeps one hostile number from costing seconds. */
const MAX_INTEGER = 2049;

/** Bytes as SSH writes a string of them. */
export function sshString(bytes: Uint8Array | string): Buffer {
  const content = Buffer.from(bytes);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  return Buffer.concat([length, content]);
}
