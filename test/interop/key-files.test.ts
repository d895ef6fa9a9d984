import { execFile } from 'node:child_process';
import { createHash, createPublicKey } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { programOf, runProgram, type Ended } from './programs.ts';

const PASSPHRASE = 'a passphrase of a key file';

let folder: string;
const at = (name: string): string => join(folder, name);
const countersign = async (...args: string[]): Promise<string> => {
  const { stdout } = await promisify(execFile)(process.execPath, [inject('countersign'), ...args], {
    cwd: folder,
    env: {
      PATH: process.env['PATH'],
      HOME: folder,
      COUNTERSIGN_HOME: at('home'),
      COUNTERSIGN_STORE_PASSPHRASE_FILE: at('store-passphrase'),
      DBUS_SESSION_BUS_ADDRESS: 'disabled:',
    },
  });
  return stdout;
};
const cosign = (passphrase: string, ...args: string[]): Promise<Ended> =>
  runProgram(programOf('cosign'), args, { cwd: folder, env: { COSIGN_PASSWORD: passphrase } });
const spki = (pem: string): Buffer => createPublicKey(pem).export({ format: 'der', type: 'spki' });
const fingerprintOf = (pem: string): string => createHash('sha256').update(spki(pem)).digest('hex').toUpperCase();
const fingerprintIn = (line: string): string => (JSON.parse(line) as { fingerprint: string }).fingerprint;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cs-interop-'));
  writeFileSync(at('store-passphrase'), 'the store\n', { mode: 0o600 });
  writeFileSync(at('passphrase'), `${PASSPHRASE}\n`, { mode: 0o600 });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('keeps a key that cosign made, as the same key', async () => {
  expect(await cosign(PASSPHRASE, 'generate-key-pair', '--output-key-prefix', at('theirs'))).toMatchObject({
    status: 0,
  });
  const line = await countersign('keys', 'import', '--passphrase-file', 'passphrase', '--json', 'theirs.key');
  const theirs = readFileSync(at('theirs.pub'), 'utf8');
  expect(fingerprintIn(line)).toBe(fingerprintOf(theirs));
  await countersign('keys', 'export', fingerprintIn(line), '--format', 'pem', '--output', 'back.pub');
  expect(spki(readFileSync(at('back.pub'), 'utf8'))).toEqual(spki(theirs));
});

it('refuses a key of cosign’s with another passphrase', async () => {
  writeFileSync(at('wrong'), 'another passphrase\n');
  await expect(countersign('keys', 'import', '--passphrase-file', 'wrong', 'theirs.key')).rejects.toThrow();
});

it('makes a key that cosign signs with, and no other passphrase opens it', async () => {
  const fingerprint = fingerprintIn(
    await countersign('keys', 'generate', '--type', 'cosign', '--name', 'Ada', '--json'),
  );
  const secret = ['--secret', '--format', 'cosign', '--passphrase-file', 'passphrase', '--output', 'ours.key'];
  await countersign('keys', 'export', fingerprint, ...secret);
  await countersign('keys', 'export', fingerprint, '--format', 'pem', '--output', 'ours.pub');
  const shown = await cosign(PASSPHRASE, 'public-key', '--key', 'ours.key');
  expect(fingerprintOf(shown.stdout)).toBe(fingerprint);
  expect((await cosign('another passphrase', 'public-key', '--key', 'ours.key')).status).not.toBe(0);

  writeFileSync(at('a.bin'), 'a file');
  writeFileSync(at('b.bin'), 'another file');
  const offline = ['--use-signing-config=false', '--new-bundle-format=false', '--tlog-upload=false'];
  const signed = await cosign(
    PASSPHRASE,
    'sign-blob',
    ...offline,
    '--key',
    'ours.key',
    '--output-signature',
    'a.sig',
    'a.bin',
  );
  expect(signed, signed.stderr).toMatchObject({ status: 0 });
  const check = (file: string) =>
    cosign(
      '',
      'verify-blob',
      '--new-bundle-format=false',
      '--insecure-ignore-tlog',
      '--key',
      'ours.pub',
      '--signature',
      'a.sig',
      file,
    );
  expect(await check('a.bin')).toMatchObject({ status: 0 });
  expect((await check('b.bin')).status).not.toBe(0);
});
