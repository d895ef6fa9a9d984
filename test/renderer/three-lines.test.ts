import { describe, expect, it } from 'vitest';
import { chainOf } from '../../renderer/parts/verdict/chain.ts';
import { deedOf, splitStep } from '../../renderer/parts/verdict/step.ts';
import { threeLines } from '../../renderer/parts/verdict/three-lines.ts';
import { STEPS, type CheckResult, type JudgedSignature } from '../../shared/model/result.ts';

const FINGERPRINT = 'A1B2C3D4E5F60718293A4B5C6D7E8F9001122334';

const signature = (changed: Partial<JudgedSignature> = {}): JudgedSignature => ({
  format: 'openpgp',
  result: 'good',
  verdict: 'verified',
  signer: { fingerprint: FINGERPRINT, userId: 'Ada <ada@example.org>' },
  dateProvenBy: 'nothing',
  expected: true,
  notes: [],
  over: 'artifact',
  ...changed,
});

const result = (changed: Partial<CheckResult> = {}): CheckResult => ({
  id: 'r',
  checkedAt: '2026-11-21T00:00:00Z',
  verdict: 'verified',
  case: 'verified',
  step: 'open-folder',
  params: { name: 'x' },
  artifact: { name: 'x', digests: { sha256: 'ab' } },
  publisher: 'P',
  signatures: [signature()],
  evidence: [],
  notes: [],
  summary: '',
  ...changed,
});

describe('threeLines', () => {
  it('is green in all lines for a verified file only', () => {
    const lines = threeLines(result());
    expect([lines.unchanged.tone, lines.signed.tone, lines.expected.tone]).toEqual([
      'verified',
      'verified',
      'verified',
    ]);
  });

  it('never marks a line green on a card that is not', () => {
    const stranger = signature({ expected: false, verdict: 'untrusted' });
    const cards = [
      result({ verdict: 'untrusted', case: 'first-time', signatures: [stranger] }),
      result({ verdict: 'untrusted', case: 'weak-method' }),
      result({ verdict: 'invalid', case: 'key-revoked', signatures: [signature({ notes: ['key-revoked'] })] }),
      result({ verdict: 'invalid', case: 'signer-changed', signatures: [stranger] }),
      result({ verdict: 'incomplete', case: 'threshold-not-met' }),
    ];
    for (const card of cards) {
      for (const line of Object.values(threeLines(card))) expect((line as { tone: string }).tone).not.toBe('verified');
    }
  });

  it('names a claim as a claim', () => {
    const stranger = signature({ expected: false, verdict: 'untrusted' });
    const lines = threeLines(result({ verdict: 'untrusted', case: 'first-time', signatures: [stranger] }));
    expect([lines.unchanged.answer, lines.signed.answer, lines.expected.answer]).toEqual(['yes', 'claimed', 'notSaid']);
  });

  it('says no where the bytes do not fit', () => {
    const bad = signature({ result: 'bad', verdict: 'invalid' });
    const lines = threeLines(result({ verdict: 'invalid', case: 'tampered', signatures: [bad] }));
    expect([lines.unchanged.answer, lines.signed.answer, lines.expected.answer]).toEqual(['no', 'bad', 'notFitting']);
  });

  it('has nobody to name without a signature', () => {
    const lines = threeLines(result({ verdict: 'incomplete', case: 'nothing-to-check', signatures: [] }));
    expect([lines.unchanged.answer, lines.signed.answer, lines.expected.answer]).toEqual([
      'unknown',
      'nobody',
      'unknown',
    ]);
  });
});

describe('chainOf', () => {
  it('goes from the file to the reason to expect its signer', () => {
    const links = chainOf(result());
    expect(links.map((link) => link.kind)).toEqual(['file', 'digest', 'signature', 'key', 'expected']);
    expect(links.some((link) => link.broken)).toBe(false);
  });

  it('ends at a list that does not hold', () => {
    const manifest = { path: '/d/SHA256SUMS', listed: 2, matched: 1, missing: [], mismatched: ['x'], unlisted: [] };
    const links = chainOf(result({ verdict: 'invalid', case: 'list-mismatch', manifest }));
    expect(links.at(-1)).toMatchObject({ kind: 'manifest', broken: true });
  });

  it('ends at a key that is not there', () => {
    const missing = signature({ result: 'no-key', signer: { keyId: '8F9001122334AABB' }, expected: false });
    const links = chainOf(result({ verdict: 'incomplete', case: 'key-missing', signatures: [missing] }));
    expect(links.at(-1)).toMatchObject({ kind: 'key', broken: true });
  });
});

describe('the next step', () => {
  it('has a deed for every step', () => {
    for (const step of STEPS) expect(deedOf(step)).toBeTypeOf('string');
  });

  it('keeps the first clause for the button', () => {
    expect(splitStep('Get both again; if it fails again, tell them')).toEqual({
      label: 'Get both again',
      rest: 'If it fails again, tell them',
    });
    expect(splitStep('Open folder')).toEqual({ label: 'Open folder', rest: '' });
  });
});
