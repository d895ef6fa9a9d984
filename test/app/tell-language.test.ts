import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { tellLanguage } from '../../electron/app/tell-language.ts';

const page = readFileSync('renderer/index.html', 'utf8');

it('says language, locale and direction in the first tag of our page', () => {
  const told = tellLanguage(page, { language: 'de', lang: 'de-AT', dir: 'ltr', system: ['de-AT', 'en'] });
  expect(told).toContain('<html lang="de-AT" dir="ltr" data-language="de" data-system="de-AT en">');
  expect(told.match(/<html /g)).toHaveLength(1);
});

it('changes nothing else', () => {
  const told = tellLanguage(page, { language: 'en', lang: 'en', dir: 'ltr', system: [] });
  expect(told).toBe(page);
});
