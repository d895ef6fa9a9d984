import { chmodSync, writeFileSync } from 'node:fs';
import { execSync } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { examineGnupg } from '../../../electron/core/gnupg/doctor.ts';
import type { Fact } from '../../../electron/core/gnupg/doctor.ts';
import { openGnupg } from '../../../electron/core/gnupg/gnupg.ts';
import { TestHome } from './home.ts';

let home: TestHome;
beforeEach(() => {
  home = new TestHome();
});
afterEach(() => home.remove());

async function fact(
  id: string,
  env: NodeJS.ProcessEnv = {},
  prompts: 'app' | 'pinentry' = 'app',
): Promise<Fact | undefined> {
  const gnupg = openGnupg({ env: { ...home.env, ...env }, prompts, clock: () => new Date() });
  return (await examineGnupg(gnupg)).find((one) => one.id === id);
}

describe('what is in order', () => {
  it('is said so', async () => {
    writeFileSync(join(home.path, 'scd'), '#!/bin/sh\nexit 1\n', { mode: 0o755 });
    writeFileSync(join(home.path, 'pin'), '#!/bin/sh\nexit 1\n', { mode: 0o755 });
    home.agentOptions([`scdaemon-program ${home.path}/scd`, `pinentry-program ${home.path}/pin`]);
    const facts = await examineGnupg(home.open());
    expect(facts.map(({ id, ok }) => [id, ok])).toEqual([
      ['gnupg', true],
      ['gnupg-home', true],
      ['gnupg-agent', true],
      ['gnupg-pinentry', true],
      ['gnupg-loopback', true],
      ['gnupg-scdaemon', true],
    ]);
    expect(facts.every((one) => one.mend === undefined)).toBe(true);
  });
});

describe('what is not', () => {
  it('gpg', async () => {
    expect(await fact('gnupg', { PATH: '' })).toMatchObject({ ok: false, mend: 'apt-get install gnupg' });
  });

  it('a home that others may enter, by the command that mends it', async () => {
    chmodSync(home.path, 0o755);
    const found = await fact('gnupg-home');
    expect(found).toMatchObject({ ok: false, mend: `chmod 700 ${home.path}` });
    execSync(found!.mend!);
    expect(await fact('gnupg-home')).toMatchObject({ ok: true });
  });

  it('a home that is named and not there', async () => {
    const path = join(home.path, "it's");
    const found = await fact('gnupg-home', { GNUPGHOME: path });
    expect(found).toMatchObject({ ok: false, detail: `${path} does not exist` });
    execSync(found!.mend!);
    expect(await fact('gnupg-home', { GNUPGHOME: path })).toMatchObject({ ok: true });
  });

  it('an agent that does not start', async () => {
    execSync(`mkdir -p ${home.path}/S.gpg-agent/x`);
    expect(await fact('gnupg-agent')).toMatchObject({ ok: false, mend: 'gpgconf --kill gpg-agent' });
  });

  it('a socket whose path is too long', async () => {
    const path = join(home.path, 'x'.repeat(110));
    execSync(`mkdir -m 700 ${path}`);
    expect(await fact('gnupg-agent', { GNUPGHOME: path })).toMatchObject({
      ok: false,
      detail: expect.stringContaining('too long') as string,
    });
  });

  it('a pinentry that is not there', async () => {
    home.agentOptions(['pinentry-program /nonexistent/pinentry']);
    expect(await fact('gnupg-pinentry')).toMatchObject({ ok: false, detail: '/nonexistent/pinentry does not run' });
  });

  it('an agent that lets no window ask, by the command that mends it', async () => {
    home.agentOptions(['no-allow-loopback-pinentry']);
    const found = await fact('gnupg-loopback');
    expect(found).toMatchObject({ ok: false });
    execSync(found!.mend!, { env: home.env });
    expect(await fact('gnupg-loopback')).toMatchObject({ ok: true });
    expect(await fact('gnupg-loopback', {}, 'pinentry')).toBeUndefined();
  });

  it('no terminal for pinentry', async () => {
    const none = { DISPLAY: '', WAYLAND_DISPLAY: '', GPG_TTY: '' };
    expect(await fact('gnupg-tty', none, 'pinentry')).toMatchObject({ ok: false, mend: 'export GPG_TTY=$(tty)' });
    expect(await fact('gnupg-tty', { ...none, GPG_TTY: '/dev/pts/9' }, 'pinentry')).toMatchObject({ ok: true });
    expect(await fact('gnupg-tty', none)).toBeUndefined();
  });

  it('no scdaemon', async () => {
    home.agentOptions(['scdaemon-program /nonexistent/scdaemon']);
    expect(await fact('gnupg-scdaemon')).toMatchObject({ ok: false, mend: 'apt-get install scdaemon' });
  });
});
