import { createHash } from 'node:crypto';
import type { LogEntry } from '../content.ts';
import { der, INTEGER, OCTET_STRING, OID, SEQUENCE } from '../services/der.ts';
import { DerReader, within } from './der-reader.ts';
import { writeEmbeddedEntry } from './write-entry.ts';

/** What a signature by a login is made of. */
export interface GitsignParts {
  /** As `signedAttributes` gives them: what the signature is over. */
  attributes: Uint8Array;
  /** The signer's certificate, DER. */
  certificate: Uint8Array;
  /** ECDSA with SHA-256, DER. */
  signature: Uint8Array;
  /** The entry of a log, which goes into the signature. */
  entry?: LogEntry;
  /** The answer of a timestamp authority (RFC 3161), DER. */
  timestamp?: Uint8Array;
}

const SET = 0x31;
const UTC_TIME = 0x17;
const GENERALIZED_TIME = 0x18;
const [FIRST, SECOND] = [0xa0, 0xa1];

const id = (hex: string): Buffer => der(OID, Buffer.from(hex, 'hex'));
const SIGNED_DATA = id('2a864886f70d010702');
const DATA = id('2a864886f70d010701');
const CONTENT_TYPE = id('2a864886f70d010903');
const MESSAGE_DIGEST = id('2a864886f70d010904');
const SIGNING_TIME = id('2a864886f70d010905');
const SHA256 = id('608648016503040201');
const ECDSA_SHA256 = id('2a8648ce3d040302');
const LOG_ENTRY = id('2b0601040183bf300301');
const TIMESTAMP = id('2a864886f70d010910020e');
const VERSION = der(INTEGER, Buffer.of(1));

/** The signed attributes of a CMS signature over `payload` (RFC 5652, section 5.4), in DER's order of a set: what is signed in its place. */
export function signedAttributes(payload: Uint8Array, at: Date): Buffer {
  const digest = createHash('sha256').update(payload).digest();
  const attributes = [
    attribute(CONTENT_TYPE, DATA),
    attribute(SIGNING_TIME, timeOf(at)),
    attribute(MESSAGE_DIGEST, der(OCTET_STRING, digest)),
  ];
  return der(SET, ...attributes.toSorted((a, b) => a.compare(b)));
}

/** An armored detached CMS signature as gitsign writes it, with the log's entry inside. */
export function writeGitsign({ attributes, certificate, signature, entry, timestamp }: GitsignParts): string {
  const unsigned = [
    ...(entry === undefined ? [] : [attribute(LOG_ENTRY, der(OCTET_STRING, writeEmbeddedEntry(entry)))]),
    ...(timestamp === undefined ? [] : [attribute(TIMESTAMP, tokenIn(timestamp))]),
  ].toSorted((a, b) => a.compare(b));
  const implicit = Buffer.from(attributes);
  implicit[0] = FIRST;
  const signer = der(
    SEQUENCE,
    VERSION,
    nameOf(certificate),
    der(SEQUENCE, SHA256),
    implicit,
    der(SEQUENCE, ECDSA_SHA256),
    der(OCTET_STRING, signature),
    ...(unsigned.length === 0 ? [] : [der(SECOND, ...unsigned)]),
  );
  const data = der(
    SEQUENCE,
    VERSION,
    der(SET, der(SEQUENCE, SHA256)),
    der(SEQUENCE, DATA),
    der(FIRST, certificate),
    der(SET, signer),
  );
  const message = der(SEQUENCE, SIGNED_DATA, der(FIRST, data)).toString('base64');
  const lines = message.match(/.{1,64}/g) ?? [];
  return ['-----BEGIN SIGNED MESSAGE-----', ...lines, '-----END SIGNED MESSAGE-----', ''].join('\n');
}

function attribute(oid: Buffer, value: Buffer): Buffer {
  return der(SEQUENCE, oid, der(SET, value));
}

/** Two digits of the year until 2049, four from then on (RFC 5652, section 11.3). */
function timeOf(at: Date): Buffer {
  const text = `${at.toISOString().slice(0, 19).replace(/[-:T]/g, '')}Z`;
  const isShort = at.getUTCFullYear() >= 1950 && at.getUTCFullYear() < 2050;
  return der(isShort ? UTC_TIME : GENERALIZED_TIME, Buffer.from(isShort ? text.slice(2) : text));
}

/** Issuer and serial number, from the certificate's own bytes. */
function nameOf(certificate: Uint8Array): Buffer {
  const body = within(within(new DerReader(Buffer.from(certificate)).next(SEQUENCE)).next(SEQUENCE));
  body.optional(FIRST);
  const serial = body.next(INTEGER);
  body.next(SEQUENCE);
  return der(SEQUENCE, body.next(SEQUENCE).bytes, serial.bytes);
}

/** The token in an authority's answer, which says before it that it was granted. */
function tokenIn(response: Uint8Array): Buffer {
  const answer = within(new DerReader(Buffer.from(response)).next(SEQUENCE));
  answer.next(SEQUENCE);
  return answer.next(SEQUENCE).bytes;
}
