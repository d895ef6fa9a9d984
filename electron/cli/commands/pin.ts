import { readFile } from 'node:fs/promises';
import { toAppError } from '../../../shared/error.ts';
import type { PinnedKey, PinnedSigner, Publisher } from '../../../shared/model/publisher.ts';
import { pinName } from '../../../shared/signer-name.ts';
import { writtenFingerprint } from '../../../shared/ssh-fingerprint.ts';
import { CertificateIndex } from '../../core/openpgp/certificate-index.ts';
import type { Services } from '../../core/services.ts';
import { comparePasted, wholeFingerprint } from '../../core/trust/fingerprint.ts';
import { writeFileAtomic } from '../../core/util/atomic-file.ts';
import { helpText } from '../help.ts';
import { BUILD_FLAGS, namedBuild, namedIdentities } from '../identity-flags.ts';
import { type CommonOptions, parseCall } from '../options.ts';
import { note, printJson, printLine } from '../output.ts';
import { openSession } from '../session.ts';
import { ownEntry } from '../own-entry.ts';
import { UsageError } from '../usage-error.ts';
import { standardOutput } from '../streams.ts';

const FLAGS = {
  fingerprint: 'value',
  key: 'value',
  'certificate-identity': 'value',
  'certificate-identity-regexp': 'value',
  'certificate-oidc-issuer': 'value',
  ...BUILD_FLAGS,
  instance: 'value',
  output: 'value',
  force: 'flag',
} as const;
const SIGNER_FLAGS = [
  'fingerprint',
  'certificate-identity',
  'certificate-identity-regexp',
  'certificate-oidc-issuer',
  'repository',
  'workflow',
  'ref-kind',
  'instance',
] as const;

type Call = ReturnType<typeof parseCall<typeof FLAGS>>;

const VERBS: Readonly<
  Record<
    string,
    { run: (services: Services, call: Call) => Promise<void>; flags: readonly (keyof typeof FLAGS)[]; example: string }
  >
> = {
  list: { run: list, flags: [], example: 'pin list' },
  add: {
    run: add,
    flags: [...SIGNER_FLAGS, 'key'],
    example: 'pin add PUBLISHER --fingerprint FINGERPRINT [--key FILE]',
  },
  remove: { run: remove, flags: SIGNER_FLAGS, example: 'pin remove PUBLISHER [--fingerprint FINGERPRINT]' },
  export: { run: exportPins, flags: ['output', 'force'], example: 'pin export [--output FILE]' },
  import: { run: importPins, flags: [], example: 'pin import FILE' },
};

const WITHOUT_NAME: ReadonlySet<string> = new Set(['list', 'export']);

/** `countersign pin …`: who is expected for which publisher. */
export async function pin(words: readonly string[], hashWorker: URL): Promise<number> {
  const call = parseCall(words, FLAGS);
  if (call.help) {
    standardOutput().write(helpText('pin'));
    return 0;
  }
  const [name, ...rest] = call.words;
  const verb = ownEntry(VERBS, name);
  if (verb === undefined)
    throw new UsageError(
      name === undefined ? 'what of the pins?' : `pin knows no \`${name}\``,
      `countersign pin ${Object.keys(VERBS).join('|')}`,
    );
  const surplus = ([...SIGNER_FLAGS, 'key', 'output', 'force'] as const).find(
    (flag) => call.flags[flag] !== undefined && call.flags[flag] !== false && !verb.flags.includes(flag),
  );
  if (surplus !== undefined)
    throw new UsageError(`pin ${name ?? ''} knows no --${surplus}`, `countersign ${verb.example}`);
  if (rest.length !== (WITHOUT_NAME.has(name ?? '') ? 0 : 1))
    throw new UsageError(`pin ${name ?? ''} wants other words`, `countersign ${verb.example}`);
  const services = await openSession(call.common, hashWorker);
  try {
    await verb.run(services, { ...call, words: rest });
    return 0;
  } finally {
    await services.close();
  }
}

async function list(services: Services, { common }: Call): Promise<void> {
  const publishers = await services.publishers.list();
  for (const publisher of publishers) printPublisher(publisher, common);
  if (publishers.length === 0 && !common.json)
    note('Nobody is pinned yet: countersign pin add PUBLISHER --fingerprint FINGERPRINT --key FILE');
}

async function add(services: Services, { common, flags, words }: Call): Promise<void> {
  const name = words[0] ?? '';
  const signer = signerOf(flags);
  if (signer === undefined) {
    throw new UsageError(
      flags.key === undefined
        ? 'who is expected?'
        : 'a key that came with a download proves nothing: its fingerprint must stand beside it',
      "copy the fingerprint from the project's own page: --fingerprint FINGERPRINT, or the identity: --certificate-identity I --certificate-oidc-issuer U",
    );
  }
  if (flags.key !== undefined && !('fingerprint' in signer))
    throw new UsageError('--key goes with --fingerprint', 'an identity has no key of its own');
  const known =
    flags.key !== undefined && flags.fingerprint !== undefined && 'fingerprint' in signer
      ? await keepKey(services, flags.key, flags.fingerprint, signer)
      : signer;
  if ((await services.publishers.get(name)) === undefined) await services.publishers.add(name);
  const confirmed = { how: 'command-line' as const, at: services.clock().toISOString() };
  const label = 'fingerprint' in known ? await labelOf(services, known.fingerprint) : undefined;
  printPublisher(await services.publishers.pin(name, known, confirmed, label), common);
}

/** Whom the flags mean; undefined where they name nobody. Throws `UsageError` for what is told only in part. */
function signerOf(flags: Call['flags']): PinnedSigner | undefined {
  const { instance } = flags;
  const issuer = flags['certificate-oidc-issuer'];
  const build = namedBuild(flags);
  const identity = flags['certificate-identity'];
  const pattern = flags['certificate-identity-regexp'];
  const ways = [flags.fingerprint, identity, pattern, build].filter((one) => one !== undefined).length;
  if (ways > 1) throw new UsageError('several signers in one call', 'pin them one by one');
  if (flags.fingerprint !== undefined) {
    if (issuer !== undefined || instance !== undefined)
      throw new UsageError('a key has no issuer and no instance', 'leave them out, or name an identity');
    const found = wholeFingerprint(flags.fingerprint);
    if (typeof found !== 'string') return found;
    throw new UsageError(
      `\`${flags.fingerprint}\` is not one whole fingerprint`,
      'it has 40 (or 64) hex digits, or is SHA256:… of an SSH key; a short ID can be forged',
    );
  }
  const within = instance === undefined || instance === 'public-good' ? {} : { instance };
  if (build !== undefined) return { ...build, ...within };
  const [named] =
    namedIdentities({
      'certificate-identity': identity === undefined ? [] : [identity],
      'certificate-identity-regexp': pattern === undefined ? [] : [pattern],
      'certificate-oidc-issuer': issuer,
      'certificate-oidc-issuer-regexp': undefined,
    }) ?? [];
  return named === undefined || 'issuerPattern' in named || 'allowedSigners' in named
    ? undefined
    : { ...named, ...within };
}

/** Keeps the key, where it is the one whose fingerprint was given: OpenPGP's among the keys, another with the pin itself. */
async function keepKey(services: Services, path: string, fingerprint: string, signer: PinnedKey): Promise<PinnedKey> {
  const bytes = await readFile(path).catch((error: unknown) => Promise.reject(toAppError(error)));
  const { readPublicKeys } = await import('../../core/sigstore/public-key.ts');
  const pem = readPublicKeys(bytes);
  const same = pem.find((one) => comparePasted(fingerprint, one.fingerprint) === 'same');
  if (same !== undefined) return { ...signer, publicKey: same.spki.toString('base64') };
  const inside = pem.length > 0 ? [] : new CertificateIndex().add(new Uint8Array(bytes)).fingerprints();
  if (!inside.some((one) => comparePasted(fingerprint, one) === 'same')) {
    const all = [...pem.map((one) => one.fingerprint), ...inside];
    throw new UsageError(
      `${path} does not hold the key with this fingerprint`,
      all.length === 0 ? 'it holds no key' : `it holds ${all.join(', ')}`,
    );
  }
  await services.keys.import(new Uint8Array(bytes), {});
  return signer;
}

async function labelOf(services: Services, fingerprint: string): Promise<string | undefined> {
  return (await services.keys.list()).find((key) => key.fingerprint === fingerprint)?.userIds[0];
}

async function remove(services: Services, { common, flags, words }: Call): Promise<void> {
  const name = words[0] ?? '';
  if ((await services.publishers.get(name)) === undefined)
    throw new UsageError(`no publisher is called \`${name}\``, 'countersign pin list');
  const signer = signerOf(flags);
  if (signer === undefined) {
    await services.publishers.remove(name);
    if (common.json) printJson({ removed: name });
    return;
  }
  printPublisher(await services.publishers.unpin(name, signer), common);
}

async function exportPins(services: Services, { common, flags }: Call): Promise<void> {
  const text = await services.publishers.export();
  if (flags.output === undefined) {
    if (common.json) printJson(JSON.parse(text));
    else standardOutput().write(text);
    return;
  }
  await writeFileAtomic(flags.output, new TextEncoder().encode(text), { overwrite: flags.force });
  if (common.json) printJson({ path: flags.output });
  else if (!common.quiet) printLine(`wrote ${flags.output}`);
}

async function importPins(services: Services, { common, words }: Call): Promise<void> {
  const path = words[0] ?? '';
  const text = await readFile(path, 'utf8').catch((error: unknown) => Promise.reject(toAppError(error)));
  for (const publisher of await services.publishers.import(text)) printPublisher(publisher, common);
}

function printPublisher(publisher: Publisher, common: CommonOptions): void {
  if (common.json) {
    printJson(publisher);
    return;
  }
  printLine(publisher.name);
  for (const pin of publisher.pins) {
    const { label, confirmed } = pin;
    const who = 'fingerprint' in pin ? writtenFingerprint(pin.kind, pin.fingerprint) : pinName(pin);
    printLine(`  ${who}${label === undefined ? '' : `  ${label}`}  (${confirmed.how}, ${confirmed.at.slice(0, 10)})`);
  }
  if (publisher.pins.length === 0) printLine('  nobody is pinned yet');
}
