import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupsOfFour, keyEnd, nameOf, shortened, visiblePieces, visibleText } from '../../shared/visible-text.ts';

describe('visibleText', () => {
  it('leaves ordinary names of any script as they are', () => {
    for (const name of ['app-2.1.dmg', 'Ångström', '文件.tar', 'файл', 'a b', 'عربي', '😀'])
      expect(visibleText(name)).toBe(name);
  });

  it('shows bidirectional controls', () => {
    expect(visibleText('invoice\u202Efdp.exe')).toBe('invoice\\u{202E}fdp.exe');
    expect(visibleText('\u2066a\u2069\u200F')).toBe('\\u{2066}a\\u{2069}\\u{200F}');
  });

  it('shows zero-width characters, fillers and tags', () => {
    expect(visibleText('a\u200Bb\uFEFFc\u3164\u{E0041}')).toBe('a\\u{200B}b\\u{FEFF}c\\u{3164}\\u{E0041}');
  });

  it('shows terminal escapes and line ends', () => {
    expect(visibleText('\u001b[31mred\r\n\t')).toBe('\\u{001B}[31mred\\r\\n\\t');
  });

  it('shows lone surrogates', () => {
    expect(visibleText('a\uD800')).toBe('a\\u{D800}');
  });

  it('never lets a control or format character through', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(visibleText(text)).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069\u200b-\u200f\ufeff]/u);
      }),
    );
  });

  it('marks exactly the escapes', () => {
    expect(visiblePieces('a\u200Bb')).toEqual([
      { text: 'a', escape: false },
      { text: '\\u{200B}', escape: true },
      { text: 'b', escape: false },
    ]);
  });
});

describe('names and numbers', () => {
  it('groups fingerprints by four', () => {
    expect(groupsOfFour('A1B2C3D4E5')).toBe('A1B2 C3D4 E5');
  });

  it('shortens in the middle only what is long', () => {
    expect(shortened('abcdef', 2)).toBe('ab…ef');
    expect(shortened('abcde', 2)).toBe('abcde');
  });

  it('tells a key by its end, and none by nothing', () => {
    expect(keyEnd('A1B2C3D4E5F60718')).toBe('…E5F60718');
    expect(keyEnd('A1B2')).toBe('…A1B2');
    expect(keyEnd('')).toBe('');
  });

  it('takes the name from a user ID', () => {
    expect(nameOf('Ada Lovelace <ada@example.org>')).toBe('Ada Lovelace');
    expect(nameOf('<ada@example.org>')).toBe('<ada@example.org>');
  });
});
