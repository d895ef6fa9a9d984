import type { ASN1Obj } from '@sigstore/core';
import { criticalOf, pathTo, USAGE, usagesOf } from './certificate-path.ts';
import { createPublicKey, X509Certificate } from './library.ts';
import type { CertAuthority, RFC3161Timestamp } from './library.ts';

/** One that a timestamp names as its signer, with what is trusted above it. */
interface StampSigner {
  certificate: X509Certificate;
  /** What is trusted, the last of it without anything above; empty where the trusted root names the signer itself and nothing else. */
  trusted: readonly X509Certificate[];
  validFor: CertAuthority['validFor'];
}

/** The most certificates that a timestamp may bring, and the longest way from its own to one that is trusted. */
const MOST = 16;
const EXTENDED_KEY_USAGE = '2.5.29.37';

/**
 * Who may have signed a timestamp, by the authorities of one trusted root. An authority whose own certificate the root names signs with
 * that one only. Where the root begins with an authority above, the certificate has to come along (RFC 3161, `certReq`), as sigstore-go
 * takes it; it counts for nothing but for having been issued by what is trusted.
 */
export function signersOf(stamp: RFC3161Timestamp, authorities: readonly CertAuthority[]): StampSigner[] {
  const isNamed = ({ issuer, serialNumber }: X509Certificate): boolean =>
    serialNumber.equals(stamp.signerSerialNumber) && issuer.equals(stamp.signerIssuer);
  let along: X509Certificate[] | undefined;
  return authorities.flatMap(({ certChain, validFor }) => {
    const [first, ...above] = certChain;
    if (first === undefined) return [];
    if (!isAuthority(first)) return isNamed(first) ? [{ certificate: first, trusted: above, validFor }] : [];
    along ??= certificatesIn(stamp);
    const certificate = along.find(isNamed);
    const between = certificate === undefined ? undefined : wayTo(certificate, certChain, along);
    if (certificate === undefined || between === undefined) return [];
    return [{ certificate, trusted: [...between, ...certChain], validFor }];
  });
}

/** Whether a timestamp is this signer's, is over these bytes, and was made while all that it hangs on was valid. */
export function isStampedBy({ certificate, trusted, validFor }: StampSigner, stamp: RFC3161Timestamp, bytes: Buffer) {
  try {
    const time = stamp.signingTime;
    if (time < validFor.start || validFor.end < time || !mayStamp(certificate)) return false;
    const isValid =
      trusted.length === 0
        ? certificate.validForDate(time)
        : pathTo(certificate, trusted, time, USAGE.timeStamping) !== undefined;
    if (!isValid) return false;
    stamp.verify(bytes, createPublicKey(certificate.publicKey));
    return true;
  } catch {
    return false;
  }
}

/** Authorities are parsed once and asked for every timestamp. */
const known = new WeakMap<X509Certificate, boolean>();

/** RFC 3161, section 2.3: for timestamps, for nothing else, and nobody may overlook that. */
function mayStamp(certificate: X509Certificate): boolean {
  let may = known.get(certificate);
  if (may === undefined) known.set(certificate, (may = isForStamps(certificate)));
  return may;
}

function isForStamps(certificate: X509Certificate): boolean {
  const [usage, ...others] = usagesOf(certificate) ?? [];
  const insists = criticalOf(certificate).includes(EXTENDED_KEY_USAGE);
  return usage === USAGE.timeStamping && others.length === 0 && insists;
}

/**
 * The authorities between a certificate and the trusted ones, out of those that came along. Where a trusted one bears the issuer's name the
 * way ends: whether it did issue the certificate is judged later. Undefined: nothing leads there.
 */
function wayTo(
  certificate: X509Certificate,
  trusted: readonly X509Certificate[],
  along: readonly X509Certificate[],
): X509Certificate[] | undefined {
  const between: X509Certificate[] = [];
  for (let current = certificate; ;) {
    const { issuer } = current;
    if (trusted.some(({ subject }) => subject.equals(issuer))) break;
    const next = along.find((one) => one.subject.equals(issuer) && !between.includes(one) && issued(one, current));
    if (next === undefined || next === certificate || between.length > MOST) return undefined;
    between.push(next);
    current = next;
  }
  // Nobody between may be taken for trusted who is not under something that is: the last of them is, or all of it fails.
  const last = between.at(-1);
  return last === undefined || trusted.some((one) => issued(one, last)) ? between : undefined;
}

function issued(issuer: X509Certificate, certificate: X509Certificate): boolean {
  try {
    return issuer.subject.equals(certificate.issuer) && certificate.verify(issuer);
  } catch {
    return false;
  }
}

function isAuthority(certificate: X509Certificate): boolean {
  try {
    return certificate.isCA;
  } catch {
    return false;
  }
}

/** The certificates that a timestamp brings, in the third field of its signed data or later (RFC 5652, section 5.1). */
function certificatesIn(stamp: RFC3161Timestamp): X509Certificate[] {
  const { signedDataObj } = stamp as unknown as { signedDataObj: ASN1Obj };
  const held = signedDataObj.subs.slice(3).find(({ tag }) => tag.isContextSpecific(0x00))?.subs ?? [];
  return held.slice(0, MOST).flatMap((one) => {
    try {
      return [X509Certificate.parse(Buffer.from(one.toDER()))];
    } catch {
      return [];
    }
  });
}
