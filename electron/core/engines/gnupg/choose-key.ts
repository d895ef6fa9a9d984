import { AppError } from '../../../../shared/error.ts';
import type { DigestAlgorithm } from '../../hash/reading.ts';
import { keyStatus, signingKeys } from '../../gnupg/keyring.ts';
import type { ListedCertificate, ListedKey } from '../../gnupg/colons.ts';

/**
 * The key of a certificate that signs: the subkey that `fingerprint` names, else, as gpg chooses, the newest subkey that can,
 * else the primary. Throws `key-revoked`, `key-expired`, `no-secret-part` or `no-signing-key`.
 */
export function chooseKey(certificate: ListedCertificate, fingerprint: string, now: Date): ListedKey {
  const { primary } = certificate;
  if (primary.validity === 'r') throw new AppError('key-revoked', primary.fingerprint);
  if (keyStatus(primary, now) === 'expired') throw new AppError('key-expired', primary.fingerprint);
  const able = signingKeys(certificate, now);
  if (fingerprint !== primary.fingerprint) {
    const exact = able.find((key) => key.fingerprint === fingerprint);
    if (exact) return exact;
    throw whyNot(
      certificate.subkeys.filter((key) => key.fingerprint === fingerprint),
      now,
    );
  }
  const subkeys = able.filter((key) => key !== primary);
  const [newest] = subkeys.sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime());
  const chosen = newest ?? (able.includes(primary) ? primary : undefined);
  if (chosen) return chosen;
  throw whyNot([primary, ...certificate.subkeys], now);
}

/**
 * The digest that a signature by `key` is made over: SHA-256, unless the key's own curve is wider and demands more.
 */
export function digestFor(key: Pick<ListedKey, 'algorithm'>): Extract<DigestAlgorithm, 'sha256' | 'sha384' | 'sha512'> {
  if (/(?:521|512)/.test(key.algorithm) && !key.algorithm.startsWith('rsa')) return 'sha512';
  if (/384/.test(key.algorithm) && !key.algorithm.startsWith('rsa')) return 'sha384';
  return key.algorithm === 'ed448' ? 'sha512' : 'sha256';
}

function whyNot(keys: ListedKey[], now: Date): AppError {
  const signing = keys.filter((key) => key.canSign);
  if (signing.length === 0) return new AppError('no-signing-key');
  const detail = signing.map((key) => key.fingerprint).join(', ');
  const valid = signing.filter((key) => keyStatus(key, now) === 'valid');
  if (valid.some((key) => key.secret === 'none')) return new AppError('no-secret-part', detail);
  if (valid.length > 0) return new AppError('no-signing-key', `${detail}: disabled or not valid`);
  const expired = signing.some((key) => keyStatus(key, now) === 'expired');
  return new AppError(expired ? 'key-expired' : 'key-revoked', detail);
}
