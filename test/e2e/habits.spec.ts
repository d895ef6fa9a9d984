import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test, type Locator, type Page } from './fixture.ts';
import { loadWords } from '../../shared/catalogue/languages.ts';
import { COMMANDS, SHORTCUTS } from '../../shared/shortcuts.ts';
import { appFolder, electronProgram, isRoot, startApp, temporaryFolder, type Started } from './electron.ts';
import { answerOpenDialog, copiedText, pressMenu } from './gestures.ts';
import { ask } from './scene.ts';
import { dropOn, endGnupg, gnupgHome, goTo, gpg, gpgKey, makeKey } from './window.ts';
import { language, t } from './words.ts';

let root: string;
let gnupg: string;
let it: Started;
let page: Page;

test.beforeAll(async () => {
  root = temporaryFolder();
  gnupg = gnupgHome(root);
  gpgKey(gnupg, 'Bob Example <bob@example.org>');
  it = await startApp({ env: { GNUPGHOME: gnupgHome(root, 'e') } });
  page = it.page;
});

test.afterAll(async () => {
  await it.close();
  endGnupg(gnupg);
  rmSync(root, { recursive: true, force: true });
});

test.beforeEach(async () => {
  await pressMenu(it.app, 'new');
  await expect(page.getByRole('heading', { name: t('verify.emptyTitle') })).toBeVisible();
});

function file(name: string, content = name): string {
  const path = join(root, name);
  writeFileSync(path, content);
  return path;
}

/** A sparse file: so many bytes, and no room on the disk; with a list, so that it is read. */
function large(name: string): string[] {
  mkdirSync(join(root, 'large'), { recursive: true });
  const path = file(join('large', name), '');
  truncateSync(path, 24 * 1024 ** 3);
  return [path, file(join('large', `${name}.sha256`), `${'0'.repeat(64)}  ${name}\n`)];
}

/** Drops files on the half that verifies. */
const drop = (paths: string[]) => dropOn(page, 'verify', paths);

/** What the open check has looked at: one card, or one row a file. */
const looked = (name: string): Locator => page.locator('main').getByText(name).first();

/** A menu item by its id, as the system shows it. */
const itemOf = (id: string) =>
  it.app.evaluate(({ Menu }, name) => {
    const item = Menu.getApplicationMenu()?.getMenuItemById(name);
    return { enabled: item?.enabled, accelerator: item?.accelerator };
  }, id);

interface Raw {
  writeBuffer: (format: string, bytes: Buffer) => void;
}

/** Puts a text, or files as a file manager does, into the real clipboard, and presses Ctrl+V. */
async function paste(format: 'text' | 'files', content: string): Promise<void> {
  await it.app.evaluate(
    ({ clipboard }, [kind, text = '']) => {
      if (kind === 'text') {
        // A promise in newer Electrons, held as in `copiedText`.
        const kept = globalThis as { writing?: unknown };
        return (kept.writing = (clipboard.writeText as (text: string) => unknown)(text));
      }
      // Not among the types of newer Electrons.
      (clipboard as unknown as Raw).writeBuffer('text/uri-list', Buffer.from(text));
      return undefined;
    },
    [format, content],
  );
  await page.keyboard.press('Control+V');
}

async function secondStart(...words: string[]): Promise<void> {
  const all = [...(isRoot ? ['--no-sandbox'] : []), appFolder, '--home', it.home, ...words];
  const other = spawn(await electronProgram(), all, { cwd: root, stdio: 'ignore' });
  expect(await new Promise((resolve) => other.once('exit', resolve))).toBe(0);
}

test.describe('one way in', () => {
  test('a drop anywhere on a half', async () => {
    await drop([file('dropped-1.0.tar')]);
    await expect(looked('dropped-1.0.tar')).toBeVisible();
  });

  test('files copied in the file manager', async () => {
    await paste('files', `${pathToFileURL(file('copied-1.0.tar')).href}\r\n`);
    await expect(looked('copied-1.0.tar')).toBeVisible();
  });

  test('a pasted digest, joined by its file', async () => {
    const path = file('digest-1.0.tar');
    await paste('text', createHash('sha256').update('digest-1.0.tar').digest('hex'));
    await expect(page.locator('.verdict-card')).toBeVisible();
    await drop([path]);
    await expect(looked('digest-1.0.tar')).toBeVisible();
    await expect(page.locator('.verdict-card')).toHaveCount(1);
  });

  test('a pasted signature, joined by its file', async () => {
    const path = file('signed-1.0.tar');
    gpg(gnupg, '--armor', '--output', '-', '--detach-sign', path);
    await paste('text', gpg(gnupg, '--armor', '--output', '-', '--detach-sign', path));
    await expect(page.locator('.verdict-card')).toBeVisible();
    await drop([path]);
    await expect(looked('signed-1.0.tar')).toBeVisible();
    await expect(page.locator('.verdict-card')).toHaveCount(1);
  });

  test('the open dialogs of files and folders', async () => {
    await answerOpenDialog(it.app, [file('picked-1.0.tar')]);
    await pressMenu(it.app, 'open');
    await expect(looked('picked-1.0.tar')).toBeVisible();
    mkdirSync(join(root, 'picked'));
    await answerOpenDialog(it.app, [join(root, 'picked')]);
    file('picked/inside-1.0.tar');
    await pressMenu(it.app, 'openFolder');
    await expect(looked('inside-1.0.tar')).toBeVisible();
    await expect(looked('picked-1.0.tar')).toBeVisible();
  });

  test('a second start, by path and by address', async () => {
    await secondStart(file('started-1.0.tar'));
    await expect(looked('started-1.0.tar')).toBeVisible();
    await secondStart(pathToFileURL(file('started with space-1.0.tar')).href);
    await expect(looked('started with space-1.0.tar')).toBeVisible();
    await expect(looked('started-1.0.tar')).toBeVisible();
  });

  test('a drop on the icon, as macOS tells it', async () => {
    const path = file('icon-1.0.tar');
    await it.app.evaluate(
      ({ app }, dropped) => app.emit('open-file', { preventDefault: () => undefined }, dropped),
      path,
    );
    await expect(looked('icon-1.0.tar')).toBeVisible();
  });
});

test.describe('later drops', () => {
  test('join the check that still runs, which loses nothing', async () => {
    const [big = '', list = ''] = large('joined-2.0.img');
    await drop([big, list]);
    const progress = page.getByRole('region', { name: t('progress.title') });
    await expect(progress).toBeVisible();
    await drop([file('joining-1.0.tar')]);
    await expect(looked('joining-1.0.tar')).toBeVisible();
    await expect(page.getByText(t('strip.jobs', { count: 1 }))).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByText(t('verify.cancelled'))).toBeVisible();
    truncateSync(big, 1);
    await pressMenu(it.app, 'again');
    await expect(looked('joined-2.0.img')).toBeVisible();
    await expect(looked('joining-1.0.tar')).toBeVisible();
    rmSync(big);
    rmSync(list);
    await drop([file('third-1.0.tar')]);
    await expect(looked('third-1.0.tar')).toBeVisible();
    await expect(looked('joining-1.0.tar')).toBeVisible();
  });

  test('of the same file check it again', async () => {
    const path = file('same-1.0.tar', 'first');
    const list = file('same-1.0.tar.sha256', `${createHash('sha256').update('first').digest('hex')}  same-1.0.tar\n`);
    await drop([path, list]);
    await expect(page.locator('.verdict-card')).toHaveClass(/tone-incomplete/);
    writeFileSync(path, 'second');
    await drop([path]);
    await expect(page.locator('.verdict-card')).toHaveClass(/tone-invalid/);
    await expect(page.locator('.verdict-card')).toHaveCount(1);
  });

  test('find nothing of a check that was ended by New check', async () => {
    const [big = '', list = ''] = large('ended-2.0.img');
    await drop([big, list]);
    await expect(page.getByText(t('strip.jobs', { count: 1 }))).toBeVisible();
    await page.getByRole('button', { name: t('verify.newCheck') }).click();
    await expect(page.getByText(t('strip.jobs', { count: 1 }))).toBeHidden();
    await drop([file('afresh-1.0.tar')]);
    await expect(looked('afresh-1.0.tar')).toBeVisible();
    await expect(page.locator('main').getByText('ended-2.0.img')).toHaveCount(0);
    rmSync(big);
    rmSync(list);
  });
});

test.describe('the menu', () => {
  test('has every command, and offers what makes sense now', async () => {
    for (const command of COMMANDS) expect((await itemOf(command)).accelerator, command).toBeTruthy();
    for (const id of ['new', 'copyResult', 'saveResult', 'again', 'cancel'])
      expect((await itemOf(id)).enabled).toBe(false);
    await drop([file('menu-1.0.tar')]);
    await expect(page.locator('.verdict-card')).toBeVisible();
    for (const id of ['new', 'copyResult', 'saveResult', 'again'])
      await expect.poll(async () => (await itemOf(id)).enabled, { message: id }).toBe(true);
    await pressMenu(it.app, 'copyResult');
    await expect.poll(() => copiedText(it.app)).toContain('menu-1.0.tar');
    await goTo(page, 'keys');
    await expect.poll(async () => (await itemOf('copyResult')).enabled).toBe(false);
  });

  test('shows every shortcut in a sheet of the window, and the focus comes back', async () => {
    const settings = page.getByRole('navigation').getByRole('button', { name: t('screens.settings') });
    await settings.focus();
    await pressMenu(it.app, 'shortcuts');
    const sheet = page.getByRole('dialog', { name: t('shortcuts.title') });
    await expect(sheet).toBeVisible();
    await expect(sheet.locator('dt')).toHaveCount(Object.values(SHORTCUTS).flat().length);
    await expect(sheet.locator('kbd').first()).toHaveText(t('shortcuts.keyNames.Ctrl'));
    await expect(sheet.locator('kbd').nth(1)).toHaveText('N');
    await expect(sheet.locator('kbd').nth(1)).toHaveText('N');
    await page.keyboard.press('Escape');
    await expect(sheet).toBeHidden();
    await expect(settings).toBeFocused();
  });
});

test.describe('long work', () => {
  test('shows on the dock or task bar, and no longer than it lasts', async () => {
    await it.app.evaluate(({ BrowserWindow }) => {
      const bars: number[] = [];
      const window = BrowserWindow.getAllWindows()[0];
      Object.assign(globalThis, { bars });
      if (window !== undefined) window.setProgressBar = (bar) => void bars.push(bar);
    });
    const bars = () => it.app.evaluate(() => (globalThis as unknown as { bars: number[] }).bars);
    const [big = '', list = ''] = large('bar-2.0.img');
    await drop([big, list]);
    await expect.poll(async () => (await bars()).some((bar) => bar > 0 && bar < 1)).toBe(true);
    expect((await bars())[0]).toBe(2);
    await page.keyboard.press('Escape');
    await expect.poll(async () => (await bars()).at(-1)).toBe(-1);
    rmSync(big);
    rmSync(list);
  });

  test('is told by the system when it ends out of sight, and a click brings what came of it', async () => {
    test.slow();
    await it.app.evaluate(({ BrowserWindow, Notification }) => {
      const told: { title: string; body: string }[] = [];
      const notifications: { emit: (event: string) => void }[] = [];
      Object.assign(globalThis, { told, notifications });
      const window = BrowserWindow.getAllWindows()[0];
      if (window !== undefined) window.isFocused = () => false;
      // There is nobody on this test's session bus who shows them.
      Notification.isSupported = () => true;
      Notification.prototype.show = function (this: Electron.Notification) {
        told.push({ title: this.title, body: this.body });
        notifications.push(this);
      };
    });
    const told = () => it.app.evaluate(() => (globalThis as unknown as { told: { title: string }[] }).told);
    await drop([file('short-1.0.tar')]);
    await expect(page.locator('.verdict-card')).toBeVisible();
    await page.getByRole('button', { name: t('verify.newCheck') }).click();
    const [big = '', list = ''] = large('told-2.0.img');
    truncateSync(big, 8 * 1024 ** 3);
    await drop([big, list]);
    await goTo(page, 'settings');
    await expect.poll(told, { timeout: 120_000 }).toHaveLength(1);
    expect((await told())[0]?.title).toBe(t('shell:ended.only.invalid', { name: 'told-2.0.img' }));
    await it.app.evaluate(() =>
      (globalThis as unknown as { notifications: { emit: (event: string) => void }[] }).notifications[0]?.emit('click'),
    );
    await expect(page.locator('.verdict-card')).toHaveClass(/tone-invalid/);
    rmSync(big);
    rmSync(list);
  });

  test('keeps the window open until the one question is answered', async () => {
    const other = await startApp();
    try {
      const [big = '', list = ''] = large('closing-2.0.img');
      const window = () =>
        other.app.evaluate(({ BrowserWindow }) => {
          for (const each of BrowserWindow.getAllWindows()) each.close();
        });
      await other.app.evaluate(({ dialog }) => {
        const asked: unknown[] = [];
        const answers: ((response: number) => void)[] = [];
        Object.assign(globalThis, { asked, answers });
        dialog.showMessageBox = (...all: unknown[]) => {
          asked.push(all.at(-1));
          return new Promise((resolve) => answers.push((response) => resolve({ response, checkboxChecked: false })));
        };
      });
      const asked = () =>
        other.app.evaluate(() => (globalThis as unknown as { asked: Electron.MessageBoxOptions[] }).asked);
      const answer = (response: number) =>
        other.app.evaluate(
          (_electron, value) =>
            (globalThis as unknown as { answers: ((value: number) => void)[] }).answers.at(-1)?.(value),
          response,
        );
      await dropOn(other.page, 'verify', [big, list]);
      await expect(other.page.getByText(t('strip.jobs', { count: 1 }))).toBeVisible();
      await window();
      await window();
      expect(await asked()).toEqual([
        expect.objectContaining({
          message: t('shell:closing.question'),
          buttons: [t('shell:closing.keep'), t('shell:closing.stop')],
          defaultId: 0,
          cancelId: 0,
        }),
      ]);
      await answer(0);
      await expect(other.page.getByText(t('strip.jobs', { count: 1 }))).toBeVisible();
      await window();
      expect(await asked()).toHaveLength(2);
      const closed = other.app.waitForEvent('close');
      await answer(1).catch(() => undefined);
      await closed;
    } finally {
      await other.close();
    }
  });
});

test.describe('the focus', () => {
  test('goes to the heading of the screen that was opened, and to the sentence of a check that is done', async () => {
    await page
      .getByRole('navigation')
      .getByRole('button', { name: t('screens.keys') })
      .click();
    await expect(page.getByRole('heading', { level: 1, name: t('screens.keys') })).toBeFocused();
    await pressMenu(it.app, 'verify');
    await expect(page.getByRole('heading', { name: t('verify.emptyTitle') })).toBeFocused();
    await drop([file('focus-1.0.tar')]);
    await expect(page.locator('.verdict-sentence')).toBeFocused();
    await expect(page.locator('.hidden-visually[role=status]')).toContainText('focus-1.0.tar');
  });
});

test.describe('Activity', () => {
  test.beforeAll(async () => {
    const path = file('found-1.0.tar', 'first');
    const list = file(
      'found-1.0.tar.sha256',
      `${createHash('sha256').update('second').digest('hex')}  found-1.0.tar\n`,
    );
    await drop([path, list]);
    await expect(page.locator('.verdict-card')).toHaveClass(/tone-invalid/);
  });

  test('finds by name and outcome, opens what was found, and the focus comes back', async () => {
    await goTo(page, 'activity');
    const rows = page.locator('.result-row');
    await page.getByRole('searchbox', { name: t('activity.find') }).fill('found-1.0');
    await expect(rows.first()).toContainText('found-1.0.tar');
    await expect(rows.filter({ hasNotText: 'found-1.0' })).toHaveCount(0);
    await page.getByLabel(t('activity.show'), { exact: true }).selectOption('invalid');
    await expect(rows).toHaveCount(1);
    await rows.click();
    await expect(page.locator('.verdict-card')).toHaveClass(/tone-invalid/);
    await expect(page.getByRole('button', { name: t('activity.back') })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(rows).toBeFocused();
    await page.getByRole('searchbox').fill('nothing of this name');
    await expect(page.getByText(t('activity.noneFound'))).toBeVisible();
    await page.getByRole('searchbox').fill('');
    await page.getByLabel(t('activity.show'), { exact: true }).selectOption('all');
  });

  test('reads on where there are more than are shown', async () => {
    const many = join(root, 'many');
    mkdirSync(many);
    for (let at = 0; at < 230; at++) file(join('many', `many-${String(at).padStart(3, '0')}.bin`));
    await drop([many]);
    await expect
      .poll(async () => (await ask(page, 'activity.list', { limit: 230 })).length, { timeout: 30_000 })
      .toBe(230);
    await goTo(page, 'activity');
    await expect(page.locator('.result-row')).toHaveCount(100);
    await page.getByRole('button', { name: t('activity.more') }).click();
    await expect(page.locator('.result-row')).toHaveCount(200);
    await page.getByRole('searchbox').fill('found-1.0');
    await expect(page.locator('.result-row').first()).toContainText('found-1.0.tar');
  });
});

test.describe('Settings', () => {
  const settings = () => ask(page, 'settings.get', null);

  test('keep what signing begins with, and refuse a list that leads elsewhere', async () => {
    await goTo(page, 'settings');
    await page.getByLabel(t('settings.signature')).selectOption('binary');
    await expect.poll(async () => (await settings()).signature).toBe('binary');
    const name = page.getByLabel(t('settings.manifestName'));
    await name.fill('../SHA256SUMS');
    await name.blur();
    await expect(page.getByText(t('settings.manifestNameWrong'))).toBeVisible();
    await name.fill('checksums.txt');
    await name.blur();
    await expect.poll(async () => (await settings()).manifest.name).toBe('checksums.txt');
    const digest = page.getByLabel(t('sign.algorithm'));
    await digest.selectOption('sha512');
    await expect
      .poll(async () => (await settings()).manifest)
      .toMatchObject({ algorithm: 'sha512', name: 'checksums.txt' });
    await name.fill('SHA512SUMS');
    await name.blur();
    await expect.poll(async () => (await settings()).manifest.name).toBe('SHA512SUMS');
    // The page knows it too: the next choice goes out with it.
    await expect(name).toHaveValue('SHA512SUMS');
    await digest.selectOption('sha256');
    await expect
      .poll(async () => (await settings()).manifest)
      .toMatchObject({ algorithm: 'sha256', name: 'SHA256SUMS' });
    await page.getByRole('switch', { name: t('settings.notificationsOn') }).click({ force: true });
    await expect.poll(async () => (await settings()).notifications).toBe(false);
  });

  test('show where everything lies', async () => {
    await it.app.evaluate(({ shell }) => {
      shell.showItemInFolder = (path) => void Object.assign(globalThis, { revealed: path });
    });
    await drop([file('stored-1.0.tar')]);
    await expect(looked('stored-1.0.tar')).toBeVisible();
    await goTo(page, 'settings');
    await expect(page.locator('.stored')).toContainText(t('settings.storedKinds.activity'));
    await page.getByRole('button', { name: t('settings.showHome') }).click();
    await expect
      .poll(() => it.app.evaluate(() => (globalThis as unknown as { revealed?: string }).revealed))
      .toBe(it.home);
  });

  test('forget everything on a typed word, and the app stands as at first', async () => {
    await makeKey(page, 'Ada Example', '', 'Lantern');
    writeFileSync(join(it.home, 'mine.txt'), 'x');
    expect(existsSync(join(it.home, 'secrets.json'))).toBe(true);
    await expect(ask(page, 'stored.forget', { typed: 'something else' })).rejects.toThrow('usage');
    await goTo(page, 'settings');
    await page.getByRole('button', { name: t('settings.forget.start') }).click();
    const yes = page.getByRole('button', { name: t('settings.forget.yes') });
    const word = page.getByLabel(t('settings.forget.type', { word: t('settings.forget.word') }));
    await expect(word).toBeFocused();
    await word.fill('yes');
    await expect(yes).toBeDisabled();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('button', { name: t('settings.forget.start') })).toBeFocused();
    await page.keyboard.press('Enter');
    await word.fill(t('settings.forget.word'));
    await yes.click();
    // The chosen language is forgotten, too.
    const { window: english } = await loadWords('en');
    await expect(page.getByText(english.settings.forget.done)).toBeVisible();
    await expect(page.getByText('mine.txt').first()).toBeVisible();
    expect(readdirSync(it.home).sort()).toEqual(['mine.txt', 'window']);
    await page.getByRole('button', { name: english.settings.forget.afresh }).click();
    await expect(page.getByRole('heading', { name: english.verify.emptyTitle })).toBeVisible();
    expect(await ask(page, 'keys.list', null)).toEqual([]);
    expect(await settings()).toMatchObject({ signature: 'armored', notifications: true });
    await ask(page, 'settings.set', { ...(await settings()), language });
    await goTo(page, 'activity');
    await expect(page.getByText(t('activity.none'))).toBeVisible();
    await makeKey(page, 'Ada Again', '');
  });
});
