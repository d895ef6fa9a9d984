import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from './fixture.ts';
import { startApp, temporaryFolder, type Started } from './electron.ts';
import { answerSaveDialog } from './gestures.ts';
import { check, dropOn, endGnupg, expectCard, gnupgHome, goTo, gpgKey, makeKey } from './window.ts';

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
  await goTo(page, 'Publishers');
  const proposals = page.getByRole('region', { name: 'Trusted in GnuPG' });
  await expect(proposals).toContainText('Bob Friend');
  await proposals.getByRole('button', { name: 'Expect for a publisher …' }).click();
  const form = proposals.getByRole('form', { name: 'Compare with the project’s page' });
  await form.getByLabel('Whose release is it?').fill('Friendly');
  const pasted = form.getByLabel('Fingerprint from the project’s page');
  await pasted.fill('0'.repeat(40));
  await form.getByRole('button', { name: 'Compare and remember' }).click();
  await expect(form.getByRole('alert')).toContainText('This is not the same key.');
  await pasted.fill(fingerprint.toLowerCase());
  await form.getByRole('button', { name: 'Compare and remember' }).click();
  await expect(proposals.getByRole('status')).toContainText('This signer is expected from now on.');
  await expect(page.locator('.list-item', { hasText: 'Friendly' })).toContainText('1 signer expected');
});

test('a backup that lacks something says so', async () => {
  const { page, home } = it;
  await makeKey(page, 'Grace Example', '');
  const publishers = join(home, 'publishers.json');
  const before = readFileSync(publishers);
  writeFileSync(publishers, '{');
  await answerSaveDialog(it.app, join(root, 'backup.gpg'));
  await goTo(page, 'Keys');
  await page.getByRole('button', { name: 'Back up all keys …' }).click();
  for (const field of await page.getByRole('complementary').locator('input[type=password]').all())
    await field.fill('a long passphrase');
  await page.getByRole('button', { name: 'Save the backup' }).click();
  const status = page.locator('main').getByRole('status');
  await expect(status.filter({ hasText: 'This was left out' })).toContainText('publishers.json');
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
  await expectCard(page, { verdict: 'incomplete', sentence: 'Nothing here says who made lone-1.0.tar.' });
  const lost = page.getByText('it could not be written into Activity');
  await expect(lost).toBeVisible();
  await dropOn(page, 'Sign this', [file]);
  const bob = page.getByRole('checkbox', { name: /Bob Friend/ });
  if (await bob.isChecked()) await bob.uncheck();
  await page
    .getByRole('button', { name: /^Sign / })
    .last()
    .click();
  await expect(page.getByRole('heading', { name: /files? signed/ })).toBeVisible();
  await expect(lost).toBeVisible();
});
