import { createHash, generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { keyMaterial } from '../../../electron/core/sigstore/key-material.ts';
import { publicKeyOf } from '../../../electron/core/sigstore/public-key.ts';

const exported = (curve: string): Buffer =>
  generateKeyPairSync('ec', { namedCurve: curve }).publicKey.export({ type: 'spki', format: 'der' });

describe('a public key in DER', () => {
  it.each([
    ['P-256', 'ECDSA P-256'],
    ['P-384', 'ECDSA P-384'],
    ['P-521', 'ECDSA P-521'],
  ])('of %s is what the platform says it is', (curve, algorithm) => {
    const der = exported(curve);
    const material = publicKeyOf(der);
    expect(material).toMatchObject({ algorithm, spki: der });
    expect(material?.fingerprint).toBe(createHash('sha256').update(der).digest('hex').toUpperCase());
    expect(material).toEqual(keyMaterial(material!.key));
    expect(material?.key.export({ type: 'spki', format: 'der' })).toEqual(der);
    // What was given may be written into: the key stays what it was.
    der.fill(0);
    expect(material?.spki.equals(der)).toBe(false);
  });

  it('is none where its point is not on the curve, or where anything follows', () => {
    const der = exported('P-256');
    const off = Buffer.from(der);
    off[off.length - 1]! ^= 1;
    expect(publicKeyOf(off)).toBeUndefined();
    expect(publicKeyOf(der.subarray(0, -1))).toBeUndefined();
  });
});
