import { readFile, stat } from 'node:fs/promises';
import { toAppError } from '../../../shared/error.ts';
import type { KeySummary, RevocationReason } from '../../../shared/model/key.ts';
import { errorWords } from '../../../shared/messages.ts';
import { groupsOfFour } from '../../../shared/visible-text.ts';
import type { LeftOut } from '../../core/keys/key-service.ts';
import type { Services } from '../../core/services.ts';
import { writeFileAtomic } from '../../core/util/atomic-file.ts';
import { exists } from '../../core/util/exists.ts';
import { helpText } from '../help.ts';
import { type CommonOptions, parseCall } from '../options.ts';
import { explainError, note, printJson, printLine } from '../output.ts';
import { askHidden, askNew, readPassphraseFile, refuseTwoInputs } from '../passphrases.ts';
import { openSession } from '../session.ts';
import { ownEntry } from '../own-entry.ts';
import { UsageError } from '../usage-error.ts';
import { oneOf } from '../one-of.ts';

const FLAGS = {
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

type Call = ReturnType<typeof parseCall<typeof FLAGS>>;
type Verb = (services: Services, call: Call) => Promise<number>;

const LATER_TYPES: readonly string[] = ['cosign', 'minisign', 'ssh'];
const LATER_FORMATS: readonly string[] = ['pem', 'ssh', 'cosign'];
const LATER_ALGORITHMS: readonly string[] = ['p256', 'p384', 'p521', 'rsa2048', 'rsa3072'];
const LARGEST_KEY_FILE = 64 * 1024 * 1024;

const VERBS: Readonly<
  Record<
    string,
    { run: Verb; words: [least: number, most: number]; flags: readonly (keyof typeof FLAGS)[]; example: string }
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
  const call = parseCall(words, FLAGS);
  const [name, ...rest] = call.words;
  if (call.help) {
    process.stdout.write(helpText('keys'));
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

async function list(services: Services, { common, flags }: Call): Promise<number> {
  requireOpenpgp(flags.type);
  const all = await services.keys.list();
  for (const key of all) printKey(key, common);
  if (all.length === 0 && !common.json)
    note('There are no keys yet. Make one: countersign keys generate --type openpgp --name "Ada <ada@example.org>"');
  return 0;
}

async function generate(services: Services, { common, flags }: Call): Promise<number> {
  if (flags.type === undefined) throw new UsageError('what kind of key?', 'write --type openpgp');
  requireOpenpgp(flags.type);
  if (LATER_ALGORITHMS.includes(flags.algorithm ?? ''))
    throw new UsageError(
      `this version cannot make ${flags.algorithm ?? ''} keys yet`,
      'write --algorithm ed25519|rsa4096',
    );
  const algorithm = oneOf('--algorithm', flags.algorithm ?? 'ed25519', ['ed25519', 'rsa4096']);
  const { name, email } = parseUserId(flags.name);
  const key = await services.keys.generate({ name, email, algorithm, validity: validityOf(flags.expires ?? '2y') });
  printKey(key, common);
  if (!common.json && !common.quiet) {
    note('Back it up now: countersign keys backup FILE');
    note(
      'A revocation certificate was made too; the app offers to save it apart (Keys, this key, Save revocation certificate).',
    );
  }
  return 0;
}

async function importKeys(services: Services, { common, flags, words }: Call): Promise<number> {
  for (const path of words) {
    const bytes = await readKeyFile(path);
    const passphrase =
      flags['passphrase-file'] === undefined ? undefined : await readPassphraseFile(flags['passphrase-file']);
    try {
      for (const key of await importWith(services, bytes, passphrase)) printKey(key, common);
    } catch (error) {
      // A revocation of a key that is not here: that is the file's content, not the call.
      if (toAppError(error).code !== 'key-not-found') throw error;
      process.stderr.write(explainError(toAppError(error)));
      return 5;
    }
  }
  return 0;
}

async function importWith(
  services: Services,
  bytes: Uint8Array,
  passphrase: string | undefined,
): Promise<KeySummary[]> {
  try {
    return await services.keys.import(bytes, passphrase === undefined ? {} : { passphrase });
  } catch (error) {
    if (toAppError(error).code !== 'passphrase-needed' || passphrase !== undefined) throw error;
    return services.keys.import(bytes, { passphrase: await askHidden("The key's passphrase", '--passphrase-file') });
  }
}

async function exportKey(services: Services, { common, flags, words }: Call): Promise<number> {
  if (LATER_FORMATS.includes(flags.format ?? ''))
    throw new UsageError(`this version cannot write ${flags.format ?? ''} yet`);
  const key = await services.keys.find(words[0] ?? '', 'any');
  // `openpgp` is the armored form; a file that ends in .gpg or .pgp is written binary.
  oneOf('--format', flags.format ?? 'openpgp', ['openpgp']);
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
  if (flags.output === undefined && !common.json) process.stdout.write(bytes);
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

async function extend(services: Services, { common, flags, words }: Call): Promise<number> {
  if (flags.expires === undefined) throw new UsageError('until when?', 'write --expires 2y');
  const key = await services.keys.find(words[0] ?? '', 'any');
  const { notExtended, ...extended } = await services.keys.extend(key.id, validityOf(flags.expires));
  printKey(extended, common);
  if (!common.json && !common.quiet)
    for (const fingerprint of notExtended) note(`not extended: the subkey ${fingerprint} still ends before the key`);
  return 0;
}

async function revoke(services: Services, { common, flags, words }: Call): Promise<number> {
  if (flags.reason === undefined)
    throw new UsageError('why is it revoked?', 'write --reason compromised|superseded|retired');
  const reason: RevocationReason = oneOf('--reason', flags.reason, ['compromised', 'superseded', 'retired']);
  const key = await services.keys.find(words[0] ?? '', 'any');
  printKey(await services.keys.revoke(key.id, reason, flags.note ?? ''), common);
  if (!common.json && !common.quiet) note('Give the revoked key to everybody who has it: countersign keys export KEY');
  return 0;
}

async function deleteKey(services: Services, { common, flags, words }: Call): Promise<number> {
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

async function backup(services: Services, { common, flags, words }: Call): Promise<number> {
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

async function restore(services: Services, { common, flags, words }: Call): Promise<number> {
  const bytes = await readKeyFile(words[0] ?? '');
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

async function lookup(services: Services, { common, flags, words }: Call): Promise<number> {
  const query = words[0] ?? '';
  const from = oneOf('--from', flags.from ?? (query.includes('@') ? 'wkd' : 'keyserver'), ['wkd', 'keyserver']);
  const found = await services.keys.lookup(query, from);
  for (const key of await services.keys.accept(found)) printKey(key, common);
  return 0;
}

function printKey(key: KeySummary, common: CommonOptions): void {
  const { id, type, fingerprint, userIds, createdAt, expiresAt, status, secret } = key;
  if (common.json) {
    printJson({ id, type, fingerprint, userIds, createdAt, expiresAt, status, secret });
    return;
  }
  printLine(userIds[0] ?? '(no name)');
  for (const userId of userIds.slice(1)) printLine(`  also ${userId}`);
  const until =
    expiresAt === null
      ? 'does not expire'
      : `${status === 'expired' ? 'expired' : 'expires'} ${expiresAt.slice(0, 10)}`;
  const prefix = id.startsWith('gpg:') ? 'gpg:' : '';
  printLine(`  ${prefix}${groupsOfFour(fingerprint)}`);
  printLine(
    `  ${status}, ${key.algorithm}, made ${createdAt.slice(0, 10)}, ${until}, ${secret === 'none' ? 'for checking only' : `secret part: ${secret}`}`,
  );
}

function requireOpenpgp(type: string | undefined): void {
  if (type === undefined || type === 'openpgp') return;
  if (LATER_TYPES.includes(type)) throw new UsageError(`this version cannot keep ${type} keys yet`);
  throw new UsageError(`there is no kind of key called \`${type}\``, 'write --type openpgp');
}

function parseUserId(text: string | undefined): { name: string; email: string } {
  const found = /^([^<>]*?)\s*(?:<([^<>@\s]+@[^<>@\s]+)>)?$/.exec(text?.trim() ?? '');
  const name = found?.[1]?.trim() ?? '';
  if (name === '') throw new UsageError('whose key is it?', 'write --name "Ada <ada@example.org>"');
  return { name, email: found?.[2] ?? '' };
}

function validityOf(text: string): string {
  if (!/^(\d{1,4}[ymwd]|never)$/.test(text))
    throw new UsageError(`\`${text}\` is no span of time`, 'write 2y, 18m, 90d or never');
  return text;
}

async function newPassphrase(file: string | undefined, question: string): Promise<string> {
  if (file !== undefined) return readPassphraseFile(file);
  return askNew(question, '--passphrase-file');
}

async function refuseExisting(path: string | undefined, force: boolean): Promise<void> {
  if (path !== undefined && !force && (await exists(path)))
    throw new UsageError(`${path} is already there`, 'choose another name, or add --force');
}

async function readKeyFile(path: string): Promise<Uint8Array> {
  try {
    if ((await stat(path)).size > LARGEST_KEY_FILE) throw new UsageError(`${path} is larger than any file of keys`);
    return new Uint8Array(await readFile(path));
  } catch (error) {
    throw error instanceof UsageError ? error : toAppError(error);
  }
}
