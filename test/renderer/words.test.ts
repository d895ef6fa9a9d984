import { createInstance } from 'i18next';
import { afterEach, expect, it } from 'vitest';
import { setLocale } from '../../renderer/parts/locale.ts';
import { FORMATTER, INTERPOLATION } from '../../renderer/words.ts';

afterEach(() => setLocale('en'));

it('writes numbers in sentences in the form of the reader’s locale, and names as they are', async () => {
  const instance = createInstance().use(FORMATTER);
  const window = { found_one: '{{count}} file', found_other: '{{count}} files', of: '{{done}} of {{total}}: {{name}}' };
  await instance.init({
    lng: 'en',
    defaultNS: 'window',
    resources: { en: { window } },
    interpolation: INTERPOLATION,
  });
  const t = instance.t as (key: string, values: Record<string, unknown>) => string;
  expect(t('found', { count: 1 })).toBe('1 file');
  expect(t('found', { count: 9999 })).toBe('9,999 files');
  expect(t('of', { done: '9999', total: 12_345, name: '<b>, x' })).toBe('9999 of 12,345: <b>, x');
  setLocale('de');
  expect(t('found', { count: 9999 })).toBe('9.999 files');
  // Spanish groups from five digits on.
  setLocale('es');
  expect([t('found', { count: 9999 }), t('found', { count: 12_345 })]).toEqual(['9999 files', '12.345 files']);
});
