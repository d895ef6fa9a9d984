import { X509Certificate } from '@sigstore/core';
import type { BuildIdentity } from '../../../shared/model/build-identity.ts';
import { buildIdentity } from './build-identity.ts';
import { criticalOf, USAGE, usagesOf } from './certificate-path.ts';
import { fulcioExtensions, utf8 } from './fulcio-extensions.ts';
import type { FulcioExtensions } from './fulcio-extensions.ts';
import { MalformedError } from './malformed.ts';

/** What a signer's certificate says. Nothing of it is proven before its chain is. */
export interface LeafCertificate {
  parsed: X509Certificate;
  der: Buffer;
  /** SubjectPublicKeyInfo, DER. */
  spki: Buffer;
  /** The one name that it was made out to; absent where there is none, or more than one. */
  identity?: string;
  issuer?: string;
  build?: BuildIdentity;
  extensions: FulcioExtensions;
  notBefore: Date;
  notAfter: Date;
  /** The extended key usage holds code signing, and it is no authority. */
  maySign: boolean;
  /** A critical extension that this app does not know, by its OID. */
  unknownCritical?: string;
}

/** The most that a certificate has: taking DER apart makes an object of every two bytes. */
const MAX_DER = 64 * 1024;

const OID = {
  keyUsage: '2.5.29.15',
  subjectAltName: '2.5.29.17',
  basicConstraints: '2.5.29.19',
  extendedKeyUsage: '2.5.29.37',
} as const;
const OTHER_NAME_USER = '1.3.6.1.4.1.57264.1.7';

/** So many certificates are kept taken apart: those of the signatures that are judged at once. */
const MOST_KEPT = 64;
const kept = new Map<string, LeafCertificate>();

/**
 * Reads a signer's certificate. One run signs all its files with one certificate, so the same bytes are taken apart once, and give the same
 * object, which what does not depend on the signature is remembered by. Throws `MalformedError`.
 */
export function readLeafCertificate(der: Buffer): LeafCertificate {
  if (der.length > MAX_DER) throw new MalformedError('a certificate larger than any');
  const content = der.toString('latin1');
  const before = kept.get(content);
  if (before !== undefined) return before;
  try {
    // Bytes of its own: nobody who has the given ones can change what was read.
    const own = Buffer.from(der);
    const leaf = read(X509Certificate.parse(own), own);
    const [oldest] = kept.keys();
    if (kept.size >= MOST_KEPT && oldest !== undefined) kept.delete(oldest);
    kept.set(content, leaf);
    return leaf;
  } catch (error) {
    if (error instanceof MalformedError) throw error;
    throw new MalformedError('a certificate that cannot be read');
  }
}

/** Whether a certificate names itself as its issuer, as roots do. Throws `MalformedError`. */
export function isSelfSigned(der: Buffer): boolean {
  try {
    const { subject, issuer } = X509Certificate.parse(Buffer.from(der));
    return subject.equals(issuer);
  } catch {
    throw new MalformedError('a certificate that cannot be read');
  }
}

function read(parsed: X509Certificate, der: Buffer): LeafCertificate {
  const extensions = fulcioExtensions(parsed);
  const identity = onlyName(parsed);
  const issuer = extensions.issuer;
  const build = buildIdentity(identity ?? '', extensions);
  const unknownCritical = criticalUnknown(parsed);
  return {
    parsed,
    der,
    spki: parsed.publicKey,
    ...(identity === undefined ? {} : { identity }),
    ...(issuer === undefined ? {} : { issuer }),
    ...(build === undefined ? {} : { build }),
    extensions,
    notBefore: validDate(parsed.notBefore),
    notAfter: validDate(parsed.notAfter),
    maySign: mayCodeSign(parsed),
    ...(unknownCritical === undefined ? {} : { unknownCritical }),
  };
}

function validDate(date: Date): Date {
  if (Number.isNaN(date.getTime())) throw new MalformedError('a certificate with an impossible date');
  return date;
}

/** The general name in the subject's alternative names: an e-mail address, a URI or Fulcio's user name. */
function onlyName(certificate: X509Certificate): string | undefined {
  const names = certificate.extension(OID.subjectAltName)?.valueObj.subs[0]?.subs ?? [];
  const [name, ...others] = names;
  if (name === undefined || others.length > 0) return undefined;
  // The library reads 8-bit characters as 7-bit ones, by which one name could pass for another.
  if (name.tag.isContextSpecific(0x01) || name.tag.isContextSpecific(0x06)) {
    return name.value.every((octet) => octet < 0x80) ? filled(name.value.toString('latin1')) : undefined;
  }
  if (!name.tag.isContextSpecific(0x00) || name.subs[0]?.toOID() !== OTHER_NAME_USER) return undefined;
  const value = name.subs[1]?.subs[0];
  return value === undefined ? undefined : filled(utf8(value.value) ?? '');
}

function filled(text: string): string | undefined {
  return text === '' ? undefined : text;
}

function mayCodeSign(certificate: X509Certificate): boolean {
  const { extKeyUsage, extBasicConstraints } = certificate;
  if (extBasicConstraints?.isCA === true || extKeyUsage?.digitalSignature === false) return false;
  return usagesOf(certificate)?.includes(USAGE.codeSigning) === true;
}

/** RFC 5280, section 4.2: what is critical and not understood must be refused. */
function criticalUnknown(certificate: X509Certificate): string | undefined {
  const known: readonly string[] = [OID.keyUsage, OID.subjectAltName, OID.basicConstraints, OID.extendedKeyUsage];
  return criticalOf(certificate).find((oid) => !known.includes(oid));
}
