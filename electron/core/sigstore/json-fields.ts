import { repeatsName } from '../util/repeated-names.ts';
import { MalformedError } from './malformed.ts';

/** An object of parsed JSON. */
export type JsonObject = Readonly<Record<string, unknown>>;

const UTF8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Parses JSON text; throws `MalformedError` where it is none, or not UTF-8, or has a name twice in one object, as protobuf's JSON does: two
 * readers would see two different bundles.
 */
export function parseJson(bytes: Uint8Array): unknown {
  let text: string;
  let value: unknown;
  try {
    text = UTF8.decode(bytes);
    value = JSON.parse(text);
  } catch {
    throw new MalformedError('not JSON in UTF-8');
  }
  if (repeatsName(text, value)) throw new MalformedError('a name stands twice in one object');
  return value;
}

/** Whether a parsed value is an object, and no list. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * A field as protobuf's JSON has it: under its camel-case or its original name, null and absent being the same. Under both names at
 * once it is refused, whatever they hold, because two readers would see two different bundles.
 */
export function field(object: JsonObject, name: string): unknown {
  const original = originalName(name);
  if (original === name || !Object.hasOwn(object, original)) return own(object, name);
  if (Object.hasOwn(object, name)) throw new MalformedError(`${name} stands there twice`);
  return own(object, original);
}

const originals = new Map<string, string>();

/** Fields are asked for by names that stand in the code: there are few. */
function originalName(name: string): string {
  const known = originals.get(name);
  if (known !== undefined) return known;
  const original = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  originals.set(name, original);
  return original;
}

function own(object: JsonObject, name: string): unknown {
  return Object.hasOwn(object, name) ? (object[name] ?? undefined) : undefined;
}

/** An object that may be absent. */
export function optionalObject(object: JsonObject, name: string): JsonObject | undefined {
  const value = field(object, name);
  if (value === undefined || isObject(value)) return value;
  throw new MalformedError(`${name} is not an object`);
}

/** An object that must be there. */
export function requiredObject(object: JsonObject, name: string): JsonObject {
  const value = optionalObject(object, name);
  if (value === undefined) throw new MalformedError(`${name} is missing`);
  return value;
}

/** A list of objects of at most `most`; absent is empty. */
export function objects(object: JsonObject, name: string, most: number): JsonObject[] {
  return list(object, name, most).map((value) => {
    if (!isObject(value)) throw new MalformedError(`${name} holds something else than objects`);
    return value;
  });
}

/** A list of at most `most`; absent is empty. */
export function list(object: JsonObject, name: string, most: number): readonly unknown[] {
  const value = field(object, name) ?? [];
  if (!Array.isArray(value)) throw new MalformedError(`${name} is not a list`);
  if (value.length > most) throw new MalformedError(`${name} has more than ${most} parts`);
  return value;
}

/** Text; absent is empty. */
export function text(object: JsonObject, name: string): string {
  const value = field(object, name) ?? '';
  if (typeof value !== 'string') throw new MalformedError(`${name} is not text`);
  return value;
}

/** Bytes in base64; absent is empty. */
export function bytes(object: JsonObject, name: string): Buffer {
  return base64(text(object, name), name);
}

/** A number of 64 bits that is not negative, as text or as a number; absent is 0. */
export function unsigned(object: JsonObject, name: string): bigint {
  const value = field(object, name) ?? 0;
  const digits = typeof value === 'number' ? String(value) : value;
  if (typeof digits !== 'string' || !/^(0|[1-9][0-9]{0,18})$/.test(digits)) {
    throw new MalformedError(`${name} is not a whole number`);
  }
  const number = BigInt(digits);
  if (number > MAX_INT64) throw new MalformedError(`${name} is too large`);
  return number;
}

const MAX_INT64 = (1n << 63n) - 1n;

/** Base64 in one of its two alphabets, padded or not, and nothing else in it (RFC 4648; protobuf's JSON allows both alphabets). */
export function base64(value: string, name: string): Buffer {
  const usual = Buffer.from(value, 'base64');
  if (usual.toString('base64') === value) return usual;
  const standard = /^[A-Za-z0-9+/]*={0,2}$/.test(value);
  if (!standard && !/^[A-Za-z0-9_-]*={0,2}$/.test(value)) throw new MalformedError(`${name} is not base64`);
  const decoded = Buffer.from(value, 'base64');
  // What does not come out again as it went in has a stray end.
  const again = decoded.toString(standard ? 'base64' : 'base64url').replace(/=+$/, '');
  const padded = value.includes('=');
  if (again !== value.replace(/=+$/, '') || (padded && value.length % 4 !== 0)) {
    throw new MalformedError(`${name} is not base64`);
  }
  return decoded;
}
