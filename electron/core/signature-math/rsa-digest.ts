import { constants, createHash, publicDecrypt } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { DigestAlgorithm } from '../hash/reading.ts';

/** Whether an RSASSA-PKCS1-v1_5 signature is over this digest (RFC 8017, section 8.2.2): what it opens to must be the one encoding, byte for byte. */
export function rsaPkcs1Fits(
  key: KeyObject,
  signature: Uint8Array,
  algorithm: DigestAlgorithm,
  digest: Uint8Array,
): boolean {
  const prefix = DIGEST_INFO[algorithm];
  if (prefix === undefined) return false;
  try {
    const opened = publicDecrypt({ key, padding: constants.RSA_PKCS1_PADDING }, padded(key, signature));
    return opened.equals(Buffer.concat([Buffer.from(prefix, 'hex'), digest]));
  } catch {
    return false;
  }
}

/** Whether an RSASSA-PSS signature is over this digest (RFC 8017, section 9.1.2), with MGF1 of the same hash and a salt of any length. */
export function rsaPssFits(
  key: KeyObject,
  signature: Uint8Array,
  algorithm: DigestAlgorithm,
  digest: Uint8Array,
): boolean {
  try {
    const opened = publicDecrypt({ key, padding: constants.RSA_NO_PADDING }, padded(key, signature));
    const bits = (key.asymmetricKeyDetails?.modulusLength ?? 0) - 1;
    const length = Math.ceil(bits / 8);
    // Where the bits fill whole bytes, the number has one more, which is zero.
    if (opened.length > length && opened[0] !== 0) return false;
    return pssEncodes(opened.subarray(opened.length - length), bits, algorithm, digest);
  } catch {
    return false;
  }
}

function pssEncodes(encoded: Buffer, bits: number, algorithm: DigestAlgorithm, digest: Uint8Array): boolean {
  const spare = 8 * encoded.length - bits;
  const hashAt = encoded.length - digest.length - 1;
  if (hashAt < 1 || encoded.at(-1) !== 0xbc || (encoded[0] ?? 0) >> (8 - spare) !== 0) return false;
  const hash = encoded.subarray(hashAt, -1);
  const mask = mgf1(hash, hashAt, algorithm);
  const block = Buffer.from(encoded.subarray(0, hashAt).map((octet, index) => octet ^ (mask[index] ?? 0)));
  block[0] = (block[0] ?? 0) & (0xff >> spare);
  const one = block.findIndex((octet) => octet !== 0);
  if (one === -1 || block[one] !== 1) return false;
  const salt = block.subarray(one + 1);
  return createHash(algorithm).update(Buffer.alloc(8)).update(digest).update(salt).digest().equals(hash);
}

function mgf1(seed: Uint8Array, length: number, algorithm: DigestAlgorithm): Buffer {
  const parts: Buffer[] = [];
  for (let done = 0, counter = 0; done < length; counter++) {
    const count = Buffer.alloc(4);
    count.writeUInt32BE(counter);
    const part = createHash(algorithm).update(seed).update(count).digest();
    parts.push(part);
    done += part.length;
  }
  return Buffer.concat(parts).subarray(0, length);
}

/** A signature as long as its key: numbers lose leading zeros in some formats. One that is longer than its key throws. */
function padded(key: KeyObject, signature: Uint8Array): Buffer {
  const length = Math.ceil((key.asymmetricKeyDetails?.modulusLength ?? 0) / 8);
  if (signature.length > length) throw new Error('longer than the key');
  return Buffer.concat([Buffer.alloc(length - signature.length), signature]);
}

/** The DER in front of a digest in an RSA signature (RFC 8017, section 9.2; RIPEMD-160 and SHA-3: RFC 9580, section 9.5). */
const DIGEST_INFO: Partial<Record<DigestAlgorithm, string>> = {
  md5: '3020300c06082a864886f70d020505000410',
  sha1: '3021300906052b0e03021a05000414',
  ripemd160: '3021300906052b2403020105000414',
  sha224: '302d300d06096086480165030402040500041c',
  sha256: '3031300d060960864801650304020105000420',
  sha384: '3041300d060960864801650304020205000430',
  sha512: '3051300d060960864801650304020305000440',
  'sha3-256': '3031300d060960864801650304020805000420',
  'sha3-512': '3051300d060960864801650304020a05000440',
};
