import { randomUUID } from 'node:crypto';
import { AppError } from '../../../shared/error.ts';
import { cleanPublisherName } from '../../core/trust/publisher-name.ts';
import type { ImportedKey } from '../../core/keys/key-service.ts';
import { nameOfFile } from '../../core/keys/name-of-file.ts';
import { publishText } from '../../core/keys/publish-text.ts';
import type { KeySummary } from '../../../shared/model/key.ts';
import type { AppContext } from '../context.ts';
import { copyText } from '../copy-text.ts';
import { applySettings } from '../apply-settings.ts';
import { online } from '../online.ts';
import { readSmall } from '../read-small.ts';
import type { Handlers } from './gate.ts';
import { ownPublisher, pinOwn } from './pin-own.ts';

type Names =
  | 'keys.list'
  | 'keys.generate'
  | 'keys.generateCosign'
  | 'keys.generateSsh'
  | 'keys.import'
  | 'keys.rename'
  | 'keys.publishText'
  | 'keys.copyPublic'
  | 'keys.extend'
  | 'keys.addUserId'
  | 'keys.addSubkey'
  | 'keys.revoke'
  | 'keys.delete'
  | 'keys.restore'
  | 'keys.lookup'
  | 'keys.accept'
  | 'keys.refresh';

/** The life of keys, but for what is saved to files (`key-file-handlers.ts`). */
export function keyHandlers(context: AppContext): Pick<Handlers, Names> {
  const { keys } = context.services;
  /** Tells the window that the lists changed, and passes the value on. */
  const changed = <T>(value: T): T => {
    context.emit('keys.changed', null);
    context.status.poke();
    return value;
  };
  /** Makes a key, and lets the user's own publisher expect it where one is named. */
  const made = async (publisher: string | undefined, make: () => Promise<KeySummary>): Promise<KeySummary> => {
    // Looked at first: a key must not be made for a publisher that cannot be used, to be made again at the next click.
    if (publisher !== undefined) await ownPublisher(context, cleanPublisherName(publisher));
    const key = await make();
    try {
      if (publisher !== undefined) await pinOwn(context, publisher, key);
    } finally {
      changed(null);
    }
    return key;
  };
  return {
    'keys.list': () => keys.list(),
    'keys.generate': ({ publisher, ...request }) => made(publisher, () => keys.generate(request)),
    'keys.generateCosign': ({ publisher, ...request }) => made(publisher, () => keys.generateCosign(request)),
    'keys.generateSsh': ({ publisher, ...request }) => made(publisher, () => keys.generateSsh(request)),
    'keys.import': async ({ files, text, name = '', passphrase }) => {
      const sources: { bytes: Uint8Array; name: string }[] = [];
      for (const path of context.files.paths(files))
        sources.push({ bytes: await readSmall(path), name: nameOfFile(path) });
      if (text !== undefined && text !== '') sources.push({ bytes: new TextEncoder().encode(text), name });
      if (sources.length === 0) throw new AppError('usage', 'there is nothing to import');
      const imported: ImportedKey[] = [];
      try {
        for (const { bytes, name } of sources) imported.push(...(await keys.import(bytes, { passphrase, name })));
      } finally {
        changed(null);
      }
      return imported;
    },
    'keys.rename': async ({ key, name }) => {
      const renamed = await keys.rename(key, name);
      changed(null);
      await context.services.publishers.relabel(renamed.fingerprint, renamed.userIds[0] ?? '');
      return renamed;
    },
    'keys.publishText': async ({ key: id }) => {
      const key = await find(context, id);
      const armored = new TextDecoder().decode(await keys.exportPublic(id, 'armored'));
      return { text: publishText(key, armored) };
    },
    'keys.copyPublic': async ({ key }) => {
      await copyText(new TextDecoder().decode(await keys.exportPublic(key, 'armored')));
      return null;
    },
    'keys.extend': async ({ key, validity }) => changed(await keys.extend(key, validity)),
    'keys.addUserId': async ({ key, name, email }) => changed(await keys.addUserId(key, name, email)),
    'keys.addSubkey': async ({ key, validity }) => changed(await keys.addSubkey(key, validity)),
    'keys.revoke': async ({ key, reason, note }) => changed(await keys.revoke(key, reason, note)),
    'keys.delete': async ({ key: id, name }) => {
      const key = await find(context, id);
      if (name.trim() !== (key.userIds[0] ?? key.fingerprint.slice(-8)).trim())
        throw new AppError('usage', 'the typed name is not the key’s');
      await keys.delete(id);
      return changed(null);
    },
    'keys.restore': async ({ file, passphrase }) => {
      const [path = ''] = context.files.paths([file]);
      const bytes = await readSmall(path);
      try {
        const restored = await keys.restore(bytes, passphrase);
        await takeSettings(context);
        return restored;
      } finally {
        changed(null);
      }
    },
    'keys.lookup': async ({ query, from }) => {
      const found = await online(context, (signal) => keys.lookup(query, from, signal));
      const lookup = randomUUID();
      context.lookups.set(lookup, found);
      return { found: found.summaries, lookup };
    },
    'keys.accept': async ({ lookup }) => {
      const found = context.lookups.take(lookup);
      if (found === undefined) throw new AppError('not-found', 'this lookup is no longer remembered');
      return changed(await keys.accept(found));
    },
    'keys.refresh': async ({ key, from }) =>
      changed(await online(context, (signal) => keys.refresh(key, from, signal))),
  };
}

/** Puts the settings that a backup brought into effect. Who chose to be offline stays offline. */
async function takeSettings(context: AppContext): Promise<void> {
  const { services, network } = context;
  const restored = await services.settings.get();
  // Setting them again tells GnuPG's part who asks for its PINs.
  const settings = await services.settings.set({ ...restored, offline: restored.offline || services.offline() });
  await applySettings(services, network, settings);
  context.emit('settings.changed', settings);
}

/** The key with this id. Throws `key-not-found`. */
export async function find(context: AppContext, id: string): Promise<KeySummary> {
  const key = (await context.services.keys.list()).find((each) => each.id === id);
  if (key === undefined) throw new AppError('key-not-found');
  return key;
}
