import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { readPolicy } from '../../../../electron/core/git/policy/read-policy.ts';

it.each(['en', 'de', 'es'])('the example of the page can be read, in %s', async (language) => {
  const page = readFileSync(new URL(`../../../../docs/${language}/git-policy.md`, import.meta.url), 'utf8');
  const example = /```json\n([\s\S]*?)```/.exec(page)?.[1] ?? '';
  const { signers, rules } = await readPolicy(Buffer.from(example), 'example');
  expect([signers.length, rules.length]).toEqual([6, 4]);
});
