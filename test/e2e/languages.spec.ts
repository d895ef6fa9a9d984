import { expect, test } from './fixture.ts';
import { LANGUAGE_NAMES, loadWords } from '../../shared/catalogue/languages.ts';
import { startApp, type Started } from './electron.ts';

/** What the application menu says, top level. */
const menuLabels = (it: Started): Promise<string[]> =>
  it.app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.items.map(({ label }) => label.replace('&', '')) ?? []);

/** Every text that the window showed from its first drawing on, gathered by the page itself before its script runs. */
async function textsSinceStart(it: Started): Promise<string[]> {
  await it.page.addInitScript(() => {
    const seen = new Set<string>();
    Object.assign(window, { seen });
    new MutationObserver(() => {
      const text = document.getElementById('root')?.innerText ?? '';
      if (text !== '') seen.add(text);
    }).observe(document, { subtree: true, childList: true, characterData: true });
  });
  await it.page.reload();
  // The settings have come, by which the language may still change.
  await expect(it.page.getByRole('contentinfo').getByRole('switch')).toBeEnabled();
  return it.page.evaluate(() => [...(window as unknown as { seen: Set<string> }).seen]);
}

test('the system’s language is spoken, with the system’s own form of dates', async () => {
  const it = await startApp({
    language: 'system',
    env: { LANGUAGE: 'de_AT:en', LANG: 'de_AT.UTF-8', LC_ALL: 'de_AT.UTF-8' },
  });
  try {
    const page = it.page.locator('html');
    await expect(page).toHaveAttribute('data-language', 'de');
    await expect(page).toHaveAttribute('lang', 'de-AT');
    const { shell } = await loadWords('de');
    expect(await menuLabels(it)).toEqual(expect.arrayContaining([shell.file, shell.edit, shell.view, shell.help]));
  } finally {
    await it.close();
  }
});

test('a language that is not ours gives English', async () => {
  const it = await startApp({
    language: 'system',
    env: { LANGUAGE: 'fr_FR', LANG: 'fr_FR.UTF-8', LC_ALL: 'fr_FR.UTF-8' },
  });
  try {
    await expect(it.page.locator('html')).toHaveAttribute('data-language', 'en');
  } finally {
    await it.close();
  }
});

test('no word of another language is seen at the start', async () => {
  const it = await startApp({ language: 'mirrored' });
  try {
    expect(await it.page.locator('html').getAttribute('dir')).toBe('rtl');
    const seen = await textsSinceStart(it);
    expect(seen.length).toBeGreaterThan(0);
    expect(seen.filter((text) => !text.startsWith('['))).toEqual([]);
  } finally {
    await it.close();
  }
});

test('another language chosen in Settings is spoken at once, in the window, the menu and the dialogs', async () => {
  const it = await startApp({ language: 'en' });
  const { app, page } = it;
  try {
    const english = await loadWords('en');
    await page.getByRole('button', { name: english.window.screens.settings, exact: true }).click();
    await page.getByLabel(english.window.settings.language).selectOption({ label: LANGUAGE_NAMES.de });
    const german = await loadWords('de');
    await expect(page.locator('html')).toHaveAttribute('data-language', 'de');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(german.window.screens.settings);
    await expect.poll(() => menuLabels(it)).toContain(german.shell.file);

    const answer = await page.evaluate(() => window.countersign.call('settings.get', null));
    if (!answer.ok) throw new Error(answer.code);
    await page.evaluate(
      (value) => window.countersign.call('settings.set', { ...value, language: 'pseudo' }),
      answer.value,
    );
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^\[/);
    await expect.poll(async () => (await menuLabels(it)).every((label) => label.startsWith('['))).toBe(true);
    const box = await app.evaluate(({ dialog, Menu }) => {
      let shown: unknown;
      dialog.showMessageBox = (...all: unknown[]) => {
        shown = all.at(-1);
        return Promise.resolve({ response: 0, checkboxChecked: false });
      };
      Menu.getApplicationMenu()?.getMenuItemById('about')?.click();
      return shown as { title: string; message: string; buttons: string[] };
    });
    for (const text of [box.title, box.message, ...box.buttons]) expect(text).toMatch(/^\[/);
  } finally {
    await it.close();
  }
});
