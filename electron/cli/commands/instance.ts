import { readFile, stat } from 'node:fs/promises';
import { AppError, toAppError } from '../../../shared/error.ts';
import type { InstanceSummary } from '../../../shared/model/instance.ts';
import type { Services } from '../../core/services.ts';
import type { InstanceSource } from '../../core/sigstore/instances/instance-service.ts';
import { BUILT_IN, isBuiltIn } from '../../core/sigstore/instances/shipped.ts';
import { wordsHere } from '../advice.ts';
import { helpText } from '../help.ts';
import { type CommonOptions, parseCall } from '../options.ts';
import { note, printJson, printLine } from '../output.ts';
import { ownEntry } from '../own-entry.ts';
import { requirePaths } from '../require-paths.ts';
import { openSession } from '../session.ts';
import { UsageError } from '../usage-error.ts';
import { standardOutput } from '../streams.ts';

const FLAGS = { 'trusted-root': 'value', 'signing-config': 'value', tuf: 'value', root: 'value', due: 'flag' } as const;
type Call = ReturnType<typeof parseCall<typeof FLAGS>>;

const EXAMPLES: Readonly<Record<string, string>> = {
  list: 'instance list',
  add: 'instance add NAME (--trusted-root FILE --signing-config FILE | --tuf URL --root FILE)',
  remove: 'instance remove NAME',
  refresh: 'instance refresh [NAME|--due]',
};

const MOST_BYTES = 4 * 1024 * 1024;

/** `countersign instance …`: the Sigstore instances, and the trusted roots that signatures are judged by. */
export async function instance(words: readonly string[], hashWorker: URL): Promise<number> {
  const call = parseCall(words, FLAGS);
  if (call.help) {
    standardOutput().write(helpText('instance'));
    return 0;
  }
  const [verb = '', ...names] = call.words;
  const example = ownEntry(EXAMPLES, verb);
  if (example === undefined)
    throw new UsageError(
      verb === '' ? 'what of the instances?' : `instance knows no \`${verb}\``,
      `countersign instance ${Object.keys(EXAMPLES).join('|')}`,
    );
  const { due, ...ofAdding } = call.flags;
  const [flag] = Object.entries(ofAdding).flatMap(([name, value]) => (value === undefined ? [] : [name]));
  if (flag !== undefined && verb !== 'add')
    throw new UsageError(`instance ${verb} knows no --${flag}`, `countersign ${example}`);
  if (due && (verb !== 'refresh' || names.length > 0))
    throw new UsageError('--due is for a refresh of all instances', 'countersign instance refresh --due');
  const fits = verb === 'list' ? names.length === 0 : verb === 'refresh' ? names.length <= 1 : names.length === 1;
  if (!fits) throw new UsageError(`instance ${verb} wants other words`, `countersign ${example}`);
  const source = verb === 'add' ? await sourceOf(names[0] ?? '', call.flags) : undefined;
  const services = await openSession(call.common, hashWorker);
  try {
    if (due) await services.instances.refreshDue();
    return await run(services, due ? 'list' : verb, names[0], source, call.common);
  } finally {
    await services.close();
  }
}

async function run(
  { instances }: Services,
  verb: string,
  name: string | undefined,
  source: InstanceSource | undefined,
  common: CommonOptions,
): Promise<number> {
  if (verb === 'add') print([await instances.add(name ?? '', source)], common);
  else if (verb === 'remove') {
    await instances.remove(name ?? '');
    if (common.json) printJson({ removed: name });
  } else if (verb === 'refresh') {
    const refreshed = await instances.refresh(name);
    print(refreshed, common);
    return refreshed.some(({ problem }) => problem !== undefined) ? 5 : 0;
  } else print(await instances.list(), common);
  return 0;
}

async function sourceOf(name: string, flags: Call['flags']): Promise<InstanceSource | undefined> {
  const { 'trusted-root': trustedRoot, 'signing-config': signingConfig, tuf, root } = flags;
  const hint = `countersign ${EXAMPLES['add'] ?? ''}`;
  const files = trustedRoot !== undefined || signingConfig !== undefined;
  if (files && (tuf !== undefined || root !== undefined))
    throw new UsageError('files and a repository exclude each other', hint);
  if (trustedRoot !== undefined && signingConfig !== undefined)
    return { kind: 'files', trustedRoot: await readSmall(trustedRoot), signingConfig: await readSmall(signingConfig) };
  if (files)
    throw new UsageError(`--${trustedRoot === undefined ? 'trusted-root' : 'signing-config'} is missing`, hint);
  if (tuf !== undefined && root !== undefined) return { kind: 'tuf', repository: tuf, root: await readSmall(root) };
  if (tuf !== undefined || root !== undefined)
    throw new UsageError(
      tuf === undefined ? '--tuf is missing' : "the repository's own root is missing: --root FILE",
      hint,
    );
  if (!isBuiltIn(name.toLowerCase()))
    throw new UsageError('where does its trust come from?', `${hint}\nknown by name: ${BUILT_IN.join(', ')}`);
  return undefined;
}

async function readSmall(path: string): Promise<Uint8Array> {
  await requirePaths([path]);
  try {
    if ((await stat(path)).size > MOST_BYTES) throw new AppError('malformed', `${path} is too large for that`);
    return await readFile(path);
  } catch (error) {
    throw toAppError(error);
  }
}

function print(all: readonly InstanceSummary[], common: CommonOptions): void {
  for (const one of all) {
    if (common.json) printJson(one);
    else if (!common.quiet) printInstance(one);
    if (!common.json && one.problem !== undefined) problemLines(one.name, one.problem).forEach(note);
  }
}

function printInstance({ name, builtIn, used, repository, services, root, refreshedAt }: InstanceSummary): void {
  printLine(`${name}${builtIn ? ' (built in)' : ''}${used ? '' : `, not used: countersign instance add ${name}`}`);
  if (!used) return;
  printLine(`  trusted root   ${rootText(root)}`);
  if (repository !== null) {
    const last = refreshedAt === null ? 'not refreshed yet' : `last refreshed ${refreshedAt.slice(0, 10)}`;
    printLine(`  repository     ${repository} (${last})`);
  }
  const lists = [
    ['certificates', services.certificateAuthorities],
    ['logs', services.logs],
    ['timestamps', services.timestampAuthorities],
    ['login', services.logins],
  ] as const;
  for (const [what, hosts] of lists) if (hosts.length > 0) printLine(`  ${what.padEnd(15)}${hosts.join(', ')}`);
}

const ORIGINS = { refreshed: 'refreshed', shipped: 'came with this version', files: 'came in files' } as const;

function rootText(root: InstanceSummary['root']): string {
  if (root === null) return 'none that can be used';
  const { from, asOf, ageDays } = root;
  return `${ORIGINS[from]}, ${asOf.slice(0, 10)}, ${ageDays} ${ageDays === 1 ? 'day' : 'days'} old`;
}

/** Each line on its own: `note` shows a line end within a text as what it is. */
function problemLines(name: string, { code, detail, at }: NonNullable<InstanceSummary['problem']>): string[] {
  const { title, advice } = wordsHere(code);
  const said = `${name}: ${title}${at === null ? '' : ` (${at.slice(0, 10)})`} ${advice}`;
  return detail === '' ? [said] : [said, `  ${detail}`];
}
