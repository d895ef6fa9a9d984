/**
 * A text as it is searched: without case, and however its characters were put together (NFKC). The same in every language of the
 * system, so that a Turkish one finds `TITLE` by `title`.
 */
export function folded(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}
