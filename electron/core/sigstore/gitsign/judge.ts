import { createHash } from 'node:crypto';
import { seen, technical } from '../../../../shared/seen.ts';
import { atHand, type ArtifactSource } from '../artifact-source.ts';
import { digestOf } from '../../hash/digest-of.ts';
import type { SigstoreFinding } from '../finding.ts';
import { Inquiry } from '../inquiry.ts';
import { judgeSigstore } from '../judge.ts';
import type { SigstoreJudgedBy } from '../judged-by.ts';
import { readLeafCertificate } from '../leaf-certificate.ts';
import { MalformedError } from '../malformed.ts';
import { readGitsign, type ReadCms } from './read.ts';

/** What was found, and whether the certificate is one of Sigstore's: nobody here can say whose others are. */
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
  if (read.kind === 'unsupported') return { form: 'x509', finding: notRead(signature, read.method) };
  const whose = whoseCertificate(read);
  if (whose === 'sigstore') return { form: 'gitsign', finding: await judgeRead(read, payload, by) };
  if (whose === 'other')
    return { form: 'x509', finding: ofStranger(await judgeRead(read, payload, { ...by, roots: [] })) };
  const unread = notRead(signature, 'X.509');
  return { form: 'x509', finding: (await isOf(payload, read)) ? unread : ofOther(unread) };
}

async function judgeRead(read: ReadCms, payload: Buffer, by: SigstoreJudgedBy): Promise<SigstoreFinding> {
  const finding = await judgeSigstore(read.content, sourceOf(read.signed), by);
  return (await isOf(payload, read)) ? finding : ofOther(finding);
}

function notRead(signature: Uint8Array, kind: string): SigstoreFinding {
  const inquiry = new Inquiry();
  inquiry.notMade('signature', seen('signatureUnreadKind', { kind }));
  return { ...bare(signature, inquiry), result: 'unsupported', kind };
}

/** No authority for such certificates is known here, whoever they name: what fits is nobody's, and what does not fit is bad. */
function ofStranger(finding: SigstoreFinding): SigstoreFinding {
  if (finding.result === 'bad') return finding;
  const stranger: SigstoreFinding = { ...finding, result: 'unsupported', notes: [], kind: 'X.509' };
  delete stranger.unknown;
  return stranger;
}

/** Only Fulcio writes into its certificates who vouched for the signer. */
function whoseCertificate({ content: { verifier } }: ReadCms): 'sigstore' | 'other' | 'unreadable' {
  try {
    if (verifier.kind !== 'certificate') return 'unreadable';
    return readLeafCertificate(verifier.der).issuer === undefined ? 'other' : 'sigstore';
  } catch (error) {
    if (error instanceof MalformedError) return 'unreadable';
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
  return { digest: (algorithm) => digestOf(algorithm, [bytes]), ...atHand(bytes) };
}
