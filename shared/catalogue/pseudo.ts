import type { Catalogue } from './words.ts';

const ACCENTED: Readonly<Record<string, string>> = {
  a: 'á', c: 'ç', e: 'é', i: 'í', n: 'ñ', o: 'ó', s: 'š', u: 'ú', y: 'ý', z: 'ž',
  A: 'Á', C: 'Ç', E: 'É', I: 'Í', N: 'Ñ', O: 'Ó', S: 'Š', U: 'Ú', Y: 'Ý', Z: 'Ž',
}; // prettier-ignore

/** The same catalogue in a made-up language: accents, brackets and a third more length; `{{names}}` stay. For tests. */
export function pseudo<T extends Catalogue>(catalogue: T): T {
  const entries = Object.entries(catalogue).map(([key, value]) => [
    key,
    typeof value === 'string' ? pseudoText(value) : pseudo(value),
  ]);
  return Object.fromEntries(entries) as T;
}

function pseudoText(text: string): string {
  if (text === '') return '';
  const accented = text
    .split(/(\{\{[^}]*\}\})/)
    .map((piece) =>
      piece.startsWith('{{') ? piece : piece.replace(/[A-Za-z]/g, (letter) => ACCENTED[letter] ?? letter),
    )
    .join('');
  // In pieces no longer than a long word, so that lines can break as they do in a real language.
  const more = '·'.repeat(Math.ceil(text.length / 3)).replace(/·{16}(?=·)/g, '$& ');
  return `[${accented}${more}]`;
}
