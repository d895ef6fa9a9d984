import { expect, test } from 'vitest';
import { SharedParts } from '../../../renderer/parts/shared-parts.ts';
import type { CheckResult } from '../../../shared/model/result.ts';

const result = (name: string, keyId = 'A'.repeat(16)): CheckResult => ({
  id: name,
  checkedAt: '2026-05-02T10:00:00.000Z',
  verdict: 'untrusted',
  case: 'first-time',
  step: 'compare',
  params: { X: name },
  artifact: { name, digests: { sha256: name } },
  signatures: [
    {
      format: 'openpgp',
      result: 'good',
      verdict: 'untrusted',
      signer: { keyId },
      dateProvenBy: 'nothing',
      expected: false,
      notes: ['signer-not-expected'],
      over: 'manifest',
    },
  ],
  manifest: { path: '/d/SHA256SUMS', listed: 2, matched: 1, missing: [], mismatched: [], unlisted: [] },
  evidence: [
    { check: 'digest', outcome: 'passed', detail: `SHA-256 is ${name}.` },
    { check: 'signature', outcome: 'passed', detail: 'The signature fits these bytes and the key.' },
  ],
  notes: ['signer-not-expected'],
  summary: `Somebody signed ${name}.`,
});

test('results say what they said, and share what is equal', () => {
  const shared = new SharedParts();
  const [one, two] = ['a', 'b'].map((name) => shared.share(result(name)));
  expect([one, two]).toEqual([result('a'), result('b')]);
  expect(two?.signatures[0]).toBe(one?.signatures[0]);
  expect(two?.manifest).toBe(one?.manifest);
  expect(two?.evidence[1]).toBe(one?.evidence[1]);
});

test('what differs in the least stays apart', () => {
  const shared = new SharedParts();
  const [one, two] = [shared.share(result('a', 'A'.repeat(16))), shared.share(result('a', `${'A'.repeat(15)}B`))];
  expect(two.signatures[0]).not.toBe(one.signatures[0]);
  expect([one.signatures[0]?.signer?.keyId, two.signatures[0]?.signer?.keyId]).toEqual([
    'A'.repeat(16),
    `${'A'.repeat(15)}B`,
  ]);
});

test('many different parts push nothing wrong into a result', () => {
  const shared = new SharedParts();
  for (let n = 0; n < 3_000; n++) expect(shared.share(result(`f${n}`))).toEqual(result(`f${n}`));
  shared.forget();
  expect(shared.share(result('last'))).toEqual(result('last'));
});

test('a name that is the JSON of a part stays a name', () => {
  const shared = new SharedParts();
  const part = JSON.stringify(result('a').evidence[0]);
  expect(shared.share(result('a'))).toEqual(result('a'));
  expect(shared.share(result(part))).toEqual(result(part));
});
