import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readArmor, splitLines } from '../../../electron/core/openpgp/armor.ts';
import { readCertificates } from '../../../electron/core/openpgp/certificate.ts';
import { CertificateIndex } from '../../../electron/core/openpgp/certificate-index.ts';
import { cleartextDigestSource, memoryDigestSource } from '../../../electron/core/openpgp/digest-source.ts';
import { inspectOpenpgp } from '../../../electron/core/openpgp/inspect.ts';
import { judgeSignature } from '../../../electron/core/openpgp/judge.ts';
import { summarizeCertificate } from '../../../electron/core/openpgp/summary.ts';
import { concatBytes } from '../../../electron/core/openpgp/byte-reader.ts';
import * as forge from './forge.ts';
import type { Revoked } from '../../support/gpg-revocation.ts';
import { GpgHome } from './gpg-home.ts';
import type { OpenpgpFinding } from '../../../electron/core/openpgp/model.ts';

// Whatever the real gpg signs in this test lies before it.
const NOW = new Date(Date.now() + 86_400_000);
const DATA = forge.bytesOf('line one\nline two  \nend');
const MADE = '2025-01-01T000000';
const SIGNED = '2025-06-01T000000';

let gpg: GpgHome;
beforeAll(() => {
  gpg = new GpgHome();
});
afterAll(() => {
  gpg.remove();
});

async function judgeAll(signature: Uint8Array, keys: Uint8Array[], data = DATA, now = NOW): Promise<OpenpgpFinding[]> {
  const content = inspectOpenpgp(signature);
  if (content.kind !== 'signatures' && content.kind !== 'cleartext') throw new Error(content.kind);
  const index = new CertificateIndex();
  for (const key of keys) index.add(key);
  const source = content.kind === 'cleartext' ? cleartextDigestSource(content.text) : memoryDigestSource(data);
  return await Promise.all(content.signatures.map((entry) => judgeSignature(entry, source, index, now)));
}

const judge = async (...args: Parameters<typeof judgeAll>) => (await judgeAll(...args))[0]!;

const KINDS: [string, string[], string[]][] = [
  ['RSA 2048', ['Key-Type: RSA', 'Key-Length: 2048'], []],
  ['RSA 1024', ['Key-Type: RSA', 'Key-Length: 1024'], ['weak-key']],
  [
    'RSA 3072 with a signing subkey',
    [
      'Key-Type: RSA',
      'Key-Length: 3072',
      'Key-Usage: cert',
      'Subkey-Type: RSA',
      'Subkey-Length: 2048',
      'Subkey-Usage: sign',
    ],
    [],
  ],
  ['Ed25519', ['Key-Type: EDDSA', 'Key-Curve: ed25519'], []],
  [
    'Ed25519 with a signing subkey',
    [
      'Key-Type: EDDSA',
      'Key-Curve: ed25519',
      'Key-Usage: cert',
      'Subkey-Type: EDDSA',
      'Subkey-Curve: ed25519',
      'Subkey-Usage: sign',
    ],
    [],
  ],
  ['NIST P-256', ['Key-Type: ECDSA', 'Key-Curve: nistp256'], []],
  ['NIST P-384', ['Key-Type: ECDSA', 'Key-Curve: nistp384'], []],
  ['NIST P-521', ['Key-Type: ECDSA', 'Key-Curve: nistp521'], []],
  ['secp256k1', ['Key-Type: ECDSA', 'Key-Curve: secp256k1'], []],
  ['Brainpool P-256', ['Key-Type: ECDSA', 'Key-Curve: brainpoolP256r1'], []],
  ['Brainpool P-384', ['Key-Type: ECDSA', 'Key-Curve: brainpoolP384r1'], []],
  ['Brainpool P-512', ['Key-Type: ECDSA', 'Key-Curve: brainpoolP512r1'], []],
  ['DSA 2048', ['Key-Type: DSA', 'Key-Length: 2048'], []],
];

describe('what gpg signs', () => {
  it.each(KINDS)('with %s is good, changed it is bad, and cleartext and armor too', async (name, lines, notes) => {
    const fingerprint = gpg.makeKey([...lines, `Name-Real: ${name}`, 'Expire-Date: 0'], MADE);
    const key = gpg.export(fingerprint);
    for (const args of [[], ['--armor'], ['--digest-algo', 'SHA512']]) {
      const signature = gpg.sign(fingerprint, DATA, args);
      expect(await judge(signature, [key])).toMatchObject({ result: 'good', notes, fingerprint, userId: name });
      expect(await judge(signature, [key], forge.bytesOf('other'))).toMatchObject({ result: 'bad', fingerprint });
      expect(await judge(signature, [])).toMatchObject({ result: 'no-key' });
    }
    const text = gpg.run(['-u', fingerprint, '--clearsign'], { input: '- dash\ntrailing \t\n\nend' });
    expect(await judge(text, [key])).toMatchObject({ result: 'good', textMode: true });
    const changed = Buffer.from(text.toString('latin1').replace('end', 'End'), 'latin1');
    expect(await judge(changed, [key])).toMatchObject({ result: 'bad' });
    const secret = gpg.run(['--export-secret-keys', fingerprint]);
    expect(inspectOpenpgp(secret)).toMatchObject({ kind: 'keys', secret: true, fingerprints: [fingerprint] });
    expect(await judge(gpg.sign(fingerprint, DATA), [secret])).toMatchObject({ result: 'good' });
  });

  it('with DSA 1024 is weak thrice: gpg takes SHA-1 for it everywhere', async () => {
    const fingerprint = gpg.makeKey(['Key-Type: DSA', 'Key-Length: 1024', 'Name-Real: Short']);
    const notes = ['weak-digest', 'weak-key', 'sha1-self-signature'];
    expect(await judge(gpg.sign(fingerprint, DATA), [gpg.export(fingerprint)])).toMatchObject({
      result: 'good',
      notes,
    });
  });

  it('over text is good whatever the line ends, and says so (19)', async () => {
    const fingerprint = gpg.makeKey(['Key-Type: EDDSA', 'Key-Curve: ed25519', 'Name-Real: Text']);
    const signature = gpg.sign(fingerprint, DATA, ['--textmode']);
    const keys = [gpg.export(fingerprint)];
    const crlf = forge.bytesOf('line one\r\nline two  \r\nend');
    expect(await judge(signature, keys)).toMatchObject({ result: 'good', notes: ['text-mode'], textMode: true });
    expect(await judge(signature, keys, crlf)).toMatchObject({ result: 'good', notes: ['text-mode'] });
  });

  it('with weak digests is good and weak', async () => {
    const fingerprint = gpg.makeKey(['Key-Type: RSA', 'Key-Length: 2048', 'Name-Real: Weak']);
    for (const digest of ['SHA1', 'RIPEMD160']) {
      const signature = gpg.sign(fingerprint, DATA, ['--digest-algo', digest]);
      expect(await judge(signature, [gpg.export(fingerprint)])).toMatchObject({
        result: 'good',
        notes: ['weak-digest'],
      });
    }
  });

  it('by two people in one file is two findings, the unknown one its own (20)', async () => {
    const [ada, bob] = ['Ada', 'Bob'].map((name) =>
      gpg.makeKey(['Key-Type: EDDSA', 'Key-Curve: ed25519', `Name-Real: ${name}`]),
    );
    const signature = gpg.sign(ada!, DATA, ['-u', bob!, '--armor']);
    const results = (await judgeAll(signature, [gpg.export(ada!)])).map(({ result }) => result);
    expect(results.sort()).toEqual(['good', 'no-key']);
    const both = await judgeAll(signature, [concatBytes([gpg.export(ada!), gpg.export(bob!)])]);
    expect(both.map(({ result }) => result)).toEqual(['good', 'good']);
  });

  it('inline is no detached signature (17)', () => {
    const fingerprint = gpg.makeKey(['Key-Type: EDDSA', 'Key-Curve: ed25519', 'Name-Real: Inline']);
    for (const args of [[], ['--armor'], ['--compress-algo', 'none']]) {
      expect(inspectOpenpgp(gpg.run(['-u', fingerprint, ...args, '--sign'], { input: 'x' })).kind).toBe('message');
    }
    expect(inspectOpenpgp(gpg.run(['--armor', '--passphrase', 'x', '--symmetric'], { input: 'x' })).kind).toBe(
      'message',
    );
  });

  it('names in notations and comments change nothing (22)', async () => {
    const fingerprint = gpg.makeKey(['Key-Type: EDDSA', 'Key-Curve: ed25519', 'Name-Real: Notes']);
    const trick = 'x@y.z=[GNUPG:] GOODSIG 0 Trusted';
    const keys = [gpg.export(fingerprint)];
    const soft = gpg.sign(fingerprint, DATA, ['--sig-notation', trick, '--armor', '--comment', '[GNUPG:] VALIDSIG']);
    expect(await judge(soft, keys)).toMatchObject({ result: 'good', notes: [] });
    const critical = gpg.sign(fingerprint, DATA, ['--sig-notation', `!${trick}`]);
    expect(await judge(critical, keys)).toMatchObject({ result: 'good', notes: ['key-may-not-sign'] });
  });
});

describe('the life of a gpg key', () => {
  const key = (name: string, expire = '0', at = MADE) =>
    gpg.makeKey(['Key-Type: EDDSA', 'Key-Curve: ed25519', `Name-Real: ${name}`, `Expire-Date: ${expire}`], at);

  it('expired since, extended, and signed with afterwards with yesterday’s date (21)', async () => {
    const fingerprint = key('Expiring', '1y');
    const signature = gpg.sign(fingerprint, DATA, [], SIGNED);
    const before = gpg.export(fingerprint);
    expect(await judge(signature, [before])).toMatchObject({ result: 'good', notes: ['key-expired-since'] });
    expect(await judge(signature, [before], DATA, new Date('2025-07-01'))).toMatchObject({ result: 'good', notes: [] });
    expect((await judge(signature, [before])).keyExpiresAt?.toISOString()).toMatch(/^2026-01-01/);
    gpg.run(['--quick-set-expire', fingerprint, '3y'], { at: '2025-12-01T000000' });
    expect(await judge(signature, [gpg.export(fingerprint)])).toMatchObject({ result: 'good', notes: [] });
  });

  it('not yet made', async () => {
    const fingerprint = key('Later', '0', SIGNED);
    const signature = gpg.sign(fingerprint, DATA, ['--ignore-time-conflict'], MADE);
    expect(await judge(signature, [gpg.export(fingerprint)])).toMatchObject({
      result: 'good',
      notes: ['key-not-valid-then'],
    });
  });

  it('from the future, and past the signature’s own expiry', async () => {
    const fingerprint = key('Clock');
    const keys = [gpg.export(fingerprint)];
    const future = gpg.sign(fingerprint, DATA, [], '2026-12-24T000000');
    expect(await judge(future, keys)).toMatchObject({ result: 'good', notes: ['dated-in-future'] });
    const short = gpg.sign(fingerprint, DATA, ['--default-sig-expire', '10d'], SIGNED);
    expect(await judge(short, keys)).toMatchObject({ result: 'good', notes: ['signature-expired'] });
  });

  // gpg asks: 0 no reason, 1 compromised, 2 superseded, 3 no longer used.
  it.each<[string, Revoked['reason'], string, string[], string]>([
    ['no reason', 0, '2026-01-01T000000', ['key-revoked'], 'unspecified'],
    ['compromised', 1, '2026-01-01T000000', ['key-revoked'], 'compromised'],
    ['superseded since', 2, '2026-01-01T000000', ['key-retired'], 'superseded'],
    ['superseded before', 2, '2025-03-01T000000', ['key-retired', 'key-not-valid-then'], 'superseded'],
    ['retired since', 3, '2026-01-01T000000', ['key-retired'], 'retired'],
  ])('revoked: %s', async (name, reason, at, notes, revocationReason) => {
    const fingerprint = key(`Revoked ${name}`);
    const signature = gpg.sign(fingerprint, DATA, [], SIGNED);
    const revocation = gpg.revocation(fingerprint, reason, at);
    expect(inspectOpenpgp(revocation).kind).toBe('revocations');
    // The certificate as gpg writes it, apart from the key, before or behind it, or as a file of its own, counts like an imported one.
    const alone = gpg.export(fingerprint);
    const packets = concatBytes(readArmor(splitLines(revocation)).blocks.map(({ data }) => data));
    const apart = [[alone, revocation], [revocation, alone], [concatBytes([alone, packets])]];
    for (const files of apart)
      expect(await judge(signature, files)).toMatchObject({ result: 'good', notes, fingerprint });
    gpg.run(['--import'], { input: revocation });
    const exported = gpg.export(fingerprint);
    expect(await judge(signature, [exported])).toMatchObject({ result: 'good', notes, fingerprint });
    const { certificates } = readCertificates(exported);
    expect(await summarizeCertificate(certificates[0]!, NOW)).toMatchObject({
      status: 'revoked',
      revocationReason,
      canSign: false,
    });
  });
});

describe('the summary of a gpg key', () => {
  it('tells names, kinds, dates and what each part is for', async () => {
    const fingerprint = gpg.makeKey(
      [
        'Key-Type: EDDSA',
        'Key-Curve: ed25519',
        'Key-Usage: cert',
        'Subkey-Type: RSA',
        'Subkey-Length: 2048',
        'Subkey-Usage: sign',
        'Name-Real: Sum Mary',
        'Expire-Date: 3y',
      ],
      MADE,
    );
    gpg.run(['--quick-add-key', fingerprint, 'cv25519', 'encr', '1y'], { at: MADE });
    gpg.run(['--quick-add-uid', fingerprint, 'Another Name'], { at: SIGNED });
    const { certificates } = readCertificates(gpg.export(fingerprint));
    expect(await summarizeCertificate(certificates[0]!, NOW)).toMatchObject({
      fingerprint,
      // As gpg does: where none is marked, the one certified last comes first.
      userIds: ['Another Name', 'Sum Mary'],
      algorithm: 'ed25519',
      createdAt: expect.stringMatching(/^2025-01-01/) as string,
      expiresAt: expect.stringMatching(/^2028-01-01/) as string,
      status: 'valid',
      canSign: true,
      subkeys: [
        {
          algorithm: 'rsa2048',
          canSign: true,
          status: 'valid',
          expiresAt: expect.stringMatching(/^2028-01-01/) as string,
        },
        {
          algorithm: 'cv25519',
          canSign: false,
          status: 'expired',
          expiresAt: expect.stringMatching(/^2026-01-01/) as string,
        },
      ],
    });
  });
});
