import { mayName, nameConstraintsOf, type NameConstraints } from './name-constraints.ts';
import { CertificateChainVerifier } from './library.ts';
import type { X509Certificate } from './library.ts';

const OID = {
  subjectKeyId: '2.5.29.14',
  keyUsage: '2.5.29.15',
  subjectAltName: '2.5.29.17',
  basicConstraints: '2.5.29.19',
  nameConstraints: '2.5.29.30',
  policies: '2.5.29.32',
  authorityKeyId: '2.5.29.35',
  policyConstraints: '2.5.29.36',
  extendedKeyUsage: '2.5.29.37',
} as const;
const ANY_USAGE = '2.5.29.37.0';

/** What certificates are used for here (RFC 5280, section 4.2.1.12). */
export const USAGE = { codeSigning: '1.3.6.1.5.5.7.3.3', timeStamping: '1.3.6.1.5.5.7.3.8' } as const;

/**
 * The certificates from one that is judged up to one that a trusted root names, all of them good at that time and for this use; undefined
 * where there is no such path. `trusted` ends with what is trusted without anything above it. The library finds the path and checks dates,
 * lengths and who may issue; what else the authorities on it are limited to, it does not look at.
 */
export function pathTo(
  leaf: X509Certificate,
  trusted: readonly X509Certificate[],
  time: Date,
  usage: string,
): X509Certificate[] | undefined {
  try {
    const untrusted = { trustedCerts: [...trusted], untrustedCert: leaf, timestamp: time };
    const path = new CertificateChainVerifier(untrusted).verify();
    return path.slice(1).every((authority) => mayIssue(authority, usage, leaf)) ? path : undefined;
  } catch {
    return undefined;
  }
}

/** The uses that a certificate names; undefined where it does not limit them. */
export function usagesOf(certificate: X509Certificate): string[] | undefined {
  return certificate.extension(OID.extendedKeyUsage)?.valueObj.subs[0]?.subs.map((one) => one.toOID());
}

/** The critical extensions of a certificate, by their OIDs. */
export function criticalOf({ extensions }: X509Certificate): string[] {
  return extensions.flatMap(({ subs }) => {
    const [oid, critical] = subs;
    return subs.length === 3 && oid !== undefined && critical?.toBoolean() === true ? [oid.toOID()] : [];
  });
}

interface Limits {
  usages: string[] | undefined;
  names: NameConstraints | undefined;
  /** It demands what this app does not know: then it may issue nothing (RFC 5280, section 4.2). */
  demands: boolean;
}

/** Authorities are parsed once and asked for every signature. */
const known = new WeakMap<X509Certificate, Limits>();

function limitsOf(authority: X509Certificate): Limits {
  const before = known.get(authority);
  if (before !== undefined) return before;
  const constraints = authority.extension(OID.nameConstraints);
  const names = constraints === undefined ? undefined : nameConstraintsOf(constraints.valueObj);
  const understood: readonly string[] = Object.values(OID);
  const limits: Limits = {
    usages: usagesOf(authority),
    names,
    demands: criticalOf(authority).some((oid) => !understood.includes(oid)),
  };
  known.set(authority, limits);
  return limits;
}

function mayIssue(authority: X509Certificate, usage: string, leaf: X509Certificate): boolean {
  const { usages, names, demands } = limitsOf(authority);
  if (demands || usages?.some((one) => one === usage || one === ANY_USAGE) === false) return false;
  if (names === undefined) return true;
  const given = leaf.extension(OID.subjectAltName)?.valueObj.subs[0]?.subs ?? [];
  return given.every((name) => mayName(names, name));
}
