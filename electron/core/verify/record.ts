import type { CheckResult, JudgedSignature } from '../../../shared/model/result.ts';
import { visibleText } from '../../../shared/visible-text.ts';

export type RecordFormat = 'json' | 'text' | 'html';

/** Said in every record: who holds a copied report holds no proof. */
const NOT_A_PROOF =
  'This is a record of a check, not a proof. It says who made a file and that it is unchanged, not that the file is harmless or the newest. Whoever needs to know must check the file again.';

/** A result as a file to keep: `json` has the command line's fields, `text` and `html` are for reading. */
export function renderRecord(result: CheckResult, format: RecordFormat): string {
  switch (format) {
    case 'json':
      return `${JSON.stringify({ record: NOT_A_PROOF, checkedAt: result.checkedAt, ...resultJson(result) }, null, 2)}\n`;
    case 'text':
      return textRecord(result);
    case 'html':
      return htmlRecord(result);
  }
}

/** A result with the fields that the command line prints, in its order; what is absent is left out. */
export function resultJson(result: CheckResult): Record<string, unknown> {
  const { verdict, artifact, publisher, signatures, manifest, evidence, notes, summary, nextStep } = result;
  return {
    verdict,
    artifact: { path: artifact.path ?? artifact.name, size: artifact.size, digests: artifact.digests },
    publisher,
    signatures: signatures.map(
      ({ format, path, result: found, signer, signedAt, dateProvenBy, expected, notes: own }) => ({
        format,
        path,
        result: found,
        signer,
        signedAt,
        dateProvenBy,
        expected,
        notes: own,
      }),
    ),
    manifest,
    evidence: evidence.map(({ check, outcome, detail }) => ({ check, outcome, detail })),
    notes,
    summary,
    nextStep,
  };
}

/** Name and value of everything that a record says, in reading order. */
function lines(result: CheckResult): [string, string][] {
  const { artifact, manifest } = result;
  const rows: [string, string | number | undefined][] = [
    ['Verdict', result.verdict],
    ['Checked at', result.checkedAt],
    ['File', artifact.path ?? artifact.name],
    ['Size in bytes', artifact.size],
    ...Object.entries(artifact.digests).map(([name, hex]): [string, string] => [name, hex]),
    ['Publisher', result.publisher],
    ...result.signatures.map((signature): [string, string] => ['Signature', signatureLine(signature)]),
    ['List', manifest && `${manifest.path}: ${manifest.matched} of ${manifest.listed} match`],
    ['Missing', manifest?.missing.join(', ')],
    ['Do not match', manifest?.mismatched.join(', ')],
    ['Not in the list', manifest?.unlisted.join(', ')],
    ['Notes', result.notes.join(', ')],
    ['Next step', result.nextStep],
    ...result.evidence.map((each): [string, string] => [`${each.check}, ${each.outcome}`, each.detail]),
  ];
  return rows.flatMap(([name, value]) => (value === undefined || value === '' ? [] : [[name, String(value)]]));
}

function signatureLine(signature: JudgedSignature): string {
  const { signer } = signature;
  const who = [signer?.userId, signer?.fingerprint ?? signer?.keyId, signer?.identity, signer?.issuer];
  const parts = [
    signature.format,
    signature.result,
    ...who,
    signature.signedAt && `dated ${signature.signedAt} (proven by ${signature.dateProvenBy})`,
    signature.expected ? 'expected' : 'not expected',
    ...signature.notes,
    signature.path,
  ];
  return parts.filter((part) => part !== undefined && part !== '').join('; ');
}

function textRecord(result: CheckResult): string {
  const rows = lines(result).map(([name, value]) => `${visibleText(name)}: ${visibleText(value)}`);
  return [visibleText(result.summary), '', ...rows, '', NOT_A_PROOF, ''].join('\n');
}

function htmlRecord(result: CheckResult): string {
  const rows = lines(result).map(
    ([name, value]) => `<tr><th scope="row">${inert(name)}</th><td>${inert(value)}</td></tr>`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'">
<title>A record of a check</title>
</head>
<body>
<h1>${inert(result.summary)}</h1>
<table>
${rows.join('\n')}
</table>
<p>${inert(NOT_A_PROOF)}</p>
</body>
</html>
`;
}

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

const inert = (text: string): string => visibleText(text).replace(/[&<>"']/g, (each) => ESCAPES[each] ?? '');
