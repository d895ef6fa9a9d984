import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHasher } from '../../../electron/core/hash/hasher.ts';
import { createTextFilter } from '../../../electron/core/hash/text-filter.ts';
import type { Hasher } from '../../../electron/core/hash/reading.ts';
import { hashWorker } from '../../bundle.ts';

function filtered(pieces: string[]): string {
  let out = '';
  const feed = createTextFilter((bytes) => (out += Buffer.from(bytes).toString('latin1')));
  for (const piece of pieces) feed(Buffer.from(piece, 'latin1'));
  return out;
}

describe('createTextFilter', () => {
  it.each([
    ['', ''],
    ['a', 'a'],
    ['a\n', 'a\r\n'],
    ['a\r\n', 'a\r\n'],
    ['a\r\r\n', 'a\r\n'],
    ['a\rb', 'a\rb'],
    ['a\r', 'a'],
    ['a \t\n', 'a \t\r\n'],
    ['\n\n', '\r\n\r\n'],
  ])('makes of %j %j', (text, canonical) => {
    expect(filtered([text])).toBe(canonical);
  });

  it('gives the same however the text is cut, and changes nothing twice', () => {
    const piece = fc.string({ unit: fc.constantFrom('a', ' ', '\r', '\n', '\0', 'ü'), maxLength: 20 });
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const whole = filtered([pieces.join('')]);
        expect(filtered(pieces)).toBe(whole);
        expect(filtered([whole])).toBe(whole);
        expect(whole).toBe(pieces.join('').replace(/\r*$/, '').replace(/\r*\n/g, '\r\n'));
      }),
    );
  });

  it('holds back more CRs than a piece has room for', () => {
    const many = '\r'.repeat(200_000);
    expect(filtered([`a${many}`, 'b']).length).toBe(200_002);
    expect(filtered([`a${many}`, '\n'])).toBe('a\r\n');
  });
});

describe('text signatures of gpg', () => {
  let home: string;
  let hasher: Hasher;
  const gpg = (...words: string[]): void => {
    execFileSync('gpg', ['--batch', '--quiet', '--yes', ...words], {
      env: { ...process.env, GNUPGHOME: home },
      stdio: 'ignore',
    });
  };

  beforeAll(() => {
    home = mkdtempSync(join(tmpdir(), 'cs-g-'));
    hasher = createHasher({ worker: hashWorker() });
    gpg('--passphrase', '', '--quick-generate-key', 'text@example.org', 'ed25519', 'sign', 'never');
  });
  afterAll(async () => {
    execFileSync('gpgconf', ['--kill', 'all'], { env: { ...process.env, GNUPGHOME: home } });
    rmSync(home, { recursive: true, force: true });
    await hasher.close();
  });

  /** What a version 4 signature in a file of its own says: the digest's first two octets, and what was hashed behind the text. */
  function partsOf(signature: Uint8Array): { type: number; left: Uint8Array; trailer: Uint8Array } {
    const body = signature.subarray(2);
    const hashedEnd = 6 + ((body[4]! << 8) | body[5]!);
    const unhashed = (body[hashedEnd]! << 8) | body[hashedEnd + 1]!;
    const left = body.subarray(hashedEnd + 2 + unhashed, hashedEnd + 4 + unhashed);
    const trailer = Buffer.concat([body.subarray(0, hashedEnd), Buffer.from([4, 0xff, 0, 0, 0, hashedEnd])]);
    return { type: body[1]!, left, trailer };
  }

  it('cover the bytes that we hash, whatever the line ends', { timeout: 120_000 }, async () => {
    const path = join(home, 'text');
    const line = fc.string({ unit: fc.constantFrom('a', ' ', '\t', '\r', 'é', 'line'), maxLength: 12 });
    const end = fc.constantFrom('\n', '\r\n', '\r', '\r\r\n', '\n\n', '');
    const texts = fc.sample(
      fc.array(fc.tuple(line, end), { maxLength: 8 }).map((lines) => lines.flat().join('')),
      { numRuns: 40, seed: 1 },
    );
    for (const text of ['', 'a', 'a\r', 'a\rb\n', 'a\r\r\nb \t\r\n', 'line \n'.repeat(100_000), ...texts]) {
      writeFileSync(path, text);
      gpg('--textmode', '--digest-algo', 'SHA512', '--output', `${path}.sig`, '--detach-sign', path);
      const { type, left, trailer } = partsOf(readFileSync(`${path}.sig`));
      expect(type).toBe(1);
      const reading = await hasher.read(path, [{ algorithm: 'sha512', text: true }, { algorithm: 'sha512' }]);
      const digest = await reading.digest({ algorithm: 'sha512', text: true }, trailer);
      expect(Buffer.from(digest.subarray(0, 2)).toString('hex'), JSON.stringify(text.slice(0, 200))).toBe(
        Buffer.from(left).toString('hex'),
      );
      // The same read keeps the hash of the bytes as they are.
      expect(Buffer.from(await reading.digest({ algorithm: 'sha512' })).toString('hex')).toBe(
        createHash('sha512').update(text).digest('hex'),
      );
      reading.close();
    }
  });
});
