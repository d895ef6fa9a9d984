import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPushedRefs } from '../../../../electron/core/git/hooks/pushed-refs.ts';

const A = 'a'.repeat(40);
const B = 'b'.repeat(40);
const ZERO = '0'.repeat(40);
const read = (hook: 'pre-push' | 'pre-receive', text: string) => readPushedRefs(hook, Buffer.from(text, 'utf8'));

describe('what git says to a hook', () => {
  it('is which refs a push makes, moves and deletes', () => {
    expect(
      read('pre-receive', `${ZERO} ${A} refs/heads/new\n${A} ${B} refs/heads/ä\n${A} ${ZERO} refs/tags/v1\n`),
    ).toEqual([
      { ref: 'refs/heads/new', to: A },
      { ref: 'refs/heads/ä', from: A, to: B },
      { ref: 'refs/tags/v1', from: A },
    ]);
    expect(
      read(
        'pre-push',
        `refs/heads/a ${A} refs/heads/b ${ZERO}\nHEAD^{/a b ${B}} ${A} refs/heads/c ${B}\n(delete) ${ZERO} refs/heads/d ${A}\n`,
      ),
    ).toEqual([
      { ref: 'refs/heads/b', to: A },
      { ref: 'refs/heads/c', from: B, to: A },
      { ref: 'refs/heads/d', from: A },
    ]);
  });

  it('knows the names of objects by SHA-256', () => {
    const [long, none] = ['c'.repeat(64), '0'.repeat(64)];
    expect(read('pre-receive', `${none} ${long} refs/heads/main\n`)).toEqual([{ ref: 'refs/heads/main', to: long }]);
    expect(() => read('pre-receive', `${ZERO} ${long} refs/heads/main\n`)).toThrow('no line of pre-receive');
  });

  it('tells names apart that are no UTF-8', () => {
    const name = (octet: number) =>
      readPushedRefs(
        'pre-receive',
        Buffer.concat([Buffer.from(`${A} ${B} refs/heads/`), Buffer.from([octet, 0x0a])]),
      )[0]?.ref;
    expect([name(0xe4), name(0xf6)]).toEqual(['refs/heads/\\xe4', 'refs/heads/\\xf6']);
  });

  it('is nothing before a push that is up to date, and never where one arrives', () => {
    expect(read('pre-push', '')).toEqual([]);
    expect(() => read('pre-receive', '')).toThrow('its standard input is empty');
  });

  it.each([
    '\n',
    `${A} ${B} refs/heads/main`,
    `${A} refs/heads/main\n`,
    `${A} ${B} main\n`,
    `${A} ${B} refs/heads/main more\n`,
    `${A}  ${B} refs/heads/main\n`,
    ` ${A} ${B} refs/heads/main\n`,
    `${A} ${B.slice(1)} refs/heads/main\n`,
    `${A.toUpperCase()} ${B} refs/heads/main\n`,
    `${A} ${B} refs/heads/main\n\n`,
    `${A} ${B} refs/heads/main\n${B}`,
  ])('is never %j', (text) => {
    expect(() => read('pre-receive', text)).toThrow(expect.objectContaining({ code: 'usage' }) as Error);
  });

  it('is read as it was written, whatever the ref is called', () => {
    const id = fc.stringMatching(/^[0-9a-f]{39}[1-9a-f]$/);
    const name = fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => !/[\p{Cc} ]/u.test(text));
    fc.assert(
      fc.property(fc.array(fc.tuple(id, id, name), { minLength: 1 }), (lines) => {
        const text = lines.map(([from, to, ref]) => `${from} ${to} refs/heads/${ref}\n`).join('');
        expect(read('pre-receive', text)).toEqual(
          lines.map(([from, to, ref]) => ({ ref: `refs/heads/${ref}`, from, to })),
        );
      }),
    );
  });
});
