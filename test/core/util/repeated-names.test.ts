import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PlacedJsonError, readPlacedJson } from '../../../electron/core/util/placed-json.ts';
import { repeatsName } from '../../../electron/core/util/repeated-names.ts';

const repeats = (text: string): boolean => repeatsName(text, JSON.parse(text));

describe('a name that stands twice in an object', () => {
  it.each([
    '{"a":1,"a":1}',
    '{"a":1,"b":2,"a":null}',
    ' {\r\n\t"a" :1 , "a"\n:\t2}\n',
    '[{"a":1},{"a":1,"a":2}]',
    '{"a":{"b":1,"b":2}}',
    '{"a":{"b":1},"a":2}',
    String.raw`{"ab":1,"\u0061b":2}`,
    String.raw`{"\\\\":1,"\u005c\\":2}`,
    String.raw`{"\":":1,"\":":2}`,
    '{"__proto__":1,"__proto__":2}',
    '{"":1,"":2}',
    '{"1":1,"1":2}',
  ])('is seen: %s', (text) => {
    expect(repeats(text)).toBe(true);
  });

  it.each([
    '{}',
    '[]',
    '""',
    '":"',
    '1',
    'null',
    '{"a":1,"b":1}',
    '{"a":{"a":{"a":1}}}',
    '[{"a":1},{"a":1}]',
    '{"a":":","b":"\\":","c":"\\\\","d":[":",":"]}',
    String.raw`{"a\"":1,"a\\":"\\\":","b":"\\\\\""}`,
    '{"a":"a","A":"a","á":1}',
    '{"__proto__":{"a":1},"constructor":1}',
    '{"1":1,"01":2}',
    '{"a":"{\\"b\\":1,\\"b\\":2}"}',
  ])('is not where there is none: %s', (text) => {
    expect(repeats(text)).toBe(false);
  });

  it('is seen as a reader sees it that goes character by character', () => {
    const name = fc
      .oneof(fc.constantFrom('a', 'b', 'a"', 'a\\', '\\"', '":', ':', '__proto__', ''), fc.string())
      .filter((text) => text.length !== 1 || JSON.stringify(text).length === 3);
    const { tree } = fc.letrec<{ tree: string; list: string; object: string; leaf: string }>((tie) => ({
      tree: fc.oneof({ maxDepth: 3, withCrossShrink: true }, tie('leaf'), tie('list'), tie('object')),
      leaf: fc.oneof(
        name.map((text) => JSON.stringify(text)),
        fc.constantFrom('1', 'null', 'true', '-0.5e3'),
      ),
      list: fc.array(tie('tree'), { maxLength: 4 }).map((parts) => `[${parts.join(' ,')}]`),
      object: fc
        .array(fc.tuple(name.map(spelled), tie('tree'), fc.constantFrom('', ' ', '\n\t')), { maxLength: 5 })
        .map((parts) => `{${parts.map(([key, value, space]) => `${key}${space}:${space}${value}`).join(`,`)}}`),
    }));
    fc.assert(
      fc.property(tree, (text) => {
        expect(repeats(text)).toBe(isRefused(text));
      }),
      { numRuns: 500 },
    );
  });

  it('is looked for in what is nested as deeply as a file can be', () => {
    const depth = 2_000_000;
    const deep = '['.repeat(depth) + '{"a":1,"a":2}' + ']'.repeat(depth);
    expect(repeats(deep)).toBe(true);
  });
});

/**
 * A name with its first character escaped, or as it is: both are the same name. Never one of a single character: where that is escaped, V8
 * makes another name of it now and then (of two `\u0061`, `a` and a backslash). No field of anything that is read is called so.
 */
function spelled(name: string): string {
  const code = name.codePointAt(0);
  if (code === undefined || code > 0x7f || name.length < 2 || name.length % 2 === 1) return JSON.stringify(name);
  return `"\\u${code.toString(16).padStart(4, '0')}${JSON.stringify(name.slice(1)).slice(1)}`;
}

function isRefused(text: string): boolean {
  try {
    readPlacedJson(text);
    return false;
  } catch (error) {
    if (error instanceof PlacedJsonError && error.message.endsWith('stands here twice')) return true;
    throw error;
  }
}
