import { createHash, verify } from 'node:crypto';
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ed25519ph } from '@noble/curves/ed25519.js';
import { afterAll, describe, expect, it } from 'vitest';
import { createHasher } from '../../../../electron/core/hash/hasher.ts';
import { generatePrivateKey } from '../../../../electron/core/sigstore/cosign-key/private-key.ts';
import { schemeOf } from '../../../../electron/core/sigstore/cosign-key/scheme.ts';
import { signArtifact } from '../../../../electron/core/sigstore/cosign-key/sign-artifact.ts';
import { hashWorker } from '../../../bundle.ts';

const folder = mkdtempSync(join(tmpdir(), 'sign-artifact-'));
const path = join(folder, 'app.tar');
const content = Buffer.alloc(700_000, 'release ');
writeFileSync(path, content);
const hasher = createHasher({ worker: hashWorker(), threads: 1 });
const read = () => hasher.read(path, [{ algorithm: 'sha256' }, { algorithm: 'sha384' }, { algorithm: 'sha512' }]);
afterAll(async () => {
  await hasher.close();
  rmSync(folder, { recursive: true });
});

describe('signing what was read', () => {
  it.each([
    ['p256', 'sha256'],
    ['p384', 'sha384'],
    ['p521', 'sha512'],
    ['rsa2048', 'sha256'],
    ['rsa3072', 'sha256'],
    ['rsa4096', 'sha256'],
  ] as const)('with %s is over %s, and the platform verifies it over the whole file', async (algorithm, over) => {
    const key = await generatePrivateKey(algorithm);
    const reading = await read();
    for (const logged of [false, true]) {
      const scheme = schemeOf(key.public.algorithm, logged);
      expect(scheme.over).toBe(over);
      const signature = await signArtifact(key, scheme, reading);
      expect(verify(over, content, key.public.key, signature)).toBe(true);
      expect(verify(over, Buffer.from('another'), key.public.key, signature)).toBe(false);
    }
    reading.close();
  });

  it('with Ed25519 is over the file itself, or where it is to be logged over its SHA-512', async () => {
    const key = await generatePrivateKey('ed25519');
    const reading = await read();
    const pure = await signArtifact(key, schemeOf('Ed25519', false), reading);
    expect(verify(null, content, key.public.key, pure)).toBe(true);
    const prehashed = await signArtifact(key, schemeOf('Ed25519', true), reading);
    const raw = Buffer.from(key.public.key.export({ format: 'jwk' }).x!, 'base64url');
    expect(ed25519ph.verify(prehashed, content, raw)).toBe(true);
    expect(verify(null, content, key.public.key, prehashed)).toBe(false);
    reading.close();
  });

  it('with Ed25519 never signs a file that is not the one that was read', async () => {
    const key = await generatePrivateKey('ed25519');
    const reading = await read();
    appendFileSync(path, 'more');
    const signed = signArtifact(key, schemeOf('Ed25519', false), reading);
    await expect(signed).rejects.toMatchObject({ code: 'changed-while-read' });
    reading.close();
    writeFileSync(path, content);
  });

  it('ends when it is cancelled', async () => {
    const key = await generatePrivateKey('ed25519');
    const reading = await read();
    const signed = signArtifact(key, schemeOf('Ed25519', false), reading, AbortSignal.abort());
    await expect(signed).rejects.toMatchObject({ name: 'AbortError' });
    reading.close();
  });

  it('with any other kind is refused', () => {
    for (const algorithm of ['RSA 1024', 'RSA 8192', 'Ed448', 'toString', ''])
      expect(() => schemeOf(algorithm, false)).toThrow(expect.objectContaining({ code: 'unsupported' }) as Error);
  });

  it('hashes as it says', async () => {
    const reading = await read();
    expect(Buffer.from(await reading.digest({ algorithm: 'sha384' }))).toEqual(
      createHash('sha384').update(content).digest(),
    );
    reading.close();
  });
});
