import { type FileHandle, open } from 'node:fs/promises';
import { toAppError } from '../../../shared/error.ts';

const BLOCK = 256 * 1024;
const NEWLINE = 0x0a;
/** Of a UTF-16 unit in UTF-8. */
const MOST_BYTES = 3;

/** JSON documents, one a line, gathered as the UTF-8 that a file of them holds: a document that was added need not be kept. */
export class JsonLines {
  readonly #full: Buffer[] = [];
  #block: Buffer | undefined;
  /** Bytes of the block that hold lines. */
  #used = 0;
  #length = 0;

  /** How many there are. */
  get length(): number {
    return this.#length;
  }

  add(value: unknown): void {
    const line = JSON.stringify(value);
    const most = line.length * MOST_BYTES + 1;
    if (this.#block === undefined || this.#used + most > this.#block.length) {
      this.#endBlock();
      this.#block = Buffer.allocUnsafeSlow(Math.max(BLOCK, most));
    }
    this.#used += this.#block.write(line, this.#used, 'utf8');
    this.#block[this.#used++] = NEWLINE;
    this.#length++;
  }

  /** Their lines, in pieces. */
  bytes(): readonly Buffer[] {
    this.#endBlock();
    return this.#full;
  }

  #endBlock(): void {
    if (this.#block !== undefined) this.#full.push(this.#block.subarray(0, this.#used));
    this.#block = undefined;
    this.#used = 0;
  }
}

/** Documents, or their lines already. */
export type Lines<Value> = readonly Value[] | JsonLines;

function linesOf(values: Lines<unknown>): JsonLines {
  if (values instanceof JsonLines) return values;
  const lines = new JsonLines();
  for (const value of values) lines.add(value);
  return lines;
}

/**
 * Appends one JSON document a line and waits until they are on disk. A line that a killed process left torn is ended first, so it
 * spoils no other. The caller holds the file's lock. New files are readable by their owner only. Throws `disk-full`, `read-only`.
 */
export async function appendJsonLines(path: string, values: Lines<unknown>): Promise<void> {
  if (values.length === 0) return;
  const bytes = linesOf(values).bytes();
  try {
    const handle = await open(path, 'a+', 0o600);
    try {
      if (await endsTorn(handle)) await handle.appendFile('\n');
      for (const block of bytes) await handle.appendFile(block);
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw toAppError(error);
  }
}

async function endsTorn(handle: FileHandle): Promise<boolean> {
  const { size } = await handle.stat();
  if (size === 0) return false;
  const last = Buffer.alloc(1);
  await handle.read(last, 0, 1, size - 1);
  return last[0] !== NEWLINE;
}

/** The lines of a file as they are, last one first, in bounded memory. A missing file has none; a torn last line is left out. */
export async function* linesBackwards(path: string): AsyncGenerator<string> {
  let handle: FileHandle;
  try {
    handle = await open(path, 'r');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return;
    throw toAppError(error);
  }
  try {
    let at = (await handle.stat()).size;
    // Bytes that belong to a line whose beginning has not been read yet.
    let rest: Buffer[] = [];
    let whole = false;
    while (at > 0) {
      const from = Math.max(0, at - BLOCK);
      const block = Buffer.alloc(at - from);
      const { bytesRead } = await handle.read(block, 0, block.length, from);
      let end = bytesRead;
      for (let i = block.lastIndexOf(NEWLINE, end - 1); i >= 0; i = i === 0 ? -1 : block.lastIndexOf(NEWLINE, i - 1)) {
        // What follows the last line end was never finished.
        if (whole) yield Buffer.concat([block.subarray(i + 1, end), ...rest]).toString('utf8');
        whole = true;
        rest = [];
        end = i;
      }
      rest.unshift(block.subarray(0, end));
      at = from;
    }
    if (whole) yield Buffer.concat(rest).toString('utf8');
  } finally {
    await handle.close();
  }
}

/** A line as JSON; undefined for what is none. */
export function parseLine(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
