import { createHash } from 'node:crypto';
import { seen, technical } from '../../../../shared/seen.ts';
import { inOnePiece, type ArtifactSource } from '../artifact-source.ts';
import { digestOf } from '../../hash/digest-of.ts';
import type { SigstoreFinding } from '../finding.ts';
import { Inquiry } from '../inquiry.ts';
import { judgeSigstore } from '../judge.ts';
import type { SigstoreJudgedBy } from '../judged-by.ts';
import { readLeafCertificate } from '../leaf-certificate.ts';
import { MalformedError } from '../malformed.ts';
import { readGitsign, type ReadCms } from './read.ts';

/** What was found, and whether the certificate is one of Sigstore's: others are of kinds that nobody here can judge. */
export interface GitsignFinding {
  form: 'gitsign' | 'x509';
  finding: SigstoreFinding;
}

/** Judges an armored signature by a certificate over a tag's or commit's payload. Never throws for what it holds. */
export async function judgeGitsign(
  signature: Uint8Array,
  payload: Buffer,
  by: SigstoreJudgedBy,
): Promise<GitsignFinding> {
  const read = readGitsign(signature, payload);
  if (read.kind === 'malformed') {
    const inquiry = new Inquiry();
    inquiry.failed('signature', 'malformed', seen('signatureRefused', { reason: technical(read.reason) }));
    return { form: 'x509', finding: { ...bare(signature, inquiry), result: 'bad', notes: inquiry.wrong } };
  }
  if (read.kind === 'unsupported' || !isSigstores(read)) {
    const kind = read.kind === 'unsupported' ? read.method : 'X.509';
    const inquiry = new Inquiry();
    inquiry.notMade('signature', seen('signatureUnreadKind', { kind }));
    return { form: 'x509', finding: { ...bare(signature, inquiry), result: 'unsupported', kind } };
  }
  const finding = await judgeSigstore(read.content, sourceOf(read.signed), by);
  return { form: 'gitsign', finding: (await isOf(payload, read)) ? finding : ofOther(finding) };
}

/** Only Fulcio writes into its certificates who vouched for the signer. */
function isSigstores({ content: { verifier } }: ReadCms): boolean {
  try {
    return verifier.kind === 'certificate' && readLeafCertificate(verifier.der).issuer !== undefined;
  } catch (error) {
    if (error instanceof MalformedError) return false;
    throw error;
  }
}

/** The signature is over attributes, and one of these is over the payload: neither says anything without the other. */
async function isOf(payload: Buffer, { messageDigest }: ReadCms): Promise<boolean> {
  return messageDigest === undefined || messageDigest.value.equals(await digestOf(messageDigest.algorithm, [payload]));
}

function ofOther(finding: SigstoreFinding): SigstoreFinding {
  const { detail, says } = seen('objectOfOther');
  const other = { ...finding };
  delete other.entryElsewhere;
  return {
    ...other,
    result: 'bad',
    notes: finding.result === 'bad' ? finding.notes.filter((note) => note !== 'no-trusted-time') : [],
    checks: [{ check: 'signature', outcome: 'failed', detail, says }, ...finding.checks],
  };
}

function bare(signature: Uint8Array, inquiry: Inquiry): SigstoreFinding {
  return {
    result: 'bad',
    notes: [],
    checks: inquiry.checks,
    dateProvenBy: 'nothing',
    mustBeLogged: false,
    signatureDigest: createHash('sha256').update(signature).digest('hex'),
  };
}

/** Bytes that are at hand as what a signature covers. */
export function sourceOf(bytes: Buffer): ArtifactSource {
  return { digest: (algorithm) => digestOf(algorithm, [bytes]), read: () => inOnePiece(bytes), size: bytes.length };
}
