import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type Locator, type Page } from './fixture.ts';
import { startApp, temporaryFolder, type Started } from './electron.ts';
import { answerOpenDialog, answerSaveDialog } from './gestures.ts';
import { dropOn, endGnupg, fingerprintOf, gnupgHome, goTo, gpg, gpgKey, makeKey } from './window.ts';

// Each test goes on where the last one ended.
test.describe.configure({ mode: 'serial' });

const STORE = 'the passphrase of the store';
const GPG = 'the passphrase in gpg';
const NO_KEYCHAIN = { DBUS_SESSION_BUS_ADDRESS: 'disabled:' };

let root: string;
let gnupg: string;
let other: string;
let it: Started;

test.beforeAll(async () => {
  root = temporaryFolder();
  gnupg = gnupgHome(root);
  other = gnupgHome(root, 'o');
  gpgKey(gnupg, 'Grace Gpg <grace@example.org>', GPG);
  gpg(gnupg, '--import', writeKey('Bob Friend <bob@example.org>'));
  const bob = fingerprintOf(gnupg, 'Bob Friend <bob@example.org>');
  execFileSync('gpg', ['--batch', '--import-ownertrust'], {
    env: { ...process.env, GNUPGHOME: gnupg },
    input: `${bob}:5:\n`,
    stdio: 'pipe',
  });
  endGnupg(gnupg);
  it = await startApp({ env: { ...NO_KEYCHAIN, GNUPGHOME: gnupg } });
});

test.afterAll(async () => {
  await it.close();
  for (const home of [gnupg, other]) endGnupg(home);
  rmSync(root, { recursive: true, force: true });
});

/** Makes a key in the other GnuPG and writes its public part; gives the file. */
function writeKey(userId: string): string {
  gpgKey(other, userId);
  const path = join(root, `${userId.split(' ')[0]!}.asc`);
  writeFileSync(path, gpg(other, '--armor', '--export', `=${userId}`));
  return path;
}

const list = async (page: Page = it.page) => {
  const reply = await page.evaluate(() => window.countersign.call('keys.list', null));
  if (!reply.ok) throw new Error(reply.code);
  return reply.value;
};

/** Opens a key's details beside the list. */
async function openKey(name: RegExp): Promise<Locator> {
  await goTo(it.page, 'Keys');
  await it.page.locator('.list-item', { hasText: name }).first().click();
  return it.page.getByRole('complementary', { name: 'This key' });
}

/** Unfolds a part of a key's details. */
async function part(details: Locator, title: string): Promise<Locator> {
  const found = details
    .locator('details')
    .filter({ has: it.page.locator('summary', { hasText: new RegExp(`^${title}$`) }) });
  if ((await found.getAttribute('open')) === null) await found.locator('summary').click();
  return found;
}

const said = (words: string | RegExp) =>
  expect(it.page.locator('main').getByRole('status').filter({ hasText: words })).toBeVisible();

test('without a keychain a passphrase is demanded before a key is made', async () => {
  const { page, home } = it;
  await goTo(page, 'Keys');
  await expect(page.getByText('No keychain', { exact: true })).toBeVisible();
  const notice = page.getByRole('region', { name: 'Choose a passphrase for your keys' });
  await notice.getByLabel('Passphrase').fill('short');
  await notice.getByLabel('The same again').fill('short');
  await expect(notice.getByRole('button', { name: 'Set the passphrase' })).toBeDisabled();
  await notice.getByLabel('Passphrase').fill(STORE);
  await notice.getByLabel('The same again').fill(`${STORE}x`);
  await expect(notice.getByText('The two are not the same yet.')).toBeVisible();
  await expect(notice.getByRole('button', { name: 'Set the passphrase' })).toBeDisabled();
  await notice.getByLabel('The same again').fill(STORE);
  await notice.getByRole('button', { name: 'Set the passphrase' }).click();
  await expect(page.getByText('Keys unlocked')).toBeVisible();
  await makeKey(page, 'Ada Example', 'ada@example.org', 'Widget');
  expect((await list())[0]).toMatchObject({ secret: 'passphrase', canSign: true });
  for (const words of ['PRIVATE KEY', STORE]) expect(() => execFileSync('grep', ['-rlaF', words, home])).toThrow();
});

test('Lock now locks; a wrong passphrase is told, the right one unlocks and signs', async () => {
  const { page } = it;
  const file = join(root, 'locked-1.0.tar');
  writeFileSync(file, 'x');
  await page.getByRole('button', { name: 'Lock now' }).click();
  await expect(page.getByText('Keys locked')).toBeVisible();
  await dropOn(page, 'Sign this', [file]);
  await page.getByRole('checkbox', { name: 'A signed list of all files' }).uncheck();
  await page.getByRole('checkbox', { name: /Ada Example/ }).check();
  const grace = page.getByRole('checkbox', { name: /Grace Gpg/ });
  if (await grace.isChecked()) await grace.uncheck();
  await page.getByRole('button', { name: 'Sign 1 file as Ada Example' }).click();
  const sheet = page.getByRole('dialog', { name: 'Your keys are locked' });
  await sheet.getByLabel('Passphrase').fill('not the passphrase');
  await page.keyboard.press('Enter');
  await expect(sheet.getByRole('alert')).toHaveText('That passphrase is not right.');
  await sheet.getByLabel('Passphrase').fill(STORE);
  await sheet.getByRole('button', { name: 'Unlock' }).click();
  await expect(page.getByRole('heading', { name: '1 file signed' })).toBeVisible();
  expect(existsSync(`${file}.asc`)).toBe(true);
});

test('GnuPG’s keys stand beside the app’s own', async () => {
  const { page } = it;
  await goTo(page, 'Keys');
  await expect(page.locator('.list-item', { hasText: 'Grace Gpg' })).toContainText('In GnuPG');
  await expect(page.locator('.list-item', { hasText: 'Bob Friend' })).toContainText('Somebody else’s');
});

test('a key of GnuPG signs through the window’s own question: wrong once, then right', async () => {
  const { page } = it;
  const file = join(root, 'gpg-1.0.tar');
  writeFileSync(file, 'x');
  await goTo(page, 'Sign');
  await page.getByRole('button', { name: 'Sign something else' }).click();
  await dropOn(page, 'Sign this', [file]);
  await page.getByRole('checkbox', { name: /Grace Gpg/ }).check();
  await page.getByRole('checkbox', { name: /Ada Example/ }).uncheck();
  await page.getByRole('button', { name: 'Sign 1 file as Grace Gpg' }).click();
  const sheet = page.getByRole('dialog', { name: 'This key asks for its passphrase' });
  await expect(sheet).toContainText('Grace Gpg');
  await expect(sheet).toContainText('gpg-1.0.tar');
  await expect(sheet.getByLabel('Passphrase')).toBeFocused();
  await sheet.getByLabel('Passphrase').fill('wrong');
  await page.keyboard.press('Enter');
  // Sent once and never again by itself: the run ends, and what was dropped is still there.
  await expect(page.getByRole('main').getByText('That passphrase is not right.')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Nothing was signed' })).toBeVisible();
  expect(existsSync(`${file}.asc`)).toBe(false);
  await page.getByRole('button', { name: 'Back to what you dropped' }).click();
  await page.getByRole('button', { name: 'Sign 1 file as Grace Gpg' }).click();
  await sheet.getByLabel('Passphrase').fill(GPG);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: '1 file signed' })).toBeVisible();
  expect(gpg(gnupg, '--status-fd', '1', '--verify', `${file}.asc`, file)).toContain('VALIDSIG');
});

test('Escape in the question signs nothing and says so', async () => {
  const { page } = it;
  endGnupg(gnupg);
  const file = join(root, 'gpg-2.0.tar');
  writeFileSync(file, 'x');
  await page.getByRole('button', { name: 'Sign something else' }).click();
  await dropOn(page, 'Sign this', [file]);
  await page.getByRole('button', { name: 'Sign 1 file as Grace Gpg' }).click();
  await expect(page.getByRole('dialog', { name: 'This key asks for its passphrase' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByText(/^You stopped/)).toBeVisible();
  expect(existsSync(`${file}.asc`)).toBe(false);
});

test('owner trust in GnuPG is proposed, and becomes a pin only by comparison', async () => {
  const { page } = it;
  await goTo(page, 'Publishers');
  const proposals = page.getByRole('region', { name: 'Trusted in GnuPG' });
  await expect(proposals).toContainText('Bob Friend');
  await page.getByLabel('Name of a project or person').fill('Friendly');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  const details = page.getByRole('complementary', { name: 'Friendly' });
  if (!(await details.isVisible())) await page.locator('.list-item', { hasText: 'Friendly' }).click();
  const fingerprint = fingerprintOf(gnupg, 'Bob Friend <bob@example.org>');
  await details.getByLabel('Key').selectOption(fingerprint);
  await details.getByLabel('Fingerprint from the project’s page').fill('0'.repeat(40));
  await details.getByRole('button', { name: 'Compare and remember' }).click();
  await expect(page.getByRole('alert')).toContainText('This is not the same key.');
  await details.getByLabel('Fingerprint from the project’s page').fill(fingerprint.toLowerCase());
  await details.getByRole('button', { name: 'Compare and remember' }).click();
  await expect(details.getByText(/^Compared with the project’s page on/)).toBeVisible();
  await expect(page.getByRole('alert')).toBeHidden();
});

test('keys come in by drop and by paste; what is no key is told in words', async () => {
  const { page } = it;
  await goTo(page, 'Keys');
  await dropOn(page, 'Add these keys', [writeKey('Carol Dropped <carol@example.org>')]);
  await said('Added.');
  await expect(page.locator('.list-item', { hasText: 'Carol Dropped' })).toBeVisible();
  await page.getByRole('button', { name: 'Add a key …' }).click();
  await page.getByLabel('Pasted key').fill('this is not a key');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await page.getByLabel('Pasted key').fill(readFileSync(writeKey('Dan Pasted <dan@example.org>'), 'utf8'));
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await said('Added.');
  await expect(page.locator('.list-item', { hasText: 'Dan Pasted' })).toBeVisible();
});

test('a secret key that asks for its passphrase is added with it', async () => {
  const { page } = it;
  gpgKey(other, 'Eve Secret <eve@example.org>', GPG);
  const path = join(root, 'eve.asc');
  writeFileSync(path, gpg(other, '--passphrase', GPG, '--armor', '--export-secret-keys', 'Eve'));
  await goTo(page, 'Keys');
  await dropOn(page, 'Add these keys', [path]);
  const field = page.getByLabel('The passphrase of the secret key');
  await expect(field).toBeFocused();
  await field.fill('wrong');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toContainText('That passphrase is not right.');
  await field.fill(GPG);
  await page.keyboard.press('Enter');
  await said('Added.');
  expect((await list()).find((key) => key.userIds[0]?.startsWith('Eve'))).toMatchObject({ secret: 'passphrase' });
});

test('exports, public and secret, which gpg imports', async () => {
  const { app } = it;
  const details = await openKey(/Ada Example/);
  const exporting = await part(details, 'Export');
  const publicPath = join(root, 'ada-public.asc');
  await answerSaveDialog(app, publicPath);
  await exporting.getByRole('button', { name: 'Public key, text …' }).click();
  await said('Saved.');
  const binaryPath = join(root, 'ada-public.gpg');
  await answerSaveDialog(app, binaryPath);
  await exporting.getByRole('button', { name: 'Public key, binary …' }).click();
  await expect.poll(() => existsSync(binaryPath)).toBe(true);
  const secretPath = join(root, 'ada-secret.asc');
  await answerSaveDialog(app, secretPath);
  await expect(exporting.getByRole('button', { name: 'Secret key …' })).toBeDisabled();
  await exporting.getByLabel('Passphrase for the exported secret key').fill('exported passphrase');
  await exporting.getByRole('button', { name: 'Secret key …' }).click();
  await expect.poll(() => existsSync(secretPath)).toBe(true);
  expect(statSync(secretPath).mode & 0o077).toBe(0);
  const user = gnupgHome(root, 'u');
  gpg(user, '--import', publicPath);
  gpg(user, '--import', binaryPath);
  gpg(user, '--passphrase', 'exported passphrase', '--import', secretPath);
  expect(gpg(user, '--list-secret-keys')).toContain('Ada Example');
  const file = join(root, 'by-gpg.txt');
  writeFileSync(file, 'x');
  gpg(user, '--passphrase', 'exported passphrase', '--detach-sign', file);
  endGnupg(user);
});

test('extends, adds a name and a subkey, and gpg reads what came of it', async () => {
  const { page, app } = it;
  const details = await openKey(/Ada Example/);
  const extending = await part(details, 'Extend');
  await extending.getByLabel('Valid for').selectOption('5y');
  await extending.getByRole('button', { name: 'Extend from today' }).click();
  await said(/^Extended\./);
  await expect(details.getByText(/Expires on .* 2031/)).toBeVisible();
  const naming = await part(details, 'Add a name or address');
  await naming.getByLabel('Name').fill('Ada Example');
  await naming.getByLabel('E-mail address').fill('ada@widget.example');
  await naming.getByRole('button', { name: 'Add', exact: true }).click();
  await said('Added to the key.');
  await expect(details).toContainText('ada@widget.example');
  const subkey = await part(details, 'Add a signing subkey');
  await subkey.getByRole('button', { name: 'Add', exact: true }).click();
  await said('Added to the key.');
  const path = join(root, 'ada-changed.asc');
  await answerSaveDialog(app, path);
  await (await part(details, 'Export')).getByRole('button', { name: 'Public key, text …' }).click();
  await expect.poll(() => existsSync(path)).toBe(true);
  const user = gnupgHome(root, 'v');
  gpg(user, '--import', path);
  const seen = gpg(user, '--with-colons', '--list-keys');
  endGnupg(user);
  expect(seen.match(/^uid:/gm)).toHaveLength(2);
  expect(seen.match(/^sub:[^:]*:[^:]*:[^:]*:[^:]*:[^:]*:[^:]*:[^:]*:[^:]*:[^:]*:[^:]*:s:/gm)).toHaveLength(2);
  await page.keyboard.press('Escape');
});

test('a backup comes back on a second home', async () => {
  const { page, app } = it;
  await goTo(page, 'Keys');
  const backup = join(root, 'all.backup');
  await answerSaveDialog(app, backup);
  await page.getByRole('button', { name: 'Back up all keys …' }).click();
  const saving = page.getByRole('complementary', { name: 'Back up all keys' });
  await saving.getByLabel('Passphrase').fill('backup passphrase');
  await saving.getByLabel('The same again').fill('backup passphrase');
  await saving.getByRole('button', { name: 'Save the backup …' }).click();
  await said('Saved.');

  const second = await startApp({ env: { GNUPGHOME: gnupgHome(root, 'n') } });
  try {
    await goTo(second.page, 'Keys');
    await answerOpenDialog(second.app, [backup]);
    await second.page.getByRole('button', { name: 'Restore a backup …' }).click();
    const restoring = second.page.getByRole('complementary', { name: 'Restore a backup' });
    await restoring.getByLabel('Passphrase').fill('wrong passphrase');
    await restoring.getByRole('button', { name: 'Restore', exact: true }).click();
    await expect(second.page.getByRole('alert')).toContainText('That passphrase is not right.');
    await restoring.getByLabel('Passphrase').fill('backup passphrase');
    await restoring.getByRole('button', { name: 'Restore', exact: true }).click();
    await expect(second.page.getByText('Restored.')).toBeVisible();
    const restored = await list(second.page);
    expect(restored.find((key) => key.userIds[0]?.startsWith('Ada'))).toMatchObject({
      secret: 'keychain',
      canSign: true,
    });
    await goTo(second.page, 'Publishers');
    await expect(second.page.locator('.list-item', { hasText: 'Widget' })).toBeVisible();
    await expect(second.page.locator('.list-item', { hasText: 'Friendly' })).toBeVisible();
  } finally {
    await second.close();
  }
});

for (const [reason, label] of [
  ['compromised', 'Somebody else may have it'],
  ['superseded', 'A new key takes its place'],
  ['retired', 'It is no longer used'],
  ['unspecified', 'No reason given'],
] as const)
  test(`revokes a key as ${reason}`, async () => {
    const { page } = it;
    const name = `Revoked ${reason}`;
    await makeKey(page, name, '');
    const details = await openKey(new RegExp(name));
    const revoking = await part(details, 'Revoke');
    await revoking.getByLabel('Why?').selectOption({ label });
    await revoking.getByRole('button', { name: 'Revoke this key' }).click();
    await said(/^Revoked\./);
    await expect(page.locator('.list-item', { hasText: name })).toContainText('Revoked');
    await expect(details).toContainText(label);
    expect((await list()).find((key) => key.userIds[0] === name)).toMatchObject({ status: 'revoked', canSign: false });
  });

test('delete asks for the name', async () => {
  const { page } = it;
  const details = await openKey(/Revoked retired/);
  const deleting = await part(details, 'Delete');
  await deleting.getByLabel('The name, exactly as above').fill('Revoked');
  await expect(deleting.getByRole('button', { name: 'Delete' })).toBeDisabled();
  await deleting.getByLabel('The name, exactly as above').fill('Revoked retired');
  await deleting.getByRole('button', { name: 'Delete' }).click();
  await said('Deleted.');
  await expect(page.locator('.list-item', { hasText: 'Revoked retired' })).toHaveCount(0);
});

test('the next start finds the store locked, and nothing in the clear', async () => {
  const { home } = it;
  const kept = join(root, 'kept');
  execFileSync('cp', ['-r', home, kept]);
  rmSync(join(kept, 'window'), { recursive: true, force: true });
  const next = await startApp({ home: kept, env: { ...NO_KEYCHAIN, GNUPGHOME: gnupgHome(root, 'n') } });
  try {
    await expect(next.page.getByText('Keys locked')).toBeVisible();
    await goTo(next.page, 'Keys');
    await expect(next.page.locator('.list-item', { hasText: 'Ada Example' })).toBeVisible();
  } finally {
    await next.close();
  }
  for (const words of ['PRIVATE KEY', STORE, GPG]) expect(() => execFileSync('grep', ['-rlaF', words, kept])).toThrow();
});
