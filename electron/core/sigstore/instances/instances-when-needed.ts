import type { InstanceService } from './instance-service.ts';
import type { InstancesOptions } from './open-instances.ts';

/** The instances, whose code is loaded by the first call: most runs never ask for them. */
export function instancesWhenNeeded(options: InstancesOptions): InstanceService {
  let opened: Promise<InstanceService> | undefined;
  const open = (): Promise<InstanceService> =>
    (opened ??= import('./open-instances.ts').then(({ openInstances }) => openInstances(options)));
  return {
    list: async () => (await open()).list(),
    trustedRoot: async (name) => (await open()).trustedRoot(name),
    signingConfig: async (name) => (await open()).signingConfig(name),
    signingInstance: async (name) => (await open()).signingInstance(name),
    roots: async (naming) => (await open()).roots(naming),
    add: async (name, source, signal) => (await open()).add(name, source, signal),
    remove: async (name) => (await open()).remove(name),
    refresh: async (name, signal) => (await open()).refresh(name, signal),
    refreshDue: async (signal) => (await open()).refreshDue(signal),
    settle: async (waitMs) => (await opened)?.settle(waitMs),
  };
}
