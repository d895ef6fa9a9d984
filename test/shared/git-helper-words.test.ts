import { describe, expect, it } from 'vitest';
import { ERRORS as DE } from '../../shared/catalogue/de/error.ts';
import { ERRORS as EN } from '../../shared/catalogue/en/error.ts';
import { ERRORS as ES } from '../../shared/catalogue/es/error.ts';
import { wordsHere } from '../../electron/cli/advice.ts';

/** What is said where git gets no answer from us is true where it is said: in the app, in the app on Windows, on the command line. */
describe.each([
  ['en', EN],
  ['de', DE],
  ['es', ES],
])('%s', (_, errors) => {
  it('the app speaks of itself, and of no Node', () => {
    const { title, advice } = errors['git-helper-unusable'];
    expect(title + advice).not.toMatch(/Node|Windows|countersign git/);
    expect(advice).toMatch(/\bapp\b|aplicación/i);
  });

  it('on Windows it names what works there', () => {
    const { title, advice } = errors['git-helper-absent'];
    expect(title).toContain('Windows');
    for (const way of ['GnuPG', 'SSH', 'Node', 'countersign git setup']) expect(advice).toContain(way);
  });

  it.each(['git-helper-unusable', 'git-helper-absent'] as const)('%s: git’s settings are as they were', (code) => {
    expect(errors[code].advice).toMatch(
      /(Nothing in git’s settings was changed|wurde nichts geändert|No se cambió nada en los ajustes de git)\.$/,
    );
  });
});

it('the command line names Node, the file that git starts, and what Windows needs', () => {
  const { advice } = wordsHere('git-helper-unusable');
  for (const word of ['Node 18', 'git/countersign-git', 'Git for Windows', '--key KEY']) expect(advice).toContain(word);
  expect(advice).not.toMatch(/\bapp\b|in the settings/);
});
