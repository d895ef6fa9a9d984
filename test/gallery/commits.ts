import { execFileSync } from 'node:child_process';
import { expect } from '@playwright/test';
import { makeRepo, type GitRepo } from '../core/git/git-repo.ts';
import { dropOn, goTo } from '../e2e/window.ts';
import { t } from '../e2e/words.ts';
import type { Desk } from './desk.ts';
import type { State } from './state.ts';
import { ownKey, signAs, signButton } from './tags.ts';

const OWN = new WeakMap<Desk, GitRepo>();
const PEDRO = 'Pedro Alves <pedro@harbour.example>';

/** A repository of one's own, half of it pushed, in which somebody else has signed, too. */
async function harbour(desk: Desk): Promise<GitRepo> {
  const known = OWN.get(desk);
  if (known !== undefined) return known;
  const repo = makeRepo({ path: desk.place('harbour').folder });
  const pedro = desk.stranger(PEDRO);
  await desk.learn(pedro);
  const git = (...args: string[]) => {
    const named = { GIT_AUTHOR_NAME: 'Pedro Alves', GIT_COMMITTER_EMAIL: 'pedro@harbour.example' };
    const dated = { GIT_AUTHOR_DATE: '2026-03-12T09:00:00Z', GIT_COMMITTER_DATE: '2026-03-12T09:00:00Z' };
    const env = { ...repo.env, ...named, ...dated, GNUPGHOME: desk.others };
    execFileSync('git', args, { cwd: repo.path, env, stdio: 'pipe' });
  };
  git('config', 'user.name', 'Ada Moreau');
  git('config', 'user.email', 'ada@lantern.example');
  git('remote', 'add', 'origin', 'git@github.com:harbour/harbour.git');
  git('commit', '-q', '--allow-empty', '-m', 'Lay the first stone');
  git('tag', '-a', '-m', 'Harbour 1.0.0', 'v1.0.0');
  git('commit', '-q', '--allow-empty', `-S${pedro}`, '-m', 'Dredge the northern channel');
  git('tag', 'v1.1.0');
  git('checkout', '-q', '-b', 'lights');
  git('commit', '-q', '--allow-empty', `-S${pedro}`, '-m', 'Light both moles, the western one in red');
  git('checkout', '-q', 'main');
  git('commit', '-q', '--allow-empty', '-m', 'Number the berths');
  git('merge', '-q', '--no-ff', '-m', 'Merge the lights', 'lights');
  git('update-ref', 'refs/remotes/origin/main', 'HEAD');
  git('commit', '-q', '--allow-empty', '-m', 'Say how deep the water is at low tide');
  await ownKey(desk);
  OWN.set(desk, repo);
  return repo;
}

const openOwn = async (desk: Desk): Promise<void> => {
  const { path } = await harbour(desk);
  await goTo(desk.page, 'repositories');
  await dropOn(desk.page, 'repositories', [path]);
  await expect(desk.page.locator('.object-row').filter({ hasText: 'v1.0.0' })).toBeVisible();
};

const openForm = async (desk: Desk): Promise<void> => {
  await openOwn(desk);
  await desk.page.getByRole('button', { name: t('commitSign.open') }).click();
  await expect(desk.page.locator('.planned-commit').first()).toBeVisible();
  await signAs(desk, 'Ada Moreau');
};

/** All since the first version: some are published, some are signed by somebody else. */
const openRange = async (desk: Desk): Promise<void> => {
  await openForm(desk);
  await desk.page.getByLabel(t('commitSign.start')).selectOption('tag v1.0.0');
  await expect(desk.page.locator('.planned-commit')).toHaveCount(5);
  await expect(desk.page.locator('.commits-changes')).toContainText('Pedro Alves');
};

const close = async ({ page }: Desk): Promise<void> => {
  for (const words of ['commitSign.backTo', 'gitSign.close', 'gitReceipt.done'] as const) {
    const button = page.getByRole('button', { name: t(words), exact: true });
    if (await button.isVisible()) await button.click();
  }
};

const yes = ({ page }: Desk) => page.getByRole('dialog').getByRole('button', { name: t('commitSign.yes') });

/** Signs all of it, and gives what brings the old ones back. */
const signAll = async (desk: Desk): Promise<void> => {
  await openRange(desk);
  await signButton(desk).click();
  await yes(desk).click();
  await expect(desk.page.locator('.git-receipt')).toBeVisible();
  await expect(desk.page.locator('.verdict-card')).toBeVisible();
};

const back = async (desk: Desk): Promise<void> => {
  const repo = await harbour(desk);
  await close(desk);
  repo.git(['update-ref', 'refs/heads/main', repo.git(['rev-parse', 'main@{1}'])]);
};

/** Commits that are signed anew in the window. */
export const SIGNING_COMMITS: readonly State[] = [
  {
    id: 'repositories-commits-newest',
    screen: 'Repositories',
    title: 'The newest commit is to be signed anew',
    also: ['narrow', 'large', 'whole'],
    arrange: openForm,
    leave: close,
  },
  {
    id: 'repositories-commits-range',
    screen: 'Repositories',
    title: 'All since a version: what others have, what others signed, and what stays',
    also: ['narrow', 'forced', 'whole'],
    arrange: openRange,
    leave: close,
  },
  {
    id: 'repositories-commits-unknown',
    screen: 'Repositories',
    title: 'Nothing is called as somebody typed',
    arrange: async (desk) => {
      await openForm(desk);
      await desk.page.getByLabel(t('commitSign.start')).selectOption('since');
      await desk.page.getByLabel(t('commitSign.revision')).fill('v9.9.9');
      await expect(desk.page.getByText(t('commitSign.fault.unknown'))).toBeVisible();
    },
    leave: close,
  },
  {
    id: 'repositories-commits-second-yes',
    screen: 'Sheets',
    title: 'Others may have these commits: a second yes',
    also: ['narrow'],
    arrange: async (desk) => {
      await openRange(desk);
      await signButton(desk).click();
      await expect(yes(desk)).toBeVisible();
    },
    leave: async (desk) => {
      await desk.page.keyboard.press('Escape');
      await close(desk);
    },
  },
  {
    id: 'repositories-commits-refused',
    screen: 'Repositories',
    title: 'A merge that is unfinished counts on the branch',
    arrange: async (desk) => {
      const repo = await harbour(desk);
      await openOwn(desk);
      repo.git(['update-ref', 'MERGE_HEAD', 'lights']);
      await desk.page.getByRole('button', { name: t('commitSign.open') }).click();
      await expect(desk.page.getByText(t('error:git-unfinished.title'))).toBeVisible();
      repo.git(['update-ref', '-d', 'MERGE_HEAD']);
    },
    leave: close,
  },
  {
    id: 'repositories-commits-signed',
    screen: 'Repositories',
    title: 'The commits are signed anew, how they get to others, and the way back',
    also: ['narrow', 'whole'],
    arrange: signAll,
    leave: back,
  },
  {
    id: 'repositories-commits-undo-sure',
    screen: 'Sheets',
    title: 'The signed commits are on a remote already: a second yes before the old ones come back',
    also: ['narrow'],
    arrange: async (desk) => {
      await signAll(desk);
      const repo = await harbour(desk);
      repo.git(['update-ref', 'refs/countersign-test/pushed', 'refs/remotes/origin/main']);
      repo.git(['update-ref', 'refs/remotes/origin/main', 'main']);
      await desk.page.getByRole('button', { name: t('gitReceipt.undo', { count: 5 }) }).click();
      await expect(desk.page.getByRole('dialog')).toContainText('origin/main');
    },
    leave: async (desk) => {
      await desk.page.keyboard.press('Escape');
      const repo = await harbour(desk);
      repo.git(['update-ref', 'refs/remotes/origin/main', 'refs/countersign-test/pushed']);
      repo.git(['update-ref', '-d', 'refs/countersign-test/pushed']);
      await back(desk);
    },
  },
  {
    id: 'repositories-commits-undone',
    screen: 'Repositories',
    title: 'The old commits are back',
    arrange: async (desk) => {
      await signAll(desk);
      await desk.page.getByRole('button', { name: t('gitReceipt.undo', { count: 5 }) }).click();
      await expect(desk.page.locator('.git-undone')).toBeVisible();
      await expect(desk.page.locator('.object-row[aria-selected=true]')).toContainText('how deep the water is');
    },
    leave: close,
  },
];
