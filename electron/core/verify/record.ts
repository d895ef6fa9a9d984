import { EN } from '../../../shared/catalogue/en/words.ts';
import type { CheckResult } from '../../../shared/model/result.ts';
import { htmlRecord } from './record-html.ts';
import { partsOf, type RecordLanguage } from './record-parts.ts';
import { textRecord } from './record-text.ts';
import { resultJson } from './result-json.ts';

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
