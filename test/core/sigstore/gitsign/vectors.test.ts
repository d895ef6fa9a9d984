import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readCommit } from '../../../../electron/core/git/read-object.ts';
import { judgeGitsign } from '../../../../electron/core/sigstore/gitsign/judge.ts';
import { shippedTrustedRoot } from '../../../../electron/core/sigstore/shipped-root.ts';
import { readTrustedRoot } from '../../../../electron/core/sigstore/trusted-root.ts';
import { haveVectors, vectorsPath } from '../../../vectors.ts';

interface Expected {
  object: string;
  format: string;
  cmsGood: boolean;
  identity: string;
  issuer: string;
  logEntryEmbedded: boolean;
}

describe.skipIf(!haveVectors('git'))('commits that gitsign signed', () => {
  const root = vectorsPath('git');
  const all = JSON.parse(readFileSync(join(root, 'expected.json'), 'utf8')) as Expected[];
  const mine = all.filter(({ format }) => format === 'gitsign');
  const material = readTrustedRoot(shippedTrustedRoot());
  if (material.kind === 'refused') throw new Error(material.reason.detail);
  const by = {
    roots: [{ instance: 'public-good', material: material.material }],
    keys: [],
    now: new Date('2026-11-21T12:00:00Z'),
  };

  it.each(mine.map((one) => [one.object, one] as const))('%s', async (object, expected) => {
    const read = readCommit(readFileSync(join(root, `${object}.commit`)), 'sha1');
    if (read.kind !== 'object' || read.object.signature === undefined) throw new Error(object);
    const { bytes, payload } = read.object.signature;
    const { form, finding } = await judgeGitsign(bytes, payload, by);
    expect(form).toBe('gitsign');
    expect(expected.cmsGood).toBe(true);
    expect(finding.signer).toEqual({ identity: expected.identity, issuer: expected.issuer });
    const { result, notes, dateProvenBy, entryElsewhere, mustBeLogged } = finding;
    expect({ result, notes, dateProvenBy, entryElsewhere, mustBeLogged }).toEqual(
      expected.logEntryEmbedded
        ? { result: 'good', notes: [], dateProvenBy: 'log', mustBeLogged: true }
        : {
            result: 'bad',
            notes: ['no-trusted-time'],
            dateProvenBy: 'nothing',
            entryElsewhere: { log: 'rekor.sigstore.dev' },
            mustBeLogged: true,
          },
    );
    const changed = await judgeGitsign(bytes, Buffer.concat([payload, Buffer.from('x')]), by);
    expect(changed.finding.result).toBe('bad');
    expect(changed.finding.entryElsewhere).toBeUndefined();
    expect(changed.finding.notes).toEqual([]);
  });
});
