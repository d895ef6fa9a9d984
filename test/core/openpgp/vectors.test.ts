import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CertificateIndex } from '../../../electron/core/openpgp/certificate-index.ts';
import { memoryDigestSource } from '../../../electron/core/openpgp/digest-source.ts';
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
