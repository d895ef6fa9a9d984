import type { DigestAlgorithm } from '../../hash/reading.ts';
import { MalformedError } from '../malformed.ts';
import { DerReader, oidOf, UnreadableCmsError, within, type DerElement } from './der-reader.ts';

/** A detached CMS signature (RFC 5652) with one signer, taken apart; nothing of it is proven. */
export interface CmsSignature {
  /** The signer's certificate, DER. */
  certificate: Buffer;
  /** The digest of the content that was signed; absent where the signature is over the content itself. */
  messageDigest?: { algorithm: DigestAlgorithm; value: Buffer };
  /** What the signature is over: the signed attributes, as they are encoded for that. Absent: the content itself. */
  signedAttributes?: Buffer;
  /** The digest that the signature's own method names. */
  signatureDigest: DigestAlgorithm;
  signature: Buffer;
  /** By identifier, each value's DER. Nothing of them is covered by the signature. */
  unsigned: ReadonlyMap<string, readonly DerElement[]>;
}

const SEQUENCE = 0x30;
const SET = 0x31;
const INTEGER = 0x02;
const OCTET_STRING = 0x04;
const OID = 0x06;
const CONTEXT = 0x80;
const CONSTRUCTED = 0xa0;

const SIGNED_DATA = '1.2.840.113549.1.7.2';
const DATA = '1.2.840.113549.1.7.1';
const CONTENT_TYPE = '1.2.840.113549.1.9.3';
const MESSAGE_DIGEST = '1.2.840.113549.1.9.4';
const SUBJECT_KEY_ID = '2.5.29.14';

const DIGESTS: Readonly<Record<string, DigestAlgorithm>> = {
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
};
/** Methods that name their digest; RSA without one, RSA-PSS and Ed25519 take the signer's. */
const METHODS: Readonly<Record<string, DigestAlgorithm | null>> = {
  '1.2.840.10045.4.3.2': 'sha256',
  '1.2.840.10045.4.3.3': 'sha384',
  '1.2.840.10045.4.3.4': 'sha512',
  '1.2.840.113549.1.1.11': 'sha256',
  '1.2.840.113549.1.1.12': 'sha384',
  '1.2.840.113549.1.1.13': 'sha512',
  '1.2.840.113549.1.1.1': null,
  '1.2.840.113549.1.1.10': null,
  '1.3.101.112': null,
};
const MAX_ELEMENTS = 64;

/** Takes a signature apart. Throws `MalformedError` and `UnreadableCmsError`. */
export function readCms(der: Buffer): CmsSignature {
  const outer = new DerReader(der);
  const info = within(outer.next(SEQUENCE));
  outer.end();
  if (oidOf(info.next(OID)) !== SIGNED_DATA) throw new MalformedError('it is not a signature');
  const wrapped = within(info.next(CONSTRUCTED));
  info.end();
  const data = within(wrapped.next(SEQUENCE));
  wrapped.end();
  data.next(INTEGER);
  data.next(SET);
  const content = within(data.next(SEQUENCE));
  if (oidOf(content.next(OID)) !== DATA) throw new UnreadableCmsError('CMS over other content');
  // What it carries itself could be other than what stands in the object.
  if (!content.atEnd) throw new MalformedError('it brings what it signs');
  const certificates = data.optional(CONSTRUCTED);
  data.optional(CONSTRUCTED | 1);
  const signers = within(data.next(SET));
  data.end();
  const signer = within(signers.next(SEQUENCE));
  if (!signers.atEnd) throw new UnreadableCmsError('CMS by several signers');
  return readSigner(signer, certificates);
}

function readSigner(signer: DerReader, certificates: DerElement | undefined): CmsSignature {
  signer.next(INTEGER);
  const id = signer.any();
  const algorithm = digestNamed(oidOf(within(signer.next(SEQUENCE)).next(OID)));
  const signed = signer.optional(CONSTRUCTED);
  const method = oidOf(within(signer.next(SEQUENCE)).next(OID));
  const signature = signer.next(OCTET_STRING).content;
  const unsigned = signer.optional(CONSTRUCTED | 1);
  signer.end();
  if (!Object.hasOwn(METHODS, method)) throw new UnreadableCmsError(`CMS by method ${method}`);
  return {
    certificate: certificateOf(id, certificates),
    ...(signed === undefined ? {} : signedParts(signed, algorithm)),
    signatureDigest: METHODS[method] ?? algorithm,
    signature,
    unsigned: unsigned === undefined ? new Map() : attributes(unsigned),
  };
}

function digestNamed(oid: string): DigestAlgorithm {
  const found = Object.hasOwn(DIGESTS, oid) ? DIGESTS[oid] : undefined;
  if (found === undefined) throw new UnreadableCmsError(`CMS by digest ${oid}`);
  return found;
}

/** Section 5.4: what is signed is the set of attributes, written as such a set and not as the part of the message that it is. */
function signedParts(
  element: DerElement,
  algorithm: DigestAlgorithm,
): Required<Pick<CmsSignature, 'messageDigest' | 'signedAttributes'>> {
  const found = attributes(element);
  const [type, digest] = [CONTENT_TYPE, MESSAGE_DIGEST].map((oid) => only(found.get(oid)));
  if (type?.tag !== OID || oidOf(type) !== DATA) throw new MalformedError('it does not say what it signs');
  if (digest?.tag !== OCTET_STRING) throw new MalformedError('it does not say the digest of what it signs');
  const signedAttributes = Buffer.from(element.bytes);
  signedAttributes[0] = SET;
  return { messageDigest: { algorithm, value: digest.content }, signedAttributes };
}

function attributes(element: DerElement): Map<string, DerElement[]> {
  const reader = within(element);
  const found = new Map<string, DerElement[]>();
  while (!reader.atEnd) {
    const attribute = within(reader.next(SEQUENCE));
    const oid = oidOf(attribute.next(OID));
    const values = within(attribute.next(SET));
    attribute.end();
    if (found.has(oid)) throw new MalformedError('an attribute stands there twice');
    if (found.size === MAX_ELEMENTS) throw new MalformedError('more attributes than any signature has');
    const all: DerElement[] = [];
    while (!values.atEnd && all.length < MAX_ELEMENTS) all.push(values.any());
    found.set(oid, all);
  }
  return found;
}

/** The one value of an attribute. */
export function only(values: readonly DerElement[] | undefined): DerElement | undefined {
  if ((values?.length ?? 0) > 1) throw new MalformedError('an attribute has two values');
  return values?.[0];
}

/** The certificate that the signer names by issuer and number, or by its key's. */
function certificateOf(id: DerElement, certificates: DerElement | undefined): Buffer {
  const reader = new DerReader(certificates?.content ?? Buffer.alloc(0));
  let count = 0;
  while (!reader.atEnd) {
    if (++count > MAX_ELEMENTS) throw new MalformedError('more certificates than any signature has');
    const one = reader.any();
    if (one.tag === SEQUENCE && isNamed(one, id)) return one.bytes;
  }
  throw new UnreadableCmsError('CMS without its certificate');
}

function isNamed(certificate: DerElement, id: DerElement): boolean {
  const body = within(within(certificate).next(SEQUENCE));
  body.optional(CONSTRUCTED);
  const serial = body.next(INTEGER);
  body.next(SEQUENCE);
  const issuer = body.next(SEQUENCE);
  if (id.tag === SEQUENCE) {
    const named = within(id);
    return named.next(SEQUENCE).bytes.equals(issuer.bytes) && named.next(INTEGER).content.equals(serial.content);
  }
  return id.tag === CONTEXT && subjectKeyId(body)?.equals(id.content) === true;
}

function subjectKeyId(body: DerReader): Buffer | undefined {
  while (!body.atEnd) {
    const part = body.any();
    if (part.tag !== (CONSTRUCTED | 3)) continue;
    const extensions = within(within(part).next(SEQUENCE));
    while (!extensions.atEnd) {
      const extension = within(extensions.next(SEQUENCE));
      if (oidOf(extension.next(OID)) !== SUBJECT_KEY_ID) continue;
      extension.optional(0x01);
      return within(extension.next(OCTET_STRING)).next(OCTET_STRING).content;
    }
  }
  return undefined;
}
