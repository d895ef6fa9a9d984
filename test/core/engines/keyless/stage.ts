import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleFromJSON } from '@sigstore/bundle';
import { toSignedEntity, Verifier } from '@sigstore/verify';
import type { Ask, MadeBundle, SignContext } from '../../../../electron/core/engines/engine.ts';
import { createKeylessEngine } from '../../../../electron/core/engines/keyless/keyless-engine.ts';
import type { Reading } from '../../../../electron/core/hash/reading.ts';
import { openKeptLogins } from '../../../../electron/core/oidc/kept-logins.ts';
import { openConsent } from '../../../../electron/core/sigstore/consent.ts';
import type { SigningInstance } from '../../../../electron/core/sigstore/instance.ts';
import {
  openSigstoreRun,
  type SigstoreParts,
  type SigstoreRun,
  type SigstoreRunRequest,
} from '../../../../electron/core/sigstore/sigstore-run.ts';
import type { Prompt } from '../../../../shared/model/job.ts';
import type { ConfigChoice, Lab } from '../../../lab/lab.ts';
import { labTrust } from '../../sigstore/lab-trust.ts';
import { PAGE } from '../../oidc/page-words.ts';
import { Person } from '../../oidc/person.ts';

/** Somebody who signs with a lab: a home folder, a release to sign, and a person at the browser. */
export interface Stage {
  parts: SigstoreParts;
  instance: SigningInstance;
  folder: string;
  home: string;
  /** What was asked, in order. */
  asked: Omit<Prompt, 'id'>[];
  /** Addresses that the browser was opened with. */
  opened: URL[];
  /** Who sits at the browser; null: nobody does anything. */
  account: string | null;
  /** What the person answers when asked what may become public; then always yes. */
  answers: (string | null)[];
  secrets: Map<string, Uint8Array>;
  ask: Ask;
  open(more?: Partial<SigstoreRunRequest>): Promise<SigstoreRun>;
  /** Signs a file of the release in a run. */
  sign(run: SigstoreRun, name?: string, signal?: AbortSignal): Promise<MadeBundle>;
  file(name: string): Promise<string>;
  close(): Promise<void>;
}

/** Sets the stage; files hold their own names. */
export async function newStage(lab: Lab, choice?: ConfigChoice): Promise<Stage> {
  const home = await mkdtemp(join(tmpdir(), 'cs-home-'));
  const folder = await mkdtemp(join(tmpdir(), 'cs-release-'));
  const instance: SigningInstance = { name: 'lab', ...labTrust(lab, choice), isPublic: true };
  const secrets = new Map<string, Uint8Array>();
  const store = {
    read: (id: string) => Promise.resolve(Uint8Array.from(secrets.get(id)!)),
    write: (id: string, secret: Uint8Array) => Promise.resolve(void secrets.set(id, Uint8Array.from(secret))),
    remove: (id: string) => Promise.resolve(void secrets.delete(id)),
  };
  const clock = (): Date => new Date();
  const engine = createKeylessEngine();
  const stage: Stage = {
    instance,
    folder,
    home,
    asked: [],
    opened: [],
    account: 'ada@example.org',
    answers: [],
    secrets,
    parts: {
      clock,
      consent: openConsent(home, clock),
      logins: openKeptLogins(home, store, clock),
      ways: {
        openBrowser: (address) => {
          stage.opened.push(address);
          if (stage.account !== null) void new Person().logIn(address, stage.account).catch(() => undefined);
          return Promise.resolve();
        },
        page: () => Promise.resolve(PAGE),
        offline: () => false,
        clock,
      },
      instance: () => Promise.resolve(instance),
      transport: { offline: () => false, backoffMs: 1, attempts: 2 },
    },
    ask: (prompt, withdrawn) => {
      stage.asked.push(prompt);
      if (prompt.kind === 'publish')
        return Promise.resolve(stage.answers.length > 0 ? stage.answers.shift()! : 'agree');
      if (prompt.kind === 'who') return Promise.resolve('agree');
      return new Promise((resolve) => withdrawn?.addEventListener('abort', () => resolve(null)));
    },
    open: (more = {}) =>
      openSigstoreRun(stage.parts, {
        options: { instance: 'lab', log: null, timestamp: null },
        files: [join(folder, 'a.bin')],
        byLogin: true,
        ask: stage.ask,
        ...more,
      }),
    async sign(run, name = 'a.bin', signal) {
      const reading = readingOf(await stage.file(name), name);
      const context: SignContext = { now: clock(), ask: stage.ask, run, ...(signal === undefined ? {} : { signal }) };
      return engine.sign({ kind: 'file', reading }, 'keyless', context);
    },
    async file(name) {
      await writeFile(join(folder, name), name);
      return join(folder, name);
    },
    async close() {
      await rm(home, { recursive: true });
      await rm(folder, { recursive: true });
    },
  };
  return stage;
}

/** A read of a small file whose content is known. */
function readingOf(path: string, content: string): Reading {
  return {
    path,
    size: content.length,
    hasNul: false,
    digest: ({ algorithm }) => Promise.resolve(createHash(algorithm).update(content).digest()),
    assertUnchanged: () => Promise.resolve(),
    close: () => undefined,
  };
}

/** Verifies a bundle as a stranger would, with everything demanded; gives whom the certificate names. Throws where it is bad. */
export function verifyAsStranger(
  { instance }: Pick<Stage, 'instance'>,
  made: Uint8Array,
  content: string,
  wanted: { log?: boolean } = {},
): { identity: string | undefined; issuer: string | undefined } {
  const bundle = bundleFromJSON(JSON.parse(Buffer.from(made).toString('utf8')));
  const publicKey = (): never => {
    throw new Error('no key');
  };
  const thresholds = { tlogThreshold: wanted.log === false ? 0 : 1, ctlogThreshold: 1, timestampThreshold: 1 };
  const verifier = new Verifier({ ...instance.trust, publicKey }, thresholds);
  const { identity } = verifier.verify(toSignedEntity(bundle, Buffer.from(content)));
  return { identity: identity?.subjectAlternativeName, issuer: identity?.extensions?.issuer };
}
