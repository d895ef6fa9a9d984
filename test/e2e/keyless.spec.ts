import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { openConsent } from '../../electron/core/sigstore/consent.ts';
import { makeRepo } from '../core/git/git-repo.ts';
import { type Lab, startLab } from '../lab/lab.ts';
import { labAsPublicGood } from '../support/lab-home.ts';
import { type Browser, catchLinks, type CaughtLinks, logInAs, openBrowser } from './browser.ts';
import { startApp, temporaryFolder, type Started } from './electron.ts';
import { expect, type Locator, type Page, test } from './fixture.ts';
import { answerOpenDialog } from './gestures.ts';
import { addLab } from './lab-instance.ts';
import { ask } from './scene.ts';
import { check, dropOn, goTo, nextStep } from './window.ts';
import { like, t } from './words.ts';

// A release is signed by a login in a real browser, against a Sigstore on this machine that stands in public-good's place.
const ADA = 'ada@example.org';
const EVE = 'eve@example.org';
const FILES = ['lantern-4.2-linux.tar.gz', 'lantern-4.2-macos.dmg', 'lantern-4.2-windows.exe', 'lantern-4.2.zip'];

let root: string;
let lab: Lab;
let browser: Browser;
let it: Started;
let page: Page;
let links: CaughtLinks;

/** Starts the app in a home of its own. */
async function startFresh(): Promise<void> {
  it = await startApp({ furnish: (home) => labAsPublicGood(home, lab) });
  page = it.page;
  links = await catchLinks(it.app);
}

test.beforeAll(async () => {
  root = temporaryFolder();
  [lab, browser] = await Promise.all([startLab(), openBrowser()]);
  await startFresh();
});

test.afterAll(async () => {
  await it.close();
  await browser.close();
  await lab.close();
  rmSync(root, { recursive: true, force: true });
});

test.beforeEach(async () => {
  lab.heal();
  lab.forgetRequests();
  lab.lifetimes.certificateSeconds = 600;
  await browser.page.context().clearCookies();
});

test.afterEach(async () => {
  // What a test that failed left standing.
  for (const sheet = page.getByRole('dialog'); await sheet.isVisible();) await page.keyboard.press('Escape');
  await goTo(page, 'sign');
  for (const words of ['sign.clear', 'sign.more'] as const) {
    const button = page.getByRole('button', { name: t(words) });
    if (await button.isVisible()) await button.click();
  }
});

let places = 0;

/** A release of so many files in a folder of its own. */
function release(count = FILES.length): string {
  const folder = join(root, String(++places), 'lantern-4.2');
  mkdirSync(folder, { recursive: true });
  for (const name of FILES.slice(0, count)) writeFileSync(join(folder, name), `${name} ${places}`);
  return folder;
}

/** Drops a release to be signed by a login; gives the button that signs. */
async function dropForLogin(folder: string): Promise<Locator> {
  await goTo(page, 'sign');
  await dropOn(page, 'sign', [folder]);
  const instead = page.getByRole('button', { name: t('sign.login.instead') });
  const box = page.getByRole('checkbox', { name: t('sign.login.title') });
  await expect(instead.or(box)).toBeVisible();
  // Without any key of one's own, a login is offered first.
  if (await instead.isVisible()) await instead.click();
  await box.check();
  const button = page.locator('.deck-do button').first();
  await expect(button).toBeEnabled();
  return button;
}

const sheet = (title: string): Locator => page.getByRole('dialog', { name: title });
const waiting = (): Locator => sheet(t('login.title'));
const consent = (): Locator => sheet(t('publish.title'));
const press = (within: Locator, name: string): Promise<void> => within.getByRole('button', { name }).click();

/** Logs in at the address that the app opened, in a browser that knows nobody. */
async function logIn(account = ADA): Promise<void> {
  const address = await links.next();
  await browser.page.context().clearCookies();
  await logInAs(browser.page, address, account);
  await expect(browser.page.getByRole('heading', { name: t('shell:loginPage.doneTitle') })).toBeVisible();
}

/** What any service but the provider was sent. */
const sent = () => (['fulcio', 'rekor1', 'rekor2', 'timestamp'] as const).flatMap((one) => lab.requests(one));
const heading = (): Locator => page.getByRole('heading', { level: 1 });
const bundles = (folder: string): string[] => readdirSync(folder).filter((name) => name.endsWith('.sigstore.json'));

test('a whole folder is signed by one login, and whoever expects that identity sees green', async () => {
  const folder = release();
  const button = await dropForLogin(folder);
  await expect(button).toContainText(t('sign.login.who'));
  await page.getByLabel(t('sign.login.way')).selectOption('github');
  await button.click();
  await expect(waiting()).toBeVisible();
  await press(waiting(), t('login.openAgain'));
  const first = await links.next();
  expect(await links.next()).toBe(first);
  expect(new URL(first).searchParams.get('connector_id')).toBe('https://github.com/login/oauth');
  expect(first).toContain('code_challenge_method=S256');
  await logInAs(browser.page, first, ADA);
  await expect(browser.page.locator('body')).toContainText(ADA);
  // Who it is and what becomes public is shown, and nothing was sent yet.
  await expect(consent()).toContainText(ADA);
  await expect(consent()).toContainText('https://github.com/login/oauth');
  await expect(consent()).toContainText(new URL(lab.urls.rekor2).host);
  expect(sent()).toEqual([]);
  await press(consent(), t('publish.do'));
  await expect(heading()).toHaveText(like('receipt.both', { count: 4, list: 'SHA256SUMS' }));
  expect(lab.requests('fulcio')).toHaveLength(1);
  expect(bundles(folder)).toHaveLength(5);
  await expect(page.locator('.card')).toContainText(like('signer.login', { identity: ADA, issuer: 'GitHub' }));
  await expect(page.locator('.card')).toContainText(like('receipt.carry.both', { instance: 'public-good' }));
  await page.locator('summary', { hasText: t('receipt.instructions') }).click();
  const instructions = await page.locator('.card pre').innerText();
  expect(instructions).toContain(
    `--certificate-identity ${ADA} --certificate-oidc-issuer https://github.com/login/oauth`,
  );

  // Whoever downloads it pastes what the project's page says.
  const card = page.locator('.verdict-card').first();
  await check(page, [join(folder, FILES[0]!)]);
  await expect(card).toHaveClass(/tone-untrusted/);
  await nextStep(card).click();
  const form = card.getByRole('form', { name: t('compare.title') });
  await form.getByLabel(t('compare.publisher')).fill('Lantern');
  await form.getByLabel(t('identity.paste')).fill(instructions);
  await form.getByRole('button', { name: t('compare.do') }).click();
  await expect(card).toHaveClass(/tone-verified/);
  await check(page, [folder]);
  await expect(page.locator('.result-row, .verdict-card').first()).toBeVisible();
  const checked = await ask(page, 'activity.list', { limit: 5 });
  const verdicts = checked.flatMap((entry) => (entry.kind === 'check' ? [entry.result.verdict] : []));
  expect(new Set(verdicts)).toContain('verified');
  writeFileSync(join(folder, FILES[1]!), 'something else');
  await check(page, [join(folder, FILES[1]!)]);
  await expect(card).toHaveClass(/tone-invalid/);
});

test('the way of login that was chosen last is offered first at the next start', async () => {
  const home = join(root, 'next-start');
  cpSync(it.home, home, { recursive: true });
  const next = await startApp({ home });
  try {
    await goTo(next.page, 'sign');
    await next.page.getByRole('button', { name: t('sign.login.instead') }).click();
    await dropOn(next.page, 'sign', [release(1)]);
    await expect(next.page.getByLabel(t('sign.login.way'))).toHaveValue('github');
    await goTo(next.page, 'settings');
    await expect(next.page.getByText(t('consents.loginsText'))).toBeVisible();
  } finally {
    await next.close();
  }
});

test('cosign verifies what a login signed, by the line that the receipt gives', async () => {
  const cosign = join(process.env['COUNTERSIGN_PEERS'] ?? join(homedir(), '.cache', 'countersign-peers'), 'cosign');
  test.skip(!existsSync(cosign), 'cosign is not here');
  const folder = release(1);
  await (await dropForLogin(folder)).click();
  await logIn();
  await press(consent(), t('publish.do'));
  await expect(heading()).toHaveText(like('receipt.both', { count: 1 }));
  await page.locator('summary', { hasText: t('receipt.instructions') }).click();
  const lines = (await page.locator('.card pre').innerText()).split('\n').map((line) => line.trim());
  const line = lines.find((one) => one.startsWith('cosign verify-blob') && one.endsWith(FILES[0]!))!;
  const words = [...line.split(' ').slice(1), '--trusted-root', lab.files.trustedRoot];
  const run = (args: string[]) => execFileSync(cosign, args, { cwd: folder, stdio: 'pipe', encoding: 'utf8' });
  run(words);
  expect(() => run(words.map((word) => (word === ADA ? EVE : word)))).toThrow();
});

test('who stops before logging in, or before agreeing, has sent nothing', async () => {
  const folder = release(2);
  await (await dropForLogin(folder)).click();
  await links.next();
  await press(waiting(), t('login.stop'));
  await expect(heading()).toHaveText(t('receipt.nothing'));
  await press(page.locator('main'), t('sign.back'));
  await page.locator('.deck-do button').first().click();
  await logIn();
  await press(consent(), t('common.cancel'));
  await expect(heading()).toHaveText(t('receipt.nothing'));
  expect(sent()).toEqual([]);
  expect(bundles(folder)).toEqual([]);
});

test('the wrong account is another account away, and consent is for one signer and one folder', async () => {
  const folder = release(1);
  const again = async (account: string): Promise<void> => {
    await (await dropForLogin(folder)).click();
    const replace = page.getByRole('button', { name: t('sign.overwrite') });
    await expect(replace.or(waiting())).toBeVisible();
    if (await replace.isVisible()) await replace.click();
    await logIn(account);
  };
  await again(EVE);
  await expect(consent()).toContainText(EVE);
  await press(consent(), t('publish.another'));
  await logIn(ADA);
  await expect(consent()).toContainText(ADA);
  expect(sent()).toEqual([]);
  await consent().getByRole('checkbox').check();
  await press(consent(), t('publish.do'));
  await expect(heading()).toHaveText(like('receipt.both', { count: 1 }));
  await page.getByRole('button', { name: t('sign.more') }).click();
  // The same signer here again: it is only shown who it is.
  await again(ADA);
  const known = sheet(t('publish.whoTitle'));
  await expect(known).toContainText(ADA);
  await press(known, t('publish.another'));
  // Somebody else here was never asked.
  await logIn(EVE);
  await expect(consent()).toContainText(EVE);
  await press(consent(), t('common.cancel'));
  await expect(heading()).toHaveText(t('receipt.nothing'));
  const bundle = readFileSync(join(folder, `${FILES[0]!}.sigstore.json`), 'utf8');
  expect(Buffer.from(bundle.match(/"rawBytes":\s*"([^"]+)"/)![1]!, 'base64').toString('latin1')).toContain(ADA);
});

test('a folder that must never be public is refused before anybody logs in', async () => {
  const folder = release(1);
  await openConsent(it.home, () => new Date()).markNeverPublic(folder);
  await (await dropForLogin(folder)).click();
  await expect(heading()).toHaveText(t('sign.neverPublic.title'));
  await expect(page.locator('main')).toContainText(folder);
  await expect(page.getByRole('button', { name: t('sign.neverPublic.settings') })).toBeVisible();
  expect(lab.requests('oidc')).toEqual([]);
  expect(bundles(folder)).toEqual([]);
  await press(page.locator('main'), t('sign.back'));
  await expect(page.getByRole('checkbox', { name: t('sign.login.title') })).toBeVisible();
});

test('a folder that is marked in the settings is refused to a public log, by a key too, until the mark is taken away', async () => {
  const folder = release(1);
  const outputs = () => readdirSync(folder).filter((name) => !FILES.includes(name));
  await ask(page, 'keys.generateCosign', { name: 'Lantern', algorithm: 'p256' });
  await answerOpenDialog(it.app, [folder]);
  await goTo(page, 'settings');
  await page.getByRole('button', { name: t('consents.forbid') }).click();
  const mark = page.getByRole('region', { name: t('consents.title') }).locator('li', { hasText: folder });
  await expect(mark).toBeVisible();

  const witnesses = async (which: 'both' | 'neither') =>
    page.getByLabel(t('sign.witness.label')).selectOption({ label: t(`sign.witness.of.${which}`) });
  const button = page.locator('.deck-do button').first();
  await goTo(page, 'sign');
  await dropOn(page, 'sign', [folder]);
  const byKey = page.getByRole('checkbox', { name: /Lantern/ });
  if (!(await byKey.isChecked())) await byKey.check();
  await witnesses('both');
  await button.click();
  await expect(heading()).toHaveText(t('sign.neverPublic.title'));
  await expect(page.getByRole('dialog')).toBeHidden();
  expect([sent(), outputs()]).toEqual([[], []]);

  // Without a log it is signed there, and nobody is told.
  await press(page.locator('main'), t('sign.back'));
  await witnesses('neither');
  await button.click();
  await expect(heading()).toHaveText(like('receipt.both', { count: 1 }));
  expect([sent(), outputs().length]).toEqual([[], 3]);
  for (const name of outputs()) rmSync(join(folder, name));

  await goTo(page, 'settings');
  await mark.getByRole('button', { name: t('consents.allow') }).click();
  await mark.getByRole('button', { name: t('consents.allowYes') }).click();
  await expect(mark).toBeHidden();
  await goTo(page, 'sign');
  await page.getByRole('button', { name: t('sign.more') }).click();
  await dropOn(page, 'sign', [folder]);
  await witnesses('both');
  await button.click();
  // What becomes public is asked all the same.
  await press(consent(), t('common.cancel'));
  await expect(heading()).toHaveText(t('receipt.nothing'));
  expect([sent(), outputs()]).toEqual([[], []]);
  const [{ id } = { id: '' }] = await ask(page, 'keys.list', null);
  await ask(page, 'keys.delete', { key: id, name: 'Lantern' });
});

test('when the certificate lapses, the run waits for another login and goes on', async () => {
  const folder = release();
  lab.lifetimes.certificateSeconds = 4;
  // The first files are timestamped in time, and their log takes longer than the certificate lives.
  lab.inject('rekor2', { kind: 'slow', ms: 6000 }, { times: 2 });
  await (await dropForLogin(folder)).click();
  await logIn();
  await press(consent(), t('publish.do'));
  await expect(waiting()).toContainText(t('login.again'), { timeout: 20_000 });
  lab.lifetimes.certificateSeconds = 600;
  await logIn();
  // The same person agreed already.
  await expect(heading()).toHaveText(like('receipt.both', { count: 4, list: 'SHA256SUMS' }), { timeout: 20_000 });
  expect(lab.requests('fulcio')).toHaveLength(2);
  expect(bundles(folder)).toHaveLength(5);
});

test('who stops at the second login keeps what is signed, and goes on with the rest later', async () => {
  const folder = release();
  lab.lifetimes.certificateSeconds = 4;
  lab.inject('rekor2', { kind: 'slow', ms: 6000 }, { times: 2 });
  await (await dropForLogin(folder)).click();
  await logIn();
  await press(consent(), t('publish.do'));
  await expect(waiting()).toContainText(t('login.again'), { timeout: 20_000 });
  await links.next();
  await press(waiting(), t('login.stop'));
  await expect(heading()).toHaveText(like('receipt.partly', { count: 4 }));
  const kept = bundles(folder);
  expect(kept.length).toBeGreaterThan(0);
  expect(kept).not.toContain('SHA256SUMS.sigstore.json');
  lab.lifetimes.certificateSeconds = 600;
  await page.getByRole('button', { name: t('sign.goOn') }).click();
  await page.locator('.deck-do button').first().click();
  await logIn();
  await press(consent(), t('publish.do'));
  await expect(page.getByRole('list', { name: t('receipt.writtenList') })).toContainText('SHA256SUMS.sigstore.json');
  expect(bundles(folder)).toHaveLength(5);
});

test('a machine without a browser logs in by a code on another device', async () => {
  const folder = release(1);
  const button = await dropForLogin(folder);
  await button.click();
  await links.next();
  await press(waiting(), t('login.other.device'));
  const code = sheet(t('login.codeTitle'));
  await expect(code).toContainText(`${lab.issuer}/device`);
  const shown = await code.locator('.login-code').innerText();
  const device = browser.page;
  await device.goto(`${lab.issuer}/device`);
  await device.getByLabel('Code that the device shows').fill(shown);
  await device.getByRole('button', { name: 'Continue' }).click();
  await device.getByRole('button').first().click();
  await device.getByLabel('Account').fill(ADA);
  await device.getByRole('button', { name: 'Log in' }).click();
  await expect(consent()).toContainText(ADA, { timeout: 20_000 });
  await press(consent(), t('publish.do'));
  await expect(heading()).toHaveText(like('receipt.both', { count: 1 }));
});

test('services that fail: nothing half-done is written, and each failure is said once', async () => {
  const folder = release(2);
  lab.inject('fulcio', { kind: 'status', status: 503 }, { times: 99 });
  await (await dropForLogin(folder)).click();
  await logIn();
  await press(consent(), t('publish.do'));
  await expect(heading()).toHaveText(t('receipt.nothing'), { timeout: 30_000 });
  await expect(page.locator('main')).toContainText(t('error:service-failed.title'));
  expect(bundles(folder)).toEqual([]);
  lab.heal();
  // A certificate for somebody else never reaches a log.
  lab.inject('fulcio', { kind: 'forge', what: 'identity' });
  await press(page.locator('main'), t('sign.back'));
  await page.locator('.deck-do button').first().click();
  await logIn();
  await press(consent(), t('publish.do'));
  await expect(page.locator('main')).toContainText(t('error:service-answer.title'));
  expect(lab.requests('rekor2')).toEqual([]);
  expect(lab.requests('timestamp')).toEqual([]);
  expect(bundles(folder)).toEqual([]);
});

test('a login that fails is told, and the page in the browser says so too', async () => {
  const folder = release(2);
  lab.inject('oidc', { kind: 'forge', what: 'nonce' }, { path: '/token' });
  const before = (await links.all()).length;
  await (await dropForLogin(folder)).click();
  await logInAs(browser.page, await links.next(), ADA);
  await expect(browser.page.getByRole('heading', { name: t('shell:loginPage.failedTitle') })).toBeVisible();
  await expect(heading()).toHaveText(t('receipt.nothing'));
  await expect(page.locator('main')).toContainText(t('error:login-failed.title'));
  expect(await links.all()).toHaveLength(before + 1);
  expect(sent()).toEqual([]);
});

test('what a log cannot be told of is kept, and logged at a click without another login', async () => {
  const folder = release(1);
  lab.inject('rekor2', { kind: 'status', status: 503 }, { times: 99 });
  await (await dropForLogin(folder)).click();
  await logIn();
  await press(consent(), t('publish.do'));
  const waits = page
    .locator('main')
    .getByRole('button', { name: like('pending.log', { count: 2 }) })
    .first();
  await expect(waits).toBeVisible({ timeout: 30_000 });
  expect(bundles(folder)).toEqual([]);
  lab.heal();
  lab.forgetRequests();
  await waits.click();
  await expect.poll(() => bundles(folder)).toContain(`${FILES[0]!}.sigstore.json`);
  expect(lab.requests('oidc')).toEqual([]);
  expect(lab.requests('fulcio')).toEqual([]);
  await check(page, [join(folder, FILES[0]!)]);
  // The identity is expected since the first test.
  await expect(page.locator('.verdict-card').first()).toHaveClass(/tone-(verified|untrusted)/);
});

test('at an instance of one’s own, nothing is called public, and a folder that must never be public may go there', async () => {
  await it.close();
  await startFresh();
  await addLab(it, lab, 'compass');
  const folder = release(1);
  await openConsent(it.home, () => new Date()).markNeverPublic(folder);
  await goTo(page, 'keys');
  const button = await dropForLogin(folder);
  await page.getByLabel(t('sign.witness.instance')).selectOption('compass');
  await expect(page.getByLabel(t('sign.login.way')).locator('option')).toHaveText([
    t('sign.login.ways.browser'),
    t('sign.login.ways.device'),
  ]);
  await button.click();
  await logIn();
  const within = sheet(t('publish.privateTitle', { instance: 'compass' }));
  await expect(within).toContainText(ADA);
  await press(within, t('publish.doWithin'));
  await expect(heading()).toHaveText(like('receipt.both', { count: 1 }));
  await expect(page.locator('.card')).toContainText(like('signer.instance', { instance: 'compass' }));
  await page.locator('summary', { hasText: t('receipt.instructions') }).click();
  await expect(page.locator('.card pre')).toContainText('--trusted-root trusted_root.json');
});

test('a tag is signed by a login, and one that is stopped signs nothing', async () => {
  const path = join(root, 'compass');
  mkdirSync(path);
  const repo = makeRepo({ path });
  repo.git(['config', 'user.name', 'Ada Moreau']);
  repo.git(['config', 'user.email', ADA]);
  repo.commit('Draw the rose');
  await goTo(page, 'repositories');
  await dropOn(page, 'repositories', [path]);
  await page.getByRole('button', { name: t('gitSign.open') }).click();
  const form = page.locator('.git-sign');
  await form.getByRole('radio', { name: t('sign.login.title') }).check();
  await form.getByLabel(t('sign.login.way')).selectOption('github');
  const button = form.locator('.deck-do button').first();
  await expect(button).toHaveText(like('gitSign.do', { name: 'v0.1.0', who: t('sign.login.who') }));
  await button.click();
  await links.next();
  await press(waiting(), t('login.stop'));
  await expect(page.getByRole('heading', { name: like('gitSign.failed', { name: 'v0.1.0' }) })).toBeVisible();
  expect(sent()).toEqual([]);
  expect(repo.git(['tag'])).toBe('');
  await press(page.locator('main'), t('gitSign.back'));
  await button.click();
  await logIn();
  await expect(consent()).toContainText(ADA);
  await press(consent(), t('publish.do'));
  const receipt = page.locator('.git-receipt');
  await expect(receipt).toContainText(like('signer.login', { identity: ADA, issuer: 'GitHub' }));
  await expect(receipt).toContainText(t('evidence:forgeLogin', { forge: 'GitHub' }));
  await expect(receipt).toContainText(t('gitReceipt.noRemote'));
  expect(repo.git(['cat-file', 'tag', 'v0.1.0'])).toContain('-----BEGIN SIGNED MESSAGE-----');
  await expect(page.locator('.verdict-card')).toHaveClass(/tone-untrusted/);
});
