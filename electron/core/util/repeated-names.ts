/**
 * Whether an object in a JSON text has a name twice: `JSON.parse` keeps the last of such members and says nothing, others keep the first or
 * refuse the text, so that two readers would see two things. `value` is what `JSON.parse` made of the text: it has as many members as the text
 * then, or fewer.
 */
export function repeatsName(text: string, value: unknown): boolean {
  return membersIn(text) !== membersOf(value);
}

const QUOTE = '"';
const BACKSLASH = 0x5c;
const COLON = 0x3a;
const SPACE = 0x20;

/** The members of all objects in a JSON text, which must be sound: every string that a colon follows. It goes from quote to quote. */
function membersIn(text: string): number {
  let members = 0;
  for (let open = text.indexOf(QUOTE); open !== -1;) {
    let after = endOf(text, open) + 1;
    // In JSON, nothing but white space is below the space.
    while (text.charCodeAt(after) <= SPACE) after++;
    if (text.charCodeAt(after) === COLON) members++;
    open = text.indexOf(QUOTE, after);
  }
  return members;
}

/** Where the quote stands that closes a string: the first that is not escaped. */
function endOf(text: string, open: number): number {
  for (let end = text.indexOf(QUOTE, open + 1); ; end = text.indexOf(QUOTE, end + 1)) {
    let before = end - 1;
    while (text.charCodeAt(before) === BACKSLASH) before--;
    if ((end - before) % 2 === 1) return end;
  }
}

/** The members of all objects in a value. It may be nested so deeply that nothing here calls itself. */
function membersOf(value: unknown): number {
  let members = 0;
  const waiting: unknown[] = [value];
  for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
    if (typeof one !== 'object' || one === null) continue;
    const inner: unknown[] = Array.isArray(one) ? one : Object.values(one);
    if (inner !== one) members += inner.length;
    for (const part of inner) if (typeof part === 'object') waiting.push(part);
  }
  return members;
}
