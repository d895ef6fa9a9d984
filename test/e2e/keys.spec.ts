import { execFileSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type Locator, type Page } from './fixture.ts';
import { startApp, temporaryFolder, type Started } from './electron.ts';
import { answerOpenDialog, answerSaveDialog } from './gestures.ts';
import { dropOn, endGnupg, fingerprintOf, gnupgHome, goTo, gpg, gpgKey, makeKey } from './window.ts';
import { like, t } from './words.ts';

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
  await goTo(it.page, 'keys');
  await it.page.locator('.list-item', { hasText: name }).first().click();
  return it.page.getByRole('complementary', { name: t('keys.beside.key') });
}

/** Unfolds a part of a key's details. */
async function part(details: Locator, title: string): Promise<Locator> {
  const found = details
    .locator('details')
    .filter({ has: it.page.locator('summary').getByText(title, { exact: true }) });
  if ((await found.getAttribute('open')) === null) await found.locator('summary').click();
  return found;
}

const said = (words: string | RegExp) =>
  expect(it.page.locator('main').getByRole('status').filter({ hasText: words })).toBeVisible();

test('without a keychain a passphrase is demanded before a key is made', async () => {
  const { page, home } = it;
  await goTo(page, 'keys');
  await expect(page.getByText(t('strip.keychain.absent'), { exact: true })).toBeVisible();
  const notice = page.getByRole('region', { name: t('store.title') });
  await notice.getByLabel(t('store.passphrase')).fill('short');
  await notice.getByLabel(t('prompt.again')).fill('short');
  await expect(notice.getByRole('button', { name: t('store.do') })).toBeDisabled();
  await notice.getByLabel(t('store.passphrase')).fill(STORE);
  await notice.getByLabel(t('prompt.again')).fill(`${STORE}x`);
  await expect(notice.getByText(t('prompt.differs'))).toBeVisible();
  await expect(notice.getByRole('button', { name: t('store.do') })).toBeDisabled();
  await notice.getByLabel(t('prompt.again')).fill(STORE);
  await notice.getByRole('button', { name: t('store.do') }).click();
  await expect(page.getByText(t('strip.store.unlocked'))).toBeVisible();
  await makeKey(page, 'Ada Example', 'ada@example.org', 'Widget');
  expect((await list())[0]).toMatchObject({ secret: 'passphrase', canSign: true });
  for (const words of ['PRIVATE KEY', STORE]) expect(() => execFileSync('grep', ['-rlaF', words, home])).toThrow();
});

test('Lock now locks; a wrong passphrase is told, the right one unlocks and signs', async () => {
  const { page } = it;
  const file = join(root, 'locked-1.0.tar');
  writeFileSync(file, 'x');
  await page.getByRole('button', { name: t('strip.lockNow') }).click();
  await expect(page.getByText(t('strip.store.locked'))).toBeVisible();
  await dropOn(page, 'sign', [file]);
  await page.getByRole('checkbox', { name: t('sign.list') }).uncheck();
  await page.getByRole('checkbox', { name: /Ada Example/ }).check();
  const grace = page.getByRole('checkbox', { name: /Grace Gpg/ });
  if (await grace.isChecked()) await grace.uncheck();
  await page.getByRole('button', { name: t('sign.doFiles', { count: 1, who: 'Ada Example' }) }).click();
  const sheet = page.getByRole('dialog', { name: t('prompt.store-passphrase.title') });
  await sheet.getByLabel(t('store.passphrase')).fill('not the passphrase');
  await page.keyboard.press('Enter');
  await expect(sheet.getByRole('alert')).toHaveText(t('error:wrong-passphrase.title'));
  await sheet.getByLabel(t('store.passphrase')).fill(STORE);
  await sheet.getByRole('button', { name: t('prompt.store-passphrase.do') }).click();
  await expect(page.getByRole('heading', { name: t('receipt.files', { count: 1 }) })).toBeVisible();
  expect(existsSync(`${file}.asc`)).toBe(true);
});

test('GnuPG’s keys stand beside the app’s own', async () => {
  const { page } = it;
  await goTo(page, 'keys');
  await expect(page.locator('.list-item', { hasText: 'Grace Gpg' })).toContainText(t('place.gnupg'));
  await expect(page.locator('.list-item', { hasText: 'Bob Friend' })).toContainText(t('keys.use.check'));
});

test('a key of GnuPG signs through the window’s own question: wrong once, then right', async () => {
  const { page } = it;
  const file = join(root, 'gpg-1.0.tar');
  writeFileSync(file, 'x');
  await goTo(page, 'sign');
  await page.getByRole('button', { name: t('sign.more') }).click();
  await dropOn(page, 'sign', [file]);
  await page.getByRole('checkbox', { name: /Grace Gpg/ }).check();
  await page.getByRole('checkbox', { name: /Ada Example/ }).uncheck();
  await page.getByRole('button', { name: t('sign.doFiles', { count: 1, who: 'Grace Gpg' }) }).click();
  const sheet = page.getByRole('dialog', { name: t('prompt.passphrase.title') });
  await expect(sheet).toContainText('Grace Gpg');
  await expect(sheet).toContainText('gpg-1.0.tar');
  await expect(sheet.getByLabel(t('store.passphrase'))).toBeFocused();
  await sheet.getByLabel(t('store.passphrase')).fill('wrong');
  await page.keyboard.press('Enter');
  // Sent once and never again by itself: the run ends, and what was dropped is still there.
  await expect(page.getByRole('main').getByText(t('error:wrong-passphrase.title'))).toBeVisible();
  await expect(page.getByRole('heading', { name: t('receipt.nothing') })).toBeVisible();
  expect(existsSync(`${file}.asc`)).toBe(false);
  await page.getByRole('button', { name: t('sign.back') }).click();
  await page.getByRole('button', { name: t('sign.doFiles', { count: 1, who: 'Grace Gpg' }) }).click();
  await sheet.getByLabel(t('store.passphrase')).fill(GPG);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: t('receipt.files', { count: 1 }) })).toBeVisible();
  expect(gpg(gnupg, '--status-fd', '1', '--verify', `${file}.asc`, file)).toContain('VALIDSIG');
});

test('Escape in the question signs nothing and says so', async () => {
  const { page } = it;
  endGnupg(gnupg);
  const file = join(root, 'gpg-2.0.tar');
  writeFileSync(file, 'x');
  await page.getByRole('button', { name: t('sign.more') }).click();
  await dropOn(page, 'sign', [file]);
  await page.getByRole('button', { name: t('sign.doFiles', { count: 1, who: 'Grace Gpg' }) }).click();
  await expect(page.getByRole('dialog', { name: t('prompt.passphrase.title') })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByText(like('receipt.cancelled')).or(page.getByText(t('sign.cancelled')))).toBeVisible();
  expect(existsSync(`${file}.asc`)).toBe(false);
});

test('owner trust in GnuPG is proposed, and becomes a pin only by comparison', async () => {
  const { page } = it;
  await goTo(page, 'publishers');
  const proposals = page.getByRole('region', { name: t('publishers.proposals') });
  await expect(proposals).toContainText('Bob Friend');
  await page.getByLabel(t('publishers.name')).fill('Friendly');
  await page.getByRole('button', { name: t('publishers.add'), exact: true }).click();
  const details = page.getByRole('complementary', { name: 'Friendly' });
  if (!(await details.isVisible())) await page.locator('.list-item', { hasText: 'Friendly' }).click();
  const fingerprint = fingerprintOf(gnupg, 'Bob Friend <bob@example.org>');
  await details.getByLabel(t('publishers.pinKey')).selectOption(fingerprint);
  await details.getByLabel(t('compare.paste')).fill('0'.repeat(40));
  await details.getByRole('button', { name: t('compare.do') }).click();
  await expect(page.getByRole('alert')).toContainText(t('error:not-expected-key.title'));
  await details.getByLabel(t('compare.paste')).fill(fingerprint.toLowerCase());
  await details.getByRole('button', { name: t('compare.do') }).click();
  await expect(details.getByText(like('publishers.how.pasted'))).toBeVisible();
  await expect(page.getByRole('alert')).toBeHidden();
});

test('keys come in by drop and by paste; what is no key is told in words', async () => {
  const { page } = it;
  await goTo(page, 'keys');
  await dropOn(page, 'keys', [writeKey('Carol Dropped <carol@example.org>')]);
  await said(t('keys.done.imported'));
  await expect(page.locator('.list-item', { hasText: 'Carol Dropped' })).toBeVisible();
  await page.getByRole('button', { name: t('keys.import') }).click();
  await page.getByLabel(t('keys.importPaste')).fill('this is not a key');
  await page.getByRole('button', { name: t('keys.add'), exact: true }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await page.getByLabel(t('keys.importPaste')).fill(readFileSync(writeKey('Dan Pasted <dan@example.org>'), 'utf8'));
  await page.getByRole('button', { name: t('keys.add'), exact: true }).click();
  await said(t('keys.done.imported'));
  await expect(page.locator('.list-item', { hasText: 'Dan Pasted' })).toBeVisible();
});

test('a secret key that asks for its passphrase is added with it', async () => {
  const { page } = it;
  gpgKey(other, 'Eve Secret <eve@example.org>', GPG);
  const path = join(root, 'eve.asc');
  writeFileSync(path, gpg(other, '--passphrase', GPG, '--armor', '--export-secret-keys', 'Eve'));
  await goTo(page, 'keys');
  await dropOn(page, 'keys', [path]);
  const field = page.getByLabel(t('keys.importPassphrase'));
  await expect(field).toBeFocused();
  await field.fill('wrong');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toContainText(t('error:wrong-passphrase.title'));
  await field.fill(GPG);
  await page.keyboard.press('Enter');
  await said(t('keys.done.imported'));
  expect((await list()).find((key) => key.userIds[0]?.startsWith('Eve'))).toMatchObject({ secret: 'passphrase' });
});

test('exports, public and secret, which gpg imports', async () => {
  const { app } = it;
  const details = await openKey(/Ada Example/);
  const exporting = await part(details, t('keys.export'));
  const publicPath = join(root, 'ada-public.asc');
  await answerSaveDialog(app, publicPath);
  await exporting.getByRole('button', { name: t('keys.exportArmored') }).click();
  await said(t('keys.done.saved'));
  const binaryPath = join(root, 'ada-public.gpg');
  await answerSaveDialog(app, binaryPath);
  await exporting.getByRole('button', { name: t('keys.exportBinary') }).click();
  await expect.poll(() => existsSync(binaryPath)).toBe(true);
  const secretPath = join(root, 'ada-secret.asc');
  await answerSaveDialog(app, secretPath);
  const secret = await part(details, t('keys.exportSecretTitle'));
  const saveSecret = secret.getByRole('button', { name: t('keys.exportSecret') });
  await expect(saveSecret).toBeDisabled();
  await secret.getByLabel(t('keys.exportPassphrase')).fill('exported passphrase');
  await expect(saveSecret).toBeDisabled();
  await secret.getByLabel(t('prompt.again')).fill('exported passphrase');
  await saveSecret.click();
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
  const extending = await part(details, t('keys.extend'));
  await extending.getByLabel(t('keys.validity')).selectOption('5y');
  await extending.getByRole('button', { name: t('keys.extendDo') }).click();
  await said(t('keys.done.extended'));
  const inFiveYears = new RegExp(`.*${new Date().getFullYear() + 5}.*`);
  await expect(details.getByText(like('keys.expires', { date: inFiveYears }))).toBeVisible();
  const naming = await part(details, t('keys.addUserId'));
  await naming.getByLabel(t('keys.name')).fill('Ada Example');
  await naming.getByLabel(t('keys.email')).fill('ada@widget.example');
  await naming.getByRole('button', { name: t('keys.add'), exact: true }).click();
  await said(t('keys.done.added'));
  await expect(details).toContainText('ada@widget.example');
  const subkey = await part(details, t('keys.addSubkey'));
  await subkey.getByRole('button', { name: t('keys.add'), exact: true }).click();
  await said(t('keys.done.added'));
  const path = join(root, 'ada-changed.asc');
  await answerSaveDialog(app, path);
  await (await part(details, t('keys.export'))).getByRole('button', { name: t('keys.exportArmored') }).click();
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
  await goTo(page, 'keys');
  const backup = join(root, 'all.backup');
  await answerSaveDialog(app, backup);
  await page.getByRole('button', { name: t('keys.backup') }).click();
  const saving = page.getByRole('complementary', { name: t('keys.beside.backup') });
  await saving.getByLabel(t('store.passphrase')).fill('backup passphrase');
  await saving.getByLabel(t('prompt.again')).fill('backup passphrase');
  await saving.getByRole('button', { name: t('keys.saveBackup') }).click();
  await said(t('keys.done.saved'));

  const second = await startApp({ env: { GNUPGHOME: gnupgHome(root, 'n') } });
  try {
    await goTo(second.page, 'keys');
    await answerOpenDialog(second.app, [backup]);
    await second.page.getByRole('button', { name: t('keys.restore') }).click();
    const restoring = second.page.getByRole('complementary', { name: t('keys.beside.restore') });
    await restoring.getByLabel(t('store.passphrase')).fill('wrong passphrase');
    await restoring.getByRole('button', { name: t('keys.restoreDo'), exact: true }).click();
    await expect(second.page.getByRole('alert')).toContainText(t('error:wrong-passphrase.title'));
    await restoring.getByLabel(t('store.passphrase')).fill('backup passphrase');
    await restoring.getByRole('button', { name: t('keys.restoreDo'), exact: true }).click();
    await expect(second.page.getByText(t('keys.done.restored'))).toBeVisible();
    const restored = await list(second.page);
    expect(restored.find((key) => key.userIds[0]?.startsWith('Ada'))).toMatchObject({
      secret: 'keychain',
      canSign: true,
    });
    await goTo(second.page, 'publishers');
    await expect(second.page.locator('.list-item', { hasText: 'Widget' })).toBeVisible();
    await expect(second.page.locator('.list-item', { hasText: 'Friendly' })).toBeVisible();
  } finally {
    await second.close();
  }
});

for (const [reason, label] of [
  ['compromised', t('keys.reasons.compromised')],
  ['superseded', t('keys.reasons.superseded')],
  ['retired', t('keys.reasons.retired')],
  ['unspecified', t('keys.reasons.unspecified')],
] as const)
  test(`revokes a key as ${reason}`, async () => {
    const { page } = it;
    const name = `Revoked ${reason}`;
    await makeKey(page, name, '');
    const details = await openKey(new RegExp(name));
    const revoking = await part(details, t('keys.revoke'));
    await revoking.getByLabel(t('keys.revokeReason')).selectOption({ label });
    await revoking.getByRole('button', { name: t('keys.revokeDo', { name }) }).click();
    const sheet = page.getByRole('dialog', { name: t('keys.revokeSure', { name }) });
    await expect(sheet).toContainText(t(`keys.revokeMeans.${reason}`));
    await page.keyboard.press('Escape');
    await expect(sheet).toBeHidden();
    expect((await list()).find((key) => key.userIds[0] === name)).toMatchObject({ status: 'valid' });
    await revoking.getByRole('button', { name: t('keys.revokeDo', { name }) }).click();
    await sheet.getByRole('button', { name: t('keys.revokeYes') }).click();
    await said(t('keys.done.revoked'));
    await expect(page.locator('.list-item', { hasText: name })).toContainText(t('keys.status.revoked'));
    await expect(details).toContainText(t(`keys.revokedAs.${reason}`));
    expect((await list()).find((key) => key.userIds[0] === name)).toMatchObject({ status: 'revoked', canSign: false });
  });

test('one’s own key is deleted only with its name, and after the offer of a backup', async () => {
  const { page } = it;
  const details = await openKey(/Revoked retired/);
  const deleting = await part(details, t('keys.delete'));
  await deleting.getByRole('button', { name: t('keys.deleteAsk', { name: 'Revoked retired' }) }).click();
  const sheet = page.getByRole('dialog', { name: t('keys.deleteSure', { name: 'Revoked retired' }) });
  await expect(sheet.getByRole('button', { name: t('keys.backItUp') })).toBeVisible();
  await expect(sheet.getByLabel(t('keys.deleteName'))).toBeFocused();
  await sheet.getByLabel(t('keys.deleteName')).fill('Revoked');
  await expect(sheet.getByRole('button', { name: t('keys.deleteDo') })).toBeDisabled();
  await sheet.getByLabel(t('keys.deleteName')).fill('Revoked retired');
  await sheet.getByRole('button', { name: t('keys.deleteDo') }).click();
  await said(t('keys.done.deleted'));
  await expect(page.locator('.list-item', { hasText: 'Revoked retired' })).toHaveCount(0);
  await expect(page.getByRole('button', { name: t('keys.undo') })).toHaveCount(0);
});

test('somebody else’s key is deleted at once, and comes back as it was', async () => {
  const { page } = it;
  const before = (await list()).find((key) => key.userIds[0]?.startsWith('Carol'));
  const details = await openKey(/Carol Dropped/);
  const deleting = await part(details, t('keys.delete'));
  await deleting.getByRole('button', { name: t('keys.deleteIt', { name: 'Carol Dropped' }) }).click();
  await said(t('keys.done.deleted'));
  expect((await list()).some((key) => key.id === before?.id)).toBe(false);
  await expect(page.getByRole('button', { name: t('keys.undo') })).toBeFocused();
  await page.keyboard.press('Enter');
  await said(t('keys.done.putBack'));
  expect((await list()).find((key) => key.id === before?.id)).toEqual(before);
});

test('a Sigstore key is called as its file, given another name wherever it is named, and its old one again', async () => {
  const { page } = it;
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const file = join(root, 'lantern-release.pem');
  writeFileSync(file, privateKey.export({ type: 'pkcs8', format: 'pem' }));
  await goTo(page, 'keys');
  await page.getByRole('button', { name: t('keys.import') }).click();
  await answerOpenDialog(it.app, [file]);
  await page.getByRole('button', { name: t('verify.chooseFiles') }).click();
  await page.getByRole('button', { name: t('keys.importDo'), exact: true }).click();
  await said(t('keys.done.imported'));
  // Signed with under its first name.
  const signed = join(root, 'named-1.0.tar');
  writeFileSync(signed, 'x');
  await dropOn(page, 'sign', [signed]);
  await page.getByRole('checkbox', { name: t('sign.list') }).uncheck();
  // Somebody always signs: the others go once ours is ticked.
  await page.getByRole('checkbox', { name: /lantern-release/ }).check();
  for (const name of [/Ada Example/, /Grace Gpg/]) await page.getByRole('checkbox', { name }).uncheck();
  await page.getByRole('button', { name: t('sign.doFiles', { count: 1, who: 'lantern-release' }) }).click();
  await expect(page.getByRole('heading', { name: t('receipt.files', { count: 1 }) })).toBeVisible();

  const details = await openKey(/lantern-release/);
  const naming = await part(details, t('keys.cosign.rename'));
  const save = naming.getByRole('button', { name: t('keys.cosign.renameDo') });
  await expect(save).toBeDisabled();
  await naming.getByLabel(t('keys.cosign.name')).fill('Lantern 5');
  await page.keyboard.press('Enter');
  await said(t('keys.done.renamed'));
  const named = async () => (await list()).find(({ type }) => type === 'cosign')?.userIds;
  expect(await named()).toEqual(['Lantern 5']);
  await expect(details.getByRole('heading', { level: 2 })).toContainText('Lantern 5');
  await goTo(page, 'activity');
  await page.getByLabel(t('activity.find')).fill('lantern 5');
  await page.locator('[data-entry]').first().click();
  await expect(page.locator('.card')).toContainText('Lantern 5');
  await dropOn(page, 'sign', [signed]);
  await expect(page.getByRole('checkbox', { name: /Lantern 5/ })).toBeVisible();
  await page.getByRole('button', { name: t('sign.clear') }).click();

  // Its name is a note: it may be taken away, and comes back by one click.
  const again = await part(await openKey(/Lantern 5/), t('keys.cosign.rename'));
  await again.getByLabel(t('keys.cosign.name')).fill('');
  await again.getByRole('button', { name: t('keys.cosign.renameDo') }).click();
  await said(t('keys.done.renamed'));
  expect(await named()).toEqual([]);
  await expect(details.getByRole('heading', { level: 2 })).toContainText(t('keys.cosign.unnamed'));
  const undo = page.getByRole('button', { name: t('keys.cosign.renameUndo') });
  await expect(undo).toBeFocused();
  await undo.click();
  await said(t('keys.done.oldName'));
  expect(await named()).toEqual(['Lantern 5']);
});

test('a signer is chosen before anything is compared: no key is preset', async () => {
  const { page } = it;
  await goTo(page, 'publishers');
  await page.locator('.list-item', { hasText: 'Friendly' }).click();
  const details = page.getByRole('complementary', { name: 'Friendly' });
  await expect(details.getByLabel(t('publishers.pinKey'))).toHaveValue('');
  await expect(details.getByRole('button', { name: t('compare.do') })).toBeDisabled();
  const carol = (await list()).find((key) => key.userIds[0]?.startsWith('Carol'))!.fingerprint;
  await details.getByLabel(t('publishers.pinKey')).selectOption(carol);
  await expect(details.getByRole('button', { name: t('compare.do') })).toBeDisabled();
  await details.getByLabel(t('publishers.pinKey')).selectOption('');
  await expect(details.getByRole('button', { name: t('compare.do') })).toBeDisabled();
});

test('the next start finds the store locked, and nothing in the clear', async () => {
  const { home } = it;
  const kept = join(root, 'kept');
  execFileSync('cp', ['-r', home, kept]);
  rmSync(join(kept, 'window'), { recursive: true, force: true });
  const next = await startApp({ home: kept, env: { ...NO_KEYCHAIN, GNUPGHOME: gnupgHome(root, 'n') } });
  try {
    await expect(next.page.getByText(t('strip.store.locked'))).toBeVisible();
    await goTo(next.page, 'keys');
    await expect(next.page.locator('.list-item', { hasText: 'Ada Example' })).toBeVisible();
  } finally {
    await next.close();
  }
  for (const words of ['PRIVATE KEY', STORE, GPG]) expect(() => execFileSync('grep', ['-rlaF', words, kept])).toThrow();
});
