import { digestOf } from '../hash/digest-of.ts';
import { seen } from '../../../shared/seen.ts';
import type { ArtifactSource } from './artifact-source.ts';
import type { LogEntry, SigstoreContent } from './content.ts';
import { dsse } from '@sigstore/core';
import { readEntryBody } from './entry-body.ts';
import type { LoggedSignature } from './entry-body.ts';
import type { Inquiry, Unknown } from './inquiry.ts';
import type { TLogAuthority } from './library.ts';
import { entryIsProven } from './log-proof.ts';
import { readLeafCertificate } from './leaf-certificate.ts';
import { MalformedError } from './malformed.ts';
import { publicKeyOf } from './public-key.ts';

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
}

/**
 * Judges all log entries of one signature by the logs of one trusted root. What is wrong is said to the inquiry. `artifact` is null
 * where the signature does not fit it: then entries are only held against the bundle.
 */
export async function judgeEntries(
  content: SigstoreContent,
  signedBy: SignedBy,
  artifact: ArtifactSource | null,
  logs: readonly TLogAuthority[],
  inquiry: Inquiry,
): Promise<JudgedEntries> {
  const judged: JudgedEntries = { good: 0, times: [] };
  const before = new Set<string>();
  for (const entry of content.entries) {
    const known = logs.filter(({ logID }) => logID.equals(entry.logId));
    const log = nameOf(entry, known);
    const id = everythingIn(entry);
    if (before.has(id)) {
      inquiry.notMade('log-entry', seen('entryTwice', { log }));
      continue;
    }
    before.add(id);
    const fits = await entryFits(entry, log, content, signedBy, artifact, inquiry);
    if (fits === 'unread') {
      judged.unknown ??= { service: 'log', name: log };
    } else if (known.length === 0) {
      inquiry.notMade('log-entry', seen('entryUnknownLog', { log }), raw(entry));
      judged.unknown ??= { service: 'log', name: log };
    } else {
      const { proven, time } = entryIsProven(entry, log, known, inquiry);
      if (fits && proven) judged.good++;
      if (fits && time !== undefined) judged.times.push(time);
    }
  }
  if (judged.good > 0) delete judged.unknown;
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
  if (url !== undefined) return url.replace(/^https?:\/\//, '').replace(/\/$/, '');
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
): Promise<boolean | 'unread'> {
  const index = String(entry.logIndex);
  try {
    const logged = readEntryBody(entry);
    if (logged === undefined) {
      inquiry.notMade('log-entry', seen('entryKindUnread', { index, log, kind: `${entry.kind} ${entry.version}` }));
      return 'unread';
    }
    const fits =
      logged.signature.equals(content.signed.signature) &&
      isSigner(logged.verifier, signedBy) &&
      (await isDigest(logged, content, artifact));
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

/** Logs keep the certificate where there is one; some clients give the bare key of it. */
function isSigner({ kind, der }: LoggedSignature['verifier'], { spki, certificate }: SignedBy): boolean {
  if (kind === 'key') return publicKeyOf(der)?.spki.equals(spki) ?? false;
  return certificate === undefined ? readLeafCertificate(der).spki.equals(spki) : der.equals(certificate);
}

async function isDigest(
  { over, digest: { algorithm, value } }: LoggedSignature,
  { signed }: SigstoreContent,
  artifact: ArtifactSource | null,
): Promise<boolean> {
  if (signed.kind === 'message') {
    if (over === 'payload') return false;
    const found = await artifact?.digest(algorithm);
    // A digest that is not known here is at least the one that the bundle itself names.
    const named = signed.digest?.algorithm === algorithm ? signed.digest.value : undefined;
    const expected = found ?? named;
    return expected === undefined ? artifact === null : value.equals(expected);
  }
  const bytes = over === 'payload' ? signed.payload : dsse.preAuthEncoding(signed.payloadType, signed.payload);
  return value.equals(await digestOf(algorithm, [bytes]));
}
