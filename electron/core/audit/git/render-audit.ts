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
  return [...piecesOf(audit, format, language)].join('');
}

/** So much is put together before it is handed on: a hundred thousand commits make a report of fifty megabytes. */
const PIECE = 16 * 1024;

/** The same in pieces, for writing it down. */
export function* auditPieces(audit: GitAudit, format: AuditFormat, language: AuditLanguage): Generator<string> {
  let piece: string[] = [];
  let length = 0;
  for (const part of piecesOf(audit, format, language)) {
    piece.push(part);
    length += part.length;
    if (length < PIECE) continue;
    yield piece.join('');
    piece = [];
    length = 0;
  }
  yield piece.join('');
}

function piecesOf(audit: GitAudit, format: AuditFormat, language: AuditLanguage): Iterable<string> {
  switch (format) {
    case 'html':
      return [htmlAudit(auditParts(audit, language), language)];
    case 'md':
      return [markdownAudit(auditParts(audit, language, markdownText))];
    case 'csv':
      return csvAudit(audit);
    case 'json':
      return jsonAudit(audit, language);
  }
}

/** As `JSON.stringify` writes it with an indent of one: the objects last, and each as it comes. */
function* jsonAudit(
  { subject, rows, signers, kinds, verdicts, forms, words, reasons, remarks }: GitAudit,
  language: AuditLanguage,
): Generator<string> {
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
  };
  yield `${printed(report).slice(0, -'\n}'.length)},\n "objects": [`;
  let between = '';
  for (const row of rows) {
    const object = { ...gitJson(row), kind: kindOf(row), ...row.about };
    yield `${between}\n  ${printed(object).replaceAll('\n', '\n  ')}`;
    between = ',';
  }
  yield between === '' ? ']\n}\n' : '\n ]\n}\n';
}

const printed = (value: object): string => escapeUnseen(JSON.stringify(value, null, 1), keepLines);

/** What reorders or hides characters is escaped in JSON's own way; the line ends are ours. */
function keepLines(character: string): string {
  if (character === '\n') return character;
  return Array.from(
    { length: character.length },
    (_, at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`,
  ).join('');
}
