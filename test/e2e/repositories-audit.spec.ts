import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { expect, test, type Page } from '@playwright/test';
import { readPolicy } from '../../electron/core/git/policy/read-policy.ts';
import { makeRepo, type GitRepo } from '../core/git/git-repo.ts';
import { appFolder, startApp, temporaryFolder, type Started } from './electron.ts';
import { answerSaveDialog } from './gestures.ts';
import { ask } from './scene.ts';
import { stallingGit } from './stalling-git.ts';
import { dropOn, endGnupg, fingerprintOf, gnupgHome, goTo, gpg, gpgKey } from './window.ts';
import { language, t } from './words.ts';

// One audit after the other, in one app.
test.describe.configure({ mode: 'serial' });

const NOVA = 'Nova Lind <nova@compass.example>';
const PETR = 'Petr Sorokin <petr@example.net>';
const SUBJECT = '<img src=x onerror=alert(1)> \u202egnp';
let it: Started;
let page: Page;
let root: string;
let home: string;
let repo: GitRepo;
const git = stallingGit();

test.beforeAll(async () => {
  root = temporaryFolder();
  home = gnupgHome(root);
  for (const who of [NOVA, PETR]) gpgKey(home, who);
  mkdirSync(join(root, 'compass'));
  repo = makeRepo({ path: join(root, 'compass') });
  Object.assign(repo.env, { GNUPGHOME: home });
  const nova = fingerprintOf(home, NOVA);
  for (let n = 0; n < 12; n++) repo.commit(`change ${n}`, `-S${nova}`);
  repo.git(['tag', '-s', '-u', nova, '-m', 'Compass 1.0', 'v1.0']);
  Object.assign(repo.env, { GIT_COMMITTER_DATE: '1790001000 +0200' });
  repo.commit('by somebody else', `-S${fingerprintOf(home, PETR)}`);
  repo.commit(SUBJECT);
  repo.commit('again by Nova', `-S${nova}`);
  repo.git(['tag', '-s', '-u', nova, '-m', 'Compass 2.0', 'v2.0']);
  it = await startApp({ env: { GNUPGHOME: gnupgHome(root, 'e'), PATH: git.PATH } });
  page = it.page;
  await ask(page, 'keys.import', { files: [], text: gpg(home, '--armor', '--export') });
  await goTo(page, 'repositories');
  await dropOn(page, 'repositories', [repo.path]);
  await page.getByRole('button', { name: t('auditing.open') }).click();
});
test.afterAll(async () => {
  await it.close();
  endGnupg(home);
  git.remove();
  rmSync(root, { recursive: true, force: true });
});

/** Writes a policy whose rules let these sign tags and commits. */
function policy(name: string, ...signers: string[]): string {
  const path = join(root, name);
  const named = Object.fromEntries(signers.map((who, at) => [`s${at}`, { openpgp: fingerprintOf(home, who) }]));
  const rules = [{ what: ['tags', 'commits', 'merges'], signers: Object.keys(named) }];
  writeFileSync(path, JSON.stringify({ format: 'countersign-git-policy', version: 1, signers: named, rules }, null, 1));
  return path;
}

/** Drops a policy where the window offers to take one. */
const dropPolicy = (path: string) => dropOn(page, 'policy', [path]);

const form = () => page.locator('.audit form');
const start = () => form().getByRole('button', { name: t('auditing.start') });
const headline = () => page.locator('.audit .summary-line');
const change = () => page.getByRole('button', { name: t('auditing.change') }).click();

const answerWith = (path: string | null) => answerSaveDialog(it.app, path);
const save = (format: 'pdf' | 'html' | 'md' | 'json' | 'csv') =>
  page.getByRole('button', { name: t(`auditing.format.${format}`), exact: true }).click();

test('tags by a policy that lets their signer sign pass, and a broken policy says where', async () => {
  const broken = join(root, 'broken.json');
  writeFileSync(
    broken,
    '{\n  "format": "countersign-git-policy",\n  "version": 1,\n  "signers": {},\n  "rules": [{ "what": ["tag"], "signers": [] }]\n}\n',
  );
  await dropPolicy(broken);
  const alert = form().getByRole('alert');
  await expect(alert).toContainText(t('auditing.broken'));
  await expect(alert).toContainText(/line 5, column \d+.*"tags"\|"commits"\|"merges"/);
  await expect(start()).toBeDisabled();
  // What to write instead is told in the help.
  await form()
    .getByRole('button', { name: t('auditing.howWritten') })
    .click();
  await expect(page.locator('.help #help-rules')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.locator('.help')).toBeHidden();
  await dropPolicy(policy('nova.json', NOVA));
  await expect(form()).toContainText(t('auditing.signers', { count: 1 }));
  await start().click();
  await expect(headline()).toHaveText(t('audit:headline.allowed', { total: 2 }));
  await expect(page.locator('.audit-signers')).toContainText('Nova Lind');
  await expect(page.locator('.audit-signers')).toContainText(t('audit:signers.expires'));
  await change();
});

test('a range with what the policy denies says what, and its page is the one of the command line', async () => {
  await form()
    .getByRole('radio', { name: t('auditing.range') })
    .check();
  await expect(form().getByLabel(t('auditing.rangeField'), { exact: true })).toHaveValue('v1.0..v2.0');
  await start().click();
  await expect(headline()).toHaveText(t('audit:headline.denied', { count: 2, total: 3 }));
  const faults = page.locator('.audit-faults > li');
  await expect(faults).toHaveCount(2);
  await expect(faults.first()).toContainText('\\u{202E}gnp');
  await expect(faults.first()).toContainText(t('audit:reason.unsigned'));
  await expect(faults.last()).toContainText(t('audit:reason.signer-unlisted'));
  await expect(faults.last()).toContainText('Petr Sorokin');
  const html = join(root, 'report.html');
  await answerWith(html);
  await save('html');
  await expect(page.locator('.audit').getByText(html)).toBeVisible();
  const ours = readFileSync(html, 'utf8');
  expect(ours).not.toMatch(/<script|<img|https?:/);
  if (language === 'en') {
    const cli = join(root, 'cli.html');
    const args = ['commits', 'verify', 'v1.0..v2.0', '--repo', repo.path, '--policy', join(root, 'nova.json')];
    // What is denied ends it with 1.
    expect(() =>
      execFileSync(
        process.execPath,
        [join(appFolder, 'out/cli/countersign.js'), ...args, '--report', cli, '--home', it.home, '--quiet'],
        { stdio: 'pipe' },
      ),
    ).toThrow(expect.objectContaining({ status: 1 }));
    const undated = (text: string) => text.replace(/(<p class="kind">.*<span>).*(<\/span>)/, '$1$2');
    expect(undated(ours)).toBe(undated(readFileSync(cli, 'utf8')));
  }
  const json = join(root, 'report.json');
  await answerWith(json);
  await save('json');
  await expect.poll(() => existsSync(json)).toBe(true);
  expect(JSON.parse(readFileSync(json, 'utf8'))).toMatchObject({
    totals: { objects: 3, policy: { allowed: 1, denied: 2 } },
  });
});

test('the report is printed to a PDF with its pages, outline and words, and no window is left of it', async () => {
  const pdf = join(root, 'report.pdf');
  await answerWith(pdf);
  await save('pdf');
  await expect(page.locator('.audit').getByText(pdf)).toBeVisible({ timeout: 60_000 });
  const bytes = readFileSync(pdf);
  expect(bytes.subarray(0, 5).toString('latin1')).toBe('%PDF-');
  const inside = objectsOf(bytes);
  expect(inside).toMatch(/\/Type\s*\/Page\b/);
  expect(inside).toMatch(/\/Type\s*\/StructTreeRoot/);
  expect(inside).toMatch(/\/Outlines|\/Title/);
  expect(inside).not.toMatch(/\/JavaScript|\/JS\b|\/Launch|\/URI\b/);
  expect(await it.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  expect(readdirSync(root).filter((name) => name.endsWith('.tmp'))).toEqual([]);
});

test('a closed dialog writes nothing, and a place that cannot be written to is said', async () => {
  await answerWith(null);
  await save('csv');
  await expect(page.locator('.audit').getByText(t('auditing.show'))).toHaveCount(0);
  await answerWith(join(root, 'no', 'such', 'folder', 'report.md'));
  await save('md');
  await expect(page.getByRole('alert')).toContainText(t('error:not-found.title'));
  await page
    .getByRole('alert')
    .getByRole('button', { name: t('common.close') })
    .click();
  await change();
});

test('without a policy whom one expects counts, and a policy to begin with can be saved', async () => {
  await form()
    .getByRole('button', { name: t('auditing.without') })
    .click();
  await form()
    .getByRole('radio', { name: t('auditing.branch') })
    .check();
  await expect(form().getByLabel(t('auditing.branchField'), { exact: true })).toHaveValue('refs/heads/main');
  await start().click();
  await expect(headline()).toHaveText(t('audit:headline.failing', { count: 15, total: 15 }));
  const begun = join(root, 'begun.json');
  await answerWith(begun);
  await page.getByRole('button', { name: t('auditing.startPolicy') }).click();
  await expect(page.locator('.audit').getByText(begun)).toBeVisible();
  const read = await readPolicy(readFileSync(begun), begun);
  expect(read.signers.map(({ name }) => name)).toEqual(['Nova Lind', 'Petr Sorokin']);
  await change();
  // What names nothing, and a day.
  await form()
    .getByRole('radio', { name: t('auditing.range') })
    .check();
  await form().getByLabel(t('auditing.rangeField'), { exact: true }).fill('v8.0..v9.0');
  await start().click();
  await expect(page.getByRole('alert')).toContainText(t('error:usage.title'));
  await change();
  await form()
    .getByRole('radio', { name: t('auditing.since') })
    .check();
  await form().getByLabel(t('auditing.sinceField'), { exact: true }).fill('2020-01-01');
  await start().click();
  await expect(headline()).toHaveText(t('audit:headline.failing', { count: 15, total: 15 }));
  await page.getByRole('button', { name: t('auditing.close') }).click();
  await expect(page.getByRole('listbox')).toBeVisible();
});

test('an audit that goes on says how far it is, is stopped, and begins anew', async () => {
  await page.getByRole('button', { name: t('auditing.open') }).click();
  await expect(page.getByRole('heading', { name: t('auditing.title') })).toBeFocused();
  await form()
    .getByRole('radio', { name: t('auditing.branch') })
    .check();
  await expect(form().getByLabel(t('auditing.branchField'), { exact: true })).toHaveValue('refs/heads/main');
  const run = page.locator('.audit .reading');
  // One of those before is not signed: nobody asks for it.
  git.stall(10);
  try {
    await start().click();
    await expect(run).toContainText(t('repositories.checked', { done: 11, count: 15 }));
    await expect(page.getByRole('heading', { name: t('auditing.title') })).toBeFocused();
    // What would end it unasked is not there.
    for (const words of ['auditing.open', 'auditing.close', 'repositories.again', 'gitSign.open'] as const)
      await expect(page.getByRole('button', { name: t(words) })).toHaveCount(0);
    await run.getByRole('button', { name: t('common.cancel') }).click();
    await expect(page.getByText(t('auditing.cancelled', { count: 11 }))).toBeVisible();
    await expect(headline()).toHaveCount(0);
  } finally {
    git.goOn();
  }
  await page.getByRole('button', { name: t('auditing.again') }).click();
  await expect(headline()).toHaveText(t('audit:headline.failing', { count: 15, total: 15 }));
});

/** What stands in the streams of a PDF that hold its objects, and around them. */
function objectsOf(bytes: Buffer): string {
  const text = bytes.toString('latin1');
  const parts = [text];
  for (const { index, 0: mark } of text.matchAll(/stream\r?\n/g)) {
    try {
      parts.push(inflateSync(bytes.subarray(index + mark.length)).toString('latin1'));
    } catch {
      // A font or another stream that is not packed so.
    }
  }
  return parts.join('\n');
}
