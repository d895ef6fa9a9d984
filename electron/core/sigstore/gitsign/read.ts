import { createHash } from 'node:crypto';
import { readArmor } from '../../util/armor.ts';
import type { SigstoreContent } from '../content.ts';
import { MalformedError } from '../malformed.ts';
import { der, INTEGER, SEQUENCE } from '../services/der.ts';
import { closed, isOpen } from './ber.ts';
import { only, readCms, type CmsSignature } from './cms.ts';
import { UnreadableCmsError } from './der-reader.ts';
import { readEmbeddedEntry } from './embedded-entry.ts';

/** A signature of gitsign's, or another one by a certificate: as a Sigstore signature over `signed`. */
export interface ReadCms {
  kind: 'content';
  content: SigstoreContent;
  /** What the signature is over: its attributes, else the payload itself. */
  signed: Buffer;
  /** The digest of the payload that the attributes name. */
  messageDigest?: CmsSignature['messageDigest'];
}

/** `reason` is technical English; `method` is what this version cannot read, in the field's own words. */
export type ReadGitsign = ReadCms | { kind: 'malformed'; reason: string } | { kind: 'unsupported'; method: string };

const MAX_BYTES = 256 * 1024;
const ARMOR =
  /^-----BEGIN SIGNED MESSAGE-----[ \t]*\r?\n(?<body>[A-Za-z0-9+/=\r\n \t]*?)\r?\n-----END SIGNED MESSAGE-----[ \t\r\n]*$/;
/** A protobuf `TransparencyLogEntry`; a timestamp (RFC 3161, appendix A). */
const LOG_ENTRY = '1.3.6.1.4.1.57264.3.1';
const TIMESTAMP = '1.2.840.113549.1.9.16.2.14';
const OCTET_STRING = 0x04;

/** Reads an armored signature by a certificate, with nothing before and behind it. Never throws. */
export function readGitsign(bytes: Uint8Array, payload: Buffer): ReadGitsign {
  const taken = readArmor(bytes, ARMOR, MAX_BYTES);
  if (taken.kind === 'malformed') return taken;
  try {
    return read(taken.bytes, payload);
  } catch (error) {
    if (error instanceof MalformedError) return { kind: 'malformed', reason: error.message };
    if (error instanceof UnreadableCmsError) return { kind: 'unsupported', method: error.message };
    throw error;
  }
}

function read(bytes: Buffer, payload: Buffer): ReadCms {
  const cms = readCms(isOpen(bytes) ? closed(bytes) : bytes);
  const signed = cms.signedAttributes ?? payload;
  const entry = only(cms.unsigned.get(LOG_ENTRY));
  if (entry !== undefined && entry.tag !== OCTET_STRING) throw new MalformedError('the log entry is none');
  const stamp = only(cms.unsigned.get(TIMESTAMP));
  const algorithm = cms.signatureDigest;
  return {
    kind: 'content',
    content: {
      form: 'gitsign',
      signed: {
        kind: 'message',
        signature: cms.signature,
        digest: { algorithm, value: createHash(algorithm).update(signed).digest() },
      },
      verifier: { kind: 'certificate', der: cms.certificate },
      entries: entry === undefined ? [] : [readEmbeddedEntry(entry.content, cms, signed)],
      timestamps: stamp === undefined ? [] : [asResponse(stamp.bytes)],
      signatureDigest: createHash('sha256').update(cms.signature).digest('hex'),
    },
    signed,
    ...(cms.messageDigest === undefined ? {} : { messageDigest: cms.messageDigest }),
  };
}

/** A signature keeps the timestamp without the answer around it that says that it was granted. */
function asResponse(token: Buffer): Buffer {
  return der(SEQUENCE, der(SEQUENCE, der(INTEGER, Buffer.of(0))), token);
}
