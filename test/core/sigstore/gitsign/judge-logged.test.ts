import { createHash, sign } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { judgeLogged, type AskLog } from '../../../../electron/core/sigstore/gitsign/judge-logged.ts';
import type { GitsignFinding } from '../../../../electron/core/sigstore/gitsign/judge.ts';
import { openGitLogs } from '../../../../electron/core/verify/git-logs.ts';
import { readTrustedRoot } from '../../../../electron/core/sigstore/trusted-root.ts';
import { IDENTITY, newInstance, newKey, type EntryJson, type Instance } from '../forge.ts';
import { startHttpService, type HttpService } from '../services/http-service.ts';
import { gitsign } from './forge.ts';

const PAYLOAD = Buffer.from('tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904\n\nmessage\n');
const NAME = 'c0ffee'.padEnd(40, '0');

/** A log on loopback that answers as Rekor's first version does, with the entries that a test put there. */
let instance: Instance;
let service: HttpService;
let entries: EntryJson[];
let answer: (path: string) => { status: number; body: string };
beforeAll(async () => {
  instance = await newInstance();
  service = await startHttpService((request, response) => {
    const { status, body } = answer(request.url ?? '');
    response.writeHead(status, { 'content-type': 'application/json' }).end(body);
  });
});
afterAll(() => service.close());
beforeEach(() => {
  entries = [];
  service.seen.length = 0;
  answer = (path) => {
    const name = (n: number) => String(n).padStart(64, '0');
    if (path === '/api/v1/index/retrieve') return { status: 200, body: JSON.stringify(entries.map((_, n) => name(n))) };
    const [, found] = /^\/api\/v1\/log\/entries\/(\d{64})$/.exec(path) ?? [];
    const entry = entries[Number(found)];
    if (entry === undefined) return { status: 404, body: '{}' };
    return { status: 200, body: JSON.stringify({ [found ?? '']: asRekor(entry) }) };
  };
});

function asRekor(entry: EntryJson): object {
  const hex = (base64: string) => Buffer.from(base64, 'base64').toString('hex');
  const proof = entry.inclusionProof!;
  return {
    body: entry.canonicalizedBody,
    integratedTime: Number(entry.integratedTime),
    logID: hex(entry.logId.keyId),
    logIndex: Number(entry.logIndex),
    verification: {
      signedEntryTimestamp: entry.inclusionPromise!.signedEntryTimestamp,
      inclusionProof: {
        logIndex: Number(proof.logIndex),
        rootHash: hex(proof.rootHash),
        treeSize: Number(proof.treeSize),
        hashes: proof.hashes.map(hex),
        checkpoint: proof.checkpoint!.envelope,
      },
    },
  };
}

/** What gitsign puts into the log online: another signature by the same key, over the object's name. */
async function logName(name: string, key: ReturnType<typeof newKey>, certificate: Buffer): Promise<EntryJson> {
  const lines = certificate.toString('base64').replace(/.{64}(?=.)/g, '$&\n');
  const pem = `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`;
  const content = sign('sha256', Buffer.from(name), key.privateKey).toString('base64');
  return instance.log({
    apiVersion: '0.0.1',
    kind: 'hashedrekord',
    spec: {
      data: { hash: { algorithm: 'sha256', value: createHash('sha256').update(name).digest('hex') } },
      signature: { content, publicKey: { content: Buffer.from(pem).toString('base64') } },
    },
  });
}

async function signer() {
  const key = newKey();
  return { key, certificate: await instance.certify(key.publicKey) };
}

async function judge(
  signature: Buffer,
  { payload = PAYLOAD, offline = false, called = NAME } = {},
): Promise<GitsignFinding['finding']> {
  const root = readTrustedRoot(Buffer.from(JSON.stringify(instance.trustedRoot())));
  if (root.kind === 'refused') throw new Error(root.reason.detail);
  const logs = openGitLogs({ offline: () => offline, attempts: 1 }, undefined);
  // The log's checkpoint bears its name, so that the trusted root cannot have the test's address.
  const ask: AskLog = (address, der) => {
    expect(address).toBe('https://log.example.org');
    return logs.ask(service.url.origin, der);
  };
  try {
    const roots = [{ instance: 'public-good', material: root.material }];
    const by = { roots, keys: [], now: new Date() };
    return (await judgeLogged(signature, payload, called, ask, by)).finding;
  } finally {
    logs.close();
  }
}

const lookup = ({ checks }: GitsignFinding['finding']) => checks.find(({ check }) => check === 'log-lookup');

describe('a signature of a tag or commit that carries no log entry', () => {
  it('is good where the log has the object’s name by the same key', async () => {
    const { key, certificate } = await signer();
    const signature = await gitsign(instance, PAYLOAD, { key, certificate, log: false });
    entries = [await logName('another', key, certificate), await logName(NAME, key, certificate)];
    const found = await judge(signature);
    expect(found).toMatchObject({ result: 'good', notes: [], dateProvenBy: 'log', signer: { identity: IDENTITY } });
    expect(found.entryElsewhere).toBeUndefined();
    expect(lookup(found)).toMatchObject({ outcome: 'passed' });
    expect(found.checks.filter(({ check }) => check === 'signature')).toHaveLength(1);
  });

  it('is good where the log has this very signature', async () => {
    const signature = await gitsign(instance, PAYLOAD, { log: 'apart', changeEntry: (entry) => entries.push(entry) });
    expect(await judge(signature)).toMatchObject({ result: 'good', notes: [], dateProvenBy: 'log' });
  });

  it('stays as it is where the log has nothing of it, or only of another object', async () => {
    const { key, certificate } = await signer();
    const signature = await gitsign(instance, PAYLOAD, { key, certificate, log: false });
    for (const there of [[], [await logName('d'.repeat(40), key, certificate)]]) {
      entries = there;
      const found = await judge(signature);
      expect(found).toMatchObject({ result: 'bad', notes: ['no-trusted-time'], entryElsewhere: {} });
      expect(lookup(found)).toMatchObject({ outcome: 'not-made' });
    }
  });

  it('is made no better by an entry of another certificate, or one that the log did not sign', async () => {
    const { key, certificate } = await signer();
    const signature = await gitsign(instance, PAYLOAD, { key, certificate, log: false });
    const other = await signer();
    const forged = await logName(NAME, key, certificate);
    const dated = { ...forged, integratedTime: String(Number(forged.integratedTime) - 60) };
    const unproven = {
      ...forged,
      inclusionProof: { ...forged.inclusionProof!, rootHash: Buffer.alloc(32).toString('base64') },
    };
    for (const entry of [
      await logName(NAME, other.key, other.certificate),
      await logName(NAME, other.key, certificate).catch(() => dated),
      dated,
      unproven,
    ]) {
      entries = [entry];
      expect(await judge(signature)).toMatchObject({ result: 'bad', notes: ['no-trusted-time'], entryElsewhere: {} });
    }
  });

  it('is not looked up where it does not fit, or where it carries its entry', async () => {
    const { key, certificate } = await signer();
    const signature = await gitsign(instance, PAYLOAD, { key, certificate, log: false });
    entries = [await logName(NAME, key, certificate)];
    expect(await judge(signature, { payload: Buffer.from('other') })).toMatchObject({ result: 'bad', notes: [] });
    expect(await judge(await gitsign(instance, PAYLOAD))).toMatchObject({ result: 'good' });
    expect(service.seen).toEqual([]);
  });

  it('stays as it is offline, and where the log is broken or answers with rubbish', async () => {
    const { key, certificate } = await signer();
    const signature = await gitsign(instance, PAYLOAD, { key, certificate, log: false });
    const stays = { result: 'bad', notes: ['no-trusted-time'], entryElsewhere: {} };
    expect(await judge(signature, { offline: true })).toMatchObject(stays);
    expect(service.seen).toEqual([]);
    for (const [status, body] of [
      [404, '{}'],
      [200, '<html>'],
      [200, '{}'],
      [200, '["../../../etc"]'],
      [200, JSON.stringify(['0'.repeat(64)])],
    ] as const) {
      answer = () => ({ status, body });
      const found = await judge(signature);
      expect(found).toMatchObject(stays);
      expect(lookup(found)).toMatchObject({ outcome: 'not-made' });
    }
  });

  it('says where a log cannot be searched at all, as those of Rekor’s second version', async () => {
    const { key, certificate } = await signer();
    const signature = await gitsign(instance, PAYLOAD, { key, certificate, log: false });
    for (const status of [404, 405, 501]) {
      answer = () => ({ status, body: '{"message":"Not Found"}' });
      const found = await judge(signature);
      expect(found).toMatchObject({ result: 'bad', notes: ['no-trusted-time'], entryElsewhere: {} });
      expect(lookup(found)?.says?.key).toBe('logHasNoSearch');
    }
    answer = () => ({ status: 403, body: '{}' });
    expect(lookup(await judge(signature))?.says?.key).toBe('logNotAsked');
  });
});
