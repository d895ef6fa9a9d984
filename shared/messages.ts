import { ERRORS, type ErrorWords } from './catalogue/en/error.ts';
import { ERROR_CODES, type ErrorCode } from './error.ts';

const known: ReadonlySet<string> = new Set(ERROR_CODES);

/** Whether `code` is one of the closed list. */
export function isErrorCode(code: string): code is ErrorCode {
  return known.has(code);
}

/** Title and advice for an error code, in plain words, English where no other language's are given; a code that is not on the list reads as `internal`. */
export function errorWords(code: string, errors: Readonly<Record<ErrorCode, ErrorWords>> = ERRORS): ErrorWords {
  return errors[isErrorCode(code) ? code : 'internal'];
}
