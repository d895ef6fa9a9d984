import { AppError } from '../../../../shared/error.ts';
import type { InstanceSummary } from '../../../../shared/model/instance.ts';
import { PUBLIC_GOOD, type Root } from '../judged-by.ts';
import { isDue, openBackground } from './background-refresh.ts';
import { currentRoot, type Known, knownInstance, mayNameCertificate } from './current-trust.ts';
import { deleteInstance, instanceFile, storedNames } from './instance-file.ts';
import { instanceKey, isInstanceName } from './instance-name.ts';
import type { InstanceService } from './instance-service.ts';
import { keep, refreshInstance, type RefreshSetting } from './refresh-instance.ts';
import { BUILT_IN, isBuiltIn, REPOSITORIES } from './shipped.ts';

/** What the instances are opened with. */
export interface InstancesOptions extends RefreshSetting {
  /** The home folder; it need not be there. */
  home: string;
  /** Whether repositories are asked by themselves, once a day and only while there is something to judge or to sign. */
  background?: boolean | undefined;
  /** Has what is due refreshed by somebody else, when this process has done its work and will not be there much longer. */
  refreshAside?: (() => Promise<void>) | undefined;
}

/**
 * The instances kept in `instances/` of the home folder. Nothing is read or asked before it is needed, and who judges does not wait for
 * the code of who signs or lists.
 */
export function openInstances(options: InstancesOptions): InstanceService {
  const { home, clock, offline } = options;
  const known = (name: string): Promise<Known> =>
    knownInstance(instanceKey(name), () => instanceFile(home, name).read());
  const inUse = async (): Promise<Known[]> => {
    const kept = await storedNames(home);
    const names = [PUBLIC_GOOD, ...BUILT_IN.filter((name) => kept.includes(name)), ...kept];
    return Promise.all([...new Set(names)].map(known));
  };
  /** Throws `instance-unknown`. */
  const find = async (name: string): Promise<Known> => {
    if (!isInstanceName(name)) throw new AppError('instance-unknown', name);
    const found = await known(name);
    if (found.stored === undefined && found.damage === undefined && found.shipped === undefined)
      throw new AppError('instance-unknown', name);
    return found;
  };
  const summaries = async (all: readonly Known[]): Promise<InstanceSummary[]> => {
    const { summaryOf } = await import('./summary.ts');
    return Promise.all(all.map((one) => summaryOf(one, clock())));
  };
  const refreshOne = async (one: Known, signal?: AbortSignal): Promise<void> => {
    const repository = repositoryOf(one);
    if (repository === undefined)
      throw new AppError('usage', `the root of ${one.name} came in files: remove it, and add it with newer ones`);
    await refreshInstance(one, repository, instanceFile(home, one.name), options, signal);
  };

  /** Asks for those that nobody, in this process or another, asked for today. */
  const refreshDue = async (signal: AbortSignal): Promise<void> => {
    for (const one of await inUse()) {
      const repository = repositoryOf(one);
      if (repository === undefined || signal.aborted || offline()) continue;
      const now = clock();
      const at = now.toISOString();
      const empty = { name: one.name, addedAt: at, repository };
      const claim = { mine: false };
      try {
        // Said before it is done: where it cannot be written, nothing would keep every call from asking again.
        await keep(instanceFile(home, one.name), one, empty, (old) => {
          claim.mine = isDue(old.triedAt, now);
          return claim.mine ? { ...old, triedAt: at } : undefined;
        });
        if (claim.mine) await refreshOne(await known(one.name), signal);
      } catch {
        // `list` tells what went wrong.
      }
    }
  };
  const background = openBackground(refreshDue, clock);
  const isWantedAside = { yes: false };
  const wantFresh = (used: readonly Known[]): void => {
    if (options.background !== true || offline()) return;
    const now = clock();
    if (!used.some((one) => repositoryOf(one) !== undefined && isDue(one.stored?.triedAt, now))) return;
    if (options.refreshAside === undefined) background.want();
    else isWantedAside.yes = true;
  };

  return {
    list: async () => {
      const used = await inUse();
      const others = BUILT_IN.filter((name) => !used.some((one) => one.name === name));
      const all = [...used, ...(await Promise.all(others.map(known)))];
      const own = (one: Known): boolean => !isBuiltIn(one.name);
      return summaries(all.toSorted((a, b) => Number(own(a)) - Number(own(b))));
    },
    trustedRoot: async (name) => {
      const one = await find(name);
      const { bytes, from } = currentRoot(one);
      return { bytes, from, refreshedAt: one.stored?.refreshedAt ?? null };
    },
    signingConfig: async (name) => {
      const { currentSigningConfig } = await import('./current-config.ts');
      const one = await find(name);
      const config = await currentSigningConfig(one);
      wantFresh([one]);
      return config;
    },
    signingInstance: async (name) => {
      const [{ currentSigningConfig }, { isPublic }] = await Promise.all([
        import('./current-config.ts'),
        import('../signing-config.ts'),
      ]);
      const one = await find(name);
      const config = await currentSigningConfig(one);
      const { material: trust } = currentRoot(one);
      wantFresh([one]);
      const known = one.stored?.name ?? one.name;
      return { name: known, config, trust, isPublic: isBuiltIn(one.name) || isPublic(config) };
    },
    roots: async (naming) => {
      const roots: Root[] = [];
      const used = await inUse();
      for (const one of used) {
        if (naming !== undefined && !mayNameCertificate(one, naming)) continue;
        try {
          roots.push({ instance: one.stored?.name ?? one.name, material: currentRoot(one).material });
        } catch (error) {
          // `list` tells it. What this instance vouches for is unknown meanwhile, and judged so.
          if (!(error instanceof AppError)) throw error;
        }
      }
      wantFresh(used);
      return roots;
    },
    add: async (name, source, signal) => {
      const { addInstance } = await import('./add-instance.ts');
      const setting = { ...options, file: () => instanceFile(home, name), known: () => known(name) };
      await addInstance(name, source, setting, signal);
      const one = await known(name);
      const { summaryOf } = await import('./summary.ts');
      return summaryOf(one, clock());
    },
    remove: async (name) => {
      if (instanceKey(name) === PUBLIC_GOOD) throw new AppError('usage', `${PUBLIC_GOOD} is built in and stays`);
      if (!isInstanceName(name) || !(await deleteInstance(home, name))) throw new AppError('instance-unknown', name);
    },
    refresh: async (name, signal) => {
      if (name !== undefined) {
        const one = await find(name);
        if (one.stored === undefined && one.name !== PUBLIC_GOOD)
          throw one.damage ?? new AppError('usage', `${one.name} is not used: add it first`);
        await refreshOne(one, signal);
        return summaries([await known(name)]);
      }
      const withRepository = (await inUse()).filter((one) => repositoryOf(one) !== undefined);
      for (const one of withRepository) {
        await refreshOne(one, signal).catch((error: unknown) => {
          // Each has its own reason, which its summary tells; being stopped or offline is nobody's.
          if (error instanceof AppError && (error.code === 'cancelled' || error.code === 'offline')) throw error;
        });
      }
      return summaries(await Promise.all(withRepository.map((one) => known(one.name))));
    },
    refreshDue: (signal = new AbortController().signal) => refreshDue(signal),
    settle: async (waitMs) => {
      if (isWantedAside.yes) await options.refreshAside?.();
      isWantedAside.yes = false;
      await background.settle(waitMs);
    },
  };
}

function repositoryOf({ name, stored }: Known): string | undefined {
  return stored?.repository ?? (name === PUBLIC_GOOD ? REPOSITORIES[PUBLIC_GOOD] : undefined);
}
