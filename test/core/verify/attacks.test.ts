import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CheckResult } from '../../../shared/model/result.ts';
import { openWorld, type World } from '../../support/world.ts';

let world: World;
let ada: string;
let mallory: string;

beforeAll(async () => {
  world = await openWorld();
  ada = world.gpgKey('Ada <ada@example.org>');
  mallory = world.gpgKey('Mallory <mallory@evil.example>');
  for (const key of [ada, mallory])
    await world.services.keys.import(new TextEncoder().encode(world.gpg('--armor', '--export', key)), {});
  await world.pin('App', ada);
});
afterAll(() => world.close());
beforeEach(() => {
  rmSync(world.folder, { recursive: true, force: true });
  mkdirSync(world.folder);
});

const sign = (path: string, who = ada, output = `${path}.asc`): string => {
  world.gpg('--armor', '-u', who, '--output', output, '--detach-sign', path);
  return output;
};
const sha256 = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex');
const line = (path: string, name = basename(path)): string => `${sha256(path)}  ${name}\n`;
const folder = (name = 'r'): Promise<CheckResult[]> =>
  world.verifyAll({ paths: [join(world.folder, name)], publisher: 'App' });
const byName = (results: CheckResult[]): Record<string, string> =>
  Object.fromEntries(results.map((result) => [result.artifact.name, result.verdict]));
const details = (results: CheckResult[]): string =>
  results.flatMap((result) => result.evidence.map((check) => check.detail)).join('\n');

/** A zip may have anything before it: bytes that are OpenPGP for us and a program for others. */
const padding = (payload: Buffer): Buffer =>
  Buffer.concat([Buffer.from([0xc0 | 21, 0xff, 0, 0, payload.length >> 8, payload.length & 255]), payload]);

describe('nothing hides in a folder', () => {
  beforeEach(() => sign(world.write('r/app-1.0.tar', 'release')));

  const disguises: [string, string, () => string | Uint8Array][] = [
    ['a key with text in its armor', 'install.sh', () => world.gpg('--armor', '--comment', 'x; evil', '--export', ada)],
    ['a binary key before an archive', 'app.jar', () => keyWithPayload()],
    ['a signature before an archive', 'app.jar', () => signatureWithPayload()],
    ['an armored signature', 'install.sh', () => readFileSync(sign(world.write('app-1.0.tar', 'release'), mallory))],
    ['the beginning of a minisign signature', 'install.sh', () => 'untrusted comment: x\nevil\n'],
    ['the beginning of a bundle', 'install.sh', () => '{"x":"application/vnd.dev.sigstore.bundle"}; evil\n'],
    ['the name of a temporary file', '.countersign-0123456789abcdef.tmp', () => 'evil'],
    ['a hidden name', '.setup.exe', () => 'evil'],
    ['a name with a blank at its end', 'app-1.0.tar ', () => 'evil'],
    ['a name with a dot at its end', 'app-1.0.tar.', () => 'evil'],
    ['another case', 'APP-1.0.TAR', () => 'evil'],
    ['a folder with a skipped name', '.DS_Store/setup.exe', () => 'evil'],
  ];
  it.each(disguises)('%s', async (_what, name, content) => {
    world.write(`r/${name}`, content());
    const results = await folder();
    expect(byName(results)).toEqual({ 'app-1.0.tar': 'verified', [basename(name)]: 'incomplete' });
  });

  function keyWithPayload(): Buffer {
    world.gpg('--output', join(world.folder, 'k'), '--export', ada);
    return Buffer.concat([readFileSync(join(world.folder, 'k')), padding(Buffer.from('PK evil'))]);
  }
  function signatureWithPayload(): Buffer {
    const path = world.write('app-1.0.tar', 'release');
    world.gpg('-u', mallory, '--output', join(world.folder, 's'), '--detach-sign', path);
    return Buffer.concat([readFileSync(join(world.folder, 's')), padding(Buffer.from('PK evil'))]);
  }

  it('what is left out is said: links that lead outside, pipes, keys', async () => {
    world.write('outside', 'evil');
    symlinkSync(join(world.folder, 'outside'), join(world.folder, 'r', 'setup.exe'));
    execFileSync('mkfifo', [join(world.folder, 'r', 'pipe')]);
    world.write('r/ada.asc', world.gpg('--armor', '--export', ada));
    const results = await folder();
    expect(byName(results)).toEqual({ 'app-1.0.tar': 'verified' });
    expect(details(results)).toMatch(/setup\.exe.*link/);
    expect(details(results)).toMatch(/pipe.*not a file/);
    expect(details(results)).toMatch(/ada\.asc.*key/);
    expect(results[0]!.notes).toContain('unlisted-files');
  });

  it('a folder of nothing but what is left out has a result even so', async () => {
    world.write('outside', 'evil');
    mkdirSync(join(world.folder, 'q'));
    symlinkSync(join(world.folder, 'outside'), join(world.folder, 'q', 'setup.exe'));
    const results = await folder('q');
    expect(results.map((result) => result.verdict)).toEqual(['incomplete']);
    expect(details(results)).toContain('setup.exe');
    mkdirSync(join(world.folder, 'empty'));
    expect((await folder('empty')).map((result) => result.verdict)).toEqual(['incomplete']);
  });

  it('names that differ in Unicode form only are two names', async () => {
    rmSync(join(world.folder, 'r'), { recursive: true });
    const good = world.write('r/caf\u00e9.exe', 'release');
    sign(world.write('r/SHA256SUMS', line(good)));
    world.write('r/cafe\u0301.exe', 'evil');
    expect(byName(await folder())).toEqual({ SHA256SUMS: 'verified', 'cafe\u0301.exe': 'incomplete' });
  });

  it('a list in one folder covers nothing in another', async () => {
    const good = world.write('r/a/tool.exe', 'release');
    sign(world.write('r/a/SHA256SUMS', line(good)));
    world.write('r/b/tool.exe', 'release');
    const results = await folder();
    expect(results.map((result) => [result.artifact.path?.slice(world.folder.length + 3), result.verdict])).toEqual(
      [
        ['app-1.0.tar', 'verified'],
        ['a/SHA256SUMS', 'verified'],
        ['b/tool.exe', 'incomplete'],
      ].sort(),
    );
  });

  it('an unsigned list that names the added program is grey itself', async () => {
    const evil = world.write('r/setup.exe', 'evil');
    world.write('r/MORE.sha256', line(evil));
    expect(byName(await folder())).toMatchObject({ 'MORE.sha256': 'incomplete' });
  });
});

describe('lists', () => {
  it('a list by a stranger that lists a known release is red, in a folder too', async () => {
    const first = world.write('appster-1.0.tar', 'release');
    sign(first);
    await world.verifyAll({ paths: [first], publisher: 'App' });
    const evil = world.write('r/appster-2.0.tar', 'evil');
    sign(world.write('r/SHA256SUMS', line(evil)), mallory);
    const [whole] = await world.verify(join(world.folder, 'r'));
    expect([whole!.verdict, whole!.case]).toEqual(['invalid', 'signer-changed']);
    const [alone] = await world.verify(evil);
    expect(alone!.verdict).toBe('invalid');
  });

  it('the sentence takes name and list from the list that was verified', async () => {
    const path = world.write('download', 'old and weak');
    sign(world.write('SHA256SUMS', line(path, 'tool-0.9.exe')));
    world.write('A.sha256', line(path, 'tool-9.9.exe'));
    const [result] = await world.verifyAll({ paths: [path], publisher: 'App' });
    expect(result!.verdict).toBe('verified');
    expect(result!.summary).toContain('tool-0.9.exe');
    expect(result!.summary).not.toContain('tool-9.9.exe');
    expect(result!.manifest?.path).toContain('SHA256SUMS');
  });

  it('a renamed file teaches no stem', async () => {
    const path = world.write('firesomething-1.0.tar', 'release');
    sign(world.write('SHA256SUMS', line(path, 'tool-0.9.exe')));
    await world.verifyAll({ paths: [path], publisher: 'App' });
    expect((await world.services.publishers.get('App'))?.stems).not.toContain('firesomething');
  });

  it('the same name in two folders, each with its own list and signature', async () => {
    const paths = ['a', 'b'].map((at) => world.write(`${at}/tool.tar`, at));
    for (const path of paths) sign(world.write(`${path.at(-10)}/SHA256SUMS`, line(path)));
    for (const path of paths) sign(path);
    const both = async (...more: string[]) =>
      (await world.verifyAll({ paths: [...paths, ...more], publisher: 'App' }))
        .sort((one, other) => (one.artifact.path! < other.artifact.path! ? -1 : 1))
        .map((result) => result.verdict);
    expect(await both()).toEqual(['verified', 'verified']);
    const lists = ['a', 'b'].map((at) => join(world.folder, at, 'SHA256SUMS'));
    expect(await both(...lists, ...paths.map((path) => `${path}.asc`))).toEqual(['verified', 'verified']);
    writeFileSync(paths[0]!, 'evil');
    expect(await both(...lists, ...paths.map((path) => `${path}.asc`))).toEqual(['invalid', 'verified']);
  });

  it('lines of one bare name in several folders: the one that fits', async () => {
    const path = world.write('app.exe', 'windows');
    const other = world.write('x', 'linux');
    sign(world.write('SHA256SUMS', line(other, 'linux/app.exe') + line(path, 'win/app.exe')));
    const [result] = await world.verifyAll({ paths: [path], publisher: 'App' });
    expect(result!.verdict).toBe('verified');
    writeFileSync(path, 'evil');
    const [evil] = await world.verifyAll({ paths: [path], publisher: 'App' });
    expect(evil!.verdict).toBe('invalid');
  });

  it('a malformed list counts where it names the file, not where it holds its letters', async () => {
    const path = world.write('app', 'release');
    const spoilt = `${'0'.repeat(64)}  ../x\n${'0'.repeat(64)}  `;
    world.write('SHA256SUMS', `${spoilt}myapp.tar\n`);
    expect((await world.verify(path))[0]!.verdict).toBe('incomplete');
    world.write('SHA256SUMS', `${spoilt}app\n`);
    expect((await world.verify(path))[0]!.verdict).toBe('invalid');
    const accented = world.write('\u00e9t\u00e9', 'release');
    world.write('SHA256SUMS', `${spoilt}\u00e9t\u00e9\n`);
    expect((await world.verify(accented))[0]!.verdict).toBe('invalid');
  });

  it('the list’s signature is a key: said so', async () => {
    const path = world.write('tool.tar', 'release');
    const list = world.write('SHA256SUMS', line(path));
    world.write('SHA256SUMS.asc', world.gpg('--armor', '--export', ada));
    for (const asked of [path, list]) {
      const [result] = await world.verify(asked);
      expect([result!.verdict, result!.case]).toEqual(['incomplete', 'key-instead-of-signature']);
    }
  });

  it('a list of its own kind given as a signature is a list', async () => {
    const path = world.write('a/tool.tar', 'release');
    const list = world.write('b/SHA256SUMS', line(path));
    const signatures = [list, sign(list)];
    const [result] = await world.verifyAll({ paths: [path], signatures, publisher: 'App', lookBeside: false });
    expect(result!.verdict).toBe('verified');
  });

  it('a cleartext-signed list that is pasted is a list', async () => {
    const path = world.write('tool.tar', 'release');
    world.gpg('-u', ada, '--output', join(world.folder, 'x'), '--clearsign', world.write('y', line(path)));
    const texts = [readFileSync(join(world.folder, 'x'), 'utf8')];
    const check = async () =>
      (await world.verifyAll({ paths: [path], texts, publisher: 'App', lookBeside: false }))[0]!;
    expect((await check()).verdict).toBe('verified');
    writeFileSync(path, 'evil');
    expect((await check()).verdict).toBe('invalid');
  });

  it('lists of over 4 MiB are read', async () => {
    const path = world.write('tool.tar', 'release');
    const many = Array.from({ length: 60_000 }, (_, at) => `${'0'.repeat(64)}  pool/main/file-${at}.deb\n`).join('');
    sign(world.write('SHA256SUMS', many + line(path)));
    const [result] = await world.verifyAll({ paths: [path], publisher: 'App' });
    expect(result!.verdict).toBe('verified');
  });
});

describe('signatures', () => {
  it('one that fits another file that is signed itself is that file’s', async () => {
    const x = world.write('x.tar', 'x');
    const y = world.write('y.tar', 'y');
    copyFileSync(sign(y), `${x}.asc`);
    const results = await world.verifyAll({ paths: [x, y], publisher: 'App' });
    expect(results.map((result) => [result.artifact.name, result.verdict, result.case])).toEqual(
      expect.arrayContaining([
        ['x.tar', 'incomplete', 'belongs-to-other'],
        ['y.tar', 'verified', 'verified'],
      ]),
    );
  });

  it('a leftover signature in a folder makes nothing red', async () => {
    world.write('r/README', 'read me');
    const gone = world.write('r/gone.tar', 'gone');
    sign(gone);
    rmSync(gone);
    expect((await folder()).map((result) => result.verdict)).toEqual(['incomplete', 'incomplete']);
  });

  it('a document that happens to end in .asc is no signature, unless it is named as one', async () => {
    world.write('r/README.asc', '= Title\n\nAn AsciiDoc text.\n');
    expect(byName(await folder())).toEqual({ 'README.asc': 'incomplete' });
    world.write('r/README', 'text');
    expect(byName(await folder())).toEqual({ README: 'invalid' });
  });

  it('a candidate that vanishes or cannot be read spoils no other result', async () => {
    const x = world.write('r/x.tar', 'x');
    sign(x);
    world.write('r/x.tar', 'evil');
    mkdirSync(join(world.folder, 'r', 'x.tar.sig'));
    execFileSync('mkfifo', [join(world.folder, 'r', 'z.asc')]);
    expect(byName(await folder())).toMatchObject({ 'x.tar': 'invalid' });
  });

  it('a pipe beside a file, named as its signature, holds nothing up and is said', async () => {
    const x = world.write('x.tar', 'x');
    execFileSync('mkfifo', [`${x}.asc`]);
    const [result] = await world.verify(x);
    expect(result!.verdict).toBe('incomplete');
    expect(details([result!])).toContain('x.tar.asc');
  });
});

describe('who is expected', () => {
  it('files that are no keys in a folder of keys are remarks', async () => {
    const x = world.write('x.tar', 'x');
    sign(x);
    world.write('keys/ada.asc', world.gpg('--armor', '--export', ada));
    world.write('keys/notes.txt', 'hello');
    const results = await world.verifyAll({ paths: [x], keys: [join(world.folder, 'keys')] });
    expect(results[0]!.verdict).toBe('verified');
    expect(details(results)).toContain('notes.txt');
  });

  it('a key and a publisher named together: either is enough, and no stem is learned', async () => {
    const x = world.write('whatever-1.0.tar', 'x');
    sign(x, mallory);
    const keys = [world.write('m.pgp', world.gpg('--armor', '--export', mallory))];
    expect((await world.verifyAll({ paths: [x], keys, publisher: 'App' }))[0]!.verdict).toBe('verified');
    expect((await world.services.publishers.get('App'))?.stems).not.toContain('whatever');
    sign(x, ada);
    expect((await world.verifyAll({ paths: [x], keys, publisher: 'App' }))[0]!.verdict).toBe('verified');
  });

  it('a threshold of nothing is one', async () => {
    const x = world.write('x.tar', 'x');
    for (const threshold of [0, -1])
      expect((await world.verifyAll({ paths: [x], publisher: 'App', threshold }))[0]!.verdict).toBe('incomplete');
    sign(x, mallory);
    expect((await world.verifyAll({ paths: [x], publisher: 'App', threshold: 0 }))[0]!.verdict).toBe('invalid');
  });

  it('a pasted digest says nothing of a file that cannot be read', async () => {
    world.write('r/x.tar', 'x');
    const digests = [`sha256:${sha256(join(world.folder, 'r', 'x.tar'))}`];
    renameSync(join(world.folder, 'r', 'x.tar'), join(world.folder, 'r', 'y.tar'));
    sign(world.write('r/SHA256SUMS', line(join(world.folder, 'r', 'y.tar'))));
    const results = await world.verifyAll({ paths: [join(world.folder, 'r')], digests, publisher: 'App' });
    expect(results.map((result) => result.verdict)).not.toContain('invalid');
  });
});
