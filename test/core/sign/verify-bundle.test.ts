import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHasher } from '../../../electron/core/hash/hasher.ts';
import type { Reading } from '../../../electron/core/hash/reading.ts';
import { verifyBundle } from '../../../electron/core/sign/verify-bundle.ts';
import { generatePrivateKey, type PrivateKey } from '../../../electron/core/sigstore/cosign-key/private-key.ts';
import { schemeOf } from '../../../electron/core/sigstore/cosign-key/scheme.ts';
import { signArtifact } from '../../../electron/core/sigstore/cosign-key/sign-artifact.ts';
import { keyHint, writeBundle } from '../../../electron/core/sigstore/write-bundle.ts';
import type { CosignAlgorithm } from '../../../shared/model/key.ts';
import { hashWorker } from '../../bundle.ts';

const folder = mkdtempSync(join(tmpdir(), 'verify-bundle-'));
const hasher = createHasher({ worker: hashWorker(), threads: 1 });
const now = new Date();
let reading: Reading;
let other: Reading;

beforeAll(async () => {
  reading = await read('app.tar', 'release');
  other = await read('malware', 'malware');
});
afterAll(async () => {
  reading.close();
  other.close();
  await hasher.close();
  rmSync(folder, { recursive: true });
});

async function read(name: string, content: string): Promise<Reading> {
  writeFileSync(join(folder, name), content);
  return hasher.read(join(folder, name), [{ algorithm: 'sha256' }, { algorithm: 'sha384' }, { algorithm: 'sha512' }]);
}

async function made(key: PrivateKey, logged = false, of = reading): Promise<Uint8Array> {
  const scheme = schemeOf(key.public.algorithm, logged);
  const algorithm = scheme.over === 'message' ? 'sha256' : scheme.over;
  return writeBundle({
    signature: await signArtifact(key, scheme, of),
    digest: { algorithm, bytes: await of.digest({ algorithm }) },
    verifier: { kind: 'key', hint: keyHint(key.public.fingerprint) },
    tlogEntries: [],
    timestamps: [],
  });
}

const NEITHER = { logged: false, timestamped: false };
const refused = { code: 'verify-after-sign' };

describe('a bundle that was made', () => {
  it.each(['p256', 'p384', 'p521', 'rsa2048', 'rsa3072', 'rsa4096', 'ed25519'] as const)(
    'with %s is good as what it is, and as nothing else',
    async (algorithm: CosignAlgorithm) => {
      const key = await generatePrivateKey(algorithm);
      const stranger = await generatePrivateKey(algorithm);
      const bundle = await made(key);
      await verifyBundle(bundle, NEITHER, key.public, reading, [], now);
      const wrong = [
        () => verifyBundle(bundle, NEITHER, key.public, other, [], now),
        () => verifyBundle(bundle, NEITHER, stranger.public, reading, [], now),
        () => verifyBundle(bundle, { ...NEITHER, logged: true }, key.public, reading, [], now),
        () => verifyBundle(bundle, { ...NEITHER, timestamped: true }, key.public, reading, [], now),
      ];
      for (const one of wrong) await expect(one()).rejects.toMatchObject(refused);
    },
  );

  it('with Ed25519 for a log, by its digest, is good too', async () => {
    const key = await generatePrivateKey('ed25519');
    await verifyBundle(await made(key, true), NEITHER, key.public, reading, [], now);
  });

  it('is refused where a byte of its signature, its digest or its form is another', async () => {
    const key = await generatePrivateKey('p256');
    const text = Buffer.from(await made(key)).toString();
    const altered = [
      text.replace(/"signature":"(.{20})./, (_all, kept: string) => `"signature":"${kept}_`),
      text.replace(/"digest":"[^"]+"/, `"digest":"${Buffer.alloc(32).toString('base64')}"`),
      text.replace('v0.3', 'v9.9'),
      text.slice(0, -1),
      '{}',
      '',
    ];
    for (const one of altered) {
      const verified = verifyBundle(new TextEncoder().encode(one), NEITHER, key.public, reading, [], now);
      await expect(verified).rejects.toMatchObject(refused);
    }
  });
});
