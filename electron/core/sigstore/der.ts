import { ASN1Obj } from '@sigstore/core';
import { ASN1Tag } from '@sigstore/core/dist/asn1/tag.js';

/** So many objects may stand within each other, as the library allows. */
const DEEPEST = 100;

interface Reader {
  bytes: Buffer;
  at: number;
}

/**
 * The object that the library makes of DER, in one pass over the bytes; undefined for what it refuses. The library takes a view of the
 * bytes for each octet of a header, and finds out by throwing whether bytes within bytes are more of the same.
 */
export function parseDer(given: Uint8Array): ASN1Obj | undefined {
  // Bytes of its own, as in the library: nobody who has the given ones can change what was read.
  const reader = { bytes: Buffer.from(given), at: 0 };
  const object = readObject(reader, reader.bytes.length, 0);
  return reader.at === reader.bytes.length ? object : undefined;
}

/** Reads the object that begins here and ends at `end` or before. */
function readObject(reader: Reader, end: number, depth: number): ASN1Obj | undefined {
  const tag = readTag(reader, end);
  const length = readLength(reader, end);
  if (depth > DEEPEST || tag === undefined || length === undefined || length > end - reader.at) return undefined;
  const start = reader.at;
  const stop = start + length;
  const subs = tag.constructed || tag.isOctetString() ? readObjects(reader, stop, depth + 1) : [];
  // Octets need not hold anything that can be taken apart.
  if (subs === undefined && tag.constructed) return undefined;
  reader.at = stop;
  return new ASN1Obj(tag, reader.bytes.subarray(start, stop), subs ?? []);
}

/** All objects up to `end`; undefined where these are not all that is there. */
function readObjects(reader: Reader, end: number, depth: number): ASN1Obj[] | undefined {
  const objects: ASN1Obj[] = [];
  while (reader.at < end) {
    const object = readObject(reader, end, depth);
    if (object === undefined) return undefined;
    objects.push(object);
  }
  return objects;
}

/** Nobody may change a tag: all objects with one octet share it. */
const tags: ASN1Tag[] = [];

/** The library reads tags of one octet, and none of number 0. */
function readTag(reader: Reader, end: number): ASN1Tag | undefined {
  if (reader.at >= end) return undefined;
  const octet = reader.bytes[reader.at++] as number;
  if ((octet & 0x1f) === 0x1f || (octet & 0xdf) === 0) return undefined;
  return (tags[octet] ??= Object.freeze(new ASN1Tag(octet)));
}

/** A length in as few octets as can be (X.690, section 10.1), at most six of them. */
function readLength(reader: Reader, end: number): number | undefined {
  const { bytes } = reader;
  if (reader.at >= end) return undefined;
  const first = bytes[reader.at++] as number;
  if (first < 0x80) return first;
  const octets = first & 0x7f;
  if (octets > 6 || octets > end - reader.at || bytes[reader.at] === 0) return undefined;
  let length = 0;
  for (let n = 0; n < octets; n++) length = length * 256 + (bytes[reader.at++] as number);
  return length < 128 ? undefined : length;
}

/**
 * The encoding of an object, written once, from its end to its beginning: what stands within is there before its length has to be. The
 * library encodes piece by piece into buffers that grow by copying.
 */
export function encodeDer(object: ASN1Obj): Buffer {
  const bytes = Buffer.allocUnsafe(mostBytes(object));
  return bytes.subarray(writeBefore(bytes.length, object, bytes));
}

/** As many bytes as an object's encoding can have: what it holds, and for each object in it a tag and the longest length. */
function mostBytes({ subs, value }: ASN1Obj): number {
  let most = 6 + (subs.length > 0 ? 0 : value.length);
  for (const sub of subs) most += mostBytes(sub);
  return most;
}

/** Writes an object so that it ends at `end`; gives where it begins. */
function writeBefore(end: number, { tag, subs, value }: ASN1Obj, bytes: Buffer): number {
  let at = end;
  if (subs.length === 0) bytes.set(value, (at -= value.length));
  else for (let n = subs.length - 1; n >= 0; n--) at = writeBefore(at, subs[n] as ASN1Obj, bytes);
  const length = end - at;
  if (length < 128) bytes[--at] = length;
  else {
    const lengthEnd = at;
    for (let left = length; left > 0; left = Math.floor(left / 256)) bytes[--at] = left % 256;
    const octets = lengthEnd - at;
    bytes[--at] = 0x80 | octets;
  }
  bytes[--at] = tag.toDER();
  return at;
}
