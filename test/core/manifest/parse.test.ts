import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_MANIFEST_BYTES, MAX_MANIFEST_LINES, parseManifest } from '../../../electron/core/manifest/parse.ts';

const A = 'a'.repeat(64);
const B = 'b'.repeat(64);
const LONG = 'c'.repeat(128);

function names(text: string, hint?: string): string[] | string {
  const parsed = parseManifest(text, hint);
  return parsed.ok ? parsed.manifest.lines.map((line) => line.name) : parsed.problem.detail;
}

function problem(source: string | Uint8Array, hint?: string): string {
  const parsed = parseManifest(source, hint);
  return parsed.ok ? `accepted ${JSON.stringify(parsed.manifest)}` : parsed.problem.detail;
}

function algorithm(text: string, hint?: string): string {
  const parsed = parseManifest(text, hint);
  return parsed.ok ? parsed.manifest.algorithm : parsed.problem.detail;
}

describe('lines', () => {
  it.each([
    ['GNU', `${A}  x\n`, ['x']],
    ['GNU, binary', `${A} *x\n`, ['x']],
    ['GNU, no last line end', `${A}  x`, ['x']],
    ['CRLF', `${A}  x\r\n${B}  y\r\n`, ['x', 'y']],
    ['byte order mark', `\uFEFF${A}  x\n`, ['x']],
    ['upper-case hex', `${A.toUpperCase()}  x\n`, ['x']],
    ['blank before', `  ${A}  x\n`, ['x']],
    ['comments and blank lines', `# by hand\n\n${A}  x\n   \n#${B}  y\n`, ['x']],
    ['BSD', `SHA256 (x) = ${A}\n`, ['x']],
    ['BSD, no space', `SHA256(x)= ${A}\n`, ['x']],
    ['BSD, bracket in the name', `SHA256 (x) = (y) = ${A}\n`, ['x) = (y']],
    ['OpenSSL', `SHA2-256(x)= ${A}\n`, ['x']],
    ['one space (md5 -r)', `${A} x\n${B}  y\n`, ['x', ' y']],
    ['one space, named like a tagged line', `${A} (x) = ${B}\n`, [`(x) = ${B}`]],
    ['leading space and star in names', `${A}   x\n${B}  *y\n`, [' x', '*y']],
    ['escaped', `\\${A}  a\\nb\\rc\\\\nd\n`, ['a\nb\rc\\nd']],
    ['escaped, tagged', `\\SHA256 (a\\\\b) = ${A}\n`, ['a\\b']],
    ['not escaped', `${A}  a\\b\n`, ['a\\b']],
    ['folders', `${A}  ./a/./b//c\n`, ['a/b/c']],
    ['the same line twice', `${A}  x\n${A} *x\n`, ['x']],
  ])('reads %s', (_, text, expected) => {
    expect(names(text)).toEqual(expected);
  });

  it.each([
    ['prose', 'Hello there\n'],
    ['a web page', '<!doctype html>\n<html></html>\n'],
    ['prose among lines', `${A}  x\nsee https://example.org\n`],
    ['a short digest', `${A.slice(1)}  x\n`],
    ['a long digest', `${A}a  x\n`],
    ['a tag with another digest', `SHA512 (x) = ${A}\n`],
    ['an unknown tag', `SHA999 (x) = ${A}\n`],
    ['no digest', 'SHA256 (x) = \n'],
    ['an escape that is none', `\\${A}  a\\tb\n`],
    ['a backslash at the end of an escaped name', `\\${A}  a\\\n`],
    ['one space after two', `${A}  x\n${B} y\n`],
    ['no name', `${A}  \n`],
    ['a digest alone', `${A}\n`],
    ['a line without end', `${A}  ${'x'.repeat(20_000)}\n`],
  ])('refuses %s', (_, text) => {
    expect(problem(text)).toMatch(/^line \d+: /);
  });

  it('refuses nothing at all', () => {
    expect(problem('')).toBe('the list is empty');
    expect(problem('# only words\n\n')).toBe('the list is empty');
  });
});

describe('names that lead out of the folder', () => {
  const bad = ['/etc/passwd', '../x', 'a/../../x', 'a/..', '..', '..\\x', 'a\\..\\x', 'C:\\x', 'c:x', 'C:/x'];
  bad.push('\\\\server\\share\\x', '//server/share/x', '\\x', '.', './', '/');
  it.each(bad)('refuses %s', (name) => {
    expect(problem(`${A}  ${name}\n`)).toBe('line 1: a name that leads out of the folder');
    expect(problem(`SHA256 (${name}) = ${A}\n`)).toBe('line 1: a name that leads out of the folder');
    expect(problem(`\\${A}  ${name.replaceAll('\\', '\\\\')}\n`)).toBe('line 1: a name that leads out of the folder');
  });

  it.each(['..x', 'x..', 'a..b/c', '...', 'ab:c', '~/x', '%2e%2e/x', 'a\\b'])('takes %s', (name) => {
    expect(names(`${A}  ${name}\n`)).toEqual([name]);
  });
});

describe('lists that contradict themselves', () => {
  it.each([
    ['one name with two digests', `${A}  x\n${B}  x\n`],
    ['the same in other words', `${A}  x\n${B}  ./x\n`],
    ['algorithms by length', `${A}  x\n${LONG}  y\n`],
    ['algorithms by tag', `SHA256 (x) = ${A}\nSHA3-256 (x) = ${A}\n`],
  ])('refuses %s', (_, text) => {
    expect(problem(text)).toMatch(/^line 2: /);
  });

  it('refuses NUL and what is not UTF-8', () => {
    expect(problem(`${A}  x\0y\n`)).toBe('the list holds a NUL character');
    expect(problem(Buffer.from(`${A}  x\n`, 'utf16le'))).toBe('the list holds a NUL character');
    expect(problem(Buffer.from(`${A}  \xff\n`, 'latin1'))).toBe('the list is not UTF-8 text');
  });
});

describe('bounds', () => {
  it('refuses what is too much, and at once', () => {
    const from = performance.now();
    expect(problem(new Uint8Array(MAX_MANIFEST_BYTES + 1))).toMatch(/64 MiB/);
    expect(problem(`${A}  x\n`.repeat(MAX_MANIFEST_LINES + 1))).toMatch(/100000 lines/);
    expect(problem('\n'.repeat(MAX_MANIFEST_LINES + 1))).toMatch(/100000 lines/);
    expect(problem('('.repeat(MAX_MANIFEST_BYTES))).toMatch(/^line 1/);
    expect(problem('SHA256 ('.repeat(1_000_000))).toMatch(/^line 1/);
    expect(performance.now() - from).toBeLessThan(5_000);
  });

  it('takes 100,000 lines', () => {
    const text = Array.from({ length: MAX_MANIFEST_LINES }, (_, n) => `${A}  file ${n}\n`).join('');
    expect(names(text)).toHaveLength(MAX_MANIFEST_LINES);
  });

  it('never throws, and never lets a name out', () => {
    const word = fc.constantFrom(
      '\\',
      '/',
      '..',
      '.',
      'C:',
      '\n',
      '\r',
      ' ',
      '*',
      '(',
      ') = ',
      A,
      LONG,
      'SHA256 (',
      'x',
      '\0',
      'ü',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(word).map((words) => words.join('')),
          fc.string(),
        ),
        fc.string(),
        (text, hint) => {
          const parsed = parseManifest(text, hint);
          if (!parsed.ok) return;
          expect(parsed.manifest.lines.length).toBeGreaterThan(0);
          for (const { name } of parsed.manifest.lines) {
            expect(name).not.toMatch(/^[/\\]|^[A-Za-z]:|\0/);
            expect(name.split(/[/\\]/)).not.toContain('..');
          }
        },
      ),
      { numRuns: 2_000 },
    );
    fc.assert(fc.property(fc.uint8Array(), (bytes) => void parseManifest(bytes)));
  });
});

describe('algorithms', () => {
  it.each([
    ['md5', 32, undefined],
    ['sha1', 40, undefined],
    ['sha224', 56, undefined],
    ['sha256', 64, undefined],
    ['sha384', 96, undefined],
    ['sha512', 128, undefined],
    ['sha512', 128, 'SHA512SUMS'],
    ['sha256', 64, 'sha256sum.txt'],
    ['sha256', 64, 'SHASUMS256.txt'],
    ['sha256', 64, 'checksums.txt'],
    ['blake2b512', 128, 'B2SUMS'],
    ['blake2b512', 128, 'x.blake2b'],
    ['sha3-256', 64, 'x.tar.gz.sha3-256'],
    ['sha3-512', 128, 'SHA3-512SUMS'],
    ['ripemd160', 40, 'x.rmd160'],
    // The name of what is listed is not the list's own.
    ['sha256', 64, 'md5-tools-1.0.tar.gz.sha256'],
    ['sha256', 64, 'blake2-and-sha3.txt'],
  ])('finds %s of %i digits in %s', (expected, length, hint) => {
    expect(algorithm(`${'d'.repeat(length)}  x\n`, hint)).toBe(expected);
  });

  it('takes the tag before all', () => {
    expect(algorithm(`SHA3-512 (x) = ${LONG}\n`)).toBe('sha3-512');
    expect(algorithm(`BLAKE2b (x) = ${LONG}\n`)).toBe('blake2b512');
    expect(algorithm(`RIPEMD-160(x)= ${'d'.repeat(40)}\n`)).toBe('ripemd160');
    expect(algorithm(`SHA256 (x) = ${A}\n`, 'CHECKSUM')).toBe('sha256');
  });

  it('refuses digests that the list is not named for', () => {
    expect(problem(`${A}  x\n`, 'SHA512SUMS')).toBe('line 1: not a digest of sha512');
    expect(problem(`${'d'.repeat(32)}  x\n`, 'x.sha256')).toBe('line 1: not a digest of sha256');
  });
});

describe('files of one digest', () => {
  it.each([
    [`${A}\n`, 'x.tar.gz.sha256'],
    [A, 'x.tar.gz.sha256'],
    [`${A.toUpperCase()}\r\n`, '/some/where/x.tar.gz.sha256'],
    [`${A}  -\n`, 'x.tar.gz.sha256sum'],
    [`SHA2-256(stdin)= ${A}\n`, 'x.tar.gz.sha256.txt'],
    [`${A}  x.tar.gz\n`, 'other.sha256'],
  ])('are named after themselves: %j in %s', (text, hint) => {
    expect(names(text, hint)).toEqual(['x.tar.gz']);
  });

  it('are of no use where nothing names the file', () => {
    expect(problem(`${A}\n`, 'digest.txt')).toMatch(/without a name/);
    expect(problem(`${A}\n`, 'SHA256SUMS')).toMatch(/without a name/);
    expect(problem(`${A}\n${B}\n`, 'x.sha256')).toMatch(/without a name/);
    expect(names(`${A}  -\n${B}  y\n`, 'x.sha256')).toEqual(['-', 'y']);
  });
});
