import { utimesSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cardNumber, parseColons } from '../../../electron/core/gnupg/colons.ts';
import { parseOwnerTrust, summarize } from '../../../electron/core/gnupg/keyring.ts';
import { openGnupg } from '../../../electron/core/gnupg/gnupg.ts';
import { isOneSignature, splitCertificates } from '../../../electron/core/gnupg/split.ts';
import { TestHome } from './home.ts';

const NOW = new Date('2026-11-21T00:00:00Z');

describe('a real keyring', () => {
  const home = new TestHome();
  let ada: string;
  let stranger: string;

  beforeAll(() => {
    ada = home.generate({
      userId: 'Ada: \\x3a "Ü" <ada@example.org>',
      algorithm: 'rsa2048',
      usage: 'cert',
      at: '20240101T000000',
    });
    home.addSubkey(ada, 'ed25519', { at: '20240102T000000', expire: '1y' });
    home.addSubkey(ada, 'ed25519', { at: '20240103T000000' });
    const other = new TestHome();
    stranger = other.generate({ userId: 'Stranger <s@example.org>' });
    home.gpg(['--import'], other.gpg(['--export']));
    other.remove();
  });
  afterAll(() => home.remove());

  it('is listed with names, subkeys, expiry and the place of each secret part', async () => {
    const { certificates, problem } = await (await home.open().requireKeyring()).list();
    expect(problem).toBeUndefined();
    const [first, second] = certificates.map((certificate) => summarize(certificate, NOW));
    expect(first).toMatchObject({
      id: `gpg:${ada}`,
      userIds: ['Ada: \\x3a "Ü" <ada@example.org>'],
      algorithm: 'rsa2048',
      createdAt: '2024-01-01T00:00:00.000Z',
      expiresAt: null,
      secret: 'gnupg',
      hasPrimarySecret: true,
      canSign: true,
      subkeys: [
        { algorithm: 'ed25519', status: 'expired', canSign: true, hasSecret: true },
        { status: 'valid', canSign: true, expiresAt: null },
      ],
    });
    expect(second).toMatchObject({ fingerprint: stranger, secret: 'none', canSign: false, hasPrimarySecret: false });
    expect(summarize(certificates[0]!, new Date('2024-06-01')).subkeys[0]).toMatchObject({ status: 'valid' });
  });

  it('is asked for one key only', async () => {
    const keyring = await home.open().requireKeyring();
    expect((await keyring.list({ fingerprint: stranger })).certificates).toHaveLength(1);
    expect(await keyring.list({ fingerprint: 'F'.repeat(40) })).toEqual({ certificates: [] });
  });

  it('is exported certificate by certificate, and again only when it changed', async () => {
    const keyring = await home.open().requireKeyring();
    const first = await keyring.exportCertificates();
    expect(first.map(({ source }) => source)).toEqual(['gnupg', 'gnupg']);
    expect(Buffer.concat(first.map(({ bytes }) => bytes)).equals(home.gpg(['--export']))).toBe(true);
    expect(await keyring.exportCertificates()).toBe(first);
    utimesSync(join(home.path, 'pubring.kbx'), new Date(1e12), new Date(1e12));
    expect(await keyring.exportCertificates()).not.toBe(first);
    home.generate({ userId: 'Third <t@example.org>' });
    expect(await keyring.exportCertificates()).toHaveLength(3);
  });

  it('offers whom its owner trusts, and nobody else', async () => {
    const keyring = await home.open().requireKeyring();
    const proposals = await keyring.trustProposals();
    expect(proposals.map(({ fingerprint }) => fingerprint)).not.toContain(stranger);
    expect(proposals).toContainEqual({
      fingerprint: ada,
      userId: 'Ada: \\x3a "Ü" <ada@example.org>',
      trust: 'ultimate',
    });
    home.gpg(['--import-ownertrust'], `${stranger}:5:\n${ada}:4:\n`);
    const changed = await keyring.trustProposals();
    expect(changed).toContainEqual({ fingerprint: stranger, userId: 'Stranger <s@example.org>', trust: 'full' });
    expect(changed.map(({ fingerprint }) => fingerprint)).not.toContain(ada);
  });

  it('knows its version', async () => {
    expect(await home.open().version()).toMatch(/^2\.\d+\.\d+$/);
  });

  it('that is not there is empty, and none is made', async () => {
    const empty = new TestHome();
    rmSync(join(empty.path, 'gpg-agent.conf'));
    const gnupg = openGnupg({
      env: { ...empty.env, GNUPGHOME: join(empty.path, 'none') },
      prompts: 'app',
      clock: () => NOW,
    });
    const keyring = await gnupg.requireKeyring();
    expect(await keyring.list()).toEqual({ certificates: [] });
    expect(await keyring.exportCertificates()).toEqual([]);
    expect(await keyring.trustProposals()).toEqual([]);
    empty.remove();
  });
});

describe('parseColons', () => {
  it('marks card stubs with their card and an offline primary as such', () => {
    const listing = [
      'tru::1:1795241811:0:3:1:5',
      'pub:u:255:22:1A11B7BD5881CED6:1795241696:::u:::cSC:::#::ed25519:::0:',
      'fpr:::::::::3428808988A1F2B0668F3A691A11B7BD5881CED6:',
      'uid:r::::1795241696::9D51::Old <old@x>::::::::::0:',
      'uid:u::::1795241696::9D51::New <new@x>::::::::::0:',
      'sub:u:255:22:029CF8F5443CF9B9:1795241698::::::s:::D2760001240103040006123430210000::ed25519::',
      'fpr:::::::::6EE31A178A6DB509F5057862029CF8F5443CF9B9:',
    ].join('\r\n');
    const [certificate] = parseColons(listing);
    expect(summarize(certificate!, NOW)).toMatchObject({
      secret: 'token',
      cardSerial: '12343021',
      hasPrimarySecret: false,
      canSign: true,
      userIds: ['New <new@x>', 'Old <old@x>'],
    });
    expect(cardNumber('FF7F00')).toBe('FF7F00');
  });

  it('gives certificates with whole fingerprints for any text whatever', () => {
    const field = fc.oneof(
      fc.constantFrom('pub', 'sub', 'fpr', 'uid', 'sec', '', '1', '22', 'A'.repeat(40), '\\x3a'),
      fc.string(),
    );
    const line = fc.array(field, { maxLength: 18 }).map((fields) => fields.join(':'));
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        for (const { primary, subkeys } of parseColons(lines.join('\n'))) {
          for (const key of [primary, ...subkeys]) expect(key.fingerprint).toMatch(/^(?:[0-9A-F]{40}|[0-9A-F]{64})$/);
        }
      }),
    );
  });
});

describe('parseOwnerTrust', () => {
  it('reads full and ultimate, drops the rest', () => {
    const [a, b, c, d] = ['A', 'B', 'C', 'D'].map((letter) => letter.repeat(40));
    const found = parseOwnerTrust(`# comment\n${a}:6:\n${b}:5:\n${c}:4:\n${d}:133:\n${a}:x:\nABCD:6:\n`);
    expect([...found]).toEqual([
      [a, 'ultimate'],
      [b, 'full'],
    ]);
  });
});

describe('splitCertificates', () => {
  it('never reads beyond the bytes, whatever they are', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        for (const part of splitCertificates(bytes)) expect((part[0] ?? 0) & 0x80).toBe(0x80);
        isOneSignature(bytes);
      }),
    );
  });

  it('drops what is cut off', () => {
    const one = Uint8Array.of(0x98, 2, 4, 1);
    expect(splitCertificates(Uint8Array.of(...one, ...one, 0x98, 9, 1))).toEqual([one, one]);
    expect(isOneSignature(Uint8Array.of(0x88, 1, 4))).toBe(true);
    expect(isOneSignature(Uint8Array.of(0x88, 1, 4, 0x88, 1, 4))).toBe(false);
    expect(isOneSignature(one)).toBe(false);
  });
});
