import { randomBytes } from 'node:crypto';
import { initializeTSA, tsaHandler } from '@sigstore/mock';
import { alone, der, parseDer, TAG, viewed } from './der.ts';
import type { Forgeries } from './faults.ts';
import { newKeyPair } from './keys.ts';
import { refuse, type Answer, type Handler } from './serve.ts';

type MockTsa = Awaited<ReturnType<typeof initializeTSA>>;
type TimestampQuery = Parameters<MockTsa['timestamp']>[0];
type Forgery = Forgeries['timestamp'] | null;

const REPLY = { 'content-type': 'application/timestamp-reply' };
const POLICY = '1.3.6.1.4.1.57264.2';
/** PKIStatusInfo with "rejection", and no token. */
const REFUSAL = der(TAG.sequence, der(TAG.sequence, der(TAG.integer, Buffer.from([2]))));

/** The part of the mock that its types do not show: the text of a timestamp, with fields of pkijs. */
interface InnerTsa {
  tstInfo(query: TimestampQuery): { nonce?: { constructor: new (from: object) => never }; serialNumber: object };
  getCurrentTime: () => Date;
}

/** A timestamp authority without its wire. */
export interface TimestampAuthority {
  /** Signer first, root last; DER. */
  chain: Buffer[];
  reply(query: Query, forge: Forgery): Promise<Buffer>;
}

/** A query of RFC 3161; the nonce as the bytes of its DER integer. */
interface Query {
  query: TimestampQuery;
  nonce: Buffer | null;
}

/** Starts an authority over the mock's, which gives every nonce back whatever its size. */
export async function newTimestampAuthority(): Promise<TimestampAuthority> {
  const honest = await initializeTSA(newKeyPair());
  const stranger = await initializeTSA(newKeyPair());
  return {
    chain: [viewed(honest.intCertificate), viewed(honest.rootCertificate)],
    async reply({ query, nonce }, forge) {
      if (forge === 'refused') return REFUSAL;
      const asked = forge === 'digest' ? { ...query, artifactHash: randomBytes(query.artifactHash.byteLength) } : query;
      const given = forge === 'nonce' ? randomBytes(8) : nonce;
      const tsa = prepare(forge === 'key' ? stranger : honest, given, forge === 'time');
      return viewed(await tsa.timestamp({ ...asked, artifactHash: alone(asked.artifactHash) }));
    },
  };
}

/** The mock for one answer: with this nonce or none, a serial number of its own, and now or a year ago. */
function prepare(tsa: MockTsa, nonce: Buffer | null, yearAgo: boolean): MockTsa {
  const one = Object.create(tsa) as MockTsa & InnerTsa;
  // Whole seconds, as the real one gives: the mock writes five milliseconds as half a second.
  const seconds = Math.floor(Date.now() / 1000) - (yearAgo ? 365 * 24 * 3600 : 0);
  one.getCurrentTime = () => new Date(seconds * 1000);
  one.tstInfo = (query) => {
    const info = (Object.getPrototypeOf(tsa) as InnerTsa).tstInfo.call(one, query);
    const Integer = info.nonce!.constructor;
    const serial = randomBytes(16);
    serial[0] = (serial[0]! & 0x3f) | 0x40;
    info.serialNumber = new Integer({ valueHex: alone(serial).buffer });
    if (nonce === null) delete info.nonce;
    else info.nonce = new Integer({ valueHex: alone(nonce).buffer });
    return info;
  };
  return one;
}

/** The wire of a timestamp authority: RFC 3161's own queries, and the JSON of Sigstore's. */
export function timestampHandler(authority: TimestampAuthority): Handler {
  return async ({ method, path, body, headers }, forge) => {
    if (method !== 'POST' || path !== '/api/v1/timestamp') return refuse(404, 'no such path');
    try {
      const isJson = headers['content-type']?.startsWith('application/json') === true;
      const query = isJson ? await readJson(body.toString()) : readQuery(body);
      return { status: 201, headers: REPLY, body: await authority.reply(query, forge as Forgery) } satisfies Answer;
    } catch (error) {
      return refuse(400, `could not read the query: ${String(error)}`);
    }
  };
}

/** Reads the JSON form as the mock's handler does. */
async function readJson(text: string): Promise<Query> {
  let seen: TimestampQuery | undefined;
  const catcher = { timestamp: (query: TimestampQuery) => Promise.resolve(((seen = query), Buffer.alloc(0))) };
  const { response } = await tsaHandler(catcher as unknown as MockTsa).fn(text);
  if (seen === undefined) throw new Error(typeof response === 'string' ? response : 'no query');
  const { nonce } = JSON.parse(text) as { nonce?: number };
  return { query: seen, nonce: nonce === undefined ? null : integerBytes(nonce) };
}

/** The DER bytes of a positive whole number. */
function integerBytes(value: number): Buffer {
  const hex = value.toString(16);
  const bytes = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
  return bytes[0]! >= 0x80 ? Buffer.concat([Buffer.from([0]), bytes]) : bytes;
}

/** Reads RFC 3161's TimeStampReq: version, imprint, and policy, nonce and certReq where they are. */
function readQuery(body: Buffer): Query {
  const [version, imprint, ...rest] = parseDer(body).subs;
  if (version?.tag.number !== TAG.integer || imprint === undefined) throw new Error('no timestamp query');
  const digest = imprint.subs[1]!.value;
  const nonce = rest.find((one) => one.tag.number === TAG.integer);
  return {
    query: {
      artifactHash: alone(digest),
      hashAlgorithmOID: imprint.subs[0]!.subs[0]!.toOID(),
      nonce: 1,
      policyOID: rest.find((one) => one.tag.isOID())?.toOID() ?? POLICY,
      certReq: rest.some((one) => one.tag.isBoolean() && one.toBoolean()),
    },
    nonce: nonce === undefined ? null : Buffer.from(nonce.value),
  };
}
