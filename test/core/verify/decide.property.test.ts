import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { technical } from '../../../shared/seen.ts';
import { decide } from '../../../electron/core/verify/decide.ts';
import type { Evidence, Expectations, ListEvidence } from '../../../electron/core/verify/evidence.ts';
import type { SignatureFinding } from '../../../electron/core/verify/finding.ts';
import { NOTES, RESULTS } from '../../../shared/model/verdict.ts';
import { CASES, STEPS } from '../../../shared/model/result.ts';
import { VERDICTS } from '../../../shared/verdicts.ts';

const NOW = new Date('2026-11-21T00:00:00Z');
const KEYS = ['A', 'B', 'C', 'D'].map((letter) => letter.repeat(40));
const anyKey = fc.constantFrom(...KEYS);
const anyDate = fc.constantFrom('2020-01-01T00:00:00Z', '2026-01-01T00:00:00Z', '2027-01-01T00:00:00Z', 'no date');
const maybe = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(one, { nil: undefined });

/** Every optional field there or not. */
function record<T>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }): fc.Arbitrary<T> {
  return fc
    .record(model)
    .map((all) => Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as T);
}

const anyFinding: fc.Arbitrary<SignatureFinding> = record<Record<string, unknown>>({
  format: fc.constantFrom('openpgp', 'sigstore'),
  path: maybe(fc.constantFrom('/d/a.asc', '/d/b.asc')),
  result: fc.constantFrom(...RESULTS),
  notes: fc.subarray([...NOTES], { maxLength: 3 }),
  signer: maybe(
    fc.oneof(fc.record({ fingerprint: anyKey }), fc.record({ keyId: anyKey.map((key) => key.slice(-16)) })),
  ),
  dateProvenBy: fc.constantFrom('nothing', 'log', 'timestamp'),
  keyEndedAt: maybe(anyDate),
  signatureDigest: maybe(fc.constantFrom('1', '2')),
  overText: maybe(fc.boolean()),
  fault: maybe(fc.constantFrom('web-page', 'empty', 'damaged')),
  entryElsewhere: maybe(fc.constant({ log: 'log' })),
  mustBeLogged: maybe(fc.boolean()),
  checks: fc.constant([]),
}) as unknown as fc.Arbitrary<SignatureFinding>;

const anyList: fc.Arbitrary<ListEvidence> = record<Record<string, unknown>>({
  path: fc.constantFrom('/d/SUMS', '/d/MORE'),
  name: fc.constant('SUMS'),
  line: fc.constantFrom('matches', 'mismatch', 'absent', 'malformed'),
  weak: fc.boolean(),
  listedName: maybe(fc.constant('x')),
  signatures: fc.array(anyFinding, { maxLength: 2 }),
}) as unknown as fc.Arbitrary<ListEvidence>;

const names = fc.array(fc.string(), { maxLength: 2 });
const anyEvidence: fc.Arbitrary<Evidence> = record<Record<string, unknown>>({
  artifact: fc.record({ name: fc.string(), digests: fc.constant({}) }),
  asked: fc.constantFrom('artifact', 'in-folder', 'manifest', 'digest', 'signature'),
  signatures: fc.array(anyFinding, { maxLength: 3 }),
  lists: fc.array(anyList, { maxLength: 2 }),
  claim: maybe(fc.record({ method: fc.string(), weak: fc.boolean(), matches: fc.boolean() })),
  whole: maybe(
    fc.record({
      path: fc.constant('/d/SUMS'),
      listed: fc.nat(),
      matched: fc.nat(),
      missing: names,
      mismatched: names,
      unlisted: names,
      weak: fc.boolean(),
      method: fc.string(),
    }),
  ),
  signatureBelongsTo: maybe(fc.string()),
  problem: maybe(fc.string().map(technical)),
}) as unknown as fc.Arbitrary<Evidence>;

const anyExpectations: fc.Arbitrary<Expectations> = record<Record<string, unknown>>({
  expected: maybe(
    fc.record({
      own: fc.boolean(),
      publisher: fc.constant('P'),
      signers: fc.array(fc.record({ fingerprint: anyKey }), { maxLength: 3 }),
    }),
  ),
  elsewhere: fc.dictionary(anyKey, fc.constant(['Q'])).map(
    (pinned) =>
      ({ fingerprint = '' }) =>
        pinned[fingerprint] ?? [],
  ),
  threshold: fc.integer({ min: -1, max: 3 }),
  unusable: maybe(fc.constant({ input: 'x', problem: technical('y') })),
  seen: fc.dictionary(fc.constantFrom('1', '2'), anyDate),
  lastVerifiedName: maybe(fc.string()),
}) as unknown as fc.Arbitrary<Expectations>;

const all = (evidence: Evidence): SignatureFinding[] => [
  ...evidence.signatures,
  ...evidence.lists.filter((list) => list.line === 'matches').flatMap((list) => list.signatures),
];
const RUNS = { numRuns: 3_000 };
const rank = (verdict: string): number => ['invalid', 'untrusted', 'incomplete', 'verified'].indexOf(verdict);

describe('decide, whatever it is given', () => {
  it('gives one of the four verdicts, a sentence and a step, and never throws', () => {
    fc.assert(
      fc.property(anyEvidence, anyExpectations, (evidence, expectations) => {
        const decided = decide(evidence, expectations, NOW);
        expect(VERDICTS).toContain(decided.verdict);
        expect(CASES).toContain(decided.case);
        expect(STEPS).toContain(decided.step);
        expect(new Set(decided.notes).size).toBe(decided.notes.length);
      }),
      RUNS,
    );
  });

  it('is never green without a good signature by one who is expected', () => {
    fc.assert(
      fc.property(anyEvidence, anyExpectations, (evidence, expectations) => {
        if (decide(evidence, expectations, NOW).verdict !== 'verified') return;
        const expected =
          expectations.expected?.signers.flatMap((one) => ('fingerprint' in one ? [one.fingerprint] : [])) ?? [];
        const good = all(evidence).filter(
          (one) => one.result === 'good' && expected.includes(one.signer?.fingerprint ?? ''),
        );
        expect(new Set(good.map((one) => one.signer?.fingerprint)).size).toBeGreaterThanOrEqual(
          Math.max(1, expectations.threshold),
        );
        expect(all(evidence).filter((one) => one.result === 'bad' && one.entryElsewhere === undefined)).toEqual([]);
        expect(evidence.lists.filter((list) => list.line === 'mismatch' || list.line === 'malformed')).toEqual([]);
        expect([evidence.problem, expectations.unusable]).toEqual([undefined, undefined]);
        expect([evidence.whole?.missing ?? [], evidence.whole?.mismatched ?? []]).toEqual([[], []]);
        expect(evidence.claim?.matches).not.toBe(false);
      }),
      RUNS,
    );
  });

  it('a bad signature more never makes a verdict better', () => {
    fc.assert(
      fc.property(anyEvidence, anyExpectations, anyFinding, (evidence, expectations, finding) => {
        const bad = { ...finding, result: 'bad' as const };
        delete bad.entryElsewhere;
        const before = decide(evidence, expectations, NOW).verdict;
        const after = decide({ ...evidence, signatures: [...evidence.signatures, bad] }, expectations, NOW).verdict;
        expect(after).toBe('invalid');
        expect(rank(after)).toBeLessThanOrEqual(rank(before));
      }),
      RUNS,
    );
  });

  it('the order of signatures and lists does not matter', () => {
    fc.assert(
      fc.property(anyEvidence, anyExpectations, (evidence, expectations) => {
        const turned = {
          ...evidence,
          signatures: evidence.signatures.toReversed(),
          lists: evidence.lists.toReversed(),
        };
        const one = decide(evidence, expectations, NOW);
        const other = decide(turned, expectations, NOW);
        expect(other.verdict).toBe(one.verdict);
        expect(new Set(other.notes)).toEqual(new Set(one.notes));
      }),
      RUNS,
    );
  });
});
