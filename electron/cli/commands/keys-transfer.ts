import { toAppError } from '../../../shared/error.ts';
import type { KeySummary } from '../../../shared/model/key.ts';
import type { ImportedKey } from '../../core/keys/key-service.ts';
import { nameOfFile } from '../../core/keys/name-of-file.ts';
import type { Services } from '../../core/services.ts';
import { writeFileAtomic } from '../../core/util/atomic-file.ts';
import { oneOf } from '../one-of.ts';
import { explainError, note, printJson } from '../output.ts';
import { askHidden, keyFilePassphrase } from '../passphrases.ts';
import { UsageError } from '../usage-error.ts';
import { type KeysCall, newPassphrase, printKey, readKeysFile, refuseExisting } from './keys-call.ts';
import { standardError, standardOutput } from '../streams.ts';

/** `countersign keys import`. */
export async function importKeys(services: Services, { common, flags, words }: KeysCall): Promise<number> {
  for (const path of words) {
    const bytes = await readKeysFile(path);
    const passphrase = await keyFilePassphrase(flags['passphrase-file'], bytes);
    try {
      const imported = await importWith(services, bytes, passphrase, nameOfFile(path));
      for (const key of imported) printKey(key, common);
      if (imported.some(({ unprotected }) => unprotected === true)) noteUnprotected(path);
    } catch (error) {
      // A revocation of a key that is not here: that is the file's content, not the call.
      if (toAppError(error).code !== 'key-not-found') throw error;
      standardError().write(explainError(toAppError(error)));
      return 5;
    }
  }
  return 0;
}

/** Warns of a file whose key anybody can use, and says how to have it under a passphrase. */
export function noteUnprotected(path: string): void {
  note(`warning: ${path} has no passphrase: whoever can read it can sign with it.`);
  note(
    `  keep it here instead, and a copy under a passphrase: countersign keys import ${path}; countersign keys export KEY --secret --output FILE; then delete ${path}`,
  );
}

async function importWith(
  services: Services,
  bytes: Uint8Array,
  passphrase: string | undefined,
  name: string,
): Promise<ImportedKey[]> {
  try {
    return await services.keys.import(bytes, { name, ...(passphrase !== undefined && { passphrase }) });
  } catch (error) {
    if (toAppError(error).code !== 'passphrase-needed' || passphrase !== undefined) throw error;
    return services.keys.import(bytes, {
      name,
      passphrase: await askHidden("The key's passphrase", '--passphrase-file'),
    });
  }
}

/** `countersign keys export`. */
export async function exportKey(services: Services, { common, flags, words }: KeysCall): Promise<number> {
  const key = await services.keys.find(words[0] ?? '', 'any');
  refuseFormat(key, flags);
  // `openpgp` is the armored form; a file that ends in .gpg or .pgp is written binary.
  const binary = flags.output !== undefined && /\.(gpg|pgp|bin)$/i.test(flags.output);
  const form = binary ? 'binary' : 'armored';
  if (flags.secret && flags.output === undefined)
    throw new UsageError('a secret key goes to a file', 'add --output FILE');
  await refuseExisting(flags.output, flags.force);
  const bytes = flags.secret
    ? await services.keys.exportSecret(
        key.id,
        form,
        await newPassphrase(flags['passphrase-file'], 'A passphrase for the exported key'),
      )
    : await services.keys.exportPublic(key.id, form);
  if (flags.output === undefined && !common.json) standardOutput().write(bytes);
  else if (flags.output !== undefined)
    await writeFileAtomic(flags.output, bytes, { overwrite: flags.force, mode: flags.secret ? 0o600 : 0o644 });
  if (common.json)
    printJson({
      key: key.id,
      fingerprint: key.fingerprint,
      ...(flags.output === undefined ? { armored: Buffer.from(bytes).toString() } : { path: flags.output }),
    });
  return 0;
}

/** Every kind of key has one format for each of its halves. Throws `UsageError` for another. */
function refuseFormat({ type }: KeySummary, { format, secret }: KeysCall['flags']): void {
  if (format === undefined) return;
  const asked = oneOf('--format', format, ['openpgp', 'pem', 'ssh', 'cosign']);
  const own = type === 'openpgp' || type === 'ssh' ? type : secret ? 'cosign' : 'pem';
  if (asked === own) return;
  const half = secret ? 'secret' : 'public';
  throw new UsageError(`the ${half} half of this key cannot be written as ${asked}`, `write --format ${own}`);
}
