import { describe, expect, it } from 'vitest';
import { CertificateIndex } from '../../../electron/core/openpgp/certificate-index.ts';
import { memoryDigestSource } from '../../../electron/core/openpgp/digest-source.ts';
import { concatBytes } from '../../../electron/core/openpgp/byte-reader.ts';
import { judgeSignature } from '../../../electron/core/openpgp/judge.ts';
import { keyForHash } from '../../../electron/core/openpgp/key-packet.ts';
import { readSignatureEntry } from '../../../electron/core/openpgp/signature-packet.ts';
import * as forge from './forge.ts';
import { DAY, T0 } from './forge.ts';
import type { OpenpgpFinding } from '../../../electron/core/openpgp/model.ts';
import type { SignatureOptions, TestKey } from './forge.ts';

const NOW = T0 + 300 * DAY;
const DATA = forge.bytesOf('the artifact\n');
const NAME = 'Ada <ada@example.org>';
const primary = forge.ed25519();
const subkey = forge.ed25519(T0 + DAY);
const other = forge.ed25519();

interface Case {
  certificate: Uint8Array[];
  /** The key that signs the artifact; the primary unless named. */
  by?: TestKey;
  options?: SignatureOptions;
  type?: number;
  now?: number;
}

async function find({ certificate, by = primary, options, type = 0, now = NOW }: Case): Promise<OpenpgpFinding> {
  const index = new CertificateIndex().add(concatBytes(certificate));
  const body = forge.signature(by, type, [DATA], { created: T0 + 100 * DAY, ...options });
  return await judgeSignature(readSignatureEntry(body), memoryDigestSource(DATA), index, new Date(now * 1000));
}

const plain = [forge.publicKey(primary), forge.userId(NAME), forge.certify(primary, NAME)];
const withSubkey = (binding: Uint8Array) => [...plain, forge.subkeyPacket(subkey), binding];
const bound = withSubkey(forge.bind(primary, subkey));
const soon = [forge.keyExpires(200 * DAY), forge.flags(3)];

/** name, what is forged or faulty, notes that it owes; beside it the honest twin, which owes none of them. */
const TABLE: [string, Case, Partial<OpenpgpFinding>, Case][] = [
  [
    'a subkey that nobody bound',
    { certificate: [...plain, forge.subkeyPacket(subkey)], by: subkey },
    { notes: ['key-may-not-sign'] },
    { certificate: bound, by: subkey },
  ],
  [
    'a subkey bound by another key',
    { certificate: withSubkey(forge.bind(primary, subkey, { signer: other })), by: subkey },
    { notes: ['key-may-not-sign'] },
    { certificate: bound, by: subkey },
  ],
  [
    'a subkey without its back-signature',
    { certificate: withSubkey(forge.bind(primary, subkey, { back: 'none' })), by: subkey },
    { notes: ['key-may-not-sign'] },
    { certificate: bound, by: subkey },
  ],
  [
    'a back-signature by another key',
    { certificate: withSubkey(forge.bind(primary, subkey, { back: { signer: other } })), by: subkey },
    { notes: ['key-may-not-sign'] },
    { certificate: withSubkey(forge.bind(primary, subkey, { backInHashedArea: true })), by: subkey },
  ],
  [
    'a back-signature made with MD5',
    { certificate: withSubkey(forge.bind(primary, subkey, { back: { digest: 'md5' } })), by: subkey },
    { notes: ['key-may-not-sign'] },
    { certificate: bound, by: subkey },
  ],
  [
    'a back-signature that has expired',
    {
      certificate: withSubkey(forge.bind(primary, subkey, { back: { hashed: [forge.subpacket(3, [0, 0, 0, 9])] } })),
      by: subkey,
    },
    { notes: ['key-may-not-sign'] },
    { certificate: bound, by: subkey },
  ],
  [
    'a subkey that may only encrypt',
    { certificate: withSubkey(forge.bind(primary, subkey, { flags: 0x0c })), by: subkey },
    { notes: ['key-may-not-sign'] },
    { certificate: bound, by: subkey },
  ],
  [
    'a subkey without flags',
    { certificate: withSubkey(forge.bind(primary, subkey, { flags: 'none' })), by: subkey },
    { notes: ['key-may-not-sign'] },
    { certificate: bound, by: subkey },
  ],
  [
    'a binding with an unknown critical subpacket',
    { certificate: withSubkey(forge.bind(primary, subkey, { hashed: [forge.subpacket(99, [1], true)] })), by: subkey },
    { notes: ['key-may-not-sign'] },
    { certificate: withSubkey(forge.bind(primary, subkey, { hashed: [forge.subpacket(99, [1])] })), by: subkey },
  ],
  [
    'a binding with a critical notation that nobody here knows',
    {
      certificate: withSubkey(
        forge.bind(primary, subkey, { hashed: [forge.subpacket(20, [0x80, 0, 0, 0, 0, 1, 0, 0, 97], true)] }),
      ),
      by: subkey,
    },
    { notes: ['key-may-not-sign'] },
    {
      certificate: withSubkey(
        forge.bind(primary, subkey, { hashed: [forge.subpacket(20, [0x80, 0, 0, 0, 0, 1, 0, 0, 97])] }),
      ),
      by: subkey,
    },
  ],
  [
    'a binding made with MD5',
    { certificate: withSubkey(forge.bind(primary, subkey, { digest: 'md5' })), by: subkey },
    { notes: ['key-may-not-sign'] },
    { certificate: bound, by: subkey },
  ],
  [
    'a binding past its own expiry',
    {
      certificate: withSubkey(forge.bind(primary, subkey, { hashed: [forge.subpacket(3, [0, 0, 0, 9])] })),
      by: subkey,
    },
    { notes: ['key-may-not-sign'] },
    { certificate: bound, by: subkey },
  ],
  [
    'a binding from the future',
    { certificate: withSubkey(forge.bind(primary, subkey, { created: NOW + DAY })), by: subkey },
    { notes: ['key-may-not-sign'] },
    { certificate: withSubkey(forge.bind(primary, subkey, { created: NOW + 300 })), by: subkey },
  ],
  [
    'a binding older than the subkey',
    { certificate: withSubkey(forge.bind(primary, subkey, { created: T0 })), by: subkey },
    { notes: ['key-may-not-sign'] },
    { certificate: bound, by: subkey },
  ],
  [
    'a binding whose date is not protected',
    { certificate: withSubkey(forge.bind(primary, subkey, { createdUnhashed: true })), by: subkey },
    { notes: ['key-may-not-sign'] },
    { certificate: bound, by: subkey },
  ],
  [
    'a primary key that may only certify',
    {
      certificate: [
        forge.publicKey(primary),
        forge.userId(NAME),
        forge.certify(primary, NAME, { hashed: [forge.flags(1)] }),
      ],
    },
    { notes: ['key-may-not-sign'] },
    { certificate: plain },
  ],
  [
    'a signing flag that only the unhashed area sets',
    { certificate: withSubkey(forge.bind(primary, subkey, { flags: 0x0c, unhashed: [forge.flags(2)] })), by: subkey },
    { notes: ['key-may-not-sign'] },
    { certificate: bound, by: subkey },
  ],
  [
    'a self-signature by somebody else',
    { certificate: [forge.publicKey(primary), forge.userId(NAME), forge.certify(primary, NAME, { signer: other })] },
    { notes: ['key-may-not-sign'] },
    { certificate: plain },
  ],
  [
    'a self-signature made with MD5',
    { certificate: [forge.publicKey(primary), forge.userId(NAME), forge.certify(primary, NAME, { digest: 'md5' })] },
    { notes: ['key-may-not-sign'] },
    { certificate: plain },
  ],
  [
    'a self-signature with an unknown critical subpacket',
    {
      certificate: [
        forge.publicKey(primary),
        forge.userId(NAME),
        forge.certify(primary, NAME, { hashed: [forge.subpacket(77, [], true)] }),
      ],
    },
    { notes: ['key-may-not-sign'] },
    { certificate: plain },
  ],
  [
    'a signature with an unknown critical subpacket',
    { certificate: plain, options: { hashed: [forge.subpacket(77, [], true)] } },
    { notes: ['key-may-not-sign'] },
    { certificate: plain, options: { hashed: [forge.subpacket(77, [])] } },
  ],
  [
    'a key that had expired',
    {
      certificate: [forge.publicKey(primary), forge.userId(NAME), forge.certify(primary, NAME, { hashed: soon })],
      options: { created: T0 + 250 * DAY },
    },
    { notes: ['key-not-valid-then'] },
    { certificate: plain, options: { created: T0 + 250 * DAY } },
  ],
  [
    'a key that has expired since',
    { certificate: [forge.publicKey(primary), forge.userId(NAME), forge.certify(primary, NAME, { hashed: soon })] },
    { notes: ['key-expired-since'] },
    {
      certificate: [
        forge.publicKey(primary),
        forge.userId(NAME),
        forge.certify(primary, NAME, { hashed: soon }),
        forge.certify(primary, NAME, { created: T0 + 210 * DAY }),
      ],
    },
  ],
  [
    'an extension by somebody else',
    {
      certificate: [
        forge.publicKey(primary),
        forge.userId(NAME),
        forge.certify(primary, NAME, { hashed: soon }),
        forge.certify(primary, NAME, { created: T0 + 210 * DAY, signer: other }),
      ],
    },
    { notes: ['key-expired-since'] },
    { certificate: plain },
  ],
  [
    'an extension in the unhashed area',
    {
      certificate: [
        forge.publicKey(primary),
        forge.userId(NAME),
        forge.certify(primary, NAME, { hashed: soon, unhashed: [forge.keyExpires(9_999 * DAY)] }),
      ],
    },
    { notes: ['key-expired-since'] },
    { certificate: plain },
  ],
  [
    'an extension in a direct-key signature that says nothing of expiry',
    {
      certificate: [
        forge.publicKey(primary),
        forge.onKey(primary, 0x1f, { created: T0 + 210 * DAY }),
        forge.userId(NAME),
        forge.certify(primary, NAME, { hashed: soon }),
      ],
    },
    { notes: ['key-expired-since'] },
    {
      certificate: [
        forge.publicKey(primary),
        forge.onKey(primary, 0x1f, { created: T0 + 210 * DAY, hashed: [forge.keyExpires(900 * DAY)] }),
        forge.userId(NAME),
        forge.certify(primary, NAME, { hashed: soon }),
      ],
    },
  ],
  [
    'a subkey that has expired since',
    { certificate: withSubkey(forge.bind(primary, subkey, { hashed: [forge.keyExpires(150 * DAY)] })), by: subkey },
    { notes: ['key-expired-since'] },
    { certificate: bound, by: subkey },
  ],
  [
    'a subkey of a primary key that has expired since',
    {
      certificate: [
        forge.publicKey(primary),
        forge.userId(NAME),
        forge.certify(primary, NAME, { hashed: soon }),
        forge.subkeyPacket(subkey),
        forge.bind(primary, subkey),
      ],
      by: subkey,
    },
    { notes: ['key-expired-since'] },
    { certificate: bound, by: subkey },
  ],
  [
    'a signature older than its key',
    { certificate: plain, options: { created: T0 - DAY } },
    { notes: ['key-not-valid-then'] },
    { certificate: plain, options: { created: T0 } },
  ],
  [
    'a signature older than its subkey',
    { certificate: bound, by: subkey, options: { created: T0 } },
    { notes: ['key-not-valid-then'] },
    { certificate: bound, by: subkey, options: { created: T0 + DAY } },
  ],
  [
    'a key revoked without a reason',
    { certificate: [plain[0]!, forge.onKey(primary, 0x20, { created: T0 + 200 * DAY }), ...plain.slice(1)] },
    { notes: ['key-revoked'] },
    { certificate: [plain[0]!, forge.onKey(primary, 0x20, { signer: other }), ...plain.slice(1)] },
  ],
  [
    'a key revoked as compromised, after the signature',
    {
      certificate: [
        plain[0]!,
        forge.onKey(primary, 0x20, { created: T0 + 200 * DAY, hashed: [forge.reason(2)] }),
        ...plain.slice(1),
      ],
    },
    { notes: ['key-revoked'] },
    { certificate: plain },
  ],
  [
    'a key revoked for a reason of the future',
    { certificate: [plain[0]!, forge.onKey(primary, 0x20, { hashed: [forge.reason(101)] }), ...plain.slice(1)] },
    { notes: ['key-revoked'] },
    { certificate: plain },
  ],
  [
    'a mild reason in the unhashed area only',
    {
      certificate: [
        plain[0]!,
        forge.onKey(primary, 0x20, { created: T0 + 200 * DAY, unhashed: [forge.reason(1)] }),
        ...plain.slice(1),
      ],
    },
    { notes: ['key-revoked'] },
    { certificate: plain },
  ],
  [
    'a revocation with an unknown critical subpacket, made with MD5',
    {
      certificate: [
        plain[0]!,
        forge.onKey(primary, 0x20, { digest: 'md5', hashed: [forge.subpacket(77, [], true)] }),
        ...plain.slice(1),
      ],
    },
    { notes: ['key-revoked'] },
    { certificate: plain },
  ],
  [
    'a key superseded after the signature',
    {
      certificate: [
        plain[0]!,
        forge.onKey(primary, 0x20, { created: T0 + 200 * DAY, hashed: [forge.reason(1)] }),
        ...plain.slice(1),
      ],
    },
    { notes: ['key-retired'] },
    { certificate: plain },
  ],
  [
    'a key retired before the signature',
    {
      certificate: [
        plain[0]!,
        forge.onKey(primary, 0x20, { created: T0 + 50 * DAY, hashed: [forge.reason(3)] }),
        ...plain.slice(1),
      ],
    },
    { notes: ['key-retired', 'key-not-valid-then'] },
    { certificate: plain },
  ],
  [
    'a key retired, then reported stolen',
    {
      certificate: [
        plain[0]!,
        forge.onKey(primary, 0x20, { created: T0 + 50 * DAY, hashed: [forge.reason(3)] }),
        forge.onKey(primary, 0x20, { created: T0 + 250 * DAY, hashed: [forge.reason(2)] }),
        ...plain.slice(1),
      ],
    },
    { notes: ['key-revoked'] },
    { certificate: plain },
  ],
  [
    'a subkey revoked as compromised',
    { certificate: [...bound, forge.revokeSubkey(primary, subkey, { hashed: [forge.reason(2)] })], by: subkey },
    { notes: ['key-revoked'] },
    { certificate: [...bound, forge.revokeSubkey(primary, subkey, { signer: other })], by: subkey },
  ],
  [
    'a subkey superseded after the signature',
    {
      certificate: [
        ...bound,
        forge.revokeSubkey(primary, subkey, { created: T0 + 200 * DAY, hashed: [forge.reason(1)] }),
      ],
      by: subkey,
    },
    { notes: ['key-retired'] },
    { certificate: bound, by: subkey },
  ],
  [
    'a subkey bound again after its revocation',
    {
      certificate: [
        ...bound,
        forge.revokeSubkey(primary, subkey),
        forge.bind(primary, subkey, { created: T0 + 50 * DAY }),
      ],
      by: subkey,
    },
    { notes: ['key-revoked'] },
    { certificate: bound, by: subkey },
  ],
  [
    'a revoked subkey does not taint the primary key',
    { certificate: [...bound, forge.revokeSubkey(primary, subkey)], by: subkey },
    { notes: ['key-revoked'] },
    { certificate: [...bound, forge.revokeSubkey(primary, subkey)] },
  ],
  [
    'a subkey of a revoked primary key',
    { certificate: [plain[0]!, forge.onKey(primary, 0x20), ...bound.slice(1)], by: subkey },
    { notes: ['key-revoked'] },
    { certificate: bound, by: subkey },
  ],
  [
    'a signature past its own expiry',
    { certificate: plain, options: { hashed: [forge.subpacket(3, [0, 0, 0, 9])] } },
    { notes: ['signature-expired'] },
    { certificate: plain, options: { unhashed: [forge.subpacket(3, [0, 0, 0, 9])] } },
  ],
  [
    'a signature dated eleven minutes ahead',
    { certificate: plain, options: { created: NOW + 660 } },
    { notes: ['dated-in-future'] },
    { certificate: plain, options: { created: NOW + 540 } },
  ],
  [
    'SHA-1 over the data',
    { certificate: plain, options: { digest: 'sha1' } },
    { notes: ['weak-digest'] },
    { certificate: plain, options: { digest: 'sha512' } },
  ],
  [
    'MD5 over the data',
    { certificate: plain, options: { digest: 'md5' } },
    { notes: ['weak-digest'] },
    { certificate: plain, options: { digest: 'sha224' } },
  ],
  [
    'RIPEMD-160 over the data',
    { certificate: plain, options: { digest: 'ripemd160' } },
    { notes: ['weak-digest'] },
    { certificate: plain, options: { digest: 'sha384' } },
  ],
  [
    'a text signature',
    { certificate: plain, type: 1, options: {} },
    { notes: ['text-mode'], textMode: true },
    { certificate: plain },
  ],
];

describe('the policy over keys, each fault beside its honest twin', () => {
  it.each(TABLE)('%s', async (_name, fault, expected, twin) => {
    expect(await find(twin)).toMatchObject({ result: 'good', notes: [] });
    const type1 = fault.type === 1;
    const finding = type1 ? await textSignature() : await find(fault);
    expect(finding).toMatchObject({ result: 'good', ...expected });
  });

  async function textSignature(): Promise<OpenpgpFinding> {
    const body = forge.signature(primary, 1, [forge.bytesOf('the artifact\r\n')]);
    const index = new CertificateIndex().add(concatBytes(plain));
    return await judgeSignature(readSignatureEntry(body), memoryDigestSource(DATA), index, new Date(NOW * 1000));
  }

  it('tells SHA-1 self-signatures and goes on', async () => {
    const weak = [plain[0]!, plain[1]!, forge.certify(primary, NAME, { digest: 'sha1' })];
    expect(await find({ certificate: weak })).toMatchObject({ result: 'good', notes: ['sha1-self-signature'] });
    const certificate = withSubkey(forge.bind(primary, subkey, { back: { digest: 'sha1' } }));
    expect(await find({ certificate, by: subkey })).toMatchObject({ result: 'good', notes: ['sha1-self-signature'] });
  });

  it('calls RSA under 2048 bits weak, be it the primary key or the one that signs', async () => {
    const [short, long] = [forge.rsa(1024), forge.rsa(2048)];
    const made = (key: TestKey) => [forge.publicKey(key), forge.userId(NAME), forge.certify(key, NAME)];
    expect(await find({ certificate: made(short), by: short })).toMatchObject({ result: 'good', notes: ['weak-key'] });
    expect(await find({ certificate: made(long), by: long })).toMatchObject({ result: 'good', notes: [] });
    const adopted = [...made(short), forge.subkeyPacket(long), forge.bind(short, long)];
    expect(await find({ certificate: adopted, by: long })).toMatchObject({ result: 'good', notes: ['weak-key'] });
  });

  it('reads signatures of version 3, as old git tags have them', async () => {
    const index = new CertificateIndex().add(concatBytes(plain));
    const entry = readSignatureEntry(forge.oldSignature(primary, 0, [DATA]));
    const now = new Date(NOW * 1000);
    expect(await judgeSignature(entry, memoryDigestSource(DATA), index, now)).toMatchObject({
      result: 'good',
      notes: [],
    });
    const changed = memoryDigestSource(forge.bytesOf('another\n'));
    expect(await judgeSignature(entry, changed, index, now)).toMatchObject({ result: 'bad' });
  });
});

describe('who signed', () => {
  const now = new Date(NOW * 1000);
  const source = memoryDigestSource(DATA);
  const judge = (body: Uint8Array, ...certificates: Uint8Array[][]) => {
    const index = new CertificateIndex();
    for (const certificate of certificates) index.add(concatBytes(certificate));
    return judgeSignature(readSignatureEntry(body), source, index, now);
  };
  const stranger = [forge.publicKey(other), forge.userId('Eve'), forge.certify(other, 'Eve')];

  it('takes the issuer as a hint: a signature that names nobody, or somebody else, is its real signer’s', async () => {
    const anonymous = forge.signature(primary, 0, [DATA], { anonymous: true });
    expect(await judge(anonymous, stranger, plain)).toMatchObject({
      result: 'good',
      fingerprint: primary.packet.fingerprint,
    });
    const misnamed = forge.signature(primary, 0, [DATA], { hint: other });
    expect(await judge(misnamed, stranger, plain)).toMatchObject({
      result: 'good',
      fingerprint: primary.packet.fingerprint,
    });
    const forged = forge.signature(primary, 0, [DATA], { signer: other });
    expect(await judge(forged, plain)).toMatchObject({ result: 'bad', fingerprint: primary.packet.fingerprint });
  });

  it('says no-key where the key is not there, with the hint', async () => {
    const body = forge.signature(primary, 0, [DATA]);
    expect(await judge(body, stranger)).toMatchObject({ result: 'no-key', keyId: primary.packet.keyId, notes: [] });
    expect(await judge(body)).toMatchObject({ result: 'no-key' });
  });

  it('does not believe a certificate that adopts somebody’s subkey', async () => {
    const thief = [...stranger, forge.subkeyPacket(subkey), forge.bind(other, subkey, { back: 'none' })];
    const body = forge.signature(subkey, 0, [DATA], { created: T0 + 100 * DAY });
    expect(await judge(body, thief, bound)).toMatchObject({
      result: 'good',
      notes: [],
      fingerprint: primary.packet.fingerprint,
    });
    expect(await judge(body, thief)).toMatchObject({ notes: ['key-may-not-sign'] });
    // The back-signature of the real binding does not speak for another primary key.
    const replayed = [...stranger, forge.subkeyPacket(subkey), bound.at(-1)!];
    expect(await judge(body, replayed)).toMatchObject({ notes: ['key-may-not-sign'] });
  });

  it('adds up the copies of one certificate: an old copy does not hide a revocation', async () => {
    const revoked = [plain[0]!, forge.onKey(primary, 0x20, { hashed: [forge.reason(2)] }), ...plain.slice(1)];
    const body = forge.signature(primary, 0, [DATA]);
    expect(await judge(body, plain, revoked)).toMatchObject({ notes: ['key-revoked'] });
    expect(await judge(body, revoked, plain)).toMatchObject({ notes: ['key-revoked'] });
  });

  it('does not use a copy whose self-signatures were removed: its expiry cannot be known', async () => {
    const body = forge.signature(primary, 0, [DATA]);
    expect(await judge(body, [plain[0]!])).toMatchObject({ result: 'no-key', notes: [] });
    expect(await judge(body, [plain[0]!, plain[1]!])).toMatchObject({ result: 'no-key' });
    expect(await judge(body, [plain[0]!], plain)).toMatchObject({ result: 'good', notes: [] });
    const revocation = forge.onKey(primary, 0x20, { hashed: [forge.reason(2)] });
    expect((await judge(body, [plain[0]!, revocation])).notes).toContain('key-revoked');
  });

  it('shows a name only where the key certified it and did not revoke it', async () => {
    const body = forge.signature(primary, 0, [DATA]);
    const revocation = (options: SignatureOptions = {}) =>
      forge.certify(primary, NAME, { hashed: [], ...options }, 0x30);
    expect((await judge(body, [...plain, revocation()])).userId).toBeUndefined();
    expect((await judge(body, [...plain, revocation({ signer: other })])).userId).toBe(NAME);
    const again = forge.certify(primary, NAME, { created: T0 + 9 * DAY });
    expect((await judge(body, [...plain, revocation(), again])).userId).toBe(NAME);
    const claimed = [
      ...plain,
      forge.userId('Somebody Famous'),
      forge.certify(primary, 'Somebody Famous', { signer: other, created: T0 + 9 * DAY }),
    ];
    expect((await judge(body, claimed)).userId).toBe(NAME);
  });

  it('refuses a certificate with more self-signatures than any real key', async () => {
    const flood = Array.from({ length: 1_001 }, (_, index) => forge.onKey(primary, 0x1f, { created: T0 + index }));
    const body = forge.signature(primary, 0, [DATA]);
    expect(await judge(body, [plain[0]!, ...flood, ...plain.slice(1)])).toMatchObject({ result: 'no-key' });
  });

  it('does not calculate for seconds with a made-up key', async () => {
    const slow = forge.rsa(2048, T0, new Uint8Array(2_000).fill(0xff));
    const many = Array.from({ length: 200 }, (_, index) => forge.certify(slow, NAME, { created: T0 + index }));
    const start = performance.now();
    const body = forge.signature(slow, 0, [DATA]);
    expect((await judge(body, [forge.publicKey(slow), forge.userId(NAME), ...many])).result).not.toBe('good');
    expect(performance.now() - start).toBeLessThan(2_000);
  });

  it('refuses signatures that are not over data, and names those that it cannot read', async () => {
    for (const type of [0x02, 0x10, 0x13, 0x18, 0x1f, 0x20, 0x40, 0x50]) {
      expect(await judge(forge.signature(primary, type, [DATA]), plain)).toMatchObject({
        result: 'bad',
        notes: ['malformed'],
      });
    }
    const onKey = forge.signature(primary, 0x1f, [keyForHash(primary.packet.body)]);
    expect(await judge(onKey, plain)).toMatchObject({ result: 'bad', notes: ['malformed'] });
    const body = forge.signature(primary, 0, [DATA]);
    const changed = (at: number, octet: number) => body.map((old, index) => (index === at ? octet : old));
    expect(await judge(changed(0, 6), plain)).toMatchObject({ result: 'unsupported', notes: [] });
    expect(await judge(changed(0, 5), plain)).toMatchObject({ result: 'unsupported' });
    expect(await judge(changed(2, 99), plain)).toMatchObject({ result: 'unsupported' });
    expect(await judge(changed(3, 99), plain)).toMatchObject({ result: 'unsupported' });
    expect(await judge(changed(0, 9), plain)).toMatchObject({ result: 'bad', notes: ['malformed'] });
    expect(await judge(body.subarray(0, 20), plain)).toMatchObject({ result: 'bad', notes: ['malformed'] });
    expect(await judge(new Uint8Array(), plain)).toMatchObject({ result: 'bad', notes: ['malformed'] });
  });

  it('refuses a signature with two dates', async () => {
    const two = forge.signature(primary, 0, [DATA], { hashed: [forge.subpacket(2, [0, 0, 0, 9])] });
    expect(await judge(two, plain)).toMatchObject({ result: 'bad', notes: ['malformed'] });
  });
});

describe('the name in a key', () => {
  const named = (...names: string[]) => [
    forge.publicKey(primary),
    ...names.flatMap((name, at) => [
      forge.userId(name),
      forge.certify(primary, name, { created: T0 + (names.length - at) * DAY }),
    ]),
  ];

  it('is the first that is not blank', async () => {
    expect(await find({ certificate: named(NAME) })).toMatchObject({ result: 'good', userId: NAME });
    expect(await find({ certificate: named(' \u00a0', NAME) })).toMatchObject({ result: 'good', userId: NAME });
  });

  it('is not there where no user ID is, or only a blank one', async () => {
    const bare = [forge.publicKey(primary), forge.onKey(primary, 0x1f, { hashed: [forge.flags(3)] })];
    for (const certificate of [bare, named(''), named(' ')]) {
      const finding = await find({ certificate });
      expect(finding).toMatchObject({ result: 'good', notes: [] });
      expect(finding.userId).toBeUndefined();
    }
  });
});
