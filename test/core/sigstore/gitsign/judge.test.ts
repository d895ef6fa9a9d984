import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { judgeGitsign, type GitsignFinding } from '../../../../electron/core/sigstore/gitsign/judge.ts';
import { der, INTEGER, OCTET_STRING, OID, SEQUENCE } from '../../../../electron/core/sigstore/services/der.ts';
import { readTrustedRoot } from '../../../../electron/core/sigstore/trusted-root.ts';
import { IDENTITY, ISSUER, newInstance, newKey, type Instance } from '../forge.ts';
import { armored, gitsign, IDS, unarmored, type GitsignParts } from './forge.ts';
import { opened } from './open.ts';

const NOW = new Date();
const PAYLOAD = Buffer.from('tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904\n\nmessage\n');

let instance: Instance;
let other: Instance;
beforeAll(async () => {
  instance = await newInstance();
  other = await newInstance({ host: 'other.example.org' });
});

function judge(
  signature: Uint8Array,
  payload = PAYLOAD,
  by: Pick<typeof instance, 'trustedRoot'> = instance,
): Promise<GitsignFinding> {
  const root = readTrustedRoot(Buffer.from(JSON.stringify(by.trustedRoot())));
  if (root.kind === 'refused') throw new Error(root.reason.detail);
  return judgeGitsign(signature, payload, {
    roots: [{ instance: 'public-good', material: root.material }],
    keys: [],
    now: NOW,
  });
}

const made = (parts?: GitsignParts) => gitsign(instance, PAYLOAD, parts);

/** Whether OpenSSL takes the message for one over the payload, whoever signed. */
function opensslAccepts(signature: Uint8Array, payload: Uint8Array): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-cms-'));
  try {
    writeFileSync(join(folder, 'signature'), unarmored(signature));
    writeFileSync(join(folder, 'payload'), payload);
    const args = [
      'cms',
      '-verify',
      '-noverify',
      '-binary',
      '-inform',
      'DER',
      '-in',
      'signature',
      '-content',
      'payload',
    ];
    execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });
    return true;
  } catch {
    return false;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe("a signature of gitsign's", () => {
  it('with its log entry is good, dated, and by whom the certificate names', async () => {
    const signature = await made();
    expect(opensslAccepts(signature, PAYLOAD)).toBe(true);
    const { form, finding } = await judge(signature);
    expect(form).toBe('gitsign');
    expect(finding).toMatchObject({ result: 'good', notes: [], dateProvenBy: 'log' });
    expect(finding.signedAt?.getTime()).toBeGreaterThan(NOW.getTime() - 60_000);
    expect(finding.signer).toEqual({ identity: IDENTITY, issuer: ISSUER });
  });

  it('is not one for another object, as OpenSSL says too', async () => {
    const signature = await made();
    const changed = Buffer.from(PAYLOAD.toString().replace('message', 'massage'));
    expect(opensslAccepts(signature, changed)).toBe(false);
    const { finding } = await judge(signature, changed);
    expect(finding).toMatchObject({ result: 'bad', notes: [] });
    expect(finding.checks[0]?.detail).toBe('The signature was made for another object.');
    expect((await judge(await made({ digest: Buffer.alloc(32) }))).finding.result).toBe('bad');
    expect((await judge(await made({ digest: Buffer.alloc(0) }))).finding.result).toBe('bad');
  });

  it('without a log entry names the log to ask', async () => {
    const { finding } = await judge(await made({ log: false }));
    expect(finding).toMatchObject({
      result: 'bad',
      notes: ['no-trusted-time'],
      entryElsewhere: { log: 'log.example.org' },
      signer: { identity: IDENTITY },
    });
    const changed = await judge(await made({ log: false }), Buffer.from('other'));
    expect(changed.finding).toMatchObject({ result: 'bad', notes: [] });
    expect(changed.finding.entryElsewhere).toBeUndefined();
    // Where the trusted root knows of no log, none can be named; that makes the signature no worse.
    const unlogged = { trustedRoot: () => ({ ...instance.trustedRoot(), tlogs: [] }) };
    const { finding: alone } = await judge(await made({ log: false }), PAYLOAD, unlogged);
    expect(alone).toMatchObject({ result: 'bad', notes: ['no-trusted-time'], signer: { identity: IDENTITY } });
    expect(alone.entryElsewhere).toEqual({});
  });

  it('with a timestamp alone is dated, and not logged', async () => {
    const { finding } = await judge(await made({ log: false, stamp: true }));
    expect(finding).toMatchObject({
      result: 'good',
      notes: ['not-logged'],
      dateProvenBy: 'timestamp',
      mustBeLogged: true,
    });
    expect((await judge(await made({ stamp: true }))).finding).toMatchObject({ result: 'good', notes: [] });
    const foreign = await gitsign(other, PAYLOAD, { log: false, stamp: true });
    expect((await judge(foreign, PAYLOAD, other)).finding.dateProvenBy).toBe('timestamp');
  });

  it.each([
    [
      'another promise',
      (entry) => (entry.inclusionPromise = { signedEntryTimestamp: Buffer.alloc(70, 1).toString('base64') }),
      'log-promise',
    ],
    ['another date', (entry) => (entry.integratedTime = '1700000000'), 'log-promise'],
    ['another place in the log', (entry) => (entry.logIndex = '77'), 'log-promise'],
    [
      'another root of the tree',
      (entry) => (entry.inclusionProof!.rootHash = Buffer.alloc(32).toString('base64')),
      'log-proof',
    ],
    [
      'a proof that leads elsewhere',
      (entry) => (entry.inclusionProof!.hashes = [Buffer.alloc(32).toString('base64')]),
      'log-proof',
    ],
    ['no checkpoint', (entry) => delete entry.inclusionProof!.checkpoint, 'checkpoint'],
  ] satisfies [string, NonNullable<GitsignParts['changeEntry']>, string][])(
    'with %s is bad',
    async (_, changeEntry, note) => {
      const { finding } = await judge(await made({ changeEntry }));
      expect(finding.result).toBe('bad');
      expect(finding.notes).toContain(note);
    },
  );

  it('whose entry proves no time has none, and is invalid', async () => {
    const { finding } = await judge(await made({ changeEntry: (entry) => delete entry.inclusionPromise }));
    expect(finding).toMatchObject({ result: 'bad', notes: ['no-trusted-time'] });
    expect(finding.entryElsewhere).toBeUndefined();
  });

  it("with another signature's entry is bad", async () => {
    const [mine, theirs] = [await made({ log: false }), await made()];
    const entry = unarmored(theirs).subarray(-4000);
    const at = entry.indexOf(IDS.logEntry);
    expect(at).toBeGreaterThan(-1);
    const key = newKey();
    const certificate = await instance.certify(key.publicKey);
    const honest = await made({ key, certificate });
    const swapped = await gitsign(instance, Buffer.from('other'), { key, certificate });
    const proof = unarmored(swapped);
    const start = proof.indexOf(IDS.logEntry) - 4;
    const unsigned = proof.subarray(start);
    const forged = await gitsign(instance, PAYLOAD, { key, certificate, log: false, unsigned: [unsigned] });
    expect((await judge(honest)).finding.result).toBe('good');
    expect((await judge(forged)).finding).toMatchObject({ result: 'bad' });
    expect((await judge(mine)).finding.result).toBe('bad');
  });

  it('by an authority that nobody knows is nobody’s', async () => {
    const { finding } = await judge(await made(), PAYLOAD, other);
    // Both instances name their authority alike.
    expect(finding).toMatchObject({ result: 'bad' });
    expect(finding.signer).toBeUndefined();
    const none = await judgeGitsign(await made(), PAYLOAD, { roots: [], keys: [], now: NOW });
    expect(none.finding).toMatchObject({ result: 'unsupported', notes: ['unknown-instance'] });
    expect(none.finding.signer).toBeUndefined();
    const tampered = await judgeGitsign(await made(), Buffer.from('other'), { roots: [], keys: [], now: NOW });
    expect(tampered.finding.result).toBe('bad');
  });

  it('by another key than the certificate’s is bad', async () => {
    const certificate = await instance.certify(newKey().publicKey);
    const { finding } = await judge(await made({ key: newKey(), certificate, log: false }));
    expect(finding.result).toBe('bad');
    expect(finding.entryElsewhere).toBeUndefined();
  });
});

describe('a signature that was written with its lengths left open', () => {
  it.each([{}, { strings: true }])('is what it is with them', async (how) => {
    for (const parts of [{}, { bare: true }, { stamp: true }]) {
      const signature = armored(opened(unarmored(await made(parts)), how));
      expect(opensslAccepts(signature, PAYLOAD)).toBe(true);
      expect((await judge(signature)).finding).toMatchObject({ result: 'good', signer: { identity: IDENTITY } });
      expect((await judge(signature, Buffer.from('other'))).finding.result).toBe('bad');
    }
  });

  it('is malformed where it does not end, goes on behind its end, or is deeper than any', async () => {
    const good = opened(unarmored(await made()));
    const deep = Buffer.concat(Array<Buffer>(60_000).fill(Buffer.of(0x30, 0x80)));
    for (const bytes of [
      good.subarray(0, -1),
      good.subarray(0, -2),
      Buffer.concat([good, Buffer.of(0, 0)]),
      Buffer.concat([good, good]),
      Buffer.of(0x30, 0x80),
      Buffer.of(0x30, 0x80, 0x04, 0x80, 0, 0, 0, 0),
      Buffer.of(0x30, 0x80, 0x24, 0x03, 0x02, 0x01, 0x01, 0, 0),
      Buffer.of(0x30, 0x80, 0x30, 0x84, 0xff, 0xff, 0xff, 0xff, 0, 0),
      Buffer.of(0x30, 0x80, 0x1f, 0x81, 0x00, 0, 0),
      deep,
    ])
      expect((await judge(armored(bytes))).finding, bytes.toString('hex', 0, 12)).toMatchObject({
        result: 'bad',
        notes: ['malformed'],
      });
  });
});

describe('a signature by a certificate of another authority', () => {
  it.each(['rsa:2048', 'ec -pkeyopt ec_paramgen_curve:P-256', 'ec -pkeyopt ec_paramgen_curve:P-384'])(
    'fits or does not, and nobody says whose it is: %s',
    async (kind) => {
      const folder = mkdtempSync(join(tmpdir(), 'countersign-x509-'));
      const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });
      try {
        writeFileSync(join(folder, 'payload'), PAYLOAD);
        const key = ['-newkey', ...kind.split(' '), '-noenc', '-keyout', 'key', '-out', 'cert'];
        openssl('req', '-x509', ...key, '-subj', '/CN=Ada', '-days', '2');
        const by = ['-binary', '-in', 'payload', '-signer', 'cert', '-inkey', 'key', '-outform', 'DER'];
        for (const more of [
          [],
          ['-noattr'],
          ['-keyid'],
          ...(kind.startsWith('rsa')
            ? [
                ['-keyopt', 'rsa_padding_mode:pss'],
                ['-md', 'sha512'],
              ]
            : []),
        ]) {
          const signature = armored(openssl('cms', '-sign', ...by, ...more));
          const { form, finding } = await judge(signature);
          expect([form, finding.result, finding.kind, finding.notes], more.join(' ')).toEqual([
            ...['x509', 'unsupported', 'X.509'],
            [],
          ]);
          expect(finding.checks).toContainEqual(expect.objectContaining({ check: 'signature', outcome: 'passed' }));
          expect(finding.signer).toBeUndefined();
          const changed = await judge(signature, Buffer.from('other'));
          expect([changed.form, changed.finding.result, changed.finding.notes]).toEqual(['x509', 'bad', []]);
        }
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
  );

  it('that bears the name of one that is known is nobody’s all the same', async () => {
    const { form, finding } = await judge(await made({ extensions: [], log: false }));
    expect([form, finding.result, finding.notes]).toEqual(['x509', 'unsupported', []]);
    expect(finding.signer).toBeUndefined();
  });
});

describe('what is no signature of gitsign’s', () => {
  const attribute = (id: Buffer, ...values: Buffer[]) => der(SEQUENCE, id, der(0x31, ...values));
  const type = attribute(IDS.contentType, IDS.data);
  const digest = attribute(IDS.messageDigest, der(OCTET_STRING, Buffer.alloc(32)));
  it.each<[string, GitsignParts]>([
    ['content of its own', { content: PAYLOAD }],
    ['no digest', { attributes: [type] }],
    ['no kind of content', { attributes: [digest] }],
    ['two digests', { attributes: [type, digest, digest] }],
    [
      'a digest with two values',
      { attributes: [type, attribute(IDS.messageDigest, der(OCTET_STRING), der(OCTET_STRING))] },
    ],
    ['a digest that is a number', { attributes: [type, attribute(IDS.messageDigest, der(INTEGER, Buffer.of(1)))] }],
    ['another kind of content', { attributes: [attribute(IDS.contentType, IDS.signedData), digest] }],
    [
      'two log entries',
      { unsigned: [attribute(IDS.logEntry, der(OCTET_STRING)), attribute(IDS.logEntry, der(OCTET_STRING))] },
    ],
    ['a log entry that is a number', { log: false, unsigned: [attribute(IDS.logEntry, der(INTEGER, Buffer.of(1)))] }],
    [
      'a damaged log entry',
      { log: false, unsigned: [attribute(IDS.logEntry, der(OCTET_STRING, Buffer.of(0x0a, 0x7f)))] },
    ],
    ['no signer', { signers: 0 }],
  ])('with %s it is malformed', async (_, parts) => {
    const signature = await made(parts);
    for (const one of [signature, armored(opened(unarmored(signature)))])
      expect((await judge(one)).finding).toMatchObject({ result: 'bad', notes: ['malformed'] });
  });

  it.each<[string, GitsignParts]>([
    ['two signers', { signers: 2 }],
    ['a digest that can be forged', { digestId: IDS.sha1 }],
    [
      'an entry of a later kind',
      { log: false, unsigned: [attribute(IDS.logEntry, der(OCTET_STRING, Buffer.of(8, 1)))] },
    ],
  ])('with %s it is not read', async (_, parts) => {
    const signature = await made(parts);
    for (const one of [signature, armored(opened(unarmored(signature)))]) {
      const { form, finding } = await judge(one);
      expect([form, finding.result, finding.notes]).toEqual(['x509', 'unsupported', []]);
    }
  });

  it('a signature over the payload itself is good, as OpenSSL says', async () => {
    const signature = await made({ bare: true });
    expect(opensslAccepts(signature, PAYLOAD)).toBe(true);
    expect((await judge(signature)).finding).toMatchObject({ result: 'good' });
    expect((await judge(signature, Buffer.from('other'))).finding.result).toBe('bad');
  });

  it('armor with text around it, cut off, or empty is malformed', async () => {
    const good = (await made()).toString();
    for (const text of [
      `${good}more`,
      `more\n${good}`,
      good.slice(0, 200),
      good + good,
      armored(Buffer.alloc(0)).toString(),
      good.replace(/\n(.)/, '\n!$1'),
    ]) {
      expect((await judge(Buffer.from(text))).finding.result, text.slice(0, 40)).toBe('bad');
    }
    expect((await judge(armored(Buffer.alloc(300_000)))).finding).toMatchObject({ notes: ['malformed'] });
    const behind = Buffer.concat([unarmored(Buffer.from(good)), Buffer.of(0)]);
    expect((await judge(armored(behind))).finding).toMatchObject({ notes: ['malformed'] });
    const endless = Buffer.from(unarmored(Buffer.from(good)));
    endless[1] = 0x80;
    expect((await judge(armored(endless))).finding).toMatchObject({ notes: ['malformed'] });
    const unknown = der(SEQUENCE, der(OID, Buffer.of(0x2a)));
    expect((await judge(armored(unknown))).finding.notes).toEqual(['malformed']);
  });

  it('any change of any byte never makes another good one', async () => {
    const good = unarmored(await made());
    const before = (await judge(armored(good))).finding;
    for (let at = 0; at < good.length; at += 7) {
      const changed = Buffer.from(good);
      changed[at] = (changed[at] ?? 0) ^ 0x04;
      const { finding } = await judge(armored(changed));
      // What the message says of itself beside what is signed may change nothing: its version, the list of digests.
      if (finding.result === 'good')
        expect([at, finding.signer, finding.signedAt]).toEqual([at, before.signer, before.signedAt]);
    }
  });

  it('any bytes are judged, never thrown', async () => {
    const good = unarmored(await made());
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.uint8Array({ maxLength: 200 }),
          fc.tuple(fc.nat(good.length - 1), fc.uint8Array({ minLength: 1, maxLength: 8 })).map(([at, bytes]) => {
            const changed = Buffer.from(good);
            changed.set(bytes.subarray(0, changed.length - at), at);
            return changed;
          }),
          fc.nat(good.length - 1).map((length) => good.subarray(0, length)),
        ),
        async (bytes) => {
          await judge(armored(bytes));
        },
      ),
      { numRuns: 200 },
    );
  });
});
