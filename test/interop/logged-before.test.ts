import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PublicKeyDetails } from '@sigstore/protobuf-specs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTransport } from '../../electron/core/sigstore/services/transport.ts';
import { witness, type Witnessed } from '../../electron/core/sigstore/services/witness.ts';
import { readSigningConfig } from '../../electron/core/sigstore/signing-config.ts';
import { readTrustedRoot } from '../../electron/core/sigstore/trusted-root.ts';
import { inParallel } from '../../electron/core/util/in-parallel.ts';
import { newKeyPair, spkiOf } from '../lab/keys.ts';
import { serve, type Served } from '../lab/serve.ts';
import { signingConfigOf, trustedRootOf } from '../lab/trust-files.ts';
import { freePorts, type Running } from './programs.ts';
import { checkpointKeyId, startRekor } from './servers.ts';

/**
 * The real log of the second version answers a second time with 409 and the entry's number, and shows its tree by tiles, which a web server
 * before it gives out of its folder (its makers' own compose file has one).
 */
const OPERATOR = 'interop.example';
const logKey = generateKeyPairSync('ed25519');
const key = newKeyPair();
let folder: string;
let log: Running;
let front: Served;
/** An older state that the web server goes on showing, when the tiles that were not full then are gone. */
let stale: Buffer | undefined;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cs-logged-'));
  log = await startRekor(folder, logKey.privateKey, await freePorts(3), ['--persistent-antispam=true']);
  front = await serve(() => async ({ method, path, headers, body }) => {
    if (method === 'POST') {
      const type = headers['content-type'] ?? '';
      const sent = { method, headers: { 'content-type': type, accept: 'application/json' }, body: Buffer.from(body) };
      const answer = await fetch(log.url + path, sent);
      const index = answer.headers.get('x-log-index');
      return {
        status: answer.status,
        headers: { 'content-type': 'application/json', ...(index === null ? {} : { 'x-log-index': index }) },
        body: await answer.text(),
      };
    }
    const name = /^\/api\/v2\/(checkpoint|tile\/[\w./]+)$/.exec(path)?.[1];
    try {
      if (name === undefined || name.includes('..')) throw new Error('no such path');
      if (name === 'checkpoint' && stale !== undefined) return { status: 200, body: stale };
      const isGone = stale !== undefined && name.includes('.p/') && existsSync(stored(name.replace(/\.p\/\d+$/, '')));
      if (isGone) throw new Error('dropped');
      return { status: 200, body: readFileSync(stored(name)) };
    } catch {
      return { status: 404, body: 'not found' };
    }
  });
});
afterAll(async () => {
  await front.close();
  await log.stop();
  rmSync(folder, { recursive: true, force: true });
});

const stored = (name: string): string => join(folder, 'rekor', name);
const signatureOver = (text: string) => ({
  digest: { algorithm: 'sha256' as const, bytes: createHash('sha256').update(text).digest() },
  signature: sign('sha256', Buffer.from(text), key.privateKey),
  verifier: {
    kind: 'public-key' as const,
    der: spkiOf(key.publicKey),
    keyDetails: PublicKeyDetails.PKIX_ECDSA_P256_SHA_256,
  },
});

/** Has a signature logged by the log at an address; each answer is checked as a stranger's. */
async function logged(signed: ReturnType<typeof signatureOver>, url = front.url): Promise<Witnessed> {
  const root = trustedRootOf({
    logs: [
      {
        url,
        publicKey: spkiOf(logKey.publicKey),
        keyDetails: PublicKeyDetails.PKIX_ED25519,
        logId: checkpointKeyId('127.0.0.1', logKey.publicKey),
        operator: OPERATOR,
      },
    ],
    ctLogs: [],
    authorities: [],
    timestampAuthorities: [],
  });
  const trust = readTrustedRoot(Buffer.from(JSON.stringify(root)));
  if (trust.kind === 'refused') throw new Error(trust.reason.detail);
  const logs = [{ url, version: 2, operator: OPERATOR }];
  const written = signingConfigOf({ authorities: [], providers: [], logs, timestampAuthorities: [] });
  const config = readSigningConfig(Buffer.from(JSON.stringify(written)));
  const transport = openTransport({ offline: () => false, backoffMs: 1, attempts: 2 });
  try {
    const services = { config, trust: trust.material, transport, clock: () => new Date() };
    return await witness(signed, services, { log: true, timestamp: false });
  } finally {
    transport.close();
  }
}

describe('a signature that is in the log already', () => {
  it('is found there, alone and in a tree of several tiles, and the proof holds', async () => {
    const alone = signatureOver('alone');
    const first = await logged(alone);
    const again = await logged(alone);
    expect(front.seen.map(({ method, path }) => `${method} ${path}`).slice(2)).toContain('GET /api/v2/checkpoint');
    expect(again.notLogged).toBeUndefined();
    expect(again.tlogEntries[0]).toMatchObject({ logIndex: first.tlogEntries[0]!.logIndex });

    const many = Array.from({ length: 300 }, (_, n) => signatureOver(`file ${n}`));
    const logAll = async (some: readonly ReturnType<typeof signatureOver>[]): Promise<string[]> => {
      const indexes: string[] = [];
      for await (const { tlogEntries } of inParallel(some, 100, (signed) => logged(signed)))
        indexes.push(tlogEntries[0]!.logIndex);
      return indexes;
    };
    const before = await logAll(many.slice(0, 100));
    const older = readFileSync(stored('checkpoint'));
    const after = await logAll(many.slice(100));
    expect(new Set([...before, ...after]).size).toBe(300);
    const sizeOf = async (signed: ReturnType<typeof signatureOver>) => {
      const { tlogEntries, notLogged } = await logged(signed);
      return tlogEntries[0]?.inclusionProof?.treeSize ?? notLogged?.code;
    };
    for (const signed of [alone, many[0]!, many[150]!, many[299]!]) expect(await sizeOf(signed)).toBe('301');
    stale = older;
    for (const signed of [alone, many[0]!, many[99]!]) expect(await sizeOf(signed)).toBe('101');
    expect(await sizeOf(many[299]!)).toBe('already-logged');
    stale = undefined;
  });

  it('cannot be shown where the log shows no tree', async () => {
    const signed = signatureOver('unshown');
    expect((await logged(signed, log.url)).tlogEntries).toHaveLength(1);
    expect((await logged(signed, log.url)).notLogged?.code).toBe('already-logged');
  });
});
