import { ERRORS, type ErrorWords } from './catalogue/en/error.ts';
import { AppError, ERROR_CODES, type ErrorCode } from './error.ts';

const known: ReadonlySet<string> = new Set(ERROR_CODES);

/** Whether `code` is one of the closed list. */
export function isErrorCode(code: string): code is ErrorCode {
  return known.has(code);
}

/** A code and its detail, as they came from somewhere else or were written down, as an error; a code that is not on the list is `internal`. */
export function knownError({ code, detail }: { code: string; detail: string }): AppError {
  return new AppError(isErrorCode(code) ? code : 'internal', detail);
}

/** Title and advice for an error code, in plain words, English where no other language's are given; a code that is not on the list reads as `internal`. */
export function errorWords(code: string, errors: Readonly<Record<ErrorCode, ErrorWords>> = ERRORS): ErrorWords {
  return errors[isErrorCode(code) ? code : 'internal'];
}
