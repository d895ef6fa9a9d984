import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { initializeCA, initializeCTLog, initializeTLog, initializeTSA } from '@sigstore/mock';
import type { ArtifactSource } from '../../../electron/core/sigstore/artifact-source.ts';
import type { SigstoreContent } from '../../../electron/core/sigstore/content.ts';
import type { SigstoreFinding } from '../../../electron/core/sigstore/finding.ts';
import { judgeSigstore } from '../../../electron/core/sigstore/judge.ts';
import type { SigstoreJudgedBy } from '../../../electron/core/sigstore/judged-by.ts';
import { readSigstore } from '../../../electron/core/sigstore/read.ts';
import { readTrustedRoot } from '../../../electron/core/sigstore/trusted-root.ts';
import type { TrustMaterial } from '../../../electron/core/sigstore/trusted-root.ts';

/** A log entry as bundles have it. */
export interface EntryJson {
  logIndex: string;
  logId: { keyId: string };
  kindVersion: { kind: string; version: string };
  integratedTime?: string;
  inclusionPromise?: { signedEntryTimestamp: string };
  inclusionProof?: {
    logIndex: string;
    treeSize: string;
    rootHash: string;
    hashes: string[];
    checkpoint?: { envelope: string };
  };
  canonicalizedBody: string;
}

/** A bundle that a test takes apart and changes. */
export interface BundleJson {
  mediaType: string;
  verificationMaterial: {
    certificate?: { rawBytes: string };
    publicKey?: { hint: string };
    x509CertificateChain?: { certificates: { rawBytes: string }[] };
    tlogEntries: EntryJson[];
    timestampVerificationData: { rfc3161Timestamps: { signedTimestamp: string }[] };
  };
  messageSignature?: { messageDigest: { algorithm: string; digest: string }; signature: string };
  dsseEnvelope?: { payload: string; payloadType: string; signatures: { sig: string; keyid: string }[] };
}

interface LogJson {
  baseUrl: string;
  hashAlgorithm: string;
  publicKey: { rawBytes: string; keyDetails: string; validFor?: { start?: string; end?: string } };
  logId: { keyId: string };
}

interface AuthorityJson {
  subject: object;
  uri: string;
  certChain: { certificates: { rawBytes: string }[] };
  validFor?: { start?: string; end?: string };
}

/** A trusted root that a test takes apart and changes. */
export interface RootJson {
  mediaType: string;
  tlogs: LogJson[];
  certificateAuthorities: AuthorityJson[];
  ctlogs: LogJson[];
  timestampAuthorities: AuthorityJson[];
}

/** An in-toto statement that a test takes apart and changes. */
export interface StatementJson {
  _type: string;
  subject: { name: string; digest: Record<string, string> }[];
  predicateType: string;
  predicate: object;
}

/** What the mock's log answers. */
interface LogAnswer {
  body: string;
  integratedTime: number;
  logID: string;
  logIndex: number;
  verification: { signedEntryTimestamp: string; inclusionProof: { rootHash: string; checkpoint: string } };
}

interface KeyPair {
  publicKey: KeyObject;
  privateKey: KeyObject;
}

/** A Sigstore of a test's own, whose services do what the test wants. */
export interface Instance {
  /** `trusted_root.json`, anew for each caller. */
  trustedRoot(): RootJson;
  certify(key: KeyObject, options?: CertificateOptions): Promise<Buffer>;
  /** An entry with this body, as bundles have it, with promise and proof. */
  log(body: object): Promise<EntryJson>;
  stamp(signature: Buffer): Promise<Buffer>;
}

interface CertificateOptions {
  identity?: string;
  extensions?: { oid: string; value: string; legacy?: boolean }[];
}

/** A P-256 key pair. */
export function newKey(namedCurve = 'P-256'): KeyPair {
  return generateKeyPairSync('ec', { namedCurve });
}

/** The issuer that certificates name unless told otherwise. */
export const ISSUER = 'https://issuer.example.org';
/** The identity, likewise. */
export const IDENTITY = 'https://builds.example.org/ada';
const FULCIO = '1.3.6.1.4.1.57264.1.';
/** Fulcio's extension for the issuer. */
export const ISSUER_OID = `${FULCIO}8`;

/** Starts a Sigstore; `clock` is what its services take for now. `withoutSct`: its authority publishes nothing. */
export async function newInstance(
  options: { clock?: Date; withoutSct?: boolean; host?: string } = {},
): Promise<Instance> {
  const { clock, withoutSct = false, host = 'log.example.org' } = options;
  const [caKey, ctKey, logKey, tsaKey] = [newKey('P-384'), newKey(), newKey(), newKey('P-384')];
  const ctLog = await initializeCTLog(ctKey, clock);
  const ca = await initializeCA(caKey, withoutSct ? undefined : ctLog, clock);
  const log = await initializeTLog(`https://${host}`, logKey, clock);
  const tsa = await initializeTSA(tsaKey, clock);
  const start = '2020-01-01T00:00:00Z';
  const service = (url: string, key: KeyObject, keyDetails: string) => {
    const der = key.export({ type: 'spki', format: 'der' });
    return {
      baseUrl: url,
      hashAlgorithm: 'SHA2_256',
      publicKey: { rawBytes: der.toString('base64'), keyDetails, validFor: { start } },
      logId: { keyId: sha256(der).toString('base64') },
    };
  };
  const authority = (...certificates: unknown[]) => ({
    subject: { organization: 'sigstore.mock', commonName: 'mock' },
    uri: 'https://mock.example.org',
    certChain: { certificates: certificates.map((der) => ({ rawBytes: (der as Buffer).toString('base64') })) },
    validFor: { start },
  });
  return {
    trustedRoot: () => ({
      mediaType: 'application/vnd.dev.sigstore.trustedroot+json;version=0.1',
      tlogs: [service(`https://${host}`, logKey.publicKey, 'PKIX_ECDSA_P256_SHA_256')],
      certificateAuthorities: [authority(ca.rootCertificate)],
      ctlogs: withoutSct ? [] : [service('https://ct.example.org', ctKey.publicKey, 'PKIX_ECDSA_P256_SHA_256')],
      timestampAuthorities: [authority(tsa.intCertificate, tsa.rootCertificate)],
    }),
    async certify(key, { identity = IDENTITY, extensions = [{ oid: ISSUER_OID, value: ISSUER }] } = {}) {
      const publicKey = Buffer.from(key.export({ type: 'spki', format: 'der' }));
      return (await ca.issueCertificate({ publicKey, subjectAltName: identity, extensions })) as Buffer;
    },
    async log(body) {
      const [answer] = Object.values((await log.log(body)) as Record<string, LogAnswer>);
      if (answer === undefined) throw new Error('the log gave no answer');
      const { rootHash, checkpoint } = answer.verification.inclusionProof;
      const { kind, apiVersion } = body as { kind: string; apiVersion: string };
      return {
        // The first log counts over several trees, the second has one.
        logIndex: apiVersion === '0.0.2' && kind !== 'intoto' ? '0' : String(answer.logIndex),
        logId: { keyId: Buffer.from(answer.logID, 'hex').toString('base64') },
        kindVersion: { kind, version: apiVersion },
        integratedTime: String(answer.integratedTime),
        inclusionPromise: { signedEntryTimestamp: answer.verification.signedEntryTimestamp },
        inclusionProof: {
          logIndex: '0',
          treeSize: '1',
          rootHash: Buffer.from(rootHash, 'hex').toString('base64'),
          hashes: [],
          checkpoint: { envelope: checkpoint },
        },
        canonicalizedBody: answer.body,
      };
    },
    async stamp(signature) {
      const made = await tsa.timestamp({
        artifactHash: sha256(signature),
        hashAlgorithmOID: '2.16.840.1.101.3.4.2.1',
        nonce: 1,
        policyOID: '1.2.3.4',
      });
      return made as Buffer;
    },
  };
}

/** What is signed, and how it is put into a bundle. */
export interface BundleOptions extends CertificateOptions {
  key?: KeyPair;
  /** By the key itself, without a certificate. */
  keyed?: boolean;
  statement?: unknown;
  /** A statement as it is written, which need not be sound. */
  statementText?: string;
  payloadType?: string;
  /** Which log, and whether there is a timestamp. The default is the first version's, without. */
  log?: 1 | 2 | 'none';
  timestamp?: boolean;
}

/** Signs `artifact`, or a statement about it, and makes a v0.3 bundle of it. */
export async function newBundle(
  instance: Instance,
  artifact: Buffer,
  options: BundleOptions = {},
): Promise<BundleJson> {
  const {
    key = newKey(),
    keyed = false,
    log = 1,
    timestamp = false,
    payloadType = 'application/vnd.in-toto+json',
  } = options;
  const { statement, statementText = statement === undefined ? undefined : JSON.stringify(statement) } = options;
  const payload = statementText === undefined ? undefined : Buffer.from(statementText);
  const signed = payload === undefined ? artifact : pae(payloadType, payload);
  const signature = sign('sha256', signed, key.privateKey);
  const certificate = keyed ? undefined : await instance.certify(key.publicKey, options);
  const spki = key.publicKey.export({ type: 'spki', format: 'der' });
  const pem = certificate === undefined ? toPem('PUBLIC KEY', spki) : toPem('CERTIFICATE', certificate);
  const body =
    log === 2
      ? body2(signed, signature, certificate, spki)
      : payload === undefined
        ? body1(signed, signature, pem)
        : bodyDsse(payload, signature, pem);
  const entry = log === 'none' ? undefined : await instance.log(body);
  if (entry !== undefined && log === 2) {
    delete entry.inclusionPromise;
    delete entry.integratedTime;
  }
  const stamp = timestamp ? await instance.stamp(signature) : undefined;
  return {
    mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
    verificationMaterial: {
      ...(certificate === undefined
        ? { publicKey: { hint: sha256(spki).toString('base64') } }
        : { certificate: { rawBytes: certificate.toString('base64') } }),
      tlogEntries: entry === undefined ? [] : [entry],
      timestampVerificationData: {
        rfc3161Timestamps: stamp === undefined ? [] : [{ signedTimestamp: stamp.toString('base64') }],
      },
    },
    ...(payload === undefined
      ? {
          messageSignature: {
            messageDigest: { algorithm: 'SHA2_256', digest: sha256(artifact).toString('base64') },
            signature: signature.toString('base64'),
          },
        }
      : {
          dsseEnvelope: {
            payload: payload.toString('base64'),
            payloadType,
            signatures: [{ sig: signature.toString('base64'), keyid: '' }],
          },
        }),
  };
}

/** An in-toto statement about an artifact. */
export function statementAbout(artifact: Buffer, name = 'app.tar.gz'): StatementJson {
  return {
    _type: 'https://in-toto.io/Statement/v1',
    subject: [{ name, digest: { sha256: sha256(artifact).toString('hex') } }],
    predicateType: 'https://example.org/predicate',
    predicate: {},
  };
}

/** The body of a hashedrekord entry of the log's first version. */
export function body1(signed: Buffer, signature: Buffer, pem: string): object {
  return {
    apiVersion: '0.0.1',
    kind: 'hashedrekord',
    spec: {
      data: { hash: { algorithm: 'sha256', value: sha256(signed).toString('hex') } },
      signature: { content: signature.toString('base64'), publicKey: { content: Buffer.from(pem).toString('base64') } },
    },
  };
}

function bodyDsse(payload: Buffer, signature: Buffer, pem: string): object {
  return {
    apiVersion: '0.0.1',
    kind: 'dsse',
    spec: {
      payloadHash: { algorithm: 'sha256', value: sha256(payload).toString('hex') },
      signatures: [{ signature: signature.toString('base64'), verifier: Buffer.from(pem).toString('base64') }],
    },
  };
}

/** The same of the second version's. */
export function body2(signed: Buffer, signature: Buffer, certificate: Buffer | undefined, spki: Buffer): object {
  return {
    apiVersion: '0.0.2',
    kind: 'hashedrekord',
    spec: {
      hashedRekordV002: {
        data: { algorithm: 'SHA2_256', digest: sha256(signed).toString('base64') },
        signature: {
          content: signature.toString('base64'),
          verifier: {
            keyDetails: 'PKIX_ECDSA_P256_SHA_256',
            ...(certificate === undefined
              ? { publicKey: { rawBytes: spki.toString('base64') } }
              : { x509Certificate: { rawBytes: certificate.toString('base64') } }),
          },
        },
      },
    },
  };
}

/** The encoding that an envelope's signature is over. */
export function pae(type: string, payload: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`DSSEv1 ${Buffer.byteLength(type)} ${type} ${payload.length} `), payload]);
}

/** PEM as Go and cosign write it. */
export function toPem(label: string, der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
}

/** SHA-256. */
export function sha256(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest();
}

/** A file's bytes as what is known of an artifact. */
export function fileSource(bytes: Buffer): ArtifactSource {
  return {
    digest: (algorithm) => Promise.resolve(createHash(algorithm).update(bytes).digest()),
    // eslint-disable-next-line @typescript-eslint/require-await -- a file is read like this
    async *read() {
      yield bytes;
    },
    size: bytes.length,
  };
}

/** A SHA-256 alone as what is known of an artifact. */
export function digestOnly(bytes: Buffer): ArtifactSource {
  const digest = sha256(bytes);
  return { digest: (algorithm) => Promise.resolve(algorithm === 'sha256' ? digest : undefined) };
}

/** The material of a root that must be usable. */
export function materialOf(root: object): TrustMaterial {
  const read = readTrustedRoot(Buffer.from(JSON.stringify(root)));
  if (read.kind === 'refused') throw new Error(read.reason.detail);
  return read.material;
}

/** The content of a bundle that must be readable. */
export function contentOf(bundle: object): SigstoreContent {
  const read = readSigstore(Buffer.from(JSON.stringify(bundle)));
  if (read?.kind !== 'content') throw new Error(read?.reason ?? 'no bundle');
  return read.content;
}

/** Judges a bundle by one instance's root, as the public-good one unless named otherwise. */
export async function judgeBundle(
  bundle: object,
  root: object | undefined,
  artifact: ArtifactSource,
  by: Partial<SigstoreJudgedBy> & { instance?: string } = {},
): Promise<SigstoreFinding> {
  const { instance = 'public-good', ...others } = by;
  return judgeSigstore(contentOf(bundle), artifact, {
    roots: root === undefined ? [] : [{ instance, material: materialOf(root) }],
    keys: [],
    now: new Date(),
    ...others,
  });
}
