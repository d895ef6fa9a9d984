import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { renderRecord } from '../../../electron/core/verify/record.ts';
import { resultJson } from '../../../electron/core/verify/result-json.ts';
import { loadWords } from '../../../shared/catalogue/languages.ts';
import type { CheckResult } from '../../../shared/model/result.ts';

const resultOf = (name: string): CheckResult => ({
  id: 'r',
  checkedAt: '2026-11-21T00:00:00.000Z',
  verdict: 'invalid',
  case: 'tampered',
  step: 'download-again',
  params: { name, signer: 'Ada' },
  artifact: { name, path: `/x/${name}`, size: 3, digests: { sha256: 'ab' } },
  signatures: [
    {
      format: 'openpgp',
      path: `/x/${name}.asc`,
      result: 'bad',
      verdict: 'invalid',
      signer: { userId: name },
      dateProvenBy: 'nothing',
      expected: false,
      notes: ['malformed'],
      over: 'artifact',
      digestAlgorithm: 'SHA-256',
    },
  ],
  manifest: {
    path: '/x/SHA256SUMS',
    listed: 2,
    matched: 1,
    missing: [name],
    mismatched: [],
    unlisted: [],
    line: { name, algorithm: 'sha256', digest: 'ab' },
  },
  evidence: [{ check: 'digest', outcome: 'failed', detail: name }],
  notes: [],
  summary: `Do not open ${name}: it does not match its signature (which names Ada).`,
});

test('every format says that it is a record and no proof, and what was found', () => {
  for (const format of ['json', 'text', 'html'] as const) {
    const record = renderRecord(resultOf('app.dmg'), format);
    expect(record).toContain('a record of a check, not a proof');
    expect(record).toContain('Do not open app.dmg: it does not match');
    expect(record.toLowerCase()).toContain(format === 'json' ? '"verdict": "invalid"' : 'do not trust');
  }
});

test('JSON has the command line’s fields, and no other', () => {
  const json = JSON.parse(renderRecord(resultOf('a'), 'json')) as Record<string, unknown>;
  expect(json).toMatchObject({
    verdict: 'invalid',
    artifact: { path: '/x/a', size: 3, digests: { sha256: 'ab' } },
    signatures: [{ format: 'openpgp', result: 'bad', notes: ['malformed'] }],
  });
  expect(Object.keys(resultJson(resultOf('a')))).toContain('evidence');
  expect(Object.keys(json['manifest'] as object)).toEqual([
    'path',
    'listed',
    'matched',
    'missing',
    'mismatched',
    'unlisted',
  ]);
  expect(JSON.stringify(json)).not.toContain('digestAlgorithm');
});

describe('in another language', () => {
  test('text and web page follow it, JSON stays English', async () => {
    const language = { words: await loadWords('mirrored'), lang: 'en', dir: 'rtl' as const };
    const english = renderRecord(resultOf('a'), 'text');
    const text = renderRecord(resultOf('a'), 'text', language);
    expect(text).not.toBe(english);
    expect(text).toContain(language.words.window.record.notProof);
    expect(renderRecord(resultOf('a'), 'html', language)).toContain('<html lang="en" dir="rtl">');
    expect(renderRecord(resultOf('a'), 'json', language)).toBe(renderRecord(resultOf('a'), 'json'));
  });

  test('evidence is told by its key, dates in the reader’s form', () => {
    const result = resultOf('a');
    result.case = 'verified-expired-since';
    result.params = { name: 'a', publisher: 'P', signer: 'Ada', seenAt: '2024-05-02T10:00:00Z' };
    const record = renderRecord(result, 'text');
    expect(record).toContain('you checked this same signature on May 2, 2024');
    expect(record).not.toContain('2024-05-02');
  });
});

test('a line end in a name makes no line of a text record', () => {
  const record = renderRecord(resultOf('a\nVERIFIED'), 'text');
  expect(record.split('\n').filter((line) => line.trim().startsWith('VERIFIED'))).toEqual([]);
  expect(record).toContain('a\\nVERIFIED');
});

test('the web page allows its own style and nothing else', () => {
  const record = renderRecord(resultOf('a'), 'html');
  const style = /<style>([\s\S]*)<\/style>/.exec(record)?.[1] ?? '';
  const hash = createHash('sha256').update(style).digest('base64');
  expect(record).toContain(`default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`);
  expect(record).not.toMatch(/https?:|url\(|@import/);
});

test('HTML stays inert, whatever a name holds', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'grapheme' }),
        fc.constantFrom('<script>x</script>', '"><img src=x onerror=y>', '&lt;', '</style><p>', '</table>'),
      ),
      (name) => {
        const record = renderRecord(resultOf(name), 'html');
        expect(record).not.toMatch(/<(script|img|a|iframe|svg)\b/i);
        expect(record.match(/<\/(style|table)>/g)).toEqual(
          renderRecord(resultOf('x'), 'html').match(/<\/(style|table)>/g),
        );
      },
    ),
  );
});

test('what a sentence of evidence does not know is told as it was written down, and no value is taken for a place', () => {
  const said = { check: 'digest', outcome: 'failed', detail: 'as it was written' } as const;
  const record = renderRecord(
    {
      ...resultOf('{{signer}} $&'),
      evidence: [
        { ...said, says: { key: 'toString', params: {} } },
        { ...said, says: { key: 'lineAbsent', params: { list: '{{list}} $1' } } },
      ],
    },
    'text',
  );
  expect(record).toContain('as it was written');
  expect(record).toContain('{{list}} $1 does not list this file.');
  expect(record).toContain('Do not open {{signer}} $&:');
});
