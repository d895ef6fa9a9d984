import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openConsent } from '../../electron/core/sigstore/consent.ts';
import { makeRepo, type GitRepo } from '../core/git/git-repo.ts';
import { Person } from '../core/oidc/person.ts';
import { type Lab, startLab } from '../lab/lab.ts';
import { labAsPublicGood } from '../support/lab-home.ts';
import { hasTerminals, onTerminal } from '../support/on-terminal.ts';
import { isRoot, startApp, temporaryFolder, type Started } from './electron.ts';
import { expect, test, type Locator } from './fixture.ts';
import { addLab } from './lab-instance.ts';
import { ask } from './scene.ts';
import { commitsButton, dropOn, goTo } from './window.ts';
import { like, t } from './words.ts';

// Git set up in the window for logins in place of keys; then plain git, and a person with a browser. A Sigstore on this machine stands
// in public-good's place. Each test goes on where the last one ended.
test.describe.configure({ mode: 'serial' });
test.skip(!hasTerminals(), 'no python3 to make terminals');

const ADA = 'ada@example.org';
const BEFORE = '# mine\n[user]\n\temail = ada@example.org\n[commit]\n\tgpgsign = false\n';
/** Git starts the app, which takes its time on a busy machine. */
const PATIENCE_MS = 60_000;

let lab: Lab;
let it: Started;
let root: string;
let repo: GitRepo;
let card: Locator;

test.beforeAll(async () => {
  root = temporaryFolder();
  for (const name of ['e', 'bin', 'a repository']) mkdirSync(join(root, name), { mode: 0o700 });
  writeFileSync(join(root, 'gitconfig'), BEFORE);
  // The system's browser: it tells the person where to go.
  writeFileSync(join(root, 'bin', 'xdg-open'), `#!/bin/sh\nprintf '%s\\n' "$1" >> '${root}/opened'\n`, { mode: 0o755 });
  repo = makeRepo({ path: join(root, 'a repository') });
  lab = await startLab();
  const env = {
    GNUPGHOME: join(root, 'e'),
    GIT_CONFIG_GLOBAL: join(root, 'gitconfig'),
    ...(isRoot ? { ELECTRON_DISABLE_SANDBOX: '1' } : {}),
  };
  Object.assign(repo.env, env, { PATH: `${join(root, 'bin')}:${process.env['PATH']}`, DISPLAY: ':99' });
  it = await startApp({ env, furnish: (home) => labAsPublicGood(home, lab) });
  await addLab(it, lab, 'compass');
  card = it.page.locator('.git-setup');
});
test.afterAll(async () => {
  await it.close();
  await lab.close();
  rmSync(root, { recursive: true, force: true });
});
test.beforeEach(() => {
  lab.forgetRequests();
  rmSync(join(root, 'opened'), { force: true });
});

const settings = (): string => readFileSync(join(root, 'gitconfig'), 'utf8');
const head = (): string => spawnSync('git', ['rev-parse', '-q', 'HEAD'], { cwd: repo.path, encoding: 'utf8' }).stdout;
const sent = () => (['fulcio', 'rekor1', 'rekor2', 'timestamp'] as const).flatMap((one) => lab.requests(one));
const COMMIT = ['commit', '--allow-empty', '-S', '-m'];

/** The address that the browser was told last. */
async function address(): Promise<URL> {
  const opened = join(root, 'opened');
  await expect.poll(() => existsSync(opened), { timeout: PATIENCE_MS }).toBe(true);
  return new URL(readFileSync(opened, 'utf8').trim().split('\n').at(-1) ?? '');
}

const logIn = async (account = ADA) => new Person().logIn(await address(), account);

/** How git is started by somebody who sits at a desk. */
const onDesk = () => ({ cwd: repo.path, env: repo.env, seconds: PATIENCE_MS / 1000 });

/** Git without a terminal, as an editor runs it. */
function gitAlone(args: string[]) {
  const child = spawn('git', args, { cwd: repo.path, env: repo.env, detached: true, stdio: 'ignore' });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  return { pid: child.pid ?? 0, ended };
}

test('says what becomes public before git is set up for logins', async () => {
  const { page } = it;
  await goTo(page, 'settings');
  await card.getByRole('button', { name: t('gitSetup.start') }).click();
  // There is no key, and nobody has to make one.
  await card.getByRole('button', { name: t('sign.login.instead') }).click();
  await expect(card.getByText(t('gitSetup.login.public'))).toBeVisible();
  await expect(card.getByText(t('gitSetup.login.hosts'))).toBeVisible();
  await expect(card.getByLabel(t('gitSetup.key'))).toHaveValue('keyless');
  const commands = card.locator('pre');
  await card.getByLabel(t('sign.witness.instance')).selectOption('compass');
  await expect(card.getByText(like('gitSetup.login.private', { instance: 'compass' }))).toBeVisible();
  await expect(commands).toContainText('user.signingkey keyless:compass');
  await card.getByLabel(t('sign.witness.instance')).selectOption('public-good');
  await expect(commands).toContainText('git config --global user.signingkey keyless\n');
  await expect(commands).toContainText('git config --global gpg.format x509');
  await expect(commands).toContainText('git config --global tag.gpgsign false');
  await card.getByRole('button', { name: t('gitSetup.run') }).click();
  expect(settings()).toBe(BEFORE);
  await card.getByRole('button', { name: t('gitSetup.runYes') }).click();
  await expect(card.getByText(t('gitSetup.done.setUp'))).toBeVisible({ timeout: PATIENCE_MS });
  await expect(card.getByText(like('gitSetup.login.ours', { instance: 'public-good' }))).toBeVisible();
  expect(sent()).toEqual([]);
});

test('plain git signs by a login in the browser, once what becomes public is agreed to', async () => {
  const { page } = it;
  const running = onTerminal(['git', ...COMMIT, 'by a login'], [['Publish?', 'a\r']], onDesk());
  await logIn();
  const { status, shown } = await running;
  expect([status, shown]).toEqual([0, expect.stringContaining('This becomes public for ever:')]);
  expect(shown).toContain(ADA);
  expect(repo.git(['cat-file', 'commit', 'HEAD'])).toContain('gpgsig -----BEGIN SIGNED MESSAGE-----\n ');
  expect(sent().length).toBeGreaterThan(0);
  const verified = spawnSync('git', ['verify-commit', 'HEAD'], { cwd: repo.path, env: repo.env, encoding: 'utf8' });
  expect([verified.status, verified.stderr]).toEqual([0, expect.stringContaining(ADA)]);
  expect(repo.git(['log', '-1', '--format=%G?'])).toBe('U');

  // The window reads it the same way.
  await goTo(page, 'repositories');
  await dropOn(page, 'verify', [repo.path]);
  await commitsButton(page).click();
  const row = page
    .getByRole('listbox', { name: t('repositories.rows.commits') })
    .getByRole('option')
    .first();
  await expect(row).toContainText(t('repositories.state.untrusted'));
  await expect(row).toContainText(ADA);
});

test('what one signed by a login is good to git once its publisher is chosen, and for no other', async () => {
  const { page } = it;
  const told = { pasted: `--certificate-identity ${ADA} --certificate-oidc-issuer ${lab.issuer}` };
  expect(await ask(page, 'publishers.expect', { publisher: 'Compass', told })).toEqual({ answer: 'same' });
  await ask(page, 'publishers.add', { name: 'Beacon' });
  const letter = () => repo.git(['log', '-1', '--format=%G?']);
  const before = settings();
  await goTo(page, 'settings');
  for (const [publisher, found] of [
    ['Compass', 'G'],
    ['Beacon', 'U'],
    ['Compass', 'G'],
    ['', 'U'],
  ] as const) {
    await card.getByRole('button', { name: t('gitSetup.another') }).click();
    await expect(card.getByLabel(t('gitSetup.key'))).toHaveValue('keyless');
    await expect(card.getByText(t('gitSetup.same'))).toBeVisible();
    await card.getByLabel(t('gitSetup.publisher')).selectOption(publisher);
    await expect(card.getByText(t('gitSetup.publisherOnly'))).toBeVisible();
    await card.getByRole('button', { name: t('gitSetup.publisherDo') }).click();
    await expect(card.getByText(t('gitSetup.done.setUp'))).toBeVisible({ timeout: PATIENCE_MS });
    await expect(card.getByText(like('gitSetup.counting', { publisher }))).toHaveCount(publisher === '' ? 0 : 1);
    expect([publisher, letter(), settings()]).toEqual([publisher, found, before]);
  }
});

test('nothing is signed where nobody agreed, who was asked went away, or the folder is never public', async () => {
  const before = head();
  // An editor has no terminal: for Ada it was agreed to in this repository, for Eve it was not.
  const byEve = gitAlone([...COMMIT, 'by Eve']);
  await logIn('eve@example.org');
  expect(await byEve.ended).toBe(128);
  expect([head(), sent()]).toEqual([before, []]);

  rmSync(join(root, 'opened'));
  const left = gitAlone([...COMMIT, 'left']);
  await address();
  // As Ctrl-C does: to git and all that it started.
  process.kill(-left.pid, 'SIGINT');
  expect(await left.ended).not.toBe(0);
  expect([head(), sent()]).toEqual([before, []]);

  lab.forgetRequests();
  const consent = openConsent(it.home, () => new Date());
  await consent.markNeverPublic(root);
  const secret = await onTerminal(['git', ...COMMIT, 'secret'], [], onDesk());
  expect([secret.status, secret.shown]).toEqual([128, expect.stringContaining(root)]);
  expect(secret.shown).toContain('Nothing from this folder may go to a public log.');
  expect([head(), lab.requests('oidc'), sent()]).toEqual([before, [], []]);
  await consent.unmarkNeverPublic(root);

  rmSync(join(root, 'opened'), { force: true });
  const byAda = gitAlone([...COMMIT, 'by Ada again']);
  await logIn();
  expect(await byAda.ended).toBe(0);
  expect(head()).not.toBe(before);
});

test('a code is shown where there is no browser', async () => {
  // Git keeps what its program says until that has ended: the terminal alone shows the code in time.
  const cancelled = await onTerminal(['git', ...COMMIT, 'elsewhere'], [['type in the code', '\u0003']], {
    ...onDesk(),
    env: { ...repo.env, DISPLAY: '', WAYLAND_DISPLAY: '' },
  });
  expect(cancelled.status).not.toBe(0);
  expect(cancelled.shown).toMatch(/open \S+ and type in the code \S+/);
  expect([existsSync(join(root, 'opened')), sent()]).toEqual([false, []]);
});

test('undoing brings back what was there, byte for byte', async () => {
  await goTo(it.page, 'settings');
  await card.getByRole('button', { name: t('gitSetup.undo') }).click();
  await expect(card.locator('pre')).toContainText('--unset-all gpg.x509.program');
  await card.getByRole('button', { name: t('gitSetup.undoYes') }).click();
  await expect(card.getByText(t('gitSetup.done.undone'))).toBeVisible();
  expect(settings()).toBe(BEFORE);
  expect(existsSync(join(it.home, 'git'))).toBe(false);
});
