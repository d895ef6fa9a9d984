import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SignOptions } from '../../../shared/model/sign.ts';
import { openWorld, type World } from '../../support/world.ts';

let world: World;
let own: string;
let second: string;

beforeAll(async () => {
  world = await openWorld({ gnupgInServices: true });
  own = (
    await world.services.keys.generate({ name: 'Rel', email: 'rel@example.org', algorithm: 'ed25519', validity: '2y' })
  ).id;
  second = (
    await world.services.keys.generate({ name: 'Two', email: 'two@example.org', algorithm: 'ed25519', validity: '2y' })
  ).id;
  for (const id of [own, second]) {
    const path = join(world.folder, 'k.asc');
    writeFileSync(path, await world.services.keys.exportPublic(id, 'armored'));
    world.gpg('--import', path);
  }
});
afterAll(() => world.close());
beforeEach(() => {
  rmSync(world.folder, { recursive: true, force: true });
  mkdirSync(world.folder);
});

const options = (over: Partial<SignOptions> = {}): SignOptions => ({
  keys: [own],
  signature: 'armored',
  manifest: null,
  ...over,
});
const MANIFEST = { name: 'SHA256SUMS', algorithm: 'sha256', style: 'gnu' } as const;

/** gpg throws where the signature is not good. */
const gpgVerify = (...paths: string[]) => world.gpg('--verify', ...paths);

describe('what is signed verifies with gpg and sha256sum', () => {
  it.each([
    ['armored', '.asc'],
    ['binary', '.sig'],
  ] as const)('a detached %s signature', async (signature, ending) => {
    const path = world.write('app.tar', Buffer.from([0, 1, 2, 255]));
    const receipt = await world.sign({ paths: [path], options: options({ signature }) });
    expect(receipt.failed).toEqual([]);
    expect(receipt.files[0]).toMatchObject({ verified: true, outputs: [{ path: path + ending, signer: own }] });
    gpgVerify(path + ending, path);
    writeFileSync(path, 'changed');
    expect(() => gpgVerify(path + ending, path)).toThrow();
  });

  it('a cleartext signature of text, and of nothing else', async () => {
    const third = world.gpgKey('Clear <clear@example.org>');
    const texts = [
      '- a list\nFrom here\ntrailing  \nlast',
      'one line\n',
      'two\n\n',
      'dos\r\nlines\r\n',
      '\n',
      'ends in blanks  ',
    ];
    for (const [index, text] of texts.entries()) {
      const path = world.write(`notes-${index}.txt`, text);
      const receipt = await world.sign({
        paths: [path],
        options: options({ signature: 'cleartext', keys: [own, `gpg:${third}`] }),
      });
      expect(receipt.failed).toEqual([]);
      gpgVerify(`${path}.asc`);
    }
    expect(readFileSync(join(world.folder, 'notes-0.txt.asc'), 'utf8')).toContain('- - a list');
    const binary = world.write('x.bin', Buffer.from([0, 255]));
    const receipt = await world.sign({ paths: [binary], options: options({ signature: 'cleartext' }) });
    expect(receipt.failed).toMatchObject([{ code: 'unsupported' }]);
    expect(existsSync(`${binary}.asc`)).toBe(false);
  });

  it('several signers in one file, one of them GnuPG’s', async () => {
    const third = world.gpgKey('Third <third@example.org>');
    const path = world.write('app.tar', 'release');
    const receipt = await world.sign({ paths: [path], options: options({ keys: [own, second, `gpg:${third}`] }) });
    expect(receipt.failed).toEqual([]);
    const status = world.gpg('--status-fd', '1', '--verify', `${path}.asc`, path);
    expect(status.match(/VALIDSIG/g)).toHaveLength(3);
    expect(readdirSync(world.folder).sort()).toEqual(['app.tar', 'app.tar.asc']);
  });

  it.each(['gnu', 'bsd'] as const)('a %s manifest of a folder with its signature', async (style) => {
    world.write('a.tar', 'a');
    world.write('sub/b c.tar', 'b');
    world.write('sub/new\nline', 'n');
    world.write('.hidden', 'h');
    world.write('a.tar.asc', 'old');
    world.write('SHA512SUMS', 'old');
    const plan = await world.services.sign.plan({
      paths: [world.folder],
      options: options({ signature: 'none', manifest: { ...MANIFEST, style } }),
      overwrite: false,
    });
    expect(Object.fromEntries(plan.files.map((file) => [file.relative, file.leftOut]))).toEqual({
      'a.tar': undefined,
      'sub/b c.tar': undefined,
      'sub/new\nline': undefined,
      '.hidden': 'hidden',
      'a.tar.asc': 'signature',
      SHA512SUMS: 'manifest',
    });
    expect(plan.outputs.map((output) => [output.path, output.exists])).toEqual([
      [join(world.folder, 'SHA256SUMS'), false],
      [join(world.folder, 'SHA256SUMS.asc'), false],
    ]);
    const receipt = await world.sign({
      paths: [world.folder],
      options: options({ signature: 'none', manifest: { ...MANIFEST, style } }),
    });
    expect(receipt.failed).toEqual([]);
    gpgVerify(join(world.folder, 'SHA256SUMS.asc'), join(world.folder, 'SHA256SUMS'));
    const checked = execFileSync('sha256sum', ['--check', '--strict', 'SHA256SUMS'], {
      cwd: world.folder,
      encoding: 'utf8',
    });
    expect(checked.match(/: OK/g)).toHaveLength(3);
    expect(receipt.instructions).toContain('gpg --verify SHA256SUMS.asc SHA256SUMS');
  });

  it('files, and a SHA-512 manifest of them', async () => {
    const paths = [world.write('a.tar', 'a'), world.write('b.tar', 'b')];
    await world.sign({
      paths,
      options: options({ manifest: { name: 'SHA512SUMS', algorithm: 'sha512', style: 'gnu' } }),
    });
    execFileSync('sha512sum', ['--check', '--strict', 'SHA512SUMS'], { cwd: world.folder });
    for (const name of ['a.tar', 'b.tar', 'SHA512SUMS'])
      gpgVerify(join(world.folder, `${name}.asc`), join(world.folder, name));
  });
});

describe('nothing is lost', () => {
  it('an existing signature is a refusal before anything is signed', async () => {
    const a = world.write('a.tar', 'a');
    const b = world.write('b.tar', 'b');
    world.write('b.tar.asc', 'mine');
    await expect(world.sign({ paths: [a, b], options: options() })).rejects.toMatchObject({ code: 'already-exists' });
    expect(existsSync(`${a}.asc`)).toBe(false);
    expect(readFileSync(`${b}.asc`, 'utf8')).toBe('mine');
    await world.sign({ paths: [a, b], options: options(), overwrite: true });
    gpgVerify(`${b}.asc`, b);
  });

  it('two outputs with one name are a usage error', async () => {
    const a = world.write('a', 'a');
    const b = world.write('a.asc', 'b');
    await expect(world.sign({ paths: [a, b], options: options() })).rejects.toMatchObject({ code: 'usage' });
    expect(readdirSync(world.folder).sort()).toEqual(['a', 'a.asc']);
  });

  it('a cancelled run leaves whole signatures or none, and no manifest', async () => {
    const paths = Array.from({ length: 20 }, (_, index) => world.write(`f${index}`, `${index}`));
    const stop = new AbortController();
    let done = 0;
    const receipt = await world.services.sign.sign(
      { paths, options: options({ manifest: MANIFEST }), overwrite: false },
      {
        ask: () => Promise.resolve(null),
        signal: stop.signal,
        onProgress: (progress) => {
          done = progress.itemsDone;
          if (done >= 5) stop.abort();
        },
      },
    );
    expect(receipt.cancelled).toBe(true);
    const signatures = readdirSync(world.folder).filter((name) => name.endsWith('.asc'));
    expect(signatures.length).toBeLessThan(20);
    for (const name of signatures) gpgVerify(join(world.folder, name), join(world.folder, name.slice(0, -4)));
    expect(readdirSync(world.folder).filter((name) => name.includes('SUMS') || name.startsWith('.'))).toEqual([]);
  });

  it('a file that cannot be read fails alone, and there is no manifest of a part', async () => {
    const a = world.write('a.tar', 'a');
    symlinkSync('/nowhere', join(world.folder, 'dangling'));
    const receipt = await world.sign({
      paths: [world.folder],
      options: options({ manifest: MANIFEST }),
      include: ['a.tar'],
    });
    expect(receipt.failed).toEqual([]);
    gpgVerify(`${a}.asc`, a);
  });

  it('refuses a key that may not sign', async () => {
    const path = world.write('a.tar', 'a');
    world.gpg(
      '--faked-system-time',
      '20200101T000000',
      '--quick-generate-key',
      'Gone <gone@example.org>',
      'ed25519',
      'sign',
      '30d',
    );
    const listed = world.gpg('--with-colons', '--list-keys', '=Gone <gone@example.org>');
    const expired = /^fpr:+([0-9A-F]{40}):/m.exec(listed)![1]!;
    await expect(world.sign({ paths: [path], options: options({ keys: [`gpg:${expired}`] }) })).rejects.toMatchObject({
      code: 'key-expired',
    });
    await expect(world.sign({ paths: [path], options: options({ keys: ['F'.repeat(40)] }) })).rejects.toMatchObject({
      code: 'key-not-found',
    });
    expect(readdirSync(world.folder)).toEqual(['a.tar']);
  });
});

it('what was signed is verified by the app as its own', async () => {
  const path = world.write('ownapp-1.0.tar', 'release');
  await world.sign({ paths: [path], options: options() });
  await world.services.publishers.add('Me', true);
  await world.services.publishers.pin('Me', own, { how: 'own-key', at: new Date().toISOString() });
  const [result] = await world.verifyAll({ paths: [path], publisher: 'Me' });
  expect([result!.verdict, result!.case]).toEqual(['verified', 'verified-own-key']);
});

it('hidden files and the form of the manifest are as the request says', async () => {
  world.write('.hidden', 'h');
  world.write('.old.asc', 'o');
  const request = {
    paths: [world.folder],
    options: options({ signature: 'none', manifest: MANIFEST }),
    hidden: true,
    manifestForm: 'binary' as const,
  };
  const plan = await world.services.sign.plan({ ...request, overwrite: false });
  expect(plan.files.map(({ relative, leftOut }) => [relative, leftOut])).toEqual([
    ['.hidden', undefined],
    ['.old.asc', 'signature'],
  ]);
  await world.sign(request);
  expect(readFileSync(join(world.folder, 'SHA256SUMS'), 'utf8')).toMatch(/^[0-9a-f]{64} {2}\.hidden\n$/);
  gpgVerify(join(world.folder, 'SHA256SUMS.sig'), join(world.folder, 'SHA256SUMS'));
});

it('the receipt of a run goes into the activity log', async () => {
  const path = world.write('logged.tar', 'release');
  const receipt = await world.sign({ paths: [path], options: options() });
  const [newest] = await world.services.activity.list({ limit: 1 });
  expect(newest).toMatchObject({ kind: 'sign', at: receipt.signedAt, receipt: { files: receipt.files } });
});
