import { describe, expect, it } from 'vitest';
import { REPORT_LANGUAGE } from '../../../../electron/cli/report-words.ts';
import { AuditRows } from '../../../../electron/core/audit/git/audit-rows.ts';
import { auditOf } from '../../../../electron/core/audit/git/audit.ts';
import { AUDIT_FORMATS, auditPieces, renderAudit } from '../../../../electron/core/audit/git/render-audit.ts';
import type { GitCheck } from '../../../../electron/core/verify/git-checking.ts';
import { SUBJECT, unsignedCommit as check } from './audit-subject.ts';

describe('the rows of a report', () => {
  it('are what was found, however many there are, as often as they are read', () => {
    const subjects = ['plain', '', 'ä\u2028\u202e "quoted"\\', '\ud800', 'x'.repeat(3 * 1024 * 1024), 'last'];
    const kept = new AuditRows();
    const checks = Array.from({ length: 3000 }, (_, n) => check(n, subjects[n % 1000] ?? `change ${n}`));
    for (const one of checks) kept.add(one);
    expect(kept).toHaveLength(3000);
    for (let reading = 0; reading < 2; reading++) {
      let at = 0;
      for (const row of kept) {
        const { object, about, policy, summary, params } = checks[at++] as GitCheck;
        expect(row).toMatchObject({ object, about, policy, summary, params });
        expect(row.evidence).toEqual([expect.objectContaining({ check: 'history' })]);
      }
      expect(at).toBe(3000);
    }
    expect([...new AuditRows()]).toEqual([]);
  });

  it('make the same report as what they were made of, in pieces as in one', () => {
    const checks = Array.from({ length: 700 }, (_, n) =>
      check(n, `change ${n} \u202e=1+1`, n < 690 ? 'warned' : 'denied'),
    );
    const kept = new AuditRows();
    for (const one of checks) kept.add(one);
    for (const format of AUDIT_FORMATS) {
      const whole = renderAudit(auditOf(SUBJECT, checks), format, REPORT_LANGUAGE);
      const pieces = [...auditPieces(auditOf(SUBJECT, kept), format, REPORT_LANGUAGE)];
      expect(pieces.join('')).toBe(whole);
      if (format === 'json' || format === 'csv') expect(pieces.length).toBeGreaterThan(5);
    }
  });

  it('are written as JSON writes them', () => {
    for (const count of [0, 1, 3]) {
      const checks = Array.from({ length: count }, (_, n) => check(n, 'a\n{"b": [] }\n]'));
      const text = renderAudit(auditOf(SUBJECT, checks), 'json', REPORT_LANGUAGE);
      const read = JSON.parse(text) as { objects: object[]; totals: { objects: number } };
      expect(text).toBe(`${JSON.stringify(read, null, 1)}\n`);
      expect([read.objects.length, read.totals.objects]).toEqual([count, count]);
    }
  });

  it('give the worst for reading, and the number of all', () => {
    const checks = Array.from({ length: 1500 }, (_, n) => check(n, 'change', n === 1499 ? 'denied' : 'warned'));
    const { failures, failing, remarks } = auditOf(SUBJECT, checks);
    expect([failures.length, failing, failures[0]?.object]).toEqual([1000, 1500, checks[1499]?.object]);
    expect(remarks).toHaveLength(1);
    expect(renderAudit(auditOf(SUBJECT, checks), 'md', REPORT_LANGUAGE)).toContain(
      '500 more are in this report as CSV or JSON.',
    );
  });
});
