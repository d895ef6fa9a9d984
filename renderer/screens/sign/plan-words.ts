import type { KeySummary } from '../../../shared/model/key.ts';
import { formatOfKey } from '../../../shared/key-id.ts';
import type { Settings } from '../../../shared/model/settings.ts';
import type { AlreadySigned, PlannedFile, Receipt, SignOptions, SignPlan } from '../../../shared/model/sign.ts';

/** Ticks that the user changed, by the plan's relative name. */
export type Ticks = Readonly<Record<string, boolean>>;

/** What is made of the files: the part of the options that has defaults. */
export type Form = Pick<SignOptions, 'signature' | 'manifest'>;

const LIST = { name: 'SHA256SUMS', algorithm: 'sha256', style: 'gnu' } as const;

/** What is made where the user says nothing: what the settings say, and of a card, which wants a touch a signature, the list alone. */
export function formFor(chosen: readonly KeySummary[], settings: Settings | null): Form {
  const manifest =
    settings === null
      ? LIST
      : { name: settings.manifest.name, algorithm: settings.manifest.algorithm, style: settings.manifest.style };
  if (chosen.some((key) => key.secret === 'token')) return { signature: 'none', manifest };
  const signature = settings?.signature ?? 'armored';
  return { signature, manifest: settings?.manifest.on === false && signature !== 'none' ? null : manifest };
}

/** How the signatures of a run look: those of one kind, or several kinds beside each other. */
export type Formats = 'openpgp' | 'sigstore' | 'ssh' | 'both' | 'several';

/** The formats that these keys make. */
export function formatsOf(keys: readonly string[]): Formats {
  const formats = new Set(keys.map(formatOfKey));
  const [only = 'openpgp'] = formats;
  if (formats.size <= 1) return only;
  return formats.has('ssh') ? 'several' : 'both';
}

/** Whether one of these keys makes bundles, for which services may bear witness. */
export function makesBundles(keys: readonly string[]): boolean {
  return keys.some((id) => formatOfKey(id) === 'sigstore');
}

/** The keys after one is ticked or not. A file has one bundle and one SSH signature, so of those signers the last that was ticked stays. */
export function tickKey(chosen: readonly string[], id: string, on: boolean): string[] {
  const others = chosen.filter((one) => one !== id);
  if (!on) return others;
  const format = formatOfKey(id);
  return [...(format === 'openpgp' ? others : others.filter((one) => formatOfKey(one) !== format)), id];
}

/** Whether a planned file takes part: the user's tick, else all that are not left out. */
export function isIncluded(file: PlannedFile, ticks: Ticks): boolean {
  return ticks[file.relative] ?? file.leftOut === undefined;
}

/** Whether the user may tick a file that the plan leaves out; what cannot be read cannot be signed. */
export function canInclude(file: PlannedFile): boolean {
  return file.leftOut === undefined || !['not-a-file', 'unreadable', 'link-outside'].includes(file.leftOut);
}

/** Relative names of all files that take part. */
export function includedFiles(plan: SignPlan, ticks: Ticks): string[] {
  return plan.files.filter((file) => isIncluded(file, ticks)).map((file) => file.relative);
}

/** Whether all, some or none of the files take part that a plan does not leave out by itself. */
export function ticked(plan: SignPlan, ticks: Ticks): 'all' | 'some' | 'none' {
  if (!plan.files.some((file) => isIncluded(file, ticks))) return 'none';
  return plan.files.every((file) => isIncluded(file, ticks) || file.leftOut !== undefined) ? 'all' : 'some';
}

/** The ticks after all are set (those that the plan leaves out stay out) or all are taken away. */
export function tickAll(plan: SignPlan, on: boolean): Ticks {
  return on ? {} : Object.fromEntries(plan.files.map((file) => [file.relative, false]));
}

/** How many signatures one run makes with each key: one a file, and one for the manifest. */
export function signaturesPerKey(options: SignOptions, files: number): number {
  return (options.signature === 'none' ? 0 : files) + (options.manifest === null ? 0 : 1);
}

/** How many touches a run asks for: every signature of every key that lives on a token. */
export function touches(options: SignOptions, keys: readonly KeySummary[], files: number): number {
  const onToken = keys.filter((key) => key.secret === 'token' && options.keys.includes(key.id)).length;
  return onToken * signaturesPerKey(options, files);
}

/**
 * Which of a plan's files a stopped run signed already, those among them that only wait for a log; of these not the ones whose signature was
 * `forgotten` since.
 */
export function signedAlready(plan: SignPlan, receipt: Receipt, forgotten: readonly string[] = []): AlreadySigned[] {
  const digests = new Map(receipt.files.map(({ artifact }) => [artifact.path, artifact.digests['sha256']]));
  for (const { path, sha256 } of receipt.pending ?? [])
    if (forgotten.includes(path)) digests.delete(path);
    else digests.set(path, sha256);
  return plan.files.flatMap(({ path, relative }) => {
    const sha256 = digests.get(path);
    return sha256 === undefined ? [] : [{ relative, sha256 }];
  });
}
