import { digestName } from '../../../shared/digest-name.ts';
import type { Wanted } from '../hash/reading.ts';
import type { ArtifactSource } from '../sigstore/artifact-source.ts';
import type { SigstoreContent } from '../sigstore/content.ts';
import type { SigstoreFinding } from '../sigstore/finding.ts';
import type { JudgeWorkers } from '../sigstore/judge-workers.ts';
import type { SigstoreJudgedBy } from '../sigstore/judged-by.ts';
import type { PublicKeyMaterial } from '../sigstore/public-key.ts';
import type { SignatureFinding } from './finding.ts';

/** Judges the Sigstore signatures of one call, all by the same roots and keys. */
export interface SigstoreVerifier {
  /** The hashes that a signature needs from a read of what it covers. */
  wanted(content: SigstoreContent): Wanted[];
  /** Never throws for what the signature holds. */
  find(content: SigstoreContent, artifact: ArtifactSource): Promise<SignatureFinding>;
}

/** What a call judges Sigstore signatures by. */
export interface SigstoreBy {
  roots: SigstoreJudgedBy['roots'];
  /** Files of PEM public keys. */
  keyFiles: readonly Uint8Array[];
  /** Keys that are kept here. */
  keys: readonly PublicKeyMaterial[];
  /** The user named keys for this call. */
  keysAreNamed: boolean;
  /** The user named identities for this call, and no key: a signature by a key is then one whose key is not here. */
  identitiesOnly: boolean;
  now: Date;
  /** Where judging may happen besides here. */
  workers?: JudgeWorkers | undefined;
}

/** So many keys are tried. */
const MOST_KEYS = 200;

/** Loads what judging takes, which is a good deal: nobody needs it where there is no such signature. */
export async function openSigstoreVerifier(by: SigstoreBy): Promise<SigstoreVerifier> {
  const [{ judgeSigstore, sigstoreDigests }, { readPublicKeys }] = await Promise.all([
    import('../sigstore/judge.ts'),
    import('../sigstore/public-key.ts'),
  ]);
  const keys = new Map<string, PublicKeyMaterial>();
  for (const key of [...by.keyFiles.flatMap((file) => readPublicKeys(file)), ...by.keys])
    if (keys.size < MOST_KEYS) keys.set(key.fingerprint, key);
  const { roots, keysAreNamed, now } = by;
  const judgedBy: SigstoreJudgedBy = { roots, keys: [...keys.values()], keysAreNamed, now };
  const judge = by.workers
    ? await (await import('../sigstore/judge-threads.ts')).judgeOn(by.workers, judgedBy)
    : (content: SigstoreContent, artifact: ArtifactSource) => judgeSigstore(content, artifact, judgedBy);
  return {
    wanted: (content) => sigstoreDigests(content, judgedBy.keys).map((algorithm) => ({ algorithm })),
    find: async (content, artifact) => sigstoreFinding(await judge(content, artifact), by.identitiesOnly),
  };
}

/** What was found of a Sigstore signature, as all formats tell it. */
export function sigstoreFinding(found: SigstoreFinding, identitiesOnly: boolean): SignatureFinding {
  const { signedAt, digestAlgorithm, unknown } = found;
  // Where an identity was asked for, a key that came along or lay beside is not at hand. A certificate that names nobody is no key.
  const isByKey = found.signer?.fingerprint !== undefined;
  const result = identitiesOnly && found.result === 'good' && isByKey ? 'no-key' : found.result;
  const kind = unknown?.name ?? found.kind;
  return {
    format: 'sigstore',
    result,
    notes: [...found.notes],
    ...(found.signer === undefined ? {} : { signer: found.signer }),
    ...(signedAt === undefined ? {} : { signedAt: signedAt.toISOString() }),
    dateProvenBy: found.dateProvenBy,
    signatureDigest: found.signatureDigest,
    ...(digestAlgorithm === undefined ? {} : { digestAlgorithm: digestName(digestAlgorithm) }),
    mustBeLogged: found.mustBeLogged,
    ...(found.entryElsewhere === undefined ? {} : { entryElsewhere: found.entryElsewhere }),
    ...(found.statement === undefined ? {} : { statement: found.statement }),
    ...(unknown === undefined ? {} : { unknown }),
    ...(kind === undefined ? {} : { kind }),
    ...(found.method === undefined ? {} : { method: found.method }),
    ...(result === 'bad' && found.notes.includes('malformed') ? { fault: 'damaged' as const } : {}),
    checks: found.checks,
  };
}
