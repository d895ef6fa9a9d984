import { readFile, stat } from 'node:fs/promises';
import { toAppError } from '../../../shared/error.ts';
import type { KeySummary } from '../../../shared/model/key.ts';
import { writtenFingerprint } from '../../../shared/ssh-fingerprint.ts';
import type { Services } from '../../core/services.ts';
import { exists } from '../../core/util/exists.ts';
import type { CommonOptions, parseCall } from '../options.ts';
import { printJson, printLine } from '../output.ts';
import { askNew, readPassphraseFile } from '../passphrases.ts';
import { UsageError } from '../usage-error.ts';

/** The flags of all that `keys` does. */
export const KEYS_FLAGS = {
  type: 'value',
  name: 'value',
  algorithm: 'value',
  expires: 'value',
  secret: 'flag',
  output: 'value',
  format: 'value',
  reason: 'value',
  note: 'value',
  yes: 'flag',
  from: 'value',
  force: 'flag',
  'passphrase-file': 'value',
} as const;

/** A call of `keys`, and one thing that it does. */
export type KeysCall = ReturnType<typeof parseCall<typeof KEYS_FLAGS>>;
export type KeysVerb = (services: Services, call: KeysCall) => Promise<number>;

/** Kinds of keys that are documented, and those that are here. */
const TYPES = ['openpgp', 'cosign', 'ssh'] as const;
const LATER_TYPES: readonly string[] = ['minisign'];

const LARGEST_KEY_FILE = 64 * 1024 * 1024;

/** The kind of key that `--type` names. Throws `UsageError`. */
export function typeOf(text: string): (typeof TYPES)[number] {
  const found = TYPES.find((type) => type === text);
  if (found !== undefined) return found;
  if (LATER_TYPES.includes(text)) throw new UsageError(`this version cannot keep ${text} keys yet`);
  throw new UsageError(`there is no kind of key called \`${text}\``, `write --type ${TYPES.join('|')}`);
}

/** Prints a key for people, or as JSON. */
export function printKey(key: KeySummary, common: CommonOptions): void {
  const { id, type, fingerprint, userIds, createdAt, expiresAt, status, secret } = key;
  if (common.json) {
    // An agent does not know when a key was made.
    const made = key.engine === 'ssh-agent' ? null : createdAt;
    printJson({ id, type, fingerprint, userIds, createdAt: made, expiresAt, status, secret });
    return;
  }
  printLine(userIds[0] ?? '(no name)');
  for (const userId of userIds.slice(1)) printLine(`  also ${userId}`);
  const until =
    expiresAt === null
      ? 'does not expire'
      : `${status === 'expired' ? 'expired' : 'expires'} ${expiresAt.slice(0, 10)}`;
  const prefix = /^(?:gpg|cosign):/.exec(id)?.[0] ?? '';
  printLine(`  ${type === 'ssh' ? '' : prefix}${writtenFingerprint(type, fingerprint)}`);
  // A certificate has the fingerprint of its key: this is what tells the two apart.
  if (id.startsWith('ssh-agent:') && !id.endsWith(fingerprint)) printLine(`  ${id}`);
  const made = key.engine === 'ssh-agent' ? '' : ` made ${createdAt.slice(0, 10)},`;
  printLine(
    `  ${status}, ${key.algorithm},${made} ${until}, ${secret === 'none' ? 'for checking only' : `secret part: ${secret}`}`,
  );
}

/** The bytes of a file of keys. Throws `UsageError` for one that is too large. */
export async function readKeysFile(path: string): Promise<Uint8Array> {
  try {
    if ((await stat(path)).size > LARGEST_KEY_FILE) throw new UsageError(`${path} is larger than any file of keys`);
    return new Uint8Array(await readFile(path));
  } catch (error) {
    throw error instanceof UsageError ? error : toAppError(error);
  }
}

/** A passphrase for what is written. */
export async function newPassphrase(file: string | undefined, question: string): Promise<string> {
  if (file !== undefined) return readPassphraseFile(file);
  return askNew(question, '--passphrase-file');
}

/** Throws `UsageError` where a file would be overwritten unasked. */
export async function refuseExisting(path: string | undefined, force: boolean): Promise<void> {
  if (path !== undefined && !force && (await exists(path)))
    throw new UsageError(`${path} is already there`, 'choose another name, or add --force');
}
