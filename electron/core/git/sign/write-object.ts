import { AppError } from '../../../../shared/error.ts';
import { gitObjectId, type SignedType } from '../object-id.ts';
import { openObjectReader, type ObjectReader } from '../repository/cat-file.ts';
import type { Repository } from '../repository/open-repository.ts';
import { gitOutput } from '../repository/run-git.ts';
import type { Watch } from '../repository/start-git.ts';
import { asWriteFault } from './write-fault.ts';

/**
 * Writes a tag or a commit into a repository and reads it back. Nothing names it yet: what is not named is cleared away by git itself some day.
 * `reader`: one that is open already. Throws `verify-after-sign` where another object came of it, `read-only`
 * and `disk-full` where nothing can be written.
 */
export async function writeObject(
  { git, folder, format }: Repository,
  type: SignedType,
  bytes: Buffer,
  watch: Watch = {},
  reader?: ObjectReader,
): Promise<string> {
  const expected = gitObjectId(type, bytes, format);
  const asked = ['hash-object', '-t', type, '-w', '--stdin'];
  const output = await gitOutput(git, folder, asked, { ...watch, input: bytes }).catch(asWriteFault);
  const written = output.toString('latin1').trim();
  if (written !== expected) throw new AppError('verify-after-sign', `git wrote ${written} in place of ${expected}`);
  const opened = reader ?? (await openObjectReader(git, folder, watch));
  try {
    await readBack(opened, type, bytes, expected);
  } finally {
    if (reader === undefined) opened.close();
  }
  return expected;
}

/** Throws `verify-after-sign` where something else stands under an object's name. */
export async function readBack(reader: ObjectReader, type: SignedType, bytes: Buffer, id: string): Promise<void> {
  const read = await reader.read(id);
  if (read.kind !== 'object' || read.type !== type || !read.bytes.equals(bytes))
    throw new AppError('verify-after-sign', `${id} cannot be read back`);
}
