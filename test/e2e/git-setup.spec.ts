import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeRepo, type GitRepo } from '../core/git/git-repo.ts';
import { isRoot, startApp, temporaryFolder, type Started } from './electron.ts';
import { expect, test, type Locator } from './fixture.ts';
import { ask } from './scene.ts';
import { goTo } from './window.ts';
import { like, t } from './words.ts';

// Setting git up in the window, with settings of the test's own; then plain git. Each test goes on where the last one ended.
test.describe.configure({ mode: 'serial' });

const BEFORE = `# mine
[user]
	email = ada@example.org
	signingkey = OLDKEY
[alias]
	last = log -1
[gpg]
	format = x509
`;

let it: Started;
let root: string;
let repo: GitRepo;
let card: Locator;
const settings = (): string => readFileSync(join(root, 'gitconfig'), 'utf8');
/** As git is started in a shell without a desktop: the app is not open to it but by the file that the settings name. */
const git = (...args: string[]) => spawnSync('git', args, { cwd: repo.path, env: repo.env, encoding: 'utf8' });
const letter = (): string => git('log', '-1', '--format=%G?').stdout.trim();

test.beforeAll(async () => {
  root = temporaryFolder();
  mkdirSync(join(root, 'e'), { mode: 0o700 });
  mkdirSync(join(root, 'a repository'));
  writeFileSync(join(root, 'gitconfig'), BEFORE);
  repo = makeRepo({ path: join(root, 'a repository') });
  const env = {
    GNUPGHOME: join(root, 'e'),
    GIT_CONFIG_GLOBAL: join(root, 'gitconfig'),
    // What the app does not pass on by itself: git starts it as whoever runs the test.
    ...(isRoot ? { ELECTRON_DISABLE_SANDBOX: '1' } : {}),
  };
  const bus = process.env['DBUS_SESSION_BUS_ADDRESS'];
  Object.assign(repo.env, env, bus === undefined ? {} : { DBUS_SESSION_BUS_ADDRESS: bus });
  it = await startApp({ env });
  card = it.page.locator('.git-setup');
  await ask(it.page, 'keys.generate', {
    name: 'Ada Moreau',
    email: 'ada@example.org',
    algorithm: 'ed25519',
    validity: '2y',
  });
  await ask(it.page, 'keys.generateSsh', { name: 'laptop', algorithm: 'ed25519' });
});

test.afterAll(async () => {
  await it.close();
  rmSync(root, { recursive: true, force: true });
});

test('says how git is set up already, and shows the commands before they run', async () => {
  const { page } = it;
  await goTo(page, 'settings');
  await expect(card.getByText(t('gitSetup.theirs'))).toBeVisible();
  await expect(card.getByText('OLDKEY')).toBeVisible();
  await goTo(page, 'keys');
  await page.locator('.list-item', { hasText: 'Ada Moreau' }).click();
  await page.getByRole('button', { name: t('gitSetup.use') }).click();
  const commands = card.locator('pre');
  await expect(commands).toContainText('git config --global gpg.format openpgp');
  await expect(commands).toContainText('git config --global commit.gpgsign true');
  await expect(card.getByText('user.signingkey = OLDKEY')).toBeVisible();
  await card.getByRole('switch', { name: t('gitSetup.commits') }).uncheck();
  await expect(commands).toContainText('git config --global commit.gpgsign false');
  await card.getByRole('switch', { name: t('gitSetup.commits') }).check();
  await expect(commands).toContainText('git config --global commit.gpgsign true');
  expect(settings()).toBe(BEFORE);
});

test('after a second yes plain git signs and verifies with a key of the app', async () => {
  await card.getByRole('button', { name: t('gitSetup.run') }).click();
  expect(settings()).toBe(BEFORE);
  await card.getByRole('button', { name: t('gitSetup.runYes') }).click();
  await expect(card.getByText(t('gitSetup.done.setUp'))).toBeVisible({ timeout: 30_000 });
  await expect(card.getByText(like('gitSetup.ours', { key: 'Ada Moreau' }))).toBeVisible();

  expect(git('commit', '--allow-empty', '-m', 'unasked').stderr).toBe('');
  expect(git('tag', '-s', '-m', 'Version 1', 'v1.0').stderr).toBe('');
  expect(letter()).toBe('G');
  expect(git('verify-tag', 'v1.0').status).toBe(0);
  const shown = git('log', '--show-signature', '-1');
  expect(shown.stdout + shown.stderr).toContain('Ada Moreau <ada@example.org>');
  // A key's name out of a repository's settings is no switch of the app's.
  const words = ['--status-fd=2', '-bsau', '--remote-debugging-port=0'];
  const hostile = spawnSync(join(it.home, 'git', 'countersign-git'), words, {
    env: repo.env,
    encoding: 'utf8',
    input: 'x',
  });
  expect([hostile.status, hostile.stdout]).toEqual([2, '']);
  expect(hostile.stderr).toContain('INV_SGNR 9 --remote-debugging-port=0');
  expect(hostile.stderr).not.toContain('DevTools');
  expect(git('commit', '--allow-empty', '--no-gpg-sign', '-m', 'not signed').status).toBe(0);
  expect(letter()).toBe('N');
});

test('what somebody changed since is said, and not undone', async () => {
  const { page } = it;
  git('config', '--global', 'gpg.format', 'ssh');
  await goTo(page, 'verify');
  await goTo(page, 'settings');
  await expect(card.locator('.tag', { hasText: t('gitSetup.changedMark') })).toBeVisible();
  const changed = settings();
  await card.getByRole('button', { name: t('gitSetup.undo') }).click();
  await expect(card.getByRole('alert')).toContainText(t('error:git-settings-changed.title'));
  expect(settings()).toBe(changed);
  git('config', '--global', 'gpg.format', 'openpgp');
});

test('undoing brings back what was there, byte for byte', async () => {
  await card.getByRole('button', { name: t('gitSetup.undo') }).click();
  await expect(card.locator('pre')).toContainText('git config --global user.signingkey OLDKEY');
  await card.getByRole('button', { name: t('gitSetup.undoYes') }).click();
  await expect(card.getByText(t('gitSetup.done.undone'))).toBeVisible();
  await expect(card.getByText(t('gitSetup.theirs'))).toBeVisible();
  expect(settings()).toBe(BEFORE);
  expect(existsSync(join(it.home, 'git'))).toBe(false);
});

test('an SSH key of the app’s signs, and git knows whose it is', async () => {
  await card.getByRole('button', { name: t('gitSetup.start') }).click();
  const option = card.getByRole('option', { name: /laptop/ });
  await card.getByLabel(t('gitSetup.key')).selectOption((await option.getAttribute('value')) ?? '');
  await expect(card.getByText(/ada@example\.org namespaces="git" ssh-ed25519/)).toBeVisible();
  await card.getByRole('button', { name: t('gitSetup.run') }).click();
  await card.getByRole('button', { name: t('gitSetup.runYes') }).click();
  await expect(card.getByText(t('gitSetup.done.setUp'))).toBeVisible({ timeout: 30_000 });
  expect(git('commit', '--allow-empty', '-m', 'by ssh').status).toBe(0);
  expect(letter()).toBe('G');
  expect(git('verify-commit', 'HEAD').stderr).toContain('ada@example.org');
  // Git's own ssh-keygen reads it the same way.
  expect(git('-c', 'gpg.ssh.program=ssh-keygen', 'verify-commit', 'HEAD').status).toBe(0);
  await card.getByRole('button', { name: t('gitSetup.undo') }).click();
  await card.getByRole('button', { name: t('gitSetup.undoYes') }).click();
  await expect(card.getByText(t('gitSetup.done.undone'))).toBeVisible();
  expect(settings()).toBe(BEFORE);
});
