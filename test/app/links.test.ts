import { expect, test } from 'vitest';
import { allowedLink } from '../../electron/app/links.ts';
import { LINKS } from '../../shared/links.ts';

test.each([...LINKS])('opens %s', (url) => {
  expect(allowedLink(url)).toBe(url);
  expect(new URL(url).protocol).toBe('https:');
});

test.each([
  'http://keys.openpgp.org/about',
  'https://keys.openpgp.org/',
  'https://keys.openpgp.org/about/',
  'https://keys.openpgp.org/about?q=secret',
  'https://keys.openpgp.org/about#secret',
  'https://keys.openpgp.org/search?q=secret',
  'https://keys.openpgp.org:444/about',
  'https://a@keys.openpgp.org/about',
  'https://keys.openpgp.org.evil.example/about',
  'https://evil.example/#keys.openpgp.org',
  'javascript:alert(1)',
  '//keys.openpgp.org/about',
  '',
])('refuses %s', (url) => {
  expect(allowedLink(url)).toBeUndefined();
});
