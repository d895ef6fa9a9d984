import type { DigestAlgorithm } from '../hash/reading.ts';
import { DIGEST_LENGTHS } from './model.ts';

/** What BSD's, coreutils' and OpenSSL's tagged lines call the algorithms, in capitals, without hyphens. */
const TAGS: Record<string, DigestAlgorithm> = {
  MD5: 'md5',
  SHA1: 'sha1',
  RMD160: 'ripemd160',
  RIPEMD160: 'ripemd160',
  SHA224: 'sha224',
  SHA2224: 'sha224',
  SHA256: 'sha256',
  SHA2256: 'sha256',
  SHA384: 'sha384',
  SHA2384: 'sha384',
  SHA512: 'sha512',
  SHA2512: 'sha512',
  SHA3256: 'sha3-256',
  SHA3512: 'sha3-512',
  BLAKE2B: 'blake2b512',
  BLAKE2B512: 'blake2b512',
};

/** How files that hold digests are named after an algorithm: `SHA256SUMS`, `SHASUMS256.txt`, `x.tar.gz.sha256`, `x.sha256sum`. */
const NAMES: readonly [RegExp, DigestAlgorithm][] = [
  [/md5/i, 'md5'],
  [/ripemd-?160|rmd160/i, 'ripemd160'],
  [/sha3-?256/i, 'sha3-256'],
  [/sha3-?512/i, 'sha3-512'],
  [/sha(sums?)?-?256/i, 'sha256'],
  [/sha(sums?)?-?512/i, 'sha512'],
  [/sha(sums?)?-?384/i, 'sha384'],
  [/sha(sums?)?-?224/i, 'sha224'],
  [/sha(sums?)?-?1/i, 'sha1'],
  [/blake2b?|b2sum/i, 'blake2b512'],
];

const ALGORITHM = '(?:md5|ripemd-?160|rmd160|sha-?(?:1|224|256|384|512)|sha3-?(?:256|512)|blake2b?(?:-?512)?)';
/** A name that says by itself that the file holds digests. */
const WHOLE = new RegExp(`^(?:${ALGORITHM}-?sums?|b2sums?|shasums?-?(?:1|224|256|384|512))(?:\\.txt)?$`, 'i');
/** An ending that says so, with what the digest is of before it. */
const ENDING = new RegExp(`^(.+)\\.(?:${ALGORITHM}(?:sums?)?|b2sums?)(?:\\.txt)?$`, 'i');

/** The algorithm of a tagged line's tag, or undefined. */
export function algorithmOfTag(tag: string): DigestAlgorithm | undefined {
  return TAGS[tag.toUpperCase().replaceAll('-', '')];
}

/** Whether a file is named as manifests are (`SHA256SUMS`, `x.sha256`), so that its name binds its algorithm too. */
export function isManifestName(name: string): boolean {
  return WHOLE.test(name) || ENDING.test(name);
}

/** `x.tar.gz` for `x.tar.gz.sha256`; undefined where the name is no such one. */
export function nameOfDigestFile(name: string): string | undefined {
  return ENDING.exec(name)?.[1];
}

/** The algorithm that a file's name speaks of at its end, where it does. */
export function algorithmOfName(name: string): DigestAlgorithm | undefined {
  const covered = nameOfDigestFile(name);
  const part = covered === undefined ? name : name.slice(covered.length);
  return NAMES.find(([pattern]) => pattern.test(part))?.[1];
}

/** The algorithm of an untagged digest by its length, with the name deciding between algorithms of one length; undefined for no digest's length. */
export function algorithmOfLength(length: number, hinted: DigestAlgorithm | undefined): DigestAlgorithm | undefined {
  if (hinted !== undefined && DIGEST_LENGTHS[hinted] === length) return hinted;
  const common: DigestAlgorithm[] = ['md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512'];
  return common.find((algorithm) => DIGEST_LENGTHS[algorithm] === length);
}
