import { availableParallelism } from 'node:os';
import { AppError } from '../../shared/error.ts';
import type { Settings } from '../../shared/model/settings.ts';
import type { AppStatus } from '../../shared/model/status.ts';
import { openActivity } from './audit/activity-file.ts';
import { gitProgramWhenNeeded } from './git/program/git-program-service.ts';
import type { HelperProgram } from './git/setup/launcher.ts';
import { gitSetupWhenNeeded } from './git/setup/setup-when-needed.ts';
import type { Gnupg } from './gnupg/gnupg.ts';
import { openGnupg } from './gnupg/gnupg.ts';
import { summarize } from './gnupg/keyring.ts';
import { createHasher } from './hash/hasher.ts';
import { openKeychain } from './keys/keychain.ts';
import { type GnupgKeys, openKeyService } from './keys/key-service-open.ts';
import type { LookupOptions } from './keys/lookup.ts';
import { ownFingerprints } from './keys/own-fingerprints.ts';
import { type AskStorePassphrase, openSecretStore } from './keys/secret-store-open.ts';
import type { GitSignService } from './git/sign/git-sign-service.ts';
import type { Services, SignService } from './services.ts';
import { forgetEverything } from './settings/forget.ts';
import type { LoginWays } from './oidc/login.ts';
import { openSettings } from './settings/settings-store.ts';
import { instancesWhenNeeded } from './sigstore/instances/instances-when-needed.ts';
import type { InstancesOptions } from './sigstore/instances/open-instances.ts';
import { openSigstore, type SigstoreServiceOptions } from './sigstore/open-sigstore.ts';
import { listStored } from './settings/stored.ts';
import { openPublishers } from './trust/publishers.ts';
import type { Clock } from './util/clock.ts';
import { once } from './util/once.ts';
import { gitWhenNeeded } from './verify/git-when-needed.ts';
import { openVerifyService } from './verify/verify-service.ts';

/** What the services are opened with. */
export interface ServicesOptions {
  /** The home folder; it must be there. */
  home: string;
  clock: Clock;
  /** The bundle of `core/hash/hash-worker.ts`. */
  hashWorker: string | URL;
  /** The bundle of `core/sigstore/judge-worker.ts`; without it, all signatures are judged on this thread. */
  judgeWorker?: string | URL;
  /** Asks for the store's passphrase where no keychain answers. */
  askStorePassphrase?: AskStorePassphrase;
  /** Whether to open no socket from the start, whatever the settings say. */
  offline?: boolean;
  /** Where keys are looked up; servers of their own are for tests. */
  lookup?: Omit<LookupOptions, 'offline'>;
  /** Whether and how instances are refreshed by themselves; without it, only who asks for it opens a connection. */
  instances?: Pick<InstancesOptions, 'background' | 'refreshAside' | 'agent' | 'timeoutMs'>;
  /** How a person logs in here; without it, nobody can. */
  login?: Pick<LoginWays, 'openBrowser' | 'page'>;
  /** How Sigstore's services are reached; patience of their own is for tests. */
  transport?: SigstoreServiceOptions['transport'];
  /** What git can start for a key that the app keeps; absent where there is nothing that could run there. */
  gitHelper?: HelperProgram;
  env?: NodeJS.ProcessEnv;
}

const NO_LOGIN: Pick<LoginWays, 'openBrowser' | 'page'> = {
  openBrowser: () => Promise.reject(new AppError('unsupported', 'login')),
  page: () => Promise.reject(new AppError('unsupported', 'login')),
};

/** Puts the core together. Nothing is read, started or asked before it is needed, but for the settings. */
export async function openServices(options: ServicesOptions): Promise<Services> {
  const { home, clock } = options;
  const settings = openSettings(home);
  const chosen = await settings.get();
  let offline = options.offline ?? chosen.offline;
  const parallel = availableParallelism();
  const hasher = createHasher({ worker: options.hashWorker, threads: parallel });
  const keychain = openKeychain();
  const store = openSecretStore({
    home,
    keychain,
    lockAfterMinutes: chosen.lockAfterMinutes,
    ...(options.askStorePassphrase === undefined ? {} : { askPassphrase: options.askStorePassphrase }),
  });
  const publishers = openPublishers(home, clock);
  const activity = openActivity(home);
  const instances = instancesWhenNeeded({ ...options.instances, home, clock, offline: () => offline });
  const gnupg = openGnupg({ env: options.env ?? process.env, prompts: chosen.gnupgPrompts, clock, home });
  const setSettings = async (next: Settings): Promise<Settings> => {
    const saved = await settings.set(next);
    gnupg.setPrompts(saved.gnupgPrompts);
    store.setLockAfterMinutes(saved.lockAfterMinutes);
    return saved;
  };
  const keys = openKeyService({
    home,
    store,
    clock,
    gnupg: keysOfGnupg(gnupg),
    env: options.env ?? process.env,
    lookup: { ...options.lookup, offline: () => offline },
    exportPins: () => publishers.export(),
    importPins: async (json) => {
      await publishers.import(json, { backup: true });
      return (JSON.parse(json) as { publishers: unknown[] }).publishers.length;
    },
    setPinsAside: () => publishers.setAside(),
    exportSettings: async () => JSON.stringify(await settings.get()),
    importSettings: async (json) => {
      const restored = JSON.parse(json) as Settings;
      // A backup of an older version does not have every setting. Who works offline stays so, whatever was so when it was made.
      const now = await settings.get();
      const saved = await setSettings({ ...now, ...restored, offline: restored.offline || now.offline });
      offline ||= saved.offline;
    },
  });
  const certificates = () => keys.certificates();
  const roots = (naming?: Uint8Array) => instances.roots(naming);
  const publicKeys = async () => (await keys.publicKeys()).map(({ material }) => material);
  const judging = options.judgeWorker && { program: options.judgeWorker, count: parallel - 1 };
  const verify = openVerifyService({
    ...(judging && { judging }),
    ...{ hasher, certificates, publicKeys, roots, publishers, activity, clock, parallel },
  });
  const gitParts = {
    ...{ certificates, roots, publishers, activity, clock, env: options.env ?? process.env },
    transport: { ...options.transport, offline: () => offline },
  };
  const git = gitWhenNeeded(gitParts);
  const gitProgram = gitProgramWhenNeeded({ ...gitParts, keys, own: () => ownFingerprints(home, store) });
  const gitSetup = gitSetupWhenNeeded({
    ...{ home, env: options.env ?? process.env, clock, publishers },
    publicHalf: (id) => keys.exportPublic(id, 'armored'),
    ...(options.gitHelper === undefined ? {} : { helper: options.gitHelper }),
  });
  const sigstore = openSigstore({
    ...{ home, clock, hasher, store },
    offline: () => offline,
    ways: options.login ?? NO_LOGIN,
    instance: (name) => instances.signingInstance(name),
    ...(options.transport === undefined ? {} : { transport: options.transport }),
  });
  // OpenPGP.js takes longer to load than a small file to verify: only who signs waits for it.
  const engines = once(async () => {
    const [
      { createCosignKeyEngine },
      { GnupgEngine },
      { createKeylessEngine },
      { createOpenpgpEngine },
      { createSshEngine },
    ] = await Promise.all([
      import('./engines/cosign-key/cosign-key-engine.ts'),
      import('./engines/gnupg/gnupg-engine.ts'),
      import('./engines/keyless/keyless-engine.ts'),
      import('./engines/openpgp/openpgp-engine.ts'),
      import('./engines/ssh/ssh-engine.ts'),
    ]);
    return [
      createOpenpgpEngine(keys.openpgp),
      new GnupgEngine(gnupg),
      createCosignKeyEngine(keys.cosign),
      createSshEngine('ssh', keys.ssh),
      createSshEngine('ssh-agent', keys.sshAgent),
      createKeylessEngine(),
    ];
  });
  const signingParts = async () => ({
    engines: await engines(),
    listKeys: () => keys.list(),
    certificates,
    publicKey: (id: string) => keys.cosign.publicKey(id),
    openRun: sigstore.openRun,
    clock,
  });
  const sign = once(async (): Promise<SignService> => {
    const [parts, { openSignService }] = await Promise.all([signingParts(), import('./sign/sign-service.ts')]);
    return openSignService({ ...parts, hasher, pendingLogs: sigstore.pendingLogs, activity, parallel });
  });
  const gitSign = once(async (): Promise<GitSignService> => {
    const [parts, { openGitSign }] = await Promise.all([signingParts(), import('./git/sign/git-sign-service.ts')]);
    return openGitSign({ ...parts, git, activity, env: options.env ?? process.env });
  });

  return {
    home,
    clock,
    keys,
    store,
    publishers,
    activity,
    settings: {
      get: () => settings.get(),
      set: setSettings,
    },
    instances: {
      ...instances,
      add: async (name, source, signal) => {
        const added = await instances.add(name, source, signal);
        await sigstore.forgetInstance(added.name);
        return added;
      },
      remove: async (name) => {
        await instances.remove(name);
        await sigstore.forgetInstance(name);
      },
    },
    verify,
    git,
    gitProgram,
    gitSign: {
      prepareTag: async (draft, context) => (await gitSign()).prepareTag(draft, context),
      signTag: async (request, context) => (await gitSign()).signTag(request, context),
      prepareCommits: async (draft, context) => (await gitSign()).prepareCommits(draft, context),
      planCommits: async (request, context) => (await gitSign()).planCommits(request, context),
      signCommits: async (request, context) => (await gitSign()).signCommits(request, context),
      undoCommits: async (request, context) => (await gitSign()).undoCommits(request, context),
      signByLogin: async (request, payload, context) => (await gitSign()).signByLogin(request, payload, context),
      workState: async (repository, context) => (await gitSign()).workState(repository, context),
    },
    gitSetup,
    sigstore: sigstore.service,
    sign: {
      plan: async (request) => (await sign()).plan(request),
      sign: async (request, context) => (await sign()).sign(request, context),
    },
    offline: () => offline,
    setOffline: (next) => {
      offline = next;
    },
    trustProposals: async () => (await gnupg.keyring())?.trustProposals() ?? [],
    status: async (): Promise<AppStatus> => ({
      offline,
      keychain: await store.keychain(),
      store: await store.state(),
      gnupg: await statusOfGnupg(gnupg),
      jobs: 0,
      // A damaged file is told where it is used, not with every look at the state of things.
      pending: (await sigstore.service.pending().catch(() => [])).length,
    }),
    stored: async () => ({
      ...(await listStored(home)),
      protection: await store.place().catch(() => 'keychain' as const),
    }),
    // Git would go on starting a file that is deleted with the rest.
    forgetEverything: async () => [...(await gitSetup.undoAll()), ...(await forgetEverything(home, store))],
    close: async () => {
      store.lock();
      await instances.settle(0);
      await hasher.close();
    },
  };
}

function keysOfGnupg(gnupg: Gnupg): GnupgKeys {
  return {
    listKeys: async (now) => {
      const listing = await (await gnupg.keyring())?.list();
      return listing?.certificates.map((certificate) => summarize(certificate, now)) ?? [];
    },
    certificates: async () =>
      (await gnupg.hasKeyring()) ? ((await (await gnupg.keyring())?.exportCertificates()) ?? []) : [],
  };
}

async function statusOfGnupg(gnupg: Gnupg): Promise<AppStatus['gnupg']> {
  try {
    const version = await gnupg.version();
    if (version === undefined) return { available: false, cards: [] };
    return { available: true, version, cards: await gnupg.cards() };
  } catch (error) {
    return { available: false, cards: [], problem: error instanceof Error ? error.message : String(error) };
  }
}
