import { ASN1Obj } from '@sigstore/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodeDer, parseDer } from '../../../electron/core/sigstore/der.ts';
import { shippedTrustedRoot } from '../../../electron/core/sigstore/shipped-root.ts';

/** The library's own way, as long as nothing here loads its wraps. */
function byLibrary(bytes: Buffer): ASN1Obj | undefined {
  try {
    return ASN1Obj.parseBuffer(Buffer.from(bytes));
  } catch {
    return undefined;
  }
}

/** Reads the bytes both ways, which must come to the same, and gives whether they were refused. */
function isRefused(bytes: Buffer): boolean {
  const expected = byLibrary(bytes);
  const found = parseDer(bytes);
  expect(found).toEqual(expected);
  if (found === undefined || expected === undefined) return true;
  expect(encodeDer(found)).toEqual(bytes);
  expect(encodeDer(expected)).toEqual(expected.toDER());
  return false;
}

const certificates = [
  ...shippedTrustedRoot()
    .toString()
    .matchAll(/"rawBytes": ?"([^"]+)"/g),
].map(([, base64 = '']) => Buffer.from(base64, 'base64'));

/** Octets that say what stands there, and how long it is. */
const telling = fc.constantFrom(
  0x00,
  0x01,
  0x02,
  0x04,
  0x1f,
  0x20,
  0x24,
  0x30,
  0x31,
  0x3f,
  0x7f,
  0x80,
  0x81,
  0x82,
  0xa0,
  0xa3,
  0xff,
);
const octets = fc.array(fc.oneof({ weight: 3, arbitrary: telling }, fc.nat(255)), { maxLength: 60 });

/** Objects within objects, and within octets, each with its length as it has to be. */
const { object } = fc.letrec<{ object: Buffer }>((tie) => ({
  object: fc.oneof(
    { depthSize: 'medium' },
    fc
      .tuple(fc.constantFrom(0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x0c, 0x80), fc.uint8Array({ maxLength: 300 }))
      .map(wrapped),
    fc
      .tuple(fc.constantFrom(0x04, 0x24, 0x30, 0x31, 0xa0, 0xa3), fc.array(tie('object'), { maxLength: 4 }))
      .map(([tag, parts]) => wrapped([tag, Buffer.concat(parts)])),
  ),
}));

function wrapped([tag, content]: [number, Uint8Array]): Buffer {
  const { length } = content;
  const head = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...head]), content]);
}

describe('DER', () => {
  test('of certificates is taken apart and written as the library does', () => {
    expect(certificates.length).toBeGreaterThan(3);
    expect(certificates.map(isRefused)).not.toContain(true);
  });

  test('is taken apart and written as the library does, whatever it holds', () => {
    fc.assert(
      fc.property(object, (bytes) => {
        isRefused(bytes);
      }),
      { numRuns: 500 },
    );
  });

  test('is refused where the library refuses it: noise, and a certificate with one octet changed, or cut', () => {
    let refused = 0;
    fc.assert(
      fc.property(octets, (noise) => {
        if (isRefused(Buffer.from(noise))) refused++;
      }),
      { numRuns: 3_000 },
    );
    fc.assert(
      fc.property(fc.nat(), fc.nat(), telling, fc.boolean(), (which, place, octet, cuts) => {
        const bytes = Buffer.from(certificates[which % certificates.length]!);
        const at = place % bytes.length;
        bytes[at] = octet;
        if (isRefused(cuts ? bytes.subarray(0, at) : bytes)) refused++;
      }),
      { numRuns: 1_000 },
    );
    expect(refused).toBeGreaterThan(500);
  });

  test.each([
    ['nothing', ''],
    ['a tag alone', '30'],
    ['more than one object', '3003020105ff'],
    ['a part longer than the whole', '300302020102'],
    ['a length that could be shorter', '04810100'],
    ['a length that begins with zero', '0482000100'],
    ['a length without an end', '30800000'],
    ['a length of seven octets', `0487${'01'.repeat(7)}`],
    ['a tag of several octets', '1f0100'],
    ['a tag of number zero', '0000'],
    ['a hundred and one sequences within each other', nested(101)],
  ])('is refused: %s', (_, hex) => {
    expect(isRefused(Buffer.from(hex, 'hex'))).toBe(true);
  });

  test('is read down to a hundred sequences within each other, and no deeper', () => {
    expect(isRefused(Buffer.from(nested(100), 'hex'))).toBe(false);
  });

  test('cannot be changed by whoever has the bytes that it was read from', () => {
    const bytes = Buffer.from('3003020105', 'hex');
    const read = parseDer(bytes);
    bytes.fill(0);
    expect(read?.subs[0]?.toInteger()).toBe(5n);
    expect(() => Object.assign(read?.tag ?? {}, { number: 4 })).toThrow(TypeError);
  });
});

/** So many sequences around an empty one, in hex. */
function nested(levels: number): string {
  let bytes = Buffer.from([0x30, 0x00]);
  for (let level = 0; level < levels; level++) bytes = wrapped([0x30, bytes]) as Buffer<ArrayBuffer>;
  return bytes.toString('hex');
}
