import type { Note } from '../../../shared/model/verdict.ts';
import { seen, technical } from '../../../shared/seen.ts';
import type { DigestAlgorithm } from '../hash/reading.ts';
import type { ArtifactSource } from './artifact-source.ts';
import type { SigstoreContent } from './content.ts';
import { DIGEST_NAME } from './digest-algorithm.ts';
import type { SigstoreFinding } from './finding.ts';
import { Inquiry } from './inquiry.ts';
import type { PublicKeyMaterial } from './public-key.ts';
import type { Fit } from './signature-fit.ts';

/** How far ahead of now a proven date may lie: clocks differ. */
const TOLERANCE_MS = 10 * 60 * 1000;

/** What every finding has. */
export function basics(content: SigstoreContent, inquiry: Inquiry): SigstoreFinding {
  return {
    result: 'no-key',
    notes: [],
    checks: inquiry.checks,
    dateProvenBy: 'nothing',
    mustBeLogged: false,
    signatureDigest: content.signatureDigest,
  };
}

/** A signature that breaks its format's rules. */
export function malformed(content: SigstoreContent, reason: string): SigstoreFinding {
  const inquiry = new Inquiry();
  inquiry.failed('signature', 'malformed', seen('signatureRefused', { reason: technical(reason) }));
  return { ...basics(content, inquiry), result: 'bad', notes: inquiry.wrong };
}

/** A bundle names its artifact's digest. It proves nothing, but one for another file is no bundle for this one. */
export async function isForAnother(
  { signed }: SigstoreContent,
  artifact: ArtifactSource,
  inquiry: Inquiry,
): Promise<boolean> {
  if (signed.kind === 'envelope' || signed.digest === undefined) return false;
  const { algorithm, value } = signed.digest;
  const found = await artifact.digest(algorithm);
  if (found === undefined || value.equals(found)) return false;
  const digests = { listed: value.toString('hex'), found: Buffer.from(found).toString('hex') };
  inquiry.failed('signature', null, seen('bundleOfOther', { method: DIGEST_NAME[algorithm] ?? algorithm, ...digests }));
  return true;
}

/** Says what the arithmetic found. Gives what is missing where nothing could be found. */
export function sayFit(
  fit: Fit,
  content: SigstoreContent,
  key: PublicKeyMaterial,
  inquiry: Inquiry,
): string | undefined {
  const raw = { signature: content.signed.signature.toString('base64'), key: key.fingerprint };
  const isEnvelope = content.signed.kind === 'envelope';
  if (fit.fits === true) {
    inquiry.passed('signature', seen(isEnvelope ? 'envelopeFits' : 'signatureFits'), raw);
    return undefined;
  }
  if (fit.fits === false) {
    inquiry.failed('signature', null, seen(isEnvelope ? 'envelopeDoesNotFit' : 'signatureDoesNotFit'), raw);
    return undefined;
  }
  if (fit.missing === 'file') {
    inquiry.notMade('signature', seen('signatureNeedsFile', { kind: key.algorithm }), raw);
    return key.algorithm;
  }
  const method = DIGEST_NAME[fit.missing] ?? fit.missing;
  inquiry.notMade('signature', seen('signatureNeedsDigest', { method }), raw);
  return method;
}

/** The digest of the artifact that was signed, for the card. */
export function digestSigned({ signed }: SigstoreContent, fit: Fit): { digestAlgorithm?: DigestAlgorithm } {
  return fit.fits === true && signed.kind === 'message' ? { digestAlgorithm: fit.algorithm } : {};
}

/** When it was signed: the earliest date that is proven. */
export function dated(
  logged: readonly Date[],
  stamped: readonly Date[],
  now: Date,
  inquiry: Inquiry,
): Pick<SigstoreFinding, 'signedAt' | 'dateProvenBy'> & { notes: Note[] } {
  const [signedAt] = [...logged, ...stamped].sort((a, b) => a.getTime() - b.getTime());
  if (signedAt === undefined) return { dateProvenBy: 'nothing', notes: [] };
  const dateProvenBy = logged.includes(signedAt) ? 'log' : 'timestamp';
  const at = signedAt.toISOString();
  if (signedAt.getTime() > now.getTime() + TOLERANCE_MS) {
    inquiry.failedSoftly('time', seen('datedAhead', { signedAt: at }), { time: at });
    return { signedAt, dateProvenBy, notes: ['dated-in-future'] };
  }
  inquiry.passed('time', seen('timeProven', { signedAt: at }), { time: at });
  return { signedAt, dateProvenBy, notes: [] };
}

/** Keys that can be broken. */
export function weakness(
  { key, algorithm }: PublicKeyMaterial,
  inquiry: Inquiry,
): Pick<SigstoreFinding, 'method'> & { notes: Note[] } {
  if (key.asymmetricKeyType !== 'rsa' || (key.asymmetricKeyDetails?.modulusLength ?? 0) >= 2048) return { notes: [] };
  inquiry.failedSoftly('key-strength', seen('keyWeak', { kind: algorithm }));
  return { notes: ['weak-key'], method: algorithm };
}
