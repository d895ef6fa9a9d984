import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CertificateIndex } from '../../../electron/core/openpgp/certificate-index.ts';
import { memoryDigestSource } from '../../../electron/core/openpgp/digest-source.ts';
import { splitSignedCommit, splitSignedTag } from '../../../electron/core/openpgp/git-payload.ts';
import { inspectOpenpgp } from '../../../electron/core/openpgp/inspect.ts';
import { judgeSignature } from '../../../electron/core/openpgp/judge.ts';
import { haveVectors, vectorsPath } from '../../vectors.ts';
import type { OpenpgpFinding } from '../../../electron/core/openpgp/model.ts';

const NOW = new Date('2026-11-21T12:00:00Z');
const read = (path: string) => new Uint8Array(readFileSync(path));

function builderKeys(): CertificateIndex {
  const folder = vectorsPath('guix-sigs/builder-keys');
  const index = new CertificateIndex();
  for (const name of readdirSync(folder)) index.add(read(join(folder, name)));
  return index;
}

async function judge(signature: Uint8Array, payload: Uint8Array, keys: CertificateIndex): Promise<OpenpgpFinding> {
  const content = inspectOpenpgp(signature);
  expect(content.kind).toBe('signatures');
  if (content.kind !== 'signatures') throw new Error(content.kind);
  expect(content.signatures).toHaveLength(1);
  return await judgeSignature(content.signatures[0]!, memoryDigestSource(payload), keys, NOW);
}

describe.skipIf(!haveVectors('guix-sigs'))('the signatures of Bitcoin Core builders', () => {
  it('are found as gpg found them, every one', async () => {
    const root = vectorsPath('guix-sigs');
    const expected = JSON.parse(readFileSync(join(root, 'expected.json'), 'utf8')) as Record<string, string>;
    const keys = builderKeys();
    const wrong: string[] = [];
    for (const [name, said] of Object.entries(expected)) {
      const payload = read(join(root, name.replace(/\.asc$/, '')));
      const finding = await judge(read(join(root, name)), payload, keys);
      const found =
        finding.result === 'no-key'
          ? 'unknown-key'
          : `${finding.result}${finding.notes.includes('key-expired-since') ? '-key-expired-since' : ''}`;
      const invalid = finding.notes.filter((note) => INVALID.has(note));
      if (found !== said || invalid.length > 0)
        wrong.push(`${name}: ${said}, found ${found} ${finding.notes.join()} ${JSON.stringify(finding.checks)}`);
      const changed = await judge(read(join(root, name)), new Uint8Array([...payload, 10]), keys);
      expect(changed.result, name).toBe(said === 'unknown-key' ? 'no-key' : 'bad');
    }
    expect(wrong).toEqual([]);
  });
});

const INVALID = new Set<string>(['key-not-valid-then', 'key-revoked', 'key-may-not-sign', 'malformed']);

interface GitExpectation {
  object: string;
  type: 'tag' | 'commit';
  format: string;
  gpg?: 'good' | 'no-key';
  letter?: 'U' | 'Y' | 'E';
}

describe.skipIf(!haveVectors('git'))('tags and commits of public repositories', () => {
  const root = vectorsPath('git');
  const all = JSON.parse(readFileSync(join(root, 'expected.json'), 'utf8')) as GitExpectation[];
  const openpgp = all.filter(({ format }) => format === 'openpgp');

  async function find({ object, type }: GitExpectation, keys: CertificateIndex): Promise<OpenpgpFinding> {
    const bytes = read(join(root, `${object}.${type}`));
    const parts = type === 'tag' ? splitSignedTag(bytes) : splitSignedCommit(bytes);
    if ('problem' in parts) throw new Error(`${object}: ${parts.reason}`);
    return await judge(parts.signature, parts.payload, keys);
  }

  it('tags are found as gpg found them, eleven with a weak digest', async () => {
    const keys = new CertificateIndex().add(read(join(root, 'junio.asc')));
    const tags = openpgp.filter(({ type }) => type === 'tag');
    expect(tags.length).toBeGreaterThan(20);
    let weak = 0;
    for (const tag of tags) {
      const { result, notes, checks } = await find(tag, keys);
      expect([tag.object, result, checks]).toEqual([tag.object, tag.gpg, checks]);
      if (result !== 'good') continue;
      expect(notes.filter((note) => INVALID.has(note))).toEqual([]);
      weak += notes.includes('weak-digest') ? 1 : 0;
    }
    expect(weak).toBe(11);
  });

  it('commits have the letters that git gives', async () => {
    const keys = builderKeys();
    const commits = openpgp.filter(({ type }) => type === 'commit');
    expect(commits.length).toBeGreaterThan(20);
    for (const commit of commits) {
      const { result, notes } = await find(commit, keys);
      const letter =
        result === 'no-key' ? 'E' : notes.includes('key-expired-since') ? 'Y' : result === 'good' ? 'U' : 'B';
      expect([commit.object, letter]).toEqual([commit.object, commit.letter]);
      expect(notes.filter((note) => INVALID.has(note))).toEqual([]);
    }
  });
});
