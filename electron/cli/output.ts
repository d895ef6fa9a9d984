import type { AppError } from '../../shared/error.ts';
import { errorWords } from '../../shared/messages.ts';
import type { Verdict } from '../../shared/model/verdict.ts';
import { visibleText } from '../../shared/visible-text.ts';

const COLORS: Record<Verdict, string> = {
  verified: '\u001b[32m',
  untrusted: '\u001b[33m',
  invalid: '\u001b[31m',
  incomplete: '\u001b[90m',
};
const PLAIN = '\u001b[0m';

/** One JSON object on a line of standard output. Every character that could act on a terminal is escaped by JSON itself. */
export function printJson(value: unknown): void {
  const text = JSON.stringify(value).replace(
    /[\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g,
    escapeUnit,
  );
  process.stdout.write(`${text}\n`);
}

/** A line for people on standard output; hostile characters in it are made visible. */
export function printLine(text: string): void {
  process.stdout.write(`${visibleText(text)}\n`);
}

/** A line for people on standard error. */
export function note(text: string): void {
  process.stderr.write(`${visibleText(text)}\n`);
}

/** A verdict as a word, coloured where the terminal wants it. */
export function verdictWord(verdict: Verdict, color: boolean): string {
  const word = verdict.toUpperCase();
  return color ? `${COLORS[verdict]}${word}${PLAIN}` : word;
}

/** What happened, why, and what now. */
export function explainError(error: AppError): string {
  const { title, advice } = errorWords(error.code);
  const detail = error.detail === '' ? '' : `  ${visibleText(error.detail)}\n`;
  return `countersign: ${title}\n${detail}  ${advice}\n`;
}

function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
