import { seen } from '../../../shared/seen.ts';
import { nameIn } from './distinguished-name.ts';
import type { Inquiry } from './inquiry.ts';
import type { LeafCertificate } from './leaf-certificate.ts';
import { pathTo, USAGE } from './certificate-path.ts';
import type { CertAuthority, X509Certificate } from './library.ts';

/** Whether one of the authorities bears the name that the certificate gives as its issuer: then it can say whether it issued it. */
export function knowsIssuer(authorities: readonly CertAuthority[], { parsed }: LeafCertificate): boolean {
  return authorities.some(({ certChain }) => certChain.some(({ subject }) => subject.equals(parsed.issuer)));
}

/**
 * Whether a known authority issued the certificate, for signing, and whether it held at every proven time; without one, whether it was
 * issued at all. Gives the issuer's certificate, which the proof of publication is bound to.
 */
export function judgeChain(
  leaf: LeafCertificate,
  authorities: readonly CertAuthority[],
  times: readonly Date[],
  inquiry: Inquiry,
): X509Certificate | undefined {
  const authority = nameIn(leaf.parsed.issuer);
  const raw = {
    issuer: authority,
    serialNumber: leaf.parsed.serialNumber.toString('hex'),
    notBefore: leaf.notBefore.toISOString(),
    notAfter: leaf.notAfter.toISOString(),
    certificate: leaf.der.toString('base64'),
  };
  if (!leaf.maySign) inquiry.failed('certificate-chain', 'chain', seen('certificateMayNotSign'), raw);
  if (leaf.unknownCritical !== undefined) {
    inquiry.failed('certificate-chain', 'chain', seen('certificateDemands', { oid: leaf.unknownCritical }), raw);
  }
  const paths = times.map((time) => pathAt(leaf, authorities, time));
  if (times.length > 0 && paths.every((path) => path !== undefined)) {
    inquiry.passed('certificate-chain', seen('certificateGood', { authority }), raw);
    return paths[0]?.[1];
  }
  const issued = pathAt(leaf, authorities, leaf.notBefore);
  if (issued === undefined) {
    inquiry.failed('certificate-chain', 'chain', seen('certificateWrong', { authority }), raw);
  } else if (times.length > 0) {
    inquiry.failed('certificate-chain', 'chain', seen('certificateNotThen'), raw);
  } else {
    inquiry.passed('certificate-chain', seen('certificateIssued', { authority }), raw);
  }
  return issued?.[1];
}

/** The certificates from a signer's up to one that is trusted, as of a time; undefined where none lead there. */
export function pathAt(
  leaf: LeafCertificate,
  authorities: readonly CertAuthority[],
  time: Date,
): X509Certificate[] | undefined {
  for (const { certChain, validFor } of authorities) {
    if (time < validFor.start || validFor.end < time) continue;
    const path = pathTo(leaf.parsed, certChain, time, USAGE.codeSigning);
    if (path !== undefined) return path;
  }
  return undefined;
}
