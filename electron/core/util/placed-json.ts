/** Where something stands in a text; both count from 1, columns in UTF-16 units as editors do. */
export interface Place {
  line: number;
  column: number;
}

/** A JSON text that cannot be read, and where. Its message is technical English. */
export class PlacedJsonError extends Error {
  readonly place: Place;

  constructor(message: string, place: Place) {
    super(message);
    this.name = 'PlacedJsonError';
    this.place = place;
  }
}

/** A JSON document that knows where each of its parts stands. */
export interface PlacedJson {
  value: unknown;
  /** Where the part at this path begins, or the last of its parents that is there. */
  placeOf: (path: readonly PropertyKey[]) => Place;
}

interface Node {
  at: number;
  value: unknown;
  members?: Map<string, { at: number; node: Node }>;
  items?: Node[];
}

const DEEPEST = 32;

/**
 * Reads JSON strictly, as `JSON.parse` does, and refuses a name that stands twice in one object: a reader of the text would see one of
 * the two, a program the other. Throws `PlacedJsonError`.
 */
export function readPlacedJson(text: string): PlacedJson {
  const root = new Reader(text).document();
  return { value: root.value, placeOf: (path) => placeAt(text, find(root, path)) };
}

function find(root: Node, path: readonly PropertyKey[]): number {
  let node = root;
  let at = root.at;
  for (const step of path) {
    const member = typeof step === 'string' ? node.members?.get(step) : undefined;
    const next = typeof step === 'number' ? node.items?.[step] : member?.node;
    if (next === undefined) return at;
    // A member begins with its name.
    at = member?.at ?? next.at;
    node = next;
  }
  return at;
}

function placeAt(text: string, at: number): Place {
  const before = text.slice(0, at);
  const lineStart = before.lastIndexOf('\n') + 1;
  return { line: before.split('\n').length, column: at - lineStart + 1 };
}

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORDS: readonly [word: string, value: unknown][] = [
  ['true', true],
  ['false', false],
  ['null', null],
];

class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  document(): Node {
    this.#space();
    const node = this.#value(0);
    this.#space();
    if (this.#at < this.#text.length) this.#fail('something stands behind the end');
    return node;
  }

  #value(depth: number): Node {
    const at = this.#at;
    if (depth > DEEPEST) this.#fail('nested too deeply');
    const character = this.#text[at];
    if (character === '{') return this.#object(depth);
    if (character === '[') return this.#array(depth);
    if (character === '"') return { at, value: this.#string() };
    for (const [word, value] of WORDS) {
      if (!this.#text.startsWith(word, at)) continue;
      this.#at += word.length;
      return { at, value };
    }
    NUMBER.lastIndex = at;
    const number = NUMBER.exec(this.#text)?.[0];
    if (number === undefined) this.#fail(character === undefined ? 'it ends too early' : 'no value stands here');
    this.#at += number.length;
    return { at, value: Number(number) };
  }

  #object(depth: number): Node {
    const at = this.#at++;
    const members = new Map<string, { at: number; node: Node }>();
    this.#list('}', () => {
      const nameAt = this.#at;
      if (this.#text[nameAt] !== '"') this.#fail('a name in quotes is missing');
      const name = this.#string();
      if (members.has(name)) this.#fail(`${JSON.stringify(name)} stands here twice`, nameAt);
      this.#space();
      this.#take(':');
      this.#space();
      members.set(name, { at: nameAt, node: this.#value(depth + 1) });
    });
    const value = Object.fromEntries(Array.from(members, ([name, { node }]) => [name, node.value]));
    return { at, value, members };
  }

  #array(depth: number): Node {
    const at = this.#at++;
    const items: Node[] = [];
    this.#list(']', () => items.push(this.#value(depth + 1)));
    return { at, value: items.map(({ value }) => value), items };
  }

  /** What stands between two brackets, the first of which was taken. */
  #list(end: string, one: () => void): void {
    this.#space();
    if (this.#text[this.#at] === end) {
      this.#at++;
      return;
    }
    for (;;) {
      one();
      this.#space();
      if (this.#text[this.#at] !== ',') break;
      this.#at++;
      this.#space();
    }
    this.#take(end);
  }

  #string(): string {
    const start = this.#at;
    for (let at = start + 1; at < this.#text.length; at++) {
      const character = this.#text[at];
      if (character === '\\') at++;
      else if (character === '"') {
        this.#at = at + 1;
        return this.#decoded(start, at + 1);
      } else if (character === '\n') break;
    }
    this.#fail('a quote is missing', start);
  }

  #decoded(from: number, to: number): string {
    try {
      return JSON.parse(this.#text.slice(from, to)) as string;
    } catch {
      this.#fail('a text with characters that JSON does not allow', from);
    }
  }

  #take(wanted: string): void {
    if (this.#text[this.#at] !== wanted)
      this.#fail(this.#at >= this.#text.length ? 'it ends too early' : `${wanted} is missing`);
    this.#at++;
  }

  #space(): void {
    while (' \t\n\r'.includes(this.#text[this.#at] ?? 'x')) this.#at++;
  }

  #fail(message: string, at = this.#at): never {
    throw new PlacedJsonError(message, placeAt(this.#text, at));
  }
}
