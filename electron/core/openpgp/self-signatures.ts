import { digestOf } from '../hash/digest-of.ts';
import { concatBytes, fourOctets } from './byte-reader.ts';
import { keyForHash } from './key-packet.ts';
import { verifyDigest } from './public-key-crypto.ts';
import { readSignatureEntry, SIGNATURE_TYPE } from './signature-packet.ts';
import { onlyBody, single, SUBPACKET } from './subpackets.ts';
import type { Certificate } from './certificate.ts';
import type { KeyPacket } from './key-packet.ts';
import type { SignaturePacket } from './signature-packet.ts';
import type { RevocationReason } from '../../../shared/model/key.ts';

/** A self-signature whose mathematics hold, with what its hashed area says. Whether it counts on a given day is the policy's. */
export interface SelfSignature {
  packet: SignaturePacket;
  /** Seconds after the key's creation; nothing: never. */
  keyExpiresAfter?: number;
  /** The first octet of the key flags; nothing where none are set. */
  flags?: number;
  isPrimaryUserId: boolean;
  /** The back-signature (0x19) of a binding, verified by the subkey. */
  backSignature?: SignaturePacket;
}

/** A revocation by the key itself. */
export interface Revocation {
  /** Seconds since 1970. */
  created: number;
  reason: RevocationReason;
}

/** Everything in a certificate that its primary key signed, verified. Signatures of others are left out, designated revokers too. */
export interface SelfSigned {
  certificate: Certificate;
  direct: SelfSignature[];
  revocations: Revocation[];
  userIds: { text: string; certifications: SelfSignature[]; revocations: Revocation[] }[];
  subkeys: Map<string, SelfSignedSubkey>;
  /** Why self-signatures over the primary or its user IDs that are there do not count. */
  refused: string[];
}

/** A subkey with what the primary key signed over it. */
export interface SelfSignedSubkey {
  key: KeyPacket;
  bindings: SelfSignature[];
  revocations: Revocation[];
  refused: string[];
}

/** More than any real key has; each costs up to some milliseconds. */
const MAX_SELF_SIGNATURES = 1_000;

/**
 * Verifies all self-signatures of a certificate, once: dates play no part here. `undefined` where it has more self-signatures than
 * any real key: then it is not used at all, for a revocation may be among those that were not looked at.
 */
export function verifySelfSignatures(certificate: Certificate): Promise<SelfSigned | undefined> {
  const known = verified.get(certificate) ?? verifyAll(certificate);
  verified.set(certificate, known);
  return known;
}

const verified = new WeakMap<Certificate, Promise<SelfSigned | undefined>>();

async function verifyAll(certificate: Certificate): Promise<SelfSigned | undefined> {
  const work = new Work(certificate.primary);
  const primaryHashed = keyForHash(certificate.primary.body);
  const refused: string[] = [];
  const over = (bodies: readonly Uint8Array[], data: (version: number) => Uint8Array[], into: string[]) =>
    work.verifyAll(bodies, data, into);

  const onKey = await over(certificate.signatures, () => [primaryHashed], refused);
  const userIds: SelfSigned['userIds'] = [];
  for (const { bytes, signatures } of certificate.userIds) {
    const found = await over(signatures, (version) => [primaryHashed, ...userIdForHash(bytes, version)], refused);
    userIds.push({
      text: Buffer.from(bytes).toString('utf8'),
      certifications: found.filter(({ packet }) => isCertification(packet.type)).flatMap((f) => believed(f, refused)),
      revocations: found
        .filter(({ packet }) => packet.type === SIGNATURE_TYPE.certificationRevocation)
        .map(({ packet }) => ({ created: packet.created, reason: 'unspecified' })),
    });
  }
  const subkeys = new Map<string, SelfSignedSubkey>();
  for (const { key, signatures } of certificate.subkeys) {
    const notes: string[] = [];
    const data = [primaryHashed, keyForHash(key.body)];
    const found = await over(signatures, () => data, notes);
    const bindings: SelfSignature[] = [];
    for (const binding of found.filter(({ packet }) => packet.type === SIGNATURE_TYPE.subkeyBinding)) {
      for (const signature of believed(binding, notes)) {
        bindings.push(await withBackSignature(signature, key, data));
      }
    }
    subkeys.set(key.fingerprint, {
      key,
      bindings,
      revocations: revocationsOf(found, SIGNATURE_TYPE.subkeyRevocation),
      refused: notes,
    });
  }
  if (work.tooMany) return undefined;
  return {
    certificate,
    direct: onKey.filter(({ packet }) => packet.type === SIGNATURE_TYPE.directKey).flatMap((f) => believed(f, refused)),
    revocations: revocationsOf(onKey, SIGNATURE_TYPE.keyRevocation),
    userIds,
    subkeys,
    refused,
  };
}

interface Found {
  packet: SignaturePacket;
}

/** Verifies signatures by one key, as many as are allowed for one certificate. */
class Work {
  tooMany = false;
  readonly #key: KeyPacket;
  #done = 0;

  constructor(key: KeyPacket) {
    this.#key = key;
  }

  /** Those of the packets that the key made over the data; those that say so and are not are named in `refused`. */
  async verifyAll(
    bodies: readonly Uint8Array[],
    data: (version: number) => Uint8Array[],
    refused: string[],
  ): Promise<Found[]> {
    const found: Found[] = [];
    for (const body of bodies) {
      const { packet, problem } = readSignatureEntry(body);
      if (packet === undefined) {
        if (problem?.kind === 'malformed') refused.push(problem.reason);
        continue;
      }
      if (!namesKey(packet, this.#key)) continue;
      this.#done += 1;
      this.tooMany ||= this.#done > MAX_SELF_SIGNATURES;
      if (this.tooMany) return found;
      const digest = await digestOf(packet.digest, [...data(packet.version), packet.trailer]);
      if (await verifyDigest(this.#key, packet, digest)) found.push({ packet });
      else refused.push('a self-signature does not fit');
    }
    return found;
  }
}

/** Signatures by others are the bulk of old keys: only those that name this key, or nobody, are tried. */
function namesKey(packet: SignaturePacket, key: KeyPacket): boolean {
  return packet.issuers.length === 0 || packet.issuers.some((id) => id === key.keyId || id === key.fingerprint);
}

function isCertification(type: number): boolean {
  return type >= SIGNATURE_TYPE.certificationLowest && type <= SIGNATURE_TYPE.certificationHighest;
}

/** A signature of version 3 hashes the bare user ID (RFC 9580, section 5.2.4). */
function userIdForHash(bytes: Uint8Array, version: number): Uint8Array[] {
  return version === 3 ? [bytes] : [concatBytes([Uint8Array.of(0xb4), fourOctets(bytes.length)]), bytes];
}

/** The self-signature, unless its digest is MD5 or its hashed area holds what must not be relied on. */
function believed({ packet }: Found, refused: string[]): SelfSignature[] {
  if (packet.digest === 'md5') {
    refused.push('a self-signature made with MD5');
    return [];
  }
  if (packet.unknownCritical !== undefined) {
    refused.push(`a self-signature with the unknown critical subpacket ${packet.unknownCritical}`);
    return [];
  }
  try {
    const keyExpiresAfter = single(packet.hashed, SUBPACKET.keyExpires, 4);
    const flags = onlyBody(packet.hashed, SUBPACKET.keyFlags);
    return [
      {
        packet,
        ...(keyExpiresAfter === undefined || keyExpiresAfter === 0 ? {} : { keyExpiresAfter }),
        ...(flags === undefined ? {} : { flags: flags[0] ?? 0 }),
        isPrimaryUserId: packet.hashed.some(({ type, body }) => type === SUBPACKET.primaryUserId && body[0] === 1),
      },
    ];
  } catch {
    refused.push('a self-signature that contradicts itself');
    return [];
  }
}

async function withBackSignature(
  binding: SelfSignature,
  subkey: KeyPacket,
  data: readonly Uint8Array[],
): Promise<SelfSignature> {
  // It stands for itself, so the unhashed area will do (section 5.2.3.34). Two are enough for any real binding.
  const embedded = [...binding.packet.hashed, ...binding.packet.unhashed]
    .filter(({ type }) => type === SUBPACKET.embeddedSignature)
    .slice(0, 2);
  for (const { body } of embedded) {
    const { packet } = readSignatureEntry(body);
    if (packet?.type !== SIGNATURE_TYPE.primaryBinding) continue;
    if (packet.digest === 'md5' || packet.unknownCritical !== undefined) continue;
    const digest = await digestOf(packet.digest, [...data, packet.trailer]);
    if (await verifyDigest(subkey, packet, digest)) return { ...binding, backSignature: packet };
  }
  return binding;
}

/** A revocation counts whatever its digest and whatever else it says: to believe one too many is the safe mistake. */
function revocationsOf(found: readonly Found[], type: number): Revocation[] {
  return found
    .filter(({ packet }) => packet.type === type)
    .map(({ packet }) => ({ created: packet.created, reason: revocationReason(packet) }));
}

/** RFC 9580, section 5.2.3.31; only the hashed area counts. Where two are given and differ, the worst is assumed. */
function revocationReason(packet: SignaturePacket): RevocationReason {
  const codes = packet.hashed.filter(({ type }) => type === SUBPACKET.revocationReason).map(({ body }) => body[0]);
  const [first] = codes;
  if (first === undefined || codes.some((code) => code !== first)) return 'unspecified';
  return REASONS[first] ?? 'unspecified';
}

const REASONS: Partial<Record<number, RevocationReason>> = { 1: 'superseded', 2: 'compromised', 3: 'retired' };
