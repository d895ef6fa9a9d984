import { extname } from 'node:path';
import { auditOf, type AuditSubject } from '../../core/audit/git/audit.ts';
import type { AuditList } from '../../core/audit/git/audit-rows.ts';
import { AUDIT_FORMATS, type AuditFormat } from '../../core/audit/git/render-audit.ts';
import { writeAudit } from '../../core/audit/git/write-audit.ts';
import { exists } from '../../core/util/exists.ts';
import { REPORT_LANGUAGE } from '../report-words.ts';
import { UsageError } from '../usage-error.ts';

/** A report that a call wants: where, in which form, and whether it may replace another. */
export interface WantedReport {
  path: string;
  format: AuditFormat;
  force: boolean;
}

/** The report that `--report` names; undefined where there is none. Throws `UsageError` before anything is checked. */
export async function wantedReport(path: string | undefined, force: boolean): Promise<WantedReport | undefined> {
  if (path === undefined) return undefined;
  const ending = extname(path).slice(1).toLowerCase();
  const format = AUDIT_FORMATS.find((one) => one === ending);
  if (format === undefined)
    throw new UsageError(
      `\`${path}\` does not say what report it is`,
      `write --report FILE.${AUDIT_FORMATS.join('|')}`,
    );
  if (!force && (await exists(path))) throw new UsageError(`${path} is there already`, '--force overwrites it');
  return { path, format, force };
}

/** Writes it. */
export async function writeReport(
  { path, format, force }: WantedReport,
  subject: AuditSubject,
  rows: AuditList,
): Promise<void> {
  await writeAudit(auditOf(subject, rows), { path, format, overwrite: force }, REPORT_LANGUAGE);
}
