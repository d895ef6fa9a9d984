import { describe, expect, it } from 'vitest';
import { keyEndOf, remarksOf } from '../../renderer/parts/verdict/remarks.ts';
import type { CheckResult, JudgedSignature } from '../../shared/model/result.ts';
import { result, signature } from './results.ts';

const card = (said: CheckResult['case'], changed: Partial<JudgedSignature>, verdict: CheckResult['verdict']) =>
  result({ case: said, verdict, signatures: [signature({ verdict: 'untrusted', expected: false, ...changed })] });

describe('that the signer’s key has ended', () => {
  it('is told where the sentence speaks of something else', () => {
    for (const said of ['first-time', 'first-time-unnamed', 'known-elsewhere', 'weak-method'] as const)
      expect(keyEndOf(card(said, { notes: ['key-expired-since'] }, 'untrusted'))).toBe('key-expired-since');
    expect(keyEndOf(card('signer-changed', { notes: ['key-expired-since'] }, 'invalid'))).toBe('key-expired-since');
    expect(keyEndOf(card('first-time', { notes: ['key-retired', 'key-expired-since'] }, 'untrusted'))).toBe(
      'key-retired',
    );
  });

  it('is not told twice, nor where it matters no more', () => {
    expect(keyEndOf(card('expired-since', { notes: ['key-expired-since'] }, 'untrusted'))).toBeUndefined();
    expect(keyEndOf(card('key-retired', { notes: ['key-retired'] }, 'untrusted'))).toBeUndefined();
    expect(keyEndOf(card('first-time', { notes: [] }, 'untrusted'))).toBeUndefined();
    const proven = card('verified', { notes: ['key-expired-since'], verdict: 'verified', expected: true }, 'verified');
    expect(keyEndOf(proven)).toBeUndefined();
    const stolen = card('key-revoked', { notes: ['key-expired-since', 'key-revoked'], verdict: 'invalid' }, 'invalid');
    expect(keyEndOf(stolen)).toBeUndefined();
    const bad = card('tampered', { notes: ['key-expired-since'], verdict: 'invalid', result: 'bad' }, 'invalid');
    expect(keyEndOf(bad)).toBeUndefined();
  });

  it('is no remark in the evidence where the card tells it, and one where it does not', () => {
    const told = card('first-time', { notes: ['key-expired-since', 'sha1-self-signature'] }, 'untrusted');
    expect(remarksOf(told)).toEqual(['sha1-self-signature']);
    const proven = card('verified', { notes: ['key-expired-since'], verdict: 'verified', expected: true }, 'verified');
    expect(remarksOf(proven)).toEqual(['key-expired-since']);
  });
});
