import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { REPORT_LANGUAGE } from '../../../../electron/cli/report-words.ts';
import { csvCell } from '../../../../electron/core/audit/git/audit-csv.ts';
import { markdownText } from '../../../../electron/core/audit/git/audit-markdown.ts';
import { auditOf } from '../../../../electron/core/audit/git/audit.ts';
import { renderAudit, type AuditFormat } from '../../../../electron/core/audit/git/render-audit.ts';
import { inert } from '../../../../electron/core/util/html-page.ts';
import type { GitCheck } from '../../../../electron/core/verify/git-checking.ts';
import { hidesCharacters, visibleText } from '../../../../shared/visible-text.ts';
import { SUBJECT } from './audit-subject.ts';

/** Whatever anybody writes into a commit, a ref or a key: text of all kinds, rich in what could break out of somewhere. */
const sign = fc.constantFrom(
  ...[
    '=',
    '+',
    '-',
    '@',
    '\t',
    '\r',
    '\n',
    '"',
    "'",
    ',',
    ';',
    '|',
    '`',
    '``',
    '<',
    '>',
    '&',
    '*',
    '_',
    '#',
    '[',
    ']',
    '\\',
  ],
  ...[
    ' ',
    '\u00a0',
    '\u202e',
    '\u2066',
    '\u200b',
    '\u0000',
    '\u001b[31m',
    '\u2028',
    '\ud800',
    '\uff1d',
    '\uff0b',
    '=1+1',
    '<b>',
  ],
  ...[
    '</td>',
    '-->',
    ']]>',
    '&lt;',
    '![x](//y)',
    '@everyone',
    '|---|',
    '=HYPERLINK("x")',
    '\r\n=cmd|',
    '\ufeff=1',
    '\u00ad-1',
  ],
);
const hostile = fc.oneof(
  fc
    .array(fc.oneof(sign, fc.string({ unit: 'binary', maxLength: 3 })), { maxLength: 8 })
    .map((parts) => parts.join('')),
  fc.string({ unit: 'binary' }),
);

/** A report of one commit that is not allowed, all of whose words are these. */
function report(format: AuditFormat, text: string): string {
  const object = 'a'.repeat(40);
  const row = {
    ...{ id: object, object, type: 'commit', form: 'openpgp', letter: 'G', good: [], verdict: 'untrusted' },
    ...{ case: 'first-time', params: { name: object.slice(0, 12), signer: text }, notes: [], evidence: [] },
    artifact: { name: text, digests: {} },
    summary: text,
    about: { subject: text, by: text, at: '2026-01-02T00:00:00Z', parents: 1 },
    policy: { word: 'denied', reason: 'signature-weak', ref: `refs/heads/${text}`, signer: text },
    signatures: [
      {
        ...{ format: 'openpgp', result: 'good', verdict: 'untrusted', expected: false, over: 'artifact' },
        ...{ dateProvenBy: 'nothing', notes: [], signer: { userId: text, fingerprint: 'A'.repeat(40) } },
      },
    ],
  };
  const subject = { ...SUBJECT, repository: text, policy: { path: text, sha256: 'c'.repeat(64) } };
  return renderAudit(auditOf(subject, [row as unknown as GitCheck]), format, REPORT_LANGUAGE);
}

/** A line of CSV as RFC 4180 reads it. */
function cellsOf(csv: string): string[][] {
  const rows: string[][] = [[]];
  const cell = /"((?:[^"]|"")*)"(,|\r\n)/gy;
  for (let found = cell.exec(csv); found !== null; found = cell.exec(csv)) {
    rows.at(-1)?.push((found[1] ?? '').replaceAll('""', '"'));
    if (found[2] === '\r\n') rows.push([]);
    if (cell.lastIndex === csv.length) return rows.slice(0, -1);
  }
  throw new Error('no CSV');
}

/** What spreadsheets take for a formula, wherever one begins that reads cells as those of another sign. */
const startsFormula = (text: string): boolean => /^[\s\u00a0]*[=+\-@\uff1d\uff0b\uff0d\uff20]/.test(text);

describe('a cell of CSV', () => {
  it('holds any text as one cell, in one line, that is no formula', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const written = csvCell(text);
        expect(cellsOf(`${written}\r\n`)).toHaveLength(1);
        const [[value = '']] = cellsOf(`${written}\r\n`) as [string[]];
        expect(startsFormula(value)).toBe(false);
        expect(hidesCharacters(value)).toBe(false);
        // By whatever sign a program parts it in place of the comma: the quotes are its own then, too.
        for (const part of written.split(/[;,\t|"]/)) expect([text, startsFormula(part)]).toEqual([text, false]);
      }),
      { numRuns: 500 },
    );
  });

  it('leaves a text as it is where nothing in it can do harm', () => {
    for (const text of ['', 'Fix a - b = c', 'Ada <ada@example.org>', '1.0-rc.1', 'say "hello", please'])
      expect(cellsOf(`${csvCell(text)}\r\n`)).toEqual([[text]]);
    expect(csvCell('=1+1')).toBe(`"'=1+1"`);
    expect(csvCell('\t=1+1')).toBe(String.raw`"\t=1+1"`);
  });
});

/** Inline code as CommonMark finds it: a run of backticks, and the next run of the same length. */
function codeSpan(markdown: string): string | undefined {
  const fence = /^`+/.exec(markdown)?.[0];
  if (fence === undefined) return undefined;
  const runs = [...markdown.slice(fence.length).matchAll(/`+/g)];
  const end = runs.find(([run]) => run.length === fence.length);
  if (end === undefined || fence.length + end.index + fence.length !== markdown.length) return undefined;
  const inside = markdown.slice(fence.length, fence.length + end.index);
  return /^ .* $/s.test(inside) && inside.trim() !== '' ? inside.slice(1, -1) : inside;
}

describe('a text in Markdown', () => {
  it('is one span of code, in one line, that shows the text', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const written = markdownText(text);
        expect(written === '' ? '' : codeSpan(written)).toBe(visibleText(text));
        expect(hidesCharacters(written)).toBe(false);
      }),
      { numRuns: 500 },
    );
  });
});

describe('a text in HTML', () => {
  it('is text, and shows what hides', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const written = inert(text);
        expect(written).not.toMatch(/[<>"']/);
        expect(hidesCharacters(written)).toBe(false);
        const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
        expect(written.replace(/&([^;]*);/g, (_, name: string) => entities[name] ?? '?')).toBe(visibleText(text));
      }),
      { numRuns: 500 },
    );
  });
});

describe('a report on what anybody wrote', () => {
  const plain = { html: tags(report('html', 'x')), md: blocks(report('md', 'x')), csv: cellsOf(report('csv', 'x')) };

  function tags(page: string): string[] {
    return [...page.matchAll(/<[^>]*>/g)].map(([tag]) => tag);
  }
  /** What stands outside of spans of code, a line at a time. */
  function blocks(text: string): string[] {
    return text.split('\n').map((line) => line.replace(/(`+)(?!`).*?(?<!`)\1(?!`)/g, 'code'));
  }

  it('has the very markup, lines and cells that any other has', () => {
    // Nothing at all to be said leaves something out.
    const shown = hostile.filter((text) => text.trim() !== '' && Array.from(text).length <= 40);
    fc.assert(
      fc.property(shown, (text) => {
        expect(tags(report('html', text))).toEqual(plain.html);
        expect(blocks(report('md', text))).toEqual(plain.md);
        expect(cellsOf(report('csv', text)).map((cells) => cells.length)).toEqual(
          plain.csv.map((cells) => cells.length),
        );
        for (const format of ['html', 'md', 'json'] as const)
          expect(hidesCharacters(report(format, text).replaceAll('\n', ''))).toBe(false);
        expect(hidesCharacters(report('csv', text).replaceAll('\r\n', ''))).toBe(false);
        const { objects } = JSON.parse(report('json', text)) as { objects: { subject: string }[] };
        expect(objects.map(({ subject }) => subject)).toEqual([text]);
      }),
      { numRuns: 150 },
    );
  });
});
