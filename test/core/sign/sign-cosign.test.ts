import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openHeldKey } from '../../../electron/core/sign/held-key.ts';
import type { SignOptions } from '../../../shared/model/sign.ts';
import { openWorld, type World } from '../../support/world.ts';

let world: World;
let own: string;
let cosign: string;
let second: string;

beforeAll(async () => {
  world = await openWorld();
  const { keys } = world.services;
  own = (await keys.generate({ name: 'Rel', email: 'rel@example.org', algorithm: 'ed25519', validity: '2y' })).id;
  cosign = (await keys.generateCosign({ name: 'Release key', algorithm: 'p256' })).id;
  second = (await keys.generateCosign({ name: 'Second', algorithm: 'ed25519' })).id;
  const path = join(world.folder, 'k.asc');
  writeFileSync(path, await keys.exportPublic(own, 'armored'));
  world.gpg('--import', path);
});
afterAll(() => world.close());
beforeEach(() => {
  rmSync(world.folder, { recursive: true, force: true });
  mkdirSync(world.folder);
});

const SIGSTORE = { instance: 'public-good', log: false, timestamp: false } as const;
const MANIFEST = { name: 'SHA256SUMS', algorithm: 'sha256', style: 'gnu' } as const;
const options = (over: Partial<SignOptions> = {}): SignOptions => ({
  keys: [cosign],
  signature: 'armored',
  manifest: null,
  sigstore: SIGSTORE,
  ...over,
});

async function signatureFits(bundle: string, artifact: string, id = cosign): Promise<boolean> {
  const key = createPublicKey(Buffer.from(await world.services.keys.exportPublic(id, 'armored')));
  const { messageSignature } = JSON.parse(readFileSync(bundle, 'utf8')) as { messageSignature: { signature: string } };
  const signature = Buffer.from(messageSignature.signature, 'base64');
  return verify(key.asymmetricKeyType === 'ed25519' ? null : 'sha256', readFileSync(artifact), key, signature);
}

describe('signing with a key of cosign’s kind', () => {
  it.each(['p256', 'ed25519'])('writes a bundle beside the file (%s)', async (kind) => {
    const id = kind === 'p256' ? cosign : second;
    const path = world.write('app.tar', Buffer.from([0, 1, 2, 255]));
    const receipt = await world.sign({ paths: [path], options: options({ keys: [id] }) });
    expect(receipt.failed).toEqual([]);
    expect(receipt.files).toMatchObject([
      {
        verified: true,
        outputs: [
          {
            path: `${path}.sigstore.json`,
            format: 'sigstore',
            signer: id.replace('cosign:', ''),
            logged: false,
            timestamped: false,
          },
        ],
      },
    ]);
    expect(readdirSync(world.folder)).toEqual(['app.tar', 'app.tar.sigstore.json']);
    expect(await signatureFits(`${path}.sigstore.json`, path, id)).toBe(true);
    writeFileSync(path, 'changed');
    expect(await signatureFits(`${path}.sigstore.json`, path, id)).toBe(false);
  });

  it('beside OpenPGP on the same files and their list', async () => {
    world.write('a.tar', 'a');
    const request = { paths: [world.folder], options: options({ keys: [cosign, own], manifest: MANIFEST }) };
    const plan = await world.services.sign.plan({ ...request, overwrite: false });
    const planned = plan.outputs.map(({ path, kind }) => [path.slice(world.folder.length + 1), kind]);
    expect(planned).toEqual([
      ['a.tar.asc', 'signature'],
      ['a.tar.sigstore.json', 'bundle'],
      ['SHA256SUMS', 'manifest'],
      ['SHA256SUMS.asc', 'signature'],
      ['SHA256SUMS.sigstore.json', 'bundle'],
    ]);
    const receipt = await world.sign(request);
    expect(receipt.failed).toEqual([]);
    expect(readdirSync(world.folder).sort()).toEqual(['a.tar', ...planned.map(([name]) => name!)].sort());
    for (const name of ['a.tar', 'SHA256SUMS']) {
      const path = join(world.folder, name);
      world.gpg('--verify', `${path}.asc`, path);
      expect(await signatureFits(`${path}.sigstore.json`, path)).toBe(true);
    }
    expect(receipt.signers.map(({ fingerprint }) => fingerprint)).toEqual([cosign.replace('cosign:', ''), own]);
  });

  it('in the clear where OpenPGP signs so, over the file all the same', async () => {
    const path = world.write('notes.txt', 'hello\n');
    const receipt = await world.sign({
      paths: [path],
      options: options({ keys: [own, cosign], signature: 'cleartext' }),
    });
    expect(receipt.failed).toEqual([]);
    world.gpg('--verify', `${path}.asc`);
    expect(await signatureFits(`${path}.sigstore.json`, path)).toBe(true);
    // A key of cosign's kind signs what is no text, too.
    const binary = world.write('x.bin', Buffer.from([0, 255]));
    expect((await world.sign({ paths: [binary], options: options({ signature: 'cleartext' }) })).failed).toEqual([]);
  });

  it('with cosign’s older output where that is asked for', async () => {
    const path = world.write('app.tar', 'release');
    await world.sign({ paths: [path], options: options({ sigstore: { ...SIGSTORE, olderOutputs: true } }) });
    expect(readdirSync(world.folder)).toEqual(['app.tar', 'app.tar.sig', 'app.tar.sigstore.json']);
    const key = createPublicKey(Buffer.from(await world.services.keys.exportPublic(cosign, 'armored')));
    const signature = Buffer.from(readFileSync(`${path}.sig`, 'utf8'), 'base64');
    expect(verify('sha256', Buffer.from('release'), key, signature)).toBe(true);
  });

  it('with a key out of a file, which is kept nowhere', async () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-384' });
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' });
    const held = (await openHeldKey(Buffer.from(pem), undefined, new Date()))!;
    expect(held.unprotected).toBe(true);
    const path = world.write('app.tar', 'release');
    const before = await world.services.keys.list();
    const receipt = await world.sign({
      paths: [path],
      options: options({ keys: [held.summary.id] }),
      heldKeys: [held],
    });
    expect(receipt.failed).toEqual([]);
    const { messageSignature } = JSON.parse(readFileSync(`${path}.sigstore.json`, 'utf8')) as {
      messageSignature: { signature: string; messageDigest: { algorithm: string } };
    };
    expect(messageSignature.messageDigest.algorithm).toBe('SHA2_384');
    const signature = Buffer.from(messageSignature.signature, 'base64');
    expect(verify('sha384', Buffer.from('release'), createPublicKey(privateKey), signature)).toBe(true);
    expect(await world.services.keys.list()).toEqual(before);
    expect(await openHeldKey(Buffer.from('hello'), undefined, new Date())).toBeNull();
  });
});

describe('what is refused before anything is signed', () => {
  it.each([
    ['two Sigstore keys', () => options({ keys: [cosign, second] })],
    [
      'two outputs called .sig',
      () => options({ keys: [own, cosign], signature: 'binary', sigstore: { ...SIGSTORE, olderOutputs: true } }),
    ],
  ] as const)('%s: two outputs with one name', async (_what, make) => {
    const path = world.write('app.tar', 'release');
    await expect(world.sign({ paths: [path], options: make() })).rejects.toMatchObject({ code: 'usage' });
    expect(readdirSync(world.folder)).toEqual(['app.tar']);
  });

  it('a bundle that is there', async () => {
    const path = world.write('app.tar', 'release');
    world.write('app.tar.sigstore.json', 'mine');
    await expect(world.sign({ paths: [path], options: options() })).rejects.toMatchObject({ code: 'already-exists' });
    expect(readFileSync(`${path}.sigstore.json`, 'utf8')).toBe('mine');
  });

  it('a place that is one of the files', async () => {
    const path = world.write('app.tar', 'release');
    const request = { paths: [path], options: options(), overwrite: true, places: { bundle: path } };
    await expect(world.sign(request)).rejects.toMatchObject({ code: 'usage' });
    expect(readFileSync(path, 'utf8')).toBe('release');
  });

  it('nothing is written where nobody agrees that a log is told', async () => {
    const path = world.write('app.tar', 'release');
    const sigstore = { ...SIGSTORE, log: null };
    const receipt = await world.sign({ paths: [path], options: options({ keys: [own, cosign], sigstore }) });
    expect(receipt).toMatchObject({ files: [], cancelled: true });
    expect([existsSync(`${path}.asc`), existsSync(`${path}.sigstore.json`)]).toEqual([false, false]);
  });
});
