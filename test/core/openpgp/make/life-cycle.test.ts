import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addSigningSubkey, addUserId } from '../../../../electron/core/openpgp/make/add.ts';
import { fingerprintOf, writeKeyParts } from '../../../../electron/core/openpgp/make/certificate-parts.ts';
import { joinSecrets, openSecrets, secretKeyParts } from '../../../../electron/core/openpgp/make/export.ts';
import { extendKey } from '../../../../electron/core/openpgp/make/extend.ts';
import { generateOpenpgpKey } from '../../../../electron/core/openpgp/make/generate.ts';
import type { GeneratedKey, KeyMaterial } from '../../../../electron/core/openpgp/make/generate.ts';
import { readKeyMaterial } from '../../../../electron/core/openpgp/make/import.ts';
import { armorBlock } from '../../../../electron/core/openpgp/make/key-armor.ts';
import type { SecretPacket } from '../../../../electron/core/openpgp/make/key-packets.ts';
import { revokeKey } from '../../../../electron/core/openpgp/make/revoke.ts';
import { makeGpgHome } from './gpg-home.ts';
import type { GpgHome } from './gpg-home.ts';

const now = new Date();
const DAY = 86_400_000;
let home: GpgHome;

beforeEach(() => {
  home = makeGpgHome('sesame');
});
afterEach(() => {
  home.close();
});

function make(algorithm: 'ed25519' | 'rsa4096' = 'ed25519', at = now, validity = '2y'): Promise<GeneratedKey> {
  return generateOpenpgpKey({ name: 'Ada Ünicode', email: 'ada@example.org', algorithm, validity, now: at });
}

async function primaryOf(key: KeyMaterial): Promise<SecretPacket> {
  const primary = (await openSecrets(key.secrets)).get(fingerprintOf(key.certificate.primary.body));
  return primary!;
}

const bytesOf = (key: KeyMaterial) => writeKeyParts(key.certificate);

/** What `gpg --with-colons` says of the keyring, as rows. */
function listed(kind: '--list-keys' | '--list-secret-keys' = '--list-keys'): string[][] {
  return home
    .gpg([kind, '--with-colons'])
    .toString('utf8')
    .split('\n')
    .map((line) => line.split(':'));
}

async function importSecret(key: KeyMaterial): Promise<void> {
  home.gpg(['--import'], writeKeyParts(await secretKeyParts(key, 'sesame')));
}

describe('a key made here, in the hands of gpg', () => {
  it.each(['ed25519', 'rsa4096'] as const)(
    '%s: imports, certifies with the primary only, signs with the subkey',
    async (algorithm) => {
      const key = await make(algorithm);
      await importSecret(key);
      const rows = listed('--list-secret-keys');
      const primary = rows.find((row) => row[0] === 'sec')!;
      const subkey = rows.find((row) => row[0] === 'ssb')!;
      expect(primary[3]).toBe(algorithm === 'ed25519' ? '22' : '1');
      expect(primary[11]).toBe('cSC');
      expect(subkey[11]).toBe('s');
      const end = new Date(now);
      end.setUTCFullYear(end.getUTCFullYear() + 2);
      expect(Number(primary[6])).toBe(Math.floor(end.getTime() / 1000));
      expect(Number(subkey[6])).toBe(Math.floor(end.getTime() / 1000));
      expect(rows.find((row) => row[0] === 'uid')?.[9]).toBe('Ada Ünicode <ada@example.org>');
      const data = home.file('data', 'payload');
      home.gpg(['--detach-sign', data]);
      const { status, said } = home.tryGpg(['--verify', `${data}.sig`, data]);
      expect(status).toBe(0);
      expect(said).toContain(`VALIDSIG ${rows.filter((row) => row[0] === 'fpr')[1]![9]!}`);
    },
  );

  it('never ends where it was asked so', async () => {
    home.gpg(['--import'], bytesOf(await make('ed25519', now, 'never')));
    expect(listed().find((row) => row[0] === 'pub')?.[6]).toBe('');
  });

  it('refuses its secret part to a wrong passphrase', async () => {
    const key = await make();
    home.gpg(['--import'], writeKeyParts(await secretKeyParts(key, 'other')));
    const data = home.file('data', 'payload');
    expect(home.tryGpg(['--detach-sign', data]).status).not.toBe(0);
  });

  it('is revoked by the revocation certificate that was made with it', async () => {
    const key = await make();
    home.gpg(['--import'], bytesOf(key));
    expect(listed().find((row) => row[0] === 'pub')?.[1]).not.toBe('r');
    home.gpg(['--import'], key.revocationCertificate);
    expect(listed().find((row) => row[0] === 'pub')?.[1]).toBe('r');
  });

  it.each([
    ['compromised', '02'],
    ['superseded', '01'],
    ['retired', '03'],
    ['unspecified', '00'],
  ] as const)('revoked as %s says so, with its note', async (reason, code) => {
    const key = await make();
    const revoked = await revokeKey(key.certificate, await primaryOf(key), reason, 'grüße: new laptop', now);
    home.gpg(['--import'], writeKeyParts(revoked));
    expect(listed().find((row) => row[0] === 'pub')?.[1]).toBe('r');
    const packets = home.gpg(['--list-packets'], writeKeyParts(revoked)).toString('utf8');
    expect(packets).toContain(`critical hashed subpkt 29 len 20 (revocation reason 0x${code} (grüße: new laptop))`);
  });

  it('extended, ends later, primary and subkey; merged by gpg into the copy that it had', async () => {
    const then = new Date(now.getTime() - 100 * DAY);
    const key = await make('ed25519', then, '30d');
    home.gpg(['--import'], bytesOf(key));
    expect(listed().find((row) => row[0] === 'pub')?.[1]).toBe('e');
    const secrets = await openSecrets(key.secrets);
    const extended = await extendKey(key.certificate, await primaryOf(key), secrets, '90d', now);
    home.gpg(['--import'], writeKeyParts(extended));
    const rows = listed().filter((row) => row[0] === 'pub' || row[0] === 'sub');
    for (const row of rows) {
      expect(row[1]).not.toBe('e');
      expect(Number(row[6])).toBe(Math.floor((now.getTime() + 90 * DAY) / 1000));
    }
    expect(rows).toHaveLength(2);
  });

  it('extended in the second that it was made in still counts as extended', async () => {
    const key = await make('ed25519', now, '30d');
    const extended = await extendKey(key.certificate, await primaryOf(key), new Map(), '3y', now);
    home.gpg(['--import'], writeKeyParts(extended));
    for (const row of listed().filter((row) => row[0] === 'pub' || row[0] === 'sub')) {
      expect(Number(row[6])).toBeGreaterThan(now.getTime() / 1000 + 365 * 86_400);
    }
  });

  it('revoked, is neither extended nor given anything new', async () => {
    const key = await make();
    const primary = await primaryOf(key);
    const revoked = await revokeKey(key.certificate, primary, 'retired', '', now);
    const refused = { code: 'key-revoked' };
    await expect(extendKey(revoked, primary, new Map(), '3y', now)).rejects.toMatchObject(refused);
    await expect(addUserId(revoked, primary, 'Ada', 'ada@work.example', now)).rejects.toMatchObject(refused);
    await expect(addSigningSubkey(revoked, primary, '90d', now)).rejects.toMatchObject(refused);
  });

  it('takes a second user ID and a second subkey', async () => {
    const key = await make();
    const primary = await primaryOf(key);
    const named = await addUserId(key.certificate, primary, 'Ada at work', 'ada@work.example', now);
    await expect(addUserId(named, primary, 'Ada at work', 'ada@work.example', now)).rejects.toMatchObject({
      code: 'already-exists',
    });
    const more = await addSigningSubkey(named, primary, '90d', now);
    const whole = { certificate: more.certificate, secrets: await joinSecrets(key.secrets, more.secrets) };
    await importSecret(whole);
    const rows = listed('--list-secret-keys');
    expect(rows.filter((row) => row[0] === 'uid').map((row) => row[9])).toEqual([
      'Ada Ünicode <ada@example.org>',
      'Ada at work <ada@work.example>',
    ]);
    const subkeys = rows.filter((row) => row[0] === 'ssb');
    expect(subkeys.map((row) => row[11])).toEqual(['s', 's']);
    const data = home.file('data', 'payload');
    home.gpg(['-u', `${subkeys[1]![4]!}!`, '--detach-sign', data]);
    expect(home.tryGpg(['--verify', `${data}.sig`, data]).status).toBe(0);
  });
});

describe('a key made by gpg, read here', () => {
  function quick(algorithm: string, usage: string): void {
    home.gpg(['--quick-gen-key', 'Bob <bob@example.org>', algorithm, usage, '1y']);
  }
  const exported = (...args: string[]) => new Uint8Array(home.gpg(args));
  const primaryFingerprint = () => listed().find((row) => row[0] === 'fpr')![9]!;

  it.each(['rsa2048', 'ed25519', 'nistp256', 'nistp384', 'nistp521'])('%s with its secret part', async (algorithm) => {
    quick(algorithm, 'sign');
    const file = exported('--armor', '--export-secret-keys');
    await expect(readKeyMaterial(file)).rejects.toMatchObject({ code: 'passphrase-needed' });
    await expect(readKeyMaterial(file, 'wrong')).rejects.toMatchObject({ code: 'wrong-passphrase' });
    const [key] = await readKeyMaterial(file, 'sesame');
    expect(key!.secrets).toHaveLength(1);
    const [secret] = (await openSecrets(key!.secrets)).values();
    expect(secret!.isDecrypted()).toBe(true);
    expect(bytesOf(key!)).toEqual(exported('--export'));
  });

  it('subkeys without their primary, as --export-secret-subkeys leaves them, go back and forth', async () => {
    quick('ed25519', 'cert');
    home.gpg(['--quick-add-key', primaryFingerprint(), 'ed25519', 'sign', '1y']);
    const [key] = await readKeyMaterial(exported('--export-secret-subkeys'), 'sesame');
    expect(key!.secrets).toHaveLength(1);
    const back = writeKeyParts(await secretKeyParts(key!, 'sesame'));
    const other = makeGpgHome('sesame');
    try {
      other.gpg(['--import'], back);
      const rows = other
        .gpg(['--list-secret-keys', '--with-colons'])
        .toString()
        .split('\n')
        .map((line) => line.split(':'));
      expect(rows.find((row) => row[0] === 'sec')?.[14]).toBe('#');
      const data = other.file('data', 'payload');
      other.gpg(['--detach-sign', data]);
      expect(other.tryGpg(['--verify', `${data}.sig`, data]).status).toBe(0);
    } finally {
      other.close();
    }
  });

  it('several keys in one file, public and secret, armored one after another', async () => {
    quick('ed25519', 'sign');
    const first = exported('--armor', '--export');
    const made = await make();
    const secret = armorBlock('PRIVATE KEY BLOCK', writeKeyParts(await secretKeyParts(made, 'sesame')));
    const keys = await readKeyMaterial(
      Buffer.from(`some text\n${Buffer.from(first).toString()}\nmore text\n${secret}`),
      'sesame',
    );
    expect(keys.map((key) => key.secrets.length)).toEqual([0, 2]);
  });

  it('extended here by its own secret key, gpg sees the new end and loses no subkey', async () => {
    home.gpg(['--quick-gen-key', 'Bob <bob@example.org>', 'default', 'default', '1y']);
    home.gpg(['--quick-add-key', primaryFingerprint(), 'rsa3072', 'sign', '1y']);
    const [key] = await readKeyMaterial(exported('--export-secret-keys'), 'sesame');
    const secrets = await openSecrets(key!.secrets);
    const extended = await extendKey(key!.certificate, await primaryOf(key!), secrets, '5y', new Date());
    home.gpg(['--import'], writeKeyParts(extended));
    const rows = listed().filter((row) => row[0] === 'pub' || row[0] === 'sub');
    const years = rows.map((row) => [
      row[11],
      row[6] === '' ? 'never' : Math.round((Number(row[6]) - now.getTime() / 1000) / (365.25 * 86_400)),
    ]);
    expect(years).toEqual([
      ['scESC', 5],
      ['e', 'never'],
      ['s', 5],
    ]);
  });

  it('extended here, a subkey keeps what it may do, its notations and its policy, with its secret part here and without', async () => {
    quick('ed25519', 'cert');
    home.gpg([
      '--cert-notation',
      'kept@example.org=yes',
      '--cert-policy-url',
      'https://example.org/policy',
      '--quick-add-key',
      primaryFingerprint(),
      'ed25519',
      'sign,auth',
      '30d',
    ]);
    home.gpg(['--quick-add-key', primaryFingerprint(), 'cv25519', 'encr', '30d']);
    const [key] = await readKeyMaterial(exported('--export-secret-keys'), 'sesame');
    const before = listed().filter((row) => row[0] === 'sub');
    for (const secrets of [await openSecrets(key!.secrets), new Map<string, SecretPacket>()]) {
      const extended = await extendKey(key!.certificate, await primaryOf(key!), secrets, '3y', new Date());
      const other = makeGpgHome();
      try {
        other.gpg(['--import'], writeKeyParts(extended));
        const rows = other
          .gpg(['--list-keys', '--with-colons'])
          .toString()
          .split('\n')
          .map((line) => line.split(':'))
          .filter((row) => row[0] === 'sub');
        expect(rows.map((row) => row[11])).toEqual(['sa', 'e']);
        expect(Number(rows[0]![6])).toBeGreaterThan(now.getTime() / 1000 + 2 * 365 * 86_400);
        // An encryption subkey is not this app's to keep alive.
        expect(rows[1]![6]).toBe(before[1]![6]);
        const packets = other.gpg(['--list-packets'], writeKeyParts(extended)).toString();
        expect(packets.match(/kept@example\.org=yes/g)).toHaveLength(2);
        expect(packets.match(/https:\/\/example\.org\/policy/g)).toHaveLength(2);
      } finally {
        other.close();
      }
    }
  });

  it('what is no key is malformed', async () => {
    const cases = ['', 'hello', '-----BEGIN PGP SIGNATURE-----\n\nAAAA\n-----END PGP SIGNATURE-----\n'];
    for (const text of cases) {
      await expect(readKeyMaterial(Buffer.from(text))).rejects.toMatchObject({ code: 'malformed' });
    }
    const whole = bytesOf(await make());
    await expect(readKeyMaterial(whole.subarray(0, whole.length - 3))).rejects.toMatchObject({ code: 'malformed' });
    await expect(readKeyMaterial(readFileSync(new URL(import.meta.url)))).rejects.toMatchObject({ code: 'malformed' });
  });
});
