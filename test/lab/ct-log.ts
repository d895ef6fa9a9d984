import { createHash } from 'node:crypto';
import { initializeCTLog } from '@sigstore/mock';
import { alone, der, parseDer, TAG } from './der.ts';
import { newKeyPair } from './keys.ts';
import { json, refuse, type Handler } from './serve.ts';

const POISON = '1.3.6.1.4.1.11129.2.4.3';

type MockCtLog = Awaited<ReturnType<typeof initializeCTLog>>;

/** A certificate transparency log: what it is known by, and one by a stranger that claims its ID. */
export interface CtLog {
  publicKey: Buffer;
  logId: Buffer;
  /** An SCT for a certificate that has neither SCT nor poison, with its length before it. */
  sign(certificate: Uint8Array, issuerKeyHash: Uint8Array, forged?: boolean): Promise<Buffer>;
}

/** Starts a log without its wire. */
export async function newCtLog(): Promise<CtLog> {
  const honest = await initializeCTLog(newKeyPair());
  const stranger = await initializeCTLog(newKeyPair());
  const logId = Buffer.from(honest.logID.buffer);
  const sign = async (log: MockCtLog, certificate: Uint8Array, issuerKeyHash: Uint8Array): Promise<Buffer> => {
    const sct = Buffer.from(await log.log(alone(certificate).buffer, alone(issuerKeyHash).buffer));
    // length (2), version (1), log ID (32), time (8) ...
    logId.copy(sct, 3);
    return sct;
  };
  return {
    publicKey: honest.publicKey,
    logId,
    sign: (certificate, issuerKeyHash, forged = false) => sign(forged ? stranger : honest, certificate, issuerKeyHash),
  };
}

/** The log's own wire, for a real Fulcio: RFC 6962's `add-pre-chain`. */
export function ctLogHandler(log: CtLog): Handler {
  return async ({ method, path, body }, forge) => {
    if (method !== 'POST' || !path.endsWith('/ct/v1/add-pre-chain')) return refuse(404, 'no such path');
    const { chain } = JSON.parse(body.toString()) as { chain: string[] };
    const [preCertificate, issuer] = chain.map((one) => Buffer.from(one, 'base64'));
    if (preCertificate === undefined || issuer === undefined) return refuse(400, 'the chain is too short');
    const issuerKey = parseDer(issuer).subs[0]!.subs[6]!.toDER();
    const sct = await log.sign(
      withoutPoison(preCertificate),
      createHash('sha256').update(issuerKey).digest(),
      forge === 'key',
    );
    return json(200, {
      sct_version: 0,
      id: sct.subarray(3, 35).toString('base64'),
      timestamp: Number(sct.readBigUInt64BE(35)),
      extensions: '',
      signature: sct.subarray(45).toString('base64'),
    });
  };
}

/** The certificate as it will be, before the SCT: without the critical extension that makes it useless. */
function withoutPoison(preCertificate: Buffer): Buffer {
  const { subs } = parseDer(preCertificate);
  const fields = subs[0]!.subs.map((field) => {
    if (field.tag.number !== 3 || !field.tag.constructed) return field.toDER();
    const kept = field.subs[0]!.subs.filter((extension) => extension.subs[0]!.toOID() !== POISON);
    return der(0xa3, der(TAG.sequence, ...kept.map((extension) => extension.toDER())));
  });
  return der(TAG.sequence, der(TAG.sequence, ...fields), subs[1]!.toDER(), subs[2]!.toDER());
}
