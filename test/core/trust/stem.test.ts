import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isStem, stemOf } from '../../../electron/core/trust/stem.ts';

describe('stemOf', () => {
  it.each([
    ['bitcoin-27.0.tar.gz', 'bitcoin'],
    ['Bitcoin-27.0-x86_64-linux-gnu.tar.gz', 'bitcoin'],
    ['bitcoin-knots-27.tar.gz', 'bitcoin-knots'],
    ['linux-6.1.tar.xz', 'linux'],
    ['Python-3.12.0.tgz', 'python'],
    ['widget-v2.zip', 'widget'],
    ['widget_1.2-3_amd64.deb', 'widget'],
    ['Widget Pro 4.dmg', 'widget pro'],
    ['dist/widget-1.0.tar.gz', 'widget'],
    ['STRASSE-1.zip', 'strasse'],
    ['straße-1.zip', 'strasse'],
    ['widget-setup-1.0.exe', 'widget-setup'],
  ])('%s -> %s', (name, stem) => expect(stemOf(name)).toBe(stem));

  it.each([
    'gcc-13.2.0.tar.xz',
    'go1.22.linux-amd64.tar.gz',
    'setup-1.0.exe',
    'Setup-1.0.exe',
    'install-2.sh',
    'release-3.tar.gz',
    'source-1.zip',
    'linux-amd64-1.2.tar.gz',
    'setup_win64-1.2.exe',
    'bitcoin.tar.gz',
    'bitcoin27.zip',
    '',
    '27.0',
    '-27.0',
    'SHA256SUMS',
    'SHA256SUMS-27.0.txt',
    'widget-27.0-SHA256SUMS',
    'widget-1.0-checksums.txt',
    'widget-1.0.tar.gz.sha256',
    'widget-1.0.tar.gz.asc',
    'widget-1.0.sig',
    'widget-1.0.sigstore.json',
    'widget-1.0.minisig',
    'wid\u202eget-1.0.zip',
    'wid\u200bget-1.0.zip',
    'wid\nget-1.0.zip',
    `${'w'.repeat(300)}-1.0.zip`,
  ])('%j has none', (name) => expect(stemOf(name)).toBeNull());

  it('property: a stem is one, lies at the beginning of the name, and does not depend on case or version', () => {
    const letters = fc.string({
      unit: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz'.split('')),
      minLength: 4,
      maxLength: 12,
    });
    const name = fc.array(letters, { minLength: 1, maxLength: 3 }).map((words) => words.join('-'));
    fc.assert(
      fc.property(name, fc.nat(99), fc.nat(99), (base, major, minor) => {
        const stem = stemOf(`${base}-${major}.${minor}.tar.gz`);
        expect(stem === null || stem === base).toBe(true);
        expect(stemOf(`${base.toUpperCase()}-${minor}.zip`)).toBe(stem);
        expect(stem !== null).toBe(isStem(base));
      }),
    );
  });

  it('property: never throws, and what it gives always is a stem', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 300 }),
        fc.constantFrom('', '-1', '_v2.tar.gz'),
        (text, end) => {
          const stem = stemOf(text + end);
          if (stem !== null) expect(isStem(stem)).toBe(true);
        },
      ),
      { numRuns: 2000 },
    );
  });
});
