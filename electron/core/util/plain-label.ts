/** A name from somewhere else, or a note: in one line, without what cannot be seen, and not longer than so many characters. */
export function plainLabel(text: string, longest: number): string {
  return Array.from(text.normalize('NFC').replace(/\p{C}|\p{Zl}|\p{Zp}/gu, ''))
    .slice(0, longest)
    .join('')
    .trim();
}
