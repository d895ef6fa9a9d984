import { readFile } from 'node:fs/promises';
import { toAppError } from '../../../shared/error.ts';
import { formatOfKey, isLogin } from '../../../shared/key-id.ts';
import { visibleText } from '../../../shared/visible-text.ts';
import type { Services } from '../../core/services.ts';
import type { HeldKey } from '../../core/sign/held-key.ts';
import { exists } from '../../core/util/exists.ts';
import { note } from '../output.ts';
import { askHidden, keyFilePassphrase } from '../passphrases.ts';
import { UsageError } from '../usage-error.ts';

/** The keys that sign: their ids, and those among them that came out of files. */
export interface ChosenKeys {
  ids: string[];
  held: HeldKey[];
}

/** The keys that `--key` names; without it, the one key there is. Throws `UsageError`, and what opening a file of a key throws. */
export async function chooseKeys(
  services: Services,
  selectors: readonly string[],
  passphraseFile: string | undefined,
): Promise<ChosenKeys> {
  if (selectors.length === 0) return { ids: [await onlyKey(services)], held: [] };
  const ids: string[] = [];
  const held = new Map<string, HeldKey>();
  for (const selector of selectors) {
    const found = await findKey(services, selector, passphraseFile);
    const id = typeof found === 'string' ? found : found.summary.id;
    if (typeof found !== 'string') held.set(id, found);
    ids.push(id);
  }
  return { ids: [...new Set(ids)], held: [...held.values()] };
}

async function onlyKey(services: Services): Promise<string> {
  const usable = (await services.keys.list()).filter(
    (key) => key.canSign && key.secret !== 'none' && key.status === 'valid',
  );
  // What the SSH agent holds is mostly for logging in somewhere.
  const kept = usable.filter(({ engine }) => engine !== 'ssh-agent');
  const own = kept.length > 0 ? kept : usable;
  const [only] = own;
  if (only === undefined)
    throw new UsageError(
      'there is no key to sign with',
      'make one: countersign keys generate --type openpgp --name "Ada <ada@example.org>"',
    );
  if (own.length > 1) {
    const list = own.map((key) => `--key ${key.id}  ${visibleText(key.userIds[0] ?? '')}`).join('\n  ');
    throw new UsageError('there are several keys: name one', list);
  }
  return only.id;
}

/** Whether the store has the key with this id, unless it came out of a file: the store's passphrase is asked for before anything is signed. */
export function isOfStore(id: string): boolean {
  return !/^(?:gpg|ssh-agent):/.test(id) && !isLogin(id);
}

/** The id of a key that is kept, or a key out of the file that is named. Tokens are for later versions. */
async function findKey(
  services: Services,
  selector: string,
  passphraseFile: string | undefined,
): Promise<string | HeldKey> {
  if (selector.startsWith('pkcs11:')) throw new UsageError('this version cannot sign with PKCS#11 tokens yet');
  try {
    return (await services.keys.find(selector, 'sign')).id;
  } catch (error) {
    if (toAppError(error).code !== 'key-not-found') throw error;
    if (await exists(selector)) return openKeyFile(services, selector, passphraseFile);
    throw new UsageError(
      `there is no key \`${selector}\``,
      'countersign keys list; one of GnuPG is gpg:FINGERPRINT, one in the SSH agent ssh-agent:FINGERPRINT',
    );
  }
}

async function openKeyFile(services: Services, path: string, passphraseFile: string | undefined): Promise<HeldKey> {
  const bytes = await readFile(path).catch((error: unknown) => Promise.reject(toAppError(error)));
  const { openHeldKey } = await import('../../core/sign/held-key.ts');
  const open = (passphrase: string | undefined) => openHeldKey(bytes, passphrase, services.clock());
  const given = await keyFilePassphrase(passphraseFile, bytes);
  const held = await open(given).catch(async (error: unknown) => {
    if (toAppError(error).code !== 'passphrase-needed' || given !== undefined) throw error;
    return open(await askHidden(`The passphrase of ${path}`, '--passphrase-file'));
  });
  if (held === null)
    throw new UsageError(
      `${path} is no private key of OpenSSH, in cosign's format or in PEM; this version cannot sign with other key files yet`,
      'import an OpenPGP key first: countersign keys import FILE',
    );
  if (held.unprotected) note(`warning: ${path} has no passphrase: whoever can read it can sign with it.`);
  return held;
}

const KINDS = { openpgp: 'an OpenPGP key', sigstore: 'a Sigstore key', ssh: 'an SSH key' } as const;

/** What is told of keys that make no signature of these formats: flags for them would do nothing. Throws `UsageError`. */
export function refuseIdle(
  ids: readonly string[],
  flags: Readonly<Record<string, string | boolean | undefined>>,
  formats: readonly ReturnType<typeof formatOfKey>[],
): void {
  if (ids.some((id) => formats.includes(formatOfKey(id)))) return;
  const idle = Object.entries(flags).find(([, value]) => value !== undefined && value !== false);
  if (idle === undefined) return;
  const kind = formats.map((format) => KINDS[format]).join(' or ');
  throw new UsageError(`--${idle[0]} is for ${kind}, and none of these keys is one`, `leave --${idle[0]} out`);
}
