import { expect, test } from 'vitest';
import { auditFound } from '../../../../electron/core/audit/git/audit-found.ts';
import { auditOf } from '../../../../electron/core/audit/git/audit.ts';
import type { GitCheck } from '../../../../electron/core/verify/git-checking.ts';
import { AuditFound } from '../../../../shared/model/audit.ts';

const SUBJECT = { repository: '/r', what: 'all-commits', program: 'x', checkedAt: '2026-11-22T00:00:00Z' } as const;

function row(at: number, over: object = {}): GitCheck {
  const object = String(at).padStart(40, '0');
  const artifact = { name: object.slice(0, 12), digests: {} };
  const about = { subject: 's'.repeat(5_000), by: 'b'.repeat(5_000), at: '2026-01-01T00:00:00Z' };
  const judged = { verdict: 'incomplete', case: 'object-unsigned', params: { name: artifact.name } };
  const found = { object, type: 'commit', form: 'none', artifact, about, ...judged, signatures: [], evidence: [] };
  return { ...found, ...over } as unknown as GitCheck;
}

test('what the window is told of an audit is of its shape, and of a size that it can show', () => {
  const rows = Array.from({ length: 2_000 }, (_, at) => row(at, { policy: { word: 'denied', reason: 'unsigned' } }));
  const found = AuditFound.parse(auditFound(auditOf(SUBJECT, rows)));
  expect(found).toMatchObject({ total: 2_000, more: 1_500, words: { denied: 2_000 }, reasons: { unsigned: 2_000 } });
  expect(found.faults).toHaveLength(500);
  expect(found.faults[0]?.subject).toHaveLength(300);
  expect(JSON.stringify(found).length).toBeLessThan(1_000_000);
});

test('a bad signature only names somebody, and a key that has ended says so', () => {
  const signer = { fingerprint: 'A'.repeat(40), userId: 'Ada' };
  const signature = {
    format: 'openpgp',
    signer,
    keyExpiresAt: '2026-01-01T00:00:00Z',
    signedAt: '2025-01-01T00:00:00Z',
  };
  const bad = row(1, { signatures: [{ ...signature, result: 'bad' }], verdict: 'invalid', case: 'tampered' });
  const good = row(2, { signatures: [{ ...signature, result: 'good' }], verdict: 'verified', case: 'verified' });
  const found = auditFound(auditOf(SUBJECT, [bad, good]));
  expect(found.faults).toHaveLength(1);
  expect(found.faults[0]?.signer).toMatchObject({ name: 'Ada', isGood: false });
  expect(found.faults[0]?.word).toBeUndefined();
  expect(found.signers).toEqual([expect.objectContaining({ name: 'Ada', objects: 1, isPast: true, isEndless: false })]);
});
