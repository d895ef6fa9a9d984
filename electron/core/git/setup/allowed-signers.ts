import { mkdir, readFile, realpath, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { toAppError } from '../../../../shared/error.ts';
import { readAllowedSigners, type AllowedSigners } from '../../ssh/allowed-signers.ts';
import { writeFileAtomic } from '../../util/atomic-file.ts';
import { setupRecords } from './record.ts';

/** The list of allowed signers that is ours. */
export const allowedSignersPath = (home: string): string => join(home, 'git', 'allowed-signers');

/** The setting that names the list that counts, as git writes it. */
export const ALLOWED_SIGNERS = 'gpg.ssh.allowedsignersfile';
const MOST_BYTES = 4 * 1024 * 1024;

/**
 * The list at `path`, where it is ours or one that the user had when git was set up. Undefined for every other: a repository's own settings
 * could name one of its own.
 */
export async function allowedSignersFor(home: string, path: string): Promise<AllowedSigners | undefined> {
  const records = await setupRecords(home)
    .read()
    .catch(() => []);
  const named = records.flatMap(({ changes }) =>
    changes.filter(({ name }) => name === ALLOWED_SIGNERS).flatMap(({ before, after }) => [...before, ...after]),
  );
  const asked = await realpath(path).catch(() => undefined);
  const known = await Promise.all(
    [allowedSignersPath(home), ...named].map((one) => realpath(one).catch(() => undefined)),
  );
  if (asked === undefined || !known.includes(asked) || (await stat(asked)).size > MOST_BYTES) return undefined;
  return readAllowedSigners(await readFile(asked));
}

/** The line that lets a key sign tags and commits for whoever has an address. */
export function allowedLine(email: string | undefined, publicLine: string): string {
  // A name with a blank, a comma or a pattern in it would say something else.
  const who = email !== undefined && /^[\w.+-]+@[\w.-]+$/.test(email) ? email : 'own-key';
  return `${who} namespaces="git" ${publicLine}`;
}

const HEAD = '# Whose SSH keys git takes for those of whom. Written by countersign git setup; lines of your own stay.';

/** Adds a line to our list, where it is not in it. */
export async function addAllowedLine(home: string, line: string): Promise<void> {
  const path = allowedSignersPath(home);
  const old = await readFile(path, 'utf8').catch((error: unknown) => {
    if (toAppError(error).code === 'not-found') return `${HEAD}\n`;
    throw toAppError(error);
  });
  if (old.split('\n').includes(line)) return;
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const text = `${old}${old === '' || old.endsWith('\n') ? '' : '\n'}${line}\n`;
  await writeFileAtomic(path, Buffer.from(text, 'utf8'), { overwrite: true, mode: 0o600 });
}

/** Takes such lines out of our list again; one in which nothing of anybody's is left goes. */
export async function removeAllowedLines(home: string, lines: readonly string[]): Promise<void> {
  const path = allowedSignersPath(home);
  const old = await readFile(path, 'utf8').catch(() => undefined);
  if (old === undefined) return;
  const left = old.split('\n').filter((line) => !lines.includes(line));
  if (left.every((line) => line.trim() === '' || line === HEAD)) await rm(path, { force: true });
  else await writeFileAtomic(path, Buffer.from(left.join('\n'), 'utf8'), { overwrite: true, mode: 0o600 });
}
