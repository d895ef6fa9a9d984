import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type Locator, type Page } from '@playwright/test';
import { startApp, temporaryFolder, type Started } from './electron.ts';
import { answerOpenDialog, copiedText } from './gestures.ts';
import { endGnupg, gnupgHome, gpg } from './window.ts';
import { t } from './words.ts';

// A release manager without a mouse, from the start of the app to the text for the users. No click, no `focus()` anywhere.

const FILES = Array.from({ length: 14 }, (_, index) => `lantern-4.2-part-${String(index + 1).padStart(2, '0')}.tar`);

let it: Started;
let root: string;
let release: string;

test.beforeAll(async () => {
  root = temporaryFolder();
  release = join(root, 'lantern-4.2');
  mkdirSync(release);
  for (const [index, name] of FILES.entries())
    writeFileSync(join(release, name), Buffer.alloc(50_000, `${name} ${index}`));
  writeFileSync(join(release, '.hidden'), 'x');
  it = await startApp({ env: { GNUPGHOME: gnupgHome(root, 'e') } });
});

test.afterAll(async () => {
  await it.close();
  rmSync(root, { recursive: true, force: true });
});

/** Whether something shows where the focus is: a ring or a shadow on it or right beside it. */
const focusIsSeen = (page: Page): Promise<boolean> =>
  page.evaluate(() => {
    const element = document.activeElement;
    if (element === null || element === document.body) return false;
    return [element, element.parentElement, element.nextElementSibling].some((one) => {
      if (one === null) return false;
      const style = getComputedStyle(one);
      return (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none';
    });
  });

/** The focus is here, and can be seen. */
async function expectFocus(target: Locator): Promise<void> {
  await expect(target).toBeFocused();
  expect(await focusIsSeen(target.page())).toBe(true);
}

/** Presses Tab until the focus is there; gives how often. Wherever it passes, it can be seen. */
async function tabTo(target: Locator, most = 40): Promise<number> {
  const page = target.page();
  for (let presses = 1; presses <= most; presses++) {
    await page.keyboard.press('Tab');
    const isThere = await target.evaluate((element) => element === document.activeElement);
    if (isThere) {
      expect(await focusIsSeen(page)).toBe(true);
      return presses;
    }
  }
  throw new Error(`${most} presses of Tab did not reach ${String(target)}`);
}

test('a release of fourteen files is signed by keyboard alone, from the first start on', async () => {
  const { page, app } = it;
  const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true });

  await tabTo(page.getByRole('navigation').getByRole('button', { name: t('screens.sign'), exact: true }));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: t('sign.noKeyTitle') })).toBeVisible();

  // No key yet: one button makes one and comes back.
  await tabTo(button(t('sign.makeKey')));
  await page.keyboard.press('Enter');
  const form = page.getByRole('complementary', { name: t('keys.beside.generate') });
  // What is chosen already needs one press only.
  await expectFocus(form.getByRole('radio').first());
  await page.keyboard.press('Tab');
  await expectFocus(form.getByLabel(t('keys.name')).first());
  await page.keyboard.type('Ada Example');
  await tabTo(form.getByRole('button', { name: t('keys.generateDo') }));
  await page.keyboard.press('Enter');
  const made = page.getByRole('complementary', { name: t('keys.beside.made') });
  await expectFocus(made.getByRole('heading', { name: t('keys.beside.made') }));
  await tabTo(made.getByRole('button', { name: t('keys.backToSign') }));
  await page.keyboard.press('Enter');

  await answerOpenDialog(app, [release]);
  await tabTo(button(t('verify.chooseFolder')));
  await page.keyboard.press('Enter');

  // The work begins at the files: one box for all of them, then one Tab stop for the list.
  const every = page.getByRole('checkbox', { name: t('sign.chosen', { count: 15, chosen: 14 }) });
  await expectFocus(every);
  await expect(every).toBeChecked();
  await page.keyboard.press('Space');
  await expect(button(t('sign.doBoth', { count: 14, list: 'SHA256SUMS', who: 'Ada Example' }))).toHaveCount(0);
  await expect(page.getByText(t('sign.nothingTicked'))).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('heading', { name: t('sign.title') })).toBeVisible();
  await page.keyboard.press('Space');

  const box = (name: string) => page.getByRole('checkbox', { name, exact: true });
  await page.keyboard.press('Tab');
  await expectFocus(box('.hidden'));
  await page.keyboard.press('ArrowDown');
  await expectFocus(box(FILES[0]!));
  await page.keyboard.press('Space');
  await expect(button(t('sign.doBoth', { count: 13, list: 'SHA256SUMS', who: 'Ada Example' }))).toBeEnabled();
  await page.keyboard.press('Space');
  await page.keyboard.press('End');
  await expectFocus(box(FILES[13]!));
  await page.keyboard.press('Home');
  await expectFocus(box('.hidden'));

  // Then what will be written, as whom, how, and the button, each a few stops on.
  expect(await tabTo(page.getByRole('list', { name: t('sign.preview') }))).toBe(1);
  expect(await tabTo(box('Ada Example'))).toBe(1);
  // A login stands in the same list; nobody has to take it.
  expect(await tabTo(page.getByRole('checkbox', { name: t('sign.login.title') }))).toBe(1);
  expect(await tabTo(page.getByLabel(t('sign.each')))).toBe(1);
  await tabTo(page.getByRole('checkbox', { name: t('sign.list') }));
  const sign = button(t('sign.doBoth', { count: 14, list: 'SHA256SUMS', who: 'Ada Example' }));
  await tabTo(sign);
  await expect(page.getByText(t('sign.asks.nothing'))).toBeVisible();
  await page.keyboard.press('Control+Enter');

  // The receipt has the focus and says what the button said, in the past.
  await expectFocus(page.getByRole('heading', { name: t('receipt.both', { count: 14, list: 'SHA256SUMS' }) }));
  expect(readdirSync(release).filter((name) => name.endsWith('.asc'))).toHaveLength(15);
  expect(await tabTo(button(t('receipt.show')))).toBe(1);
  expect(await tabTo(button(t('receipt.copyInstructions')))).toBe(1);
  await page.keyboard.press('Enter');
  await expect.poll(() => copiedText(app)).toContain('gpg --verify SHA256SUMS.asc');
  expect(execFileSync('sha256sum', ['--check', 'SHA256SUMS'], { cwd: release, encoding: 'utf8' })).toContain(
    `${FILES[13]!}: OK`,
  );
  await expect(button(t('keys.backItUp'))).toBeVisible();
});

test('a sheet keeps the keyboard, and gives the focus back', async () => {
  const { page } = it;
  await tabTo(page.getByRole('button', { name: t('sign.more'), exact: true }));
  await page.keyboard.press('Enter');
  await answerOpenDialog(it.app, [release]);
  await tabTo(page.getByRole('button', { name: t('verify.chooseFolder'), exact: true }));
  await page.keyboard.press('Enter');
  const sign = page.getByRole('button', {
    name: t('sign.doBoth', { count: 14, list: 'SHA256SUMS', who: 'Ada Example' }),
  });
  await tabTo(sign);
  await page.keyboard.press('Enter');
  const sheet = page.getByRole('dialog', { name: t('sign.overwriteTitle', { count: 16 }) });
  await expectFocus(sheet.getByRole('button', { name: t('common.cancel') }));
  await expect(sheet.getByRole('listitem')).toHaveCount(16);
  await page.keyboard.press('Escape');
  await expectFocus(sign);
});

test('what a stopped run signed is kept, and only the rest is signed', async () => {
  // A key of GnuPG's asks for its passphrase once; closing the second question stops the run.
  const home = gnupgHome(root, 'k');
  gpg(
    home,
    '--passphrase',
    'secret',
    '--quick-generate-key',
    'Grace Gpg <grace@example.org>',
    'ed25519',
    'sign',
    'never',
  );
  writeFileSync(join(home, 'gpg-agent.conf'), 'default-cache-ttl 0\nmax-cache-ttl 0\n');
  endGnupg(home);
  const folder = join(root, 'stopped');
  mkdirSync(folder);
  for (const name of ['a.tar', 'b.tar', 'c.tar']) writeFileSync(join(folder, name), name);
  const own = await startApp({ env: { GNUPGHOME: home }, args: ['--sign', folder] });
  try {
    const { page } = own;
    await page.getByLabel(t('sign.each')).selectOption('armored');
    await page
      .getByRole('button', { name: t('sign.doBoth', { count: 3, list: 'SHA256SUMS', who: 'Grace Gpg' }) })
      .click();
    const sheet = page.getByRole('dialog', { name: t('prompt.passphrase.title') });
    await expect(sheet).toContainText('a.tar');
    await page.keyboard.type('secret');
    await page.keyboard.press('Enter');
    await expect(sheet).toContainText('b.tar');
    await expect(sheet).toContainText(t('prompt.place', { number: 2, count: 3 }));
    await page.keyboard.press('Escape');

    await expectFocus(page.getByRole('heading', { name: t('receipt.partly', { signed: 1, count: 3 }) }));
    await expect(page.getByText(t('receipt.cancelled'))).toBeVisible();
    await expect(page.getByRole('list', { name: t('receipt.left') }).getByRole('listitem')).toHaveText([
      'b.tar',
      'c.tar',
      'SHA256SUMS',
    ]);
    expect(existsSync(join(folder, 'a.tar.asc'))).toBe(true);
    await page.keyboard.press('Tab');
    await expectFocus(page.getByRole('button', { name: t('sign.goOn') }));
    await page.keyboard.press('Enter');
    await expect(page.getByText(t('sign.signedAlready'))).toBeVisible();
    await page
      .getByRole('button', { name: t('sign.doBoth', { count: 2, list: 'SHA256SUMS', who: 'Grace Gpg' }) })
      .click();
    for (const file of ['b.tar', 'c.tar', 'SHA256SUMS']) {
      await expect(sheet).toContainText(file);
      await page.keyboard.type('secret');
      await page.keyboard.press('Enter');
    }
    await expectFocus(page.getByRole('heading', { name: t('receipt.both', { count: 2, list: 'SHA256SUMS' }) }));
    const summed = execFileSync('sha256sum', ['--check', 'SHA256SUMS'], { cwd: folder, encoding: 'utf8' });
    expect(summed.trim().split('\n')).toHaveLength(3);
    for (const name of ['a.tar', 'SHA256SUMS'])
      expect(gpg(home, '--status-fd', '1', '--verify', join(folder, `${name}.asc`), join(folder, name))).toContain(
        'VALIDSIG',
      );
  } finally {
    await own.close();
    endGnupg(home);
  }
});
