import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fitsRefPattern, refPatternFault } from '../../../../electron/core/git/policy/ref-pattern.ts';
import { makeRepo, type GitRepo } from '../git-repo.ts';

/** Against git itself: the refs that `git for-each-ref PATTERN` names. */
let repo: GitRepo;
const REFS = [
  'refs/heads/a',
  'refs/heads/main',
  'refs/heads/maine',
  'refs/heads/feature/a',
  'refs/heads/feature/a-b/c',
  'refs/heads/feature/b/a',
  'refs/tags/v1.0',
  'refs/tags/v1.0-rc1',
  'refs/tags/v/a',
  'refs/tags/x/v1',
  'refs/tags/aab',
  'refs/notes/commits',
];
beforeAll(() => {
  repo = makeRepo();
  const id = repo.commit('one');
  repo.git(
    ['update-ref', '--stdin'],
    REFS.filter((ref) => ref !== 'refs/heads/main')
      .map((ref) => `create ${ref} ${id}\n`)
      .join(''),
  );
});
afterAll(() => repo.remove());

const byGit = (pattern: string): string[] =>
  repo.git(['for-each-ref', '--format=%(refname)', pattern]).split('\n').filter(Boolean);
const byUs = (pattern: string): string[] => REFS.filter((ref) => fitsRefPattern(ref, pattern)).sort();

describe('patterns of refs', () => {
  it.each([
    'refs/heads/main',
    'refs/heads',
    'refs/heads/',
    'refs/tags/v*',
    'refs/heads/*',
    'refs/heads/**',
    'refs/**/a',
    'refs/**',
    'refs/*',
    'refs/*/v?.0',
    'refs/heads/**/a',
    'refs/heads/feature/**',
    'refs/**/feature/**/a',
    'refs/tags/*b',
    'refs/tags/**b',
    'refs/tags/v**',
    'refs/tags/*a*b*',
    'refs/heads/mai',
    'refs/tags/v1.0*',
    'refs/**/**/a',
  ])('%s fits what git says', (pattern) => {
    expect(byUs(pattern)).toEqual(byGit(pattern));
  });

  it('are read as git reads them', () => {
    const piece = fc.constantFrom(
      'a',
      'b',
      'v',
      'main',
      'feature',
      'heads',
      'tags',
      '/',
      '*',
      '**',
      '?',
      '1.0',
      '/**/',
      '-',
    );
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 7 }), (pieces) => {
        const pattern = `refs/${pieces.join('')}`;
        fc.pre(refPatternFault(pattern) === undefined);
        expect(byUs(pattern)).toEqual(byGit(pattern));
      }),
      { numRuns: 150 },
    );
  });

  it('take no time, whatever they are', () => {
    const started = performance.now();
    expect(
      fitsRefPattern(
        `refs/${'a'.repeat(200)}/${'a/'.repeat(200)}b`,
        `refs/${'*a'.repeat(100)}/${'**/a/'.repeat(150)}c`,
      ),
    ).toBe(false);
    expect(performance.now() - started).toBeLessThan(1000);
  });

  it.each([
    'v*',
    'heads/main',
    '',
    'refs/[a-z]',
    'refs/heads/\\*',
    'refs/a\nb',
    'refs/a b',
    'refs//a',
    'refs/***/a',
    'refs/a..b',
    'refs/\u202ea',
    '^refs/x',
  ])('%j is none', (pattern) => expect(refPatternFault(pattern)).toBeTypeOf('string'));
});
