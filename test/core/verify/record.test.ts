import fc from 'fast-check';
import { expect, test } from 'vitest';
import { renderRecord, resultJson } from '../../../electron/core/verify/record.ts';
import type { CheckResult } from '../../../shared/model/result.ts';

const resultOf = (name: string): CheckResult => ({
  id: 'r',
  checkedAt: '2026-11-21T00:00:00.000Z',
  verdict: 'invalid',
  case: 'tampered',
  step: 'download-again',
  params: {},
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
    },
  ],
  evidence: [{ check: 'digest', outcome: 'failed', detail: name }],
  notes: [],
  summary: `Do not open ${name}.`,
});

test('every format says that it is a record and no proof, and what was found', () => {
  for (const format of ['json', 'text', 'html'] as const) {
    const record = renderRecord(resultOf('app.dmg'), format);
    expect(record).toContain('a record of a check, not a proof');
    expect(record).toContain('Do not open app.dmg.');
    expect(record).toContain('invalid');
  }
});

test('JSON has the command line’s fields', () => {
  const json = JSON.parse(renderRecord(resultOf('a'), 'json')) as Record<string, unknown>;
  expect(json).toMatchObject({
    verdict: 'invalid',
    artifact: { path: '/x/a', size: 3, digests: { sha256: 'ab' } },
    signatures: [{ format: 'openpgp', result: 'bad', notes: ['malformed'] }],
  });
  expect(Object.keys(resultJson(resultOf('a')))).toContain('evidence');
});

test('HTML stays inert, whatever a name holds', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'grapheme' }),
        fc.constantFrom('<script>x</script>', '"><img src=x onerror=y>', '&lt;'),
      ),
      (name) => {
        expect(renderRecord(resultOf(name), 'html')).not.toMatch(/<(script|img|a|iframe|svg)\b/i);
      },
    ),
  );
});
