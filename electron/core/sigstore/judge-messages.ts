import type { DigestAlgorithm } from '../hash/reading.ts';
import { keyMaterial } from './key-material.ts';
import type { SigstoreFinding } from './finding.ts';
import type { SigstoreJudgedBy } from './judged-by.ts';
import { createPublicKey, X509Certificate } from './library.ts';
import type { CertAuthority, TLogAuthority } from './library.ts';

/** What a judging thread is told first: by what it judges, with every key and certificate as its bytes. */
export interface SentBy {
  roots: { instance: string; material: Record<'authorities' | 'stamps', SentAuthority[]> & Record<Logs, SentLog[]> }[];
  keys: { spki: Uint8Array; validFor?: { start?: Date; end?: Date } }[];
  keysAreNamed: boolean;
  now: Date;
}
type Logs = 'tlogs' | 'ctlogs';
interface SentAuthority {
  chain: Uint8Array[];
  validFor: CertAuthority['validFor'];
}
interface SentLog {
  baseURL: string;
  logID: Uint8Array;
  spki: Uint8Array;
  validFor: TLogAuthority['validFor'];
}

/** One signature to judge: its content as `v8.serialize` writes it, and what is known of the artifact. */
export interface JudgeRequest {
  call: number;
  content: Uint8Array;
  digests: [DigestAlgorithm, Uint8Array][];
  bytes?: Uint8Array | undefined;
}

/** What came of it. */
export type JudgeReply = { call: number } & ({ finding: SigstoreFinding } | { failed: string });

/** Takes what is judged by apart, so that it can be sent. */
export function sentBy({ roots, keys, keysAreNamed = false, now }: SigstoreJudgedBy): SentBy {
  return {
    roots: roots.map(({ instance, material }) => ({
      instance,
      material: {
        authorities: material.certificateAuthorities.map(sentAuthority),
        stamps: material.timestampAuthorities.map(sentAuthority),
        tlogs: material.tlogs.map(sentLog),
        ctlogs: material.ctlogs.map(sentLog),
      },
    })),
    keys: keys.map(({ spki, validFor }) => ({ spki: alone(spki), ...(validFor !== undefined && { validFor }) })),
    keysAreNamed,
    now,
  };
}

/** Puts together what was sent. Throws where it is damaged. */
export function judgedBy({ roots, keys, keysAreNamed, now }: SentBy): SigstoreJudgedBy {
  return {
    roots: roots.map(({ instance, material }) => ({
      instance,
      material: {
        certificateAuthorities: material.authorities.map(authority),
        timestampAuthorities: material.stamps.map(authority),
        tlogs: material.tlogs.map(log),
        ctlogs: material.ctlogs.map(log),
      },
    })),
    keys: keys.map(({ spki, validFor }) => {
      const key = keyMaterial(createPublicKey(Buffer.from(spki)));
      if (key === undefined) throw new Error('a key of no kind');
      return validFor === undefined ? key : { ...key, validFor };
    }),
    keysAreNamed,
    now,
  };
}

function sentAuthority({ certChain, validFor }: CertAuthority): SentAuthority {
  return { chain: certChain.map(({ root }) => alone(root.toDER())), validFor };
}

function authority({ chain, validFor }: SentAuthority): CertAuthority {
  return { certChain: chain.map((der) => X509Certificate.parse(Buffer.from(der))), validFor };
}

function sentLog({ baseURL, logID, publicKey, validFor }: TLogAuthority): SentLog {
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  return { baseURL, logID: alone(logID), spki: alone(spki), validFor };
}

function log({ baseURL, logID, spki, validFor }: SentLog): TLogAuthority {
  return { baseURL, logID: Buffer.from(logID), publicKey: createPublicKey(Buffer.from(spki)), validFor };
}

/** A view would take its whole buffer along. */
function alone(bytes: Uint8Array): Uint8Array {
  return Uint8Array.from(bytes);
}
