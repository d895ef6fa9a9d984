import { enums } from 'openpgp';
import type { KeyParts } from './certificate-parts.ts';
import { copyParts } from './certificate-parts.ts';
import { readKeyFile } from './key-armor.ts';
import { readPublicPacket } from './key-packets.ts';
import { splitPackets, TAG } from './raw-packets.ts';
import type { RawPacket } from './raw-packets.ts';
import { isSignatureBy, readSignature } from './signatures.ts';

/** The key revocations of a file that holds nothing else, as a revocation certificate does; none for any other file. Throws as `readKeyFile`. */
export function readRevocations(bytes: Uint8Array): RawPacket[] {
  const packets = splitPackets(readKeyFile(bytes));
  const revocations = packets.filter(
    (packet) => packet.tag === TAG.signature && readSignature(packet)?.signatureType === enums.signature.keyRevocation,
  );
  return revocations.length === packets.length ? revocations : [];
}

/** The certificate with `revocation` in it where its own primary made that; undefined else. */
export async function applyRevocation(certificate: KeyParts, revocation: RawPacket): Promise<KeyParts | undefined> {
  const signature = readSignature(revocation);
  const primary = await readPublicPacket(certificate.primary);
  const material = { primary: certificate.primary.body };
  if (signature === undefined || !(await isSignatureBy(signature, primary, material))) return undefined;
  const revoked = copyParts(certificate);
  revoked.direct.push(revocation);
  return revoked;
}
