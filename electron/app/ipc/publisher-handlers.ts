import { AppError, type ErrorCode } from '../../../shared/error.ts';
import type { ComparedIdentity } from '../../core/trust/compare-identity.ts';
import { type Comparison, namesSshKey } from '../../core/trust/fingerprint.ts';
import { cleanPublisherName } from '../../core/trust/publisher-name.ts';
import { putTogether } from '../../core/trust/put-together.ts';
import type { Told } from '../../../shared/model/identity-answer.ts';
import type { Signer } from '../../../shared/model/signer.ts';
import type { AppContext } from '../context.ts';
import type { Handlers } from './gate.ts';
import { expectOwn } from './pin-own.ts';

type Names =
  | 'publishers.list'
  | 'publishers.add'
  | 'publishers.remove'
  | 'publishers.pin'
  | 'publishers.expect'
  | 'publishers.expectOwn'
  | 'publishers.unpin'
  | 'publishers.proposals';

/** Why a comparison does not pin; `same` does. */
const REFUSED: Record<Exclude<Comparison, 'same'>, { code: ErrorCode; why: string }> = {
  different: { code: 'not-expected-key', why: 'what was pasted is another key’s' },
  several: {
    code: 'pasted-several',
    why: 'several keys or fingerprints were pasted, or a key beside another’s fingerprint',
  },
  'too-short': { code: 'pasted-part', why: 'only a part of a fingerprint was pasted' },
  none: { code: 'pasted-nothing', why: 'no fingerprint and no public key was pasted' },
};

/** Publishers and whom they are expected to sign as. */
export function publisherHandlers(context: AppContext): Pick<Handlers, Names> {
  const { publishers, keys, clock } = context.services;
  return {
    'publishers.list': () => publishers.list(),
    'publishers.add': ({ name }) => publishers.add(name),
    'publishers.remove': async ({ name }) => {
      await publishers.remove(name);
      return null;
    },
    'publishers.pin': async ({ publisher, fingerprint, pasted }) => {
      // Reading keys takes Sigstore's library, and the window does not wait for it.
      const { comparePastedKey } = await import('../../core/trust/compare-key.ts');
      const compared = comparePastedKey(pasted, fingerprint);
      if (compared !== 'same') throw new AppError(REFUSED[compared].code, REFUSED[compared].why);
      const key = (await keys.list()).find((each) => each.fingerprint === fingerprint);
      const isSsh = key === undefined ? namesSshKey(pasted) : key.type === 'ssh';
      const signer = { fingerprint, ...(isSsh && { kind: 'ssh' as const }) };
      return publishers.pin(publisher, signer, { how: 'pasted', at: clock().toISOString() }, key?.userIds[0]);
    },
    'publishers.expect': async ({ publisher, signer, told }) => {
      const compared = await compare(told, signer);
      if (compared.answer === 'same') {
        const there = await publishers.get(publisher);
        const { name } = there ?? (await publishers.add(publisher));
        const detail = 'pasted' in told ? { detail: told.pasted } : {};
        for (const pin of [compared.pin, ...(compared.others ?? [])])
          await publishers.pin(name, pin, { how: 'pasted', at: clock().toISOString(), ...detail });
      }
      return { answer: compared.answer };
    },
    'publishers.expectOwn': ({ publisher, fingerprint }) =>
      expectOwn(context, cleanPublisherName(publisher), fingerprint),
    'publishers.unpin': ({ publisher, signer }) => publishers.unpin(publisher, signer),
    'publishers.proposals': () => context.services.trustProposals(),
  };
}

async function compare(told: Told, signer: Signer | undefined): Promise<ComparedIdentity> {
  const { compareBuild, compareText, pinText } = await import('../../core/trust/compare-identity.ts');
  if ('pasted' in told) return signer === undefined ? pinText(told.pasted) : compareText(told.pasted, signer);
  const build = putTogether(told);
  if (build === undefined) return { answer: 'none' };
  return signer === undefined ? { answer: 'same', pin: build } : compareBuild(build, signer);
}
