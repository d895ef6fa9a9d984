import { readFile, unlink } from 'node:fs/promises';
import { toAppError } from '../../../shared/error.ts';
import { writeFileAtomic } from '../util/atomic-file.ts';

/** One file to be written; `check` judges what is read back, and throws where it is not good. */
export interface Output {
  path: string;
  bytes: Uint8Array;
  check: (written: Uint8Array) => Promise<void>;
}

/** Writes all of them and reads each back. Where one fails, what was there before is there again: all or nothing. */
export async function writeOutputs(outputs: readonly Output[], overwrite: boolean): Promise<void> {
  const done: { path: string; before: Uint8Array | undefined }[] = [];
  try {
    for (const { path, bytes, check } of outputs) {
      const before = overwrite ? await readIfThere(path) : undefined;
      await writeFileAtomic(path, bytes, { overwrite });
      done.push({ path, before });
      await check(new Uint8Array(await readFile(path)));
    }
  } catch (error) {
    for (const { path, before } of done.reverse()) {
      // What is told is why it failed; a second failure on the same disk adds nothing.
      if (before === undefined) await unlink(path).catch(() => undefined);
      else await writeFileAtomic(path, before, { overwrite: true }).catch(() => undefined);
    }
    throw error;
  }
}

async function readIfThere(path: string): Promise<Uint8Array | undefined> {
  try {
    return new Uint8Array(await readFile(path));
  } catch (error) {
    const known = toAppError(error);
    if (known.code === 'not-found') return undefined;
    throw known;
  }
}
