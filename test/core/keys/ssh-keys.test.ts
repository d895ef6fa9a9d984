import { createPublicKey, verify } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openSecretStore } from '../../../electron/core/keys/secret-store-open.ts';
import { isSshAgentId, isSshId, openSshAgentKeys, openSshKeys } from '../../../electron/core/keys/ssh-keys.ts';
import { signingKeys } from '../../../electron/core/sign/signing-keys.ts';
import { furnishStore } from '../../support/quick-store.ts';
import { SshAgentHome } from '../ssh/ssh-agent-home.ts';
import { SshHome } from '../ssh/ssh-home.ts';

const NOW = new Date('2026-11-21T12:00:00Z');
const ssh = new SshHome();
let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'ssh-keys-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));
afterAll(() => ssh.remove());

/** The keys of a home without a keychain. */
function open() {
  const absent = {
    state: () => Promise.resolve('absent' as const),
    get: () => Promise.resolve(null),
    set: () => Promise.reject(new Error('absent')),
    remove: () => Promise.resolve(),
  };
  const passphrase = 'store passphrase';
  furnishStore(home, passphrase);
  const askPassphrase = () => Promise.resolve(passphrase);
  return openSshKeys(home, openSecretStore({ home, keychain: absent, askPassphrase }), () => NOW);
}

/** The key in a line as `id_ed25519.pub` has it. */
function ed25519Of(line: string) {
  const x = Buffer.from(line.split(' ')[1] ?? '', 'base64')
    .subarray(-32)
    .toString('base64url');
  return createPublicKey({ format: 'jwk', key: { kty: 'OKP', crv: 'Ed25519', x } });
}

describe('an SSH key of the app’s own', () => {
  it('signs for its own public half, after the app was closed as well', async () => {
    const { id, fingerprint } = await open().generate({ name: 'Ada', algorithm: 'ed25519' });
    expect([isSshId(id), isSshAgentId(id)]).toEqual([true, false]);
    const keys = open();
    expect(await keys.listKeys()).toMatchObject([{ id, fingerprint, userIds: ['Ada'], canSign: true }]);
    const line = Buffer.from(await keys.exportPublic(id)).toString();
    const signer = await keys.signer(id);
    const value = await signer.sign(Buffer.from('data'));
    expect(verify(null, Buffer.from('data'), ed25519Of(line), value.subarray(-64))).toBe(true);
    expect(verify(null, Buffer.from('date'), ed25519Of(line), value.subarray(-64))).toBe(false);
  });

  it('comes from ssh-keygen and goes back to it, under a passphrase only', async () => {
    ssh.makeKey('made', '-t', 'ed25519');
    const keys = open();
    const [added] = (await keys.import(readFileSync(ssh.file('made')), undefined, 'made')) ?? [];
    const id = added?.id ?? '';
    expect(added).toMatchObject({ unprotected: true, engine: 'ssh', canSign: true });
    await expect(keys.exportSecret(id, '')).rejects.toMatchObject({ code: 'passphrase-needed' });
    const path = ssh.write('back', await keys.exportSecret(id, 'words'));
    rmSync(path);
    writeFileSync(path, await keys.exportSecret(id, 'words'), { mode: 0o600 });
    expect(ssh.run(['-y', '-P', 'words', '-f', path]).trim().split(' ')[1]).toBe(ssh.publicKey('made').split(' ')[1]);
    expect(() => ssh.run(['-y', '-P', 'other', '-f', path])).toThrow();
  });

  it('of which only the public half is known does not sign', async () => {
    const line = ssh.makeKey('public', '-t', 'ed25519');
    const keys = open();
    const [added] = (await keys.import(Buffer.from(`${line} Ada\n`), undefined)) ?? [];
    expect(added).toMatchObject({ secret: 'none', canSign: false, userIds: ['Ada'] });
    expect(await keys.listKeys()).toEqual([]);
    await expect(keys.signer(added?.id ?? '')).rejects.toMatchObject({ code: 'no-secret-part' });
    expect(await keys.import(Buffer.from('no key'), undefined)).toBeUndefined();
    await expect(keys.signer('ssh:00')).rejects.toMatchObject({ code: 'key-not-found' });
    await expect(keys.exportPublic('ssh:00')).rejects.toMatchObject({ code: 'key-not-found' });
  });

  it('whose public half somebody exchanged signs nothing', async () => {
    const keys = open();
    const mine = await keys.generate({ name: 'mine', algorithm: 'ed25519' });
    const folder = join(home, 'ssh-keys');
    const [file = ''] = readdirSync(folder);
    const text = readFileSync(join(folder, file), 'utf8');
    const other = ssh.makeKey('other', '-t', 'ed25519').split(' ')[1] ?? '';
    const own =
      Buffer.from(await keys.exportPublic(mine.id))
        .toString()
        .split(' ')[1] ?? '';
    expect(text).toContain(own);
    writeFileSync(join(folder, file), text.replace(own, other));
    await expect(open().signer(mine.id)).rejects.toMatchObject({ code: expect.any(String) as string });
  });
});

describe('the keys of the SSH agent', () => {
  let agent: SshAgentHome;
  beforeAll(async () => {
    agent = await SshAgentHome.start(ssh);
  });
  afterAll(() => agent.stop());

  it('are those that it shows; where it shows none, it is perhaps locked', async () => {
    ssh.makeKey('held', '-t', 'ed25519');
    const keys = openSshAgentKeys(agent.env);
    await expect(keys.signer('ssh-agent:00')).rejects.toMatchObject({ code: 'ssh-agent-refused' });
    agent.add(ssh.file('held'));
    const [held] = await keys.listKeys(NOW);
    const id = held?.id ?? '';
    expect([isSshAgentId(id), held?.canSign]).toEqual([true, true]);
    expect((await keys.signer(id)).key.algorithm).toBe('Ed25519');
    await expect(keys.signer('ssh-agent:00')).rejects.toMatchObject({ code: 'key-not-found' });
    const parts = (listed: Awaited<ReturnType<typeof keys.listKeys>>) => ({
      listKeys: () => Promise.resolve(listed),
      engines: [],
      publicKey: () => Promise.reject(new Error('not asked')),
      clock: () => NOW,
    });
    agent.lock();
    try {
      expect(await keys.listKeys(NOW)).toEqual([]);
      const detail = expect.stringContaining('locked') as string;
      await expect(keys.signer(id)).rejects.toMatchObject({ code: 'ssh-agent-refused', detail });
      await expect(signingKeys(parts([]), [id])).rejects.toMatchObject({ code: 'ssh-agent-refused' });
      await expect(signingKeys(parts([]), ['ssh:00'])).rejects.toMatchObject({ code: 'key-not-found' });
    } finally {
      agent.unlock();
    }
    const shown = await keys.listKeys(NOW);
    await expect(signingKeys(parts(shown), ['ssh-agent:00'])).rejects.toMatchObject({ code: 'key-not-found' });
  });

  it('are none where no agent answers, and who names one is told that', async () => {
    const gone = openSshAgentKeys({ SSH_AUTH_SOCK: ssh.file('gone.sock') });
    expect(await gone.listKeys(NOW)).toEqual([]);
    await expect(gone.signer('ssh-agent:00')).rejects.toMatchObject({ code: 'ssh-agent-absent' });
  });
});
