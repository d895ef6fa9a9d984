import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { comparePasted, findFingerprints, wholeFingerprint } from '../../../electron/core/trust/fingerprint.ts';

const A = '9E3C2B7F11D04A5588E6F0C4A7B1D2E3F4051627';
const B = '1234567890ABCDEF1234567890ABCDEF12345678';
const SIX = 'C0FFEE00112233445566778899AABBCCDDEEFF00112233445566778899AABBCC';
const grouped = (digits: string, size: number, by: string): string =>
  (digits.match(new RegExp(`.{${size}}`, 'g')) ?? []).join(by);

describe('findFingerprints', () => {
  it.each([
    ['bare', A],
    ['small letters', A.toLowerCase()],
    ['0x', `0x${A}`],
    ['fours, as gpg prints it', `${grouped(A.slice(0, 20), 4, ' ')}  ${grouped(A.slice(20), 4, ' ')}`],
    ['fours with no-break spaces', grouped(A, 4, '\u00a0')],
    ['colons', grouped(A, 2, ':')],
    ['fives', grouped(A, 5, ' ')],
    ['tens', grouped(A, 10, ' ')],
    ['two lines', `${grouped(A.slice(0, 20), 4, ' ')}\n   ${grouped(A.slice(20), 4, ' ')}`],
    ['a label', `Key fingerprint = ${grouped(A, 4, ' ')}`],
    ['a label that is hexadecimal', `Ada: ${grouped(A, 4, ' ')} Ada`],
    ['a link', `https://keys.example.org/pks/lookup?op=get&search=0x${A}&x=1`],
    ['a URI', `openpgp4fpr:${A.toLowerCase()}.`],
    ['twice in two forms', `${A}\n${grouped(A, 4, ' ')}`],
    ['invisible characters', A.split('').join('\u200b')],
    ['wide digits', A.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0))],
    [
      'a gpg listing with key IDs',
      `pub   rsa4096/0xA7B1D2E3F4051627 2020-01-01 [SC]\n      Key fingerprint = ${grouped(A, 4, ' ')}\nuid  Ada <ada@example.org>`,
    ],
  ])('finds the one: %s', (_, text) => {
    expect(findFingerprints(text).whole).toEqual([A]);
    expect(comparePasted(text, A)).toBe('same');
    expect(comparePasted(text, B)).toBe('different');
    expect(wholeFingerprint(text)).toEqual({ fingerprint: A });
  });

  it('finds those of SSH keys, as SSH writes them or by the key itself', () => {
    const hex = 'F83898DF0BEF57A4EE24985BA598AC17FCCB0C0D333CC4AF1DD92BE14BC23AA5';
    const digest = 'SHA256:+DiY3wvvV6TuJJhbpZisF/zLDA0zPMSvHdkr4UvCOqU';
    const key = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl';
    for (const text of [
      digest,
      `256 ${digest} github (ED25519)`,
      `${digest}=`,
      key,
      `${key} git@github.com`,
      `${key}\n${digest}`,
    ]) {
      expect([text, findFingerprints(text).whole]).toEqual([text, [hex]]);
      expect(comparePasted(text, hex)).toBe('same');
      expect(comparePasted(text, SIX)).toBe('different');
      expect(wholeFingerprint(text)).toEqual({ fingerprint: hex, kind: 'ssh' });
    }
    for (const text of [digest.slice(0, -1), `${digest}x`, digest.replace('SHA256', 'MD5'), key.slice(0, 30)])
      expect([text, findFingerprints(text).whole]).toEqual([text, []]);
    // The same digits, as the window once showed them.
    expect(comparePasted(grouped(hex, 4, ' '), hex)).toBe('same');
    expect(wholeFingerprint(hex)).toEqual({ fingerprint: hex });
  });

  it('finds those of version 6', () => {
    expect(findFingerprints(grouped(SIX, 8, ' ')).whole).toEqual([SIX]);
    expect(comparePasted(SIX, SIX)).toBe('same');
  });

  it.each([`${A} or ${B}`, `${A}\n${B}`, `${grouped(A, 4, ' ')}\n${grouped(B, 4, ' ')}`, `${A} ${B}`])(
    'asks where there are several: %j',
    (text) => {
      expect(findFingerprints(text).whole).toEqual([A, B]);
      expect(comparePasted(text, A)).toBe('several');
      expect(wholeFingerprint(text)).toBe('several');
    },
  );

  it.each([A.slice(-8), A.slice(-16), `0x${A.slice(-16)}`, grouped(A.slice(-16), 4, ' '), A.slice(1), A.slice(0, 32)])(
    'refuses a short one: %j',
    (text) => {
      expect(comparePasted(text, A)).toBe('too-short');
      expect(wholeFingerprint(text)).toBe('too-short');
    },
  );

  it.each(['', 'no fingerprint here', 'deadbeef facade', `x${A}`, `${A}0`, `${A}${B}`, '\u0410'.repeat(40)])(
    'finds none in %j',
    (text) => {
      expect(findFingerprints(text).whole).toEqual([]);
      expect(comparePasted(text, A)).not.toBe('same');
    },
  );

  it('does not take a SHA-256 digest on the same page for a fingerprint', () => {
    expect(comparePasted(`SHA-256: ${SIX}\nsigned by ${A}`, A)).toBe('same');
    expect(comparePasted(`SHA-256: ${SIX}`, A)).toBe('different');
  });

  it('property: any grouping between any words is found, and a changed digit never compares as the same', () => {
    const hex = fc
      .array(fc.constantFrom(...'0123456789ABCDEF'.split('')), { minLength: 40, maxLength: 40 })
      .map((d) => d.join(''));
    const word = fc.constantFrom('fingerprint:', 'Ada', 'is', 'key', '(', 'trust', 'my');
    fc.assert(
      fc.property(
        hex,
        fc.constantFrom(2, 4, 5, 8, 10, 20, 40),
        fc.constantFrom(' ', ':', '  ', '\n'),
        word,
        word,
        fc.nat(39),
        (digits, size, by, before, after, at) => {
          const text = `${before} ${grouped(digits, size, by)} ${after}`;
          expect(comparePasted(text, digits)).toBe('same');
          const other = digits[at] === '0' ? '1' : '0';
          expect(comparePasted(text, digits.slice(0, at) + other + digits.slice(at + 1))).toBe('different');
        },
      ),
    );
  });

  it('property: never throws, gives only whole ones, and is quick on anything', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 3000 }), (text) => {
        for (const one of findFingerprints(text).whole) expect(one).toMatch(/^([0-9A-F]{40}|[0-9A-F]{64})$/);
      }),
    );
    const started = performance.now();
    for (const text of ['a'.repeat(200_000), 'ab '.repeat(66_000), '0x'.repeat(100_000), 'ab\n'.repeat(66_000)])
      findFingerprints(text);
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});
