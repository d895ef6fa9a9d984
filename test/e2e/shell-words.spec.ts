import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from './fixture.ts';
import { startApp, temporaryFolder, type Started } from './electron.ts';
import { answerSaveDialog } from './gestures.ts';
import { sentence } from './card-words.ts';
import {
  check,
  dropOn,
  endGnupg,
  expectCard,
  gnupgHome,
  goTo,
  gpgKey,
  makeKey,
  receiptHeading,
  signButton,
} from './window.ts';
import { t } from './words.ts';

let root: string;
let gnupg: string;
let it: Started;
let fingerprint: string;

test.beforeAll(async () => {
  root = temporaryFolder();
  gnupg = gnupgHome(root);
  fingerprint = gpgKey(gnupg, 'Bob Friend <bob@example.org>');
  execFileSync('gpg', ['--batch', '--import-ownertrust'], {
    env: { ...process.env, GNUPGHOME: gnupg },
    input: `${fingerprint}:5:\n`,
    stdio: 'pipe',
  });
  it = await startApp({ env: { GNUPGHOME: gnupg } });
});

test.afterAll(async () => {
  await it.close();
  endGnupg(gnupg);
  rmSync(root, { recursive: true, force: true });
});

test('a key that GnuPG trusts is expected for a publisher only after its fingerprint was compared', async () => {
  const { page } = it;
  await goTo(page, 'publishers');
  const proposals = page.getByRole('region', { name: t('publishers.proposals') });
  await expect(proposals).toContainText('Bob Friend');
  await proposals.getByRole('button', { name: t('publishers.proposalExpect') }).click();
  const form = proposals.getByRole('form', { name: t('compare.title') });
  await form.getByLabel(t('compare.publisher')).fill('Friendly');
  const pasted = form.getByLabel(t('compare.paste'));
  await pasted.fill('0'.repeat(40));
  await form.getByRole('button', { name: t('compare.do') }).click();
  await expect(form.getByRole('alert')).toContainText(t('error:not-expected-key.title'));
  await pasted.fill(fingerprint.toLowerCase());
  await form.getByRole('button', { name: t('compare.do') }).click();
  await expect(proposals.getByRole('status')).toContainText(t('compare.pinned'));
  await expect(page.locator('.list-item', { hasText: 'Friendly' })).toContainText(t('publishers.pins', { count: 1 }));
});

test('a backup that lacks something says so', async () => {
  const { page, home } = it;
  await makeKey(page, 'Grace Example', '');
  const publishers = join(home, 'publishers.json');
  const before = readFileSync(publishers);
  writeFileSync(publishers, '{');
  await answerSaveDialog(it.app, join(root, 'backup.gpg'));
  await goTo(page, 'keys');
  await page.getByRole('button', { name: t('keys.backup') }).click();
  for (const field of await page.getByRole('complementary').locator('input[type=password]').all())
    await field.fill('a long passphrase');
  await page.getByRole('button', { name: t('keys.saveBackup') }).click();
  const status = page.locator('main').getByRole('status');
  await expect(status.filter({ hasText: t('keys.leftOut') })).toContainText('publishers.json');
  writeFileSync(publishers, before);
});

test('where Activity cannot be written, the verdict and the receipt are shown and the loss is said', async () => {
  const { page, home } = it;
  await makeKey(page, 'Ada Example', '');
  const activity = join(home, 'activity.jsonl');
  rmSync(activity, { force: true });
  mkdirSync(activity);
  const file = join(root, 'lone-1.0.tar');
  writeFileSync(file, 'x');
  await check(page, [file]);
  await expectCard(page, { verdict: 'incomplete', sentence: sentence('nothing-to-check', { name: 'lone-1.0.tar' }) });
  const lost = page.getByText(t('activity.notRemembered'));
  await expect(lost).toBeVisible();
  await dropOn(page, 'sign', [file]);
  const bob = page.getByRole('checkbox', { name: /Bob Friend/ });
  if (await bob.isChecked()) await bob.uncheck();
  await signButton(page, 1).click();
  await expect(receiptHeading(page, 1)).toBeVisible();
  await expect(lost).toBeVisible();
});
