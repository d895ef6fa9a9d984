import { basename, relative, sep } from 'node:path';
import type { Manifest } from '../manifest/model.ts';
import { nameSigned, unpackedNameSigned } from '../util/release-names.ts';
import type { Evidence } from './evidence.ts';
import type { Gathered } from './gather.ts';
import type { Item } from './item.ts';

/** A manifest as evidence: what it lists, and the files that sign it. */
export interface List {
  item: Item;
  manifest?: Manifest;
  problem?: string;
  signatures: Item[];
}

/** One thing that gets a result, with what belongs to it by name. */
export interface Unit {
  target: Item;
  asked: Evidence['asked'];
  signatures: Item[];
  lists: List[];
  coversUnpacked?: NonNullable<Evidence['coversUnpacked']>;
}

/** What belongs together. `strays` are signatures whose name leads nowhere: what they cover is found by trying. */
export interface Paired {
  units: Unit[];
  strays: Item[];
  certificates: Item[];
  lists: List[];
}

/** Sorts what was gathered into things that are asked and the evidence for each, by names and places (`verdicts.md`, section 4). */
export function pair(gathered: Gathered): Paired {
  const { items } = gathered;
  const certificates = items.filter((item) => item.content.kind === 'certificate');
  const signatures = indexed(items.filter((item) => isSignature(item, items)));
  const manifests = items.filter((item) => isManifest(item, items));
  const artifacts = items.filter((item) => item.content.kind === 'artifact' || isDocument(item, items));
  const lists = manifests.map((item) => asList(item, signaturesOf(item, signatures)));
  const named = artifacts.filter((item) => item.origin === 'named');
  const units: Unit[] = [];
  for (const item of named) units.push(artifactUnit(item, 'artifact', signatures, lists, certificates));
  for (const list of lists) {
    const isAsked = list.item.origin === 'in-folder' || (list.item.origin === 'named' && named.length === 0);
    if (isAsked) units.push({ target: list.item, asked: 'manifest', signatures: list.signatures, lists: [] });
  }
  for (const item of artifacts.filter((one) => one.origin === 'in-folder')) {
    const unit = artifactUnit(
      item,
      'in-folder',
      signatures,
      lists.filter((list) => isInside(list.item.folder, item.path)),
      certificates,
    );
    const covered = unit.lists.some((list) => list.problem === undefined && lineFor(list, item) !== undefined);
    if (unit.signatures.length > 0 || !covered) units.push(unit);
  }
  for (const item of artifacts.filter((one) => one.origin === 'beside')) {
    const asks = signaturesOf(item, signatures).some((signature) => signature.origin === 'named');
    if (asks && named.length === 0) units.push(artifactUnit(item, 'artifact', signatures, lists, certificates));
  }
  for (const list of lists.filter((one) => one.item.origin === 'beside' && named.length === 0)) {
    const asks = list.signatures.some((signature) => signature.origin === 'named');
    if (asks) units.push({ target: list.item, asked: 'manifest', signatures: list.signatures, lists: [] });
  }
  const attached = new Set([...units.flatMap((unit) => unit.signatures), ...lists.flatMap((list) => list.signatures)]);
  const unpackers = new Set(
    units.flatMap((unit) => (unit.coversUnpacked === undefined ? [] : [unit.coversUnpacked.signature])),
  );
  const strays = signatures.all.filter(
    (item) => item.origin !== 'beside' && !attached.has(item) && !unpackers.has(item.name),
  );
  return { units, strays, certificates, lists };
}

/** The line of a list that names an item: by its place relative to the list, else by its bare name. */
export function lineFor(list: List, item: Item): Manifest['lines'][number] | undefined {
  const lines = list.manifest?.lines ?? [];
  if (isInside(list.item.folder, item.path)) {
    const place = relative(list.item.folder, item.path).split(sep).join('/');
    const exact = lines.find((line) => line.name === place);
    if (exact !== undefined || item.origin === 'in-folder') return exact;
  }
  return lines.find((line) => basename(line.name) === item.name);
}

function isInside(folder: string, path: string): boolean {
  return path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

function isSignature(item: Item, items: readonly Item[]): boolean {
  const { kind } = item.content;
  return (
    kind === 'signature' || kind === 'unreadable-signature' || kind === 'no-signature' || repeatsAnother(item, items)
  );
}

function isManifest(item: Item, items: readonly Item[]): boolean {
  const { content } = item;
  if (content.kind === 'cleartext') return content.manifest !== undefined && !repeatsAnother(item, items);
  return content.kind === 'manifest' || content.kind === 'manifest-malformed';
}

/** A cleartext-signed text is a thing of its own, unless it is a list, or the file that it repeats is there too. */
function isDocument(item: Item, items: readonly Item[]): boolean {
  return item.content.kind === 'cleartext' && item.content.manifest === undefined && !repeatsAnother(item, items);
}

function repeatsAnother(item: Item, items: readonly Item[]): boolean {
  if (item.content.kind !== 'cleartext') return false;
  return (
    item.origin === 'pasted' ||
    items.some((other) => other !== item && REPEATABLE.has(other.content.kind) && signs(item, other))
  );
}

const REPEATABLE: ReadonlySet<Item['content']['kind']> = new Set(['artifact', 'manifest', 'manifest-malformed']);

function asList(item: Item, signatures: Item[]): List {
  const { content } = item;
  if (content.kind === 'manifest') return { item, manifest: content.manifest, signatures };
  if (content.kind === 'cleartext' && content.manifest !== undefined)
    return { item, manifest: content.manifest, signatures: [item, ...signatures] };
  return { item, problem: content.kind === 'manifest-malformed' ? content.problem : 'it lists nothing', signatures };
}

function artifactUnit(
  item: Item,
  asked: Unit['asked'],
  signatures: Signatures,
  lists: readonly List[],
  certificates: readonly Item[],
): Unit {
  const own = signaturesOf(item, signatures);
  const clear = item.content.kind === 'cleartext' ? [item] : [];
  const keys = own.length > 0 ? [] : certificates.filter((certificate) => signs(certificate, item));
  const useful = lists.filter((list) => list.problem === undefined || mentions(list, item));
  const unpacked = own.length > 0 ? undefined : unpackedSignature(item, signatures);
  return {
    target: item,
    asked,
    signatures: [...clear, ...own, ...keys],
    lists: useful,
    ...(unpacked === undefined ? {} : { coversUnpacked: unpacked }),
  };
}

/** A list that breaks its rules counts where the user named it, or where it speaks of this file. */
function mentions(list: List, item: Item): boolean {
  if (list.item.origin === 'named') return true;
  return list.item.content.kind === 'manifest-malformed' && list.item.content.text.includes(item.name);
}

/** The signatures, and those of each name that they say they sign: a folder may hold thousands. */
interface Signatures {
  all: readonly Item[];
  bySignedName: ReadonlyMap<string, readonly Item[]>;
}

function indexed(all: readonly Item[]): Signatures {
  const bySignedName = new Map<string, Item[]>();
  for (const item of all) {
    const name = nameSigned(item.name);
    if (name === null) continue;
    const same = bySignedName.get(name);
    if (same === undefined) bySignedName.set(name, [item]);
    else same.push(item);
  }
  return { all, bySignedName };
}

function signaturesOf(item: Item, { bySignedName }: Signatures): Item[] {
  const named = bySignedName.get(item.name) ?? [];
  return named.filter((signature) => signature !== item && signs(signature, item));
}

/** Whether a signature's own name says that it is one of `item`: beside it, or dropped from another place. */
function signs(signature: Item, item: Item): boolean {
  if (nameSigned(signature.name) !== item.name) return false;
  return signature.folder === item.folder || (signature.origin !== 'in-folder' && item.origin !== 'in-folder');
}

function unpackedSignature(item: Item, signatures: Signatures): Unit['coversUnpacked'] {
  for (const signature of signatures.all) {
    const other = unpackedNameSigned(signature.name, item.name);
    if (other !== null && signature.folder === item.folder) return { signature: signature.name, other };
  }
  return undefined;
}
