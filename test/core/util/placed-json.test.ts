import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PlacedJsonError, readPlacedJson } from '../../../electron/core/util/placed-json.ts';

function fault(text: string): string {
  try {
    readPlacedJson(text);
  } catch (error) {
    if (error instanceof PlacedJsonError) return `${error.place.line}:${error.place.column} ${error.message}`;
    throw error;
  }
  return 'read';
}

describe('JSON with places', () => {
  it('is what JSON.parse reads, however it is set', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), fc.constantFrom(undefined, 1, '\t'), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        expect(readPlacedJson(text).value).toEqual(JSON.parse(text));
      }),
    );
  });

  it('refuses what JSON.parse refuses, and of the rest only names that stand twice', () => {
    const piece = fc.constantFrom(
      ...['{', '}', '[', ']', ',', ':', '"a"', '"b"', '1', '-', '0', '1e5', '.5', 'true', 'null', 'nul', ' ', '\n'],
      ...['"\\u00e9"', '"\\x"', '"', '\\', '\u0000', '//', "'a'"],
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const text = pieces.join('');
        const own = fault(text);
        let isRead = true;
        try {
          JSON.parse(text);
        } catch {
          isRead = false;
        }
        if (own === 'read') expect(isRead).toBe(true);
        else if (isRead) expect(own).toContain('twice');
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['', '1:1 it ends too early'],
    ['{\n  "a": 1,\n  "a": 2\n}', '3:3 "a" stands here twice'],
    ['{"a": 1,}', '1:9 a name in quotes is missing'],
    ['[1 2]', '1:4 ] is missing'],
    ['{"a" 1}', '1:6 : is missing'],
    ['["a', '1:2 a quote is missing'],
    ['["a\n"]', '1:2 a quote is missing'],
    ['1 2', '1:3 something stands behind the end'],
    ['{} // why', '1:4 something stands behind the end'],
    ['[NaN]', '1:2 no value stands here'],
    ['["\\q"]', '1:2 a text with characters that JSON does not allow'],
    [`${'['.repeat(40)}${']'.repeat(40)}`, '1:34 nested too deeply'],
  ])('says where %j is wrong', (text, said) => {
    expect(fault(text)).toBe(said);
  });

  it('knows where a part stands, or the part that should hold it', () => {
    const { placeOf, value } = readPlacedJson('{\n  "rules": [\n    1,\n    { "refs": "x", "__proto__": 1 }\n  ]\n}');
    expect(placeOf(['rules', 1, 'refs'])).toEqual({ line: 4, column: 7 });
    expect(placeOf(['rules', 0])).toEqual({ line: 3, column: 5 });
    expect(placeOf(['rules', 7])).toEqual({ line: 2, column: 3 });
    expect(placeOf(['nothing'])).toEqual({ line: 1, column: 1 });
    expect(placeOf([])).toEqual({ line: 1, column: 1 });
    expect(Object.keys((value as { rules: object[] }).rules[1] ?? {})).toEqual(['refs', '__proto__']);
  });
});
