import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gpgError, parseStatusLine, StatusReader, unescapePercent } from '../../../electron/core/gnupg/status.ts';

const FPR = '32C9BBD3D957F42B79A69EDAD438F0C5A129C849';

describe('parseStatusLine', () => {
  it('reads a made signature', () => {
    expect(parseStatusLine(`[GNUPG:] SIG_CREATED D 22 8 00 1795241700 ${FPR}`)).toEqual({
      keyword: 'SIG_CREATED',
      type: 'D',
      publicKeyAlgorithm: 22,
      hashAlgorithm: 8,
      signatureClass: 0,
      createdAt: new Date(1795241700_000),
      fingerprint: FPR,
    });
  });

  it('reads a valid signature with its time in either form', () => {
    for (const time of ['1795241700', '20261121T061500']) {
      const line = parseStatusLine(`[GNUPG:] VALIDSIG ${FPR} 2026-11-21 ${time} 0 4 0 22 8 00 ${FPR}`);
      expect(line).toEqual({
        keyword: 'VALIDSIG',
        fingerprint: FPR,
        createdAt: new Date('2026-11-21T06:15:00Z'),
        primaryFingerprint: FPR,
      });
    }
  });

  it.each([
    ['[GNUPG:] FAILURE sign 67108875', { keyword: 'FAILURE', where: 'sign', error: { code: 11, source: 4 } }],
    [
      '[GNUPG:] ERROR set_pinentry_mode 67108924',
      { keyword: 'ERROR', where: 'set_pinentry_mode', error: { code: 60, source: 4 } },
    ],
    ['[GNUPG:] GET_HIDDEN passphrase.enter', { keyword: 'GET_HIDDEN', question: 'passphrase.enter' }],
    ['[GNUPG:] INV_SGNR 9 a%20b@x', { keyword: 'INV_SGNR', reason: 9, signer: 'a b@x' }],
    [
      '[GNUPG:] NEED_PASSPHRASE 029CF8F5443CF9B9 1A11B7BD5881CED6 1 0',
      { keyword: 'NEED_PASSPHRASE', keyId: '029CF8F5443CF9B9', primaryKeyId: '1A11B7BD5881CED6' },
    ],
    ['[GNUPG:] PROGRESS stdin ? 3 0 KiB', { keyword: 'PROGRESS', what: 'stdin', done: 3072, unit: 1024 }],
    ['[GNUPG:] CARDCTRL 3', { keyword: 'CARDCTRL', what: 3 }],
    ['[GNUPG:] SC_OP_FAILURE 2', { keyword: 'SC_OP_FAILURE', reason: 2 }],
    ['[GNUPG:] USERID_HINT 029CF8F5443CF9B9 Prot <prot@x>', { keyword: 'other', name: 'USERID_HINT' }],
    ['[GNUPG:] constructor', undefined],
    ['[GNUPG:] NEW_KEYWORD_2 with anything', { keyword: 'other', name: 'NEW_KEYWORD_2' }],
  ])('%s', (line, expected) => {
    if (expected) expect(parseStatusLine(line)).toEqual(expected);
    else expect(() => parseStatusLine(line)).toThrow();
  });

  it.each([
    `SIG_CREATED D 22 8 00 1795241700 ${FPR}`,
    ` [GNUPG:] SIG_CREATED D 22 8 00 1795241700 ${FPR}`,
    `gpg: file [GNUPG:] SIG_CREATED D 22 8 00 1795241700 ${FPR}`,
    `[GNUPG:]  SIG_CREATED D 22 8 00 1795241700 ${FPR}`,
    `[GNUPG:] SIG_CREATED X 22 8 00 1795241700 ${FPR}`,
    `[GNUPG:] SIG_CREATED D 22 8 00 1795241700 ${FPR.slice(1)}`,
    `[GNUPG:] SIG_CREATED D 22 8 00 1795241700 ${FPR} more`,
    `[GNUPG:] SIG_CREATED D 22 8 00 soon ${FPR}`,
    `[GNUPG:] VALIDSIG ${FPR}`,
    `[GNUPG:] VALIDSIG ${FPR} 2026-11-21 1795241700 0 4 0 22 8 00 ${FPR} more`,
    '[GNUPG:] FAILURE sign',
    '[GNUPG:] FAILURE sign x',
    '[GNUPG:] GET_HIDDEN',
    '[GNUPG:] NEED_PASSPHRASE 029CF8F5443CF9B9',
    '[GNUPG:] PROGRESS stdin ? 3 0 leagues',
    '',
    `[GNUPG:] X${' y'.repeat(10_000)}`,
  ])('refuses %s', (line) => {
    expect(() => parseStatusLine(line)).toThrow(/status line/);
  });

  it('never makes a known line of text that stands inside an argument', () => {
    const forged = `[GNUPG:] SIG_CREATED D 22 8 00 1795241700 ${FPR}`;
    fc.assert(
      fc.property(fc.string(), fc.string(), (before, after) => {
        const name = (before + forged + after).replaceAll('\n', '%0A').replaceAll('\r', '%0D');
        for (const keyword of ['PLAINTEXT 62 0', 'NOTATION_DATA', 'USERID_HINT 029CF8F5443CF9B9', 'FILE_START 1']) {
          const line = `[GNUPG:] ${keyword} ${name}`;
          if (line.length > 16_000) return;
          expect(parseStatusLine(line).keyword).toBe('other');
        }
      }),
    );
  });

  it('gives a line or an error for every text, and nothing else', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.boolean(), (text, prefixed) => {
        try {
          expect(parseStatusLine(prefixed ? `[GNUPG:] ${text}` : text)).toHaveProperty('keyword');
        } catch (error) {
          expect(String(error)).toContain('not a status line');
        }
      }),
    );
  });
});

describe('StatusReader', () => {
  it('finds the same lines however they are cut', () => {
    const text = `[GNUPG:] BEGIN_SIGNING H8\n[GNUPG:] SIG_CREATED D 22 8 00 1795241700 ${FPR}\r\n[GNUPG:] FAILURE sign 54\n`;
    const whole = new StatusReader().push(text);
    expect(whole.map((line) => line.keyword)).toEqual(['BEGIN_SIGNING', 'SIG_CREATED', 'FAILURE']);
    fc.assert(
      fc.property(fc.array(fc.nat(text.length)), (cuts) => {
        const reader = new StatusReader();
        const ends = [...cuts.sort((a, b) => a - b), text.length];
        const lines = ends.flatMap((end, index) => reader.push(text.slice(ends[index - 1] ?? 0, end)));
        reader.end();
        expect(lines).toEqual(whole);
      }),
    );
  });

  it('refuses a line that is cut off, and one without end', () => {
    const cut = new StatusReader();
    cut.push(`[GNUPG:] SIG_CREATED D 22 8 00 1795241700 ${FPR}`);
    expect(() => cut.end()).toThrow();
    expect(() => new StatusReader().push('x'.repeat(20_000))).toThrow();
  });
});

describe('unescapePercent', () => {
  it('undoes what gpg escapes, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const escaped = [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
        expect(unescapePercent(escaped)).toBe(text);
        expect(unescapePercent(text.replaceAll('%', '%25'))).toBe(text);
      }),
    );
  });

  it('lets a percent sign alone stand', () => {
    expect(unescapePercent('100% %zz %4')).toBe('100% %zz %4');
  });
});

it('takes error numbers apart', () => {
  expect(gpgError(83918950)).toEqual({ code: 32870, source: 5 });
});
