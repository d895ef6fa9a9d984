import { createHash, sign } from 'node:crypto';
import { Agent } from 'node:https';
import { connect } from 'node:net';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { openServices } from '../../../electron/core/open-services.ts';
import type { GitCheck } from '../../../electron/core/verify/git-service.ts';
import { makeRepo } from '../git/git-repo.ts';
import { newInstance, newKey } from '../sigstore/forge.ts';
import { gitsign } from '../sigstore/gitsign/forge.ts';
import { startHttpService } from '../sigstore/services/http-service.ts';

/** From the request to the log and back: whether the log is asked is the user's word, and nobody else's. */
const folder = mkdtempSync(join(tmpdir(), 'countersign-logs-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a commit whose signature carries no log entry', () => {
  it('is looked up in the log where somebody asked for that, and not offline', async () => {
    const instance = await newInstance();
    const repo = makeRepo({ path: mkdtempSync(join(folder, 'repo-')) });
    const key = newKey();
    const certificate = await instance.certify(key.publicKey);
    const now = Math.floor(Date.now() / 1000);
    const who = `Ada <ada@example.org> ${now} +0000`;
    const head = `tree ${repo.git(['mktree'], '')}\nauthor ${who}\ncommitter ${who}\n`;
    const signature = await gitsign(instance, Buffer.from(`${head}\nText\n`), { key, certificate, log: false });
    const inHeader = signature.toString().trimEnd().replaceAll('\n', '\n ');
    const commit = repo.write('commit', `${head}gpgsig ${inHeader}\n\nText\n`);
    repo.git(['update-ref', 'refs/heads/main', commit]);
    const pem = `-----BEGIN CERTIFICATE-----\n${certificate.toString('base64').replace(/.{64}(?=.)/g, '$&\n')}\n-----END CERTIFICATE-----\n`;
    const entry = await instance.log({
      apiVersion: '0.0.1',
      kind: 'hashedrekord',
      spec: {
        data: { hash: { algorithm: 'sha256', value: createHash('sha256').update(commit).digest('hex') } },
        signature: {
          content: sign('sha256', Buffer.from(commit), key.privateKey).toString('base64'),
          publicKey: { content: Buffer.from(pem).toString('base64') },
        },
      },
    });
    const hex = (base64: string) => Buffer.from(base64, 'base64').toString('hex');
    const proof = entry.inclusionProof!;
    const name = 'a'.repeat(64);
    const told = {
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
    const log = await startHttpService((request, response) => {
      response.end(JSON.stringify(request.method === 'POST' ? [name] : { [name]: told }));
    });
    // The log's own name, without its TLS.
    const agent = new Agent();
    agent.createConnection = () => connect(Number(log.url.port), '127.0.0.1');
    const trustedRoot = join(folder, 'trusted_root.json');
    writeFileSync(trustedRoot, JSON.stringify(instance.trustedRoot()));
    const check = async (offline: boolean, ...asks: boolean[]): Promise<GitCheck | undefined> => {
      const services = await openServices({
        home: mkdtempSync(join(folder, 'home-')),
        clock: () => new Date(),
        hashWorker: pathToFileURL('electron/core/hash/hash-worker.ts'),
        offline,
        transport: { agent, attempts: 1 },
        env: { ...process.env, GNUPGHOME: join(folder, 'no-gnupg') },
      });
      const found: GitCheck[] = [];
      for (const askLog of asks) {
        const request = { repository: repo.path, what: { commits: { all: true } as const }, trustedRoot, askLog };
        for await (const one of services.git.verify(request, {})) found.push(one);
      }
      await services.close();
      return found.at(-1);
    };
    try {
      expect(await check(false, false)).toMatchObject({ letter: 'E', verdict: 'incomplete' });
      expect(await check(true, true)).toMatchObject({ letter: 'E', verdict: 'incomplete' });
      expect(log.seen).toEqual([]);
      expect(await check(false, true)).toMatchObject({ letter: 'G', verdict: 'untrusted' });
      expect(log.seen).toEqual(['POST /api/v1/index/retrieve', `GET /api/v1/log/entries/${name}`]);
      // Who was told once is told so again for as long as the program runs, without another question.
      expect(await check(false, true, false)).toMatchObject({ letter: 'G', verdict: 'untrusted' });
      expect(log.seen).toHaveLength(4);
    } finally {
      agent.destroy();
      await log.close();
    }
  });
});
