import { AppError } from '../../../../shared/error.ts';
import { copyParts } from './certificate-parts.ts';
import type { KeyParts, SignedPart } from './certificate-parts.ts';
import { sameBytes, toHex } from './raw-packets.ts';
import type { RawPacket } from './raw-packets.ts';

/**
 * Two versions of one public certificate as one: user IDs, subkeys and signatures of `other` that `base` lacks are put behind
 * its own; nothing is lost. Throws `not-expected-key` where the primaries differ.
 */
export function mergeCertificates(base: KeyParts, other: KeyParts): KeyParts {
  if (!sameBytes(base.primary.body, other.primary.body)) {
    throw new AppError('not-expected-key', 'the certificates have different primary keys');
  }
  const merged = copyParts(base);
  addSignatures(merged.direct, other.direct);
  addParts(merged.users, other.users);
  addParts(merged.subkeys, other.subkeys);
  return merged;
}

function addParts(into: SignedPart[], from: readonly SignedPart[]): void {
  for (const part of from) {
    const known = into.find(
      (own) => own.packet.tag === part.packet.tag && sameBytes(own.packet.body, part.packet.body),
    );
    if (known === undefined) into.push({ packet: part.packet, signatures: [...part.signatures] });
    else addSignatures(known.signatures, part.signatures);
  }
}

function addSignatures(into: RawPacket[], from: readonly RawPacket[]): void {
  const known = new Set(into.map(signatureIdentity));
  for (const signature of from) {
    const identity = signatureIdentity(signature);
    if (known.has(identity)) continue;
    known.add(identity);
    into.push(signature);
  }
}

/** A version 4 signature without its unhashed subpackets, which anybody can change: two copies that differ only there are one signature. */
function signatureIdentity(signature: RawPacket): string {
  const { body } = signature;
  if (body[0] !== 4 || body.length < 10) return toHex(body);
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
  const hashedEnd = 6 + view.getUint16(4);
  if (hashedEnd + 2 > body.length) return toHex(body);
  const unhashedEnd = hashedEnd + 2 + view.getUint16(hashedEnd);
  return `${toHex(body.subarray(0, hashedEnd))}:${toHex(body.subarray(unhashedEnd))}`;
}
