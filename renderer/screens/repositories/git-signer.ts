import { create } from 'zustand';
import type { GitSignerChoice } from '../../../shared/model/git-sign.ts';
import type { InstanceSummary } from '../../../shared/model/instance.ts';
import type { KeySummary } from '../../../shared/model/key.ts';
import type { LoginWay } from '../../../shared/model/login.ts';
import { useKnown } from '../../parts/known.ts';
import { offeredWay, wayOf } from '../../parts/login-form.ts';
import { useShell } from '../../parts/shell.ts';
import { LOGIN, signingKeys, signsByLogin } from '../../parts/signers.ts';
import { effective, OFFLINE, signingInstances } from '../../parts/witnesses.ts';

interface GitSignerSlice {
  /** Null until somebody chooses: then the first that is offered. */
  key: string | null;
  instance: string;
  login: LoginWay | null;
  choose: (key: string) => void;
  chooseInstance: (instance: string) => void;
  chooseLogin: (login: LoginWay) => void;
}

/** Who signs tags and commits; it stays chosen from one to the next. */
export const useGitSigner = create<GitSignerSlice>()((set) => ({
  key: null,
  instance: OFFLINE.instance,
  login: null,
  choose: (key) => set({ key }),
  chooseInstance: (instance) => set({ instance }),
  chooseLogin: (login) => {
    set({ login });
    void useShell.getState().change({ loginWay: login });
  },
}));

/** Keys that can sign in git, and the login: git knows no signatures by Sigstore's keys alone. */
export function gitSigners(keys: readonly KeySummary[] | null): KeySummary[] {
  return [...signingKeys(keys ?? []).filter(({ type }) => type !== 'cosign'), LOGIN];
}

/** The one that signs: the chosen one where it is still there, else the first; a login is nobody's default, and what an agent holds is mostly for other things. */
export function chosenSigner(keys: readonly KeySummary[] | null, chosen: string | null): KeySummary | undefined {
  const all = gitSigners(keys);
  const able = all.filter(({ type }) => type !== 'login');
  return all.find(({ id }) => id === chosen) ?? able.find(({ secret }) => secret !== 'agent') ?? able[0];
}

/** The instance that vouches for a login, and those that could. */
export function instancesOf(
  instances: readonly InstanceSummary[] | null,
  wanted: string,
): { instance: InstanceSummary | undefined; all: InstanceSummary[] } {
  const all = signingInstances(instances);
  const { instance: name } = effective({ ...OFFLINE, instance: wanted }, [LOGIN.id], instances, false);
  return { instance: all.find((one) => one.name === name), all };
}

/** What a run is told of who signs; undefined where nobody can. */
export function signerChoice(): GitSignerChoice | undefined {
  const { key: chosen, instance: wanted, login } = useGitSigner.getState();
  const { keys, instances } = useKnown.getState();
  const signer = chosenSigner(keys, chosen);
  if (signer === undefined) return undefined;
  if (!signsByLogin([signer.id])) return { key: signer.id };
  const { instance } = instancesOf(instances, wanted);
  return {
    key: signer.id,
    sigstore: { instance: instance?.name ?? wanted, log: null, timestamp: null },
    login: wayOf(offeredWay(login, useShell.getState().settings), instance),
  };
}
