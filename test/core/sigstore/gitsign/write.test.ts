import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readCommit } from '../../../../electron/core/git/read-object.ts';
import { readCms } from '../../../../electron/core/sigstore/gitsign/cms.ts';
import { readFields, bytesIn } from '../../../../electron/core/sigstore/gitsign/protobuf.ts';
import { readGitsign } from '../../../../electron/core/sigstore/gitsign/read.ts';
import { signedAttributes, writeGitsign } from '../../../../electron/core/sigstore/gitsign/write.ts';
import { writeEmbeddedEntry } from '../../../../electron/core/sigstore/gitsign/write-entry.ts';
import { haveVectors, vectorsPath } from '../../../vectors.ts';
import { unarmored } from './forge.ts';

interface Expected {
  object: string;
  format: string;
  logEntryEmbedded: boolean;
}

/** Its name, a set of one, and a short time of thirteen characters. */
const SIGNING_TIME = Buffer.from('2a864886f70d010905310f170d', 'hex');

/** When the signer says it was signed. */
function signingTime(attributes: Buffer): Date {
  const at = attributes.indexOf(SIGNING_TIME) + SIGNING_TIME.length;
  const [year = '', ...rest] = attributes.toString('latin1', at, at + 12).match(/../g) ?? [];
  return new Date(`20${year}-${rest.slice(0, 2).join('-')}T${rest.slice(2).join(':')}Z`);
}

describe.skipIf(!haveVectors('git'))('what gitsign wrote', () => {
  const root = vectorsPath('git');
  const all = JSON.parse(readFileSync(join(root, 'expected.json'), 'utf8')) as Expected[];
  const mine = all.filter(({ format }) => format === 'gitsign');

  it.each(mine.map(({ object, logEntryEmbedded }) => [object, logEntryEmbedded] as const))(
    'is written again to the byte: %s',
    (object, isEmbedded) => {
      const read = readCommit(readFileSync(join(root, `${object}.commit`)), 'sha1');
      if (read.kind !== 'object' || read.object.signature === undefined) throw new Error(object);
      const { bytes, payload } = read.object.signature;
      const found = readGitsign(bytes, payload);
      const { certificate, signature, signedAttributes: attributes } = readCms(unarmored(bytes));
      if (found.kind !== 'content' || attributes === undefined) throw new Error(object);
      const [entry] = found.content.entries;
      expect(entry !== undefined).toBe(isEmbedded);
      const made = signedAttributes(payload, signingTime(attributes));
      expect(made.equals(attributes)).toBe(true);
      const parts = { attributes: made, certificate, signature, ...(entry && { entry }) };
      expect(unarmored(Buffer.from(writeGitsign(parts))).equals(unarmored(bytes))).toBe(true);
    },
  );
});

describe('a signature by a login', () => {
  it('says a date beyond 2049 with four digits of its year', () => {
    expect(signedAttributes(Buffer.of(1), new Date('2049-12-31T23:59:59Z')).includes('491231235959Z')).toBe(true);
    expect(signedAttributes(Buffer.of(1), new Date('2050-01-01T00:00:00Z')).includes('20500101000000Z')).toBe(true);
  });

  it('keeps what a newer log has, since nobody could make it again', () => {
    const entry = {
      logId: Buffer.of(1),
      logIndex: 300n,
      kind: 'hashedrekord',
      version: '0.0.2',
      body: Buffer.from('{}'),
    };
    expect(bytesIn(readFields(writeEmbeddedEntry(entry)), 7).toString()).toBe('{}');
    expect(bytesIn(readFields(writeEmbeddedEntry({ ...entry, version: '0.0.1' })), 7)).toHaveLength(0);
  });
});
