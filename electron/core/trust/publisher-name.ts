import { AppError } from '../../../shared/error.ts';
import { foldCase } from './stem.ts';

/**
 * A publisher's name as it is kept: Unicode NFC, outer spaces gone, inner white space single. Throws `usage` for names that are
 * empty, longer than 200 characters, or hold control, bidirectional, zero-width or unassigned characters: such names could pass
 * for another publisher's.
 */
export function cleanPublisherName(name: string): string {
  const clean = name.normalize('NFC').trim().replace(/\s+/gu, ' ');
  if (clean === '') throw new AppError('usage', 'the name of a publisher is empty');
  if (clean.length > 200) throw new AppError('usage', 'the name of a publisher is longer than 200 characters');
  // Besides control and format characters: default-ignorable ones (fillers, variation selectors), and the empty Braille cell.
  if (/\p{C}|\p{Zl}|\p{Zp}|\p{Default_Ignorable_Code_Point}|\u2800/u.test(clean))
    throw new AppError('usage', 'the name of a publisher holds characters that cannot be seen');
  return clean;
}

/** What two names of one publisher have in common. */
export const publisherKey = (name: string): string => foldCase(name.normalize('NFC').trim().replace(/\s+/gu, ' '));
