import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { AppError } from '../../../shared/error.ts';
import type { Consents, Place, Who } from '../../../shared/model/publication.ts';
import type { Clock } from '../util/clock.ts';
import { jsonFile } from '../util/json-file.ts';
import { instanceKey } from './instances/instance-name.ts';
import { isWithin, whereItIs, whereItWillBe } from './places.ts';

/** What the user agreed to make public, and what must never be. */
export interface ConsentStore {
  list(): Promise<Consents>;
  /** Whether this signer may publish from all these places without being asked again. */
  hasAgreed(who: Who, instance: string, places: readonly Place[]): Promise<boolean>;
  agree(who: Who, instance: string, places: readonly Place[]): Promise<void>;
  /** Forgets what was agreed to at an instance: another one of this name is another one. */
  forgetInstance(name: string): Promise<void>;
  /** Takes a consent back; one that is not there is no error. */
  withdraw(who: Who, instance: string, path: string): Promise<void>;
  /** Forbids everything in a folder to public logs. Throws `not-found`. */
  markNeverPublic(folder: string): Promise<void>;
  unmarkNeverPublic(folder: string): Promise<void>;
  /** Throws `never-public` where one of these files lies in such a folder, by its own path or by where its links lead. */
  refuseNeverPublic(files: readonly string[]): Promise<void>;
}

/** Opens what is remembered in `consent.json` of the home folder. Throws `store-damaged` where it cannot be read: then nothing is agreed to. */
export function openConsent(home: string, clock: Clock, userHome = homedir()): ConsentStore {
  const file = jsonFile<Consents>({
    path: join(home, 'consent.json'),
    version: 1,
    empty: () => ({ consents: [], neverPublic: [] }),
    check: async (content) => (await import('../../../shared/model/publication.ts')).Consents.parse(content),
  });
  const now = (): string => clock().toISOString();
  return {
    list: () => file.read(),
    async hasAgreed(who, instance, places) {
      const { consents } = await file.read();
      // Of no place at all, every one would be agreed to.
      if (places.length === 0) return false;
      const wide = await whereItIs(userHome).catch(() => userHome);
      return places.every((place) =>
        consents.some((one) => isSame(one.who, who) && one.instance === instance && covers(one.place, place, wide)),
      );
    },
    async agree(who, instance, places) {
      await file.update((all) => {
        const kept = all.consents.filter(
          (one) =>
            !(isSame(one.who, who) && one.instance === instance && places.some(({ path }) => path === one.place.path)),
        );
        const added = places.map((place) => ({ who, instance, place, at: now() }));
        return { ...all, consents: [...kept, ...added] };
      });
    },
    async forgetInstance(name) {
      const key = instanceKey(name);
      await file.update((all) => {
        const consents = all.consents.filter((one) => instanceKey(one.instance) !== key);
        return consents.length === all.consents.length ? undefined : { ...all, consents };
      });
    },
    async withdraw(who, instance, path) {
      await file.update((all) => ({
        ...all,
        consents: all.consents.filter(
          (one) => !(isSame(one.who, who) && one.instance === instance && one.place.path === path),
        ),
      }));
    },
    async markNeverPublic(folder) {
      const path = await whereItIs(resolve(folder));
      await file.update((all) =>
        all.neverPublic.some((one) => one.path === path)
          ? undefined
          : { ...all, neverPublic: [...all.neverPublic, { path, at: now() }] },
      );
    },
    async unmarkNeverPublic(folder) {
      // A folder that is gone is taken off the list by the name that it had.
      const path = await whereItIs(resolve(folder)).catch(() => resolve(folder));
      await file.update((all) => ({ ...all, neverPublic: all.neverPublic.filter((one) => one.path !== path) }));
    },
    async refuseNeverPublic(files) {
      const { neverPublic } = await file.read();
      if (neverPublic.length === 0) return;
      for (const named of files) {
        const ways = [resolve(named), await whereItWillBe(resolve(named))];
        const marked = neverPublic.find(({ path }) => ways.some((way) => isWithin(way, path)));
        if (marked !== undefined) throw new AppError('never-public', marked.path);
      }
    },
  };
}

/**
 * Whether what was agreed to for one place holds for another: the folders in it, but no repository in it, which is a place of its own. A
 * home folder, and what is around it, stands for the files in it alone: else it would stand for everything that somebody has.
 */
function covers(agreed: Place, place: Place, userHome: string): boolean {
  if (place.path === agreed.path) return true;
  return place.kind === 'folder' && !isWithin(userHome, agreed.path) && isWithin(place.path, agreed.path);
}

function isSame(a: Who, b: Who): boolean {
  if ('fingerprint' in a) return 'fingerprint' in b && a.fingerprint === b.fingerprint;
  return 'identity' in b && a.identity === b.identity && a.issuer === b.issuer;
}
