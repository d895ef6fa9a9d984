import { type FileHandle, open } from 'node:fs/promises';
import { toAppError } from '../../../shared/error.ts';

const BLOCK = 256 * 1024;
const NEWLINE = 0x0a;

/**
 * Appends one JSON document a line and waits until they are on disk. A line that a killed process left torn is ended first, so it
 * spoils no other. The caller holds the file's lock. New files are readable by their owner only. Throws `disk-full`, `read-only`.
 */
export async function appendJsonLines(path: string, values: readonly unknown[]): Promise<void> {
  if (values.length === 0) return;
  const text = values.map((value) => `${JSON.stringify(value)}\n`).join('');
  try {
    const handle = await open(path, 'a+', 0o600);
    try {
      const torn = await endsTorn(handle);
      await handle.appendFile(torn ? `\n${text}` : text, 'utf8');
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
