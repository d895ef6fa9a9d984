import { readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readIdentityToken } from '../../electron/core/oidc/identity-token.ts';
import { openServices } from '../../electron/core/open-services.ts';
import type { Services, SignRequest } from '../../electron/core/services.ts';
import { openHeldKey } from '../../electron/core/sign/held-key.ts';
import type { SigningInstance } from '../../electron/core/sigstore/instance.ts';
import { readSigningConfig } from '../../electron/core/sigstore/signing-config.ts';
import { readTrustedRoot } from '../../electron/core/sigstore/trusted-root.ts';
import type { CheckResult } from '../../shared/model/result.ts';
import { hashWorker } from '../bundle.ts';
import { PAGE } from '../core/oidc/page-words.ts';
import { Person } from '../core/oidc/person.ts';
import type { Ground } from './ground.ts';
import type { Peer } from './peers.ts';
import type { Ended } from './programs.ts';

/** The app's own core, as the window uses it: a run of the signing service, logged in through a browser's pages, and a check of the verifying one. */
export function countersign(): Peer {
  return {
    name: 'our core',
    signKeyless: (it, file, bundle, { token, account }) =>
      ended(it, account, async (services) => {
        const given = account === undefined ? { token: readIdentityToken(token, new Date()) } : {};
        await sign(services, it, { paths: [file], places: { bundle }, keys: ['keyless'], wish: given });
      }),
    signByKey: (it, file, bundle, key, logged) =>
      ended(it, undefined, async (services) => {
        const held = await openHeldKey(readFileSync(key.secret), '', new Date());
        if (held === null) throw new Error(`${key.secret} is no key`);
        const witnesses = logged ? null : false;
        const asked = { paths: [file], places: { bundle }, keys: [held.summary.id], heldKeys: [held] };
        await sign(services, it, { ...asked, log: witnesses, timestamp: witnesses });
      }),
    verifyKeyless: (it, file, bundle, expected) => verify(it, file, bundle, { identities: [expected] }),
    verifyByKey: (it, file, bundle, publicKey) => verify(it, file, bundle, { keys: [publicKey] }),
  };
}

interface Asked extends Pick<SignRequest, 'paths' | 'places' | 'heldKeys' | 'wish'> {
  keys: string[];
  log?: boolean | null;
  timestamp?: boolean | null;
}

async function sign(services: Services, it: Ground, asked: Asked): Promise<void> {
  const { keys, log = null, timestamp = null, wish, ...where } = asked;
  const { failed } = await services.sign.sign(
    {
      ...where,
      overwrite: false,
      options: { keys, signature: 'armored', manifest: null, sigstore: { instance: 'public-good', log, timestamp } },
      wish: { ...wish, instance: instanceOf(it), agreed: true },
    },
    { ask: (prompt) => (prompt.kind === 'login' ? standBy() : Promise.reject(new Error(`asked: ${prompt.kind}`))) },
  );
  for (const { code, detail } of failed) throw new Error(`${code} ${detail}`);
}

/** The page of the login is open; the run goes on when the browser has come back. */
const standBy = (): Promise<never> => new Promise(() => undefined);

async function verify(
  it: Ground,
  file: string,
  bundle: string,
  expected: { identities: { identity: string; issuer: string }[] } | { keys: string[] },
): Promise<Ended> {
  const found: CheckResult[] = [];
  const { trustedRoot } = it.files;
  const done = await ended(it, undefined, async (services) => {
    const asked = { paths: [file], digests: [], signatures: [bundle], lookBeside: false, trustedRoot, ...expected };
    for await (const result of services.verify.verify(asked, {})) found.push(result);
  });
  const good = done.status === 0 && found.length === 1 && found[0]!.verdict === 'verified';
  return { status: good ? 0 : 1, stdout: JSON.stringify(found, null, 1), stderr: done.stderr };
}

function instanceOf({ files }: Ground): SigningInstance {
  const root = readTrustedRoot(readFileSync(files.trustedRoot));
  if (root.kind === 'refused') throw new Error(`our own reader refuses the trusted root: ${root.reason.detail}`);
  return {
    name: 'interop',
    config: readSigningConfig(readFileSync(files.signingConfig)),
    trust: root.material,
    isPublic: true,
  };
}

/** Opens the services for one piece of work; somebody with this account sits at the browser. */
async function ended(
  it: Ground,
  account: string | undefined,
  work: (services: Services) => Promise<void>,
): Promise<Ended> {
  const home = join(it.folder, 'core-home');
  await mkdir(home, { recursive: true, mode: 0o700 });
  const services = await openServices({
    home,
    clock: () => new Date(),
    hashWorker: hashWorker(),
    login: {
      openBrowser: (address) => {
        if (account === undefined) return Promise.reject(new Error('nobody sits at the browser'));
        // The last page comes when the login is over, so nobody waits for it.
        void new Person().logIn(address, account).catch(() => undefined);
        return Promise.resolve();
      },
      page: () => Promise.resolve(PAGE),
    },
  });
  try {
    await work(services);
    return { status: 0, stdout: '', stderr: '' };
  } catch (error) {
    return { status: 1, stdout: '', stderr: error instanceof Error ? `${error.stack}` : String(error) };
  } finally {
    await services.close();
  }
}
