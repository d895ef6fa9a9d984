import type { Artifact } from './model/artifact.ts';

/** A digest and its method, both as people write them. */
export interface NamedDigest {
  method: string;
  hex: string;
}

/** The methods as people write them: a digest's name in words is not a file's, such as `SHA256SUMS`. */
const NAMES: ReadonlyMap<string, string> = new Map([
  ['md5', 'MD5'],
  ['sha1', 'SHA-1'],
  ['ripemd160', 'RIPEMD-160'],
  ['sha224', 'SHA-224'],
  ['sha256', 'SHA-256'],
  ['sha384', 'SHA-384'],
  ['sha512', 'SHA-512'],
  ['sha3-256', 'SHA3-256'],
  ['sha3-512', 'SHA3-512'],
  ['blake2b512', 'BLAKE2b'],
]);

/** A method as people write it; one that has no such name as it is called. */
export function digestName(algorithm: string): string {
  return NAMES.get(algorithm) ?? algorithm.toUpperCase();
}

/** The digest that was given in place of a file, and is its own name; undefined where a file was judged. */
export function digestAlone({ name, path, size, digests }: Artifact): NamedDigest | undefined {
  const [only, ...others] = Object.entries(digests);
  if (path !== undefined || size !== undefined || only === undefined || others.length > 0) return undefined;
  const [algorithm, hex] = only;
  return name.toLowerCase().endsWith(hex) ? { method: digestName(algorithm), hex } : undefined;
}
