import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CheckResult } from '../../../shared/model/result.ts';
import { openWorld, type World } from '../../support/world.ts';

let world: World;
let ada: string;
let mallory: string;

beforeAll(async () => {
  world = await openWorld();
  ada = world.gpgKey('Ada <ada@example.org>');
  mallory = world.gpgKey('Ada <ada@evil.example>');
  await world.services.keys.import(new TextEncoder().encode(world.gpg('--armor', '--export', ada)), {});
  await world.pin('App', ada);
});
afterAll(() => world.close());
beforeEach(() => {
  rmSync(world.folder, { recursive: true, force: true });
  mkdirSync(world.folder);
});

/** Signs with gpg: `path` gets a detached signature beside it. */
function gpgSign(path: string, who: string, output = `${path}.asc`, ...extra: string[]): string {
  world.gpg('--armor', '-u', who, ...extra, '--output', output, '--detach-sign', path);
  return output;
}

function sums(...paths: string[]): string {
  const list = paths.map((path) => `${sha256(path)}  ${basename(path)}\n`).join('');
  return world.write('SHA256SUMS', list);
}

function sha256(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}

async function one(...paths: string[]): Promise<CheckResult> {
  const results = await world.verify(...paths);
  expect(results.map((result) => CheckResult.parse(result))).toHaveLength(1);
  return results[0]!;
}

const said = (result: CheckResult): [string, string] => [result.verdict, result.case];

describe('a file and its signature', () => {
  it('is verified where the signer is pinned for the publisher named', async () => {
    const path = world.write('app-2.1.tar', 'release');
    gpgSign(path, ada);
    const [result] = await world.verifyAll({ paths: [path], publisher: 'App' });
    expect(said(result!)).toEqual(['verified', 'verified']);
    expect(result!.signatures[0]).toMatchObject({ result: 'good', expected: true, signer: { fingerprint: ada } });
  });

  it('is untrusted, project-unclear, where no publisher is named and the stem is unknown', async () => {
    const path = world.write('unheard-3.0.tar', 'release');
    gpgSign(path, ada);
    const result = await one(path);
    expect(said(result)).toEqual(['untrusted', 'known-elsewhere']);
    expect(result.signatures[0]!.notes).toContain('project-unclear');
  });

  it('learns the stem from a verified check with a publisher named, and only from that', async () => {
    const path = world.write('appster-2.1.tar', 'release');
    gpgSign(path, ada);
    expect((await one(path)).verdict).toBe('untrusted');
    await world.verifyAll({ paths: [path], publisher: 'App' });
    expect(said(await one(path))).toEqual(['verified', 'verified']);
    const next = world.write('appster-2.2.tar', 'next release');
    gpgSign(next, ada);
    expect(said(await one(next))).toEqual(['verified', 'verified']);
    const knots = world.write('appster-knots-2.2.tar', 'other');
    gpgSign(knots, ada);
    expect((await one(knots)).verdict).toBe('untrusted');
  });

  it('is invalid, signer-changed, where another key signed a stem that is known', async () => {
    await world.services.keys.import(new TextEncoder().encode(world.gpg('--armor', '--export', mallory)), {});
    const path = world.write('appster-2.3.tar', 'evil');
    gpgSign(path, mallory);
    const result = await one(path);
    expect(said(result)).toEqual(['invalid', 'signer-changed']);
    expect(result.summary).toContain('Stop');
  });

  it('is never green by a key with a famous name that lay beside it', async () => {
    const path = world.write('newthing-1.0.tar', 'malware');
    gpgSign(path, mallory);
    world.gpg('--armor', '--output', join(world.folder, 'KEYS.asc'), '--export', mallory);
    const result = await one(path);
    expect(said(result)).toEqual(['untrusted', 'first-time']);
    expect(result.summary).toContain('Anybody can choose that name');
    expect(result.step).toBe('compare');
  });

  it('is invalid where one byte changed', async () => {
    const path = world.write('app-2.1.tar', 'release');
    gpgSign(path, ada);
    world.write('app-2.1.tar', 'releasf');
    expect(said(await one(path))).toEqual(['invalid', 'tampered']);
  });

  it('finds the artifact of a signature that is dropped alone, where it lies beside', async () => {
    const path = world.write('thing-1.0.tar', 'release');
    const signature = gpgSign(path, ada);
    const result = await one(signature);
    expect(result.artifact.name).toBe('thing-1.0.tar');
    expect(result.verdict).toBe('untrusted');
  });

  it('is incomplete for a signature whose artifact is not here', async () => {
    const path = world.write('thing-1.0.tar', 'release');
    const signature = gpgSign(path, ada);
    rmSync(path);
    expect(said(await one(signature))).toEqual(['incomplete', 'signature-without-artifact']);
  });

  it('is incomplete where the key is not there, and names it', async () => {
    const stranger = world.gpgKey('Stranger <s@example.org>');
    const path = world.write('thing-1.0.tar', 'release');
    gpgSign(path, stranger);
    const result = await one(path);
    expect(said(result)).toEqual(['incomplete', 'key-missing']);
    expect(result.summary).toContain(stranger.slice(-8));
  });

  it('is incomplete where nothing is there to check against', async () => {
    expect(said(await one(world.write('thing-1.0.tar', 'release')))).toEqual(['incomplete', 'nothing-to-check']);
  });

  it('judges by named keys in place of pins', async () => {
    const path = world.write('thing-1.0.tar', 'release');
    gpgSign(path, ada);
    const key = world.write('keys/ada.pgp', world.gpg('--armor', '--export', ada));
    const other = world.write('keys2/mallory.pgp', world.gpg('--armor', '--export', mallory));
    world.write('empty/readme.txt', 'no key');
    const by = async (...keys: string[]) => said((await world.verifyAll({ paths: [path], keys }))[0]!);
    expect(await by(key)).toEqual(['verified', 'verified-for-call']);
    expect(await by(other)).toEqual(['invalid', 'signer-not-named']);
    expect(await by(other, key)).toEqual(['verified', 'verified-for-call']);
    expect(await by(join(world.folder, 'empty'))).toEqual(['incomplete', 'unusable-input']);
    expect(await by(path)).toEqual(['incomplete', 'unusable-input']);
    const [wanting] = await world.verifyAll({ paths: [path], keys: [key, other], threshold: 2 });
    expect(said(wanting!)).toEqual(['incomplete', 'threshold-not-met']);
  });
});

describe('mistakes of the user', () => {
  const cases: [string, string, string, string][] = [
    ['a web page', '<!DOCTYPE html><html><body>404 Not Found</body></html>', 'invalid', 'signature-is-web-page'],
    ['nothing', '', 'invalid', 'signature-is-empty'],
    ['something else', 'hello', 'invalid', 'signature-malformed'],
  ];
  it.each(cases)('the signature is %s', async (_what, content, verdict, sentence) => {
    const path = world.write('thing-1.0.tar', 'release');
    world.write('thing-1.0.tar.asc', content);
    expect(said(await one(path))).toEqual([verdict, sentence]);
  });

  it('the signature is the public key', async () => {
    const path = world.write('thing-1.0.tar', 'release');
    world.write('thing-1.0.tar.asc', world.gpg('--armor', '--export', ada));
    const result = await one(path);
    expect(said(result)).toEqual(['incomplete', 'key-instead-of-signature']);
  });

  it('an inline message is no detached signature', async () => {
    const path = world.write('thing-1.0.tar', 'release');
    world.gpg('--armor', '-u', ada, '--output', `${path}.asc`, '--sign', path);
    expect((await one(path)).verdict).toBe('invalid');
  });

  it('the signature of another file that is there', async () => {
    const x = world.write('thing-1.0.tar', 'release');
    const y = world.write('other-1.0.tar', 'other');
    gpgSign(y, ada, `${x}.asc`);
    const results = await world.verify(x, y);
    expect(results.map((result) => [result.artifact.name, ...said(result)])).toEqual([
      ['thing-1.0.tar', 'incomplete', 'belongs-to-other'],
      ['other-1.0.tar', 'untrusted', 'known-elsewhere'],
    ]);
  });

  it('a tampered file with a signature that was renamed stays red', async () => {
    const x = world.write('thing-1.0.tar', 'release');
    const signature = gpgSign(x, ada, join(world.folder, 'other-1.0.tar.asc'));
    world.write('thing-1.0.tar', 'tampered');
    const result = await one(x, signature);
    expect(said(result)).toEqual(['invalid', 'wrong-signature']);
    expect(result.summary).toContain('other-1.0.tar');
  });

  it('a signature under any name is found by trying', async () => {
    const x = world.write('thing-1.0.tar', 'release');
    const y = world.write('other-1.0.tar', 'other');
    const signature = gpgSign(y, ada, join(world.folder, 'sig-of-something.sig'));
    const results = await world.verify(x, y, signature);
    expect(results.map((result) => [result.artifact.name, result.verdict])).toEqual([
      ['thing-1.0.tar', 'incomplete'],
      ['other-1.0.tar', 'untrusted'],
    ]);
  });

  it('a kernel signature covers the unpacked tar', async () => {
    const tar = world.write('linux-6.1.tar', 'tar');
    gpgSign(tar, ada, join(world.folder, 'linux-6.1.tar.sign'));
    renameSync(tar, join(world.folder, 'gone'));
    const packed = world.write('linux-6.1.tar.xz', 'packed');
    const result = await one(packed);
    expect(said(result)).toEqual(['incomplete', 'covers-unpacked']);
    copyFileSync(join(world.folder, 'gone'), tar);
    expect((await one(tar)).verdict).toBe('untrusted');
  });

  it('names another format that this version cannot read', async () => {
    const path = world.write('thing-1.0.tar', 'release');
    world.write('thing-1.0.tar.minisig', 'untrusted comment: signature\nRWQ=\ntrusted comment: x\nAAAA\n');
    expect(said(await one(path))).toEqual(['incomplete', 'unsupported-kind']);
  });
});

describe('manifests', () => {
  it('one file of the list is judged by its own line and the list’s signature', async () => {
    const x = world.write('appster-2.1.tar', 'release');
    const y = world.write('appster-2.1.zip', 'zip');
    gpgSign(sums(x, y), ada);
    rmSync(y);
    const result = await one(x);
    expect(said(result)).toEqual(['verified', 'verified-by-manifest']);
    expect(result.manifest).toMatchObject({ listed: 2, matched: 1 });
    world.write('appster-2.1.tar', 'tampered');
    expect(said(await one(x))).toEqual(['invalid', 'list-mismatch']);
  });

  it('an unsigned list says only that the file arrived', async () => {
    const x = world.write('thing-1.0.tar', 'release');
    sums(x);
    const result = await one(x);
    expect(said(result)).toEqual(['incomplete', 'list-unsigned']);
    expect(result.notes).toContain('manifest-unsigned');
  });

  it('a tampered list is red, though its line fits', async () => {
    const x = world.write('thing-1.0.tar', 'release');
    const list = sums(x);
    gpgSign(list, ada);
    world.write('thing-1.0.tar', 'evil');
    sums(x);
    expect(said(await one(x))).toEqual(['invalid', 'tampered']);
  });

  it('a cleartext-signed list is both', async () => {
    const x = world.write('appster-2.1.tar', 'release');
    const list = sums(x);
    world.gpg('-u', ada, '--output', `${list}.asc`, '--clearsign', list);
    rmSync(list);
    expect(said(await one(x))).toEqual(['verified', 'verified-by-manifest']);
    const signed = readFileSync(`${list}.asc`, 'utf8');
    writeFileSync(`${list}.asc`, signed.replace(sha256(x), '0'.repeat(64)));
    expect((await one(x)).verdict).toBe('invalid');
  });

  it('finds a renamed file by its digest, never one whose name is listed', async () => {
    const x = world.write('appster-2.1.tar', 'release');
    gpgSign(sums(x), ada);
    renameSync(x, join(world.folder, 'download'));
    const result = await one(join(world.folder, 'download'));
    expect(result.notes).toContain('renamed');
    expect(result.manifest).toMatchObject({ matched: 1 });
  });

  it('a file that the list does not name is never green', async () => {
    const x = world.write('thing-1.0.tar', 'release');
    gpgSign(sums(x), ada);
    const other = world.write('thing-1.0.exe', 'evil');
    expect(said(await one(other))).toEqual(['incomplete', 'not-listed']);
  });

  it('the list alone asks for all it lists', async () => {
    const x = world.write('thing-1.0.tar', 'release');
    const y = world.write('thing-1.0.zip', 'zip');
    const list = sums(x, y);
    gpgSign(list, ada);
    expect(said((await world.verifyAll({ paths: [list], publisher: 'App' }))[0]!)).toEqual([
      'verified',
      'verified-list',
    ]);
    rmSync(y);
    expect(said((await world.verifyAll({ paths: [list], publisher: 'App' }))[0]!)).toEqual([
      'incomplete',
      'list-incomplete',
    ]);
    world.write('thing-1.0.tar', 'evil');
    expect(said((await world.verifyAll({ paths: [list], publisher: 'App' }))[0]!)).toEqual([
      'invalid',
      'list-has-mismatches',
    ]);
  });

  it.each([
    ['a name that leads outside', '../outside'],
    ['an absolute name', '/etc/passwd'],
  ])('%s makes the list malformed', async (_what, name) => {
    const x = world.write('thing-1.0.tar', 'release');
    world.write('SHA256SUMS', `${sha256(x)}  thing-1.0.tar\n${'0'.repeat(64)}  ${name}\n`);
    const result = await one(x);
    expect(said(result)).toEqual(['invalid', 'list-malformed']);
    expect(said(await one(join(world.folder, 'SHA256SUMS')))).toEqual(['invalid', 'list-malformed']);
  });

  it('does not follow a listed link that leads outside', async () => {
    const outside = world.write('../secret', 'secret');
    symlinkSync(outside, join(world.folder, 'link'));
    const list = world.write('SHA256SUMS', `${sha256(outside)}  link\n`);
    const result = await one(list);
    expect(said(result)).toEqual(['incomplete', 'list-none-here']);
    expect(result.evidence.some((check) => check.detail.includes('leads out'))).toBe(true);
    rmSync(outside);
  });

  it('compares a pasted digest', async () => {
    const x = world.write('thing-1.0.tar', 'release');
    const good = await world.verifyAll({ paths: [x], digests: [`sha256:${sha256(x)}`] });
    expect(said(good[0]!)).toEqual(['incomplete', 'digest-only']);
    const bad = await world.verifyAll({ paths: [x], digests: [`sha256:${'0'.repeat(64)}`] });
    expect(said(bad[0]!)).toEqual(['invalid', 'digest-mismatch']);
  });
});

describe('folders', () => {
  it('gives a result for each signed artifact, each manifest and each file that nothing covers', async () => {
    const x = world.write('r/appster-2.1.tar', 'release');
    const y = world.write('r/appster-2.1.zip', 'zip');
    gpgSign(x, ada);
    const list = world.write('r/SHA256SUMS', `${sha256(y)}  appster-2.1.zip\n`);
    gpgSign(list, ada);
    world.write('r/setup.exe', 'evil');
    world.write('r/.DS_Store', 'x');
    world.write('r/key.asc', world.gpg('--armor', '--export', ada));
    const results = await world.verifyAll({ paths: [join(world.folder, 'r')], publisher: 'App' });
    expect(Object.fromEntries(results.map((result) => [result.artifact.name, said(result)]))).toEqual({
      'appster-2.1.tar': ['verified', 'verified'],
      SHA256SUMS: ['verified', 'verified-list'],
      'setup.exe': ['incomplete', 'nothing-covers'],
    });
    expect(results.find((result) => result.artifact.name === 'SHA256SUMS')?.notes).toContain('unlisted-files');
  });

  it('says of a file that cannot be checked why', async () => {
    mkdirSync(join(world.folder, 'r'));
    symlinkSync('/nowhere', join(world.folder, 'r', 'dangling'));
    const results = await world.verify(join(world.folder, 'r'));
    expect(results.map((result) => said(result))).toEqual([['incomplete', 'could-not-check']]);
  });
});

describe('what is remembered', () => {
  it('every check is kept in the activity log', async () => {
    const path = world.write('remember-1.0.tar', 'release');
    gpgSign(path, ada);
    const result = await one(path);
    const entries = await world.services.activity.list({ limit: 5 });
    expect(entries[0]).toMatchObject({ kind: 'check', result: { id: result.id } });
  });

  it('a key that expired since is green only where this very signature was checked before', async () => {
    const made = new Date('2026-01-10T00:00:00Z');
    const faked = '20260110T000000';
    world.gpg(
      '--faked-system-time',
      faked,
      '--quick-generate-key',
      'Short <short@example.org>',
      'ed25519',
      'sign',
      '30d',
    );
    const short = /^fpr:+([0-9A-F]{40}):/m.exec(
      world.gpg('--with-colons', '--list-keys', '=Short <short@example.org>'),
    )![1]!;
    await world.services.keys.import(new TextEncoder().encode(world.gpg('--armor', '--export', short)), {});
    await world.pin('Shorty', short);
    const seen = world.write('shorty-1.0.tar', 'seen before');
    gpgSign(seen, short, undefined, '--faked-system-time', faked);
    const unseen = world.write('shorty-1.1.tar', 'not seen before');
    gpgSign(unseen, short, undefined, '--faked-system-time', faked);
    world.setNow(new Date(made.getTime() + 86_400_000));
    expect((await world.verifyAll({ paths: [seen], publisher: 'Shorty' }))[0]!.verdict).toBe('verified');
    world.setNow(new Date('2026-06-01T00:00:00Z'));
    const again = (await world.verifyAll({ paths: [seen], publisher: 'Shorty' }))[0]!;
    expect(said(again)).toEqual(['verified', 'verified-expired-since']);
    expect(again.signatures[0]!.notes).toContain('key-expired-since');
    expect(said((await world.verifyAll({ paths: [unseen], publisher: 'Shorty' }))[0]!)).toEqual([
      'untrusted',
      'expired-since',
    ]);
  });
});

describe('progress', () => {
  it('counts the files of a list that is asked, and their bytes, and ends at the whole', async () => {
    const files = ['a.bin', 'b.bin', 'c.bin'].map((name) => world.write(name, name.repeat(50_000)));
    const list = sums(...files, world.write('gone.bin', 'gone'));
    gpgSign(list, ada);
    rmSync(join(world.folder, 'gone.bin'));
    const told: { itemsDone: number; itemsTotal: number; bytesDone: number; bytesTotal: number }[] = [];
    const request = { paths: [list], digests: [], lookBeside: true };
    for await (const result of world.services.verify.verify(request, { onProgress: (progress) => told.push(progress) }))
      expect(result.manifest?.matched).toBe(3);
    const bytes = 3 * 5 * 50_000 + readFileSync(list).length;
    expect(told.at(-1)).toMatchObject({ itemsDone: 5, itemsTotal: 5, bytesDone: bytes, bytesTotal: bytes });
    for (const { bytesDone, bytesTotal } of told) expect(bytesDone).toBeLessThanOrEqual(bytesTotal);
  });
});
