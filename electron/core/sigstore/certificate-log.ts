import { createHash, type KeyObject } from 'node:crypto';
import { ASN1Obj, EXTENSION_OID_SCT } from '@sigstore/core';
import { seen } from '../../../shared/seen.ts';
import type { Inquiry, Unknown } from './inquiry.ts';
import { X509SCTExtension } from './library.ts';
import type { TLogAuthority, X509Certificate } from './library.ts';

/** The tag of a certificate's extensions (RFC 5280, section 4.1). */
const EXTENSIONS = 0x03;

type Sct = X509SCTExtension['signedCertificateTimestamps'][number];

/**
 * Whether a known log of certificates signed that it made the certificate public (RFC 6962, section 3.2). One is enough; others by
 * unknown logs are remarks, others that are wrong are wrong. Gives what is unknown where no log is known. `elsewhere`: the form has no
 * room for what came beside certificates before May 2022, and nothing else here is proven either: then it is not there to be checked.
 */
export function judgeScts(
  leaf: X509Certificate,
  issuer: X509Certificate,
  logs: readonly TLogAuthority[],
  inquiry: Inquiry,
  elsewhere = false,
): Unknown | undefined {
  const { scts, signed, verified } = proofsOf(leaf, issuer);
  if (scts === undefined) {
    inquiry.failed('sct', 'sct', seen('sctUnreadable'));
    return undefined;
  }
  if (scts.length === 0) {
    // Where an instance publishes nothing, there is nothing to demand.
    if (logs.length === 0) inquiry.notMade('sct', seen('sctNotDemanded'));
    else if (elsewhere) inquiry.notMade('sct', seen('sctNone'));
    else inquiry.failed('sct', 'sct', seen('sctNone'));
    return undefined;
  }
  const isSignedBy = ({ publicKey }: TLogAuthority, sct: Sct): boolean => {
    const bySct = remembered(verified, publicKey, () => new WeakMap<Sct, boolean>());
    return remembered(bySct, sct, () => sct.verify(signed, publicKey));
  };
  let good = 0;
  let unknown: Unknown | undefined;
  for (const sct of scts) {
    const known = logs.filter(({ logID }) => logID.equals(sct.logID));
    const log = known[0]?.baseURL.replace(/^https?:\/\//, '') ?? sct.logID.toString('hex');
    const raw = { logId: sct.logID.toString('hex'), timestamp: isoOf(sct) };
    if (known.length === 0) {
      inquiry.notMade('sct', seen('sctUnknown', { log }), raw);
      unknown ??= { service: 'log', name: log };
    } else if (known.some((one) => holdsThen(one, sct) && isSignedBy(one, sct))) {
      inquiry.passed('sct', seen('sctGood', { log, publishedAt: sct.datetime.toISOString() }), raw);
      good++;
    } else {
      inquiry.failed('sct', 'sct', seen('sctWrong', { log }), raw);
    }
  }
  return good === 0 && logs.length > 0 ? unknown : undefined;
}

function isoOf({ datetime }: Sct): string {
  return Number.isNaN(datetime.getTime()) ? '' : datetime.toISOString();
}

function holdsThen({ validFor }: TLogAuthority, { datetime }: Sct): boolean {
  return validFor.start <= datetime && datetime <= validFor.end;
}

/** What a certificate says of its publication, and what was found of it: for one that signed many files that is calculated once. */
interface Proofs {
  /** Undefined where their list is damaged. */
  scts: readonly Sct[] | undefined;
  /** What a log signs. */
  signed: Buffer;
  /** Whether a log's key signed a proof. */
  verified: WeakMap<KeyObject, WeakMap<Sct, boolean>>;
}

const proofs = new WeakMap<X509Certificate, WeakMap<X509Certificate, Proofs>>();

function proofsOf(leaf: X509Certificate, issuer: X509Certificate): Proofs {
  const byIssuer = remembered(proofs, leaf, () => new WeakMap<X509Certificate, Proofs>());
  return remembered(byIssuer, issuer, () => ({
    scts: read(leaf),
    signed: preCertificate(leaf, issuer),
    verified: new WeakMap(),
  }));
}

/** The value of a map, made where there is none yet. */
function remembered<K extends WeakKey, V>(map: WeakMap<K, V>, key: K, make: () => V): V {
  const before = map.get(key);
  if (before !== undefined) return before;
  const made = make();
  map.set(key, made);
  return made;
}

/** The proofs in the certificate; undefined where their list is damaged. */
function read(leaf: X509Certificate): readonly Sct[] | undefined {
  const extension = leaf.extensions.find((one) => one.subs[0]?.toOID() === EXTENSION_OID_SCT);
  if (extension === undefined) return [];
  try {
    return new X509SCTExtension(extension).signedCertificateTimestamps;
  } catch {
    return undefined;
  }
}

/** What a log signs: the certificate as it was before the proof was put into it, bound to its issuer's key. */
function preCertificate(leaf: X509Certificate, issuer: X509Certificate): Buffer {
  const proof = leaf.extensions.find((one) => one.subs[0]?.toOID() === EXTENSION_OID_SCT);
  const tbs = without(leaf.tbsCertificate, proof).toDER();
  const length = Buffer.alloc(3);
  length.writeUIntBE(tbs.length, 0, 3);
  return Buffer.concat([createHash('sha256').update(issuer.publicKey).digest(), length, tbs]);
}

/** The same certificate's body without one of its extensions, which all stand in one list in one field. */
function without(tbs: ASN1Obj, extension: ASN1Obj | undefined): ASN1Obj {
  const mapped = (one: ASN1Obj, map: (sub: ASN1Obj) => ASN1Obj[]) =>
    new ASN1Obj(one.tag, one.value, one.subs.flatMap(map));
  return mapped(tbs, (field) => {
    if (!field.tag.isContextSpecific(EXTENSIONS)) return [field];
    return [mapped(field, (list) => [mapped(list, (one) => (one === extension ? [] : [one]))])];
  });
}
