import { digestOf } from '../hash/digest-of.ts';
import { seen } from '../../../shared/seen.ts';
import type { ArtifactSource } from './artifact-source.ts';
import type { LogEntry, SigstoreContent } from './content.ts';
import { dsse } from '@sigstore/core';
import { DIGEST_NAME } from './digest-algorithm.ts';
import { readEntryBody } from './entry-body.ts';
import type { LoggedSignature } from './entry-body.ts';
import type { Inquiry, Unknown } from './inquiry.ts';
import type { TLogAuthority } from './library.ts';
import { entryIsProven } from './log-proof.ts';
import { readLeafCertificate } from './leaf-certificate.ts';
import { MalformedError } from './malformed.ts';
import { publicKeyOf } from './public-key.ts';
import { shownAddress } from './shown-address.ts';

/** Who signed, as a log entry has to name them. */
export interface SignedBy {
  /** SubjectPublicKeyInfo, DER. */
  spki: Buffer;
  /** The certificate, where one came with the signature. */
  certificate?: Buffer;
}

/** What the log entries of one signature come to. */
export interface JudgedEntries {
  /** Entries that a known log proves to have. */
  good: number;
  /** Dates that a log signed for. */
  times: Date[];
  /** Set where there are entries, none of them in a known log or of a kind that can be read. */
  unknown?: Unknown;
  /** A digest that would be needed to tell whether an entry is about the artifact, where no other entry is good. */
  missing?: string;
}

/**
 * Judges all log entries of one signature by the logs of one trusted root. What is wrong is said to the inquiry. `artifact` is null
 * where the signature does not fit it: then entries are only held against the bundle. `stamped`: the dates by timestamps of a certificate's
 * signature, which it was made within minutes of.
 */
export async function judgeEntries(
  content: SigstoreContent,
  signedBy: SignedBy,
  artifact: ArtifactSource | null,
  logs: readonly TLogAuthority[],
  stamped: readonly Date[],
  inquiry: Inquiry,
): Promise<JudgedEntries> {
  const judged: JudgedEntries = { good: 0, times: [] };
  const before = new Set<string>();
  for (const entry of content.entries) {
    const known = logs.filter(({ logID }) => logID.equals(entry.logId));
    const log = nameOf(entry, known);
    const id = content.entries.length > 1 ? everythingIn(entry) : '';
    if (before.has(id)) {
      inquiry.notMade('log-entry', seen('entryTwice', { log }));
      continue;
    }
    before.add(id);
    const fits = await entryFits(entry, log, content, signedBy, artifact, inquiry);
    if (fits === 'unread') {
      judged.unknown ??= { service: 'log', name: log };
    } else if (typeof fits === 'object') {
      judged.missing ??= fits.missing;
    } else if (known.length === 0) {
      inquiry.notMade('log-entry', seen('entryUnknownLog', { log }), raw(entry));
      judged.unknown ??= { service: 'log', name: log };
    } else {
      const { proven, time } = entryIsProven(entry, log, known, stamped, inquiry);
      if (fits && proven) judged.good++;
      if (fits && time !== undefined) judged.times.push(time);
    }
  }
  if (judged.good > 0) {
    delete judged.unknown;
    delete judged.missing;
  }
  return judged;
}

function everythingIn({ proof, ...entry }: LogEntry): string {
  const { hashes = [], ...others } = proof ?? {};
  return [...Object.values(entry), ...Object.values(others), ...hashes]
    .map((value) => (Buffer.isBuffer(value) ? value.toString('base64') : String(value)))
    .join(' ');
}

/** The log's host where it is known; else what its checkpoint calls itself, or its ID. */
function nameOf(entry: LogEntry, known: readonly TLogAuthority[]): string {
  const url = known[0]?.baseURL;
  if (url !== undefined) return shownAddress(url);
  const [origin = ''] = (entry.proof?.checkpoint ?? '').split('\n', 1);
  return origin === '' ? entry.logId.toString('hex') : origin.replace(/ - \d+$/, '').slice(0, 200);
}

function raw(entry: LogEntry): Record<string, string> {
  return {
    logIndex: String(entry.logIndex),
    logId: entry.logId.toString('hex'),
    kind: `${entry.kind} ${entry.version}`,
    ...(entry.integratedTime === undefined ? {} : { integratedTime: String(entry.integratedTime) }),
  };
}

/** Whether the entry is about this very signature, these bytes and this signer (CVE-2022-36056, CVE-2026-22703). */
async function entryFits(
  entry: LogEntry,
  log: string,
  content: SigstoreContent,
  signedBy: SignedBy,
  artifact: ArtifactSource | null,
  inquiry: Inquiry,
): Promise<boolean | 'unread' | { missing: string }> {
  const index = String(entry.logIndex);
  try {
    const logged = readEntryBody(entry);
    if (logged === undefined) {
      inquiry.notMade('log-entry', seen('entryKindUnread', { index, log, kind: `${entry.kind} ${entry.version}` }));
      return 'unread';
    }
    const isSame = logged.signature.equals(content.signed.signature) && isSigner(logged.verifier, signedBy);
    const fits = isSame && (await isDigest(logged, content, artifact));
    if (fits === undefined) {
      const method = DIGEST_NAME[logged.digest.algorithm] ?? logged.digest.algorithm;
      inquiry.notMade('log-entry', seen('entryDigestUnknown', { index, log, method }), raw(entry));
      return { missing: method };
    }
    if (fits) inquiry.passed('log-entry', seen('entryFits', { index, log }), raw(entry));
    else inquiry.failed('log-entry', 'log-proof', seen('entryDiffers', { index, log }), raw(entry));
    return fits;
  } catch (error) {
    if (!(error instanceof MalformedError)) throw error;
    const what = seen('entryUnreadable', { index, log, technical: error.message });
    inquiry.failed('log-entry', 'log-proof', what, raw(entry));
    return false;
  }
}

/**
 * A log has to show the certificate where there is one: by the bare key of it, who watches the log for an identity would see nothing of the
 * signature. Cosign and the others refuse that, too.
 */
function isSigner({ kind, der }: LoggedSignature['verifier'], { spki, certificate }: SignedBy): boolean {
  if (certificate !== undefined) return kind === 'certificate' && der.equals(certificate);
  return (kind === 'key' ? publicKeyOf(der)?.spki : readLeafCertificate(der).spki)?.equals(spki) ?? false;
}

/** Undefined where the entry names the artifact by a digest that is not known here. */
async function isDigest(
  { over, digest: { algorithm, value } }: LoggedSignature,
  { signed }: SigstoreContent,
  artifact: ArtifactSource | null,
): Promise<boolean | undefined> {
  if (signed.kind === 'message') {
    if (over === 'payload') return false;
    const found = await artifact?.digest(algorithm);
    // A digest that is not known here is at least the one that the bundle itself names.
    const named = signed.digest?.algorithm === algorithm ? signed.digest.value : undefined;
    const expected = found ?? named;
    if (expected === undefined) return artifact === null ? true : undefined;
    return value.equals(expected);
  }
  const bytes = over === 'payload' ? signed.payload : dsse.preAuthEncoding(signed.payloadType, signed.payload);
  return value.equals(await digestOf(algorithm, [bytes]));
}
