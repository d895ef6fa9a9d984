import { EN } from '../../../shared/catalogue/en/words.ts';
import type { CheckResult, ManifestFinding } from '../../../shared/model/result.ts';
import { htmlRecord } from './record-html.ts';
import { partsOf, type RecordLanguage } from './record-parts.ts';
import { textRecord } from './record-text.ts';

export type RecordFormat = 'json' | 'text' | 'html';

/** For whoever names no language. */
const ENGLISH: RecordLanguage = { words: EN, lang: 'en', dir: 'ltr' };

/**
 * A result as a file to keep: `text` and `html` are for reading, in the reader's language; `json` has the command line's fields and
 * its English.
 */
export function renderRecord(result: CheckResult, format: RecordFormat, language: RecordLanguage = ENGLISH): string {
  switch (format) {
    case 'json':
      return `${JSON.stringify({ record: EN.window.record.notProof, checkedAt: result.checkedAt, ...resultJson(result) }, null, 2)}\n`;
    case 'text':
      return textRecord(partsOf(result, language));
    case 'html':
      return htmlRecord(partsOf(result, language), language);
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
    manifest: manifest && manifestJson(manifest),
    evidence: evidence.map(({ check, outcome, detail }) => ({ check, outcome, detail })),
    notes,
    summary,
    nextStep,
  };
}

function manifestJson({ path, listed, matched, missing, mismatched, unlisted }: ManifestFinding): ManifestFinding {
  return { path, listed, matched, missing, mismatched, unlisted };
}
