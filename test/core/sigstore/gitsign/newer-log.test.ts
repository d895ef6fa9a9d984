import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { readEmbeddedEntry } from '../../../../electron/core/sigstore/gitsign/embedded-entry.ts';
import { judgeGitsign, type GitsignFinding } from '../../../../electron/core/sigstore/gitsign/judge.ts';
import { writeEmbeddedEntry } from '../../../../electron/core/sigstore/gitsign/write-entry.ts';
import { readSigstore } from '../../../../electron/core/sigstore/read.ts';
import { readTrustedRoot } from '../../../../electron/core/sigstore/trusted-root.ts';
import { haveVectors, vectorsPath } from '../../../vectors.ts';
import { newInstance, newKey, type EntryJson, type Instance } from '../forge.ts';
import { gitsign, type GitsignParts } from './forge.ts';

const PAYLOAD = Buffer.from('tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904\n\nmessage\n');

/** Entries of Rekor's second version, which promises no time: a timestamp has to. */
let instance: Instance;
beforeAll(async () => {
  instance = await newInstance();
});

function judge(signature: Uint8Array): Promise<GitsignFinding> {
  const root = readTrustedRoot(Buffer.from(JSON.stringify(instance.trustedRoot())));
  if (root.kind === 'refused') throw new Error(root.reason.detail);
  const roots = [{ instance: 'public-good', material: root.material }];
  return judgeGitsign(signature, PAYLOAD, { roots, keys: [], now: new Date() });
}

describe.each(['kept', 'left out'] as const)('a signature with a newer log’s entry, whose words are %s', (newer) => {
  const made = (parts: GitsignParts = {}) => gitsign(instance, PAYLOAD, { newer, stamp: true, ...parts });

  it('is good where a timestamp proves its time', async () => {
    const { form, finding } = await judge(await made());
    expect([form, finding.result, finding.notes, finding.dateProvenBy]).toEqual(['gitsign', 'good', [], 'timestamp']);
  });

  it('is bad without one, whatever time the entry names', async () => {
    const dated = (entry: EntryJson) => (entry.integratedTime = String(Math.floor(Date.now() / 1000)));
    for (const signature of [await made({ stamp: false }), await made({ stamp: false, changeEntry: dated })]) {
      const { finding } = await judge(signature);
      expect(finding).toMatchObject({ result: 'bad', notes: ['no-trusted-time'] });
    }
  });

  it.each([
    ['another root', (entry) => (entry.inclusionProof!.rootHash = Buffer.alloc(32).toString('base64')), 'log-proof'],
    ['a longer way', (entry) => (entry.inclusionProof!.hashes = [Buffer.alloc(32).toString('base64')]), 'log-proof'],
    ['no checkpoint', (entry) => delete entry.inclusionProof!.checkpoint, 'checkpoint'],
    [
      'a checkpoint that somebody changed',
      (entry) =>
        (entry.inclusionProof!.checkpoint!.envelope = entry.inclusionProof!.checkpoint!.envelope.replace(
          '\n1\n',
          '\n2\n',
        )),
      'checkpoint',
    ],
  ] satisfies [string, NonNullable<GitsignParts['changeEntry']>, string][])(
    'with %s is bad',
    async (_, changeEntry, note) => {
      const { finding } = await judge(await made({ changeEntry }));
      expect(finding.result).toBe('bad');
      expect(finding.notes).toContain(note);
    },
  );

  it('with the entry of another signature, by the same key or another, is bad', async () => {
    const key = newKey();
    const certificate = await instance.certify(key.publicKey);
    for (const of of [{ key, certificate }, {}]) {
      let entry: EntryJson | undefined;
      await gitsign(instance, Buffer.from('other'), { ...of, newer, changeEntry: (found) => (entry = { ...found }) });
      const swap = (own: EntryJson): unknown => Object.assign(own, entry);
      const { finding } = await judge(await made({ key, certificate, changeEntry: swap }));
      expect(finding.result).toBe('bad');
    }
  });

  it('with the entry of an older log’s kind is bad, and so is the other way round', async () => {
    const older = (entry: EntryJson) => (entry.kindVersion.version = '0.0.1');
    expect((await judge(await made({ changeEntry: older }))).finding.result).toBe('bad');
    const newest = (entry: EntryJson) => (entry.kindVersion.version = '0.0.2');
    const signature = await gitsign(instance, PAYLOAD, { stamp: true, changeEntry: newest });
    expect((await judge(signature)).finding.result).toBe('bad');
  });

  it('by a log that nobody knows is not known to be logged', async () => {
    const foreign = (entry: EntryJson) => (entry.logId.keyId = Buffer.alloc(32, 7).toString('base64'));
    const { finding } = await judge(await made({ changeEntry: foreign }));
    expect(finding.result).not.toBe('good');
  });
});

it('of a kind that nobody here knows is not read', async () => {
  const unknown = (entry: EntryJson) => (entry.kindVersion.version = '0.0.3');
  const signature = await gitsign(instance, PAYLOAD, { newer: 'left out', stamp: true, changeEntry: unknown });
  expect((await judge(signature)).finding).toMatchObject({
    result: 'unsupported',
    kind: 'gitsign, hashedrekord 0.0.3',
  });
});

it.skipIf(!haveVectors('sigstore-bundles'))('a newer log’s words are made again as the log itself wrote them', () => {
  const path = join(vectorsPath('sigstore-bundles'), 'rekor2-timestamp-without-embedded-cert', 'bundle.sigstore.json');
  const read = readSigstore(readFileSync(path));
  if (read?.kind !== 'content') throw new Error(read?.kind);
  const { entries, signed, verifier } = read.content;
  const [entry] = entries;
  if (entry === undefined || verifier.kind !== 'certificate' || signed.kind !== 'message') throw new Error('another');
  const artifact = readFileSync(join(vectorsPath('sigstore-bundles'), 'a.txt'));
  const without = writeEmbeddedEntry({ ...entry, body: Buffer.alloc(0) });
  const cms = {
    certificate: verifier.der,
    signature: signed.signature,
    signatureDigest: 'sha256',
    unsigned: new Map(),
  } as const;
  expect(readEmbeddedEntry(without, cms, artifact).body.toString()).toBe(entry.body.toString());
});
