/** Splits a command line as a shell does, as far as a project's page needs it: quotes, backslashes and continued lines. Nothing is run or filled in. */
export function splitCommand(text: string): string[] {
  const words: string[] = [];
  let word: string | undefined;
  let quote: string | undefined;
  const source = text.replace(/[\\^`]\r?\n/g, ' ');
  for (let at = 0; at < source.length; at++) {
    const character = source[at] ?? '';
    if (quote !== undefined) {
      if (character === quote) quote = undefined;
      else if (character === '\\' && quote === '"' && /["\\$]/.test(source[at + 1] ?? ''))
        word = (word ?? '') + (source[++at] ?? '');
      else word = (word ?? '') + character;
    } else if (character === '"' || character === "'") {
      quote = character;
      word ??= '';
    } else if (character === '\\') {
      word = (word ?? '') + (source[++at] ?? '');
    } else if (/\s/.test(character)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else {
      word = (word ?? '') + character;
    }
  }
  return word === undefined ? words : [...words, word];
}
