import { expect, it } from 'vitest';
import { DIGEST_LENGTHS } from '../../electron/core/manifest/model.ts';
import { digestAlone, digestName } from '../../shared/digest-name.ts';

const HEX = 'ab'.repeat(32);
const digests = { sha256: HEX };

it('names every method as people write it', () => {
  expect(Object.keys(DIGEST_LENGTHS).map(digestName)).toEqual([
    ...['MD5', 'SHA-1', 'RIPEMD-160', 'SHA-224', 'SHA-256', 'SHA3-256', 'SHA-384', 'SHA-512', 'SHA3-512', 'BLAKE2b'],
  ]);
});

it('names a method that it does not know as it is called', () => {
  expect(['sm3', 'constructor'].map(digestName)).toEqual(['SM3', 'CONSTRUCTOR']);
});

it.each([`sha256:${HEX}`, HEX, `SHA-256: ${HEX.toUpperCase()}`])('sees that “%s” stands for itself', (name) => {
  expect(digestAlone({ name, digests })).toEqual({ method: 'SHA-256', hex: HEX });
});

it('takes no file for a digest, whatever its name', () => {
  const name = `sha256:${HEX}`;
  expect(digestAlone({ name, path: `/d/${name}`, digests })).toBeUndefined();
  expect(digestAlone({ name, size: 3, digests })).toBeUndefined();
  expect(digestAlone({ name, digests: {} })).toBeUndefined();
  expect(digestAlone({ name, digests: { ...digests, sha512: 'cd'.repeat(64) } })).toBeUndefined();
  expect(digestAlone({ name: 'app-2.1.dmg', digests })).toBeUndefined();
  expect(digestAlone({ name, digests: { sha256: 'cd'.repeat(32) } })).toBeUndefined();
});
