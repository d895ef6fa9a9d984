import { enums } from 'openpgp';
import type { KeyAlgorithm } from '../../../../shared/model/key.ts';
import { AppError } from '../../../../shared/error.ts';
import { copyParts } from './certificate-parts.ts';
import type { KeyParts } from './certificate-parts.ts';
import { dateAfter, keptFields } from './extend.ts';
import { bindSigningSubkey, makePackets, wholeSeconds } from './generate.ts';
import type { KeyMaterial } from './generate.ts';
import { publicPacketOf, writeSecretPacket } from './key-packets.ts';
import type { SecretPacket } from './key-packets.ts';
import { isRevokedPart, mainSignature, newest, readOwnSignatures, refuseRevoked } from './own-signatures.ts';
import { sameBytes } from './raw-packets.ts';
import { makeSignature, rawSignature } from './signatures.ts';
import { makeUserId } from './user-id.ts';
import { endOfValidity, secondsOfLife } from './validity.ts';

/**
 * The certificate with one more user ID, which ends when the key does and takes over its preferences.
 * Throws `usage`, `key-revoked`, and `already-exists` where the key has this user ID and has not revoked it.
 */
export async function addUserId(
  certificate: KeyParts,
  primary: SecretPacket,
  name: string,
  email: string,
  now: Date,
): Promise<KeyParts> {
  const user = makeUserId(name, email);
  const own = await readOwnSignatures(certificate);
  refuseRevoked(own);
  const known = own.users.find((other) => sameBytes(other.part.packet.body, user.body));
  const last = known && newest(known.good);
  if (known !== undefined && last !== undefined && !isRevokedPart(known, last)) {
    throw new AppError('already-exists', 'the key has this user ID');
  }
  const model = mainSignature(own);
  if (model === undefined) throw new AppError('malformed', 'the key has no user ID that it signed itself');
  const made = await makeSignature(
    enums.signature.certPositive,
    primary,
    { primary: own.primaryBody, user },
    dateAfter(known && newest([...known.good, ...known.revocations]), now),
    {
      ...keptFields(model.signature),
      keyExpirationTime: model.signature.keyExpirationTime,
      isPrimaryUserID: null,
    },
  );
  const added = copyParts(certificate);
  const place = added.users.find((other) => sameBytes(other.packet.body, user.body));
  if (place === undefined) added.users.push({ packet: user, signatures: [rawSignature(made)] });
  else place.signatures.push(rawSignature(made));
  return added;
}

/** The key with one more signing subkey, of the primary's kind (Ed25519, or RSA with 4096 bits). Throws `usage`, `key-revoked`. */
export async function addSigningSubkey(
  certificate: KeyParts,
  primary: SecretPacket,
  validity: string,
  now: Date,
): Promise<KeyMaterial> {
  refuseRevoked(await readOwnSignatures(certificate));
  const date = wholeSeconds(now);
  const life = secondsOfLife(date, endOfValidity(validity, date));
  const algorithm: KeyAlgorithm = primary.getAlgorithmInfo().bits === undefined ? 'ed25519' : 'rsa4096';
  const { subkey } = await makePackets(algorithm, date);
  const binding = await bindSigningSubkey(primary, certificate.primary.body, subkey, date, life);
  const added = copyParts(certificate);
  added.subkeys.push({ packet: publicPacketOf(subkey), signatures: [binding] });
  return { certificate: added, secrets: [writeSecretPacket(subkey)] };
}
