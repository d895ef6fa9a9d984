import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GnupgEngine } from '../../../../electron/core/engines/gnupg/gnupg-engine.ts';
import type { Ask, SignContext, SignSource } from '../../../../electron/core/engines/engine.ts';
import { openGnupg } from '../../../../electron/core/gnupg/gnupg.ts';
import { TestHome } from '../../gnupg/home.ts';

const home = new TestHome();
const folder = join(home.path, 'f');
const artifact = join(folder, '--[GNUPG:] SIG_CREATED D 22 8 00 1 x.bin');
const nobodyAsks: Ask = (prompt) => Promise.reject(new Error(`asked for ${prompt.kind}`));

beforeAll(() => {
  mkdirSync(folder);
  writeFileSync(artifact, Buffer.alloc(100_000, 7));
});
afterAll(() => home.remove());

function fileSource(path = artifact, size = 100_000): SignSource {
  const unused = () => Promise.reject(new Error('not asked for'));
  return {
    kind: 'file',
    reading: {
      path,
      size,
      hasNul: true,
      digest: unused,
      assertUnchanged: () => Promise.resolve(),
      close: () => undefined,
    },
  };
}

function context(ask: Ask = nobodyAsks, signal?: AbortSignal): SignContext {
  return { now: new Date(), ask, ...(signal ? { signal } : {}) };
}

async function signs(fingerprint: string, by = fingerprint): Promise<void> {
  const engine = new GnupgEngine(home.open());
  const made = await engine.sign(fileSource(), `gpg:${fingerprint}`, context());
  const { exit, valid } = home.verify(made.packets, artifact);
  expect({ exit, valid }).toEqual({ exit: 0, valid: [by] });
  expect(await engine.wants(`gpg:${fingerprint}`, new Date())).toEqual([{ algorithm: made.digest }]);
}

describe('signing with every kind of key', () => {
  it.each([
    ['ed25519', 'sha256'],
    ['rsa2048', 'sha256'],
    ['nistp256', 'sha256'],
    ['nistp384', 'sha384'],
    ['nistp521', 'sha512'],
    ['brainpoolP512r1', 'sha512'],
    ['dsa2048', 'sha256'],
  ])('%s, over %s', async (algorithm, digest) => {
    const fingerprint = home.generate({ userId: `${algorithm} <${algorithm}@example.org>`, algorithm });
    await signs(fingerprint);
    const made = await new GnupgEngine(home.open()).sign(fileSource(), `gpg:${fingerprint}`, context());
    expect(made.digest).toBe(digest);
    expect(
      (await new GnupgEngine(home.open()).listKeys(new Date())).find((k) => k.fingerprint === fingerprint),
    ).toMatchObject({
      algorithm,
      engine: 'gnupg',
      secret: 'gnupg',
      canSign: true,
      status: 'valid',
    });
  });

  it('the newest subkey that can, as gpg itself chooses; or exactly the one that is named', async () => {
    const primary = home.generate({ userId: 'Subs <s@example.org>', usage: 'cert', at: '20240101T000000' });
    const older = home.addSubkey(primary, 'ed25519', { at: '20240201T000000' });
    const newer = home.addSubkey(primary, 'rsa2048', { at: '20240301T000000' });
    home.addSubkey(primary, 'ed25519', { at: '20240401T000000', expire: '1m' });
    const own = home.verify(home.gpg(['-u', primary, '--detach-sign', '-o', '-', artifact]), artifact);
    expect(own.valid).toEqual([newer]);
    await signs(primary, newer);
    await signs(older, older);
  });

  it('with its primary kept elsewhere', async () => {
    const away = new TestHome();
    try {
      const primary = away.generate({ userId: 'Away <a@example.org>', usage: 'cert' });
      const subkey = away.addSubkey(primary, 'ed25519');
      home.gpg(['--import'], away.gpg(['--export-secret-subkeys', primary]));
      await signs(primary, subkey);
      const listed = (await new GnupgEngine(home.open()).listKeys(new Date())).find(
        (key) => key.fingerprint === primary,
      );
      expect(listed).toMatchObject({ hasPrimarySecret: false, secret: 'gnupg', canSign: true });
      await expect(
        new GnupgEngine(home.open()).sign(fileSource(), `gpg:${subkey.replace(/.$/, 'Z')}`, context()),
      ).rejects.toMatchObject({ code: 'key-not-found' });
    } finally {
      away.remove();
    }
  });

  it('several at once, each by its own key, into one file', async () => {
    const keys = ['One', 'Two'].map((name) => home.generate({ userId: `${name} <${name}@example.org>` }));
    const engine = new GnupgEngine(home.open());
    const made = await Promise.all(keys.map((key) => engine.sign(fileSource(), `gpg:${key}`, context())));
    const { exit, valid } = home.verify(Buffer.concat(made.map(({ packets }) => packets)), artifact);
    expect({ exit, valid }).toEqual({ exit: 0, valid: keys });
  });

  it.each(['a\n-dash  \t\nlast', 'with end\n', 'ümlaut \r\n\r\n\n', '', 'From x\n'])(
    'text in the clear: %j',
    async (text) => {
      const key = home.generate({ userId: `Clear ${Buffer.from(text).toString('hex')} <c@example.org>` });
      const source: SignSource = { kind: 'cleartext', text, name: 'text' };
      const made = await new GnupgEngine(home.open()).sign(source, `gpg:${key}`, context());
      const armored = `-----BEGIN PGP SIGNATURE-----\n\n${Buffer.from(made.packets).toString('base64')}\n-----END PGP SIGNATURE-----\n`;
      const escaped = text.replaceAll(/^-/gm, '- -');
      const message = `-----BEGIN PGP SIGNED MESSAGE-----\nHash: ${made.digest.toUpperCase()}\n\n${escaped}\n${armored}`;
      const out = home
        .gpg(['--status-fd', '1', '--output', join(folder, 'o'), '--yes', '--verify'], message)
        .toString();
      expect(out).toContain(`[GNUPG:] VALIDSIG ${key}`);
    },
  );
});

describe('keys that may not sign', () => {
  async function refused(key: string, code: string, now = new Date()): Promise<void> {
    const engine = new GnupgEngine(home.open());
    await expect(engine.sign(fileSource(), key, { now, ask: nobodyAsks })).rejects.toMatchObject({ code });
  }

  it('expired', async () => {
    const key = home.generate({ userId: 'Expired <e@example.org>', at: '20200101T000000', expire: '1y' });
    await refused(`gpg:${key}`, 'key-expired');
    expect((await new GnupgEngine(home.open()).listKeys(new Date())).find((k) => k.fingerprint === key)).toMatchObject({
      status: 'expired',
      canSign: false,
    });
  });

  it('whose only signing subkey expired', async () => {
    const key = home.generate({ userId: 'Half <h@example.org>', usage: 'cert', at: '20200101T000000' });
    home.addSubkey(key, 'ed25519', { at: '20200102T000000', expire: '1m' });
    await refused(`gpg:${key}`, 'key-expired');
  });

  it('revoked', async () => {
    const key = home.generate({ userId: 'Revoked <r@example.org>' });
    await signs(key);
    const { readFileSync } = await import('node:fs');
    const certificate = readFileSync(join(home.path, 'openpgp-revocs.d', `${key}.rev`), 'utf8').replace(
      /^:---/m,
      '---',
    );
    home.gpg(['--import'], certificate);
    await refused(`gpg:${key}`, 'key-revoked');
  });

  it('that only certify', async () => {
    const key = home.generate({ userId: 'Certify <y@example.org>', usage: 'cert' });
    await refused(`gpg:${key}`, 'no-signing-key');
  });

  it('whose secret part is not there', async () => {
    const other = new TestHome();
    try {
      const key = other.generate({ userId: 'Public <p@example.org>' });
      home.gpg(['--import'], other.gpg(['--export', key]));
      await refused(`gpg:${key}`, 'no-secret-part');
    } finally {
      other.remove();
    }
  });

  it('that are not there, or not named as keys are', async () => {
    await refused(`gpg:${'0123456789'.repeat(4)}`, 'key-not-found');
    await refused('gpg:--version', 'key-not-found');
  });
});

describe('a key with a passphrase', () => {
  let key: string;
  beforeAll(() => {
    key = home.generate({ userId: 'Locked <l@example.org>', passphrase: 'open sesame %41' });
  });

  it('asks once, names the key and the file, and signs', async () => {
    home.kill();
    const asked: unknown[] = [];
    const engine = new GnupgEngine(home.open());
    const ask: Ask = (prompt) => {
      asked.push(prompt);
      return Promise.resolve('open sesame %41');
    };
    const made = await engine.sign(fileSource(), `gpg:${key}`, context(ask));
    expect(home.verify(made.packets, artifact).valid).toEqual([key]);
    expect(asked).toEqual([{ kind: 'passphrase', key: `gpg:${key}`, files: [artifact] }]);
    await engine.sign(fileSource(), `gpg:${key}`, context());
  });

  it('a wrong one is sent once', async () => {
    home.kill();
    let asked = 0;
    const ask: Ask = () => Promise.resolve(`wrong ${++asked}`);
    const failed = new GnupgEngine(home.open()).sign(fileSource(), `gpg:${key}`, context(ask));
    await expect(failed).rejects.toMatchObject({ code: 'wrong-passphrase' });
    await expect(failed).rejects.not.toMatchObject({ detail: expect.stringContaining('wrong 1') as string });
    expect(asked).toBe(1);
  });

  it('one with a line end is not sent at all', async () => {
    home.kill();
    const ask: Ask = () => Promise.resolve('open\nsesame');
    const failed = new GnupgEngine(home.open()).sign(fileSource(), `gpg:${key}`, context(ask));
    await expect(failed).rejects.toMatchObject({ code: 'wrong-passphrase' });
  });

  it('the question can be closed, and the run cancelled while it is open', async () => {
    home.kill();
    const engine = new GnupgEngine(home.open());
    await expect(
      engine.sign(
        fileSource(),
        `gpg:${key}`,
        context(() => Promise.resolve(null)),
      ),
    ).rejects.toMatchObject({ code: 'cancelled' });
    const abort = new AbortController();
    const ask: Ask = () => {
      abort.abort();
      return new Promise(() => undefined);
    };
    await expect(engine.sign(fileSource(), `gpg:${key}`, context(ask, abort.signal))).rejects.toMatchObject({
      code: 'cancelled',
    });
  });

  it('the agent forbids that the window asks', async () => {
    home.agentOptions(['no-allow-loopback-pinentry']);
    const failed = new GnupgEngine(home.open()).sign(fileSource(), `gpg:${key}`, context());
    await expect(failed).rejects.toMatchObject({ code: 'gnupg-pinentry' });
    home.agentOptions([]);
  });

  it('pinentry asks where the setting says so', async () => {
    const pinentry = join(home.path, 'pinentry');
    const script =
      '#!/bin/sh\necho OK\nwhile read -r word rest; do case $word in GETPIN) echo "D open sesame %2541"; echo OK;; BYE) echo OK; exit;; *) echo OK;; esac; done\n';
    writeFileSync(pinentry, script, { mode: 0o755 });
    home.agentOptions([`pinentry-program ${pinentry}`]);
    const made = await new GnupgEngine(home.open('pinentry')).sign(fileSource(), `gpg:${key}`, context());
    expect(home.verify(made.packets, artifact).valid).toEqual([key]);

    writeFileSync(
      pinentry,
      script.replace('echo "D open sesame %2541"; echo OK', 'echo "ERR 83886179 Operation cancelled"'),
    );
    home.kill();
    await expect(
      new GnupgEngine(home.open('pinentry')).sign(fileSource(), `gpg:${key}`, context()),
    ).rejects.toMatchObject({ code: 'cancelled' });
  });

  it.each([
    ['is not installed', 'pinentry-program /nonexistent/pinentry'],
    ['has no terminal', 'pinentry-program /usr/bin/pinentry-curses'],
  ])('pinentry %s', async (_, option) => {
    home.agentOptions([option]);
    const gnupg = openGnupg({
      env: { ...home.env, GPG_TTY: '', DISPLAY: '' },
      prompts: 'pinentry',
      clock: () => new Date(),
    });
    await expect(new GnupgEngine(gnupg).sign(fileSource(), `gpg:${key}`, context())).rejects.toMatchObject({
      code: 'gnupg-pinentry',
    });
    home.agentOptions([]);
  });
});

describe('a machine that is not in order', () => {
  it('no agent can be started', async () => {
    const broken = new TestHome();
    try {
      const key = broken.generate({ userId: 'X <x@example.org>' });
      broken.kill();
      writeFileSync(join(broken.path, 'gpg.conf'), 'agent-program /nonexistent\n');
      const engine = new GnupgEngine(broken.open());
      await expect(engine.sign(fileSource(), `gpg:${key}`, context())).rejects.toMatchObject({ code: 'gnupg-agent' });
      await expect(engine.listKeys(new Date())).rejects.toMatchObject({ code: 'gnupg-agent' });
      const { certificates, problem } = await (await broken.open().requireKeyring()).list();
      expect(certificates).toHaveLength(1);
      expect(problem).toMatchObject({ code: 'gnupg-agent' });
    } finally {
      broken.remove();
    }
  });

  it('the socket has too long a path', async () => {
    const ok = new TestHome();
    const long = join(ok.path, 'x'.repeat(110));
    try {
      const key = ok.generate({ userId: 'X <x@example.org>' });
      ok.kill();
      mkdirSync(long, { mode: 0o700 });
      for (const name of ['pubring.kbx', 'private-keys-v1.d'])
        cpSync(join(ok.path, name), join(long, name), { recursive: true });
      const gnupg = openGnupg({ env: { ...ok.env, GNUPGHOME: long }, prompts: 'app', clock: () => new Date() });
      await expect(new GnupgEngine(gnupg).sign(fileSource(), `gpg:${key}`, context())).rejects.toMatchObject({
        code: 'gnupg-agent',
      });
    } finally {
      ok.remove();
    }
  });

  it('gpg is not installed', async () => {
    const gnupg = openGnupg({ env: { ...home.env, PATH: '' }, prompts: 'app', clock: () => new Date() });
    expect(await gnupg.version()).toBeUndefined();
    expect(await gnupg.cards()).toEqual([]);
    expect(await new GnupgEngine(gnupg).listKeys(new Date())).toEqual([]);
    await expect(new GnupgEngine(gnupg).sign(fileSource(), `gpg:${'A'.repeat(40)}`, context())).rejects.toMatchObject({
      code: 'gnupg-absent',
    });
  });

  it('a program that says it succeeded and shows no signature', async () => {
    const bin = join(home.path, 'bin');
    mkdirSync(bin);
    const key = home.generate({ userId: 'Lied <lied@example.org>' });
    const fake = join(bin, 'gpg');
    const list = '*--list-keys*) exec /usr/bin/gpg "$@";;';
    const engine = new GnupgEngine(
      openGnupg({
        env: { ...home.env, PATH: `${bin}:${home.env['PATH'] ?? ''}` },
        prompts: 'app',
        clock: () => new Date(),
      }),
    );
    const lies = [
      'exit 0',
      `echo "[GNUPG:] SIG_CREATED D 22 8 00 1795241700 ${key}" >&2; exit 0`,
      `echo "[GNUPG:] SIG_CREATED D 22 8 00 1795241700 ${'B'.repeat(40)}" >&3; exit 0`,
      `echo "[GNUPG:] SIG_CREATED D 22 2 00 1795241700 ${key}" >&3; exit 0`,
      `echo "[GNUPG:] SIG_CREATED D 22 8 00 1795241700 ${key}" >&3; exit 0`,
      `echo "[GNUPG:] GET_BOOL openfile.overwrite.okay" >&3; sleep 20`,
      `echo "[GNUPG:] GET_HIDDEN something.else" >&3; sleep 20`,
      `echo "not a status line" >&3; sleep 20`,
      'head -c 1000000 /dev/zero; exit 0',
    ];
    for (const lie of lies) {
      writeFileSync(fake, `#!/bin/sh\ncase "$*" in ${list} *) ${lie};; esac\n`, { mode: 0o755 });
      await expect(engine.sign(fileSource(), `gpg:${key}`, context()), lie).rejects.toMatchObject({
        code: 'gnupg-failed',
      });
    }
  });

  it('gpg.conf that wants text mode, armor, SHA-1 or a second signer', async () => {
    const key = home.generate({ userId: 'Conf <conf@example.org>' });
    const conf = join(home.path, 'gpg.conf');
    writeFileSync(conf, 'textmode\narmor\ndigest-algo SHA1\n');
    await signs(key);
    writeFileSync(conf, `local-user ${home.fingerprint('One <One@example.org>')}\n`);
    await expect(new GnupgEngine(home.open()).sign(fileSource(), `gpg:${key}`, context())).rejects.toMatchObject({
      code: 'gnupg-failed',
    });
    rmSync(conf);
  });

  it('what is to be signed is no file, or is gone', async () => {
    const key = home.fingerprint('One <One@example.org>');
    const engine = new GnupgEngine(home.open());
    await expect(engine.sign(fileSource(folder), `gpg:${key}`, context())).rejects.toMatchObject({
      code: 'not-a-file',
    });
    await expect(engine.sign(fileSource(join(folder, 'gone')), `gpg:${key}`, context())).rejects.toMatchObject({
      code: 'ENOENT',
    });
  });
});
