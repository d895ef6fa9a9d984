import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeRepo, type GitRepo } from '../core/git/git-repo.ts';
import { startApp, temporaryFolder, type Started } from './electron.ts';
import { expect, type Locator, type Page, test } from './fixture.ts';
import { dropOn, endGnupg, gnupgHome, goTo, gpg, gpgKey } from './window.ts';
import { like, t } from './words.ts';

// Commits are signed anew in the window, and git itself says whether they are. Each test goes on where the last one ended.
test.describe.configure({ mode: 'serial' });

let it: Started;
let page: Page;
let root: string;
/** The keyring of the app, with Ada's key; and one of somebody who checks. */
let own: string;
let checker: string;
let repo: GitRepo;
let bare: GitRepo;

test.beforeAll(async () => {
  root = temporaryFolder();
  own = gnupgHome(root, 'o');
  checker = gnupgHome(root, 'c');
  gpgKey(own, 'Ada Lovelace <ada@example.org>');
  writeFileSync(join(root, 'ada.asc'), gpg(own, '--armor', '--export'));
  gpg(checker, '--import', join(root, 'ada.asc'));
  gpgKey(checker, 'Grace Hopper <grace@example.org>');
  writeFileSync(join(root, 'grace.asc'), gpg(checker, '--armor', '--export', 'grace@example.org'));
  gpg(own, '--import', join(root, 'grace.asc'));
  repo = makeRepo({ path: folderOf('compass') });
  repo.git(['config', 'user.name', 'Ada Lovelace']);
  repo.git(['config', 'user.email', 'ada@example.org']);
  bare = makeRepo({ path: folderOf('remote'), bare: true });
  repo.git(['remote', 'add', 'origin', bare.path]);
  add('First');
  repo.git(['tag', 'v1.0.0']);
  Object.assign(repo.env, { GNUPGHOME: checker });
  repo.commit('Second, by Grace', '-Sgrace@example.org');
  add('Third');
  repo.git(['push', '-q', '-u', 'origin', 'main']);
  add('Fourth');
  writeFileSync(join(repo.path, 'First.txt'), 'changed, and in no commit');
  it = await startApp({ env: { GNUPGHOME: own } });
  page = it.page;
  await goTo(page, 'repositories');
  await dropOn(page, 'repositories', [repo.path]);
});
test.afterAll(async () => {
  await it.close();
  for (const home of [own, checker]) endGnupg(home);
  rmSync(root, { recursive: true, force: true });
});

function folderOf(name: string): string {
  const path = join(root, name);
  mkdirSync(path);
  return path;
}

function add(name: string): void {
  writeFileSync(join(repo.path, `${name}.txt`), name);
  repo.git(['add', `${name}.txt`]);
  repo.commit(name);
}

const at = (revision: string): string => repo.git(['rev-parse', revision]);
const state = (): string => repo.git(['status', '--porcelain', '--untracked-files=all']);
/** What a commit says, but for its signature and its parents. */
const said = (id: string): string =>
  repo
    .git(['cat-file', 'commit', id])
    .replace(/^gpgsig.*\n(?: .*\n)*/m, '')
    .replace(/^parent .*\n/gm, '');
/** Throws where git does not call their signatures good, and names another signer than Ada. */
const signedByAda = (...ids: string[]): void => {
  for (const id of ids)
    expect(
      execFileSync('git', ['verify-commit', '--raw', id], {
        cwd: repo.path,
        env: repo.env,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
      }) + repo.git(['log', '-1', '--format=%GS', id]),
    ).toContain('Ada Lovelace');
};

const form = (): Locator => page.locator('.git-sign');
const button = (): Locator => form().locator('.deck-do button').first();
const planned = (): Locator => form().locator('.planned-commit');
const start = (): Locator => form().getByLabel(t('commitSign.start'));
const receipt = (count: number): Locator =>
  page
    .locator('.git-receipt')
    .filter({ has: page.getByRole('heading', { name: t('gitReceipt.commits', { count }), exact: true }) });
const command = (text: string): Locator => page.locator('.command code').filter({ hasText: text });
const open = () => page.getByRole('button', { name: t('commitSign.open') }).click();
const closeForm = () =>
  form()
    .getByRole('button', { name: t('gitSign.close') })
    .click();

test('the newest commit is signed by keyboard, and the old one brought back', async () => {
  const [before, files] = [at('HEAD'), state()];
  await open();
  await expect(form().getByLabel(t('commitSign.branch'))).toBeFocused();
  await expect(planned()).toHaveCount(1);
  await expect(planned()).toContainText('Fourth');
  await expect(planned()).toContainText(before.slice(0, 9));
  await expect(form()).toContainText(t('commitSign.unpublished', { count: 1 }));
  await expect(button()).toHaveText(like('commitSign.do', { count: 1, who: 'Ada Lovelace' }));
  await page.keyboard.press('Control+Enter');
  await expect(receipt(1)).toBeVisible();
  const after = at('HEAD');
  expect(after).not.toBe(before);
  signedByAda(after);
  expect([said(after), at('HEAD~1'), state()]).toEqual([said(before), at(`${before}~1`), files]);
  expect(at('main@{1}')).toBe(before);
  await expect(receipt(1)).toContainText(after);
  await expect(command('git push')).toHaveText('git push origin refs/heads/main');
  await expect(page.locator('.object-row[aria-selected=true]')).toContainText('Fourth');

  await page.getByRole('button', { name: t('gitReceipt.undo', { count: 1 }) }).click();
  await expect(page.locator('.git-undone')).toContainText('main');
  await expect(command('git update-ref')).toHaveText(`git update-ref refs/heads/main ${after} ${before}`);
  expect([at('HEAD'), at('main@{1}'), state()]).toEqual([before, after, files]);
  expect(repo.git(['fsck', '--strict'])).not.toContain('error');
  await page.getByRole('button', { name: t('gitReceipt.done') }).click();
});

test('what others have is signed anew only after a second yes, with all that follows from it', async () => {
  const before = at('HEAD');
  const old = repo.git(['rev-list', '--reverse', 'v1.0.0..main']).split('\n');
  // From the card of the oldest commit that is not signed: this one and all built on it.
  await page.getByRole('option').filter({ hasText: 'Third' }).click();
  await page.getByRole('button', { name: t('commitSign.openFrom') }).click();
  await expect(planned()).toHaveCount(2);
  await expect(start()).toHaveValue('from');
  await start().selectOption('tag v1.0.0');
  await expect(planned()).toHaveCount(3);
  await expect(form()).toContainText(t('commitSign.published', { count: 2 }));
  await expect(form()).toContainText(t('commitSign.signed', { count: 1 }));
  await expect(form().locator('.commits-changes')).toContainText('Grace Hopper');
  await expect(form()).toContainText(t('commitSign.asksFirst', { count: 2 }));
  await expect(form()).not.toContainText(t('sign.asks.nothing'));
  await button().click();
  const sheet = page.getByRole('dialog');
  await expect(sheet).toContainText(t('commitSign.sureForce'));
  await page.keyboard.press('Escape');
  await expect(sheet).toHaveCount(0);
  expect(at('HEAD')).toBe(before);
  await button().click();
  await sheet.getByRole('button', { name: t('commitSign.yes') }).click();
  await expect(receipt(3)).toBeVisible();
  const made = repo.git(['rev-list', '--reverse', 'v1.0.0..main']).split('\n');
  signedByAda(...made);
  expect(made.map(said)).toEqual(old.map(said));
  expect([at('v1.0.0'), at('main~3'), at('main@{1}')]).toEqual([at('v1.0.0'), at('v1.0.0'), before]);
  await receipt(3).locator('summary').click();
  for (const [n, id] of made.entries())
    await expect(receipt(3).locator('.renamed-commits')).toContainText(`${old[n]?.slice(0, 9)} → ${id.slice(0, 9)}`);
  const push = await command('git push').innerText();
  expect(push).toContain('--force-with-lease=refs/heads/main:');
  await expect(command('git rebase --onto')).toBeVisible();
  execFileSync('sh', ['-c', push], { cwd: repo.path, env: repo.env, stdio: 'pipe' });
  expect(bare.git(['rev-parse', 'main'])).toBe(at('HEAD'));
});

test('what is moved meanwhile, unfinished or elsewhere is left alone, and said', async () => {
  // Signed, pushed, and moved on: there is no simple way back any more.
  add('Fifth');
  const moved = at('HEAD');
  await page.getByRole('button', { name: t('gitReceipt.undo', { count: 3 }) }).click();
  await expect(page.getByRole('alert')).toContainText(t('error:ref-moved.title'));
  await page
    .getByRole('alert')
    .getByRole('button', { name: t('common.close') })
    .click();
  expect(at('HEAD')).toBe(moved);
  await open();
  await expect(planned()).toContainText('Fifth');
  await start().selectOption('since');
  await form().getByLabel(t('commitSign.revision')).fill('nothing');
  await expect(form().getByText(t('commitSign.fault.unknown'))).toBeVisible();
  await expect(button()).toBeDisabled();
  await form().getByLabel(t('commitSign.revision')).fill('HEAD');
  await expect(form().getByText(t('commitSign.fault.none'))).toBeVisible();
  await expect(button()).toBeDisabled();
  await form().getByLabel(t('commitSign.revision')).fill('HEAD~1');
  await expect(button()).toBeEnabled();
  add('Sixth');
  await button().click();
  await expect(page.getByRole('alert')).toContainText(t('error:ref-moved.title'));
  await page.getByRole('button', { name: t('commitSign.backTo') }).click();
  // Said anew: what came meanwhile is not signed unseen.
  await expect(planned()).toHaveCount(1);
  await expect(planned()).toContainText('Sixth');
  await closeForm();

  repo.git(['update-ref', 'MERGE_HEAD', 'HEAD~1']);
  await open();
  await expect(form()).toContainText(t('error:git-unfinished.title'));
  await closeForm();
  repo.git(['update-ref', '-d', 'MERGE_HEAD']);
  repo.git(['worktree', 'add', '-q', '-b', 'side', join(root, 'linked'), 'HEAD~1']);
  const side = at('side');
  await open();
  await form().getByLabel(t('commitSign.branch')).selectOption('side');
  await expect(form()).toContainText(t('error:branch-elsewhere.title'));
  await expect(button()).toBeDisabled();
  await closeForm();
  expect([at('side'), at('HEAD~1')]).toEqual([side, moved]);
});

test('what a remote has gives way to the old ones here only after a second yes', async () => {
  const old = at('HEAD');
  await open();
  await expect(planned()).toHaveCount(1);
  await button().click();
  await expect(receipt(1)).toBeVisible();
  const signed = at('HEAD');
  repo.git(['push', '-q', '--force', 'origin', 'main']);
  const undo = () => page.getByRole('button', { name: t('gitReceipt.undo', { count: 1 }) }).click();
  const sheet = page.getByRole('dialog');
  await undo();
  await expect(sheet).toContainText('origin/main');
  // *No* is what Enter says.
  await page.keyboard.press('Enter');
  await expect(sheet).toHaveCount(0);
  expect([at('HEAD'), signed === old]).toEqual([signed, false]);
  await undo();
  await sheet.getByRole('button', { name: t('gitReceipt.undoYes', { count: 1 }) }).click();
  await expect(page.locator('.git-undone')).toContainText('origin/main');
  expect([at('HEAD'), bare.git(['rev-parse', 'main'])]).toEqual([old, signed]);
  execFileSync('sh', ['-c', await command('git push').innerText()], { cwd: repo.path, env: repo.env, stdio: 'pipe' });
  expect(bare.git(['rev-parse', 'main'])).toBe(old);
  await page.getByRole('button', { name: t('gitReceipt.done') }).click();

  await goTo(page, 'activity');
  const taken = page.locator('[data-entry]').filter({ hasText: t('activity.outcome.takenBack') });
  await expect(taken).toHaveCount(2);
  await taken.first().click();
  await expect(page.locator('.git-undone')).toContainText('origin/main');
  execFileSync('sh', ['-c', await command('git update-ref').innerText()], { cwd: repo.path, env: repo.env });
  expect(at('HEAD')).toBe(signed);
  await page.getByRole('button', { name: t('activity.back') }).click();
});

test('what was signed stands in Activity, with the way back', async () => {
  await goTo(page, 'activity');
  const entry = page.locator('[data-entry]').filter({ hasText: t('gitReceipt.commits', { count: 3 }) });
  await entry.click();
  await expect(receipt(3)).toContainText('git update-ref refs/heads/main');
  await expect(page.getByRole('button', { name: t('gitReceipt.undo', { count: 3 }) })).toHaveCount(0);
});
