import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { makeRepo, type GitRepo } from '../core/git/git-repo.ts';
import { startApp, temporaryFolder, type Started } from './electron.ts';
import { ask } from './scene.ts';
import { commitsButton, dropOn, endGnupg, expectCard, fingerprintOf, gnupgHome, goTo, gpg, gpgKey } from './window.ts';
import { like, t } from './words.ts';

const NOVA = 'Nova Lind <nova@compass.example>';
let it: Started;
let page: Page;
let root: string;
let home: string;
let compass: GitRepo;

/** Signs and makes as git does, with the test's own key. */
function git(repo: GitRepo, ...args: string[]): string {
  return execFileSync('git', args, { cwd: repo.path, env: { ...repo.env, GNUPGHOME: home }, encoding: 'utf8' });
}

test.beforeAll(async () => {
  root = temporaryFolder();
  home = gnupgHome(root);
  gpgKey(home, NOVA);
  compass = makeRepo({ path: folderOf('compass') });
  git(compass, 'config', 'user.signingkey', fingerprintOf(home, NOVA));
  for (let n = 0; n < 30; n++)
    git(compass, 'commit', '-q', '--allow-empty', '-m', `change ${n}`, ...(n % 3 === 0 ? ['-S'] : []));
  git(compass, 'tag', '-s', '-m', 'Compass 1.0', 'v1.0');
  git(compass, 'tag', '-a', '-m', 'Compass 2.0, not signed', 'v2.0');
  // An old release under a new name.
  const replayed = compass.git(['rev-parse', 'v1.0']);
  git(compass, 'update-ref', 'refs/tags/v3.0', replayed);
  git(compass, 'update-ref', '-d', 'refs/tags/v1.0');
  git(compass, 'tag', '-s', '-m', 'Compass 1.1', 'v1.1');
  it = await startApp({ env: { GNUPGHOME: gnupgHome(root, 'e') } });
  page = it.page;
});
test.afterAll(async () => {
  await it.close();
  endGnupg(home);
  rmSync(root, { recursive: true, force: true });
});

function folderOf(name: string): string {
  const path = join(root, name);
  mkdirSync(path);
  return path;
}

const rows = () => page.getByRole('listbox', { name: t('repositories.rows.tags') }).getByRole('option');
const row = (name: string) => rows().filter({ hasText: name });

test('a repository that is dropped on Verify is listed, and can be checked as files instead', async () => {
  await goTo(page, 'repositories');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(t('repositories.emptyTitle'));
  await goTo(page, 'verify');
  await dropOn(page, 'verify', [compass.path]);
  await expect(page.getByRole('heading', { level: 1, name: 'compass' })).toBeVisible();
  await expect(rows()).toHaveCount(3);
  await expect(page.getByText(t('repositories.isFolder'))).toBeVisible();
  await page.getByRole('button', { name: t('repositories.asFiles') }).click();
  await expect(page.getByRole('button', { name: t('verify.newCheck') })).toBeVisible();
  await page.getByRole('button', { name: t('verify.newCheck') }).click();
});

test('each tag says how it stands, and what was not checked is not said to be good', async () => {
  await goTo(page, 'repositories');
  // Nobody knows the key here.
  await expect(row('v1.1')).toContainText(t('repositories.state.incomplete'));
  await expect(row('v2.0')).toContainText(t('repositories.state.unsigned'));
  await row('v1.1').click();
  await expectCard(page, {
    verdict: 'incomplete',
    sentence: like('verdict:key-missing.sentence', { name: 'v1.1' }),
  });
  await ask(page, 'keys.import', { files: [], text: gpg(home, '--armor', '--export') });
  await page.getByRole('button', { name: t('repositories.again') }).click();
  await expect(row('v1.1')).toContainText(t('repositories.state.untrusted'));
  await expect(row('v3.0')).toContainText(t('repositories.state.invalid'));
  await row('v3.0').click();
  await expectCard(page, {
    verdict: 'invalid',
    sentence: new RegExp(like('verdict:tag-renamed.sentence', { name: 'v3.0', tag: 'v1.0' }).source),
  });
  await expect(page.locator('.object-facts')).toContainText(`U: ${t('repositories.letter.U')}`);
});

test('whose it is turns what that signer signed green, and is remembered', async () => {
  const nova = fingerprintOf(home, NOVA);
  await ask(page, 'publishers.add', { name: 'Compass' });
  await ask(page, 'publishers.pin', { publisher: 'Compass', fingerprint: nova, pasted: nova });
  await goTo(page, 'verify');
  await goTo(page, 'repositories');
  await page.getByLabel(t('repositories.whose')).selectOption('Compass');
  await expect(row('v1.1')).toContainText(t('repositories.state.verified'));
  await expect(row('v3.0')).toContainText(t('repositories.state.invalid'));
  await row('v1.1').click();
  const card = await expectCard(page, {
    verdict: 'verified',
    sentence: new RegExp(like('verdict:verified.sentence', { name: 'v1.1', publisher: 'Compass' }).source),
  });
  await card.getByText(t('card.details')).click();
  await expect(card.locator('.chain')).toContainText(t('chainGit.tag'));
  await expect(card.locator('.chain')).not.toContainText(t('chain.file'));
  await page.getByRole('button', { name: t('repositories.again') }).click();
  await expect(page.getByLabel(t('repositories.whose'))).toHaveValue('Compass');
});

test('commits are listed, filtered, searched and read by keyboard', async () => {
  await commitsButton(page).click();
  const list = page.getByRole('listbox', { name: t('repositories.rows.commits') });
  await expect(list.getByRole('option').first()).toContainText('change 29');
  await expect(page.locator('.summary-line')).toContainText(t('repositories.unsigned', { count: 20 }));
  await page
    .getByRole('group', { name: t('repositories.filter') })
    .getByRole('button', { name: t('repositories.state.verified') })
    .click();
  await expect(list.getByRole('option')).toHaveCount(10);
  await page.getByLabel(t('repositories.search')).fill('change 27');
  await expect(list.getByRole('option')).toHaveCount(1);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.locator('.verdict-card')).toHaveClass(/tone-verified/);
  await page.getByLabel(t('repositories.search')).fill('no such thing');
  await expect(page.getByText(t('repositories.noneShown'))).toBeVisible();
  await page.getByLabel(t('repositories.search')).fill('');
});

test('what was opened stands in Activity, and can be checked again', async () => {
  await goTo(page, 'activity');
  const entry = page.locator('[data-entry]').first();
  await expect(entry).toContainText(t('verdictWord.verified'));
  await entry.click();
  await page.getByRole('button', { name: t('activity.again') }).click();
  await expect(page.locator('.verdict-card.tone-verified')).toHaveCount(1);
});

test('what is none, is damaged, or is empty is said in words', async () => {
  const none = folderOf('pictures');
  await goTo(page, 'repositories');
  await dropOn(page, 'repositories', [none]);
  await expect(page.getByRole('alert')).toContainText(t('error:no-repository.title'));
  const damaged = makeRepo({ path: folderOf('damaged') });
  git(damaged, 'commit', '-q', '--allow-empty', '-m', 'one');
  writeFileSync(join(damaged.path, '.git', 'config'), '[core\n');
  await dropOn(page, 'repositories', [damaged.path]);
  await expect(page.getByRole('alert')).toContainText(t('error:git-failed.title'));
  const empty = makeRepo({ path: folderOf('empty'), format: 'sha256', bare: true });
  await dropOn(page, 'repositories', [empty.path]);
  await expect(page.getByText(t('repositories.none.tags'))).toBeVisible();
  await expect(page.getByText(t('repositories.kind.bare'))).toBeVisible();
  await expect(page.getByText(t('repositories.sha256'))).toBeVisible();
});
