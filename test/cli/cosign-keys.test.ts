import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type CommandLine, openCommandLine } from './command-line.ts';

let cli: CommandLine;

beforeEach(() => {
  cli = openCommandLine();
});
afterEach(() => cli.close());

const list = async (...flags: string[]) => (await cli.run(['keys', 'list', '--json', ...flags])).json();
const generate = async (...flags: string[]) => {
  const made = await cli.run(['keys', 'generate', '--type', 'cosign', '--json', ...flags]);
  expect([made.stderr, made.status]).toEqual(['', 0]);
  return made.json()[0]!;
};

describe('keys of cosign’s kind', () => {
  it('are made, listed by their type and deleted', async () => {
    const key = await generate('--name', 'Release key');
    expect(key).toEqual({
      id: `cosign:${key.fingerprint}`,
      type: 'cosign',
      fingerprint: expect.stringMatching(/^[0-9A-F]{64}$/) as unknown,
      userIds: ['Release key'],
      createdAt: expect.stringMatching(/^\d{4}-.*Z$/) as unknown,
      expiresAt: null,
      status: 'valid',
      secret: 'passphrase',
    });
    const openpgp = await cli.appKey('Ada <ada@example.org>');
    expect((await list()).map(({ id }) => id)).toEqual([openpgp, key.id]);
    expect((await list('--type', 'cosign')).map(({ id }) => id)).toEqual([key.id]);
    expect((await list('--type', 'openpgp')).map(({ id }) => id)).toEqual([openpgp]);
    expect((await cli.run(['keys', 'list'])).stdout).toContain('ECDSA P-256');
    expect((await cli.run(['keys', 'delete', key.fingerprint])).stderr).toContain(
      'deleting Release key cannot be undone',
    );
    expect((await cli.run(['keys', 'delete', key.fingerprint, '--yes'])).status).toBe(0);
    expect((await list()).map(({ id }) => id)).toEqual([openpgp]);
  });

  it.each(['p384', 'p521', 'rsa2048', 'ed25519'])('are made of the kind %s too', async (algorithm) => {
    const key = await generate('--algorithm', algorithm);
    const { stdout } = await cli.run(['keys', 'export', key.id]);
    const kind = { p384: 'ec', p521: 'ec', rsa2048: 'rsa', ed25519: 'ed25519' }[algorithm];
    expect(createPublicKey(stdout).asymmetricKeyType).toBe(kind);
  });

  it('go out and come in under a passphrase: from a file, or from COSIGN_PASSWORD', async () => {
    const key = await generate();
    cli.write('../pw', 'päss wörd\n');
    const out = ['keys', 'export', key.id, '--secret', '--passphrase-file', '../pw'];
    expect((await cli.run([...out, '--output', 'cosign.key'])).status).toBe(0);
    expect(statSync(cli.path('cosign.key')).mode & 0o777).toBe(0o600);
    expect(cli.read('cosign.key')).toMatch(/^-----BEGIN ENCRYPTED SIGSTORE PRIVATE KEY-----\n/);
    expect((await cli.run(['keys', 'delete', key.fingerprint, '--yes'])).status).toBe(0);
    const back = await cli.run(['keys', 'import', 'cosign.key', '--passphrase-file', '../pw', '--json']);
    expect(back.json()).toMatchObject([{ id: key.id, userIds: ['cosign'] }]);
    expect((await cli.run([...out, '--output', 'c2.key', '--format', 'cosign'])).status).toBe(0);
    for (const format of ['pem', 'openpgp'])
      expect((await cli.run([...out, '--output', 'c3.key', '--format', format])).stderr).toContain(
        'write --format cosign',
      );
    expect((await cli.run(['keys', 'export', key.id, '--format', 'cosign'])).stderr).toContain('write --format pem');

    const there = { env: { COUNTERSIGN_HOME: cli.otherHome('other') } };
    const asked = await cli.run(['keys', 'import', 'cosign.key'], there);
    expect([asked.status, asked.stderr]).toEqual([
      2,
      expect.stringContaining('give --passphrase-file FILE') as unknown,
    ]);
    const wrong = await cli.run(['keys', 'import', 'cosign.key'], { env: { ...there.env, COSIGN_PASSWORD: 'wrong' } });
    expect(wrong.status).toBe(5);
    for (const how of [
      { flags: [], env: { ...there.env, COSIGN_PASSWORD: 'päss wörd' } },
      // The flag wins over the environment.
      { flags: ['--passphrase-file', '../pw'], env: { ...there.env, COSIGN_PASSWORD: 'wrong' } },
    ]) {
      const imported = await cli.run(['keys', 'import', 'cosign.key', '--json', ...how.flags], { env: how.env });
      expect([imported.stderr, imported.status]).toEqual(['', 0]);
      expect(imported.json()).toMatchObject([{ id: key.id, secret: 'passphrase' }]);
    }
  });

  it('in plain PEM come in with a warning', async () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    cli.write('plain.pem', privateKey.export({ type: 'sec1', format: 'pem' }));
    const { status, stderr, json } = await cli.run(['keys', 'import', 'plain.pem', '--json']);
    expect(status).toBe(0);
    expect(stderr).toMatch(/warning: plain\.pem has no passphrase/);
    const [key] = json();
    const exported = (await cli.run(['keys', 'export', key!.id])).stdout;
    expect(createPublicKey(exported).equals(createPublicKey(privateKey))).toBe(true);
  });

  it('survive a backup', async () => {
    const key = await generate('--name', 'Release key');
    cli.write('../pw', 'backup\n');
    expect((await cli.run(['keys', 'backup', 'b', '--passphrase-file', '../pw'])).status).toBe(0);
    const there = { env: { COUNTERSIGN_HOME: cli.otherHome('other') } };
    const restored = await cli.run(['keys', 'restore', 'b', '--passphrase-file', '../pw'], there);
    expect([restored.stderr, restored.status]).toEqual(['', 0]);
    expect((await cli.run(['keys', 'list', '--json'], there)).json()).toMatchObject([
      { id: key.id, userIds: ['Release key'], secret: 'passphrase' },
    ]);
  });

  it('leave no secret in a file, a log or an output', async () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    cli.write('../plain.pem', pem);
    cli.write('../pw', 'canary-export-52ab\n');
    const [key] = (await cli.run(['keys', 'import', '../plain.pem', '--json'])).json();
    const ended = [
      await cli.run(['keys', 'export', key!.id, '--secret', '--output', 'k', '--passphrase-file', '../pw']),
      await cli.run(['keys', 'import', 'k', '--json'], { env: { COSIGN_PASSWORD: 'canary-export-52ab' } }),
      await cli.run(['keys', 'import', 'k', '--json'], { env: { COSIGN_PASSWORD: 'canary-wrong' } }),
      await cli.run(['keys', 'list', '--json']),
    ];
    const secret = Buffer.from(createPrivateKey(pem).export({ format: 'jwk' }).d!, 'base64url');
    const forms = [...(['hex', 'base64', 'latin1'] as const).map((form) => secret.toString(form)), pem.split('\n')[1]!];
    const files = [cli.home, cli.folder].flatMap((folder) =>
      readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1')),
    );
    for (const text of [...files, ...ended.map(({ stdout, stderr }) => stdout + stderr)]) {
      for (const form of forms) expect(text).not.toContain(form);
      expect(text).not.toContain('canary');
    }
  });
});
