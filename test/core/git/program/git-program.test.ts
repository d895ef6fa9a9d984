import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openServices } from '../../../../electron/core/open-services.ts';
import type { Services } from '../../../../electron/core/services.ts';

/** What git hands to a program: signed with a key of the app, and judged. */
let folder: string;
let services: Services;
let ada: string;
const PAYLOAD = Buffer.from(
  'tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904\ncommitter Ada <ada@example.org> 1790000000 +0200\n\nOne\n',
);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'countersign-program-'));
  services = await openServices({
    home: folder,
    clock: () => new Date(),
    hashWorker: 'not-needed.mjs',
    offline: true,
    askStorePassphrase: () => Promise.resolve('canary passphrase'),
    env: { PATH: '' },
  });
  ({ fingerprint: ada } = await services.keys.generate({
    name: 'Ada',
    email: 'ada@example.org',
    algorithm: 'ed25519',
    validity: '2y',
  }));
});
afterAll(async () => {
  await services.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('gitProgram', () => {
  it('signs, and finds its own signature good and the user’s own', async () => {
    const made = await services.gitProgram.sign(PAYLOAD, 'ada@example.org');
    expect(made).toMatchObject({
      primary: ada,
      armored: expect.stringContaining('-----BEGIN PGP SIGNATURE-----') as unknown,
    });
    const signature = Buffer.from(made.armored);
    const judged = await services.gitProgram.judge({ payload: PAYLOAD, signature });
    expect(judged).toMatchObject({ form: 'openpgp', letter: 'G', isTrusted: true });
  });

  it('finds another payload, and what is no signature, not good', async () => {
    const signature = Buffer.from((await services.gitProgram.sign(PAYLOAD, ada)).armored);
    const changed = Buffer.concat([PAYLOAD, Buffer.from(' ')]);
    expect(await services.gitProgram.judge({ payload: changed, signature })).toMatchObject({ letter: 'B' });
    for (const bytes of ['', 'nothing', '-----BEGIN PGP SIGNATURE-----\n\nAAAA\n-----END PGP SIGNATURE-----\n'])
      expect((await services.gitProgram.judge({ payload: PAYLOAD, signature: Buffer.from(bytes) })).letter).toBe('E');
    // Text in front of it would be read by nobody else.
    const behind = Buffer.concat([Buffer.from('x\n'), signature]);
    expect((await services.gitProgram.judge({ payload: PAYLOAD, signature: behind })).letter).toBe('E');
  });

  it('trusts a pinned key for the publisher who is named, and for nobody else', async () => {
    const { fingerprint: bob } = await services.keys.generate({
      name: 'Bob',
      email: 'bob@example.org',
      algorithm: 'ed25519',
      validity: '2y',
    });
    const signature = Buffer.from((await services.gitProgram.sign(PAYLOAD, bob)).armored);
    // Of a key that is somebody else's, only the certificate is here.
    const certificate = await services.keys.exportPublic(bob, 'binary');
    await services.keys.delete(bob);
    expect((await services.gitProgram.judge({ payload: PAYLOAD, signature })).letter).toBe('E');
    await services.keys.import(certificate, {});
    expect((await services.gitProgram.judge({ payload: PAYLOAD, signature })).letter).toBe('U');
    for (const name of ['Bobs', 'Others']) await services.publishers.add(name);
    await services.publishers.pin('Bobs', { fingerprint: bob }, { how: 'pasted', at: new Date().toISOString() });
    const by = async (publisher: string) =>
      (await services.gitProgram.judge({ payload: PAYLOAD, signature, publisher })).letter;
    expect([await by('Bobs'), await by('Others')]).toEqual(['G', 'U']);
    expect((await services.gitProgram.judge({ payload: PAYLOAD, signature })).letter).toBe('U');
  });

  it('refuses to sign with a key that is not here or of another kind', async () => {
    const cosign = await services.keys.generateCosign({ algorithm: 'p256', name: 'Release' });
    for (const [key, code] of [
      ['eve@example.org', 'key-not-found'],
      ['', 'key-not-found'],
      ['ABCD', 'key-not-found'],
      [cosign.id, 'unsupported'],
    ] as const)
      await expect(services.gitProgram.sign(PAYLOAD, key)).rejects.toMatchObject({ code });
  });
});
