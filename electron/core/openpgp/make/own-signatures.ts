import { enums } from 'openpgp';
import type { SignaturePacket } from 'openpgp';
import { AppError } from '../../../../shared/error.ts';
import type { KeyParts, SignedPart } from './certificate-parts.ts';
import { publicPart, readPublicPacket } from './key-packets.ts';
import type { PublicPacket } from './key-packets.ts';
import { isCertification, isSignatureBy, readSignature } from './signatures.ts';
import type { SignedMaterial } from './signatures.ts';
import type { RawPacket } from './raw-packets.ts';

/** A signature that the primary key made itself, checked. */
export interface OwnSignature {
  raw: RawPacket;
  signature: SignaturePacket;
}

/** A user ID, attribute or subkey with its own, checked signatures in the order of the file. */
export interface OwnPart {
  part: SignedPart;
  /** Certifications or bindings. */
  good: OwnSignature[];
  revocations: OwnSignature[];
}

/** What the primary key says in a certificate; only signatures that it made and that fit. */
export interface OwnSignatures {
  primary: PublicPacket;
  /** Body of the primary's public packet. */
  primaryBody: Uint8Array;
  direct: OwnSignature[];
  revocations: OwnSignature[];
  users: OwnPart[];
  subkeys: OwnPart[];
}

/** Finds the self-signatures of a certificate and checks each of them. Dates and algorithms are not judged. */
export async function readOwnSignatures(parts: KeyParts): Promise<OwnSignatures> {
  const primary = await readPublicPacket(parts.primary);
  const primaryBody = (await publicPart(parts.primary)).body;
  const own = async (packets: readonly RawPacket[], material: SignedMaterial): Promise<OwnSignature[]> => {
    const found: OwnSignature[] = [];
    for (const raw of packets) {
      const signature = readSignature(raw);
      if (signature?.issuerKeyID.equals(primary.getKeyID()) !== true) continue;
      if (await isSignatureBy(signature, primary, material)) found.push({ raw, signature });
    }
    return found;
  };
  const direct = await own(parts.direct, { primary: primaryBody });
  const users: OwnPart[] = [];
  for (const part of parts.users) {
    const all = await own(part.signatures, { primary: primaryBody, user: part.packet });
    users.push({
      part,
      good: all.filter(({ signature }) => isCertification(signature.signatureType)),
      revocations: ofType(all, enums.signature.certRevocation),
    });
  }
  const subkeys: OwnPart[] = [];
  for (const part of parts.subkeys) {
    const subkey = (await publicPart(part.packet)).body;
    const all = await own(part.signatures, { primary: primaryBody, subkey });
    subkeys.push({
      part,
      good: ofType(all, enums.signature.subkeyBinding),
      revocations: ofType(all, enums.signature.subkeyRevocation),
    });
  }
  return {
    primary,
    primaryBody,
    direct: ofType(direct, enums.signature.key),
    revocations: ofType(direct, enums.signature.keyRevocation),
    users,
    subkeys,
  };
}

function ofType(signatures: readonly OwnSignature[], type: enums.signature): OwnSignature[] {
  return signatures.filter(({ signature }) => signature.signatureType === type);
}

/** The newest of several signatures; of two with one date the later in the file, as GnuPG chooses. */
export function newest(signatures: readonly OwnSignature[]): OwnSignature | undefined {
  let best: OwnSignature | undefined;
  for (const candidate of signatures) {
    if (best === undefined || madeAt(candidate) >= madeAt(best)) best = candidate;
  }
  return best;
}

function madeAt(own: OwnSignature): number {
  return own.signature.created?.getTime() ?? 0;
}

/** Throws `key-revoked` where the primary revoked itself: nothing that is added can make it good again. */
export function refuseRevoked(own: OwnSignatures): void {
  if (own.revocations.length > 0) throw new AppError('key-revoked', 'a revoked key cannot be changed; make a new one');
}

/** Whether a user ID was revoked after it was last certified. */
export function isRevokedPart(part: OwnPart, last: OwnSignature): boolean {
  const revoked = newest(part.revocations)?.signature.created?.getTime();
  return revoked !== undefined && revoked >= (last.signature.created?.getTime() ?? 0);
}

/** The self-signature that speaks for the key: of the primary user ID, else of the one certified last, else the direct one. */
export function mainSignature(own: OwnSignatures): OwnSignature | undefined {
  const last = own.users.flatMap((user) => {
    const signature = newest(user.good);
    return signature === undefined || isRevokedPart(user, signature) ? [] : [signature];
  });
  const primary = last.filter(({ signature }) => signature.isPrimaryUserID === true);
  return newest(primary.length > 0 ? primary : last) ?? newest(own.direct);
}

/** The certificate with nothing in it but what its own primary signed: what is kept of an answer from the network. */
export function onlyOwn(parts: KeyParts, own: OwnSignatures): KeyParts {
  const kept = (part: OwnPart): SignedPart => ({
    packet: part.part.packet,
    signatures: part.part.signatures.filter((raw) =>
      [...part.good, ...part.revocations].some((signature) => signature.raw === raw),
    ),
  });
  const direct = new Set([...own.direct, ...own.revocations].map(({ raw }) => raw));
  return {
    primary: parts.primary,
    direct: parts.direct.filter((raw) => direct.has(raw)),
    users: own.users.map(kept).filter((part) => part.signatures.length > 0),
    subkeys: own.subkeys.map(kept).filter((part) => part.signatures.length > 0),
  };
}
