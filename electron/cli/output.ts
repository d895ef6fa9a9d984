import { type AppError, toAppError } from '../../shared/error.ts';
import { errorWords } from '../../shared/messages.ts';
import type { Verdict } from '../../shared/model/verdict.ts';
import { escapeUnseen, visibleText } from '../../shared/visible-text.ts';
import { wordsHere } from './advice.ts';
import type { UsageError } from './usage-error.ts';
import { standardError, standardOutput } from './streams.ts';

const COLORS: Record<Verdict, string> = {
  verified: '\u001b[32m',
  untrusted: '\u001b[33m',
  invalid: '\u001b[31m',
  incomplete: '\u001b[90m',
};
const PLAIN = '\u001b[0m';

/** One JSON object on a line of standard output. Every character that could act on a terminal is escaped by JSON itself. */
export function printJson(value: unknown): void {
  standardOutput().write(`${escapeUnseen(JSON.stringify(value), jsonEscape)}\n`);
}

/** A line for people on standard output; hostile characters in it are made visible. */
export function printLine(text: string): void {
  standardOutput().write(`${visibleText(text)}\n`);
}

/** A line for people on standard error. */
export function note(text: string): void {
  standardError().write(`${visibleText(text)}\n`);
}

/** A verdict as a word for standard output, coloured on a terminal where `color` is wanted. */
export function verdictWord(verdict: Verdict, color: boolean): string {
  const word = verdict.toUpperCase();
  return color && standardOutput().isTTY ? `${COLORS[verdict]}${word}${PLAIN}` : word;
}

/** What happened, why, and what now. */
export function explainError(error: AppError): string {
  const { title, advice } = wordsHere(error.code);
  const detail = error.detail === '' ? '' : `  ${visibleText(error.detail)}\n`;
  return `countersign: ${title}\n${detail}  ${advice}\n`;
}

/** The activity log could not be written; what was found or made stands. */
export function noteNotRemembered(error: unknown): void {
  const { code, detail } = toAppError(error);
  note(`countersign: this run could not be written into the activity log: ${errorWords(code).title} ${detail}`);
}

/** A mistake in the call, and what to write instead. A hint may have several lines. */
export function explainUsage({ message, hint }: UsageError): string {
  const lines = hint === undefined ? [] : hint.split('\n').map((line) => `  ${visibleText(line)}\n`);
  return `countersign: ${visibleText(message)}\n${lines.join('')}`;
}

function jsonEscape(character: string): string {
  const units = Array.from({ length: character.length }, (_, at) => character.charCodeAt(at));
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('');
}
