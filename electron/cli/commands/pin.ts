import { readFile } from 'node:fs/promises';
import { toAppError } from '../../../shared/error.ts';
import type { Publisher } from '../../../shared/model/publisher.ts';
import { pinName } from '../../../shared/signer-name.ts';
import { groupsOfFour } from '../../../shared/visible-text.ts';
import { CertificateIndex } from '../../core/openpgp/certificate-index.ts';
import type { Services } from '../../core/services.ts';
import { comparePasted, wholeFingerprint } from '../../core/trust/fingerprint.ts';
import { writeFileAtomic } from '../../core/util/atomic-file.ts';
import { helpText } from '../help.ts';
import { type CommonOptions, parseCall } from '../options.ts';
import { note, printJson, printLine } from '../output.ts';
import { openSession } from '../session.ts';
import { ownEntry } from '../own-entry.ts';
import { UsageError } from '../usage-error.ts';

const FLAGS = { fingerprint: 'value', key: 'value', output: 'value', force: 'flag' } as const;
const LATER = {
  'certificate-identity': 'pin an identity',
  'certificate-identity-regexp': 'pin an identity',
  'certificate-oidc-issuer': 'pin an identity',
  repository: 'pin a repository',
  workflow: 'pin a repository',
  'ref-kind': 'pin a repository',
};

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
    flags: ['fingerprint', 'key'],
    example: 'pin add PUBLISHER --fingerprint FINGERPRINT [--key FILE]',
  },
  remove: { run: remove, flags: ['fingerprint'], example: 'pin remove PUBLISHER [--fingerprint FINGERPRINT]' },
  export: { run: exportPins, flags: ['output', 'force'], example: 'pin export [--output FILE]' },
  import: { run: importPins, flags: [], example: 'pin import FILE' },
};

const WITHOUT_NAME: ReadonlySet<string> = new Set(['list', 'export']);

/** `countersign pin …`: who is expected for which publisher. */
export async function pin(words: readonly string[], hashWorker: URL): Promise<number> {
  const call = parseCall(words, FLAGS, LATER);
  if (call.help) {
    process.stdout.write(helpText('pin'));
    return 0;
  }
  const [name, ...rest] = call.words;
  const verb = ownEntry(VERBS, name);
  if (verb === undefined)
    throw new UsageError(
      name === undefined ? 'what of the pins?' : `pin knows no \`${name}\``,
      `countersign pin ${Object.keys(VERBS).join('|')}`,
    );
  const surplus = (['fingerprint', 'key', 'output', 'force'] as const).find(
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
  if (flags.fingerprint === undefined) {
    const hint = "copy the fingerprint from the project's own page: --fingerprint FINGERPRINT";
    throw new UsageError(
      flags.key === undefined
        ? 'who is expected?'
        : 'a key that came with a download proves nothing: its fingerprint must stand beside it',
      hint,
    );
  }
  const found = wholeFingerprint(flags.fingerprint);
  if (typeof found === 'string')
    throw new UsageError(
      `\`${flags.fingerprint}\` is not one whole fingerprint`,
      'it has 40 (or 64) hex digits; a short ID can be forged',
    );
  if (flags.key !== undefined) await keepKey(services, flags.key, flags.fingerprint);
  if ((await services.publishers.get(name)) === undefined) await services.publishers.add(name);
  const confirmed = { how: 'command-line' as const, at: services.clock().toISOString() };
  const label = await labelOf(services, found.fingerprint);
  printPublisher(await services.publishers.pin(name, { fingerprint: found.fingerprint }, confirmed, label), common);
}

/** Keeps the key, where it is the one whose fingerprint was given. */
async function keepKey(services: Services, path: string, fingerprint: string): Promise<void> {
  const bytes = await readFile(path).catch((error: unknown) => Promise.reject(toAppError(error)));
  const inside = new CertificateIndex().add(new Uint8Array(bytes)).fingerprints();
  if (!inside.some((one) => comparePasted(fingerprint, one) === 'same')) {
    throw new UsageError(
      `${path} does not hold the key with this fingerprint`,
      inside.length === 0 ? 'it holds no key' : `it holds ${inside.join(', ')}`,
    );
  }
  await services.keys.import(new Uint8Array(bytes), {});
}

async function labelOf(services: Services, fingerprint: string): Promise<string | undefined> {
  return (await services.keys.list()).find((key) => key.fingerprint === fingerprint)?.userIds[0];
}

async function remove(services: Services, { common, flags, words }: Call): Promise<void> {
  const name = words[0] ?? '';
  if ((await services.publishers.get(name)) === undefined)
    throw new UsageError(`no publisher is called \`${name}\``, 'countersign pin list');
  if (flags.fingerprint === undefined) {
    await services.publishers.remove(name);
    if (common.json) printJson({ removed: name });
    return;
  }
  const found = wholeFingerprint(flags.fingerprint);
  if (typeof found === 'string') throw new UsageError(`\`${flags.fingerprint}\` is not one whole fingerprint`);
  printPublisher(await services.publishers.unpin(name, { fingerprint: found.fingerprint }), common);
}

async function exportPins(services: Services, { common, flags }: Call): Promise<void> {
  const text = await services.publishers.export();
  if (flags.output === undefined) {
    if (common.json) printJson(JSON.parse(text));
    else process.stdout.write(text);
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
    const who = 'fingerprint' in pin ? groupsOfFour(pin.fingerprint) : pinName(pin);
    printLine(`  ${who}${label === undefined ? '' : `  ${label}`}  (${confirmed.how}, ${confirmed.at.slice(0, 10)})`);
  }
  if (publisher.pins.length === 0) printLine('  nobody is pinned yet');
}
