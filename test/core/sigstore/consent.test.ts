import { mkdir, mkdtemp, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ConsentStore, openConsent } from '../../../electron/core/sigstore/consent.ts';
import { isWithin, placeOf, placesOf } from '../../../electron/core/sigstore/places.ts';
import type { Place } from '../../../shared/model/publication.ts';

const ADA = { identity: 'ada@example.org', issuer: 'https://github.com/login/oauth' };
const KEY = { fingerprint: 'AB'.repeat(32) };

let root: string;
let consent: ConsentStore;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'cs-consent-'));
  await mkdir(join(root, 'home'));
  consent = openConsent(join(root, 'home'), () => new Date('2026-11-21T12:00:00Z'));
});
afterEach(() => rm(root, { recursive: true }));

const folder = (name: string): Place => ({ path: join(root, name), kind: 'folder' });

async function make(...names: string[]): Promise<void> {
  for (const name of names) {
    await mkdir(join(root, name, '..'), { recursive: true });
    await writeFile(join(root, name), name);
  }
}

describe('consent is remembered for this signer at this instance, and this place', () => {
  beforeEach(() => consent.agree(ADA, 'public-good', [folder('dist')]));

  it('there, and in the folders in it', async () => {
    expect(await consent.hasAgreed(ADA, 'public-good', [folder('dist')])).toBe(true);
    expect(await consent.hasAgreed(ADA, 'public-good', [folder('dist/linux')])).toBe(true);
  });

  it.each([
    ['another folder', ADA, 'public-good', ['private']],
    ['the folder around it', ADA, 'public-good', ['.']],
    ['a folder whose name begins the same', ADA, 'public-good', ['dist-private']],
    ['one of two folders', ADA, 'public-good', ['dist', 'private']],
    ['another person', { ...ADA, identity: 'eve@example.org' }, 'public-good', ['dist']],
    ['the same name with another provider', { ...ADA, issuer: 'https://accounts.google.com' }, 'public-good', ['dist']],
    ['a key', KEY, 'public-good', ['dist']],
    ['another instance', ADA, 'staging', ['dist']],
  ] as const)('but not for %s', async (_name, who, instance, folders) => {
    expect(await consent.hasAgreed(who, instance, folders.map(folder))).toBe(false);
  });

  it('not for a repository in it, which is a place of its own', async () => {
    const inner: Place = { path: join(root, 'dist/private'), kind: 'repository' };
    expect(await consent.hasAgreed(ADA, 'public-good', [inner])).toBe(false);
    await consent.agree(ADA, 'public-good', [inner]);
    expect(await consent.hasAgreed(ADA, 'public-good', [inner])).toBe(true);
  });

  it('for what lies in a home folder itself, and not for all that somebody has', async () => {
    const home = join(root, 'home');
    const store = openConsent(join(root, 'home'), () => new Date(), home);
    for (const wide of [home, root]) {
      await store.agree(ADA, 'public-good', [{ path: wide, kind: 'folder' }]);
      expect(await store.hasAgreed(ADA, 'public-good', [{ path: wide, kind: 'folder' }])).toBe(true);
      expect(await store.hasAgreed(ADA, 'public-good', [{ path: join(wide, 'plans'), kind: 'folder' }])).toBe(false);
    }
  });

  it('until the instance is another one of that name', async () => {
    await consent.agree(ADA, 'staging', [folder('dist')]);
    await consent.forgetInstance('Public-Good');
    expect(await consent.hasAgreed(ADA, 'public-good', [folder('dist')])).toBe(false);
    expect(await consent.hasAgreed(ADA, 'staging', [folder('dist')])).toBe(true);
  });

  it('for nothing where nothing is named: no place is not every place', async () => {
    expect(await consent.hasAgreed({ ...ADA, identity: 'eve@example.org' }, 'public-good', [])).toBe(false);
  });

  it('until it is taken back', async () => {
    await consent.withdraw(ADA, 'public-good', join(root, 'dist'));
    expect(await consent.hasAgreed(ADA, 'public-good', [folder('dist')])).toBe(false);
    await consent.withdraw(ADA, 'public-good', join(root, 'dist'));
  });

  it('by a key too', async () => {
    await consent.agree(KEY, 'public-good', [folder('dist')]);
    expect(await consent.hasAgreed(KEY, 'public-good', [folder('dist')])).toBe(true);
  });

  it('once, however often it was given', async () => {
    await consent.agree(ADA, 'public-good', [folder('dist')]);
    expect((await consent.list()).consents).toHaveLength(1);
  });

  it('in a file that only its owner reads, and that damage makes useless', async () => {
    const path = join(root, 'home', 'consent.json');
    expect(await readFile(path, 'utf8')).toContain('ada@example.org');
    await writeFile(path, '{"version":1,"content":{"consents":[{"who":{}}],"neverPublic":[]}}');
    await expect(consent.hasAgreed(ADA, 'public-good', [folder('dist')])).rejects.toMatchObject({
      code: 'store-damaged',
    });
    await expect(consent.refuseNeverPublic([])).rejects.toMatchObject({ code: 'store-damaged' });
  });
});

describe('a folder that must never be public', () => {
  beforeEach(async () => {
    await make('secret/a', 'secret/deep/b', 'open/c');
    await consent.markNeverPublic(join(root, 'secret'));
  });
  const refused = (...names: string[]) => consent.refuseNeverPublic(names.map((name) => join(root, name)));

  it.each([['secret/a'], ['secret/deep/b'], ['open/c', 'secret/a'], ['open/../secret/a']])(
    'refuses %s',
    async (...names) => {
      await expect(refused(...names)).rejects.toMatchObject({ code: 'never-public', detail: join(root, 'secret') });
    },
  );

  it('lets others be', async () => {
    await expect(refused('open/c')).resolves.toBeUndefined();
  });

  it('is found by links in both directions', async () => {
    await symlink(join(root, 'secret'), join(root, 'link'));
    await expect(refused('link/a')).rejects.toMatchObject({ code: 'never-public' });
    await symlink(join(root, 'open/c'), join(root, 'secret/c'));
    await expect(refused('secret/c')).rejects.toMatchObject({ code: 'never-public' });
    await consent.unmarkNeverPublic(join(root, 'link'));
    await expect(refused('secret/a')).resolves.toBeUndefined();
  });

  it('can be released, also when it is gone', async () => {
    await rename(join(root, 'secret'), join(root, 'moved'));
    await consent.unmarkNeverPublic(join(root, 'secret'));
    expect((await consent.list()).neverPublic).toEqual([]);
  });

  it('must be there to be marked', async () => {
    await expect(consent.markNeverPublic(join(root, 'nowhere'))).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('where a file belongs', () => {
  it('to the nearest repository around it, else to its folder', async () => {
    await make('repo/.git/HEAD', 'repo/out/linux/a', 'repo/sub/.git', 'repo/sub/b', 'plain/c');
    const place = (name: string) => placeOf(join(root, name), join(root, 'home'));
    expect(await place('repo/out/linux/a')).toEqual({ path: join(root, 'repo'), kind: 'repository' });
    expect(await place('repo/sub/b')).toEqual({ path: join(root, 'repo/sub'), kind: 'repository' });
    expect(await place('plain/c')).toEqual({ path: join(root, 'plain'), kind: 'folder' });
  });

  it('never to a repository that is a whole home folder', async () => {
    await make('.git/HEAD', 'releases/a');
    expect(await placeOf(join(root, 'releases/a'), root)).toEqual({ path: join(root, 'releases'), kind: 'folder' });
  });

  it('to the place that its link leads to, too', async () => {
    await make('dist/a', 'private/plan');
    await symlink(join(root, 'private/plan'), join(root, 'dist/b'));
    await symlink(join(root, 'private'), join(root, 'linked'));
    const placed = async (name: string) => (await placesOf([join(root, name)], root)).map(({ path }) => path);
    expect(await placed('dist/a')).toEqual([join(root, 'dist')]);
    expect(await placed('dist/b')).toEqual([join(root, 'dist'), join(root, 'private')]);
    expect(await placed('linked/plan')).toEqual([join(root, 'private')]);
    expect(await placed('dist/../private/plan')).toEqual([join(root, 'private')]);
  });

  it('each place once', async () => {
    await make('plain/a', 'plain/b', 'other/c');
    const names = ['plain/a', 'plain/b', 'other/c'].map((name) => join(root, name));
    expect((await placesOf(names, root)).map(({ path }) => path)).toEqual([join(root, 'plain'), join(root, 'other')]);
  });

  it.each([
    ['/a/b', '/a', true],
    ['/a', '/a', true],
    ['/ab', '/a', false],
    ['/', '/a', false],
    ['/a/..b', '/a', true],
    ['/b/a', '/a', false],
  ])('%s in %s: %s', (path, around, within) => expect(isWithin(path, around)).toBe(within));
});
