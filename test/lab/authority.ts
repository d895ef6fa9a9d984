import { createHash, randomBytes, sign, type KeyObject } from 'node:crypto';
import { initializeCA } from '@sigstore/mock';
import type { CtLog } from './ct-log.ts';
import { der, oid, parseDer, TAG, viewed } from './der.ts';
import type { Forgeries } from './faults.ts';
import { newKeyPair, spkiOf } from './keys.ts';

const SAN = '2.5.29.17';
const SCT_LIST = '1.3.6.1.4.1.11129.2.4.2';
/** Fulcio's two extensions for the issuer: bare bytes, and a UTF8String. */
const ISSUER_V1 = '1.3.6.1.4.1.57264.1.1';
const ISSUER_V2 = '1.3.6.1.4.1.57264.1.8';
const SECP384_SHA = '1.2.840.10045.4.3.3';

/** Whom a certificate is for. */
export interface Principal {
  name: string;
  /** How the name stands in the certificate. */
  kind: 'email' | 'uri';
  /** The issuer that the certificate names. */
  issuer: string;
}

/** An extension of Fulcio's, as the mock's handler reads it from a token. */
export interface ClaimExtension {
  oid: string;
  value: string;
  legacy?: boolean;
}

/** What a certificate is asked for. */
export interface CertificateRequest {
  publicKey: Uint8Array<ArrayBuffer>;
  principal: Principal;
  extensions: readonly ClaimExtension[];
  validSeconds: number;
  forge: Forgeries['fulcio'] | null;
}

/** A certificate authority without its wire. */
export interface Authority {
  /** Its own certificate, DER. */
  root: Buffer<ArrayBuffer>;
  issue(request: CertificateRequest): Promise<Buffer<ArrayBuffer>>;
}

/**
 * Starts an authority over the mock's. The mock writes every name as a URI, one serial number and ten minutes, so its certificate is
 * taken apart, corrected, logged and signed again with the same key.
 */
export async function newAuthority(ctLog: CtLog): Promise<Authority> {
  const keys = newKeyPair();
  const stranger = newKeyPair();
  const mock = await initializeCA(keys);
  const root = viewed(mock.rootCertificate);
  const issuerKeyHash = createHash('sha256').update(spkiOf(keys.publicKey)).digest();
  return {
    root,
    async issue(request) {
      const { forge } = request;
      const principal = forged(request.principal, forge);
      const key = forge === 'public-key' ? spkiOf(newKeyPair().publicKey) : request.publicKey;
      const drawn = await mock.issueCertificate({
        publicKey: key,
        subjectAltName: principal.name,
        extensions: request.extensions.map((one) =>
          one.oid === ISSUER_V1 || one.oid === ISSUER_V2 ? { ...one, value: principal.issuer } : one,
        ),
      });
      const lapsed = forge === 'lapsed' ? 3600 : 0;
      const fields = correct(viewed(drawn), principal, request.validSeconds, lapsed);
      const signer = forge === 'ca' ? stranger.privateKey : keys.privateKey;
      if (forge === 'no-sct') return seal(fields, [], signer);
      const sct = await ctLog.sign(seal(fields, [], signer), issuerKeyHash, forge === 'sct');
      return seal(fields, [sctExtension(sct)], signer);
    },
  };
}

function forged(principal: Principal, forge: Forgeries['fulcio'] | null): Principal {
  if (forge === 'identity') return { ...principal, name: 'mallory@example.net', kind: 'email' };
  if (forge === 'issuer') return { ...principal, issuer: 'https://accounts.example.net' };
  return principal;
}

/** The fields of a certificate before its extensions, and the extensions. */
interface Fields {
  before: Buffer[];
  extensions: Buffer[];
}

/** The mock's certificate with a serial number, a life and a kind of name of its own. */
function correct(certificate: Buffer, principal: Principal, validSeconds: number, secondsAgo: number): Fields {
  const [version, , algorithm, issuer, , subject, key, extensions] = parseDer(certificate).subs[0]!.subs;
  const start = Math.floor(Date.now() / 1000) - secondsAgo;
  // Positive and without a leading zero byte: the first byte is between 0x40 and 0x7f.
  const serial = randomBytes(20);
  serial[0] = (serial[0]! & 0x3f) | 0x40;
  const life = der(TAG.sequence, utcTime(start), utcTime(start + validSeconds));
  return {
    before: [
      version!.toDER(),
      der(TAG.integer, serial),
      algorithm!.toDER(),
      issuer!.toDER(),
      life,
      subject!.toDER(),
      key!.toDER(),
    ],
    extensions: extensions!.subs[0]!.subs.map((one) =>
      one.subs[0]!.toOID() === SAN ? nameExtension(principal) : one.toDER(),
    ),
  };
}

function utcTime(seconds: number): Buffer {
  const digits = new Date(seconds * 1000).toISOString().replace(/\D/g, '').slice(2, 14);
  return der(TAG.utcTime, Buffer.from(`${digits}Z`));
}

function nameExtension({ name, kind }: Principal): Buffer {
  const general = der(kind === 'email' ? 0x81 : 0x86, Buffer.from(name));
  const critical = der(TAG.boolean, Buffer.from([0xff]));
  return der(TAG.sequence, oid(SAN), critical, der(TAG.octets, der(TAG.sequence, general)));
}

/** The list of one SCT, which has its own length before it. */
function sctExtension(sct: Buffer): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(sct.length);
  return der(TAG.sequence, oid(SCT_LIST), der(TAG.octets, der(TAG.octets, length, sct)));
}

function seal({ before, extensions }: Fields, more: Buffer[], key: KeyObject): Buffer<ArrayBuffer> {
  const body = der(TAG.sequence, ...before, der(0xa3, der(TAG.sequence, ...extensions, ...more)));
  const signature = der(TAG.bits, Buffer.from([0]), sign('sha384', body, key));
  return der(TAG.sequence, body, der(TAG.sequence, oid(SECP384_SHA)), signature);
}
