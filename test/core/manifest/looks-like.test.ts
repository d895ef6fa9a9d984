import { describe, expect, it } from 'vitest';
import { looksLikeManifest } from '../../../electron/core/manifest/looks-like.ts';

const A = 'a'.repeat(64);
const looks = (text: string, name = 'file.txt'): boolean => looksLikeManifest(Buffer.from(text), name);

describe('looksLikeManifest', () => {
  it.each([
    `${A}  x\n`,
    `${A} *x\r\n`,
    `\\${A}  a\\\\b\n`,
    `# comment\n\n${A}  x\n`,
    `SHA256 (x) = ${A}\n`,
    `SHA2-256(x)= ${A}\n`,
    `\uFEFF${A}  x\n`,
    // Bad lists are lists.
    `${A.slice(2)}  x\n`,
    `${A}  ../x\n`,
    `${A}  x\nnot a line\n`,
    `${A}  x\0\n`,
    `${A}  a name with spaces\n`.repeat(10_000),
  ])('knows a list by its lines: %j', (text) => {
    expect(looks(text)).toBe(true);
  });

  it.each(['SHA256SUMS', '/x/sha512sums.txt', 'x.tar.gz.sha256', 'x.md5', 'SHASUMS256.txt', 'B2SUMS', 'sha1sum.txt'])(
    'knows a list by its name: %s',
    (name) => {
      expect(looks('<html>', name)).toBe(true);
      expect(looks(`${A}\n`, name)).toBe(true);
    },
  );

  it.each([
    ['', 'empty'],
    [`${A}\n`, 'nonce.txt'],
    ['Release notes\n\nsee SHA256SUMS\n', 'checksums.txt'],
    [`Notes\nby\nus\n${A}  x\n`, 'notes.txt'],
    ['-----BEGIN PGP SIGNATURE-----\n\niQ\n', 'SHA256SUMS.asc'],
    ['\x7fELF\0\0\0', 'sha256sum'],
    ['deadbeef  x\n', 'memory.txt'],
    ['binary', 'python-3.8.0.b2'],
    ['binary', 'sha256-tools-1.0.tar.gz'],
  ])('takes %j in %s for none', (text, name) => {
    expect(looks(text, name)).toBe(name === 'sha256sum');
  });
});
