/** One header of a tag or commit, as its bytes stand there. */
export interface GitHeader {
  /** What stands before the first space, byte for byte (latin1). */
  name: string;
  /** What stands behind it; continued lines without the space that continues them, joined by LF. */
  value: Buffer;
  /** Where its first line begins, and where the line end of its last one is over. */
  start: number;
  end: number;
}

/** An object's headers and where its message begins: behind the first empty line, or at the end where there is none. */
export interface GitHeaders {
  headers: GitHeader[];
  bodyAt: number;
}

const LF = 0x0a;
/** Far more than anybody writes (the most parents of a known commit are 66); each one takes some hundred bytes to keep. */
const MAX_LINES = 65_536;
const SPACE = 0x20;

/**
 * Takes an object's headers apart as git does: lines end with LF and nothing else, and a space at a line's beginning continues a header.
 * Undefined where there are more lines than anybody writes.
 */
export function readHeaders(bytes: Buffer): GitHeaders | undefined {
  const headers: GitHeader[] = [];
  let at = 0;
  let count = 0;
  while (at < bytes.length) {
    const start = at;
    if (bytes[at] === LF) return { headers, bodyAt: at + 1 };
    const lines: Buffer[] = [];
    do {
      if (++count > MAX_LINES) return undefined;
      const lf = bytes.indexOf(LF, at);
      const end = lf === -1 ? bytes.length : lf;
      lines.push(bytes.subarray(lines.length === 0 ? at : at + 1, end));
      at = lf === -1 ? end : lf + 1;
    } while (bytes[at] === SPACE);
    headers.push({ ...nameAndValue(lines), start, end: at });
  }
  return { headers, bodyAt: bytes.length };
}

function nameAndValue([first = Buffer.alloc(0), ...others]: readonly Buffer[]): Pick<GitHeader, 'name' | 'value'> {
  const space = first.indexOf(SPACE);
  const name = first.subarray(0, space === -1 ? first.length : space).toString('latin1');
  const value = space === -1 ? Buffer.alloc(0) : first.subarray(space + 1);
  if (others.length === 0) return { name, value };
  return { name, value: Buffer.concat([value, ...others.flatMap((line) => [NEWLINE, line])]) };
}

const NEWLINE = Buffer.from([LF]);
