import { AppError } from '../../../../shared/error.ts';
import { signatureStarts } from '../signature-form.ts';
import { isWellFormed } from '../../util/is-well-formed.ts';

const LONGEST = 1024 * 1024;

/**
 * A message as git keeps it: no white space at the ends of lines, no empty lines at its beginning and end nor two in a row, a line end behind
 * it. Lines that begin with `#` stay, unlike with `git tag -m`: changelogs have headings. Throws `usage` for what no message may hold.
 */
export function tidyMessage(text: string): string {
  if (text.includes('\0')) throw new AppError('usage', 'the message holds a NUL: git shows nothing behind it');
  if (!isWellFormed(text)) throw new AppError('usage', 'the message holds half a character');
  const lines = text.split('\n').map((line) => line.trimEnd());
  const kept = lines.filter((line, at) => line !== '' || (lines[at - 1] ?? '') !== '');
  const message = `${kept.join('\n').replace(/^\n+|\n+$/g, '')}\n`;
  if (message.trim() === '') throw new AppError('usage', 'there is no message');
  const bytes = Buffer.from(message);
  if (bytes.length > LONGEST) throw new AppError('usage', 'the message is longer than 1 MiB');
  if (signatureStarts(bytes).length > 0)
    throw new AppError('usage', 'a line of the message begins as a signature does');
  return message;
}

/** What a template's words in braces stand for. */
export interface MessageParts {
  name: string;
  /** The version in the name; the name itself where it says none. */
  version: string;
  /** The changelog's section, where there is one. */
  changes?: string;
}

/** The message that is written where nobody asked for another. */
export const DEFAULT_TEMPLATE = '{name}\n\n{changes}';

/** Fills a template: `{name}`, `{version}` and `{changes}`. Other braces stay. */
export function fillTemplate(template: string, { name, version, changes = '' }: MessageParts): string {
  const values: Readonly<Record<string, string>> = { name, version, changes };
  return template.replace(/\{(name|version|changes)\}/g, (_whole, word: string) => values[word] ?? '');
}
