import { type SignedEntity, Verifier } from '@sigstore/verify';
import { AppError } from '../../../../shared/error.ts';
import type { LoggedIn } from '../../oidc/certificate-names.ts';
import { pathAt } from '../certificate-chain.ts';
import { readLeafCertificate } from '../leaf-certificate.ts';
import type { X509Certificate } from '../library.ts';
import type { TrustMaterial } from '../trusted-root.ts';

/** Whom and what a certificate must be for. */
export interface CertificateWish {
  /** SubjectPublicKeyInfo, DER. */
  publicKey: Uint8Array;
  /** What the user saw and agreed to: it must name one of these. */
  names: readonly LoggedIn[];
}

/** A signing certificate that was checked. */
export interface SigningCertificate {
  der: Uint8Array;
  identity: string;
  issuer: string;
  validFrom: Date;
  validUntil: Date;
}

/** How far the authority's clock and ours may be apart. */
const CLOCK_SKEW_MS = 2 * 60_000;

/**
 * Checks a certificate before anything is signed with it, let alone logged: it is for this key, this identity and this issuer, the trusted root knows its
 * authority, and a certificate transparency log promised to show it (SCT). Throws `service-answer`, `clock-wrong`.
 */
export function checkCertificate(
  der: Uint8Array,
  wish: CertificateWish,
  trust: TrustMaterial,
  now: Date,
): SigningCertificate {
  try {
    const leaf = readLeafCertificate(Buffer.from(der));
    const { identity, issuer, notBefore: validFrom, notAfter: validUntil } = leaf;
    if (Buffer.compare(leaf.spki, wish.publicKey) !== 0) throw unfit('it is for another key');
    if (identity === undefined || issuer === undefined) throw unfit('it names nobody, or several');
    if (!wish.names.some((one) => one.identity === identity && one.issuer === issuer))
      throw unfit(`it is for ${identity}, whom ${issuer} vouches for: nobody agreed to that`);
    if (!leaf.maySign || leaf.unknownCritical !== undefined) throw unfit('it is not for signatures');
    if (validFrom.getTime() > now.getTime() + CLOCK_SKEW_MS || validUntil <= now) {
      throw new AppError('clock-wrong', `${validFrom.toISOString()} to ${validUntil.toISOString()}`);
    }
    const authorities = trust.certificateAuthorities;
    if (pathAt(leaf, authorities, validFrom) === undefined) throw unfit('no authority that is known may issue it');
    checkChain(leaf.parsed, validFrom, trust);
    return { der, identity, issuer, validFrom, validUntil };
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw unfit(error instanceof Error ? error.message : String(error), error);
  }
}

/**
 * Chain and SCT, by the library. It judges both as of the times that prove a signature; no signature is there yet, so the time is the
 * one that the certificate begins with.
 */
function checkChain(certificate: X509Certificate, at: Date, trust: TrustMaterial): void {
  const time = { integratedTime: String(Math.ceil(at.getTime() / 1000)), logId: { keyId: Buffer.alloc(32) } };
  const entry = { ...time, inclusionPromise: { signedEntryTimestamp: Buffer.alloc(0) } };
  const entity = {
    key: { $case: 'certificate', certificate },
    signature: { verifySignature: () => true },
    timestamps: [{ $case: 'transparency-log', tlogEntry: entry }],
    tlogEntries: [],
  } as unknown as SignedEntity;
  const publicKey = (): never => {
    throw new Error('there is no key without a certificate here');
  };
  const ctlogThreshold = trust.ctlogs.length > 0 ? 1 : 0;
  new Verifier({ ...trust, publicKey }, { tlogThreshold: 0, ctlogThreshold, timestampThreshold: 1 }).verify(entity);
}

function unfit(why: string, cause?: unknown): AppError {
  return new AppError('service-answer', `the certificate: ${why}`, { cause });
}
