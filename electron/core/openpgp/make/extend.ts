import { enums } from 'openpgp';
import type { SignaturePacket } from 'openpgp';
import { AppError } from '../../../../shared/error.ts';
import { copyParts } from './certificate-parts.ts';
import type { KeyParts } from './certificate-parts.ts';
import { FLAGS, makeBackSignature, wholeSeconds } from './generate.ts';
import { fingerprintOfPacket, publicPart, readPublicPacket } from './key-packets.ts';
import type { SecretPacket } from './key-packets.ts';
import { isRevokedPart, newest, readOwnSignatures, refuseRevoked } from './own-signatures.ts';
import type { OwnPart, OwnSignature } from './own-signatures.ts';
import type { RawPacket } from './raw-packets.ts';
import { makeSignature, rawSignature } from './signatures.ts';
import type { SignatureFields } from './signatures.ts';
import { endOfValidity, secondsOfLife } from './validity.ts';

/** The secret packets that are at hand, by fingerprint. */
export type Secrets = ReadonlyMap<string, SecretPacket>;

/**
 * The certificate with a new end, `validity` from now on: new self-signatures on every user ID that is not revoked and on the primary where it
 * has one directly, and new bindings of the signing subkeys in use. What the old signatures said else is kept.
 * Throws `usage`, `key-revoked`, and `malformed` for a certificate that its primary never signed.
 */
export async function extendKey(
  certificate: KeyParts,
  primary: SecretPacket,
  secrets: Secrets,
  validity: string,
  now: Date,
): Promise<KeyParts> {
  const extended = copyParts(certificate);
  const own = await readOwnSignatures(certificate);
  refuseRevoked(own);
  const end = endOfValidity(validity, wholeSeconds(now));
  const body = own.primaryBody;
  const life = secondsOfLife(primary.created, end);
  const direct = newest(own.direct);
  if (direct !== undefined) {
    const date = dateAfter(direct, now);
    const fields = { ...keptFields(direct.signature), keyExpirationTime: life };
    extended.direct.push(
      rawSignature(await makeSignature(enums.signature.key, primary, { primary: body }, date, fields)),
    );
  }
  let signed = direct !== undefined;
  for (const [index, user] of own.users.entries()) {
    const last = newest(user.good);
    if (last === undefined || isRevokedPart(user, last)) continue;
    const fields = { ...keptFields(last.signature), keyExpirationTime: life };
    const material = { primary: body, user: user.part.packet };
    const made = await makeSignature(enums.signature.certPositive, primary, material, dateAfter(last, now), fields);
    extended.users[index]?.signatures.push(rawSignature(made));
    signed = true;
  }
  if (!signed) throw new AppError('malformed', 'the key has no user ID that it signed itself');
  for (const index of await subkeysInUse(own.subkeys, now)) {
    const subkey = own.subkeys[index];
    const last = subkey && newest(subkey.good);
    if (subkey === undefined || last === undefined) continue;
    extended.subkeys[index]?.signatures.push(await bindAgain(body, primary, subkey, last, secrets, end, now));
  }
  return extended;
}

async function bindAgain(
  primaryBody: Uint8Array,
  primary: SecretPacket,
  subkey: OwnPart,
  last: OwnSignature,
  secrets: Secrets,
  end: Date | null,
  now: Date,
): Promise<RawPacket> {
  const publicKey = await readPublicPacket(subkey.part.packet);
  const life = secondsOfLife(publicKey.created, end);
  const secret = secrets.get(fingerprintOfPacket(publicKey));
  const date = dateAfter(last, now);
  const material = { primary: primaryBody, subkey: (await publicPart(subkey.part.packet)).body };
  const fields = { ...keptFields(last.signature), keyExpirationTime: life };
  // Where the subkey is elsewhere, its old back-signature is used again: it does not depend on the expiry.
  if (secret !== undefined) fields.embeddedSignature = await makeBackSignature(secret, material, date);
  return rawSignature(await makeSignature(enums.signature.subkeyBinding, primary, material, date, fields));
}

/** The signing subkeys that are neither revoked nor expired; where all are expired, the one that ended last: an expired key is extended too. */
async function subkeysInUse(subkeys: readonly OwnPart[], now: Date): Promise<number[]> {
  const living: number[] = [];
  let last: { index: number; end: number } | undefined;
  for (const [index, subkey] of subkeys.entries()) {
    const binding = newest(subkey.good);
    const flags = binding?.signature.keyFlags?.[0] ?? 0;
    if (binding === undefined || (flags & FLAGS.sign) === 0 || subkey.revocations.length > 0) continue;
    const { created } = await readPublicPacket(subkey.part.packet);
    const life = binding.signature.keyExpirationTime;
    const end = life === null || life === 0 ? Infinity : created.getTime() + life * 1000;
    if (end > now.getTime()) living.push(index);
    else if (last === undefined || end > last.end) last = { index, end };
  }
  return living.length === 0 && last !== undefined ? [last.index] : living;
}

/**
 * Now, or one second after the signature that is to be replaced where that is of the same second (or a clock ran ahead): the newest one counts,
 * and of two of one second readers choose differently.
 */
export function dateAfter(last: OwnSignature | undefined, now: Date): Date {
  const floor = wholeSeconds(now);
  const made = last?.signature.created?.getTime() ?? 0;
  return made >= floor.getTime() ? new Date(made + 1000) : floor;
}

/** What a signature says that its successor must go on saying. */
export function keptFields(signature: SignaturePacket): SignatureFields {
  return {
    keyFlags: signature.keyFlags && Uint8Array.from(signature.keyFlags),
    preferredSymmetricAlgorithms: signature.preferredSymmetricAlgorithms,
    preferredHashAlgorithms: signature.preferredHashAlgorithms,
    preferredCompressionAlgorithms: signature.preferredCompressionAlgorithms,
    keyServerPreferences: signature.keyServerPreferences,
    preferredKeyServer: signature.preferredKeyServer,
    features: signature.features,
    isPrimaryUserID: signature.isPrimaryUserID,
    embeddedSignature: signature.embeddedSignature,
    rawNotations: signature.rawNotations,
    policyURI: signature.policyURI,
    exportable: signature.exportable,
  };
}
