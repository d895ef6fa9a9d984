import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Manifest } from '../../../electron/core/manifest/model.ts';
import { parseManifest } from '../../../electron/core/manifest/parse.ts';
import { safeName } from '../../../electron/core/manifest/safe-name.ts';
import { writeManifest } from '../../../electron/core/manifest/write.ts';

const NASTY = [
  'plain',
  ' leading space',
  '  two',
  '*star',
  ' *both',
  'trailing ',
  ' ',
  'new\nline',
  'back\\slash',
  'carriage\rreturn',
  'all\\n\n\r\\\\',
  'end\r',
  'end\n',
  'end\\',
  'ünïcödé ☃ 𝒳',
  'a) = b',
  '(x) = (y',
  '# no comment',
  'SHA256 (x) = y',
  'folder/inside',
  'folder/ deep/*er',
  '-dash',
];

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'cs-sums-'))));
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function tool(algorithm: 'sha256' | 'sha512', words: string[], input?: string): string {
  return execFileSync(`${algorithm}sum`, words, {
    cwd: folder,
    env: { ...process.env, LC_ALL: 'C.UTF-8' },
    encoding: 'utf8',
    ...(input === undefined ? {} : { input }),
  });
}

function manifestOf(names: string[], algorithm: 'sha256' | 'sha512'): Manifest {
  const lines = names.map((name) => {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), `content of ${name}`);
    return { name, algorithm, digest: createHash(algorithm).update(`content of ${name}`).digest('hex') };
  });
  return { algorithm, lines };
}

const accepted = (manifest: Manifest): unknown => ({ ok: true, manifest });

describe.each(['sha256', 'sha512'] as const)('%s', (algorithm) => {
  it('is written byte for byte as coreutils writes it, and read as it reads it', () => {
    const manifest = manifestOf(NASTY, algorithm);
    const gnu = writeManifest(manifest, 'gnu');
    const bsd = writeManifest(manifest, 'bsd');
    expect(gnu).toBe(tool(algorithm, ['--', ...NASTY]));
    expect(bsd).toBe(tool(algorithm, ['--tag', '--', ...NASTY]));
    for (const text of [gnu, bsd]) {
      tool(algorithm, ['--check', '--strict', '--quiet'], text);
      expect(parseManifest(text)).toEqual(accepted(manifest));
      expect(parseManifest(Buffer.from(text))).toEqual(accepted(manifest));
    }
    expect(parseManifest(tool(algorithm, ['--binary', '--', ...NASTY]))).toEqual(accepted(manifest));
  });

  it('goes round by way of coreutils whatever the names are', { timeout: 120_000 }, () => {
    const part = fc.string({
      unit: fc.constantFrom('a', 'B', ' ', '*', '\\', '\n', '\r', '\t', '(', ')', '=', '.', '#', 'é', '☃', '\x1b', ':'),
      minLength: 1,
      maxLength: 8,
    });
    const name = fc
      .array(part, { minLength: 1, maxLength: 3 })
      .map((parts) => parts.join('/'))
      .filter((text) => safeName(text) === text);
    const names = fc.uniqueArray(name, { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(names, fc.constantFrom('gnu' as const, 'bsd' as const), (chosen, style) => {
        for (const entry of readdirSync(folder)) rmSync(join(folder, entry), { recursive: true });
        // One name may be a folder of another.
        const free = chosen.filter((one) => !chosen.some((other) => other.startsWith(`${one}/`)));
        const manifest = manifestOf(free, algorithm);
        const text = writeManifest(manifest, style);
        expect(text).toBe(tool(algorithm, [...(style === 'bsd' ? ['--tag'] : []), '--', ...free]));
        tool(algorithm, ['--check', '--strict', '--quiet'], text);
        expect(parseManifest(text)).toEqual(accepted(manifest));
        expect(parseManifest(text.replace(/\n$/, ''))).toEqual(accepted(manifest));
      }),
      { numRuns: 100 },
    );
  });
});

describe('what cannot be written', () => {
  const line = (name: string): Manifest['lines'][number] => ({ name, algorithm: 'sha256', digest: 'a'.repeat(64) });
  it.each(['/x', '../x', 'C:x', '\\x', './x', 'a//b', ''])('is the name %j', (name) => {
    for (const style of ['gnu', 'bsd'] as const)
      expect(() => writeManifest({ algorithm: 'sha256', lines: [line(name)] }, style)).toThrow('malformed');
  });

  it('is a tagged line for an algorithm without a tag', () => {
    const manifest: Manifest = {
      algorithm: 'sha3-256',
      lines: [{ name: 'x', algorithm: 'sha3-256', digest: 'a'.repeat(64) }],
    };
    expect(() => writeManifest(manifest, 'bsd')).toThrow('unsupported');
  });
});

describe('one digest for the other', () => {
  it('is refused by coreutils where we refuse it', () => {
    const manifest = manifestOf(['x'], 'sha256');
    writeFileSync(join(folder, 'x'), 'changed');
    expect(() => tool('sha256', ['--check', '--status'], writeManifest(manifest, 'gnu'))).toThrow();
  });
});
