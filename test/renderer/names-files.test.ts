import { expect, it } from 'vitest';
import { namesFiles } from '../../renderer/parts/verdict/names-files.ts';
import { VERDICT_SENTENCES as DE } from '../../shared/catalogue/de/verdict.ts';
import { VERDICT_SENTENCES as EN } from '../../shared/catalogue/en/verdict.ts';
import { VERDICT_SENTENCES as ES } from '../../shared/catalogue/es/verdict.ts';
import { pseudo } from '../../shared/catalogue/pseudo.ts';
import { CASES } from '../../shared/model/result.ts';

it('tells names of files that are made of a name from a name that ends a sentence', () => {
  expect(namesFiles('Look for {{name}}.asc or {{name}}.sig.')).toBe(true);
  expect(namesFiles('Download it from the page that {{name}} comes from.')).toBe(false);
  expect(namesFiles('It is of {{name}}. Look there.')).toBe(false);
});

it('finds the same cases in every language, some and not all', () => {
  const casesOf = (said: Record<string, { how: string }>) => CASES.filter((one) => namesFiles(said[one]!.how));
  const cases = casesOf(EN);
  expect(cases).toContain('nothing-to-check');
  expect(cases).not.toContain('tampered');
  for (const said of [DE, ES, pseudo(EN)]) expect(casesOf(said)).toEqual(cases);
});
