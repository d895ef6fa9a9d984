import { chmodSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { bcryptPbkdf } from '../../../electron/core/ssh/bcrypt-pbkdf.ts';
import { generateSshKey, readSshPkcs8, signBlob, sshPkcs8 } from '../../../electron/core/ssh/private-key.ts';
import { openSshKeyFile, writeSshKeyFile } from '../../../electron/core/ssh/private-key-file.ts';
import { sshArmor, sshNumber, SshReader, sshString } from '../../../electron/core/ssh/wire.ts';
import { AppError } from '../../../shared/error.ts';
import { SshHome } from './ssh-home.ts';

const home = new SshHome();
afterAll(() => {
  home.remove();
});

const KINDS = [
  ['ed25519', ['-t', 'ed25519']],
  ['p256', ['-t', 'ecdsa', '-b', '256']],
  ['p384', ['-t', 'ecdsa', '-b', '384']],
  ['p521', ['-t', 'ecdsa', '-b', '521']],
  ['rsa3072', ['-t', 'rsa', '-b', '3072']],
] as const;

const line = (blob: Buffer): string => {
  const type = new SshReader(blob).name();
  return `${type} ${blob.toString('base64')}`;
};

/** The parts of a file, and the file again of changed ones. */
function parts(path: string) {
  const text = readFileSync(path, 'latin1').replace(/-----.*-----/g, '');
  const reader = new SshReader(Buffer.from(text, 'base64'));
  const magic = reader.take(15);
  const [cipher, kdf, options] = [reader.string(), reader.string(), reader.string()];
  const count = reader.number();
  const [publicKey, box] = [reader.string(), reader.string()];
  return { magic, cipher, kdf, options, count, publicKey, box };
}

function file({ magic, cipher, kdf, options, count, publicKey, box }: ReturnType<typeof parts>, rest = ''): Buffer {
  const strings = [cipher, kdf, options].map(sshString);
  const all = [magic, ...strings, sshNumber(count), sshString(publicKey), sshString(box), Buffer.from(rest)];
  return Buffer.from(sshArmor('OPENSSH PRIVATE KEY', Buffer.concat(all)));
}

const code = async (opening: Promise<unknown>): Promise<string> =>
  opening.then(
    () => 'opened',
    (error: unknown) => (error instanceof AppError ? error.code : `thrown: ${String(error)}`),
  );

describe('bcrypt_pbkdf', () => {
  it('gives what OpenBSD gives', async () => {
    const key = await bcryptPbkdf(Buffer.from('password'), Buffer.from('salt'), 32, 4);
    expect(key.toString('hex')).toBe('5bbf0cc293587f1c3635555c27796598d47e579071bf427e9d8fbe842aba34d9');
    const other = await bcryptPbkdf(Buffer.from('password'), Buffer.from('salu'), 32, 4);
    expect(other.equals(key)).toBe(false);
  });
});

describe('a private key of ssh-keygen', () => {
  it.each(KINDS)('of the kind %s is read, open and under a passphrase', async (name, args) => {
    const publicLine = home.makeKey(`open-${name}`, ...args, '-C', 'ada@example.org');
    const open = await openSshKeyFile(readFileSync(home.file(`open-${name}`)), undefined);
    expect(open).toMatchObject({ comment: 'ada@example.org', unprotected: true });
    expect(`${line(open?.key.public.blob ?? Buffer.alloc(9))} ada@example.org`).toBe(publicLine);
    home.run(['-q', '-p', '-P', '', '-N', 'geheim é', '-f', home.file(`open-${name}`)]);
    const sealed = readFileSync(home.file(`open-${name}`));
    expect(await code(openSshKeyFile(sealed, undefined))).toBe('passphrase-needed');
    expect(await code(openSshKeyFile(sealed, 'geheim e'))).toBe('wrong-passphrase');
    const opened = await openSshKeyFile(sealed, 'geheim é');
    expect(opened?.unprotected).toBe(false);
    expect(opened?.key.public.fingerprint).toBe(open?.key.public.fingerprint);
  });

  it('is read under the cipher of older versions, and with more rounds', async () => {
    home.makeKey('cbc', '-t', 'ed25519');
    home.run(['-q', '-p', '-P', '', '-N', 'hush', '-Z', 'aes256-cbc', '-a', '4', '-f', home.file('cbc')]);
    expect((await openSshKeyFile(readFileSync(home.file('cbc')), 'hush'))?.key.public.type).toBe('ssh-ed25519');
  });

  it('under a cipher that is not read is said to be so', async () => {
    home.makeKey('chacha', '-t', 'ed25519');
    home.run(['-q', '-p', '-P', '', '-N', 'hush', '-Z', 'chacha20-poly1305@openssh.com', '-f', home.file('chacha')]);
    expect(await code(openSshKeyFile(readFileSync(home.file('chacha')), 'hush'))).toBe('unsupported');
    home.run(['-q', '-p', '-P', 'hush', '-N', 'hush', '-Z', 'aes128-ctr', '-f', home.file('chacha')]);
    expect(await code(openSshKeyFile(readFileSync(home.file('chacha')), 'hush'))).toBe('unsupported');
  });
});

describe('a private key of ours', () => {
  it.each(KINDS)('of the kind %s is one to ssh-keygen', async (name) => {
    const key = await generateSshKey(name);
    const written = await writeSshKeyFile(key, 'ada@example.org', 'hush');
    const path = home.write(`ours-${name}`, written);
    chmodSync(path, 0o600);
    home.run(['-q', '-p', '-P', 'hush', '-N', 'other', '-f', path]);
    expect(home.run(['-y', '-P', 'other', '-f', path]).trim()).toBe(`${line(key.public.blob)} ada@example.org`);
    expect(await code(openSshKeyFile(Buffer.from(written), 'hush'))).toBe('opened');
    expect(await code(openSshKeyFile(Buffer.from(written), ''))).toBe('wrong-passphrase');
    const kept = readSshPkcs8(sshPkcs8(key));
    expect(kept.public.blob.equals(key.public.blob)).toBe(true);
    expect(signBlob(kept, Buffer.from('x')).length).toBeGreaterThan(64);
  });

  it('is never written in the clear', async () => {
    expect(await code(writeSshKeyFile(await generateSshKey('ed25519'), '', ''))).toBe('passphrase-needed');
  });
});

describe('a hostile file', () => {
  it('asks for no more rounds than a person waits for', async () => {
    home.makeKey('rounds', '-t', 'ed25519');
    home.run(['-q', '-p', '-P', '', '-N', 'hush', '-f', home.file('rounds')]);
    const whole = parts(home.file('rounds'));
    const salt = new SshReader(whole.options).string();
    const asking = (rounds: number, salted = salt) =>
      file({ ...whole, options: Buffer.concat([sshString(salted), sshNumber(rounds)]) });
    expect(await code(openSshKeyFile(asking(0xffffffff), 'hush'))).toBe('unsupported');
    expect(await code(openSshKeyFile(asking(0), 'hush'))).toBe('malformed');
    expect(await code(openSshKeyFile(asking(16, Buffer.alloc(0)), 'hush'))).toBe('malformed');
    expect(await code(openSshKeyFile(asking(16, Buffer.alloc(999)), 'hush'))).toBe('malformed');
    expect(await code(openSshKeyFile(asking(16), 'hush'))).toBe('opened');
    expect(await code(openSshKeyFile(file({ ...whole, box: whole.box.subarray(1) }), 'hush'))).toBe('malformed');
  });

  it('is refused where its halves are of two keys, its padding is broken or something stands behind it', async () => {
    for (const name of ['one', 'two']) home.makeKey(name, '-t', 'ed25519');
    const [one, two] = [parts(home.file('one')), parts(home.file('two'))];
    expect(await code(openSshKeyFile(file(one), undefined))).toBe('opened');
    expect(await code(openSshKeyFile(file({ ...one, publicKey: two.publicKey }), undefined))).toBe('malformed');
    // The public half within, of another key.
    const swapped = Buffer.from(one.box);
    const [own, others] = [one.publicKey.subarray(-32), two.publicKey.subarray(-32)];
    for (let at = swapped.indexOf(own); at !== -1; at = swapped.indexOf(own)) others.copy(swapped, at);
    expect(await code(openSshKeyFile(file({ ...one, box: swapped }), undefined))).toBe('malformed');
    expect(await code(openSshKeyFile(file({ ...one, box: swapped, publicKey: two.publicKey }), undefined))).toBe(
      'malformed',
    );
    const padded = Buffer.concat([one.box, Buffer.from([1, 2, 3, 4, 5, 6, 7, 8])]);
    expect(await code(openSshKeyFile(file({ ...one, box: padded }), undefined))).toBe('malformed');
    const odd = Buffer.from(one.box);
    odd[odd.length - 1] = 9;
    expect(await code(openSshKeyFile(file({ ...one, box: odd }), undefined))).toBe('malformed');
    expect(await code(openSshKeyFile(file({ ...one, count: 2 }), undefined))).toBe('malformed');
    expect(await code(openSshKeyFile(file(one, 'more'), undefined))).toBe('malformed');
    expect(await code(openSshKeyFile(Buffer.concat([file(one), Buffer.from('x')]), undefined))).toBe('malformed');
    expect(await code(openSshKeyFile(file({ ...one, kdf: Buffer.from('bcrypt') }), undefined))).toBe('malformed');
  });

  it.each(['p256', 'rsa3072'] as const)(
    'of the kind %s is refused where its numbers are another key’s',
    async (kind) => {
      const args = kind === 'p256' ? ['-t', 'ecdsa'] : ['-t', 'rsa'];
      for (const name of ['n1', 'n2']) home.makeKey(`${kind}-${name}`, ...args);
      const [one, two] = [parts(home.file(`${kind}-n1`)), parts(home.file(`${kind}-n2`))];
      const fields = (box: Buffer) => {
        const reader = new SshReader(box);
        const check = reader.take(8);
        const strings: Buffer[] = [];
        for (let n = 0; n < (kind === 'p256' ? 4 : 7); n++) strings.push(reader.string());
        return { check, strings, rest: reader.take(reader.left) };
      };
      const [first, second] = [fields(one.box), fields(two.box)];
      const secret = 3;
      const strings = first.strings.map((part, n) => (n === secret ? (second.strings[n] ?? part) : part));
      const content = Buffer.concat([first.check, ...strings.map(sshString), sshString('')]);
      const padding = Buffer.from(Array.from({ length: (8 - (content.length % 8)) % 8 }, (_, n) => n + 1));
      const forged = file({ ...one, box: Buffer.concat([content, padding]) });
      expect(await code(openSshKeyFile(forged, undefined))).toBe('malformed');
    },
  );

  it('with RSA that is too short is not signed with', async () => {
    home.makeKey('short', '-t', 'rsa', '-b', '1024');
    expect(await code(openSshKeyFile(readFileSync(home.file('short')), undefined))).toBe('unsupported');
  });

  it('of any bytes is refused in words', async () => {
    expect(await openSshKeyFile(Buffer.from('-----BEGIN PRIVATE KEY-----'), undefined)).toBeNull();
    home.makeKey('any', '-t', 'ed25519');
    const whole = readFileSync(home.file('any'));
    const decoded = Buffer.from(whole.toString().replace(/-----.*-----/g, ''), 'base64');
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(decoded.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 }),
        fc.nat(decoded.length),
        async (changes, cut) => {
          const bytes = Buffer.from(decoded);
          for (const [at, octet] of changes) bytes[at] = octet;
          const path = Buffer.from(sshArmor('OPENSSH PRIVATE KEY', bytes.subarray(0, cut)));
          expect(['opened', 'malformed', 'unsupported', 'passphrase-needed']).toContain(
            await code(openSshKeyFile(path, undefined)),
          );
        },
      ),
    );
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
        const path = Buffer.from(sshArmor('OPENSSH PRIVATE KEY', Buffer.from(bytes)));
        expect(await code(openSshKeyFile(path, 'x'))).toBe('malformed');
      }),
    );
    expect(await code(openSshKeyFile(Buffer.concat([whole, Buffer.alloc(70_000, 0x20)]), undefined))).toBe('too-large');
  });
});
