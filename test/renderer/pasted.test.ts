import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPasted } from '../../renderer/parts/pasted.ts';

const SHA256 = 'ab'.repeat(32);

describe('readPasted', () => {
  it.each([SHA256, SHA256.toUpperCase(), `sha256:${SHA256}`, `${SHA256}  app.dmg`, `SHA256 (app.dmg) = ${SHA256}`])(
    'reads a digest from %s',
    (text) => {
      expect(readPasted(text)).toEqual({ digests: [`sha256:${SHA256}`], texts: [] });
    },
  );

  it('knows the algorithm by the length', () => {
    expect(readPasted('cd'.repeat(64)).digests).toEqual([`sha512:${'cd'.repeat(64)}`]);
    expect(readPasted('cd'.repeat(20)).digests).toEqual([`sha1:${'cd'.repeat(20)}`]);
  });

  it('refuses hex of another length, and hex inside a word', () => {
    expect(readPasted('ab'.repeat(31)).digests).toEqual([]);
    expect(readPasted(`x${SHA256}y`).digests).toEqual([]);
  });

  it('takes an armored block whole', () => {
    const text = '-----BEGIN PGP SIGNATURE-----\n\nabcd\n-----END PGP SIGNATURE-----\n';
    expect(readPasted(text)).toEqual({ digests: [], texts: [text] });
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.string(), (text) => void readPasted(text)));
  });
});
