import { useEffect } from 'react';
import { create } from 'zustand';
import { toAppError } from '../../shared/error.ts';
import { folded } from '../../shared/folded.ts';
import type { IdentityAnswer, Told } from '../../shared/model/identity-answer.ts';
import type { InstanceSummary } from '../../shared/model/instance.ts';
import type { KeySummary } from '../../shared/model/key.ts';
import type { Publisher } from '../../shared/model/publisher.ts';
import type { Signer } from '../../shared/model/signer.ts';
import { call, on } from '../api.ts';
import { attempt } from './shell.ts';

interface Known {
  /** Null until the first answer. */
  keys: KeySummary[] | null;
  publishers: Publisher[] | null;
  /** Sigstore's, with what each has and how old its root is. */
  instances: InstanceSummary[] | null;
  loadKeys: () => Promise<void>;
  loadPublishers: () => Promise<void>;
  loadInstances: () => Promise<void>;
}

/** The keys and publishers that are known here; several screens name them. */
export const useKnown = create<Known>()((set) => ({
  keys: null,
  publishers: null,
  instances: null,
  loadKeys: async () => {
    await attempt(async () => set({ keys: await call('keys.list') }));
  },
  loadPublishers: async () => {
    await attempt(async () => set({ publishers: await call('publishers.list') }));
  },
  loadInstances: async () => {
    await attempt(async () => set({ instances: await call('instances.list') }));
  },
}));

/** The keys that are known here, asked for where they are needed; null until the first answer. */
export function useKeysWhere(needed: boolean): KeySummary[] | null {
  const keys = useKnown((known) => known.keys);
  const isMissing = needed && keys === null;
  useEffect(() => {
    if (isMissing) void useKnown.getState().loadKeys();
  }, [isMissing]);
  return keys;
}

/** The publisher that a name means, whatever its case; undefined where it is a new one, or nobody said yet which there are. */
export function publisherNamed(publishers: readonly Publisher[] | null, name: string): Publisher | undefined {
  const wanted = folded(name.trim());
  return publishers?.find((one) => folded(one.name) === wanted);
}

/** Keeps the keys fresh. Called once. */
export function startKnown(): void {
  on('keys.changed', () => {
    if (useKnown.getState().keys !== null) void useKnown.getState().loadKeys();
  });
}

/** Expects an identity for a publisher where it is the same as what is told of it; what came of the comparison. */
export async function expectIdentity(
  publisher: string,
  signer: Signer | undefined,
  told: Told,
): Promise<IdentityAnswer> {
  const { answer } = await call('publishers.expect', { publisher, told, ...(signer === undefined ? {} : { signer }) });
  if (answer === 'same') await useKnown.getState().loadPublishers();
  return answer;
}

/**
 * Pins a signer to a publisher, which is made where it is not there yet. `pasted` is compared on the privileged side.
 * Throws `not-expected-key` where it is not the same fingerprint.
 */
export async function pinSigner(publisher: string, fingerprint: string, pasted: string): Promise<void> {
  const pin = () => call('publishers.pin', { publisher, fingerprint, pasted });
  try {
    await pin();
  } catch (error) {
    // It was compared first: nobody is remembered whom nothing fits.
    if (toAppError(error).code !== 'not-found') throw error;
    await call('publishers.add', { name: publisher });
    await pin();
  }
  await useKnown.getState().loadPublishers();
}

/** Expects a key that the app keeps for the user's own publisher, which is made where it is not there yet. */
export async function expectOwnKey(publisher: string, fingerprint: string): Promise<Publisher> {
  const expecting = await call('publishers.expectOwn', { publisher, fingerprint });
  await useKnown.getState().loadPublishers();
  return expecting;
}
