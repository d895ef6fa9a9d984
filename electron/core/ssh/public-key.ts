import { createHash, createPublicKey, type KeyObject } from 'node:crypto';
import { SshMalformedError, SshUnreadableError } from './malformed.ts';
import { readCertificate, type SshCertificate } from './certificate.ts';
import { SshReader, sshString } from './wire.ts';

/** A public key as SSH writes it. */
export interface SshPublicKey {
  /** The key's own type, without the certificate around it (`ssh-ed25519`). */
  type: KeyType;
  /** The key's own bytes. */
  blob: Buffer;
  /** SHA-256 of them, upper-case hex: the same digest that ssh-keygen writes as `SHA256:` and base64. */
  fingerprint: string;
  key: KeyObject;
  /** In the field's own spelling (`Ed25519`, `ECDSA P-256`, `RSA 3072`); `-SK` for a key that never leaves its token. */
  algorithm: string;
  /** For keys on tokens: what they were made for (`ssh:`). */
  application?: Buffer;
  certificate?: SshCertificate;
}

/** The keys that signatures are made with; DSA is no longer one of them. */
export const KEY_TYPES = [
  'ssh-ed25519',
  'ssh-rsa',
  'ecdsa-sha2-nistp256',
  'ecdsa-sha2-nistp384',
  'ecdsa-sha2-nistp521',
  'sk-ssh-ed25519@openssh.com',
  'sk-ecdsa-sha2-nistp256@openssh.com',
] as const;
export type KeyType = (typeof KEY_TYPES)[number];

const CERTIFICATE = /^(?<plain>.*)-cert-v01(?<domain>@openssh\.com)$/;

/** Reads a public key, or a certificate of one. Throws `SshMalformedError` and `SshUnreadableError`. */
export function readPublicKey(bytes: Buffer): SshPublicKey {
  const reader = new SshReader(bytes);
  const written = reader.name();
  const { plain, domain } = CERTIFICATE.exec(written)?.groups ?? {};
  const name = plain === undefined ? written : `${plain}${plain.startsWith('sk-') ? (domain ?? '') : ''}`;
  const type = KEY_TYPES.find((one) => one === name);
  if (type === undefined) throw new SshUnreadableError(written);
  // A certificate begins with a number that is used once.
  if (plain !== undefined) reader.string();
  const from = reader.position;
  const fields = readFields(type, reader);
  const blob = Buffer.concat([sshString(type), bytes.subarray(from, reader.position)]);
  const certificate = plain === undefined ? undefined : readCertificate(bytes, reader, readPublicKey);
  reader.end();
  const fingerprint = createHash('sha256').update(blob).digest('hex').toUpperCase();
  return { type, blob, fingerprint, ...fields, ...(certificate === undefined ? {} : { certificate }) };
}

type Fields = Pick<SshPublicKey, 'key' | 'algorithm' | 'application'>;

function readFields(type: KeyType, reader: SshReader): Fields {
  switch (type) {
    case 'ssh-ed25519':
      return { key: ed25519(reader), algorithm: 'Ed25519' };
    case 'sk-ssh-ed25519@openssh.com':
      return { key: ed25519(reader), algorithm: 'Ed25519-SK', application: reader.string() };
    case 'ssh-rsa':
      return rsa(reader);
    case 'sk-ecdsa-sha2-nistp256@openssh.com':
      return { ...ecdsa('nistp256', reader), algorithm: 'ECDSA-SK P-256', application: reader.string() };
    case 'ecdsa-sha2-nistp256':
      return ecdsa('nistp256', reader);
    case 'ecdsa-sha2-nistp384':
      return ecdsa('nistp384', reader);
    case 'ecdsa-sha2-nistp521':
      return ecdsa('nistp521', reader);
  }
}

function ed25519(reader: SshReader): KeyObject {
  const point = reader.string();
  if (point.length !== 32) throw new SshMalformedError('a key of another length than its kind has');
  return keyOf({ kty: 'OKP', crv: 'Ed25519', x: point.toString('base64url') });
}

const CURVES = {
  nistp256: { crv: 'P-256', length: 32 },
  nistp384: { crv: 'P-384', length: 48 },
  nistp521: { crv: 'P-521', length: 66 },
} as const;

function ecdsa(curve: keyof typeof CURVES, reader: SshReader): Fields {
  const { crv, length } = CURVES[curve];
  if (reader.name() !== curve) throw new SshMalformedError('a key on another curve than its kind says');
  const point = reader.string();
  if (point.length !== 1 + 2 * length || point[0] !== 4) throw new SshMalformedError('a point that is none');
  const [x, y] = [point.subarray(1, 1 + length), point.subarray(1 + length)];
  const key = keyOf({ kty: 'EC', crv, x: x.toString('base64url'), y: y.toString('base64url') });
  return { key, algorithm: `ECDSA ${crv}` };
}

function rsa(reader: SshReader): Fields {
  const [e, n] = [reader.integer(), reader.integer()];
  if (n.length < 64) throw new SshMalformedError('a number that is no key');
  // As large an exponent makes one signature take seconds; nobody has one.
  if (e.length > 8) throw new SshUnreadableError('RSA with a large exponent');
  const key = keyOf({ kty: 'RSA', n: n.toString('base64url'), e: e.toString('base64url') });
  return { key, algorithm: `RSA ${key.asymmetricKeyDetails?.modulusLength ?? 0}` };
}

function keyOf(jwk: Record<string, string>): KeyObject {
  try {
    return createPublicKey({ key: jwk, format: 'jwk' });
  } catch {
    throw new SshMalformedError('a key that cannot be one');
  }
}
