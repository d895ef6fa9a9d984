import { SshMalformedError } from './malformed.ts';
import type { SshPublicKey } from './public-key.ts';
import { signatureFits } from './signature-fit.ts';
import { SshReader } from './wire.ts';

/** What a certificate authority says of a key (PROTOCOL.certkeys); that the authority said it is proven, not that anybody trusts it. */
export interface SshCertificate {
  /** Certificates are for users or for hosts; only a user's may sign. */
  isUser: boolean;
  keyId: string;
  /** Whom the key belongs to. */
  principals: readonly string[];
  /** Seconds since 1970. */
  validAfter: bigint;
  validBefore: bigint;
  authority: SshPublicKey;
}

const MAX_PRINCIPALS = 256;

/** Reads what stands behind a certificate's key. Throws `SshMalformedError` for one that its authority did not sign, too. */
export function readCertificate(
  bytes: Buffer,
  reader: SshReader,
  readKey: (bytes: Buffer) => SshPublicKey,
): SshCertificate {
  reader.long();
  const isUser = reader.number() === 1;
  const keyId = reader.string().toString('utf8');
  const principals = namesIn(reader.string());
  const [validAfter, validBefore] = [reader.long(), reader.long()];
  // Critical options and extensions say what a login may do; ssh-keygen does not look at them for signatures either.
  for (let n = 0; n < 3; n++) reader.string();
  const authorityBytes = reader.string();
  const signed = bytes.subarray(0, reader.position);
  const signature = reader.string();
  const authority = readKey(authorityBytes);
  if (authority.certificate !== undefined) throw new SshMalformedError('an authority that is certified itself');
  if (!signatureFits(authority, signature, signed)?.fits)
    throw new SshMalformedError('its authority did not sign the certificate');
  return { isUser, keyId, principals, validAfter, validBefore, authority };
}

function namesIn(bytes: Buffer): string[] {
  const reader = new SshReader(bytes);
  const names: string[] = [];
  while (reader.left > 0) {
    if (names.length === MAX_PRINCIPALS) throw new SshMalformedError('more principals than any certificate has');
    names.push(reader.string().toString('utf8'));
  }
  return names;
}
