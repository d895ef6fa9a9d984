/** Makes of a command on a web page what was typed: straight quotes and dashes, no characters that only guide a line break. */
function plain(text: string): string {
  return text
    .replace(/[\u00AD\u200B\u2060\uFEFF]/g, '')
    .replace(/[\u2018\u2019\u201B]/g, "'")
    .replace(/[\u201C\u201D\u201E\u201F]/g, '"')
    .replace(/(?<!\S)[\u2012-\u2015](?=[a-z])/g, '--');
}

/** The lines of a text, those that a shell continues (`\`, `^`, a backtick at the end) as one. A copied line may have lost its end. */
export function commandLines(text: string): string[] {
  return plain(text)
    .replace(/[\\^`][ \t]*\r?\n/g, ' ')
    .replace(/[\\^`]\s+(?=-)/g, ' ')
    .split(/\r?\n/);
}

/** Splits a command line as a shell does, as far as a project's page needs it: quotes and backslashes. Nothing is run. */
export function splitCommand(line: string): string[] {
  const words: string[] = [];
  let word: string | undefined;
  let quote: string | undefined;
  for (let at = 0; at < line.length; at++) {
    const character = line[at] ?? '';
    if (quote !== undefined) {
      if (character === quote) quote = undefined;
      else if (character === '\\' && quote === '"' && /["\\$]/.test(line[at + 1] ?? ''))
        word = (word ?? '') + (line[++at] ?? '');
      else word = (word ?? '') + character;
    } else if (character === '"' || character === "'") {
      quote = character;
      word ??= '';
    } else if (character === '\\') {
      word = (word ?? '') + (line[++at] ?? '');
    } else if (/\s/.test(character)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else {
      word = (word ?? '') + character;
    }
  }
  return word === undefined ? words : [...words, word];
}
