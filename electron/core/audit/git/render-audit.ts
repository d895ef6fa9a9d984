import { escapeUnseen } from '../../../../shared/visible-text.ts';
import { gitJson } from '../../verify/git-json.ts';
import { csvAudit } from './audit-csv.ts';
import { htmlAudit } from './audit-html.ts';
import { markdownAudit, markdownText } from './audit-markdown.ts';
import { auditParts, type AuditLanguage } from './audit-parts.ts';
import { kindOf, type GitAudit } from './audit.ts';

/** How a report can be written: for reading in the reader's language, or for programs in English. */
export const AUDIT_FORMATS = ['html', 'md', 'json', 'csv'] as const;
export type AuditFormat = (typeof AUDIT_FORMATS)[number];

/** A report as a file to keep. */
export function renderAudit(audit: GitAudit, format: AuditFormat, language: AuditLanguage): string {
  switch (format) {
    case 'html':
      return htmlAudit(auditParts(audit, language), language);
    case 'md':
      return markdownAudit(auditParts(audit, language, markdownText));
    case 'csv':
      return csvAudit(audit);
    case 'json':
      return jsonAudit(audit, language);
  }
}

function jsonAudit(
  { subject, rows, signers, kinds, verdicts, forms, words, reasons, remarks }: GitAudit,
  language: AuditLanguage,
): string {
  const report = {
    format: 'countersign-git-report',
    version: 1,
    record: language.words.audit.notProof,
    ...subject,
    totals: {
      objects: rows.length,
      kinds,
      verdicts,
      formats: forms,
      ...(subject.policy === undefined ? {} : { policy: words, reasons }),
    },
    remarks: remarks.map(({ detail }) => detail),
    signers: signers.map(({ isMissing, listed, ...signer }) => ({
      ...signer,
      keyIsHere: !isMissing,
      policyNames: listed,
    })),
    objects: rows.map((row) => ({ ...gitJson(row), kind: kindOf(row), ...row.about })),
  };
  return `${escapeUnseen(JSON.stringify(report, null, 1), keepLines)}\n`;
}

/** What reorders or hides characters is escaped in JSON's own way; the line ends are ours. */
function keepLines(character: string): string {
  if (character === '\n') return character;
  return Array.from(
    { length: character.length },
    (_, at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`,
  ).join('');
}
