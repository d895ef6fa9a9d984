import type { DigestAlgorithm } from '../hash/reading.ts';
import { DIGEST_LENGTHS } from '../manifest/model.ts';

/** Whether files can be made to share a digest of this kind today. */
export function isForgeable(algorithm: DigestAlgorithm): boolean {
  return algorithm === 'md5' || algorithm === 'sha1' || algorithm === 'ripemd160';
}

/** `sha256:HEX` (also `sha512:` and the other names) taken apart, or bare hex by its length; null where it is none. */
export function parseDigest(text: string): { algorithm: DigestAlgorithm; hex: string } | null {
  const found = /^\s*(?:([a-z0-9-]+)\s*:\s*)?([0-9a-f]+)\s*$/i.exec(text);
  if (found?.[2] === undefined) return null;
  const hex = found[2].toLowerCase();
  const named = found[1]?.toLowerCase().replace(/^sha-(?=\d)/, 'sha');
  const algorithm =
    named === undefined
      ? BY_LENGTH[hex.length]
      : (Object.keys(DIGEST_LENGTHS) as DigestAlgorithm[]).find((one) => one === named);
  return algorithm !== undefined && DIGEST_LENGTHS[algorithm] === hex.length ? { algorithm, hex } : null;
}

const BY_LENGTH: Record<number, DigestAlgorithm> = {
  32: 'md5',
  40: 'sha1',
  56: 'sha224',
  64: 'sha256',
  96: 'sha384',
  128: 'sha512',
};
