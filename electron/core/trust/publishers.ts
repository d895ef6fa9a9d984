import { join } from 'node:path';
import { AppError } from '../../../shared/error.ts';
import type { Confirmation, Pin, PinnedSigner, Publisher } from '../../../shared/model/publisher.ts';
import { pinName } from '../../../shared/signer-name.ts';
import type { Clock } from '../util/clock.ts';
import { jsonFile } from '../util/json-file.ts';
import { plainLabel } from '../util/plain-label.ts';
import { cleanPublisherName, publisherKey } from './publisher-name.ts';
import type { PublisherService } from './publisher-service.ts';
import { PINS_VERSION, readExport, readPublishers, writeExport } from './publishers-json.ts';
import { cleanSigner } from './clean-signer.ts';
import { isSamePin } from '../../../shared/signer-rule.ts';
import { isStem } from './stem.ts';

const MOST_STEMS = 200;
const MOST_REPOSITORIES = 1000;

/**
 * The publishers kept in `publishers.json` of the home folder. Every change is on disk when its promise resolves.
 *
 * `add` throws `already-exists` where the name is taken (compared without case, after Unicode NFC) and `usage` for a hostile name;
 * `pin`, `unpin`, `learnStem` and `remove` throw `not-found` for an unknown publisher; `pin` throws `usage` for a signer that is not
 * wholly told. A signer that is pinned already keeps its first confirmation.
 *
 * Where `publishers.json` is damaged, all but `setAside` throw `store-damaged` with words for the way out.
 *
 * An export is JSON: `{ "format": "countersign-publishers", "version", "publishers": [ { "name", "own", "since",
 * "pins": [ { what a `PinnedSigner` has, "label"?, "confirmed": { "how", "at", "detail"? } } ], "stems": [...] } ] }`, dates as RFC 3339.
 * An import takes names and pins; pins that are new are marked as imported, with what the file says of them as the detail. Stems and
 * the mark of one's own publisher are taken over from the user's own backup only (`{ backup: true }`), and so are confirmations.
 */
export function openPublishers(home: string, clock: Clock): PublisherService {
  const stored = jsonFile<Publisher[]>({
    path: join(home, 'publishers.json'),
    version: PINS_VERSION,
    empty: () => [],
    check: readPublishers,
  });
  const file: Pick<typeof stored, 'read' | 'update'> = {
    read: () => stored.read().catch(tellWayOut),
    update: (work) => stored.update(work).catch(tellWayOut),
  };
  const now = (): string => clock().toISOString();

  /** Changes the publisher of that name in the stored list. */
  const change = async (name: string, work: (publisher: Publisher) => Publisher): Promise<Publisher> => {
    const all = await file.update((list) => {
      const at = indexOf(list, name);
      const old = list[at];
      if (old === undefined) throw new AppError('not-found', `no publisher is called ${name}`);
      const changed = work(old);
      return changed === old ? undefined : list.with(at, changed);
    });
    const found = all[indexOf(all, name)];
    if (found === undefined) throw new AppError('internal', 'a changed publisher is gone');
    return found;
  };

  return {
    list: () => file.read(),
    get: async (name) => {
      const list = await file.read();
      return list[indexOf(list, name)];
    },
    add: async (name, own = false) => {
      const publisher: Publisher = { name: cleanPublisherName(name), own, since: now(), pins: [], stems: [] };
      await file.update((list) => {
        if (indexOf(list, name) >= 0) throw new AppError('already-exists', publisher.name);
        return [...list, publisher];
      });
      return publisher;
    },
    remove: async (name) => {
      await file.update((list) => {
        const at = indexOf(list, name);
        if (at < 0) throw new AppError('not-found', `no publisher is called ${name}`);
        return list.toSpliced(at, 1);
      });
    },
    pin: async (name, signer, confirmed, label) => {
      const pin = newPin(signer, confirmed, label);
      // What a list that was imported says of a pin that is there is hearsay; what the user says completes it.
      return change(name, (publisher) => fillIn(publisher, pin) ?? addPins(publisher, [pin]));
    },
    unpin: async (name, signer) => {
      const unwanted = cleanSigner(signer);
      return change(name, (publisher) => {
        const pins = publisher.pins.filter((pin) => !isSamePin(pin, unwanted));
        if (pins.length === publisher.pins.length)
          throw new AppError('not-found', `${pinName(unwanted)} is not pinned`);
        return { ...publisher, pins };
      });
    },
    relabel: async (fingerprint, label) => {
      const shown = plainLabel(label, 200);
      await file.update((list) => {
        const changed = list.map((publisher) => relabelled(publisher, fingerprint, shown));
        return changed.some((publisher, at) => publisher !== list[at]) ? changed : undefined;
      });
    },
    learnRepositoryId: async (name, build, repositoryId) => {
      const known = cleanSigner({ ...build, repositoryId });
      await change(name, (publisher) => fillIn(publisher, known) ?? publisher);
    },
    learnStem: async (name, stem) => {
      if (!isStem(stem)) return;
      // Read first: nearly always it is known, and then nothing needs a lock or a write.
      const list = await file.read();
      if (list[indexOf(list, name)]?.stems.includes(stem) === true) return;
      await change(name, (publisher) =>
        publisher.stems.includes(stem) || publisher.stems.length >= MOST_STEMS
          ? publisher
          : { ...publisher, stems: [...publisher.stems, stem] },
      );
    },
    setRepository: async (folder, name) => {
      await file.update((list) => {
        if (name !== null && indexOf(list, name) < 0) throw new AppError('not-found', `no publisher is called ${name}`);
        const key = name === null ? null : publisherKey(name);
        const changed = list.map((publisher) =>
          withRepository(publisher, folder, publisherKey(publisher.name) === key),
        );
        return changed.some((publisher, at) => publisher !== list[at]) ? changed : undefined;
      });
    },
    setAside: () => stored.setAside(),
    export: async () => writeExport(await file.read()),
    import: async (json, options) => {
      const backup = options?.backup === true;
      const incoming = readExport(json).map((one) => (backup ? one : imported(one, now())));
      return file.update((list) => incoming.reduce(merge, list));
    },
  };
}

/** Pins that cannot be read are not the same as no pins: nothing is judged by them until the user chose a way out. */
function tellWayOut(error: unknown): never {
  if (!(error instanceof AppError) || error.code !== 'store-damaged') throw error;
  const wayOut = 'restore a backup, which sets this file aside, or move it away yourself: then no publisher is known';
  throw new AppError('store-damaged', `${error.detail}; ${wayOut}`, { cause: error });
}

const indexOf = (list: readonly Publisher[], name: string): number => {
  const key = publisherKey(name);
  return list.findIndex((one) => publisherKey(one.name) === key);
};

/** A label comes from a key, so anybody may have written it. */
function newPin(signer: PinnedSigner, confirmed: Confirmation, label: string | undefined): Pin {
  const shown = label === undefined ? '' : plainLabel(label, 200);
  const detail = confirmed.detail === undefined ? undefined : plainLabel(confirmed.detail, 1000);
  return {
    ...cleanSigner(signer),
    ...(shown !== '' && { label: shown }),
    confirmed: { ...confirmed, ...(detail !== undefined && { detail }) },
  };
}

/** The publisher whose pins of this key are called `label`, or nothing where it is empty; the same one where none is. */
function relabelled(publisher: Publisher, fingerprint: string, label: string): Publisher {
  const pins = publisher.pins.map((pin) => {
    if (!('fingerprint' in pin) || pin.fingerprint !== fingerprint || (pin.label ?? '') === label) return pin;
    const renamed = { ...pin, label };
    if (label === '') delete (renamed as Pin).label;
    return renamed;
  });
  return pins.some((pin, at) => pin !== publisher.pins[at]) ? { ...publisher, pins } : publisher;
}

/** The publisher with or without this repository; the same one where nothing changes. A folder has one publisher at most. */
function withRepository(publisher: Publisher, folder: string, isIts: boolean): Publisher {
  const { repositories = [] } = publisher;
  if (repositories.includes(folder) === isIts) return publisher;
  const others = repositories.filter((one) => one !== folder);
  return { ...publisher, repositories: isIts ? [...others, folder].slice(-MOST_REPOSITORIES) : others };
}

/** Adds what is not there yet. */
function addPins(publisher: Publisher, pins: readonly Pin[]): Publisher {
  const all = [...publisher.pins];
  for (const pin of pins) if (!all.some((known) => isSamePin(known, pin))) all.push(pin);
  return all.length === publisher.pins.length ? publisher : { ...publisher, pins: all };
}

/** Completes the pins that mean this signer by what they lack: a repository's number, a public key, its kind. Undefined where nothing is new. */
function fillIn(publisher: Publisher, signer: PinnedSigner): Publisher | undefined {
  const pins = publisher.pins.map((pin) => {
    if (!isSamePin(pin, signer)) return pin;
    const found = { ...partsToLearn(signer), ...partsToLearn(pin) };
    return Object.keys(found).length === Object.keys(partsToLearn(pin)).length ? pin : { ...pin, ...found };
  });
  return pins.some((pin, at) => pin !== publisher.pins[at]) ? { ...publisher, pins } : undefined;
}

function partsToLearn(pin: PinnedSigner): { repositoryId?: string; publicKey?: string; kind?: 'ssh' } {
  if ('fingerprint' in pin) {
    const { publicKey, kind } = pin;
    return { ...(publicKey !== undefined && { publicKey }), ...(kind !== undefined && { kind }) };
  }
  return 'repositoryId' in pin && pin.repositoryId !== undefined ? { repositoryId: pin.repositoryId } : {};
}

/** A publisher from somebody else's list: what it says of itself is hearsay. */
function imported({ name, pins: theirs }: Publisher, at: string): Publisher {
  const pins = theirs.map(({ confirmed, ...pin }) => ({
    ...pin,
    confirmed: { how: 'import' as const, at, detail: `${confirmed.how}, ${confirmed.at}` },
  }));
  return { name, own: false, since: at, pins, stems: [] };
}

function merge(list: Publisher[], incoming: Publisher): Publisher[] {
  const at = indexOf(list, incoming.name);
  const old = list[at];
  if (old === undefined)
    return [...list, { ...incoming, pins: addPins({ ...incoming, pins: [] }, incoming.pins).pins }];
  const stems = [...new Set([...old.stems, ...incoming.stems])].slice(0, MOST_STEMS);
  return list.with(at, { ...addPins(old, incoming.pins), own: old.own || incoming.own, stems });
}
