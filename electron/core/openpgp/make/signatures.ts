import { enums, SignaturePacket } from 'openpgp';
import type { Config } from 'openpgp';
import { MAKING } from './key-packets.ts';
import type { PublicPacket, SecretPacket } from './key-packets.ts';
import { hashedKey } from './certificate-parts.ts';
import { TAG } from './raw-packets.ts';
import type { RawPacket } from './raw-packets.ts';

/** What a signature inside a certificate is made over. */
export interface SignedMaterial {
  /** Body of the public primary key packet. */
  primary: Uint8Array;
  /** User ID or user attribute packet. */
  user?: RawPacket;
  /** Body of the public subkey packet. */
  subkey?: Uint8Array;
}

/** The subpackets that a new signature gets: fields of the library's packet. */
export type SignatureFields = Partial<
  Pick<
    SignaturePacket,
    | 'keyFlags'
    | 'keyExpirationTime'
    | 'preferredSymmetricAlgorithms'
    | 'preferredHashAlgorithms'
    | 'preferredCompressionAlgorithms'
    | 'keyServerPreferences'
    | 'preferredKeyServer'
    | 'features'
    | 'isPrimaryUserID'
    | 'embeddedSignature'
    | 'reasonForRevocationFlag'
    | 'reasonForRevocationString'
    | 'rawNotations'
    | 'policyURI'
    | 'exportable'
    | 'trustLevel'
  >
>;

/** What the library's packet can do beside what its types say. */
interface Packet {
  read(bytes: Uint8Array): void;
  write(): Uint8Array;
  sign(key: SecretPacket, data: object, date: Date, detached: boolean, config: Config): Promise<void>;
  verify(
    key: PublicPacket | SecretPacket,
    type: number,
    data: object,
    date: null,
    detached: boolean,
    config: Config,
  ): Promise<void>;
}

/** The digest for signatures by `key`: SHA-256 unless the key's curve demands a longer one (RFC 9580, section 5.2.3.2 on ECDSA). */
export function digestFor(key: PublicPacket | SecretPacket): 'sha256' | 'sha384' | 'sha512' {
  const { curve } = key.getAlgorithmInfo();
  if (curve === 'nistP384' || curve === 'brainpoolP384r1') return 'sha384';
  if (curve === 'nistP521' || curve === 'brainpoolP512r1') return 'sha512';
  return 'sha256';
}

/** Makes a signature inside a certificate by `key`, dated `date`, and checks it before it is given back. */
export async function makeSignature(
  type: enums.signature,
  key: SecretPacket,
  material: SignedMaterial,
  date: Date,
  fields: SignatureFields,
): Promise<SignaturePacket> {
  const signature = new SignaturePacket();
  Object.assign(signature, fields);
  signature.signatureType = type;
  signature.publicKeyAlgorithm = key.algorithm;
  signature.hashAlgorithm = enums.hash[digestFor(key)];
  const data = toData(material);
  await (signature as unknown as Packet).sign(key, data, date, false, MAKING);
  // Read back and verified afresh: the library remembers that it made the signature, and would not look again.
  const again = readSignature(rawSignature(signature));
  if (again === undefined || !(await isSignatureBy(again, key, material)))
    throw new Error('the new signature is not good');
  return signature;
}

/** A signature as a raw packet. */
export function rawSignature(signature: SignaturePacket): RawPacket {
  return { tag: TAG.signature, body: (signature as unknown as Packet).write() };
}

/** Reads a signature packet; undefined where it is malformed or of an unknown kind. */
export function readSignature(packet: RawPacket): SignaturePacket | undefined {
  const signature = new SignaturePacket();
  try {
    (signature as unknown as Packet).read(packet.body);
    return signature;
  } catch {
    return undefined;
  }
}

/** Whether `signature` was made by `key` over `material`. Says nothing on dates, expiry or what the key may do. */
export async function isSignatureBy(
  signature: SignaturePacket,
  key: PublicPacket | SecretPacket,
  material: SignedMaterial,
): Promise<boolean> {
  const type = signature.signatureType;
  if (type === null) return false;
  try {
    await (signature as unknown as Packet).verify(key, type, toData(material), null, false, MAKING);
    return true;
  } catch {
    return false;
  }
}

function toData(material: SignedMaterial): object {
  const hashable = (body: Uint8Array) => ({ writeForHash: () => hashedKey(body) });
  const user = material.user;
  const named = user && { write: () => user.body };
  return {
    key: hashable(material.primary),
    ...(material.subkey && { bind: hashable(material.subkey) }),
    ...(named && (user.tag === TAG.userAttribute ? { userAttribute: named } : { userID: named })),
  };
}

/** Whether a signature type is a certification of a user ID (0x10 to 0x13). */
export function isCertification(type: number | null): boolean {
  return type !== null && type >= 0x10 && type <= 0x13;
}
