import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAllowedSigners } from '../../../electron/core/ssh/allowed-signers.ts';
import { fitsPatternList } from '../../../electron/core/ssh/pattern-list.ts';
import { readValidTime } from '../../../electron/core/ssh/valid-time.ts';
import { makeTokenKey } from './ssh-home.ts';

const KEY = makeTokenKey('ed25519').line;

describe('a list of allowed signers', () => {
  it('is read line by line, and says which lines it cannot read', () => {
    const text = `# who\nada ${KEY}\nbob,!eve namespaces="a\\"b",cert-authority ${KEY}\n\nbad\nx ssh-dss AAAAB3NzaC1kc3M=\n`;
    const { signers, problems } = readAllowedSigners(Buffer.from(text));
    expect(signers.map(({ principals, isAuthority }) => [principals, isAuthority])).toEqual([
      ['ada', false],
      ['bob,!eve', true],
    ]);
    expect(signers[1]?.namespaces).toBe('a"b');
    expect(problems.map(({ line }) => line)).toEqual([5, 6]);
  });

  it.each([
    `"ada ${KEY}`,
    `ada ${KEY.slice(0, -9)}`,
    `ada ssh-ed25519 ${KEY.split(' ')[1]}`,
    `ada valid-after="soon" ${KEY}`,
    `ada valid-after=20260101 ${KEY}`,
    `ada valid-after="20260101",valid-after="20260102" ${KEY}`,
    `ada namespaces="a",namespaces="b" ${KEY}`,
    `ada namespaces="a ${KEY}`,
    `ada cert-authority`,
    KEY,
  ])('refuses the line %s', (line) => {
    expect(readAllowedSigners(Buffer.from(line)).signers).toEqual([]);
    expect(readAllowedSigners(Buffer.from(line)).problems).toHaveLength(1);
  });

  it('is bounded, and never throws', () => {
    expect(readAllowedSigners(Buffer.alloc(5 << 20, 0x61)).problems).toHaveLength(1);
    expect(readAllowedSigners(Buffer.from('x\n'.repeat(20_000))).problems).toHaveLength(1000);
    const word = fc.constantFrom(
      'ada',
      KEY,
      ...KEY.split(' '),
      'cert-authority',
      'namespaces="git"',
      '"',
      ',',
      ' ',
      '\\',
      '\t',
      '!',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(word).map((words) => words.join(' ')),
          fc.string(),
        ),
        (text) => {
          readAllowedSigners(Buffer.from(text));
        },
      ),
    );
  });
});

describe('patterns', () => {
  it.each([
    ['ada@example.org', '*@example.org', true],
    ['ada@example.org', 'a?a@*', true],
    ['ada@example.org', '*@example.org,!ada*', false],
    ['ada@example.org', '!bob,ada@example.org', true],
    ['ada@example.org', '!bob', false],
    ['ada@example.org', 'ADA@example.org', false],
    ['ada@example.org', 'ada@example.or', false],
    ['ada@example.org', 'da@example.org', false],
    ['', '', true],
    ['', '*', true],
    ['a', '', false],
    ['git', 'file,git', true],
    ['a.c', 'a?c', true],
    ['abc', 'a.c', false],
  ])('%s by %s: %s', (name, list, fits) => {
    expect(fitsPatternList(name, list)).toBe(fits);
  });

  it('take no time to fail', () => {
    const began = performance.now();
    expect(fitsPatternList('a'.repeat(20_000), '*a'.repeat(1000) + 'b')).toBe(false);
    expect(performance.now() - began).toBeLessThan(2000);
  });

  it('agree with what a regular expression says', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '?', '*'), maxLength: 8 });
    fc.assert(
      fc.property(text, text, (name, pattern) => {
        const regular = new RegExp(`^${pattern.replaceAll('*', '[^]*').replaceAll('?', '[^]')}$`);
        expect(fitsPatternList(name, pattern)).toBe(regular.test(name));
      }),
    );
  });
});

describe('a date', () => {
  it('is in UTC where it says so, else in local time', () => {
    expect(readValidTime('20260901Z')).toEqual(new Date('2026-09-01T00:00:00Z'));
    expect(readValidTime('202609011230z')).toEqual(new Date('2026-09-01T12:30:00Z'));
    expect(readValidTime('20260901123015')).toEqual(new Date(2026, 8, 1, 12, 30, 15));
  });

  it.each(['', '2026', '20261301', '20260900', '2026090125', '20260901240000Z', '20260901T1200', '-20260901'])(
    'is not %s',
    (text) => {
      expect(readValidTime(text)).toBeUndefined();
    },
  );
});
