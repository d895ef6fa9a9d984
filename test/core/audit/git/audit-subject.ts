import type { AuditSubject } from '../../../../electron/core/audit/git/audit.ts';
import type { GitCheck } from '../../../../electron/core/verify/git-checking.ts';

/** What a report was made of, where that is of no account. */
export const SUBJECT: AuditSubject = {
  repository: '/tmp/lantern',
  what: 'all-commits',
  policy: { path: '/tmp/policy.json', sha256: 'c'.repeat(64) },
  program: 'Countersign 9.9.9',
  checkedAt: '2026-11-22T09:00:00.000Z',
};

/** A check of a commit that nobody signed, as far as reports look at it. */
export function unsignedCommit(number: number, subject: string, word: 'denied' | 'warned' = 'denied'): GitCheck {
  const object = String(number).padStart(40, '0');
  const history = { check: 'history', outcome: 'not-made', detail: 'older commits are not here' };
  return {
    ...{ id: object, object, type: 'commit', form: 'none', letter: 'N', good: [], verdict: 'incomplete' },
    ...{ case: 'object-unsigned', params: { name: object.slice(0, 12) }, notes: [], signatures: [] },
    artifact: { name: object.slice(0, 12), digests: {} },
    evidence: [history, { check: 'object', outcome: 'passed', detail: 'of this one' }],
    summary: `Nobody signed ${object.slice(0, 12)}.`,
    about: { subject, by: 'Ada', parents: 1 },
    policy: { word, reason: 'unsigned', ref: 'refs/heads/main' },
  } as unknown as GitCheck;
}
