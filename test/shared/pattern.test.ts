import fc from 'fast-check';
import { createContext, runInContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { compilePattern, fitsAnybody, literalPattern } from '../../shared/pattern.ts';
import { PatternError } from '../../shared/pattern-syntax.ts';

const fits = (pattern: string, text: string): boolean => compilePattern(pattern).matches(text);
const SAN = 'https://github.com/org/repo/.github/workflows/release.yml@refs/tags/v1.2.3';

const aside = createContext({});

/** Whether the language's own expression fits; undefined where it would try for ever, which ours never does. */
function byTheLanguage(source: string, text: string): boolean | undefined {
  const script = `new RegExp(${JSON.stringify(`^(?:${source})$`)}, 'u').test(${JSON.stringify(text)})`;
  try {
    return runInContext(script, aside, { timeout: 200 }) as boolean;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return undefined;
    throw error;
  }
}

describe('a pattern', () => {
  it.each([
    ['https://github.com/org/repo/.*', SAN],
    ['^https://github.com/org/repo/.github/workflows/release.yml@refs/tags/v[0-9]+\\.[0-9]+\\.[0-9]+$', SAN],
    ['https://github\\.com/(org|other)/repo/\\.github/workflows/(?:ci|release)\\.ya?ml@refs/tags/.+', SAN],
    ['(?i)HTTPS://GITHUB\\.COM/Org/.*', SAN],
    ['.*@example\\.org', 'ada@example.org'],
    ['\\S+@[\\w.-]+', 'ada@example.org'],
    ['[[:alpha:]]+@example\\.(org|com)', 'ada@example.com'],
    ['a{2,3}b{2}c{1,}', 'aaabbccc'],
    ['a{,2}', 'a{,2}'],
    ['(?P<who>ada|bob)@x', 'bob@x'],
    ['[^/]+', 'ü€😀'],
    ['😀?a', 'a'],
    ['\\Aa\\z', 'a'],
    ['[]a]+', ']a'],
    ['[a-]+', 'a-a'],
    ['[\\d\\D]', '\n'],
    ['', ''],
  ])('%s fits %s', (pattern, text) => expect(fits(pattern, text)).toBe(true));

  it.each([
    ['https://github.com/org/repo', SAN],
    ['github.com/org/repo/.*', SAN],
    ['ada@example.org', 'ada@example.org.evil.example'],
    ['ada@example.org', 'mada@example.org'],
    ['ada@example\\.org|bob', 'bobby'],
    ['^a|b$', 'ab'],
    ['.*@example\\.org$', 'ada@example.org\n'],
    ['.*@example\\.org', 'eve@evil\n@example.org'],
    ['(?i)[^a]', 'A'],
    ['a$b', 'ab'],
    ['[^/]+', 'a/b'],
    ['a{2,3}', 'aaaa'],
    ['.', ''],
    ['.*', 'x'.repeat(5000)],
  ])('%s does not fit %s', (pattern, text) => expect(fits(pattern, text)).toBe(false));

  it.each([
    '(',
    ')',
    'a)',
    '[a',
    '[z-a]',
    '[\\d-z]',
    '*a',
    'a**',
    'a{3,2}',
    'a{1001}',
    '\\',
    '\\1',
    '\\bx',
    '\\pL',
    '(?=a)',
    '(?!a)',
    '(?<=a)b',
    '(?i:a)',
    '[[:none:]]',
    'x'.repeat(1001),
    '((a{100}){100}){100}',
  ])('%s is refused', (pattern) => expect(() => compilePattern(pattern)).toThrow(PatternError));

  it.each(['(a+)+$', '(a|a)*b', '(.*)*x', '(.*)(.*)(.*)(.*)[^ab]', '(a?){500}a{500}b', '((a*)*)*b'])(
    '%s does not hang',
    (pattern) => {
      const begun = performance.now();
      expect(fits(pattern, `${'a'.repeat(4000)}!`)).toBe(pattern === '(.*)(.*)(.*)(.*)[^ab]');
      expect(performance.now() - begun).toBeLessThan(5_000);
    },
  );

  it('that fits anybody is told from one that means somebody', () => {
    for (const pattern of ['', '.*', '.+', '^.*$', '(.|\\n)+', '[^ ]+', 'a*'])
      expect(fitsAnybody(compilePattern(pattern)), pattern).toBe(true);
    for (const pattern of ['.*@example\\.org', 'https://.*', 'a+']) {
      expect(fitsAnybody(compilePattern(pattern)), pattern).toBe(false);
    }
  });

  it('of a text fits that text alone', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (text, other) => {
        if (text.length > 400) return;
        const pattern = compilePattern(literalPattern(text));
        expect(pattern.matches(text)).toBe(true);
        expect(pattern.matches(other)).toBe(text === other);
      }),
    );
  });

  it('means what it means to the language’s own expressions', () => {
    const atom = fc.constantFrom('a', 'b', '.', '[ab]', '[^a]', '\\w', '\\.', '^', '$', '[a-c]', '\\D');
    const times = fc.constantFrom('', '', '', '*', '+', '?', '{0,2}', '{2}', '{1,}', '*?', '+?');
    const { pattern } = fc.letrec<{ pattern: string }>((tie) => ({
      pattern: fc.oneof(
        { maxDepth: 3 },
        fc.tuple(atom, times).map(([one, many]) => (/[$^]/.test(one) && one.length === 1 ? one : one + many)),
        fc.tuple(tie('pattern'), tie('pattern')).map(([one, other]) => `${one}${other}`),
        fc.tuple(tie('pattern'), tie('pattern'), times).map(([one, other, many]) => `(${one}|${other})${many}`),
      ),
    }));
    fc.assert(
      fc.property(pattern, fc.array(fc.constantFrom('a', 'b', 'c', '.', '1'), { maxLength: 8 }), (source, letters) => {
        const text = letters.join('');
        const expected = byTheLanguage(source, text);
        fc.pre(expected !== undefined);
        expect(fits(source, text)).toBe(expected);
      }),
      { numRuns: 5_000 },
    );
  });

  it('never throws anything but what it says', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...Array.from('ab\\[](){}*+?|^$.-:d1,é😀')) }),
        fc.string(),
        (source, text) => {
          try {
            fits(source, text);
          } catch (error) {
            expect(error).toBeInstanceOf(PatternError);
          }
        },
      ),
      { numRuns: 5_000 },
    );
  });
});
