import { seen } from '../../../shared/seen.ts';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { mayBeKey, nameSigned, unpackedName, unpackedNameSigned } from '../util/release-names.ts';
import type { Evidence } from './evidence.ts';
import type { Gathered } from './gather.ts';
import type { Item } from './item.ts';
import { lineFor, type List, ListIndex } from './list-index.ts';
import { ListPlaces } from './list-places.ts';

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
  /** PEM public keys that lie there. */
  publicKeys: Item[];
  lists: List[];
  /** Everything that a signature may cover: artifacts and manifests that are there. */
  coverable: Item[];
}

/** Sorts what was gathered into things that are asked and the evidence for each, by names and places (`verdicts.md`, section 4). */
export async function pair(gathered: Gathered): Promise<Paired> {
  const pairing = new Pairing(gathered.items);
  await pairing.readLists();
  return pairing.pair();
}

/** So many files between two breaths. */
const FILES_AT_ONCE = 1_000;

class Pairing {
  readonly #items: readonly Item[];
  readonly #byName: ReadonlyMap<string, Item[]>;
  readonly #present: ReadonlySet<string>;
  /** Signatures, and keys, by the name of the file that their own name speaks of. */
  readonly #signatures: ReadonlyMap<string, Item[]>;
  readonly #certificates: ReadonlyMap<string, Item[]>;
  readonly #lists: readonly List[];
  readonly #places = new ListPlaces();
  readonly #hasNamed: boolean;

  constructor(items: readonly Item[]) {
    this.#items = items;
    this.#byName = groupBy(items, (item) => item.name);
    this.#present = new Set(items.filter((item) => !isPasted(item)).map((item) => item.path));
    this.#hasNamed = items.some((item) => item.origin === 'named' && this.#isArtifact(item));
    this.#signatures = groupBy(
      items.filter((item) => this.#isSignature(item)),
      (item) => nameSigned(item.name),
    );
    this.#certificates = groupBy(items.filter(isCertificate), (item) => nameSigned(item.name));
    this.#lists = items.filter((item) => this.#isManifest(item)).map((item) => this.#asList(item));
  }

  async readLists(): Promise<void> {
    await this.#places.add(this.#lists, () => setImmediate());
  }

  async pair(): Promise<Paired> {
    const artifacts = this.#items.filter((item) => this.#isArtifact(item));
    const units: Unit[] = [];
    let seen = 0;
    const addEach = async (origin: Item['origin'], unitsOf: (item: Item) => Unit[]): Promise<void> => {
      for (const item of artifacts) {
        if (item.origin !== origin) continue;
        units.push(...unitsOf(item));
        if (++seen % FILES_AT_ONCE === 0) await setImmediate();
      }
    };
    await addEach('named', (item) => [this.#artifactUnit(item, 'artifact')]);
    units.push(...this.#lists.filter((list) => this.#isAsked(list)).map(manifestUnit));
    await addEach('in-folder', (item) => this.#inFolder(item));
    if (!this.#hasNamed)
      await addEach('beside', (item) =>
        this.#isAskedBySignature(this.#signaturesOf(item)) ? [this.#artifactUnit(item, 'artifact')] : [],
      );
    return {
      units,
      strays: this.#strays(units),
      certificates: this.#items.filter(({ content }) => content.kind === 'certificate'),
      publicKeys: this.#items.filter(({ content }) => content.kind === 'public-key'),
      lists: [...this.#lists],
      coverable: [...artifacts, ...this.#lists.map((list) => list.item).filter((item) => !isPasted(item))],
    };
  }

  /** Signatures that no name leads to anything. One that looks like a file of its own is judged as such besides. */
  #strays(units: readonly Unit[]): Item[] {
    const attached = new Set([
      ...units.flatMap((unit) => unit.signatures),
      ...this.#lists.flatMap((list) => list.signatures),
    ]);
    const unpackers = new Set(units.flatMap((unit) => unit.coversUnpacked?.signature ?? []));
    return this.#items.filter(
      (item) =>
        item.origin !== 'beside' &&
        (this.#isSignature(item) || (isCertificate(item) && item.origin === 'signature')) &&
        !attached.has(item) &&
        !unpackers.has(item.name),
    );
  }

  /** A file in a folder that a list names is told with that list, unless it has a signature of its own. */
  #inFolder(item: Item): Unit[] {
    const unit = this.#artifactUnit(item, 'in-folder');
    const covered = unit.lists.some((list) => list.problem === undefined && lineFor(list, item) !== undefined);
    return unit.signatures.length > 0 || !covered ? [unit] : [];
  }

  #isAsked(list: List): boolean {
    switch (list.item.origin) {
      case 'in-folder':
        return true;
      case 'named':
        return !this.#hasNamed;
      case 'beside':
        return !this.#hasNamed && this.#isAskedBySignature(list.signatures);
      case 'signature':
      case 'signer-certificate':
      case 'pasted':
        return false;
    }
  }

  #isAskedBySignature(signatures: readonly Item[]): boolean {
    return signatures.some((signature) => signature.origin === 'named');
  }

  #isArtifact(item: Item): boolean {
    const { kind } = item.content;
    if (kind === 'cleartext') return item.content.manifest === undefined && !this.#repeatsAnother(item);
    if (kind === 'no-signature') return item.origin === 'in-folder' && !this.#signsSomething(item);
    // A file of several lines is one file.
    return kind === 'artifact' || (looksLikeAnother(item) && (item.line ?? 0) === 0);
  }

  #isSignature(item: Item): boolean {
    const { kind } = item.content;
    if (kind === 'no-signature') return !this.#isArtifact(item);
    return isSignatureKind(kind) || this.#repeatsAnother(item);
  }

  #isManifest(item: Item): boolean {
    const { content } = item;
    if (content.kind === 'cleartext') return content.manifest !== undefined && !this.#repeatsAnother(item);
    return content.kind === 'manifest' || content.kind === 'manifest-malformed';
  }

  /** A cleartext-signed text is a thing of its own, unless the file that it repeats is there too. */
  #repeatsAnother(item: Item): boolean {
    if (item.content.kind !== 'cleartext') return false;
    // A pasted list is a list where there is something that it may list.
    if (isPasted(item)) return item.content.manifest === undefined || !this.#hasNamed;
    return this.#namedBy(item).some((other) => REPEATABLE.has(other.content.kind));
  }

  #signsSomething(item: Item): boolean {
    return this.#namedBy(item).length > 0;
  }

  /** The files that a signature's own name speaks of. */
  #namedBy(item: Item): Item[] {
    return (this.#byName.get(nameSigned(item.name) ?? '') ?? []).filter(
      (other) => other !== item && this.#signs(item, other),
    );
  }

  /**
   * Whether a signature's own name says that it is one of `item`: beside it, or dropped from another place where its own
   * artifact is not.
   */
  #signs(signature: Item, item: Item): boolean {
    const name = nameSigned(signature.name);
    if (name !== item.name) return false;
    if (signature.folder === item.folder) return true;
    const fromElsewhere = [signature, item].every(({ origin }) => origin !== 'in-folder' && origin !== 'beside');
    return fromElsewhere && !this.#present.has(join(signature.folder, name));
  }

  #signaturesOf(item: Item): Item[] {
    return (this.#signatures.get(item.name) ?? []).filter(
      (signature) => signature !== item && this.#signs(signature, item),
    );
  }

  /** What stands where a signature should: keys count only where there is no signature. */
  #standingAsSignature(item: Item): Item[] {
    const own = this.#signaturesOf(item);
    if (own.length > 0) return own;
    return (this.#certificates.get(item.name) ?? []).filter((key) => key !== item && this.#signs(key, item));
  }

  #asList(item: Item): List {
    const { content } = item;
    const signatures = this.#standingAsSignature(item);
    const base = { item, isPresent: (path: string) => this.#present.has(path) };
    if (content.kind === 'manifest')
      return { ...base, manifest: content.manifest, signatures, index: new ListIndex(content.manifest) };
    if (content.kind === 'cleartext') {
      const { manifest } = content;
      const index = new ListIndex(manifest);
      return { ...base, ...(manifest && { manifest }), signatures: [item, ...this.#signaturesOf(item)], index };
    }
    const problem = content.kind === 'manifest-malformed' ? content.problem : seen('listNothing');
    return { ...base, problem, signatures, index: new ListIndex(undefined) };
  }

  #artifactUnit(item: Item, asked: Unit['asked']): Unit {
    const own = this.#standingAsSignature(item);
    const clear = item.content.kind === 'cleartext' ? [item] : [];
    const unpacked = own.length > 0 ? undefined : this.#unpackedSignature(item);
    return {
      target: item,
      asked,
      signatures: [...clear, ...own],
      lists: this.#listsFor(item),
      ...(unpacked === undefined ? {} : { coversUnpacked: unpacked }),
    };
  }

  /** The lists that name an item, or that break their rules and speak of it; where none names it, those to look for its digest in. */
  #listsFor(item: Item): List[] {
    const { naming, searched, broken } = this.#places.listsFor(item);
    return [...(naming.length > 0 ? naming : searched), ...broken.filter((list) => mentions(list, item))];
  }

  #unpackedSignature(item: Item): Unit['coversUnpacked'] {
    const unpacked = unpackedName(item.name);
    for (const signature of this.#signatures.get(unpacked ?? '') ?? []) {
      const other = unpackedNameSigned(signature.name, item.name);
      if (other !== null && signature.folder === item.folder) return { signature: signature.name, other };
    }
    return undefined;
  }
}

const REPEATABLE: ReadonlySet<Item['content']['kind']> = new Set(['artifact', 'manifest', 'manifest-malformed']);

function manifestUnit(list: List): Unit {
  return { target: list.item, asked: 'manifest', signatures: list.signatures, lists: [] };
}

const isPasted = (item: Item): boolean => item.origin === 'pasted';
/** A public key, of OpenPGP or PEM. */
const isCertificate = ({ content }: Item): boolean => content.kind === 'certificate' || content.kind === 'public-key';
const isSignatureKind = (kind: Item['content']['kind']): boolean =>
  kind === 'signature' || kind === 'sigstore' || kind === 'ssh' || kind === 'unreadable-signature';

/**
 * A file in a folder that is a signature or a key by its bytes, but not by its name: one file can be both that and a program
 * (an archive may have anything before it), so it does not vanish among the evidence.
 */
function looksLikeAnother(item: Item): boolean {
  if (item.origin !== 'in-folder') return false;
  const { kind } = item.content;
  if (isSignatureKind(kind)) return nameSigned(item.name) === null;
  return isCertificate(item) && !mayBeKey(item.name);
}

/** A list that breaks its rules counts where the user named it, or where a line of it ends with this file's name. */
function mentions(list: List, item: Item): boolean {
  const { origin, content } = list.item;
  if (origin === 'named' || origin === 'signature') return true;
  return (
    content.kind === 'manifest-malformed' &&
    content.text.includes(item.name) &&
    content.text.split('\n').some((line) => speaksOf(line, item.name))
  );
}

/** `HEX  NAME`, `HEX *dir/NAME`, `SHA256 (NAME) = HEX`, or the name alone. */
function speaksOf(line: string, name: string): boolean {
  for (let at = line.indexOf(name); at >= 0; at = line.indexOf(name, at + 1)) {
    const before = line[at - 1] ?? ' ';
    const after = line.slice(at + name.length);
    if (' \t*(/\\'.includes(before) && /^[ \t\r]*$|^\)[ \t]*=/.test(after)) return true;
  }
  return false;
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string | null): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    if (key === null) continue;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}
