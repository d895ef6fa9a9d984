import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startLab, type Lab } from '../lab/lab.ts';
import { startApp, temporaryFolder, type Started } from './electron.ts';
import { expect, test } from './fixture.ts';
import { answerOpenDialog } from './gestures.ts';
import { addLab } from './lab-instance.ts';
import { ask } from './scene.ts';
import { check, dropOn, goTo } from './window.ts';
import { t } from './words.ts';

// A Sigstore key signs with the services of an instance. Each test goes on where the last one ended.
test.describe.configure({ mode: 'serial' });

let lab: Lab;
let it: Started;
let root: string;
const release = (name = ''): string => join(root, 'release', name);

test.beforeAll(async () => {
  root = temporaryFolder();
  for (const folder of ['release', 'e']) mkdirSync(join(root, folder), { mode: 0o700 });
  writeFileSync(release('widget-2.1.tar'), Buffer.alloc(300_000, 'widget '));
  [lab, it] = await Promise.all([startLab(), startApp({ env: { GNUPGHOME: join(root, 'e') } })]);
  await ask(it.page, 'keys.generateCosign', { name: 'Widget releases', algorithm: 'p256' });
  await addLab(it, lab, 'compass');
});

test.afterAll(async () => {
  await it.close();
  await lab.close();
  rmSync(root, { recursive: true, force: true });
});

/** Drops the release and chooses who bears witness. */
async function chooseWitnesses(witnesses: 'neither' | 'timestamp' | 'both'): Promise<void> {
  const { page } = it;
  await goTo(page, 'sign');
  const more = page.getByRole('button', { name: t('sign.more') });
  if (await more.isVisible()) await more.click();
  await dropOn(page, 'sign', [release()]);
  await expect(page.locator('.output-line', { hasText: 'SHA256SUMS.sigstore.json' })).toBeVisible({ timeout: 30_000 });
  await page.getByLabel(t('sign.witness.instance')).selectOption('compass');
  await page.getByLabel(t('sign.witness.label')).selectOption({ label: t(`sign.witness.of.${witnesses}`) });
}

const signButton = () => it.page.locator('.deck-do button').first();

const bundle = () =>
  JSON.parse(readFileSync(release('widget-2.1.tar.sigstore.json'), 'utf8')) as {
    verificationMaterial: { tlogEntries?: unknown[]; timestampVerificationData?: { rfc3161Timestamps: unknown[] } };
  };

test('says what becomes known to whom, asks, and signs with a log entry and a timestamp', async () => {
  const { page } = it;
  await chooseWitnesses('both');
  const host = new URL(lab.urls.rekor2).host;
  await expect(
    page.getByText(t('sign.witness.carry.both', { log: host, clock: new URL(lab.urls.timestamp).host })),
  ).toBeVisible();
  await expect(page.getByText(t('sign.asks.publish'))).toBeVisible();
  lab.forgetRequests();
  await signButton().click();
  const sheet = page.getByRole('dialog');
  await expect(sheet.getByRole('heading', { name: t('publish.privateTitle', { instance: 'compass' }) })).toBeVisible();
  // Nothing was told to anybody before the answer.
  expect(lab.requests('rekor2')).toHaveLength(0);
  await sheet.getByRole('button', { name: t('publish.doWithin'), exact: true }).click();
  await expect(page.getByText(t('receipt.carry.both', { instance: 'compass' }))).toBeVisible();
  expect(bundle().verificationMaterial.tlogEntries).toHaveLength(1);
  expect(bundle().verificationMaterial.timestampVerificationData?.rfc3161Timestamps).toHaveLength(1);
});

test('signs nothing where the question is closed', async () => {
  const { page } = it;
  for (const name of ['widget-2.1.tar.sigstore.json', 'SHA256SUMS', 'SHA256SUMS.sigstore.json']) rmSync(release(name));
  lab.forgetRequests();
  await chooseWitnesses('both');
  await signButton().click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: t('common.cancel') })
    .click();
  await expect(page.getByRole('heading', { name: t('receipt.nothing') })).toBeVisible();
  expect(lab.requests('rekor2')).toHaveLength(0);
  expect(existsSync(release('widget-2.1.tar.sigstore.json'))).toBe(false);
});

test('asks a clock alone without a question, and offline nobody at all', async () => {
  const { page } = it;
  lab.forgetRequests();
  await chooseWitnesses('timestamp');
  await expect(page.getByText(t('sign.asks.nothing'))).toBeVisible();
  await signButton().click();
  await expect(page.getByText(t('receipt.carry.timestamp'))).toBeVisible();
  expect(lab.requests('rekor2')).toHaveLength(0);
  expect(bundle().verificationMaterial.tlogEntries ?? []).toHaveLength(0);

  for (const name of ['widget-2.1.tar.sigstore.json', 'SHA256SUMS', 'SHA256SUMS.sigstore.json']) rmSync(release(name));
  lab.forgetRequests();
  await page.getByLabel(t('strip.offline')).click();
  await page.getByRole('button', { name: t('sign.more') }).click();
  await dropOn(page, 'sign', [release()]);
  await expect(page.getByText(t('sign.witness.hint.off'))).toBeVisible({ timeout: 30_000 });
  await signButton().click();
  await expect(page.getByText(t('receipt.carry.neither'))).toBeVisible();
  expect(lab.requests('timestamp')).toHaveLength(0);
  await page.getByLabel(t('strip.offline')).click();
});

/** Signs for the log of the lab while this log does not answer. */
async function signWithoutLog(): Promise<void> {
  const { page } = it;
  for (const name of ['widget-2.1.tar.sigstore.json', 'SHA256SUMS', 'SHA256SUMS.sigstore.json'])
    rmSync(release(name), { force: true });
  lab.inject('rekor2', { kind: 'status', status: 503 }, { times: 99 });
  await chooseWitnesses('both');
  await signButton().click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: t('publish.doWithin'), exact: true })
    .click();
  await expect(page.getByRole('heading', { name: t('receipt.pending', { count: 2 }) })).toBeVisible({
    timeout: 30_000,
  });
}

test('keeps what a log could not be told of, and logs it when the log is there again', async () => {
  const { page } = it;
  await signWithoutLog();
  await expect(page.getByText(t('pending.text', { count: 2 }))).toBeVisible();
  expect(existsSync(release('widget-2.1.tar.sigstore.json'))).toBe(false);
  await goTo(page, 'verify');
  await page.getByRole('button', { name: t('pending.strip', { count: 2 }) }).click();
  await expect(page.getByRole('heading', { name: t('screens.activity') })).toBeVisible();
  // The log is still down: it is said, and nothing is lost.
  await page.getByRole('button', { name: t('pending.log', { count: 2 }) }).click();
  await expect(page.getByText(t('error:service-failed.title'))).toBeVisible({ timeout: 30_000 });
  lab.heal('rekor2');
  await page.getByRole('button', { name: t('pending.log', { count: 2 }) }).click();
  await expect(page.getByText(t('pending.logged', { count: 2 }))).toBeVisible({ timeout: 30_000 });
  expect(bundle().verificationMaterial.tlogEntries).toHaveLength(1);
  await expect(page.getByRole('button', { name: t('pending.strip', { count: 2 }) })).toBeHidden();
});

test('leads from a bundle of an instance that is not known to adding it, and back', async () => {
  const { page, app } = it;
  await ask(page, 'instances.remove', { name: 'compass' });
  await check(page, [release('widget-2.1.tar'), release('widget-2.1.tar.sigstore.json')]);
  const card = page.locator('.verdict-card').first();
  await expect(card).toHaveClass(/tone-incomplete/);
  await card.getByRole('button', { name: t('verdict:unknown-instance.next') }).click();
  const name = page.getByLabel(t('instances.name'));
  await expect(name).toBeFocused();
  await name.fill('compass');
  for (const [label, file] of [
    ['instances.trustedRoot', lab.files.trustedRoot],
    ['instances.signingConfig', lab.files.signingConfig],
  ] as const) {
    await answerOpenDialog(app, [file]);
    const group = page.getByRole('group', { name: t(label) });
    await group.getByRole('button').click();
    await expect(group.getByText(file.split('/').at(-1) ?? '', { exact: true })).toBeVisible();
  }
  await page.getByRole('button', { name: t('instances.addDo') }).click();
  await card.getByRole('button', { name: t('card.checkAgain') }).click();
  await expect(card).not.toHaveClass(/tone-incomplete/);
});

test('goes on with the rest, and signs nothing again that only waits for its log', async () => {
  const { page } = it;
  const names = ['widget-2.1.tar', 'widget-2.1.zip', 'SHA256SUMS'];
  for (const name of [...names.map((one) => `${one}.sigstore.json`), 'SHA256SUMS'])
    rmSync(release(name), { force: true });
  writeFileSync(release('widget-2.1.zip'), 'zip');
  lab.inject('rekor2', { kind: 'status', status: 503 }, { times: 99 });
  // One of the two gets no timestamp.
  lab.inject('timestamp', { kind: 'status', status: 400 }, { times: 1 });
  const agree = () =>
    page
      .getByRole('dialog')
      .getByRole('button', { name: t('publish.doWithin'), exact: true })
      .click();
  await chooseWitnesses('both');
  await signButton().click();
  await agree();
  const heading = page.getByRole('heading', { level: 1 });
  await expect(heading).toHaveText(t('receipt.partly', { count: 2, signed: 1 }), { timeout: 30_000 });
  await expect(page.getByRole('button', { name: t('pending.log', { count: 1 }) })).toBeVisible();

  lab.heal();
  lab.forgetRequests();
  await page.getByRole('button', { name: t('sign.goOn') }).click();
  await signButton().click();
  await agree();
  const written = page.getByRole('list', { name: t('receipt.writtenList') });
  await expect(written).toContainText('SHA256SUMS.sigstore.json', { timeout: 30_000 });
  expect(lab.requests('timestamp')).toHaveLength(2);
  expect(readFileSync(release('SHA256SUMS'), 'utf8').trim().split('\n')).toHaveLength(2);
  expect(names.filter((name) => existsSync(release(`${name}.sigstore.json`)))).toHaveLength(2);
  // The one that waits is still told of, and needs no third run.
  await page.getByRole('button', { name: t('pending.log', { count: 1 }) }).click();
  await expect(page.getByText(t('pending.logged', { count: 1 }))).toBeVisible({ timeout: 30_000 });
  expect(names.filter((name) => existsSync(release(`${name}.sigstore.json`)))).toHaveLength(3);
  rmSync(release('widget-2.1.zip'));
  rmSync(release('widget-2.1.zip.sigstore.json'));
});

test('tells each that could not be logged at its own row why', async () => {
  const { page } = it;
  await signWithoutLog();
  lab.heal();
  writeFileSync(release('widget-2.1.tar.sigstore.json'), 'mine');
  writeFileSync(release('SHA256SUMS'), 'another list\n');
  await goTo(page, 'activity');
  await page.getByRole('button', { name: t('pending.log', { count: 2 }) }).click();
  await expect(page.getByText(t('pending.notLogged', { count: 2 }))).toBeVisible({ timeout: 30_000 });
  const row = (name: string) => page.locator('.pending-list > li').filter({ hasText: name });
  await expect(row('widget-2.1.tar')).toContainText(t('pending.why.already-exists.title'));
  await expect(row('SHA256SUMS')).toContainText(t('error:changed-since-signed.title'));
  await expect(page.locator('.pending').getByRole('alert')).toBeHidden();
  expect(readFileSync(release('widget-2.1.tar.sigstore.json'), 'utf8')).toBe('mine');
  // What is mended is logged; the other goes on waiting, and still says why.
  rmSync(release('widget-2.1.tar.sigstore.json'));
  await page.getByRole('button', { name: t('pending.log', { count: 2 }) }).click();
  await expect(page.getByText(t('pending.logged', { count: 1 }))).toBeVisible({ timeout: 30_000 });
  await expect(page.locator('.pending')).toContainText(t('error:changed-since-signed.title'));
  const left = await ask(page, 'pending.list', null);
  expect(left).toMatchObject([{ artifact: release('SHA256SUMS'), problem: { code: 'changed-since-signed' } }]);
  await ask(page, 'pending.forget', { ids: left.map(({ id }) => id) });
});

test('forgets what waits after a second yes, also where its instance is gone', async () => {
  const { page } = it;
  await signWithoutLog();
  await ask(page, 'instances.remove', { name: 'compass' });
  await goTo(page, 'activity');
  await expect(page.getByText(t('pending.instanceGone', { instance: 'compass' })).first()).toBeVisible();
  await expect(page.getByRole('button', { name: t('pending.log', { count: 2 }) })).toBeHidden();
  for (const left of [1, 0]) {
    await page
      .getByRole('button', { name: t('pending.forget') })
      .first()
      .click();
    await page.getByRole('button', { name: t('pending.forgetYes') }).click();
    await expect(page.getByRole('button', { name: t('pending.forget') })).toHaveCount(left);
  }
  expect(await ask(page, 'pending.list', null)).toEqual([]);
});
