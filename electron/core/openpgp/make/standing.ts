import { enums } from 'openpgp';
import type { KeyStatus, RevocationReason } from '../../../../shared/model/key.ts';
import type { KeyParts } from './certificate-parts.ts';
import { FLAGS } from './generate.ts';
import { fingerprintOfPacket, readPublicPacket } from './key-packets.ts';
import type { PublicPacket } from './key-packets.ts';
import { isRevokedPart, mainSignature, newest, readOwnSignatures } from './own-signatures.ts';
import type { OwnPart, OwnSignature, OwnSignatures } from './own-signatures.ts';
import { TAG } from './raw-packets.ts';
import { isSignatureBy } from './signatures.ts';
import { userIdText } from './user-id.ts';

/** How one key of a certificate stands at a date. */
export interface Standing {
  fingerprint: string;
  /** `ed25519`, `rsa4096`, `nistP256` ... */
  algorithm: string;
  createdAt: Date;
  expiresAt: Date | null;
  status: KeyStatus;
  revocationReason?: RevocationReason;
  /** Has a valid binding with the signing flag and, for a subkey, its back-signature. Says nothing on `status`. */
  maySign: boolean;
}

/** How a certificate stands at a date. A subkey that the primary never bound is left out. */
export interface CertificateStanding {
  primary: Standing;
  /** Of user IDs that are not revoked, the primary one first. */
  userIds: string[];
  subkeys: Standing[];
}

const SIGNING = new Set<number>([
  enums.publicKey.rsaEncryptSign,
  enums.publicKey.rsaSign,
  enums.publicKey.dsa,
  enums.publicKey.ecdsa,
  enums.publicKey.eddsaLegacy,
  enums.publicKey.ed25519,
  enums.publicKey.ed448,
]);

const REASONS: Partial<Record<number, RevocationReason>> = {
  [enums.reasonForRevocation.keySuperseded]: 'superseded',
  [enums.reasonForRevocation.keyCompromised]: 'compromised',
  [enums.reasonForRevocation.keyRetired]: 'retired',
};

/** Judges a certificate by its own signatures as of `now`. Throws `unsupported` or `malformed` where its primary cannot be read. */
export async function standingOf(parts: KeyParts, now: Date): Promise<CertificateStanding> {
  const own = await readOwnSignatures(parts);
  const speaking = mainSignature(own);
  const end = endOf(own.primary, speaking);
  const revocation = newest(own.revocations);
  const primary: Standing = {
    ...describe(own.primary),
    expiresAt: end,
    status: revocation !== undefined ? 'revoked' : isPast(end, now) ? 'expired' : 'valid',
    ...(revocation && { revocationReason: reasonOf(own.revocations) }),
    maySign: maySign(own.primary, speaking),
  };
  const subkeys: Standing[] = [];
  for (const subkey of own.subkeys) {
    const binding = newest(subkey.good);
    if (binding !== undefined) subkeys.push(await subkeyStanding(own, subkey, binding, primary, now));
  }
  return { primary, userIds: userIdsOf(own), subkeys };
}

async function subkeyStanding(
  own: OwnSignatures,
  subkey: OwnPart,
  binding: OwnSignature,
  primary: Standing,
  now: Date,
): Promise<Standing> {
  const key = await readPublicPacket(subkey.part.packet);
  const end = earlier(endOf(key, binding), primary.expiresAt);
  const revoked = subkey.revocations.length > 0;
  return {
    ...describe(key),
    expiresAt: end,
    status: revoked || primary.status === 'revoked' ? 'revoked' : isPast(end, now) ? 'expired' : 'valid',
    ...(revoked && { revocationReason: reasonOf(subkey.revocations) }),
    maySign: maySign(key, binding) && (await hasBackSignature(own, subkey, key, binding)),
  };
}

async function hasBackSignature(
  own: OwnSignatures,
  subkey: OwnPart,
  key: PublicPacket,
  binding: OwnSignature,
): Promise<boolean> {
  const back = binding.signature.embeddedSignature;
  if (back?.signatureType !== enums.signature.keyBinding) return false;
  return isSignatureBy(back, key, { primary: own.primaryBody, subkey: subkey.part.packet.body });
}

/** The signing flag; old keys have no flags at all, then the primary of a signing kind may sign. */
function maySign(key: PublicPacket, speaking: OwnSignature | undefined): boolean {
  if (speaking === undefined || !SIGNING.has(key.algorithm)) return false;
  const flags = speaking.signature.keyFlags?.[0];
  return flags === undefined || (flags & FLAGS.sign) !== 0;
}

function describe(key: PublicPacket): Pick<Standing, 'fingerprint' | 'algorithm' | 'createdAt'> {
  const { algorithm, bits, curve } = key.getAlgorithmInfo();
  const family = algorithm.startsWith('rsa') ? 'rsa' : algorithm;
  const name = curve === 'ed25519Legacy' ? 'ed25519' : curve === 'curve25519Legacy' ? 'cv25519' : curve;
  return {
    fingerprint: fingerprintOfPacket(key),
    algorithm: name ?? `${family}${bits ?? ''}`,
    createdAt: key.created,
  };
}

function userIdsOf(own: OwnSignatures): string[] {
  const living = own.users.flatMap((user) => {
    const last = newest(user.good);
    if (user.part.packet.tag !== TAG.userId || last === undefined || isRevokedPart(user, last)) return [];
    return [{ text: userIdText(user.part.packet.body), first: last.signature.isPrimaryUserID === true }];
  });
  return [...living.filter(({ first }) => first), ...living.filter(({ first }) => !first)].map(({ text }) => text);
}

/** The worst reason among several revocations: a key reported stolen stays so. */
function reasonOf(revocations: readonly OwnSignature[]): RevocationReason {
  const reasons = revocations.map(({ signature }) => REASONS[signature.reasonForRevocationFlag ?? 0] ?? 'unspecified');
  const order: RevocationReason[] = ['compromised', 'unspecified', 'superseded', 'retired'];
  return order.find((reason) => reasons.includes(reason)) ?? 'unspecified';
}

function endOf(key: PublicPacket, speaking: OwnSignature | undefined): Date | null {
  const life = speaking?.signature.keyExpirationTime ?? 0;
  return life === 0 ? null : new Date(key.created.getTime() + life * 1000);
}

function earlier(a: Date | null, b: Date | null): Date | null {
  if (a === null || b === null) return a ?? b;
  return a < b ? a : b;
}

function isPast(end: Date | null, now: Date): boolean {
  return end !== null && end <= now;
}
