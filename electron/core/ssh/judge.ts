import { createHash } from 'node:crypto';
import type { Check } from '../../../shared/model/check.ts';
import type { Note } from '../../../shared/model/verdict.ts';
import { seen, type Seen, technical } from '../../../shared/seen.ts';
import { sshFingerprint } from '../../../shared/ssh-fingerprint.ts';
import type { AllowedSigners } from './allowed-signers.ts';
import type { SshFinding } from './finding.ts';
import { SshMalformedError } from './malformed.ts';
import { readSshSignature, type SshSignature } from './signature.ts';
import { signatureFits, type Fit } from './signature-fit.ts';
import { whoAllows } from './who-allows.ts';
import { sshString } from './wire.ts';

/** What SSH signatures are judged by. */
export interface SshJudgedBy {
  /** What the signature has to be for: `git` for tags and commits, `file` for files. */
  namespace: string;
  /** Whom the user lets sign; absent where no such file was given. */
  allowed?: AllowedSigners;
  /** When it was signed, as what is signed says: a signature has no date of its own. */
  claimedAt?: Date;
  now: Date;
}

/** Gives the digest of what was signed; undefined where that is not known. */
type SshDigest = (algorithm: 'sha256' | 'sha512') => Promise<Uint8Array | undefined>;

const DIGEST_NAMES = { sha256: 'SHA-256', sha512: 'SHA-512' } as const;
const TOLERANCE_MS = 10 * 60 * 1000;

/** Judges an armored signature. What the bytes hold never throws; what `digest` throws passes through. */
export async function judgeSsh(bytes: Uint8Array, digest: SshDigest, by: SshJudgedBy): Promise<SshFinding> {
  const read = readSshSignature(bytes);
  const signatureDigest = createHash('sha256').update(bytes).digest('hex');
  if (read.kind === 'malformed') return refused(signatureDigest, read.reason);
  if (read.kind === 'unsupported') return unread(signatureDigest, read.method);
  const { signature } = read;
  const { key, hash, namespace } = signature;
  const base = { signatureDigest: signature.digest, fingerprint: key.fingerprint, digestAlgorithm: hash };
  if (namespace !== by.namespace) {
    const what = seen('sshNamespaceOther', { namespace, wanted: by.namespace });
    return { ...base, result: 'bad', notes: [], checks: [made('failed', 'namespace', what)] };
  }
  const over = await digest(hash);
  if (over === undefined) return { ...unread(signature.digest, DIGEST_NAMES[hash]), fingerprint: key.fingerprint };
  let fit: Fit | undefined;
  try {
    const signed = Buffer.concat([signature.preamble, sshString(over)]);
    fit = signatureFits(key, signature.value, signed);
  } catch (error) {
    if (error instanceof SshMalformedError) return refused(signature.digest, error.message);
    throw error;
  }
  if (fit === undefined) return unread(signature.digest, `${key.type} (${methodOf(signature)})`);
  if (!fit.fits)
    return { ...base, result: 'bad', notes: [], checks: [made('failed', 'signature', seen('signatureDoesNotFit'))] };
  return { ...base, result: 'good', ...judgeSigner(signature, fit, by) };
}

/** What the name of the method says, where it can be read. */
function methodOf({ value }: SshSignature): string {
  return value.subarray(4, 4 + Math.min(64, value.readUInt32BE())).toString('latin1');
}

function judgeSigner(
  { key }: SshSignature,
  { touched }: Fit,
  { allowed, namespace, claimedAt, now }: SshJudgedBy,
): Pick<SshFinding, 'notes' | 'checks' | 'principal' | 'keyExpiresAt' | 'method'> {
  const notes: Note[] = [];
  const checks: Check[] = [made('passed', 'signature', seen('signatureFits'))];
  const name = sshFingerprint(key.fingerprint);
  checks.push(made('passed', 'key', seen('sshKeyMadeIt', { key: name, kind: key.algorithm })));
  if (touched === false) checks.push(made('not-made', 'touch', seen('sshNotTouched')));
  if (key.key.asymmetricKeyType === 'rsa' && (key.key.asymmetricKeyDetails?.modulusLength ?? 0) < 2048) {
    notes.push('weak-key');
    checks.push(made('failed', 'key-strength', seen('keyWeak', { kind: key.algorithm })));
  }
  if (claimedAt !== undefined && claimedAt.getTime() > now.getTime() + TOLERANCE_MS) {
    notes.push('dated-in-future');
    checks.push(made('failed', 'signature-date', seen('datedAhead', { signedAt: claimedAt.toISOString() })));
  }
  const weak = notes.includes('weak-key') ? { method: key.algorithm } : {};
  if (allowed === undefined) {
    checks.push(made('not-made', 'allowed-signers', seen('sshNoAllowedSigners')));
    return { notes, checks, ...weak };
  }
  const answer = whoAllows(allowed, key, namespace, claimedAt ?? now);
  if (!answer.allowed) {
    checks.push(made('failed', 'allowed-signers', notAllowed(answer.why, namespace)));
    return { notes, checks, ...weak };
  }
  const { principal, until } = answer;
  checks.push(made('passed', 'allowed-signers', seen('sshAllowed', { principal })));
  // The date is the signer's own word: whoever found the key since then can write an earlier one.
  if (until !== undefined && until < now) {
    notes.push('key-expired-since');
    checks.push(made('failed', 'key-expiry', seen('keyExpiredSince', { endedAt: until.toISOString() })));
  }
  return { notes, checks, principal, ...weak, ...(until === undefined ? {} : { keyExpiresAt: until }) };
}

function notAllowed(why: 'unknown' | 'namespace' | 'time', namespace: string): Seen {
  switch (why) {
    case 'unknown':
      return seen('sshNotAllowed');
    case 'namespace':
      return seen('sshNotAllowedFor', { namespace });
    case 'time':
      return seen('sshNotAllowedThen');
  }
}

function refused(signatureDigest: string, reason: string): SshFinding {
  const what = seen('signatureRefused', { reason: technical(reason) });
  return { signatureDigest, result: 'bad', notes: ['malformed'], checks: [made('failed', 'signature', what)] };
}

function unread(signatureDigest: string, kind: string): SshFinding {
  const what = seen('signatureUnreadKind', { kind });
  return { signatureDigest, result: 'unsupported', notes: [], kind, checks: [made('not-made', 'signature', what)] };
}

function made(outcome: Check['outcome'], check: string, { detail, says }: Seen): Check {
  return { check, outcome, detail, says };
}
