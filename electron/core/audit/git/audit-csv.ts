import { signerName } from '../../../../shared/signer-name.ts';
import { visibleText } from '../../../../shared/visible-text.ts';
import { gitJson } from '../../verify/git-json.ts';
import { kindOf, type GitAudit } from './audit.ts';
import type { AuditRow } from './audit-rows.ts';

const COLUMNS = [
  'object',
  'type',
  'name',
  'subject',
  'by',
  'at',
  'format',
  'letter',
  'verdict',
  'policy',
  'reason',
  'ref',
  'signer',
  'fingerprint',
  'signedAt',
  'dateProvenBy',
  'keyExpiresAt',
  'notes',
  'summary',
] as const;

/** A report as CSV (RFC 4180), in pieces, a line an object, for spreadsheets and programs: English, times as RFC 3339. */
export function* csvAudit({ rows }: GitAudit): Generator<string> {
  yield lineOf(COLUMNS);
  for (const row of rows) {
    const values = valuesOf(row);
    yield lineOf(COLUMNS.map((name) => values[name] ?? ''));
  }
}

const lineOf = (values: readonly string[]): string => `${values.map(csvCell).join(',')}\r\n`;

function valuesOf(row: AuditRow): Record<(typeof COLUMNS)[number], string | undefined> {
  const { object, artifact, about, form, letter, verdict, policy, signatures, summary } = row;
  const [signature] = signatures;
  const { signer } = signature ?? {};
  return {
    object,
    type: kindOf(row),
    name: artifact.name,
    subject: about?.subject,
    by: about?.by,
    at: about?.at,
    format: form,
    letter,
    verdict,
    policy: policy?.word,
    reason: policy?.reason,
    ref: policy?.ref,
    signer: signer === undefined ? undefined : (signer.userId ?? signerName(signer)),
    fingerprint: signer?.fingerprint ?? signer?.keyId,
    signedAt: signature?.signedAt,
    dateProvenBy: signature?.dateProvenBy,
    keyExpiresAt: signature?.keyExpiresAt,
    notes: gitJson(row).notes.join(' '),
    summary,
  };
}

/** What a spreadsheet would run, at a cell's start, or where one begins that parts cells by another sign than we do. */
const FORMULA = /(^|[;,\t|"'])(\s*)([=+\-@\uff1d\uff0b\uff0d\uff20])/g;

const SIGNS = /[=+\-@\uff1d\uff0b\uff0d\uff20]/;

/** Any text as a cell that is a text: hidden characters made visible, and nothing that begins as a formula does. */
export function csvCell(text: string): string {
  const shown = visibleText(text);
  // Nearly all cells have nothing to be replaced; what a search found is kept longer than it is of use.
  const inert = SIGNS.test(shown) ? shown.replace(FORMULA, "$1$2'$3") : shown;
  return `"${inert.includes('"') ? inert.replaceAll('"', '""') : inert}"`;
}
