import { ERRORS, type ErrorWords } from './catalogue/en/error.ts';
import { ERROR_CODES, type ErrorCode } from './error.ts';

const known: ReadonlySet<string> = new Set(ERROR_CODES);

/** Whether `code` is one of the closed list. */
export function isErrorCode(code: string): code is ErrorCode {
  return known.has(code);
}

/** Title and advice for an error code, in plain words; a code that is not on the list reads as `internal`. */
export function errorWords(code: string): ErrorWords {
  return ERRORS[isErrorCode(code) ? code : 'internal'];
}
