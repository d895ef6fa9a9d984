import { stat } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { AppError, toAppError } from '../../../shared/error.ts';
import type { LeftOut, PlannedFile, PlannedOutput, SignOptions, SignPlan } from '../../../shared/model/sign.ts';
import type { SignRequest } from '../services.ts';
import { exists } from '../util/exists.ts';
import { mayBeManifest, nameSigned } from '../util/release-names.ts';
import { walkFolder } from '../util/walk.ts';
import { type SignatureForm, signatureNames, signatureOutputs } from './signature-names.ts';

/**
 * What a run would read and write; writes nothing. A folder stands for the files in it without old signatures and manifests, and
 * without hidden files unless these are asked for; a file that was named itself is always taken. Throws `not-found` for a path that is not there and `usage`
 * where two outputs, or an output and an input, would have one name.
 */
export async function planRun(request: SignRequest): Promise<SignPlan> {
  requirePlainName(request.options.manifest?.name);
  const { files, folder } = await findFiles(request);
  const known = new Set(files.map((file) => file.relative));
  const gone = request.include?.find((name) => !known.has(name));
  if (gone !== undefined) throw new AppError('not-found', gone);
  const included = includedFiles(files, request);
  const outputs = await Promise.all(
    outputsOf(request, included, folder).map(async (output) => ({ ...output, exists: await exists(output.path) })),
  );
  await refuseClashes(outputs, included);
  return { files, outputs, folder, bytes: included.reduce((sum, file) => sum + file.size, 0) };
}

/** Those of a plan's files that the run takes: the ticked ones, or all that are not left out. */
export function includedFiles(files: readonly PlannedFile[], request: SignRequest): PlannedFile[] {
  const chosen = request.include === undefined ? undefined : new Set(request.include);
  return files.filter((file) =>
    chosen === undefined ? file.leftOut === undefined : chosen.has(file.relative) && !isUnreadable(file.leftOut),
  );
}

/** A manifest's name is one part: anything else would lead out of the folder that is signed. Throws `usage`. */
function requirePlainName(name: string | undefined): void {
  if (name !== undefined && (/[/\\:\0]/.test(name) || name === '' || name === '.' || name === '..'))
    throw new AppError('usage', `${name} is no plain file name`);
}

/** How a run signs its manifest. */
export function manifestForm(request: SignRequest): SignatureForm {
  const { signature } = request.options;
  return request.manifestForm ?? (signature === 'none' ? 'armored' : signature);
}

/** What tells one file from all others on this machine; the path where nothing is there. */
async function inodeOf(path: string): Promise<string> {
  const info = await stat(path, { bigint: true }).catch(() => undefined);
  return info === undefined ? path : `${info.dev}:${info.ino}`;
}

function isUnreadable(leftOut: LeftOut | undefined): boolean {
  return leftOut === 'link-outside' || leftOut === 'not-a-file' || leftOut === 'unreadable';
}

async function findFiles(request: SignRequest): Promise<{ files: PlannedFile[]; folder: string }> {
  const named = await Promise.all(request.paths.map((path) => inspect(resolve(path))));
  const folder = request.manifestFolder === undefined ? baseFolder(named) : resolve(request.manifestFolder);
  const files: PlannedFile[] = [];
  for (const { path, isFolder, size, odd } of named) {
    if (isFolder) files.push(...(await filesUnder(path, folder, request)));
    else
      files.push({
        path,
        relative: relativeName(folder, path),
        size,
        ...(odd ? { leftOut: 'not-a-file' as const } : {}),
      });
  }
  const outside = files.find((file) => file.relative === '..' || file.relative.startsWith('../'));
  if (outside !== undefined && request.options.manifest !== null) {
    throw new AppError('usage', `${outside.path} is not under ${folder}, so a manifest there cannot name it`);
  }
  const unique = new Map(files.map((file) => [file.path, file]));
  return { files: [...unique.values()], folder };
}

async function inspect(path: string): Promise<{ path: string; isFolder: boolean; size: number; odd: boolean }> {
  try {
    const info = await stat(path);
    return { path, isFolder: info.isDirectory(), size: info.size, odd: !info.isFile() };
  } catch (error) {
    throw toAppError(error);
  }
}

/** The folder named, where there is one; else the nearest that all files share. */
function baseFolder(named: { path: string; isFolder: boolean }[]): string {
  const folders = named.map((one) => (one.isFolder ? one.path : dirname(one.path)));
  const [first = '.'] = folders;
  return folders.reduce(commonFolder, first);
}

function commonFolder(a: string, b: string): string {
  const left = a.split(sep);
  const right = b.split(sep);
  let same = 0;
  while (same < left.length && left[same] === right[same]) same++;
  const joined = left.slice(0, same).join(sep);
  return joined === '' ? sep : joined;
}

async function filesUnder(path: string, folder: string, request: SignRequest): Promise<PlannedFile[]> {
  const found = await walkFolder(path);
  return found.map((one) => {
    const leftOut =
      one.odd ??
      leftOutByName(basename(one.path), request.options) ??
      (one.hidden && request.hidden !== true ? 'hidden' : undefined);
    return {
      path: one.path,
      relative: relativeName(folder, one.path),
      size: one.size,
      ...(leftOut === undefined ? {} : { leftOut }),
    };
  });
}

function leftOutByName(name: string, options: SignOptions): LeftOut | undefined {
  if (nameSigned(name) !== null) return 'signature';
  return mayBeManifest(name) || name === options.manifest?.name ? 'manifest' : undefined;
}

function relativeName(folder: string, path: string): string {
  return relative(folder, path).split(sep).join('/');
}

function outputsOf(
  request: SignRequest,
  files: readonly PlannedFile[],
  folder: string,
): Omit<PlannedOutput, 'exists'>[] {
  const { options, places } = request;
  const outputs: Omit<PlannedOutput, 'exists'>[] = [];
  const { signature } = options;
  if (signature !== 'none') {
    if (places !== undefined && files.length !== 1)
      throw new AppError('usage', 'one output is named for several artifacts');
    const already = new Set(request.already?.map(({ relative }) => relative));
    for (const { path } of files.filter(({ relative }) => !already.has(relative))) {
      outputs.push(
        ...signatureOutputs(path, signature, options.keys, signatureNames(path, signature, options, places)),
      );
    }
  }
  if (options.manifest !== null) {
    const path = join(folder, options.manifest.name);
    outputs.push({ path, kind: 'manifest' });
    const form = manifestForm(request);
    if (request.unsignedManifest !== true)
      outputs.push(...signatureOutputs(path, form, options.keys, signatureNames(path, form, options)));
  }
  return outputs;
}

/** Names are not all: a link, or a file system that ignores case, may make an output one of the files that are signed. */
async function refuseClashes(outputs: readonly PlannedOutput[], files: readonly PlannedFile[]): Promise<void> {
  const taken = new Set(files.map((file) => file.path));
  const there = outputs.filter((output) => output.exists);
  const inodes = there.length === 0 ? new Set() : new Set(await Promise.all(files.map((file) => inodeOf(file.path))));
  for (const output of there) {
    if (inodes.has(await inodeOf(output.path)))
      throw new AppError('usage', `${output.path} is a file that is being signed`);
  }
  for (const { path } of outputs) {
    if (taken.has(path))
      throw new AppError('usage', `${path} would be written twice, or over a file that is being signed`);
    taken.add(path);
  }
}
