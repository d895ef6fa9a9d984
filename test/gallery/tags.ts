import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Locator } from '@playwright/test';
import { makeRepo, type GitRepo } from '../core/git/git-repo.ts';
import { ask } from '../e2e/scene.ts';
import { dropOn, goTo } from '../e2e/window.ts';
import { t } from '../e2e/words.ts';
import type { Desk } from './desk.ts';
import type { State } from './state.ts';

const OWN = new WeakMap<Desk, GitRepo>();

/** A repository of one's own, about to be released, and a key to sign with. */
async function ownRepository(desk: Desk): Promise<GitRepo> {
  const known = OWN.get(desk);
  if (known !== undefined) return known;
  const lantern = makeRepo({ path: desk.place('lantern').folder });
  const git = (...args: string[]) => lantern.git(args);
  git('config', 'user.name', 'Ada Moreau');
  git('config', 'user.email', 'ada@lantern.example');
  git('remote', 'add', 'origin', 'git@github.com:lantern/lantern.git');
  const changes = '# Changes\n\n## 4.2.0\n\n- Burns twice as long\n- Dims by itself\n\n## 4.1.0\n\n- A new wick\n';
  writeFileSync(join(lantern.path, 'CHANGELOG.md'), changes);
  git('add', '.');
  lantern.commit('Light the first wick');
  git('tag', '-a', '-m', 'Lantern 4.1.0', 'v4.1.0');
  lantern.commit('Burn twice as long');
  git('tag', 'nightly');
  writeFileSync(join(lantern.path, 'notes.txt'), 'not yet');
  await ownKey(desk);
  OWN.set(desk, lantern);
  return lantern;
}

/** The key that Ada Moreau signs with. */
export async function ownKey({ page }: Desk): Promise<void> {
  const keys = await ask(page, 'keys.list', null);
  if (!keys.some(({ userIds }) => userIds[0]?.startsWith('Ada Moreau') === true))
    await ask(page, 'keys.generate', {
      ...{ name: 'Ada Moreau', email: 'ada@lantern.example', algorithm: 'ed25519', validity: '2y' },
    });
}

const openOwn = async (desk: Desk): Promise<void> => {
  const { path } = await ownRepository(desk);
  await goTo(desk.page, 'repositories');
  await dropOn(desk.page, 'repositories', [path]);
  await expect(desk.page.locator('.object-row').filter({ hasText: 'v4.1.0' })).toBeVisible();
};

const openForm = async (desk: Desk): Promise<void> => {
  await openOwn(desk);
  await desk.page.getByRole('button', { name: t('gitSign.open') }).click();
  await expect(desk.page.getByLabel(t('gitSign.name'))).toHaveValue('v4.1.1');
};

const close = async ({ page }: Desk): Promise<void> => {
  for (const words of ['gitSign.back', 'gitSign.close', 'gitReceipt.done'] as const) {
    const button = page.getByRole('button', { name: t(words) });
    if (await button.isVisible()) await button.click();
  }
};

/** Chooses who signs. */
export const signAs = async ({ page }: Desk, who: string): Promise<void> =>
  page.locator('.git-sign').getByRole('radio', { name: who }).check();

/** The button that signs a tag, or commits. */
export const signButton = ({ page }: Desk): Locator => page.locator('.git-sign .deck-do button').first();

/** Signs the new version as Ada Moreau. */
const signTag = async (desk: Desk): Promise<void> => {
  await openForm(desk);
  await desk.page.getByLabel(t('gitSign.name')).fill('v4.2.0');
  await signAs(desk, 'Ada Moreau');
  await signButton(desk).click();
  await expect(desk.page.locator('.git-receipt')).toBeVisible();
};
const dropTag = async (desk: Desk): Promise<void> => {
  (await ownRepository(desk)).git(['tag', '-d', 'v4.2.0']);
  await close(desk);
};

/** Tags that are signed in the window. */
export const SIGNING_TAGS: readonly State[] = [
  {
    id: 'repositories-tag-new',
    screen: 'Repositories',
    title: 'A new tag, as it is proposed',
    also: ['narrow', 'large', 'whole'],
    arrange: openForm,
    leave: close,
  },
  {
    id: 'repositories-tag-filled',
    screen: 'Repositories',
    title: 'A new tag with what the changelog says, and what is in no commit',
    also: ['whole'],
    arrange: async (desk) => {
      await openForm(desk);
      const { page } = desk;
      await page.getByLabel(t('gitSign.name')).fill('v4.2.0');
      await expect(page.getByLabel(t('gitSign.message'))).toHaveValue(/Dims by itself/);
      await page.getByRole('button', { name: t('gitSign.look') }).click();
      await expect(page.getByText('notes.txt')).toBeVisible();
      await signAs(desk, 'Ada Moreau');
    },
    leave: close,
  },
  {
    id: 'repositories-tag-odd-name',
    screen: 'Repositories',
    title: 'A name that git takes for none',
    arrange: async (desk) => {
      await openForm(desk);
      await desk.page.getByLabel(t('gitSign.name')).fill('v4.2 final');
      await expect(desk.page.getByText(t('gitSign.fault.odd-characters'))).toBeVisible();
    },
    leave: close,
  },
  {
    id: 'repositories-tag-taken',
    screen: 'Repositories',
    title: 'A name that is there already',
    arrange: async (desk) => {
      await openForm(desk);
      await desk.page.getByLabel(t('gitSign.name')).fill('v4.1.0');
      await expect(desk.page.getByText(t('gitSign.exists.unsigned'))).toBeVisible();
    },
    leave: close,
  },
  {
    id: 'repositories-tag-login',
    screen: 'Repositories',
    title: 'A tag that is signed by a login',
    also: ['whole'],
    arrange: async (desk) => {
      await openForm(desk);
      await signAs(desk, t('sign.login.title'));
    },
    leave: async (desk) => {
      await signAs(desk, 'Ada Moreau');
      await close(desk);
    },
  },
  {
    id: 'repositories-tag-refused',
    screen: 'Repositories',
    title: 'The tag was made by somebody else meanwhile',
    arrange: async (desk) => {
      const lantern = await ownRepository(desk);
      await openForm(desk);
      const { page } = desk;
      await page.getByLabel(t('gitSign.name')).fill('v4.1.9');
      await signAs(desk, 'Ada Moreau');
      const button = signButton(desk);
      await expect(button).toBeEnabled();
      lantern.git(['tag', 'v4.1.9']);
      await button.click();
      await expect(page.getByRole('alert')).toBeVisible();
      lantern.git(['tag', '-d', 'v4.1.9']);
    },
    leave: close,
  },
  {
    id: 'repositories-tag-anew',
    screen: 'Repositories',
    title: 'A tag that is there becomes another object',
    also: ['whole'],
    arrange: async (desk) => {
      await openOwn(desk);
      const { page } = desk;
      await page.locator('.object-row').filter({ hasText: 'nightly' }).click();
      await page.getByRole('button', { name: t('gitSign.anew.open') }).click();
      await expect(page.getByText(t('gitSign.anew.light'))).toBeVisible();
    },
    leave: close,
  },
  {
    id: 'repositories-tag-signed',
    screen: 'Repositories',
    title: 'The tag is signed, and how it gets to others',
    also: ['narrow', 'whole'],
    arrange: async (desk) => {
      await signTag(desk);
      await expect(desk.page.locator('.verdict-card')).toBeVisible();
    },
    leave: dropTag,
  },
  {
    id: 'repositories-tag-expect-own',
    screen: 'Repositories',
    title: 'The tag is signed by a key of one’s own, which is not expected yet',
    also: ['narrow', 'whole'],
    arrange: async (desk) => {
      await signTag(desk);
      const { page } = desk;
      await page.getByRole('button', { name: t('expectOwn.open') }).click();
      await page.getByLabel(t('compareGit.publisher')).fill('Lantern');
    },
    leave: dropTag,
  },
];
