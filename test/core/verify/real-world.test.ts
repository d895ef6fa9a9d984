import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openWorld, type World } from '../../support/world.ts';

/** Layouts as the projects lay them out, made by real gpg and coreutils: none may be red, and who is expected makes them green. */
let world: World;
let builder: string;
let second: string;
let unknown: string;

beforeAll(async () => {
  world = await openWorld();
  builder = world.gpgKey('Builder <b@example.org>');
  second = world.gpgKey('Second <s@example.org>', 'rsa3072');
  unknown = world.gpgKey('Unknown <u@example.org>');
  for (const key of [builder, second])
    await world.services.keys.import(new TextEncoder().encode(world.gpg('--armor', '--export', key)), {});
  await world.pin('Project', builder);
});
afterAll(() => world.close());
beforeEach(() => {
  rmSync(world.folder, { recursive: true, force: true });
  mkdirSync(world.folder);
});

const at = (name: string): string => join(world.folder, name);
const gpg = (...args: string[]): string =>
  world.gpg(...args.map((one) => (one.startsWith('./') ? at(one.slice(2)) : one)));
/** The output of a coreutils program in the folder, written to a file there. */
const run = (output: string, program: string, ...args: string[]): string =>
  world.write(output, execFileSync(program, args, { cwd: world.folder, encoding: 'utf8' }));

/** `file`: by the file named alone; `folder`: by the folder, every verdict of it. */
async function judged(file: string): Promise<{ file: string; folder: string[] }> {
  const [one] = await world.verifyAll({ paths: [at(file)], publisher: 'Project' });
  const all = await world.verifyAll({ paths: [world.folder], publisher: 'Project' });
  return { file: one!.verdict, folder: [...new Set(all.map((result) => result.verdict))].sort() };
}
const GREEN = { file: 'verified', folder: ['verified'] };

describe('genuine layouts', () => {
  it('Bitcoin Core: SHA256SUMS with many signers, some of them unknown', async () => {
    world.write('bitcoin-27.0-x86_64-linux-gnu.tar.gz', 'linux');
    world.write('bitcoin-27.0-win64-setup.exe', 'windows');
    run('SHA256SUMS', 'sha256sum', 'bitcoin-27.0-x86_64-linux-gnu.tar.gz', 'bitcoin-27.0-win64-setup.exe');
    gpg('-ab', '-u', unknown, '-u', builder, '-u', second, '--output', './SHA256SUMS.asc', './SHA256SUMS');
    expect(await judged('bitcoin-27.0-win64-setup.exe')).toEqual(GREEN);
    rmSync(at('bitcoin-27.0-x86_64-linux-gnu.tar.gz'));
    expect(await judged('bitcoin-27.0-win64-setup.exe')).toEqual({ file: 'verified', folder: ['incomplete'] });
  });

  it('Debian: SHA512SUMS and SHA512SUMS.sign', async () => {
    world.write('debian-12.5.0-amd64-netinst.iso', 'iso');
    run('SHA512SUMS', 'sha512sum', 'debian-12.5.0-amd64-netinst.iso');
    run('SHA256SUMS', 'sha256sum', 'debian-12.5.0-amd64-netinst.iso');
    for (const list of ['SHA256SUMS', 'SHA512SUMS'])
      gpg('-ab', '-u', builder, '--output', `./${list}.sign`, `./${list}`);
    expect(await judged('debian-12.5.0-amd64-netinst.iso')).toEqual(GREEN);
  });

  it('Ubuntu: SHA256SUMS.gpg, binary or armored', async () => {
    world.write('ubuntu-24.04-desktop-amd64.iso', 'iso');
    run('SHA256SUMS', 'sha256sum', '--binary', 'ubuntu-24.04-desktop-amd64.iso');
    for (const form of ['-b', '-ab']) {
      gpg(form, '-u', builder, '-u', second, '--output', './SHA256SUMS.gpg', './SHA256SUMS');
      expect(await judged('ubuntu-24.04-desktop-amd64.iso')).toEqual(GREEN);
    }
  });

  it('Fedora: a cleartext-signed CHECKSUM with BSD lines and comments', async () => {
    const iso = 'Fedora-Workstation-Live-x86_64-40-1.14.iso';
    world.write(iso, 'iso');
    const lines = execFileSync('sha256sum', ['--tag', iso], { cwd: world.folder, encoding: 'utf8' });
    world.write('x', `# ${iso}: 3 bytes\n${lines}`);
    gpg('--clearsign', '-u', builder, '--output', './Fedora-Workstation-40-1.14-x86_64-CHECKSUM', './x');
    rmSync(at('x'));
    expect(await judged(iso)).toEqual(GREEN);
  });

  it('kernel.org: sha256sums.asc, cleartext, and signatures of the unpacked tars', async () => {
    world.write('linux-6.9.tar', 'tar');
    execFileSync('xz', ['-k', at('linux-6.9.tar')]);
    gpg('-ab', '-u', builder, '--output', './linux-6.9.tar.sign', './linux-6.9.tar');
    rmSync(at('linux-6.9.tar'));
    run('x', 'sha256sum', 'linux-6.9.tar.xz');
    gpg('--clearsign', '-u', builder, '--output', './sha256sums.asc', './x');
    rmSync(at('x'));
    expect((await judged('linux-6.9.tar.xz')).file).toBe('verified');
    expect((await judged('linux-6.9.tar.xz')).folder).not.toContain('invalid');
  });

  it.each([
    ['Tor: armored', 'tor-browser-linux-x86_64-13.0.tar.xz', '-ab', '.asc'],
    ['GnuPG: binary', 'gnupg-2.4.5.tar.bz2', '-b', '.sig'],
    ['Electrum: several signers', 'Electrum-4.5.4.tar.gz', '-ab', '.asc'],
    ['VeraCrypt: binary', 'veracrypt-1.26.7-setup.tar.bz2', '-b', '.sig'],
  ])('%s', async (_what, name, form, ending) => {
    world.write(name, 'release');
    gpg(form, '-u', second, '-u', builder, '--output', `./${name}${ending}`, `./${name}`);
    expect(await judged(name)).toEqual(GREEN);
  });

  it('VeraCrypt: a list beside', async () => {
    world.write('veracrypt-1.26.7-x64.exe', 'exe');
    run('veracrypt-1.26.7-sha512sum.txt', 'sha512sum', '--binary', 'veracrypt-1.26.7-x64.exe');
    gpg('-b', '-u', builder, '--output', './veracrypt-1.26.7-sha512sum.txt.sig', './veracrypt-1.26.7-sha512sum.txt');
    expect(await judged('veracrypt-1.26.7-x64.exe')).toEqual(GREEN);
  });

  it('Arch: b2sums.txt, sha256sums.txt and a binary signature', async () => {
    world.write('archlinux-2024.05.01-x86_64.iso', 'iso');
    run('b2sums.txt', 'b2sum', 'archlinux-2024.05.01-x86_64.iso');
    run('sha256sums.txt', 'sha256sum', 'archlinux-2024.05.01-x86_64.iso');
    gpg('-b', '-u', builder, '--output', './archlinux-2024.05.01-x86_64.iso.sig', './archlinux-2024.05.01-x86_64.iso');
    const { file, folder } = await judged('archlinux-2024.05.01-x86_64.iso');
    expect([file, ...folder]).toEqual(['verified', 'incomplete', 'verified']);
  });

  it('Apache: .sha512, .asc and KEYS with text', async () => {
    world.write('apache-maven-3.9.6-bin.tar.gz', 'maven');
    run('apache-maven-3.9.6-bin.tar.gz.sha512', 'sha512sum', 'apache-maven-3.9.6-bin.tar.gz');
    gpg('-ab', '-u', builder, '--output', './apache-maven-3.9.6-bin.tar.gz.asc', './apache-maven-3.9.6-bin.tar.gz');
    world.write('KEYS', `This file holds keys.\npub ed25519\n\n${world.gpg('--armor', '--export', unknown)}`);
    const { file, folder } = await judged('apache-maven-3.9.6-bin.tar.gz');
    expect([file, ...folder]).toEqual(['verified', 'incomplete', 'verified']);
    // A bare digest, as Maven and others write it.
    const bare = readFileSync(at('apache-maven-3.9.6-bin.tar.gz.sha512'), 'utf8').slice(0, 128);
    world.write('apache-maven-3.9.6-bin.tar.gz.sha512', bare);
    expect((await judged('apache-maven-3.9.6-bin.tar.gz')).file).toBe('verified');
  });

  it('Node.js: SHASUMS256.txt with .asc (cleartext) and .sig', async () => {
    world.write('node-v22.2.0-linux-x64.tar.xz', 'node');
    run('SHASUMS256.txt', 'sha256sum', 'node-v22.2.0-linux-x64.tar.xz');
    gpg('--clearsign', '-u', builder, '--output', './SHASUMS256.txt.asc', './SHASUMS256.txt');
    expect(await judged('node-v22.2.0-linux-x64.tar.xz')).toEqual(GREEN);
    gpg('-b', '-u', builder, '--output', './SHASUMS256.txt.sig', './SHASUMS256.txt');
    expect(await judged('node-v22.2.0-linux-x64.tar.xz')).toEqual(GREEN);
    rmSync(at('SHASUMS256.txt.asc'));
    expect(await judged('node-v22.2.0-linux-x64.tar.xz')).toEqual(GREEN);
    gpg('--clearsign', '-u', builder, '--output', './SHASUMS256.txt.asc', './SHASUMS256.txt');
    rmSync(at('SHASUMS256.txt'));
    rmSync(at('SHASUMS256.txt.sig'));
    expect(await judged('node-v22.2.0-linux-x64.tar.xz')).toEqual(GREEN);
  });

  it('Qubes: .asc, and .DIGESTS of four kinds in one cleartext', async () => {
    world.write('Qubes-R4.2.1-x86_64.iso', 'iso');
    const digests = ['md5sum', 'sha1sum', 'sha256sum', 'sha512sum'].map((program) =>
      execFileSync(program, ['--binary', 'Qubes-R4.2.1-x86_64.iso'], { cwd: world.folder, encoding: 'utf8' }),
    );
    world.write('x', digests.join(''));
    gpg('--clearsign', '-u', builder, '--output', './Qubes-R4.2.1-x86_64.iso.DIGESTS', './x');
    rmSync(at('x'));
    gpg('-ab', '-u', builder, '--output', './Qubes-R4.2.1-x86_64.iso.asc', './Qubes-R4.2.1-x86_64.iso');
    expect(await judged('Qubes-R4.2.1-x86_64.iso')).toEqual(GREEN);
  });

  it('a folder with documents that quote keys and signatures', async () => {
    world.write('tool-1.0.tar', 'release');
    gpg('-ab', '-u', builder, '--output', './tool-1.0.tar.asc', './tool-1.0.tar');
    world.write('README.asc', '= Tool\n\nAn AsciiDoc document.\n');
    world.write(
      'VERIFY.md',
      `Run gpg on this:\n\n${readFileSync(at('tool-1.0.tar.asc'), 'utf8')}\nand import\n${world.gpg('--armor', '--export', builder)}\n`,
    );
    const { file, folder } = await judged('tool-1.0.tar');
    expect([file, ...folder]).toEqual(['verified', 'incomplete', 'verified']);
  });

  it('a downloads folder of several projects', async () => {
    for (const name of ['one-1.0.tar', 'two-2.0.tar']) {
      world.write(name, name);
      gpg('-ab', '-u', builder, '--output', `./${name}.asc`, `./${name}`);
    }
    run('SHA256SUMS', 'sha256sum', 'two-2.0.tar');
    copyFileSync(at('two-2.0.tar.asc'), at('three-3.0.tar.asc'));
    world.write('SHA512SUMS', '<!DOCTYPE html><html>404</html>');
    for (const name of ['one-1.0.tar', 'two-2.0.tar']) {
      const [result] = await world.verifyAll({ paths: [at(name)], publisher: 'Project' });
      expect([basename(name), result!.verdict]).toEqual([name, 'verified']);
    }
  });
});
