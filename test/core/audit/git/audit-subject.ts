import type { AuditSubject } from '../../../../electron/core/audit/git/audit.ts';

/** What a report was made of, where that is of no account. */
export const SUBJECT: AuditSubject = {
  repository: '/tmp/lantern',
  what: 'all-commits',
  policy: { path: '/tmp/policy.json', sha256: 'c'.repeat(64) },
  program: 'Countersign 9.9.9',
  checkedAt: '2026-11-22T09:00:00.000Z',
};
