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
  return Buffer.concat([sshNumber(content.length), content]);
}

/** A number of four octets. */
export function sshNumber(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

/** A number of any size that is not negative, as SSH writes it: the shortest octets whose first bit is no sign. */
export function sshInteger(bytes: Uint8Array): Buffer {
  const first = bytes.findIndex((octet) => octet !== 0);
  const digits = first === -1 ? new Uint8Array() : bytes.subarray(first);
  return sshString(((digits[0] ?? 0) & 0x80) === 0 ? digits : Buffer.concat([Buffer.of(0), digits]));
}

/** Base64 between two marks, 70 characters a line, as OpenSSH writes it. */
export function sshArmor(label: string, bytes: Buffer): string {
  const lines = bytes.toString('base64').match(/.{1,70}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}
