import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { toAppError } from '../../../shared/error.ts';
import type { VerifyRequest } from '../services.ts';
import { seen, type Seen } from '../../../shared/seen.ts';
import { isTemporaryName } from '../util/atomic-file.ts';
import { inParallel } from '../util/in-parallel.ts';
import { mayBeKey, mayBeManifest, nameCertified, nameSigned, unpackedName } from '../util/release-names.ts';
import { walkFolder } from '../util/walk.ts';
import { detectBytes, detectFile } from './detect.ts';
import type { Item, ItemOrigin } from './item.ts';
import { joinCertificates } from './join-certificates.ts';

/** Everything that a check looks at. */
export interface Gathered {
  items: Item[];
  /** Folders that were asked. */
  folders: string[];
  /** Names that could not be looked at, with the reason in words: each is a result of its own. */
  unreadable: { path: string; problem: Seen; origin: ItemOrigin }[];
  /** Names in asked folders, or beside named files, that were not looked at, with why (links that lead outside, devices). */
  leftOut: { path: string; why: Seen }[];
}

/** The most lists and keys that are looked at because they lie in the same folder. */
const MOST_BESIDE = 2_000;
const FILES_AT_ONCE = 16;

/**
 * Finds the files of a check: what was named, what lies in named folders, and, where asked, what lies beside a named file and
 * may belong to it by its name. `onFound` is told their paths before any is opened. Throws `not-found` for a named path that is not there.
 */
export async function gather(
  request: VerifyRequest,
  { signal, onFound }: { signal?: AbortSignal | undefined; onFound?: (paths: readonly string[]) => void } = {},
): Promise<Gathered> {
  const gathered: Gathered = { items: [], folders: [], unreadable: [], leftOut: [] };
  const waiting = new Map<string, ItemOrigin>();
  for (const path of request.paths.map((one) => resolve(one))) {
    if (!(await isFolder(path))) waiting.set(path, 'named');
    else {
      gathered.folders.push(path);
      await addFolder(path, waiting, gathered, signal);
    }
  }
  for (const path of (request.signatures ?? []).map((one) => resolve(one))) {
    await isFolder(path);
    waiting.set(path, 'signature');
  }
  for (const path of (request.certificates ?? []).map((one) => resolve(one))) {
    await isFolder(path);
    waiting.set(path, 'signer-certificate');
  }
  if (request.lookBeside) await addBeside(waiting);
  onFound?.([...waiting.keys()]);
  await detectAll(waiting, gathered, signal);
  for (const [index, text] of (request.texts ?? []).entries()) gathered.items.push(await pastedItem(text, index));
  return { ...gathered, items: (await joinCertificates(gathered.items)).flatMap(linesOf) };
}

/** Bundles that stand one below the other in one file need not be of one artifact. */
function linesOf(item: Item): Item[] {
  const { content } = item;
  if (content.kind !== 'sigstore' || content.contents.length < 2) return [item];
  return content.contents.map((one, line) => ({ ...item, line, content: { ...content, contents: [one] } }));
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch (error) {
    throw toAppError(error);
  }
}

async function addFolder(
  folder: string,
  waiting: Map<string, ItemOrigin>,
  gathered: Gathered,
  signal?: AbortSignal,
): Promise<void> {
  for (const found of await walkFolder(folder, signal)) {
    // What a killed run left behind is skipped in signing; anybody can give a file such a name, so here it counts.
    if (found.odd === undefined || (found.odd === 'system' && isTemporaryName(basename(found.path)))) {
      if (!waiting.has(found.path)) waiting.set(found.path, 'in-folder');
    } else if (found.odd === 'unreadable') {
      gathered.unreadable.push({ path: found.path, problem: seen('becauseUnreadable'), origin: 'in-folder' });
    } else if (found.odd !== 'system') {
      gathered.leftOut.push({
        path: found.path,
        why: seen(found.odd === 'link-outside' ? 'becauseLinkOutside' : 'becauseNotAFile'),
      });
    }
  }
}

/** Signatures, manifests with their signatures, and keys beside each named file; for a signature named alone, its artifact. */
async function addBeside(waiting: Map<string, ItemOrigin>): Promise<void> {
  const named = [...waiting].filter(([, origin]) => origin === 'named').map(([path]) => path);
  const folders = new Map<string, Set<string>>();
  for (const path of named) {
    const folder = dirname(path);
    const names = folders.get(folder) ?? new Set(await namesIn(folder));
    folders.set(folder, names);
    const artifact = nameSigned(path);
    if (artifact !== null && names.has(artifact)) addNew(waiting, join(folder, artifact));
  }
  for (const [folder, names] of folders) {
    const wanted = new Set(
      [...waiting.keys()].filter((path) => dirname(path) === folder).map((path) => basename(path)),
    );
    const unpacked = new Set([...wanted].flatMap((name) => unpackedName(name) ?? []));
    let general = 0;
    for (const name of names) {
      const signed = nameSigned(name);
      const belongs = signed !== null && (wanted.has(signed) || unpacked.has(signed));
      const signsAnother = signed !== null && names.has(signed);
      const certified = nameCertified(name);
      const isCertificate = certified !== null && (wanted.has(certified) || wanted.has(nameSigned(certified) ?? ''));
      const isGeneral = mayBeManifest(name) || (mayBeKey(name) && !signsAnother);
      if (belongs || isCertificate || (isGeneral && ++general <= MOST_BESIDE)) addNew(waiting, join(folder, name));
    }
  }
}

function addNew(waiting: Map<string, ItemOrigin>, path: string): void {
  if (!waiting.has(path)) waiting.set(path, 'beside');
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch {
    return [];
  }
}

async function detectAll(waiting: Map<string, ItemOrigin>, gathered: Gathered, signal?: AbortSignal): Promise<void> {
  const detect = async ([path, origin]: [string, ItemOrigin]): Promise<
    Item | { path: string; problem: Seen; origin: ItemOrigin }
  > => {
    signal?.throwIfAborted();
    const name = basename(path);
    try {
      return { path, name, folder: dirname(path), origin, ...(await detectFile(path, name, origin === 'signature')) };
    } catch (error) {
      const { code, detail } = toAppError(error);
      return {
        path,
        origin,
        problem: code === 'not-a-file' ? seen('becauseNotAFile') : seen('becauseUnreadableAs', { technical: detail }),
      };
    }
  };
  for await (const outcome of inParallel([...waiting], FILES_AT_ONCE, detect)) {
    if ('content' in outcome) gathered.items.push(outcome);
    else if (outcome.origin !== 'beside') gathered.unreadable.push(outcome);
    else gathered.leftOut.push({ path: outcome.path, why: outcome.problem });
  }
}

async function pastedItem(text: string, index: number): Promise<Item> {
  const name = `pasted-${index + 1}.asc`;
  return {
    path: name,
    name,
    folder: '',
    origin: 'pasted',
    content: await detectBytes(new TextEncoder().encode(text), name, true),
  };
}
