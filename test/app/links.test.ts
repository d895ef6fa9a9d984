import { expect, test } from 'vitest';
import { allowedLink } from '../../electron/app/links.ts';

test.each(['https://keys.openpgp.org/', 'https://www.gnupg.org/a?b=c'])('opens %s', (url) => {
  expect(allowedLink(url)).toBe(url);
});

test.each([
  'http://keys.openpgp.org/',
  'https://keys.openpgp.org:444/',
  'https://a@keys.openpgp.org/',
  'https://keys.openpgp.org.evil.example/',
  'https://evil.example/#keys.openpgp.org',
  'javascript:alert(1)',
  '//keys.openpgp.org',
  '',
])('refuses %s', (url) => {
  expect(allowedLink(url)).toBeUndefined();
});
