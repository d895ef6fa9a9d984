import { enums } from 'openpgp';
import type { RevocationReason } from '../../../../shared/model/key.ts';
import { copyParts, fingerprintOf } from './certificate-parts.ts';
import type { KeyParts } from './certificate-parts.ts';
import { armorBlock } from './key-armor.ts';
import type { SecretPacket } from './key-packets.ts';
import { writePackets } from './raw-packets.ts';
import type { RawPacket } from './raw-packets.ts';
import { makeSignature, rawSignature } from './signatures.ts';
import { userIdText } from './user-id.ts';

const REASON: Record<RevocationReason, enums.reasonForRevocation> = {
  unspecified: enums.reasonForRevocation.noReason,
  superseded: enums.reasonForRevocation.keySuperseded,
  compromised: enums.reasonForRevocation.keyCompromised,
  retired: enums.reasonForRevocation.keyRetired,
};

/** The certificate with a revocation of its primary (0x20), which ends everything bound to it (RFC 9580, section 5.2.3.31). */
export async function revokeKey(
  certificate: KeyParts,
  primary: SecretPacket,
  reason: RevocationReason,
  note: string,
  date: Date,
): Promise<KeyParts> {
  const revoked = copyParts(certificate);
  revoked.direct.push(await makeRevocation(certificate, primary, reason, note, date));
  return revoked;
}

/** The revocation certificate that is made with a key and kept apart, armored, with the usual words before it. Importing it revokes the key. */
export async function makeRevocationCertificate(
  certificate: KeyParts,
  primary: SecretPacket,
  date: Date,
): Promise<string> {
  const revocation = await makeRevocation(certificate, primary, 'unspecified', '', date);
  const name = certificate.users[0]?.packet.body;
  return [
    'This is a revocation certificate for the OpenPGP key:',
    '',
    `      ${fingerprintOf(certificate.primary.body)}`,
    ...(name === undefined ? [] : [`uid   ${userIdText(name)}`]),
    '',
    'A revocation certificate is a kind of "kill switch" to publicly declare that a key shall not anymore be used.',
    'It is not possible to retract such a revocation certificate once it has been published.',
    'Use it to revoke this key in case of a compromise or loss of the secret key: import it, and publish the key again.',
    'Keep it where nobody else finds it: whoever has it can revoke the key.',
    '',
    armorBlock('PUBLIC KEY BLOCK', writePackets([revocation]), 'This is a revocation certificate'),
  ].join('\n');
}

async function makeRevocation(
  certificate: KeyParts,
  primary: SecretPacket,
  reason: RevocationReason,
  note: string,
  date: Date,
): Promise<RawPacket> {
  const signature = await makeSignature(
    enums.signature.keyRevocation,
    primary,
    { primary: certificate.primary.body },
    date,
    // The library writes this text byte by byte: UTF-8 is made here, one character a byte.
    {
      reasonForRevocationFlag: REASON[reason],
      reasonForRevocationString: Buffer.from(note, 'utf8').toString('latin1'),
    },
  );
  return rawSignature(signature);
}
