import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EVIDENCE } from '../../shared/catalogue/en/evidence.ts';
import { seen, technical } from '../../shared/seen.ts';

describe('seen', () => {
  it('fills the English sentence and keeps key and values', () => {
    expect(seen('lineMatches', { list: 'SHA256SUMS', method: 'SHA-256' })).toEqual({
      detail: 'SHA256SUMS lists this file with this SHA-256.',
      says: { key: 'lineMatches', params: { list: 'SHA256SUMS', method: 'SHA-256' } },
    });
  });

  it('tells a date as its day in English, and whole to any other language', () => {
    const { detail, says } = seen('keyHolds', { endsAt: '2027-05-02T10:11:12.000Z' });
    expect(detail).toBe('The key holds until 2027-05-02.');
    expect(says.params).toEqual({ endsAt: '2027-05-02T10:11:12.000Z' });
  });

  it('chooses the plural by the count', () => {
    expect(seen('leftOutMore', { count: 1 }).detail).toBe('1 more name was left out.');
    expect(seen('leftOutMore', { count: 2 }).detail).toBe('2 more names were left out.');
    expect(seen('leftOutMore', { count: 2 }).says.key).toBe('leftOutMore');
  });

  it('says a cause inside a sentence by its own key', () => {
    const why = seen('becauseUnreadableAs', { technical: 'EACCES' });
    expect(seen('leftOut', { name: 'a', why })).toEqual({
      detail: 'a was left out: it cannot be read (EACCES).',
      says: {
        key: 'leftOut',
        params: { name: 'a', why: { key: 'becauseUnreadableAs', params: { technical: 'EACCES' } } },
      },
    });
  });

  it('does not take a value for a place', () => {
    const { detail } = seen('lineAbsent', { list: '{{list}} $& {{name}}' });
    expect(detail).toBe('{{list}} $& {{name}} does not list this file.');
    expect(technical('{{text}}').detail).toBe('{{text}}');
  });
});

it('every sentence of evidence is used, and none is made up', () => {
  const core = readdirSync('electron/core', { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  );
  const files = [...core.map((name) => join('electron/core', name)), 'shared/seen.ts'];
  const code = files.map((file) => readFileSync(file, 'utf8')).join('');
  const quoted = new Set([...code.matchAll(/'([a-z][a-zA-Z0-9]*)'/g)].map((found) => found[1] ?? ''));
  const stems = [...new Set(Object.keys(EVIDENCE).map((key) => key.replace(/_(one|other)$/, '')))];
  // Some are put together: `${key}As`, `${retired}After`.
  const known = (key: string) =>
    quoted.has(key) ||
    ['As', 'After', 'Before'].some((end) => key.endsWith(end) && quoted.has(key.slice(0, -end.length)));
  expect(stems.filter((key) => !known(key))).toEqual([]);
});
