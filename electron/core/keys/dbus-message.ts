/** Message types (D-Bus specification, "Message Format"). */
export const DBUS_RETURN = 2;
export const DBUS_ERROR = 3;

/** One message from the bus, as far as a caller needs it. */
export interface DbusReply {
  type: number;
  /** Of the whole message, bytes. */
  length: number;
  replySerial: number;
  errorName?: string;
  /** The first value of the body; undefined for kinds that are not read. */
  value?: string | number | boolean;
}

const LARGEST = 1024 * 1024;

/** A method call whose arguments are all text. `member` is `INTERFACE.MEMBER`. */
export function encodeCall(
  serial: number,
  destination: string,
  path: string,
  member: string,
  args: readonly string[],
): Buffer {
  const dot = member.lastIndexOf('.');
  const body = new Writer();
  for (const arg of args) body.text(arg);
  const head = new Writer();
  head.bytes(0x6c, 1, 0, 1);
  head.u32(body.length);
  head.u32(serial);
  const fields = new Writer();
  const field = (code: number, signature: string, value: string): void => {
    fields.align(8);
    fields.bytes(code, 1, signature.charCodeAt(0), 0);
    if (signature === 'g') fields.signature(value);
    else fields.text(value);
  };
  field(1, 'o', path);
  field(2, 's', member.slice(0, dot));
  field(3, 's', member.slice(dot + 1));
  field(6, 's', destination);
  if (args.length > 0) field(8, 'g', 's'.repeat(args.length));
  head.u32(fields.length);
  // The fields' array starts at byte 16, so offsets within it align as those of the message do.
  head.append(fields.take());
  head.align(8);
  head.append(body.take());
  return head.take();
}

/** The first message in `bytes`; undefined while it is not whole. Throws for what is no D-Bus message. */
export function decodeMessage(bytes: Buffer): DbusReply | undefined {
  if (bytes.length < 16) return undefined;
  const little = bytes[0] === 0x6c;
  if (!little && bytes[0] !== 0x42) throw new Error('not a D-Bus message');
  const u32 = (at: number): number => (little ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at));
  const bodyLength = u32(4);
  const fieldsEnd = 16 + u32(12);
  const bodyStart = aligned(fieldsEnd, 8);
  const length = bodyStart + bodyLength;
  if (bodyLength > LARGEST || fieldsEnd > LARGEST) throw new Error('a D-Bus message that is too large');
  if (bytes.length < length) return undefined;
  const reader = new Reader(bytes.subarray(0, length), u32);
  const reply: DbusReply = { type: bytes[1] ?? 0, length, replySerial: 0 };
  let signature = '';
  reader.at = 16;
  while (reader.at < fieldsEnd) {
    reader.at = aligned(reader.at, 8);
    const code = reader.u8();
    const value = reader.variant();
    if (code === 4 && typeof value === 'string') reply.errorName = value;
    if (code === 5 && typeof value === 'number') reply.replySerial = value;
    if (code === 8 && typeof value === 'string') signature = value;
  }
  reader.at = bodyStart;
  const value = signature === '' ? '' : reader.value(signature[0] ?? '');
  if (value !== undefined) reply.value = value;
  return reply;
}

const aligned = (at: number, to: number): number => Math.ceil(at / to) * to;

class Writer {
  readonly #parts: Buffer[] = [];
  length = 0;

  append(bytes: Buffer): void {
    this.#parts.push(bytes);
    this.length += bytes.length;
  }
  bytes(...values: number[]): void {
    this.append(Buffer.from(values));
  }
  align(to: number): void {
    this.append(Buffer.alloc(aligned(this.length, to) - this.length));
  }
  u32(value: number): void {
    this.align(4);
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32LE(value);
    this.append(bytes);
  }
  text(value: string): void {
    const bytes = Buffer.from(`${value}\0`, 'utf8');
    this.u32(bytes.length - 1);
    this.append(bytes);
  }
  signature(value: string): void {
    this.append(Buffer.from([value.length, ...Buffer.from(value, 'ascii'), 0]));
  }
  take(): Buffer {
    return Buffer.concat(this.#parts);
  }
}

class Reader {
  readonly #bytes: Buffer;
  readonly #u32: (at: number) => number;
  at = 0;

  constructor(bytes: Buffer, u32: (at: number) => number) {
    this.#bytes = bytes;
    this.#u32 = u32;
  }
  u8(): number {
    return this.#bytes.readUInt8(this.at++);
  }
  variant(): string | number | boolean | undefined {
    return this.value(this.#signature());
  }
  value(type: string): string | number | boolean | undefined {
    switch (type) {
      case 's':
      case 'o':
        return this.#slice(this.#number());
      case 'u':
        return this.#number();
      case 'b':
        return this.#number() === 1;
      case 'g':
        return this.#signature();
      case 'v':
        return this.variant();
      default:
        return undefined;
    }
  }
  #number(): number {
    this.at = aligned(this.at, 4);
    const value = this.#u32(this.at);
    this.at += 4;
    return value;
  }
  #signature(): string {
    return this.#slice(this.u8());
  }
  #slice(length: number): string {
    const end = this.at + length;
    if (end > this.#bytes.length) throw new Error('a D-Bus message that is cut short');
    const text = this.#bytes.toString('utf8', this.at, end);
    this.at = end + 1;
    return text;
  }
}
