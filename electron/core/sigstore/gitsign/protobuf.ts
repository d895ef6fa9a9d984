import { MalformedError } from '../malformed.ts';

/** The fields of a protobuf message, by number, in their order: numbers, and what has a length. */
export type Fields = ReadonlyMap<number, readonly (bigint | Buffer)[]>;

const VARINT = 0;
const FIXED_64 = 1;
const LENGTH = 2;
const FIXED_32 = 5;
const MAX_FIELDS = 256;

/** Reads the fields of a message. Fields that nobody asks for are passed over, as protobuf has it. Throws `MalformedError`. */
export function readFields(bytes: Buffer): Fields {
  const fields = new Map<number, (bigint | Buffer)[]>();
  let at = 0;
  let count = 0;
  const take = (length: number): Buffer => {
    if (length > bytes.length - at) throw new MalformedError('the log entry ends too early');
    at += length;
    return bytes.subarray(at - length, at);
  };
  const varint = (): bigint => {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const octet = take(1)[0] ?? 0;
      value |= BigInt(octet & 0x7f) << shift;
      if (octet < 0x80) return value;
    }
    throw new MalformedError('a number larger than any');
  };
  while (at < bytes.length) {
    if (++count > MAX_FIELDS) throw new MalformedError('more fields than any log entry has');
    const tag = Number(varint());
    const number = Math.floor(tag / 8);
    const values = fields.get(number) ?? [];
    switch (tag % 8) {
      case VARINT:
        values.push(varint());
        break;
      case LENGTH:
        values.push(take(Number(varint())));
        break;
      case FIXED_64:
        take(8);
        break;
      case FIXED_32:
        take(4);
        break;
      default:
        throw new MalformedError('a field of no known kind');
    }
    fields.set(number, values);
  }
  return fields;
}

/** A field's bytes; empty where it is not there. It may stand there once. */
export function bytesIn(fields: Fields, number: number): Buffer {
  const value = onlyIn(fields, number) ?? Buffer.alloc(0);
  if (typeof value === 'bigint') throw new MalformedError('a field of another kind than it should be');
  return value;
}

/** A field's number, which is not negative; 0 where it is not there. */
export function numberIn(fields: Fields, number: number): bigint {
  const value = onlyIn(fields, number) ?? 0n;
  if (typeof value !== 'bigint' || value >= 1n << 63n) throw new MalformedError('a number that is none');
  return value;
}

function onlyIn(fields: Fields, number: number): bigint | Buffer | undefined {
  const [value, ...others] = fields.get(number) ?? [];
  if (others.length > 0) throw new MalformedError('a field stands there twice');
  return value;
}
