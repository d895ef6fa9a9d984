import { execFile, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GnupgEngine } from '../../../../electron/core/engines/gnupg/gnupg-engine.ts';
import type { Ask, SignSource } from '../../../../electron/core/engines/engine.ts';
import { takeSecret } from '../../gnupg/card.ts';
import { TestHome } from '../../gnupg/home.ts';
import { OpenpgpCard } from '../../gnupg/openpgp-card.ts';

/**
 * Opt-in, as it needs root and three Debian packages: `apt-get install scdaemon pcscd vsmartcard-vpcd`, no other pcscd
 * running, then COUNTERSIGN_VIRTUAL_CARD=/ (or the folder that the packages were unpacked to).
 */
const root = process.env['COUNTERSIGN_VIRTUAL_CARD'] ?? '';
const parts = {
  pcscd: join(root, 'usr/sbin/pcscd'),
  scdaemon: join(root, 'usr/lib/gnupg/scdaemon'),
  driver: join(root, 'usr/lib/pcsc/drivers/serial/libifdvpcd.so'),
  library: join(root, 'usr/lib/x86_64-linux-gnu/libpcsclite.so.1'),
};
const possible = root !== '' && Object.values(parts).every((path) => existsSync(path)) && process.getuid?.() === 0;
/** Not vpcd's own, so that a reader that is in use is let be. */
const PORT = 35_981;

describe.skipIf(!possible)('an OpenPGP card behind the real scdaemon and pcscd', () => {
  const home = new TestHome();
  if (!possible) home.remove(); // a suite that is skipped runs no afterAll
  const artifact = join(home.path, 'a.bin');
  let pcscd: ChildProcess;
  let key: string;
  let card: OpenpgpCard;

  beforeAll(async () => {
    writeFileSync(artifact, 'release');
    key = home.generate({ userId: 'Ada <ada@example.org>' });
    const readers = join(home.path, 'readers');
    mkdirSync(readers);
    const channel = `0x${PORT.toString(16).toUpperCase()}`;
    writeFileSync(
      join(readers, 'vpcd'),
      `FRIENDLYNAME "Virtual"\nDEVICENAME /dev/null:${channel}\nLIBPATH ${parts.driver}\nCHANNELID ${channel}\n`,
    );
    pcscd = spawn(parts.pcscd, ['--foreground', '--config', readers], { stdio: 'ignore' });
    const { pkcs8 } = await takeSecret(home, key);
    card = new OpenpgpCard(pkcs8, key);
    await until(() =>
      card.insert(PORT).then(
        () => true,
        () => false,
      ),
    );
    writeFileSync(join(home.path, 'scdaemon.conf'), `disable-ccid\npcsc-driver ${parts.library}\n`);
    home.agentOptions([`scdaemon-program ${parts.scdaemon}`]);
    await until(async () => (await home.open().cards()).length === 1);
    await helper('gpg-connect-agent', ['READKEY --no-data --card OPENPGP.1', '/bye']);
  }, 60_000);
  afterAll(async () => {
    card.remove();
    await helper('gpgconf', ['--kill', 'all']);
    home.remove();
    pcscd.kill();
  });

  // The card answers in this very process, so nothing here may wait for a child without letting it.
  const helper = (program: string, args: string[]) =>
    promisify(execFile)(program, args, { env: home.env, timeout: 20_000 });
  const unused = () => Promise.reject(new Error('not asked for'));
  const source: SignSource = {
    kind: 'file',
    reading: {
      path: artifact,
      size: 7,
      hasNul: false,
      digest: unused,
      assertUnchanged: () => Promise.resolve(),
      close: () => undefined,
    },
  };
  const engine = new GnupgEngine(home.open());
  const sign = (ask: Ask) => engine.sign(source, `gpg:${key}`, { now: new Date(), ask });
  const typing =
    (pin: string): Ask =>
    () =>
      Promise.resolve(pin);

  it('is listed, signs with its PIN, and gpg verifies', async () => {
    expect((await engine.listKeys(new Date()))[0]).toMatchObject({ secret: 'token', cardSerial: '12343021' });
    const made = await sign(typing('123456'));
    expect(home.verify(made.packets, artifact)).toEqual({ exit: 0, valid: [key] });
    expect(card).toMatchObject({ verifications: 1, signatures: 1 });
  });

  it('gets a wrong PIN once, tells the tries left, and blocks', async () => {
    card.remove();
    await card.insert(PORT);
    await helper('gpgconf', ['--kill', 'all']);
    await until(async () => (await home.open().cards()).length === 1);
    card.verifications = 0;
    await expect(sign(typing('654321'))).rejects.toMatchObject({
      code: 'card-pin-wrong',
      detail: expect.stringMatching(/^2 tries left/) as string,
    });
    await expect(sign(typing('654321'))).rejects.toMatchObject({ code: 'card-pin-wrong' });
    expect(card.verifications).toBe(1);
    card.tries = 1;
    await expect(sign(typing('000000'))).rejects.toMatchObject({ code: 'card-pin-blocked' });
    await expect(sign(typing('123456'))).rejects.toMatchObject({ code: 'card-pin-blocked' });
    expect(card.verifications).toBe(2);
  });

  it('is missed when it was taken out', async () => {
    card.remove();
    await until(async () => (await home.open().cards()).length === 0);
    await expect(sign(typing('123456'))).rejects.toMatchObject({ code: 'card-absent' });
  });
});

async function until(done: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    if (await done()) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('waited ten seconds in vain');
}
