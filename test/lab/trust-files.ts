import {
  HashAlgorithm,
  PublicKeyDetails,
  ServiceSelector,
  SigningConfig,
  TrustedRoot,
  type CertificateAuthority,
  type Service,
  type TransparencyLogInstance,
} from '@sigstore/protobuf-specs';
import { logIdOf } from './rekor.ts';

/** An hour before the lab began, so that nothing of the lab's is older than its own trust. */
const start = (): Date => new Date(Date.now() - 3600 * 1000);

/** A log as the trusted root names it. */
export interface TrustedLog {
  url: string;
  publicKey: Buffer;
  operator: string;
  /** Of which kind the key is, P-256 unless told, and how the log's entries name it, the digest of the key unless told. */
  keyDetails?: PublicKeyDetails;
  logId?: Buffer;
}

/** An authority as the trusted root names it; its own certificate first, the root's last. */
export interface TrustedAuthority {
  url: string;
  name: string;
  chain: readonly Uint8Array[];
  operator: string;
}

/** What a trusted root is made of. */
export interface TrustParts {
  logs: readonly TrustedLog[];
  ctLogs: readonly TrustedLog[];
  authorities: readonly TrustedAuthority[];
  timestampAuthorities: readonly TrustedAuthority[];
}

/** A trusted root in its JSON form; every authority has a common name, which sigstore-python asks for. */
export function trustedRootOf(parts: TrustParts): unknown {
  return TrustedRoot.toJSON({
    mediaType: 'application/vnd.dev.sigstore.trustedroot+json;version=0.1',
    tlogs: parts.logs.map(logInstance),
    ctlogs: parts.ctLogs.map(logInstance),
    certificateAuthorities: parts.authorities.map(authorityInstance),
    timestampAuthorities: parts.timestampAuthorities.map(authorityInstance),
  });
}

function logInstance({ url, publicKey, operator, keyDetails, logId }: TrustedLog): TransparencyLogInstance {
  return {
    baseUrl: url,
    hashAlgorithm: HashAlgorithm.SHA2_256,
    publicKey: {
      rawBytes: publicKey,
      keyDetails: keyDetails ?? PublicKeyDetails.PKIX_ECDSA_P256_SHA_256,
      validFor: { start: start(), end: undefined },
    },
    logId: { keyId: logId ?? logIdOf(publicKey) },
    checkpointKeyId: undefined,
    operator,
  };
}

function authorityInstance({ url, name, chain, operator }: TrustedAuthority): CertificateAuthority {
  return {
    subject: { commonName: name, organization: 'sigstore.mock' },
    uri: url,
    certChain: { certificates: chain.map((rawBytes) => ({ rawBytes: Buffer.from(rawBytes) })) },
    validFor: { start: start(), end: undefined },
    operator,
  };
}

/** A service as the signing config names it. */
export interface NamedService {
  url: string;
  version: number;
  operator: string;
}

/** What a signing config is made of; empty lists mean that nothing of the kind is wanted. */
export interface ConfigParts {
  authorities: readonly NamedService[];
  providers: readonly NamedService[];
  logs: readonly NamedService[];
  timestampAuthorities: readonly NamedService[];
}

/** A signing config in its JSON form: any one of each list. */
export function signingConfigOf(parts: ConfigParts): unknown {
  const any = { selector: ServiceSelector.ANY, count: 0 };
  return SigningConfig.toJSON({
    mediaType: 'application/vnd.dev.sigstore.signingconfig.v0.2+json',
    caUrls: parts.authorities.map(service),
    oidcUrls: parts.providers.map(service),
    rekorTlogUrls: parts.logs.map(service),
    rekorTlogConfig: parts.logs.length > 0 ? any : undefined,
    tsaUrls: parts.timestampAuthorities.map(service),
    tsaConfig: parts.timestampAuthorities.length > 0 ? any : undefined,
  });
}

const service = ({ url, version, operator }: NamedService): Service => ({
  url,
  majorApiVersion: version,
  validFor: { start: start(), end: undefined },
  operator,
});

/** Both in one file, as sigstore-python wants them. */
export const trustConfigOf = (trustedRoot: unknown, signingConfig: unknown): unknown => ({
  mediaType: 'application/vnd.dev.sigstore.clienttrustconfig.v0.1+json',
  trustedRoot,
  signingConfig,
});
