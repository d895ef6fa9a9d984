import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from './fixture.ts';
import { appFolder, electronProgram, isRoot, startApp, temporaryFolder } from './electron.ts';
import { dropFiles, pressMenu } from './gestures.ts';
import { t } from './words.ts';

let folder: string;

test.beforeEach(() => {
  folder = temporaryFolder();
});

test.afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

test('everything of the app lies in its home folder, and nothing beside it', async () => {
  const user = join(folder, 'user');
  mkdirSync(user);
  const it = await startApp({
    env: { HOME: user, XDG_CONFIG_HOME: join(user, 'config'), XDG_CACHE_HOME: join(user, 'cache') },
  });
  const paths = await it.app.evaluate(({ app }) => [
    app.getPath('userData'),
    app.getPath('sessionData'),
    app.getPath('crashDumps'),
  ]);
  for (const path of paths) expect(path.startsWith(it.home)).toBe(true);
  expect(existsSync(join(user, 'config', 'countersign'))).toBe(false);
  await it.close();
});

test('a second start hands its files over and ends', async () => {
  const first = join(folder, 'first.txt');
  const second = join(folder, 'second.txt');
  writeFileSync(first, 'x');
  writeFileSync(second, 'x');
  const it = await startApp({ args: [first] });
  try {
    await it.page.evaluate(() => {
      const seen: unknown[] = [];
      Object.assign(window, { opened: seen });
      window.countersign.on('files.opened', (json) => {
        const { files, intent } = JSON.parse(json) as { files: { path: string }[]; intent: string };
        seen.push([intent, ...files.map((file) => file.path)]);
      });
    });
    const words = [...(isRoot ? ['--no-sandbox'] : []), appFolder, '--home', it.home, '--sign', '--', 'second.txt'];
    const other = spawn(await electronProgram(), words, { cwd: folder, stdio: 'ignore' });
    const status = await new Promise((resolve) => other.once('exit', resolve));
    expect(status).toBe(0);
    await expect
      .poll(() => it.page.evaluate(() => (window as unknown as { opened: unknown[] }).opened))
      .toContainEqual(['sign', second]);
    expect(await it.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  } finally {
    await it.close();
  }
});

test('a drop of files and folders is granted by the system’s own drop', async () => {
  const it = await startApp();
  try {
    const file = join(folder, 'app.txt');
    writeFileSync(file, 'hello');
    await it.page.evaluate(() => {
      const dropped = new Promise((resolve) => {
        window.addEventListener(
          'drop',
          (event) => void window.countersign.grantFiles([...(event.dataTransfer?.files ?? [])]).then(resolve),
          { capture: true },
        );
      });
      window.addEventListener('dragover', (event) => event.preventDefault());
      Object.assign(window, { dropped });
    });
    await dropFiles(it.page, [file, folder]);
    const granted = await it.page.evaluate(() => (window as unknown as { dropped: Promise<unknown> }).dropped);
    expect(granted).toMatchObject({
      ok: true,
      value: [
        { path: file, kind: 'file', size: 5 },
        { path: folder, kind: 'folder' },
      ],
    });
    expect(it.page.url()).toBe('countersign://app/index.html');
  } finally {
    await it.close();
  }
});

test('size and theme are remembered', async () => {
  const home = join(folder, 'home');
  const first = await startApp({ home });
  await first.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.setBounds({ width: 1001, height: 701 }),
  );
  const settings = await first.page.evaluate(() => window.countersign.call('settings.get', null));
  if (!settings.ok) throw new Error(settings.code);
  await first.page.evaluate((value) => window.countersign.call('settings.set', value), {
    ...settings.value,
    theme: 'dark' as const,
  });
  expect(await first.app.evaluate(({ nativeTheme }) => nativeTheme.themeSource)).toBe('dark');
  expect(await first.page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)).toBe(true);
  await first.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close()).catch(() => undefined);
  await first.close();
  expect(JSON.parse(readFileSync(join(home, 'window', 'window.json'), 'utf8'))).toMatchObject({ width: 1001 });
  const second = await startApp({ home });
  try {
    const size = await second.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getSize());
    expect(size).toEqual([1001, 701]);
    expect(await second.app.evaluate(({ nativeTheme }) => nativeTheme.themeSource)).toBe('dark');
  } finally {
    await second.close();
  }
});

test('the menu speaks to the window, and About says which Electron this is', async () => {
  const it = await startApp();
  try {
    await it.page.evaluate(() => {
      const seen: string[] = [];
      Object.assign(window, { commands: seen });
      window.countersign.on('menu.command', (json) => seen.push((JSON.parse(json) as { command: string }).command));
    });
    const ids = ['open', 'verify', 'sign', 'keys', 'publishers', 'repositories', 'activity', 'settings', 'lock'];
    for (const id of ids) await pressMenu(it.app, id);
    await expect
      .poll(() => it.page.evaluate(() => (window as unknown as { commands: string[] }).commands))
      .toEqual(ids);
    const box = await it.app.evaluate(({ dialog, Menu }) => {
      let shown: unknown;
      dialog.showMessageBox = (...all: unknown[]) => {
        shown = all.at(-1);
        return Promise.resolve({ response: 0, checkboxChecked: false });
      };
      Menu.getApplicationMenu()?.getMenuItemById('about')?.click();
      return shown as { message: string; detail: string };
    });
    const versions = await it.app.evaluate(() => process.versions['electron']);
    expect(box.detail).toContain(`Electron ${versions}`);
    const info = await it.page.evaluate(() => window.countersign.call('app.info', null));
    expect(box.detail.includes(t('shell:standIn'))).toBe(info.ok && info.value.standIn);
  } finally {
    await it.close();
  }
});

test('a page that dies is loaded again', async () => {
  const it = await startApp();
  try {
    const loaded = it.app.evaluate(
      ({ BrowserWindow }) =>
        new Promise<boolean>((resolve) => {
          const contents = BrowserWindow.getAllWindows()[0]?.webContents;
          contents?.once('did-finish-load', () => resolve(true));
          contents?.forcefullyCrashRenderer();
        }),
    );
    expect(await loaded).toBe(true);
  } finally {
    await it.close();
  }
});
