import { join } from 'node:path';
import { AppError } from '../../../shared/error.ts';
import type { KeptLogin } from '../../../shared/model/login.ts';
import type { SecretStore } from '../keys/secret-store.ts';
import type { Clock } from '../util/clock.ts';
import { instanceKey } from '../sigstore/instances/instance-name.ts';
import { jsonFile } from '../util/json-file.ts';
import { type IdentityToken, readIdentityToken } from './identity-token.ts';

/** What is left of logins: who it was, and the token itself only where it lasts. */
export interface KeptLogins {
  /** Who logged in last at each instance. Opens no store. */
  list(): Promise<KeptLogin[]>;
  /** The token of a login that is still good; undefined where none was kept or it is over. Throws `store-locked` ... */
  token(instance: string): Promise<IdentityToken | undefined>;
  /** Remembers who logged in, and keeps the token, sealed as keys are, where it lasts longer than a run takes. */
  keep(instance: string, token: IdentityToken): Promise<KeptLogin>;
  /** Forgets every login; gives back what there was. */
  forget(): Promise<KeptLogin[]>;
  /** Forgets the login at one instance; none is no error. */
  forgetInstance(name: string): Promise<void>;
}

/** A token that is over sooner is not worth the keychain's question: on public-good it is over in a minute. */
const WORTH_KEEPING_MS = 5 * 60_000;
/** A token that ends while it is on its way is no use. */
const MARGIN_MS = 10_000;

/** Opens `logins.json` of the home folder; tokens lie in the secret store. */
export function openKeptLogins(
  home: string,
  store: Pick<SecretStore, 'read' | 'write' | 'remove'>,
  clock: Clock,
): KeptLogins {
  const file = jsonFile<KeptLogin[]>({
    path: join(home, 'logins.json'),
    version: 1,
    empty: () => [],
    check: async (content) =>
      (await import('../../../shared/model/login.ts')).KeptLogin.array().max(100).parse(content),
  });
  return {
    list: () => file.read(),
    async token(instance) {
      const login = (await file.read()).find((one) => one.instance === instance);
      if (login === undefined || login.tokenUntil === null) return undefined;
      if (Date.parse(login.tokenUntil) < clock().getTime() + MARGIN_MS) {
        await store.remove(secretName(instance));
        return undefined;
      }
      const bytes = await store.read(secretName(instance));
      try {
        return readIdentityToken(Buffer.from(bytes).toString('utf8'), clock());
      } catch (error) {
        if (error instanceof AppError && error.code === 'token-unusable') return undefined;
        throw error;
      } finally {
        bytes.fill(0);
      }
    },
    async keep(instance, token) {
      const now = clock();
      const isKept = token.expiresAt.getTime() - now.getTime() > WORTH_KEEPING_MS;
      if (isKept) {
        const bytes = Buffer.from(token.reveal(), 'utf8');
        await store.write(secretName(instance), bytes);
        bytes.fill(0);
      } else {
        await store.remove(secretName(instance));
      }
      const login: KeptLogin = {
        instance,
        ...token.loggedIn,
        at: now.toISOString(),
        tokenUntil: isKept ? token.expiresAt.toISOString() : null,
      };
      await file.update((all) => [...all.filter((one) => one.instance !== instance), login]);
      return login;
    },
    async forget() {
      const before = await file.read();
      for (const { instance } of before) await store.remove(secretName(instance));
      await file.update(() => []);
      return before;
    },
    async forgetInstance(name) {
      const gone = (await file.read()).filter(({ instance }) => instanceKey(instance) === instanceKey(name));
      if (gone.length === 0) return;
      await file.update((all) => all.filter(({ instance }) => instanceKey(instance) !== instanceKey(name)));
      for (const { instance } of gone) await store.remove(secretName(instance));
    },
  };
}

function secretName(instance: string): string {
  return `login ${instance}`;
}
