import { describe, expect, test } from 'vitest';
import type { GitPolicy, PolicyRule } from '../../../electron/core/git/policy/policy.ts';
import type { SignatureFinding } from '../../../electron/core/verify/finding.ts';
import { policyWord } from '../../../electron/core/verify/git-policy.ts';

const ADA = 'A'.repeat(40);
const BOB = 'B'.repeat(40);

const rule: PolicyRule = {
  what: ['tags'],
  signers: ['ada', 'bob'],
  allowsExpired: false,
  unsigned: 'deny',
  unlisted: 'deny',
};
const policyOf = (...rules: Partial<PolicyRule>[]): GitPolicy => ({
  signers: [
    { name: 'ada', means: { signer: { fingerprint: ADA } } },
    { name: 'bob', means: { signer: { fingerprint: BOB } } },
  ],
  rules: rules.map((one) => ({ ...rule, ...one })),
  uncovered: 'deny',
  start: [],
  sha256: '',
});

const by = (fingerprint: string, change: Partial<SignatureFinding> = {}): SignatureFinding => ({
  format: 'openpgp',
  result: 'good',
  notes: [],
  signer: { fingerprint },
  signedAt: '2024-05-01T12:00:00.000Z',
  dateProvenBy: 'nothing',
  signatureDigest: JSON.stringify([fingerprint, change]),
  checks: [],
  ...change,
});

function wordOf(policy: GitPolicy, ...signatures: SignatureFinding[]) {
  const signers = new Map([
    ['ada', [{ fingerprint: ADA }]],
    ['bob', [{ fingerprint: BOB }]],
  ]);
  return policyWord(
    { policy, signers },
    {
      what: 'tags',
      refs: ['refs/tags/v1'],
      evidence: { artifact: { name: 'v1', digests: {} }, asked: 'tag', signatures, lists: [] },
      expectations: { elsewhere: () => [], threshold: 1, seen: {} },
      now: new Date('2026-11-21T00:00:00Z'),
    },
  );
}

const both = <T>(one: T, other: T): [T, T][] => [
  [one, other],
  [other, one],
];

describe('of several signatures on one object, one must meet all that a rule wants', () => {
  const until = policyOf({ until: new Date('2024-12-31T23:59:59.999Z') });
  const early = by(ADA);
  const late = by(ADA, { signedAt: '2025-06-01T12:00:00.000Z' });

  test('a strong one in time does', () => {
    for (const pair of both(early, late))
      expect(wordOf(until, ...pair)).toMatchObject({ word: 'allowed', reason: 'signer-listed', signer: 'ada' });
    expect(wordOf(until, late)).toMatchObject({ word: 'denied', reason: 'out-of-time' });
  });

  test.each(['weak-digest', 'weak-key', 'signature-expired', 'key-expired-since'] as const)(
    'a weak one in time and a strong one out of it do not (%s)',
    (note) => {
      const weak = by(ADA, { notes: [note] });
      expect(wordOf(until, weak)).toMatchObject({ word: 'denied' });
      for (const pair of both(weak, late)) expect(wordOf(until, ...pair)).toMatchObject({ word: 'denied' });
    },
  );

  test('one of no date and one out of time do not', () => {
    const undated = by(ADA, { notes: ['weak-digest'] });
    delete undated.signedAt;
    for (const pair of both(undated, late)) expect(wordOf(until, ...pair)).toMatchObject({ word: 'denied' });
  });

  test('one whose key has ended counts by the rule that lets it, and lends that to no other', () => {
    const ended = (change: Partial<SignatureFinding>) =>
      by(ADA, { notes: ['key-expired-since'], keyEndedAt: '2025-09-01T00:00:00.000Z', ...change });
    const policy = policyOf(
      { until: new Date('2024-12-31T23:59:59.999Z'), allowsExpired: true },
      { from: new Date('2025-01-01T00:00:00Z') },
    );
    const endedLate = ended({ signedAt: '2025-06-01T12:00:00.000Z' });
    expect(wordOf(policy, ended({}))).toMatchObject({ word: 'allowed' });
    expect(wordOf(policy, endedLate)).toMatchObject({ word: 'denied', reason: 'signature-weak' });
    const weakEarly = ended({ notes: ['key-expired-since', 'weak-digest'] });
    for (const pair of both(weakEarly, endedLate)) expect(wordOf(policy, ...pair)).toMatchObject({ word: 'denied' });
  });

  test('and its own signer is named', () => {
    const weak = by(ADA, { notes: ['weak-digest'] });
    for (const pair of both(weak, by(BOB)))
      expect(wordOf(policyOf({}), ...pair)).toMatchObject({ word: 'allowed', signer: 'bob' });
  });

  test('a bad one beside it takes it away', () => {
    const bad = by(BOB, { result: 'bad' });
    for (const pair of both(bad, early))
      expect(wordOf(until, ...pair)).toMatchObject({ word: 'denied', reason: 'signature-bad' });
  });

  test('a stranger’s, or one whose key is not here, beside it changes nothing', () => {
    const strangers = [by('C'.repeat(40)), by('C'.repeat(40), { result: 'no-key' })];
    for (const stranger of strangers)
      for (const pair of both(stranger, early)) expect(wordOf(until, ...pair)).toMatchObject({ word: 'allowed' });
  });
});
