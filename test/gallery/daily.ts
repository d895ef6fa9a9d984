import { execFileSync } from 'node:child_process';
import { readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Locator } from '@playwright/test';
import { answerOpenDialog, answerSaveDialog, pressMenu } from '../e2e/gestures.ts';
import { ask } from '../e2e/scene.ts';
import { fingerprintOf, goTo, gnupgHome, gpg, endGnupg } from '../e2e/window.ts';
import { t } from '../e2e/words.ts';
import { openDesk, release, type Desk } from './desk.ts';
import { adasKey, drop, nothingDropped, signButton, signHere } from './signing.ts';
import type { Chapter, State } from './state.ts';
import { HANA, NOVA, PETR } from './verdicts-desk.ts';

const IDA = 'Ida Okafor <ida@compass.example>';
const BEN = 'Ben Achebe <ben@lantern.example>';
const RITA = 'Rita Sandoval <rita@plumb.example>';
const PASSPHRASE = 'correct horse battery staple';

/** A release manager: her own keys, the keys of others, publishers, and a key that GnuPG trusts. */
async function openDaily(): Promise<Desk> {
  // The app sees this GnuPG home; what is trusted there is proposed.
  const seen = gnupgHome(execFileSync('mktemp', ['-d', '/tmp/cs-XXXXXX'], { encoding: 'utf8' }).trim());
  const desk = await openDesk({ env: { GNUPGHOME: seen } });
  desk.atEnd(() => endGnupg(seen));
  const nova = desk.stranger(NOVA, { when: '20230312T090000' });
  const petr = desk.stranger(PETR, { when: '20240118T090000' });
  const hana = desk.stranger(HANA, { when: '20230110T090000', expires: '2y' });
  const ida = desk.stranger(IDA, { when: '20231104T090000' });
  const rita = desk.stranger(RITA, { when: '20210704T090000' });
  desk.revoke(rita, 1, '20250611T090000');
  gpg(seen, '--import', writeExported(desk, ida));
  execFileSync('gpg', ['--batch', '--import-ownertrust'], {
    env: { ...process.env, GNUPGHOME: seen },
    input: `${ida}:5:\n`,
    stdio: 'pipe',
  });
  await adasKey(desk);
  // Her project's second key runs out in three weeks.
  desk.stranger(BEN, { expires: '20d' });
  await ask(desk.page, 'keys.import', { files: [], text: desk.gpg(['--armor', '--export-secret-keys', `=${BEN}`]) });
  await desk.learn(nova, petr, hana, rita);
  await desk.expects('Compass', nova);
  await desk.expects('Sextant', petr);
  await desk.expects('Meridian', hana);
  return desk;
}

function writeExported(desk: Desk, fingerprint: string): string {
  const path = join(desk.root, `${fingerprint}.asc`);
  writeFileSync(path, desk.exported(fingerprint));
  return path;
}

/** A folder ready to be released. */
function lantern(desk: Desk, names: readonly string[]): string {
  const { folder, write } = desk.place('lantern-4.2');
  for (const name of names) write(name, release(name, 400));
  return folder;
}
const FOUR = ['lantern-4.2-linux-x64.tar.gz', 'lantern-4.2-macos.dmg', 'lantern-4.2-windows.exe', 'release-notes.txt'];
const FOURTEEN = ['linux-x64', 'linux-arm64', 'macos-x64', 'macos-arm64', 'windows-x64', 'windows-arm64', 'freebsd-x64']
  .map((system) => `lantern-4.2-${system}`)
  .flatMap((name) => [`${name}.tar.gz`, `${name}.zip`]);

/** One key alone signs. */
async function signAs({ page }: Desk, who: string, others: readonly string[] = []): Promise<void> {
  const box = (name: string) => page.getByRole('checkbox', { name: new RegExp(name) });
  if (!(await box(who).isChecked())) await box(who).check();
  for (const other of others)
    if ((await box(other).count()) > 0 && (await box(other).isChecked())) await box(other).uncheck();
}

const SIGN: readonly State[] = [
  {
    id: 'sign-empty',
    screen: 'Sign',
    title: 'Nothing dropped',
    arrange: async (desk) => {
      await nothingDropped(desk);
      await expect(desk.page.getByRole('heading', { name: t('sign.emptyTitle') })).toBeVisible();
    },
  },
  {
    id: 'sign-four',
    screen: 'Sign',
    title: 'Four files, what is left out, and what will be written',
    also: ['narrow', 'large', 'whole'],
    arrange: async (desk) => {
      const folder = lantern(desk, FOUR);
      writeFileSync(join(folder, '.DS_Store'), 'x');
      writeFileSync(join(folder, 'lantern-4.1.dmg.sig'), 'an old signature');
      await drop(desk, [folder]);
      await signAs(desk, 'Ada Moreau', ['Ben Achebe']);
    },
  },
  {
    id: 'sign-fourteen',
    screen: 'Sign',
    title: 'Fourteen files',
    arrange: async (desk) => {
      await drop(desk, [lantern(desk, FOURTEEN)]);
      await signAs(desk, 'Ada Moreau', ['Ben Achebe']);
    },
  },
  {
    id: 'sign-running',
    screen: 'Sign',
    title: 'Signing a large file',
    arrange: async (desk) => {
      const folder = lantern(desk, FOUR);
      writeFileSync(join(folder, 'lantern-4.2-usb.img'), '');
      truncateSync(join(folder, 'lantern-4.2-usb.img'), 60 * 1024 ** 3);
      await drop(desk, [folder]);
      await signButton(desk).click();
      await expect(desk.page.getByRole('region', { name: t('progress.title') })).toContainText('64.4 GB');
    },
  },
  {
    id: 'sign-cancelled',
    screen: 'Sign',
    title: 'Stopped before the end',
    arrange: async ({ page }) => {
      const running = page.getByRole('region', { name: t('progress.title') });
      await running.getByRole('button', { name: t('common.cancel') }).click();
      await expect(running).toBeHidden();
    },
  },
  {
    id: 'sign-receipt',
    screen: 'Sign',
    title: 'Signed: the receipt',
    also: ['narrow', 'whole'],
    arrange: async (desk) => {
      await drop(desk, [lantern(desk, FOUR)]);
      await signAs(desk, 'Ada Moreau', ['Ben Achebe']);
      await signButton(desk).click();
      await expect(desk.page.getByRole('list', { name: t('receipt.writtenList') })).toBeVisible();
    },
  },
  {
    id: 'sheet-overwrite',
    screen: 'Sheets',
    title: 'Signing again asks before it replaces',
    also: ['narrow'],
    arrange: async (desk) => {
      const file = desk.place('lantern-4.2').write('lantern-4.2.tar.gz', release('lantern-4.2'));
      await signHere(desk, [file]);
      await drop(desk, [file]);
      await signButton(desk).click();
      await expect(desk.page.getByRole('dialog')).toBeVisible();
    },
    leave: ({ page }) => page.keyboard.press('Escape'),
  },
  {
    id: 'sign-partly-failed',
    screen: 'Sign',
    title: 'Partly signed: of a binary file no readable copy can be made',
    arrange: async (desk) => {
      const folder = lantern(desk, FOUR);
      writeFileSync(join(folder, 'lantern-4.2-macos.dmg'), Buffer.alloc(400_000));
      await drop(desk, [folder]);
      await signAs(desk, 'Ada Moreau', ['Ben Achebe']);
      await desk.page.getByLabel(t('sign.each')).selectOption('cleartext');
      await expect(desk.page.locator('.output-line', { hasText: 'release-notes.txt.asc' })).toBeVisible();
      await signButton(desk).click();
      await expect(desk.page.getByText(t('receipt.failed')).first()).toBeVisible();
    },
    leave: nothingDropped,
  },
];

const openKey = async (desk: Desk, name: string): Promise<Locator> => {
  await goTo(desk.page, 'keys');
  await desk.page.locator('.list-item', { hasText: name }).first().click();
  const details = desk.page.getByRole('complementary');
  await expect(details).toBeVisible();
  return details;
};

/** The details of a key. */
const details =
  (name: string): State['arrange'] =>
  async (desk) => {
    await openKey(desk, name);
  };

/** One of the actions above the list of keys. */
const beside =
  (words: 'keys.generate' | 'keys.import' | 'keys.lookUp' | 'keys.backup'): State['arrange'] =>
  async ({ page }) => {
    await goTo(page, 'keys');
    await page.getByRole('button', { name: t(words), exact: true }).click();
    await expect(page.getByRole('complementary')).toBeVisible();
  };

/** A key with one of its parts unfolded. */
const part =
  (name: string, words: 'keys.extend' | 'keys.revoke' | 'keys.delete' | 'keys.export'): State['arrange'] =>
  async (desk) => {
    const details = await openKey(desk, name);
    const fold = details.locator('details', { has: desk.page.locator('summary', { hasText: t(words) }) }).first();
    const summary = fold.locator('summary').first();
    if ((await fold.getAttribute('open')) === null) await summary.click();
    await summary.scrollIntoViewIfNeeded();
  };

const KEYS: readonly State[] = [
  {
    id: 'keys',
    screen: 'Keys',
    title: 'Several keys: one’s own, one about to expire, others’, expired, revoked',
    also: ['narrow', 'large', 'whole'],
    arrange: async ({ page }) => {
      await goTo(page, 'keys');
      await expect(page.locator('.list-item').first()).toBeVisible();
    },
  },
  {
    id: 'keys-details',
    screen: 'Keys',
    title: 'A key of one’s own',
    also: ['narrow', 'whole'],
    arrange: details('Ada Moreau'),
  },
  {
    id: 'keys-about-to-expire',
    screen: 'Keys',
    title: 'A key about to expire',
    arrange: details('Ben Achebe'),
  },
  {
    id: 'keys-expired',
    screen: 'Keys',
    title: 'Somebody else’s key that has expired',
    arrange: details('Hana Reyes'),
  },
  {
    id: 'keys-revoked',
    screen: 'Keys',
    title: 'Somebody else’s key that was reported stolen',
    arrange: details('Rita Sandoval'),
  },
  { id: 'keys-extend', screen: 'Keys', title: 'Extending a key', arrange: part('Ben Achebe', 'keys.extend') },
  { id: 'keys-revoke', screen: 'Keys', title: 'Before a key is revoked', arrange: part('Ada Moreau', 'keys.revoke') },
  {
    id: 'sheet-revoke',
    screen: 'Sheets',
    title: 'Revoking a key asks once more',
    also: ['narrow'],
    arrange: async (desk) => {
      await part('Ada Moreau', 'keys.revoke')(desk);
      await desk.page.getByRole('button', { name: t('keys.revokeDo', { name: 'Ada Moreau' }) }).click();
      await expect(desk.page.getByRole('dialog')).toBeVisible();
    },
    leave: ({ page }) => page.keyboard.press('Escape'),
  },
  {
    id: 'sheet-delete',
    screen: 'Sheets',
    title: 'Deleting a key',
    also: ['narrow'],
    arrange: async (desk) => {
      await part('Ada Moreau', 'keys.delete')(desk);
      await desk.page.getByRole('button', { name: t('keys.deleteAsk', { name: 'Ada Moreau' }) }).click();
      await expect(desk.page.getByRole('dialog')).toBeVisible();
    },
    leave: ({ page }) => page.keyboard.press('Escape'),
  },
  { id: 'keys-make', screen: 'Keys', title: 'Making a key', also: ['narrow'], arrange: beside('keys.generate') },
  {
    id: 'keys-make-of-others',
    screen: 'Keys',
    title: 'A key cannot be made for whom others sign',
    also: ['narrow'],
    arrange: async (desk) => {
      await beside('keys.generate')(desk);
      await desk.page.getByLabel(t('keys.publisher')).fill('Compass');
      const said = desk.page.getByText(t('keys.publisherOfOthers', { publisher: 'Compass' }));
      await said.scrollIntoViewIfNeeded();
    },
  },
  { id: 'keys-import', screen: 'Keys', title: 'Adding a key', arrange: beside('keys.import') },
  {
    id: 'keys-error',
    screen: 'Keys',
    title: 'An error, its cause folded out',
    arrange: async (desk) => {
      await beside('keys.import')(desk);
      await desk.page.getByLabel(t('keys.importPaste')).fill('not a key');
      await desk.page.getByRole('button', { name: t('keys.importDo'), exact: true }).click();
      const alert = desk.page.getByRole('alert');
      await expect(alert).toBeVisible();
      await alert.locator('summary').click();
    },
    leave: ({ page }) => goTo(page, 'verify'),
  },
  { id: 'keys-look-up', screen: 'Keys', title: 'Looking somebody’s key up', arrange: beside('keys.lookUp') },
  { id: 'keys-backup', screen: 'Keys', title: 'Backing up all keys', arrange: beside('keys.backup') },
  {
    id: 'sheet-restore',
    screen: 'Sheets',
    title: 'Restoring a backup',
    arrange: async (desk) => {
      const { page, it } = desk;
      await beside('keys.backup')(desk);
      const path = join(desk.root, 'countersign.backup');
      await answerSaveDialog(it.app, path);
      await ask(page, 'keys.backup', { passphrase: PASSPHRASE });
      expect(readFileSync(path).length).toBeGreaterThan(1000);
      await answerOpenDialog(it.app, [path]);
      await page.getByRole('button', { name: t('keys.restore') }).click();
      await expect(page.getByRole('complementary')).toContainText(t('keys.restoreText'));
    },
  },
  {
    id: 'keys-made',
    screen: 'Keys',
    title: 'A key is made: back it up now',
    also: ['whole'],
    arrange: async (desk) => {
      await beside('keys.generate')(desk);
      const form = desk.page.getByRole('complementary');
      await form.getByLabel(t('keys.name')).first().fill('Ada Moreau');
      await form.getByLabel(t('keys.email')).fill('releases@lantern.example');
      await form.getByRole('button', { name: t('keys.generateDo') }).click();
      await expect(desk.page.getByRole('heading', { name: t('keys.backItUp') })).toBeVisible();
    },
  },
];

const PUBLISHERS: readonly State[] = [
  {
    id: 'publishers',
    screen: 'Publishers',
    title: 'Several publishers, and a key that GnuPG trusts',
    also: ['narrow', 'large'],
    arrange: async ({ page }) => {
      await goTo(page, 'publishers');
      await expect(page.getByRole('region', { name: t('publishers.proposals') })).toBeVisible();
    },
  },
  {
    id: 'publishers-details',
    screen: 'Publishers',
    title: 'One publisher, and expecting another signer',
    also: ['narrow', 'whole'],
    arrange: async ({ page }) => {
      await goTo(page, 'publishers');
      await expect(page.getByRole('region', { name: t('publishers.proposals') })).toBeVisible();
      await page.locator('.list-item', { hasText: 'Compass' }).click();
      await expect(page.getByRole('complementary', { name: 'Compass' })).toBeVisible();
    },
  },
  {
    id: 'publishers-other-key',
    screen: 'Publishers',
    title: 'The pasted fingerprint is another key’s',
    arrange: async (desk) => {
      const details = desk.page.getByRole('complementary', { name: 'Compass' });
      await details.getByLabel(t('publishers.pinKey')).selectOption(fingerprintOf(desk.others, PETR));
      await details.getByLabel(t('compare.paste')).fill(fingerprintOf(desk.others, HANA));
      await details.getByRole('button', { name: t('compare.do') }).click();
      await expect(desk.page.getByRole('alert')).toBeVisible();
    },
  },
  {
    id: 'publishers-remove',
    screen: 'Publishers',
    title: 'Removing a publisher asks once more',
    arrange: async ({ page }) => {
      await goTo(page, 'verify');
      await goTo(page, 'publishers');
      if (!(await page.getByRole('complementary').isVisible()))
        await page.locator('.list-item', { hasText: 'Sextant' }).click();
      await page.getByRole('button', { name: t('publishers.remove') }).click();
      await expect(page.getByText(t('publishers.removeSure', { count: 1 }))).toBeVisible();
    },
  },
];

const SETTINGS: readonly State[] = [
  {
    id: 'settings',
    screen: 'Settings',
    title: 'Settings',
    also: ['narrow', 'large', 'whole'],
    arrange: async ({ page }) => {
      await goTo(page, 'settings');
      await expect(page.getByRole('heading', { name: t('settings.about') })).toBeVisible();
    },
  },
  {
    id: 'sheet-shortcuts',
    screen: 'Settings',
    title: 'Every key combination',
    also: ['narrow', 'large'],
    arrange: async ({ it, page }) => {
      await goTo(page, 'settings');
      await pressMenu(it.app, 'shortcuts');
      await expect(page.getByRole('dialog', { name: t('shortcuts.title') })).toBeVisible();
    },
    leave: async ({ page }) => {
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog')).toBeHidden();
    },
  },
  {
    id: 'help',
    screen: 'Settings',
    title: 'The help beside the screen',
    also: ['narrow', 'large'],
    arrange: async ({ it, page }) => {
      await goTo(page, 'settings');
      await pressMenu(it.app, 'help');
      await expect(page.locator('.help')).toBeVisible();
    },
    leave: async ({ page }) => {
      await page.keyboard.press('Escape');
      await expect(page.locator('.help')).toBeHidden();
    },
  },
];

/** The Sign, Keys, Publishers and Settings screens of somebody who releases software. */
export const DAILY: Chapter = {
  name: 'daily use',
  open: openDaily,
  states: [...SIGN, ...KEYS, ...PUBLISHERS, ...SETTINGS],
};
