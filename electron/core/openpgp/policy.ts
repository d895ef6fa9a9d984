import { seen, type Seen } from '../../../shared/seen.ts';
import { isSigningAlgorithm, isWeakDigest } from './algorithms.ts';
import type { KeyPacket } from './key-packet.ts';
import type { Revocation, SelfSignature, SelfSigned, SelfSignedSubkey } from './self-signatures.ts';
import type { SignaturePacket } from './signature-packet.ts';

/** What one key of a certificate is and may do, as of a date. All dates are seconds since 1970. */
export interface KeyState {
  key: KeyPacket;
  /** When the key, or its primary, expires, whichever is first. */
  expiresAt?: number;
  /** Of the key or of its primary; the one that weighs most. */
  revocation?: Revocation;
  /** Whether a self-signature of the key (for a subkey: its binding) counts on that date. */
  isCertified: boolean;
  /** Why the key may not sign; nothing where it may. */
  mayNotSign?: Seen;
  /** A self-signature that this state rests on was made with SHA-1 or RIPEMD-160. */
  weakSelfSignature: boolean;
  /** What was looked at and held, in words. */
  held: ({ check: string } & Seen)[];
}

/** A certificate as of a date. */
export interface CertificateState {
  primary: KeyState;
  /** By fingerprint. */
  subkeys: Map<string, KeyState>;
  /** Certified by the key and not revoked, the primary one first. */
  userIds: string[];
  /** Set where the copy has no self-signature at all (not even a revocation), as some servers strip them: nothing can be said of its expiry then. */
  stripped: boolean;
}

/** How far a clock may be behind, seconds (verdicts: over ten minutes ahead is the future). */
export const CLOCK_TOLERANCE = 600;

const FLAG_SIGN = 0x02;
/** Longer than four octets of seconds can say. */
const LONGEST = 2 ** 32;

/** Our policy over one certificate: which self-signatures count at `now` (seconds), and what follows. Pure. */
export function stateOf(selfSigned: SelfSigned, now: number): CertificateState {
  const { certificate, refused } = selfSigned;
  const key = certificate.primary;
  const counts = (signature: SelfSignature) => inTime(signature.packet, key, now);
  const userIds = selfSigned.userIds.flatMap(({ text, certifications, revocations }) => {
    const newest = newestOf(certifications.filter(counts));
    if (newest === undefined) return [];
    // A newer certification takes a user ID's revocation back; a key's revocation is for ever.
    const isRevoked = revocations.some(
      ({ created }) => created >= newest.packet.created && created <= now + CLOCK_TOLERANCE,
    );
    return [{ text, newest, isRevoked }];
  });
  const live = userIds.filter(({ isRevoked }) => !isRevoked);
  const certifications = (live.length > 0 ? live : userIds).map(({ newest }) => newest);
  const direct = selfSigned.direct.filter(counts);
  const primary = primaryState(selfSigned, certifications, direct, now);
  return {
    primary,
    subkeys: new Map(
      [...selfSigned.subkeys].map(([fingerprint, subkey]) => [fingerprint, subkeyState(primary, subkey, now)]),
    ),
    userIds: live.sort(byPrimaryAndAge).map(({ text }) => text),
    stripped: certifications.length + direct.length + refused.length + selfSigned.revocations.length === 0,
  };
}

function primaryState(
  { certificate, revocations, refused }: SelfSigned,
  certifications: readonly SelfSignature[],
  direct: readonly SelfSignature[],
  now: number,
): KeyState {
  const key = certificate.primary;
  const all = [...certifications, ...direct];
  // A direct-key signature without an expiry (it may only name a revoker) does not lift the one that the user IDs' set.
  const onExpiry = newestOf(
    certifications.length === 0
      ? direct
      : [...certifications, ...direct.filter((s) => s.keyExpiresAfter !== undefined)],
  );
  const onFlags = newestOf(all.filter(({ flags }) => flags !== undefined));
  const state: KeyState = {
    key,
    isCertified: onExpiry !== undefined,
    weakSelfSignature: [onExpiry, onFlags].some((s) => s !== undefined && isWeakDigest(s.packet.digest)),
    held: [],
  };
  if (onExpiry?.keyExpiresAfter !== undefined) state.expiresAt = key.created + onExpiry.keyExpiresAfter;
  const revocation = weightiest(revocations, now);
  if (revocation !== undefined) state.revocation = revocation;
  if (onExpiry === undefined) state.mayNotSign = withCause('keyNoSelfSignature', refused);
  else if (!isSigningAlgorithm(key.algorithm)) state.mayNotSign = seen('keyCannotSign');
  else if (onFlags !== undefined && ((onFlags.flags ?? 0) & FLAG_SIGN) === 0) {
    state.mayNotSign = seen('keyPrimaryMayNotSign');
  } else state.held.push({ check: 'key-flags', ...seen('keyPrimaryMaySign') });
  return state;
}

function subkeyState(
  primary: KeyState,
  { key, bindings, revocations, refused }: SelfSignedSubkey,
  now: number,
): KeyState {
  const binding = newestOf(
    bindings.filter(({ packet }) => inTime(packet, key, now) && inTime(packet, primary.key, now)),
  );
  const state: KeyState = {
    key,
    isCertified: binding !== undefined,
    weakSelfSignature: primary.weakSelfSignature,
    held: [],
  };
  const ends = [primary.expiresAt];
  if (binding?.keyExpiresAfter !== undefined) ends.push(key.created + binding.keyExpiresAfter);
  const expiresAt = Math.min(...ends.filter((end) => end !== undefined));
  if (Number.isFinite(expiresAt)) state.expiresAt = expiresAt;
  const revocation = weightiest([...revocations, ...(primary.revocation ? [primary.revocation] : [])], now);
  if (revocation !== undefined) state.revocation = revocation;
  state.weakSelfSignature ||= [binding?.packet, binding?.backSignature].some(
    (s) => s !== undefined && isWeakDigest(s.digest),
  );

  const back = binding?.backSignature;
  if (!primary.isCertified) state.mayNotSign = seen('keyNoPrimarySelfSignature');
  else if (binding === undefined) state.mayNotSign = withCause('keySubkeyNotBound', refused);
  else if (((binding.flags ?? 0) & FLAG_SIGN) === 0) state.mayNotSign = seen('keySubkeyMayNotSign');
  else if (!isSigningAlgorithm(key.algorithm)) state.mayNotSign = seen('keyCannotSign');
  else if (back === undefined || !inTime(back, key, now)) {
    state.mayNotSign = seen('keySubkeyNotConfirmed');
  } else {
    state.held.push(
      { check: 'subkey-binding', ...seen('keySubkeyBound') },
      { check: 'back-signature', ...seen('keySubkeyConfirmed') },
      { check: 'key-flags', ...seen('keySubkeyMaySign') },
    );
  }
  return state;
}

/** A self-signature counts that is neither older than its key, nor from the future, nor past its own expiry. */
function inTime(packet: SignaturePacket, key: KeyPacket, now: number): boolean {
  const ends = packet.expiresAfter === undefined ? Infinity : packet.created + packet.expiresAfter;
  return packet.created >= key.created && packet.created <= now + CLOCK_TOLERANCE && now < ends;
}

/** Of two of the same second the one whose key expires first, so that the order in the file decides nothing. */
function newestOf(signatures: readonly SelfSignature[]): SelfSignature | undefined {
  return [...signatures].sort(
    (a, b) => b.packet.created - a.packet.created || (a.keyExpiresAfter ?? LONGEST) - (b.keyExpiresAfter ?? LONGEST),
  )[0];
}

function byPrimaryAndAge(a: { newest: SelfSignature }, b: { newest: SelfSignature }): number {
  return (
    Number(b.newest.isPrimaryUserId) - Number(a.newest.isPrimaryUserId) ||
    b.newest.packet.created - a.newest.packet.created
  );
}

/** Compromised or without a reason: the key is worthless whatever the date. */
export function isHard({ reason }: Revocation): boolean {
  return reason === 'compromised' || reason === 'unspecified';
}

function weightiest(revocations: readonly Revocation[], now: number): Revocation | undefined {
  return revocations
    .filter((revocation) => isHard(revocation) || revocation.created <= now + CLOCK_TOLERANCE)
    .sort(
      (a, b) =>
        Number(isHard(b)) - Number(isHard(a)) ||
        Number(b.reason === 'compromised') - Number(a.reason === 'compromised') ||
        a.created - b.created,
    )[0];
}

/** The sentence, with the technical cause of the first self-signature that was refused. */
function withCause(key: 'keyNoSelfSignature' | 'keySubkeyNotBound', refused: readonly string[]): Seen {
  return refused[0] === undefined ? seen(key) : seen(`${key}As`, { technical: refused[0] });
}
