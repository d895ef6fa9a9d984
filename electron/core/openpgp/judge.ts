import { seen, type Seen, technical } from '../../../shared/seen.ts';
import { wantedFor } from './digest-source.ts';
import { keyAlgorithmName } from './key-packet.ts';
import { stateOf } from './policy.ts';
import { verifyDigest } from './public-key-crypto.ts';
import { made, SignaturePolicy, toDate } from './signature-policy.ts';
import { signatureDigest, SIGNATURE_TYPE } from './signature-packet.ts';
import { SUBPACKET } from './subpackets.ts';
import type { Candidate, CertificateIndex } from './certificate-index.ts';
import type { DigestSource, OpenpgpFinding } from './model.ts';
import type { CertificateState } from './policy.ts';
import type { SignatureEntry, SignaturePacket } from './signature-packet.ts';

/** How many keys that the signature does not hint at are tried. */
const MAX_GUESSES = 64;

/**
 * Judges one signature over data by the certificates at hand, as of `now`. What the file holds never throws; what `source` throws
 * (the data could not be read) passes through.
 */
export async function judgeSignature(
  entry: SignatureEntry,
  source: DigestSource,
  certificates: CertificateIndex,
  now: Date,
): Promise<OpenpgpFinding> {
  const { packet } = entry;
  if (packet === undefined) return unreadable(entry);
  const base = basics(entry, packet);
  const wanted = wantedFor(entry);
  if (wanted === undefined || packet.type > SIGNATURE_TYPE.text) {
    const type = `0x${packet.type.toString(16).padStart(2, '0')}`;
    return malformed(base, seen('becauseNotOverData', { type }));
  }
  const digest = await source(wanted, packet.trailer);
  const hinted = certificates.hinted(packet);
  let signers = await whoSigned(hinted, packet, digest);
  if (signers.length === 0 && (hinted.length > 0 || packet.issuers.length === 0)) {
    const guesses = certificates.ofAlgorithm(packet).filter((candidate) => !hinted.includes(candidate));
    signers = await whoSigned(guesses.slice(0, MAX_GUESSES), packet, digest);
  }
  if (signers.length === 0) return await noSigner(base, hinted, packet, digest, certificates, now);

  return await byBest(base, packet, signers, certificates, now);
}

/** One key may stand in several certificates; the one that it confirmed is meant. */
async function byBest(
  base: OpenpgpFinding,
  packet: SignaturePacket,
  candidates: readonly Candidate[],
  certificates: CertificateIndex,
  now: Date,
): Promise<OpenpgpFinding> {
  const findings: OpenpgpFinding[] = [];
  for (const candidate of candidates) findings.push(await byCandidate(base, packet, candidate, certificates, now));
  return findings.sort((a, b) => weight(a) - weight(b))[0] ?? base;
}

function weight({ result, notes }: OpenpgpFinding): number {
  if (result !== 'good') return 2;
  return notes.includes('key-may-not-sign') ? 1 : 0;
}

function basics(entry: SignatureEntry, packet: SignaturePacket): OpenpgpFinding {
  const keyId = [...packet.issuers].sort((a, b) => b.length - a.length)[0];
  return {
    result: 'no-key',
    notes: [],
    checks: [],
    ...(keyId === undefined ? {} : { keyId }),
    signedAt: toDate(packet.created),
    digestAlgorithm: packet.digest,
    textMode: packet.type === SIGNATURE_TYPE.text,
    signatureDigest: signatureDigest(entry),
  };
}

function unreadable(entry: SignatureEntry): OpenpgpFinding {
  const { problem } = entry;
  const reason = problem === undefined ? seen('becauseCannotBeRead') : technical(problem.reason);
  const isMalformed = problem?.kind === 'malformed';
  return {
    result: isMalformed ? 'bad' : 'unsupported',
    notes: isMalformed ? ['malformed'] : [],
    checks: [made(isMalformed ? 'failed' : 'not-made', 'signature', seen('signatureNotChecked', { reason }))],
    textMode: false,
    signatureDigest: signatureDigest(entry),
  };
}

function malformed(base: OpenpgpFinding, reason: Seen): OpenpgpFinding {
  return {
    ...base,
    result: 'bad',
    notes: ['malformed'],
    checks: [made('failed', 'signature', seen('signatureRefused', { reason }))],
  };
}

async function whoSigned(
  candidates: readonly Candidate[],
  packet: SignaturePacket,
  digest: Uint8Array,
): Promise<Candidate[]> {
  const fits = new Map<string, boolean>();
  for (const { key } of candidates) {
    if (!fits.has(key.fingerprint)) fits.set(key.fingerprint, (await verifyDigest(key, packet, digest)) === true);
  }
  return candidates.filter(({ key }) => fits.get(key.fingerprint) === true);
}

async function noSigner(
  base: OpenpgpFinding,
  hinted: readonly Candidate[],
  packet: SignaturePacket,
  digest: Uint8Array,
  certificates: CertificateIndex,
  now: Date,
): Promise<OpenpgpFinding> {
  const [named] = hinted;
  if (named === undefined) {
    const what = base.keyId === undefined ? seen('signatureNoKeyNamed') : seen('keyNotHere', { key: base.keyId });
    return { ...base, checks: [made('not-made', 'signature', what)] };
  }
  if ((await verifyDigest(named.key, packet, digest)) === undefined) {
    const what = seen('keyKindUnusable', { kind: keyAlgorithmName(named.key) });
    return { ...base, result: 'unsupported', checks: [made('not-made', 'signature', what)] };
  }
  // The claimed signer is told even so: the card says whose name the bad signature bears.
  const claimed = await byBest(base, packet, hinted, certificates, now);
  return {
    ...claimed,
    result: 'bad',
    notes: claimed.notes.filter((note) => note === 'weak-digest' || note === 'text-mode'),
    checks: [made('failed', 'signature', seen('signatureDoesNotFit'))],
  };
}

async function byCandidate(
  base: OpenpgpFinding,
  packet: SignaturePacket,
  { key, certificate }: Candidate,
  certificates: CertificateIndex,
  now: Date,
): Promise<OpenpgpFinding> {
  const seconds = Math.floor(now.getTime() / 1000);
  const selfSigned = await certificates.selfSigned(certificate);
  const state = selfSigned && stateOf(selfSigned, seconds);
  if (state === undefined || state.stripped) {
    const why = state === undefined ? 'keyTooManySelfSignatures' : 'keyStripped';
    const checks = [made('not-made', 'signature', seen(why, { key: certificate }))];
    return { ...base, keyId: key.fingerprint, checks };
  }
  const keyState = key.fingerprint === certificate ? state.primary : state.subkeys.get(key.fingerprint);
  if (keyState === undefined) return base;
  const judged = new SignaturePolicy(packet, seconds);
  judged.judge(state.primary, keyState);
  const userId = nameOf(state, packet);
  const endedAt = Math.min(keyState.expiresAt ?? Infinity, keyState.revocation?.created ?? Infinity);
  return {
    ...base,
    result: 'good',
    notes: judged.notes,
    checks: judged.checks,
    fingerprint: certificate,
    keyFingerprint: key.fingerprint,
    keyId: key.keyId,
    ...(userId === undefined ? {} : { userId }),
    keyCreatedAt: toDate(key.created),
    ...(keyState.expiresAt === undefined ? {} : { keyExpiresAt: toDate(keyState.expiresAt) }),
    ...(endedAt === Infinity ? {} : { keyEndedAt: toDate(endedAt) }),
  };
}

/** The user ID that the signature names, if the key certified it; else the primary one. One that is blank is no name. */
function nameOf(state: CertificateState, packet: SignaturePacket): string | undefined {
  const userIds = state.userIds.filter((userId) => userId.trim() !== '');
  const named = packet.hashed.find(({ type }) => type === SUBPACKET.signersUserId);
  const text = named && Buffer.from(named.body).toString('utf8');
  return userIds.find((userId) => userId === text) ?? userIds[0];
}
