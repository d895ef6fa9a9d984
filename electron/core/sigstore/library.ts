import * as asn1Parse from '@sigstore/core/dist/asn1/parse.js';
import * as coreCrypto from '@sigstore/core/dist/crypto.js';
import { ASN1Obj, RFC3161Timestamp, X509Certificate, X509SCTExtension } from '@sigstore/core';
import { verifyCertificateChain } from '@sigstore/verify/dist/key/certificate.js';
import { verifyRFC3161Timestamp } from '@sigstore/verify/dist/timestamp/tsa.js';
import { verifyCheckpoint } from '@sigstore/verify/dist/tlog/checkpoint.js';
import { verifyMerkleInclusion } from '@sigstore/verify/dist/tlog/merkle.js';
import { verifyTLogSET } from '@sigstore/verify/dist/tlog/set.js';
import type { KeyObject } from 'node:crypto';

export type { CertAuthority, TLogAuthority } from '@sigstore/verify/dist/trust/trust.types.d.ts';

/**
 * The checks that `@sigstore/verify` and `@sigstore/core` make, one by one, with what they get wrong or do slowly put right. Its
 * `Verifier` is not used: it stops at the first fault, counts what is unknown as wrong, and wants the artifact's bytes.
 * Whoever takes one of these from here has the wraps in place, in this process and for every other user of the library.
 */
export {
  RFC3161Timestamp,
  verifyCertificateChain,
  verifyCheckpoint,
  verifyMerkleInclusion,
  verifyRFC3161Timestamp,
  verifyTLogSET,
  X509Certificate,
  X509SCTExtension,
};

type CoreCrypto = Pick<typeof coreCrypto, 'createPublicKey' | 'verify'>;

/** The CommonJS exports themselves: what is put there is what the library calls. */
const core = (coreCrypto as unknown as { default: CoreCrypto }).default;
const parse = (asn1Parse as unknown as { default: Pick<typeof asn1Parse, 'parseTime'> }).default;

/** A public key from its DER, kept. Throws where it cannot be read. */
export function createPublicKey(der: Buffer, type: 'spki' | 'pkcs1' = 'spki'): KeyObject {
  return core.createPublicKey(der, type);
}

nameDigests();
nameTimestampDigests();
readFractions();
keepKeys();
rememberEncodings();
rememberIssuers();

/**
 * BoringSSL has no default digest: the library's checks of checkpoints and promises would throw inside Electron, and it takes the throw
 * for a bad signature. SHA-256 is what OpenSSL takes when nothing is named.
 */
function nameDigests(): void {
  const verify = core.verify;
  core.verify = (data, key, signature, algorithm) =>
    verify(data, key, signature, algorithm ?? defaultDigest(key as KeyObject));
}

function defaultDigest({ asymmetricKeyType }: KeyObject): string | undefined {
  return asymmetricKeyType === 'ed25519' || asymmetricKeyType === 'ed448' ? undefined : 'sha256';
}

const RSA_DIGESTS: Readonly<Record<string, string>> = {
  '1.2.840.113549.1.1.11': 'sha256',
  '1.2.840.113549.1.1.12': 'sha384',
  '1.2.840.113549.1.1.13': 'sha512',
};
const RSA_ENCRYPTION = '1.2.840.113549.1.1.1';

/** The library knows the digests of ECDSA timestamps only; RSA names its digest in the algorithm, or in the signer's own field. */
function nameTimestampDigests(): void {
  const { prototype } = RFC3161Timestamp;
  const original = Object.getOwnPropertyDescriptor(prototype, 'signatureAlgorithm');
  Object.defineProperty(prototype, 'signatureAlgorithm', {
    configurable: true,
    get(this: RFC3161Timestamp): string | undefined {
      const known = original?.get?.call(this) as string | undefined;
      if (known !== undefined) return known;
      const oid = (this as unknown as { signatureAlgorithmObj: ASN1Obj }).signatureAlgorithmObj.subs[0]?.toOID() ?? '';
      return oid === RSA_ENCRYPTION ? this.signerDigestAlgorithm : RSA_DIGESTS[oid];
    },
  });
}

/**
 * DER writes a fraction of a second without its last zeros (X.690, section 11.7.3); the library wants three digits or none, and calls
 * one timestamp in ten of an authority that tells milliseconds wrong. It drops the fraction in any case.
 */
function readFractions(): void {
  const { parseTime } = parse;
  parse.parseTime = (text, shortYear) =>
    parseTime(Buffer.from(text.toString('latin1').replace(/\.\d{1,9}Z$/, 'Z'), 'latin1'), shortYear);
}

/** How many key objects are kept: those of all instances' trust material, and some leaves that will not come again. */
const MAX_KEYS = 512;

/** Making a key object takes longer than using it once, and the same few authorities sign everything. */
function keepKeys(): void {
  const make = core.createPublicKey;
  const kept = new Map<string, KeyObject>();
  core.createPublicKey = (key, type = 'spki') => {
    const name = `${type} ${typeof key === 'string' ? key : key.toString('latin1')}`;
    const known = kept.get(name);
    if (known !== undefined) return known;
    const made = make(key, type);
    const [oldest] = kept.keys();
    if (kept.size >= MAX_KEYS && oldest !== undefined) kept.delete(oldest);
    kept.set(name, made);
    return made;
  };
}

/**
 * Every check encodes certificates again, piece by piece into buffers that grow by copying. An object's encoding is made once;
 * what was encoded is frozen, so that nobody can change it and go on seeing the old bytes. Callers get a copy: the library writes into it.
 */
function rememberEncodings(): void {
  const remembered = new WeakMap<ASN1Obj, Buffer>();
  const encode = (object: ASN1Obj): Buffer => {
    const known = remembered.get(object);
    if (known !== undefined) return known;
    Object.freeze(object.subs);
    const content = object.subs.length > 0 ? object.subs.map(encode) : [object.value];
    const length = content.reduce((sum, part) => sum + part.length, 0);
    const whole = Buffer.concat([Buffer.from([object.tag.toDER()]), encodeLength(length), ...content]);
    remembered.set(object, whole);
    return whole;
  };
  ASN1Obj.prototype.toDER = function toDER(this: ASN1Obj): Buffer {
    return Buffer.from(encode(this));
  };
}

/** A definite length in as few octets as can be (X.690, section 10.1). */
function encodeLength(length: number): Buffer {
  if (length < 128) return Buffer.from([length]);
  const octets: number[] = [];
  for (let left = length; left > 0; left = Math.floor(left / 256)) octets.unshift(left % 256);
  return Buffer.from([0x80 | octets.length, ...octets]);
}

type Verify = (this: X509Certificate, issuer?: X509Certificate) => boolean;

/**
 * Whether one certificate signed another does not change: it is calculated once for each pair of parsed certificates. The certificates of
 * the trust material are parsed once, so their own chain is not calculated again for each bundle; a bundle's own certificate is new each time.
 */
function rememberIssuers(): void {
  const prototype = X509Certificate.prototype as { verify: Verify };
  const { verify } = prototype;
  const remembered = new WeakMap<X509Certificate, WeakMap<X509Certificate, boolean>>();
  prototype.verify = function (issuer) {
    const by = issuer ?? this;
    let known = remembered.get(this);
    if (known === undefined) remembered.set(this, (known = new WeakMap()));
    let outcome = known.get(by);
    if (outcome === undefined) known.set(by, (outcome = verify.call(this, issuer)));
    return outcome;
  };
}
