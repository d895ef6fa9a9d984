import * as asn1Parse from '@sigstore/core/dist/asn1/parse.js';
import * as coreCrypto from '@sigstore/core/dist/crypto.js';
import { ASN1Obj, RFC3161Timestamp, X509Certificate, X509SCTExtension } from '@sigstore/core';
import { CertificateChainVerifier } from '@sigstore/verify/dist/key/certificate.js';
import { verifyCheckpoint } from '@sigstore/verify/dist/tlog/checkpoint.js';
import { verifyMerkleInclusion } from '@sigstore/verify/dist/tlog/merkle.js';
import { verifyTLogSET } from '@sigstore/verify/dist/tlog/set.js';
import { hash, type KeyObject } from 'node:crypto';
import { encodeDer, parseDer } from './der.ts';

export type { CertAuthority, TLogAuthority } from '@sigstore/verify/dist/trust/trust.types.d.ts';

/**
 * The checks that `@sigstore/verify` and `@sigstore/core` make, one by one, with what they get wrong or do slowly put right. Its
 * `Verifier` is not used: it stops at the first fault, counts what is unknown as wrong, and wants the artifact's bytes.
 * Whoever takes one of these from here has the wraps in place, in this process and for every other user of the library.
 */
export {
  CertificateChainVerifier,
  RFC3161Timestamp,
  verifyCheckpoint,
  verifyMerkleInclusion,
  verifyTLogSET,
  X509Certificate,
  X509SCTExtension,
};

type CoreCrypto = Pick<typeof coreCrypto, 'createPublicKey' | 'digest' | 'verify'>;

/** The CommonJS exports themselves: what is put there is what the library calls. */
const core = (coreCrypto as unknown as { default: CoreCrypto }).default;
const parse = (asn1Parse as unknown as { default: Pick<typeof asn1Parse, 'parseOID' | 'parseTime'> }).default;

/** A public key from its DER, kept. Throws where it cannot be read. */
export function createPublicKey(der: Buffer, type: 'spki' | 'pkcs1' = 'spki'): KeyObject {
  return core.createPublicKey(der, type);
}

nameDigests();
digestAtOnce();
nameTimestampDigests();
readFractions();
keepOids();
keepKeys();
readAndWriteAtOnce();
rememberCertificates();
rememberIssuers();
endAtTrusted();

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
    parseTime(
      text.includes('.') ? Buffer.from(text.toString('latin1').replace(/\.\d{1,9}Z$/, 'Z'), 'latin1') : text,
      shortYear,
    );
}

/** The longest that an object identifier's bytes are kept for, and how many of them: nearly all certificates name the same few. */
const LONGEST_OID = 16;
const MAX_OIDS = 256;

/** The library calculates with numbers of any size for each part of an object identifier, and is asked for the same ones again and again. */
function keepOids(): void {
  const { parseOID } = parse;
  const kept = new Map<string, string>();
  parse.parseOID = (bytes) => {
    if (bytes.length > LONGEST_OID) return parseOID(bytes);
    const name = bytes.toString('latin1');
    const known = kept.get(name);
    if (known !== undefined) return known;
    const oid = parseOID(bytes);
    if (kept.size < MAX_OIDS) kept.set(name, oid);
    return oid;
  };
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
    const made = withoutTraces(() => make(key, type));
    const [oldest] = kept.keys();
    if (kept.size >= MAX_KEYS && oldest !== undefined) kept.delete(oldest);
    kept.set(name, made);
    return made;
  };
}

/**
 * Certificates and timestamps are taken apart and encoded again by every check. What cannot be read is left to the library, which says why
 * not: to note down where, again for each piece that it tries in vain, takes longer than the work itself, and nobody reads it.
 */
function readAndWriteAtOnce(): void {
  const parseBuffer = ASN1Obj.parseBuffer.bind(ASN1Obj);
  ASN1Obj.parseBuffer = (bytes) => parseDer(bytes) ?? withoutTraces(() => parseBuffer(bytes));
  ASN1Obj.prototype.toDER = function (this: ASN1Obj): Buffer {
    return encodeDer(this);
  };
}

interface Certificate {
  equals(other: X509Certificate): boolean;
  findExtension(oid: string): ASN1Obj | undefined;
}

interface Remembered {
  der: Buffer;
  /** Of two extensions with one name, the first. */
  extensions: ReadonlyMap<string, ASN1Obj>;
  isCA?: boolean;
  /** As `Date` counts it. */
  notBefore?: number;
  notAfter?: number;
}

/**
 * A chain is looked for by comparing certificates whole and by asking each for its extensions, its dates and its rank again and again. All
 * are made once for a parsed certificate, which is frozen, so that nobody can change it and go on seeing what it was.
 */
function rememberCertificates(): void {
  const prototype = X509Certificate.prototype as unknown as Certificate;
  const remembered = new WeakMap<object, Remembered>();
  const known = (certificate: X509Certificate): Remembered => {
    const before = remembered.get(certificate);
    if (before !== undefined) return before;
    const extensions = new Map<string, ASN1Obj>();
    for (const one of certificate.extensions) {
      // One without a name cannot be read: that throws, as the library does.
      const oid = (one.subs[0] as ASN1Obj).toOID();
      if (!extensions.has(oid)) extensions.set(oid, one);
    }
    const { root } = certificate;
    freeze(root);
    const now = { der: root.toDER(), extensions };
    remembered.set(certificate, now);
    return now;
  };
  prototype.equals = function (this: X509Certificate, other) {
    return known(this).der.equals(known(other).der);
  };
  prototype.findExtension = function (this: X509Certificate, oid) {
    return known(this).extensions.get(oid);
  };
  wrapGetter('isCA', (certificate, isCA) => (known(certificate).isCA ??= isCA()));
  for (const name of ['notBefore', 'notAfter'] as const)
    wrapGetter(name, (certificate, date) => new Date((known(certificate)[name] ??= date().getTime())));
}

/** Puts `wrapped` in the place of a certificate's getter, and gives it the library's own to call. */
function wrapGetter<K extends 'isCA' | 'notBefore' | 'notAfter'>(
  name: K,
  wrapped: (certificate: X509Certificate, original: () => X509Certificate[K]) => X509Certificate[K],
): void {
  const { prototype } = X509Certificate;
  const original = Object.getOwnPropertyDescriptor(prototype, name);
  Object.defineProperty(prototype, name, {
    configurable: true,
    get(this: X509Certificate): X509Certificate[K] {
      return wrapped(this, () => original?.get?.call(this) as X509Certificate[K]);
    },
  });
}

function freeze({ subs }: ASN1Obj): void {
  Object.freeze(subs);
  for (const sub of subs) freeze(sub);
}

/**
 * Both the parser and Node, when a key is made of bytes, find out by trying and failing what they were given. To note down where takes
 * longer than the work itself, and nobody reads it.
 */
function withoutTraces<T>(work: () => T): T {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return work();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** A proof of inclusion hashes a few bytes for each level of the log's tree, which a hash object takes longer for than the work itself. */
function digestAtOnce(): void {
  const { digest } = core;
  core.digest = (algorithm, ...data) =>
    data.every((one) => one instanceof Uint8Array)
      ? hash(algorithm, Buffer.concat(data), 'buffer')
      : digest(algorithm, ...data);
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

interface ChainVerifier {
  trustedCerts: readonly X509Certificate[];
  findIssuer: (this: ChainVerifier, certificate: X509Certificate) => X509Certificate[];
}

/**
 * What a trusted root names last is trusted for that, whether or not it is its own issuer: a root may name an authority in the middle of a
 * chain and nothing above it, as Go's verifiers allow. The library goes on looking for something above.
 */
function endAtTrusted(): void {
  const prototype = CertificateChainVerifier.prototype as unknown as ChainVerifier;
  const { findIssuer } = prototype;
  prototype.findIssuer = function (certificate) {
    const issuers = findIssuer.call(this, certificate);
    return issuers.length === 0 && this.trustedCerts.at(-1) === certificate ? [certificate] : issuers;
  };
}
