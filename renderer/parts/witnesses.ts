import { isLogin } from '../../shared/key-id.ts';
import type { InstanceSummary } from '../../shared/model/instance.ts';
import type { SigstoreOptions } from '../../shared/model/sign.ts';

/** What Sigstore's keys do where the user says nothing: they sign without asking a service, and nothing becomes public. */
export const OFFLINE = { instance: 'public-good', log: false, timestamp: false } as const satisfies SigstoreOptions;

/** Who bears witness to a signature by key: nobody, a timestamp authority, a log, or both. */
export const WITNESSES = ['neither', 'timestamp', 'log', 'both'] as const;
export type Witnesses = (typeof WITNESSES)[number];

/** The choice that these options stand for. */
export function witnessesOf({ log, timestamp }: SigstoreOptions): Witnesses {
  if (log === true) return timestamp === true ? 'both' : 'log';
  return timestamp === true ? 'timestamp' : 'neither';
}

/** The options of a choice. */
export function optionsOf(instance: string, witnesses: Witnesses): SigstoreOptions {
  return {
    instance,
    log: witnesses === 'log' || witnesses === 'both',
    timestamp: witnesses === 'timestamp' || witnesses === 'both',
  };
}

/** The choices that an instance leaves; offline, and where its services are not known, only one. */
export function offeredBy(instance: InstanceSummary | undefined, offline: boolean): readonly Witnesses[] {
  if (instance === undefined || offline) return ['neither'];
  const { logs, timestampAuthorities } = instance.services;
  return WITNESSES.filter((one) => {
    const { log, timestamp } = optionsOf(instance.name, one);
    return !(log === true && logs.length === 0) && !(timestamp === true && timestampAuthorities.length === 0);
  });
}

/** The instances that can be signed with. */
export function signingInstances(instances: readonly InstanceSummary[] | null): InstanceSummary[] {
  return (instances ?? []).filter(({ used }) => used);
}

/**
 * What a run is told of the chosen services: what the instance does not have, or what wants a network that is switched off, is left out. A
 * login does as its instance says: its signature is worth nothing without.
 */
export function effective(
  chosen: SigstoreOptions,
  keys: readonly string[],
  instances: readonly InstanceSummary[] | null,
  offline: boolean,
): SigstoreOptions {
  const known = signingInstances(instances);
  const instance =
    known.find(({ name }) => name === chosen.instance) ?? known.find(({ name }) => name === OFFLINE.instance);
  const name = instance?.name ?? chosen.instance;
  if (keys.some(isLogin)) return { instance: name, log: null, timestamp: null };
  const wanted = witnessesOf(chosen);
  return optionsOf(name, offeredBy(instance, offline).includes(wanted) ? wanted : 'neither');
}
