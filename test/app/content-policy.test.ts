import { expect, test } from 'vitest';
import { answerHeaders, contentPolicy } from '../../electron/app/content-policy.ts';

test('nothing unsafe, nothing remote, and the nonce for styles alone', () => {
  const policy = contentPolicy('abc');
  expect(policy).not.toMatch(/unsafe|https?:|\*|blob:/);
  expect(policy.split('; ').filter((rule) => rule.includes('nonce-abc'))).toEqual(["style-src 'self' 'nonce-abc'"]);
  expect(answerHeaders('text/html', 'abc')).toMatchObject({ 'X-Content-Type-Options': 'nosniff' });
});
