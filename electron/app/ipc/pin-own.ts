import { AppError } from '../../../shared/error.ts';
import type { KeySummary } from '../../../shared/model/key.ts';
import type { Publisher } from '../../../shared/model/publisher.ts';
import type { AppContext } from '../context.ts';

/** Expects a key of the user's own for the user's own publisher. */
export async function pinOwn(context: AppContext, publisher: string, key: KeySummary): Promise<Publisher> {
  const { publishers, clock } = context.services;
  const there = await publishers.get(publisher);
  const { name } = there ?? (await publishers.add(publisher, true));
  return publishers.pin(
    name,
    { fingerprint: key.fingerprint, ...(key.type === 'ssh' && { kind: key.type }) },
    { how: 'own-key', at: clock().toISOString() },
    key.userIds[0],
  );
}

/** Engines whose keys the app itself keeps, and that sign what people check. */
const KEPT: ReadonlySet<KeySummary['engine']> = new Set(['openpgp', 'ssh', 'cosign-key']);

/**
 * The same for a key that is there already: one that the app keeps, secret part and all. Whose releases somebody else signs too is no
 * publisher of the user's own: there a comparison is wanted. Throws `key-not-found`, `not-expected-key`.
 */
export async function expectOwn(context: AppContext, publisher: string, fingerprint: string): Promise<Publisher> {
  const { keys, publishers } = context.services;
  const key = (await keys.list()).find(
    (each) => each.fingerprint === fingerprint && KEPT.has(each.engine) && each.secret !== 'none',
  );
  if (key === undefined) throw new AppError('key-not-found', 'the app keeps no such key');
  const there = await publishers.get(publisher);
  if (there?.own === false) throw new AppError('not-expected-key', `${there.name} is not the user's own publisher`);
  return pinOwn(context, publisher, key);
}
