import { constants, createPrivateKey, privateEncrypt } from 'node:crypto';
import { enums, SignaturePacket } from 'openpgp';
import type { Config } from 'openpgp';
import type { DigestAlgorithm } from '../../hash/reading.ts';
import type { DigestSource } from '../../openpgp/model.ts';
import { MAKING } from '../../openpgp/make/key-packets.ts';
import type { SecretPacket } from '../../openpgp/make/key-packets.ts';
import { digestFor } from '../../openpgp/make/signatures.ts';

/** What the library's packet can do beside what its types say. */
interface Inherited {
  sign(key: SecretPacket, data: null, date: Date, detached: boolean, config: Config): Promise<void>;
  calculateTrailer(data: null, detached: boolean): Uint8Array;
  write(): Uint8Array;
  params: unknown;
}

/** DER of a DigestInfo up to the digest (RFC 8017, section 9.2, note 1). */
const DIGEST_INFO = {
  sha256: '3031300d060960864801650304020105000420',
  sha384: '3041300d060960864801650304020205000430',
  sha512: '3051300d060960864801650304020305000440',
} as const;

/**
 * A signature packet that never sees what it signs: the library's, but its hash is the native hash of a read, finished with the
 * signature's own fields and trailer (RFC 9580, section 5.2.4).
 */
class NativeSignaturePacket extends SignaturePacket {
  readonly #finish: DigestSource;
  readonly #digest: DigestAlgorithm;
  readonly #text: boolean;

  constructor(finish: DigestSource, digest: DigestAlgorithm, text: boolean) {
    super();
    this.#finish = finish;
    this.#digest = digest;
    this.#text = text;
  }

  /** Asked for by the library before `hash`; there is nothing to hand on, so that only the finished digest is ever signed. */
  toHash(): null {
    return null;
  }

  async hash(): Promise<Uint8Array> {
    if (this.signatureData === null) throw new Error('the signature has no fields yet');
    const trailer = (this as unknown as Inherited).calculateTrailer(null, true);
    const suffix = new Uint8Array(Buffer.concat([this.signatureData, trailer]));
    return this.#finish({ algorithm: this.#digest, ...(this.#text && { text: true }) }, suffix);
  }
}

/**
 * Makes one document signature (type 0x00, or 0x01 over text whose line ends the digest source has made CRLF) by `key`, dated `date`; gives
 * back the packet's body.
 */
export async function signDigest(
  key: SecretPacket,
  finish: DigestSource,
  date: Date,
  kind: 'binary' | 'text',
): Promise<Uint8Array> {
  const digest = digestFor(key);
  const finished: Uint8Array[] = [];
  const remember: DigestSource = async (wanted, suffix) => {
    const hash = await finish(wanted, suffix);
    finished.push(hash);
    return hash;
  };
  const signature = new NativeSignaturePacket(remember, digest, kind === 'text');
  signature.signatureType = kind === 'text' ? enums.signature.text : enums.signature.binary;
  signature.publicKeyAlgorithm = key.algorithm;
  signature.hashAlgorithm = enums.hash[digest];
  const packet = signature as unknown as Inherited;
  await packet.sign(nativeRsa(key) ? withoutExponent(key) : key, null, date, true, MAKING);
  const [hash] = finished;
  if (hash === undefined) throw new Error('the library did not ask for the digest');
  if (nativeRsa(key)) packet.params = { s: signRsa(key, digest, hash) };
  return packet.write();
}

function nativeRsa(key: SecretPacket): boolean {
  return key.algorithm === enums.publicKey.rsaEncryptSign || key.algorithm === enums.publicKey.rsaSign;
}

/**
 * From a digest alone the library signs RSA with its own big numbers, which takes half a second with 4096 bits and is not done in
 * constant time. So it is given an exponent of 1, which costs nothing and betrays nothing, and the platform's RSA makes the signature.
 */
function withoutExponent(key: SecretPacket): SecretPacket {
  return Object.create(key, {
    privateParams: { value: { ...key.privateParams, d: Uint8Array.of(1) } },
  }) as SecretPacket;
}

/** RSASSA-PKCS1-v1_5 over a finished digest. */
function signRsa(key: SecretPacket, digest: keyof typeof DIGEST_INFO, hash: Uint8Array): Uint8Array {
  const { n, e } = key.publicParams as Record<'n' | 'e', Uint8Array>;
  const { d, p, q, u } = key.privateParams as Record<'d' | 'p' | 'q' | 'u', Uint8Array>;
  const [first, second] = [big(p), big(q)];
  const exponent = big(d);
  const jwk = {
    kty: 'RSA',
    n: base64url(n),
    e: base64url(e),
    d: base64url(d),
    // OpenPGP keeps the inverse of p modulo q, others that of q modulo p: so the primes change places.
    p: base64url(q),
    q: base64url(p),
    dp: numberToBase64url(exponent % (second - 1n)),
    dq: numberToBase64url(exponent % (first - 1n)),
    qi: base64url(u),
  };
  const encoded = Buffer.concat([Buffer.from(DIGEST_INFO[digest], 'hex'), hash]);
  const privateKey = createPrivateKey({ key: jwk, format: 'jwk' });
  return new Uint8Array(privateEncrypt({ key: privateKey, padding: constants.RSA_PKCS1_PADDING }, encoded));
}

function big(bytes: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
}

function numberToBase64url(value: bigint): string {
  const hex = value.toString(16);
  return base64url(Buffer.from(hex.length % 2 === 1 ? `0${hex}` : hex, 'hex'));
}

function base64url(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url');
}
