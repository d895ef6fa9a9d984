import { createHash, generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { comparePastedKey } from '../../../electron/core/trust/compare-key.ts';

function makeKey(): { pem: string; fingerprint: string } {
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const der = publicKey.export({ type: 'spki', format: 'der' });
  return {
    pem: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    fingerprint: createHash('sha256').update(der).digest('hex').toUpperCase(),
  };
}
const ours = makeKey();
const theirs = makeKey();

describe('comparePastedKey', () => {
  it('takes the key itself for its fingerprint, also out of the text of a page', () => {
    expect(comparePastedKey(ours.pem, ours.fingerprint)).toBe('same');
    expect(comparePastedKey(`Our key:\r\n${ours.pem.replaceAll('\n', '\r\n')}\r\nThanks`, ours.fingerprint)).toBe(
      'same',
    );
    expect(comparePastedKey(`${ours.pem}${ours.fingerprint.toLowerCase()}`, ours.fingerprint)).toBe('same');
  });

  it('goes on comparing fingerprints', () => {
    expect(comparePastedKey(ours.fingerprint, ours.fingerprint)).toBe('same');
    expect(comparePastedKey(theirs.fingerprint, ours.fingerprint)).toBe('different');
  });

  it('refuses another key, several, a fingerprint that contradicts it, and what is no key', () => {
    expect(comparePastedKey(theirs.pem, ours.fingerprint)).toBe('different');
    expect(comparePastedKey(ours.pem, 'A'.repeat(40))).toBe('different');
    expect(comparePastedKey(`${ours.pem}\n${theirs.pem}`, ours.fingerprint)).toBe('several');
    expect(comparePastedKey(`${ours.pem}\n${theirs.fingerprint}`, ours.fingerprint)).toBe('several');
    expect(comparePastedKey('-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----', ours.fingerprint)).toBe(
      'none',
    );
    expect(comparePastedKey(ours.pem.replace('PUBLIC', 'PRIVATE'), ours.fingerprint)).not.toBe('same');
  });
});
