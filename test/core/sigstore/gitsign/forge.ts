import { createHash, sign, type KeyObject } from 'node:crypto';
import { der, INTEGER, OCTET_STRING, OID, SEQUENCE } from '../../../../electron/core/sigstore/services/der.ts';
import { body2, newKey, type EntryJson, type Instance } from '../forge.ts';

const SET = 0x31;
const [FIRST, SECOND] = [0xa0, 0xa1];

/** Identifiers that CMS uses, DER. */
export const IDS = {
  signedData: der(OID, Buffer.from('2a864886f70d010702', 'hex')),
  data: der(OID, Buffer.from('2a864886f70d010701', 'hex')),
  contentType: der(OID, Buffer.from('2a864886f70d010903', 'hex')),
  messageDigest: der(OID, Buffer.from('2a864886f70d010904', 'hex')),
  sha256: der(OID, Buffer.from('608648016503040201', 'hex')),
  sha1: der(OID, Buffer.from('2b0e03021a', 'hex')),
  ecdsaSha256: der(OID, Buffer.from('2a8648ce3d040302', 'hex')),
  logEntry: der(OID, Buffer.from('2b0601040183bf300301', 'hex')),
  timestamp: der(OID, Buffer.from('2a864886f70d010910020e', 'hex')),
} as const;

/** What a test may make otherwise. */
export interface GitsignParts {
  key?: { publicKey: KeyObject; privateKey: KeyObject };
  identity?: string;
  extensions?: { oid: string; value: string }[];
  certificate?: Buffer;
  /** The digest that the attributes name. */
  digest?: Buffer;
  digestId?: Buffer;
  /** Attributes beside the two that there must be, or in their place. */
  attributes?: Buffer[];
  /** No attributes: the signature is over the payload itself. */
  bare?: boolean;
  /** `apart`: the log has the entry, and the signature does not carry it. */
  log?: boolean | 'apart';
  /** Rekor's second version, with what the log has of the signature (`kept`), or without, as gitsign leaves it out. */
  newer?: 'kept' | 'left out';
  stamp?: boolean;
  changeEntry?: (entry: EntryJson) => void;
  /** More of the unsigned attributes. */
  unsigned?: Buffer[];
  /** What stands in place of the content that is not there. */
  content?: Buffer;
  signers?: 0 | 1 | 2;
}

const attribute = (id: Buffer, ...values: Buffer[]) => der(SEQUENCE, id, der(SET, ...values));

/** Signs a payload as gitsign does. */
export async function gitsign(instance: Instance, payload: Uint8Array, parts: GitsignParts = {}): Promise<Buffer> {
  const key = parts.key ?? newKey();
  const options = {
    ...(parts.identity && { identity: parts.identity }),
    ...(parts.extensions && { extensions: parts.extensions }),
  };
  const certificate = parts.certificate ?? (await instance.certify(key.publicKey, options));
  const digest = parts.digest ?? sha256(payload);
  const attributes = Buffer.concat(
    parts.attributes ?? [attribute(IDS.contentType, IDS.data), attribute(IDS.messageDigest, der(OCTET_STRING, digest))],
  );
  const over = parts.bare ? Buffer.from(payload) : der(SET, attributes);
  const signature = sign('sha256', over, key.privateKey);
  const unsigned = [...(parts.unsigned ?? [])];
  if (parts.log !== false) {
    const isNewer = parts.newer !== undefined;
    const body = isNewer ? body2(over, signature, certificate, Buffer.alloc(0)) : record(certificate, signature, over);
    const entry = await instance.log(body);
    if (isNewer) {
      delete entry.inclusionPromise;
      delete entry.integratedTime;
    }
    parts.changeEntry?.(entry);
    const written = [asProtobuf(entry)];
    if (parts.newer === 'kept') written.push(part(7, Buffer.from(entry.canonicalizedBody, 'base64')));
    if (parts.log !== 'apart') unsigned.push(attribute(IDS.logEntry, der(OCTET_STRING, Buffer.concat(written))));
  }
  if (parts.stamp) unsigned.push(attribute(IDS.timestamp, tokenIn(await instance.stamp(signature))));
  const signer = der(
    SEQUENCE,
    der(INTEGER, Buffer.of(1)),
    nameOf(certificate),
    der(SEQUENCE, parts.digestId ?? IDS.sha256),
    ...(parts.bare ? [] : [der(FIRST, attributes)]),
    der(SEQUENCE, IDS.ecdsaSha256),
    der(OCTET_STRING, signature),
    ...(unsigned.length === 0 ? [] : [der(SECOND, ...unsigned)]),
  );
  const signers = Array.from({ length: parts.signers ?? 1 }, () => signer);
  const data = der(
    SEQUENCE,
    der(INTEGER, Buffer.of(1)),
    der(SET, der(SEQUENCE, IDS.sha256)),
    der(SEQUENCE, IDS.data, ...(parts.content === undefined ? [] : [der(FIRST, der(OCTET_STRING, parts.content))])),
    der(FIRST, certificate),
    der(SET, ...signers),
  );
  return armored(der(SEQUENCE, IDS.signedData, der(FIRST, data)));
}

/** The armor around a message. */
export function armored(bytes: Uint8Array): Buffer {
  const lines = Buffer.from(bytes).toString('base64').replace(/.{64}/g, '$&\n').trimEnd();
  return Buffer.from(`-----BEGIN SIGNED MESSAGE-----\n${lines}\n-----END SIGNED MESSAGE-----\n`);
}

/** What the armor holds. */
export function unarmored(signature: Uint8Array): Buffer {
  return Buffer.from(
    Buffer.from(signature)
      .toString()
      .replace(/-----.*-----/g, ''),
    'base64',
  );
}

function record(certificate: Buffer, signature: Buffer, over: Buffer): object {
  const lines = certificate.toString('base64').replace(/.{64}(?=.)/g, '$&\n');
  const pem = `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`;
  return {
    apiVersion: '0.0.1',
    kind: 'hashedrekord',
    spec: {
      data: { hash: { algorithm: 'sha256', value: sha256(over).toString('hex') } },
      signature: { content: signature.toString('base64'), publicKey: { content: Buffer.from(pem).toString('base64') } },
    },
  };
}

/** An entry as protobuf writes it, without its body, as gitsign leaves it out. */
function asProtobuf(entry: EntryJson): Buffer {
  const proof = entry.inclusionProof;
  return Buffer.concat([
    number(1, entry.logIndex),
    part(2, part(1, Buffer.from(entry.logId.keyId, 'base64'))),
    part(3, Buffer.concat([part(1, entry.kindVersion.kind), part(2, entry.kindVersion.version)])),
    number(4, entry.integratedTime ?? '0'),
    part(5, part(1, Buffer.from(entry.inclusionPromise?.signedEntryTimestamp ?? '', 'base64'))),
    proof === undefined
      ? Buffer.alloc(0)
      : part(
          6,
          Buffer.concat([
            number(1, proof.logIndex),
            part(2, Buffer.from(proof.rootHash, 'base64')),
            number(3, proof.treeSize),
            ...proof.hashes.map((hash) => part(4, Buffer.from(hash, 'base64'))),
            part(5, part(1, proof.checkpoint?.envelope ?? '')),
          ]),
        ),
  ]);
}

function varint(value: bigint): Buffer {
  const octets: number[] = [];
  let left = value;
  do {
    octets.push(Number(left & 0x7fn) | (left > 0x7fn ? 0x80 : 0));
    left >>= 7n;
  } while (left > 0n);
  return Buffer.from(octets);
}

/** Protobuf leaves out what is nothing. */
function number(field: number, value: string): Buffer {
  return value === '0' ? Buffer.alloc(0) : Buffer.concat([varint(BigInt(field * 8)), varint(BigInt(value))]);
}

function part(field: number, value: Uint8Array | string): Buffer {
  const bytes = Buffer.from(value);
  if (bytes.length === 0) return bytes;
  return Buffer.concat([varint(BigInt(field * 8 + 2)), varint(BigInt(bytes.length)), bytes]);
}

/** Issuer and number, from the certificate's own bytes. */
function nameOf(certificate: Buffer): Buffer {
  const [body = certificate] = partsOf(certificate);
  const parts = partsOf(body);
  const at = parts[0]?.[0] === 0xa0 ? 1 : 0;
  return der(SEQUENCE, parts[at + 2] ?? Buffer.alloc(0), parts[at] ?? Buffer.alloc(0));
}

/** The token in an authority's answer. */
function tokenIn(response: Buffer): Buffer {
  return partsOf(response)[1] ?? Buffer.alloc(0);
}

/** The elements in an element, whole, tag and length included. */
function partsOf(element: Buffer): Buffer[] {
  const inner = element.subarray(lengthOf(element)[0]);
  const parts: Buffer[] = [];
  for (let at = 0; at < inner.length;) {
    const [header, length] = lengthOf(inner.subarray(at));
    parts.push(inner.subarray(at, at + header + length));
    at += header + length;
  }
  return parts;
}

function lengthOf(bytes: Buffer): [header: number, length: number] {
  const first = bytes[1] ?? 0;
  return first < 0x80 ? [2, first] : [2 + (first & 0x7f), bytes.readUIntBE(2, first & 0x7f)];
}

function sha256(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest();
}
