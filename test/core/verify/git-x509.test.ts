import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readCommit, readTag } from '../../../electron/core/git/read-object.ts';
import type { GitObject } from '../../../electron/core/git/signed-object.ts';
import { CertificateIndex } from '../../../electron/core/openpgp/certificate-index.ts';
import { gitLetter } from '../../../electron/core/verify/git-letter.ts';
import { judgeGitObject } from '../../../electron/core/verify/git-object.ts';
import { unarmored } from '../sigstore/gitsign/forge.ts';
import { BY_GPGSM } from '../sigstore/gitsign/gpgsm.ts';

const NOW = new Date('2026-11-30T00:00:00Z');

function read(type: 'tag' | 'commit', text: string): GitObject {
  const found = type === 'tag' ? readTag(Buffer.from(text), 'sha1') : readCommit(Buffer.from(text), 'sha1');
  if (found.kind === 'malformed') throw new Error(found.reason);
  return found.object;
}

async function judge(type: 'tag' | 'commit', text: string) {
  const object = read(type, text);
  const found = await judgeGitObject(object, object.id, {
    certificates: new CertificateIndex(),
    refreshedAt: () => null,
    roots: () => Promise.resolve([]),
    now: NOW,
  });
  return { ...found, letter: gitLetter(found.alone, () => false) };
}

/** Whether OpenSSL takes the signature for one over the object, whoever signed. */
function opensslAccepts(object: GitObject): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-gpgsm-'));
  try {
    writeFileSync(join(folder, 'signature'), unarmored(object.signature?.bytes ?? Buffer.alloc(0)));
    writeFileSync(join(folder, 'payload'), object.signature?.payload ?? '');
    const args = ['-noverify', '-binary', '-inform', 'DER', '-in', 'signature', '-content', 'payload'];
    execFileSync('openssl', ['cms', '-verify', ...args], { cwd: folder, stdio: 'pipe' });
    return true;
  } catch {
    return false;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe('what gpgsm signed has the letters that git gives', () => {
  it.each(['tag', 'commit'] as const)('a %s: good, by nobody whom anybody vouches for', async (type) => {
    expect(opensslAccepts(read(type, BY_GPGSM[type]))).toBe(true);
    const { form, letter, signatures } = await judge(type, BY_GPGSM[type]);
    expect([form, letter]).toEqual(['x509', 'U']);
    expect(signatures).toMatchObject([{ format: 'x509', result: 'unsupported', kind: 'X.509', notes: [] }]);
    expect(signatures[0]?.signer).toBeUndefined();
  });

  it.each([
    ['tag', 'tag v1', 'tag v2'],
    ['tag', 'Ada Lovelace', 'Bob'],
    ['tag', '\n\nv1\n', '\n\nv9\n'],
    ['commit', '\n\none\n', '\n\ntwo\n'],
    ['commit', 'author Ada', 'author Bob'],
  ] as const)('a %s in which %j became %j is bad', async (type, from, to) => {
    const changed = BY_GPGSM[type].replace(from, to);
    expect(opensslAccepts(read(type, changed))).toBe(false);
    const { letter, signatures } = await judge(type, changed);
    expect([letter, signatures[0]?.result, signatures[0]?.notes]).toEqual(['B', 'bad', []]);
  });

  it('with another’s signature, or any byte of it changed, is never good', async () => {
    const of = (text: string) => /-----BEGIN SIGNED[^]*?-----END SIGNED MESSAGE-----/.exec(text)?.[0] ?? '';
    const swapped = BY_GPGSM.tag.replace(of(BY_GPGSM.tag), of(BY_GPGSM.commit).replaceAll('\n ', '\n'));
    expect(await judge('tag', swapped)).toMatchObject({ letter: 'B' });
    const bytes = unarmored(Buffer.from(of(BY_GPGSM.tag)));
    for (let at = bytes.length - 330; at < bytes.length; at += 3) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 0x10;
      const armor = (changed.toString('base64').match(/.{1,64}/g) ?? []).join('\n');
      const lines = `-----BEGIN SIGNED MESSAGE-----\n${armor}\n-----END SIGNED MESSAGE-----`;
      const { letter } = await judge('tag', BY_GPGSM.tag.replace(of(BY_GPGSM.tag), lines));
      expect(['B', 'E'], String(at)).toContain(letter);
    }
  });
});
