import { errorWords } from '../../../shared/messages.ts';
import type { RevocationReason } from '../../../shared/model/key.ts';
import type { LeftOut } from '../../core/keys/key-service.ts';
import type { Services } from '../../core/services.ts';
import { writeFileAtomic } from '../../core/util/atomic-file.ts';
import { helpText } from '../help.ts';
import { oneOf } from '../one-of.ts';
import { parseCall } from '../options.ts';
import { note, printJson, printLine } from '../output.ts';
import { ownEntry } from '../own-entry.ts';
import { askHidden, readPassphraseFile, refuseTwoInputs } from '../passphrases.ts';
import { openSession } from '../session.ts';
import { UsageError } from '../usage-error.ts';
import {
  KEYS_FLAGS,
  type KeysCall,
  type KeysVerb,
  newPassphrase,
  printKey,
  readKeysFile,
  refuseExisting,
  typeOf,
} from './keys-call.ts';
import { generate, validityOf } from './keys-generate.ts';
import { exportKey, importKeys } from './keys-transfer.ts';
import { standardOutput } from '../streams.ts';

const VERBS: Readonly<
  Record<
    string,
    {
      run: KeysVerb;
      words: [least: number, most: number];
      flags: readonly (keyof typeof KEYS_FLAGS)[];
      example: string;
    }
  >
> = {
  list: { run: list, words: [0, 0], flags: ['type'], example: 'keys list' },
  generate: {
    run: generate,
    words: [0, 0],
    flags: ['type', 'name', 'algorithm', 'expires'],
    example: 'keys generate --type openpgp --name "Ada <ada@example.org>"',
  },
  import: { run: importKeys, words: [1, Infinity], flags: ['passphrase-file'], example: 'keys import FILE' },
  export: {
    run: exportKey,
    words: [1, 1],
    flags: ['secret', 'output', 'format', 'passphrase-file', 'force'],
    example: 'keys export KEY',
  },
  extend: { run: extend, words: [1, 1], flags: ['expires'], example: 'keys extend KEY --expires 2y' },
  revoke: { run: revoke, words: [1, 1], flags: ['reason', 'note'], example: 'keys revoke KEY --reason superseded' },
  delete: { run: deleteKey, words: [1, 1], flags: ['yes'], example: 'keys delete KEY --yes' },
  backup: { run: backup, words: [1, 1], flags: ['passphrase-file', 'force'], example: 'keys backup FILE' },
  restore: { run: restore, words: [1, 1], flags: ['passphrase-file'], example: 'keys restore FILE' },
  lookup: { run: lookup, words: [1, 1], flags: ['from'], example: 'keys lookup ada@example.org' },
};

/** `countersign keys …`. */
export async function keys(words: readonly string[], hashWorker: URL): Promise<number> {
  const call = parseCall(words, KEYS_FLAGS);
  const [name, ...rest] = call.words;
  if (call.help) {
    standardOutput().write(helpText('keys'));
    return 0;
  }
  const verb = ownEntry(VERBS, name);
  if (verb === undefined)
    throw new UsageError(
      name === undefined ? 'what of the keys?' : `keys knows no \`${name}\``,
      `countersign keys ${Object.keys(VERBS).join('|')}`,
    );
  const surplus = Object.entries(call.flags).find(
    ([flag, value]) => isGiven(value) && !verb.flags.some((known) => known === flag),
  );
  if (surplus !== undefined)
    throw new UsageError(`keys ${name ?? ''} knows no --${surplus[0]}`, `countersign ${verb.example}`);
  if (rest.length < verb.words[0] || rest.length > verb.words[1])
    throw new UsageError(`keys ${name ?? ''} wants other words`, `countersign ${verb.example}`);
  refuseTwoInputs(call.common.storePassphraseFile, call.flags['passphrase-file']);
  const services = await openSession(call.common, hashWorker);
  try {
    return await verb.run(services, { ...call, words: rest });
  } finally {
    await services.close();
  }
}

function isGiven(value: string | boolean | string[] | undefined): boolean {
  return value !== undefined && value !== false;
}

async function list(services: Services, { common, flags }: KeysCall): Promise<number> {
  const type = flags.type === undefined ? undefined : typeOf(flags.type);
  const all = (await services.keys.list()).filter((key) => type === undefined || key.type === type);
  for (const key of all) printKey(key, common);
  if (all.length === 0 && !common.json)
    note('There are no keys yet. Make one: countersign keys generate --type openpgp --name "Ada <ada@example.org>"');
  return 0;
}

async function extend(services: Services, { common, flags, words }: KeysCall): Promise<number> {
  if (flags.expires === undefined) throw new UsageError('until when?', 'write --expires 2y');
  const key = await services.keys.find(words[0] ?? '', 'any');
  const { notExtended, ...extended } = await services.keys.extend(key.id, validityOf(flags.expires));
  printKey(extended, common);
  if (!common.json && !common.quiet)
    for (const fingerprint of notExtended) note(`not extended: the subkey ${fingerprint} still ends before the key`);
  return 0;
}

async function revoke(services: Services, { common, flags, words }: KeysCall): Promise<number> {
  if (flags.reason === undefined)
    throw new UsageError('why is it revoked?', 'write --reason compromised|superseded|retired');
  const reason: RevocationReason = oneOf('--reason', flags.reason, ['compromised', 'superseded', 'retired']);
  const key = await services.keys.find(words[0] ?? '', 'any');
  printKey(await services.keys.revoke(key.id, reason, flags.note ?? ''), common);
  if (!common.json && !common.quiet) note('Give the revoked key to everybody who has it: countersign keys export KEY');
  return 0;
}

async function deleteKey(services: Services, { common, flags, words }: KeysCall): Promise<number> {
  const key = await services.keys.find(words[0] ?? '', 'any');
  if (!flags.yes)
    throw new UsageError(
      `deleting ${key.userIds[0] ?? key.fingerprint} cannot be undone`,
      `countersign keys delete ${key.id} --yes`,
    );
  await services.keys.delete(key.id);
  if (common.json) printJson({ deleted: key.id });
  return 0;
}

async function backup(services: Services, { common, flags, words }: KeysCall): Promise<number> {
  const path = words[0] ?? '';
  await refuseExisting(path, flags.force);
  const left: LeftOut[] = [];
  const bytes = await services.keys.backup(
    await newPassphrase(flags['passphrase-file'], 'A passphrase for the backup'),
    (one) => left.push(one),
  );
  await writeFileAtomic(path, bytes, { overwrite: flags.force, mode: 0o600 });
  if (common.json) printJson({ path, ...(left.length > 0 && { left }) });
  else if (!common.quiet) printLine(`wrote ${path}`);
  return tellLeftOut(left, 'not in the backup');
}

async function restore(services: Services, { common, flags, words }: KeysCall): Promise<number> {
  const bytes = await readKeysFile(words[0] ?? '');
  const file = flags['passphrase-file'];
  const passphrase =
    file === undefined
      ? await askHidden("The backup's passphrase", '--passphrase-file')
      : await readPassphraseFile(file);
  const { left, setAside, ...restored } = await services.keys.restore(bytes, passphrase);
  if (common.json)
    printJson({ ...restored, ...(left.length > 0 && { left }), ...(setAside.length > 0 && { setAside }) });
  else if (!common.quiet) printLine(`restored ${restored.keys} keys and ${restored.publishers} publishers`);
  for (const path of setAside) note(`could not be used, and was kept as ${path}`);
  return tellLeftOut(left, 'not restored');
}

/** Names what a backup or a restore had to leave out; gives back the exit code. */
function tellLeftOut(left: readonly LeftOut[], what: string): number {
  for (const { name, code, why } of left) note(`${what}: ${name}: ${errorWords(code).title} ${why}`);
  return left.length > 0 ? 5 : 0;
}

async function lookup(services: Services, { common, flags, words }: KeysCall): Promise<number> {
  const query = words[0] ?? '';
  const from = oneOf('--from', flags.from ?? (query.includes('@') ? 'wkd' : 'keyserver'), ['wkd', 'keyserver']);
  const found = await services.keys.lookup(query, from);
  for (const key of await services.keys.accept(found)) printKey(key, common);
  return 0;
}
