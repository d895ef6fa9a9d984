/** From one code point to another, both included. */
export type Range = readonly [number, number];

/** A regular expression taken apart. `set` takes one character. */
export type PatternNode =
  | { kind: 'set'; ranges: readonly Range[]; negated: boolean }
  | { kind: 'sequence' | 'either'; parts: PatternNode[] }
  | { kind: 'repeat'; part: PatternNode; least: number; most: number | undefined }
  | { kind: 'start' | 'end' };

/** A pattern that cannot be read. Its message is technical English. */
export class PatternError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'PatternError';
  }
}

const LONGEST = 1_000;
/** RE2's own limit. */
const MOST_REPEATS = 1_000;

/** Reads a pattern. Throws `PatternError`. */
export function parsePattern(source: string): { node: PatternNode; ignoresCase: boolean } {
  if (source.length > LONGEST) throw new PatternError('the pattern is too long');
  const ignoresCase = source.startsWith('(?i)');
  const reader = new Reader(Array.from(ignoresCase ? source.slice(4) : source));
  const node = reader.either();
  if (!reader.atEnd) throw new PatternError('a ) without its (');
  return { node, ignoresCase };
}

const one = (character: string): Range[] => {
  const code = character.codePointAt(0) ?? 0;
  return [[code, code]];
};
const DIGITS: Range[] = [[0x30, 0x39]];
const LOWER: Range[] = [[0x61, 0x7a]];
const UPPER: Range[] = [[0x41, 0x5a]];
const SPACES: Range[] = [[0x09, 0x0a], [0x0c, 0x0d], ...one(' ')];
const WORD: Range[] = [...DIGITS, ...UPPER, ...LOWER, ...one('_')];

const CLASSES: Readonly<Record<string, readonly Range[]>> = { d: DIGITS, w: WORD, s: SPACES };
const CONTROLS: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r', f: '\f', v: '\v', a: '\u0007' };
const NAMED: Readonly<Record<string, readonly Range[]>> = {
  alnum: [...DIGITS, ...UPPER, ...LOWER],
  alpha: [...UPPER, ...LOWER],
  digit: DIGITS,
  lower: LOWER,
  upper: UPPER,
  space: [...SPACES, ...one('\v')],
  word: WORD,
  xdigit: [...DIGITS, [0x41, 0x46], [0x61, 0x66]],
  punct: [
    [0x21, 0x2f],
    [0x3a, 0x40],
    [0x5b, 0x60],
    [0x7b, 0x7e],
  ],
};

class Reader {
  readonly #text: readonly string[];
  #at = 0;

  constructor(text: readonly string[]) {
    this.#text = text;
  }

  get atEnd(): boolean {
    return this.#at >= this.#text.length;
  }

  either(): PatternNode {
    const parts = [this.#sequence()];
    while (this.#take('|')) parts.push(this.#sequence());
    return parts.length === 1 && parts[0] !== undefined ? parts[0] : { kind: 'either', parts };
  }

  #sequence(): PatternNode {
    const parts: PatternNode[] = [];
    while (!this.atEnd && this.#peek() !== '|' && this.#peek() !== ')') parts.push(this.#piece());
    return { kind: 'sequence', parts };
  }

  #piece(): PatternNode {
    const part = this.#atom();
    const times = this.#times();
    if (times === undefined) return part;
    // Whether as few or as many as possible are taken makes no difference to whole texts.
    this.#take('?');
    if (this.#times() !== undefined) throw new PatternError('two repetitions of one part');
    return { kind: 'repeat', part, ...times };
  }

  #times(): { least: number; most: number | undefined } | undefined {
    if (this.#take('*')) return { least: 0, most: undefined };
    if (this.#take('+')) return { least: 1, most: undefined };
    if (this.#take('?')) return { least: 0, most: 1 };
    if (this.#peek() !== '{') return undefined;
    const found = /^\{(\d{1,4})(,(\d{0,4}))?\}/.exec(this.#text.slice(this.#at, this.#at + 12).join(''));
    // RE2 takes a brace that counts nothing for itself.
    if (found === null) return undefined;
    this.#at += found[0].length;
    const least = Number(found[1]);
    const most = found[2] === undefined ? least : found[3] === '' ? undefined : Number(found[3]);
    if (least > MOST_REPEATS || (most !== undefined && (most > MOST_REPEATS || most < least)))
      throw new PatternError(`a repetition that cannot be: ${found[0]}`);
    return { least, most };
  }

  #atom(): PatternNode {
    const character = this.#next();
    switch (character) {
      case '(':
        return this.#group();
      case '[':
        return this.#set();
      case '.':
        return { kind: 'set', ranges: one('\n'), negated: true };
      case '^':
        return { kind: 'start' };
      case '$':
        return { kind: 'end' };
      case '\\':
        return this.#escaped();
      case '*':
      case '+':
      case '?':
        throw new PatternError(`${character} repeats nothing`);
      default:
        return { kind: 'set', ranges: one(character), negated: false };
    }
  }

  #group(): PatternNode {
    if (this.#take('?')) {
      const named = /^(P?<[A-Za-z_]\w*>)/.exec(this.#text.slice(this.#at, this.#at + 40).join(''));
      if (named !== null) this.#at += named[0].length;
      else if (!this.#take(':')) throw new PatternError(`(?${this.#peek() ?? ''} is not read`);
    }
    const inside = this.either();
    if (!this.#take(')')) throw new PatternError('a ( without its )');
    return inside;
  }

  #escaped(): PatternNode {
    const character = this.#next();
    if (character === 'A') return { kind: 'start' };
    if (character === 'z') return { kind: 'end' };
    return { kind: 'set', ...this.#escapedSet(character) };
  }

  #escapedSet(character: string): { ranges: readonly Range[]; negated: boolean } {
    const lower = character.toLowerCase();
    if (Object.hasOwn(CLASSES, lower)) return { ranges: CLASSES[lower] ?? [], negated: character !== lower };
    const control = Object.hasOwn(CONTROLS, character) ? CONTROLS[character] : undefined;
    if (control !== undefined) return { ranges: one(control), negated: false };
    // Letters and digits mean something that is not read here (\b, \p, \1): never themselves.
    if (/[\p{L}\p{N}]/u.test(character)) throw new PatternError(`\\${character} is not read`);
    return { ranges: one(character), negated: false };
  }

  #set(): PatternNode {
    const negated = this.#take('^');
    const ranges: Range[] = [];
    for (let first = true; first || this.#peek() !== ']'; first = false) {
      const named = /^\[:(\w+):\]/.exec(this.#text.slice(this.#at, this.#at + 12).join(''));
      if (named !== null) {
        const known = Object.hasOwn(NAMED, named[1] ?? '') ? NAMED[named[1] ?? ''] : undefined;
        if (known === undefined) throw new PatternError(`${named[0]} is not read`);
        ranges.push(...known);
        this.#at += named[0].length;
        continue;
      }
      ranges.push(...this.#range());
    }
    this.#at += 1;
    return { kind: 'set', ranges, negated };
  }

  #range(): readonly Range[] {
    const low = this.#member();
    const [first] = low;
    if (this.#peek() !== '-' || this.#text[this.#at + 1] === ']' || low.length !== 1 || first === undefined) return low;
    this.#at += 1;
    const high = this.#member();
    const [last] = high;
    if (high.length !== 1 || last === undefined || first[0] !== first[1] || last[0] !== last[1] || last[0] < first[0])
      throw new PatternError('a range that cannot be');
    return [[first[0], last[0]]];
  }

  #member(): readonly Range[] {
    const character = this.#next();
    if (character !== '\\') return one(character);
    const { ranges, negated } = this.#escapedSet(this.#next());
    return negated ? others(ranges) : ranges;
  }

  #peek(): string | undefined {
    return this.#text[this.#at];
  }

  #next(): string {
    const character = this.#text[this.#at];
    if (character === undefined) throw new PatternError('the pattern ends too soon');
    this.#at += 1;
    return character;
  }

  #take(character: string): boolean {
    if (this.#peek() !== character) return false;
    this.#at += 1;
    return true;
  }
}

/** Everything but these. */
function others(ranges: readonly Range[]): Range[] {
  const found: Range[] = [];
  let from = 0;
  for (const [low, high] of ranges.toSorted((a, b) => a[0] - b[0])) {
    if (low > from) found.push([from, low - 1]);
    from = Math.max(from, high + 1);
  }
  return [...found, [from, 0x10ffff]];
}
