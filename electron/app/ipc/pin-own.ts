import { AppError } from '../../../shared/error.ts';
import type { KeySummary } from '../../../shared/model/key.ts';
import type { Publisher } from '../../../shared/model/publisher.ts';
import type { AppContext } from '../context.ts';

/**
 * The user's own publisher of that name; undefined where there is none yet. Whose releases somebody else signs too is none: there every
 * key is compared. Throws `not-own-publisher`.
 */
export async function ownPublisher({ services }: AppContext, name: string): Promise<Publisher | undefined> {
  const there = await services.publishers.get(name);
  if (there?.own === false) throw new AppError('not-own-publisher', there.name);
  return there;
}

/** Expects a key of the user's own for the user's own publisher. Throws as `ownPublisher`. */
export async function pinOwn(context: AppContext, publisher: string, key: KeySummary): Promise<Publisher> {
  const { publishers, clock } = context.services;
  const { name } = (await ownPublisher(context, publisher)) ?? (await publishers.add(publisher, true));
  return publishers.pin(
    name,
    { fingerprint: key.fingerprint, ...(key.type === 'ssh' && { kind: key.type }) },
    { how: 'own-key', at: clock().toISOString() },
    key.userIds[0],
  );
}

/** Engines whose keys the app itself keeps, and that sign what people check. */
const KEPT: ReadonlySet<KeySummary['engine']> = new Set(['openpgp', 'ssh', 'cosign-key']);

/** The same for a key that is there already: one that the app keeps, secret part and all. Throws `key-not-found`, and as `ownPublisher`. */
export async function expectOwn(context: AppContext, publisher: string, fingerprint: string): Promise<Publisher> {
  const key = (await context.services.keys.list()).find(
    (each) => each.fingerprint === fingerprint && KEPT.has(each.engine) && each.secret !== 'none',
  );
  if (key === undefined) throw new AppError('key-not-found', 'the app keeps no such key');
  return pinOwn(context, publisher, key);
}
