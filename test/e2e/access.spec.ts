import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type Page } from './fixture.ts';
import { temporaryFolder } from './electron.ts';
import { answerOpenDialog } from './gestures.ts';
import { openScene, SCENES, setTheme, type Scene } from './scene.ts';
import { check, dropOn, goTo, signButton } from './window.ts';
import { like, t } from './words.ts';

/** Characters that nobody sees: controls, format characters, line and paragraph separators. */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

let scene: Scene;
let page: Page;

test.beforeAll(async () => {
  scene = await openScene();
  page = scene.page;
});

test.afterAll(() => scene.close());

/** Brings the Activity screen back to its list. */
async function settle(): Promise<void> {
  await goTo(page, 'activity');
  const back = page.getByRole('button', { name: t('activity.back') });
  if (await back.isVisible()) await back.click();
}

test('a sheet keeps the focus, and gives it back', async () => {
  const folder = temporaryFolder();
  const file = join(folder, 'a-1.0.txt');
  writeFileSync(file, 'x');
  writeFileSync(`${file}.asc`, 'x');
  await goTo(page, 'sign');
  const over = page.getByRole('button', { name: t('sign.clear') });
  if (await over.isVisible()) await over.click();
  await dropOn(page, 'sign', [file]);
  const sign = signButton(page, 1);
  for (const theme of ['light', 'dark'] as const) {
    await setTheme(page, theme);
    await sign.focus();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('dialog')).toBeVisible();
    // The focus stays in the sheet, whichever way it is moved.
    for (let presses = 0; presses < 6; presses++) {
      await page.keyboard.press('Tab');
      expect(
        await page.evaluate(
          () => document.activeElement === document.body || document.activeElement?.closest('dialog') != null,
        ),
      ).toBe(true);
    }
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
    await expect(sign).toBeFocused();
  }
  rmSync(folder, { recursive: true, force: true });
});

test('every control of every screen is reached by Tab, and shows that it is', async () => {
  test.slow();
  await settle();
  for (const { name, show } of SCENES) {
    await show(scene);
    await page.evaluate(() => {
      (document.activeElement as HTMLElement | null)?.blur();
      getSelection()?.removeAllRanges();
    });
    const wanted = await page.evaluate(() => {
      const shown = (element: Element) => element.checkVisibility() && !(element as HTMLButtonElement).disabled;
      const all = [...document.querySelectorAll('button, input, select, textarea, summary, [tabindex="0"]')];
      // Of a group of radio buttons Tab reaches the chosen one.
      const reached = all.filter(
        (one) =>
          shown(one) &&
          !(one instanceof HTMLInputElement && one.type === 'radio' && !one.checked) &&
          one.getAttribute('tabindex') !== '-1',
      );
      reached.forEach((one, index) => one.setAttribute('data-reach', String(index)));
      return reached.length;
    });
    const seen = new Set<string>();
    // Where the round begins is the browser's choice; one whole round and a bit must reach everything.
    for (let presses = 0; presses < 2 * wanted + 10 && seen.size < wanted; presses++) {
      await page.keyboard.press('Tab');
      const focus = await page.evaluate(() => {
        const element = document.activeElement;
        if (element === null || element === document.body) return null;
        const marks = [
          element,
          ...(element.parentElement === null ? [] : [element.parentElement]),
          ...(element.nextElementSibling === null ? [] : [element.nextElementSibling]),
        ].some((one) => {
          const style = getComputedStyle(one);
          return (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none';
        });
        return { reach: element.getAttribute('data-reach'), marks, what: element.outerHTML.slice(0, 120) };
      });
      if (focus === null) continue;
      expect(focus.marks, `${name}: focus is seen on ${focus.what}`).toBe(true);
      if (focus.reach !== null) seen.add(focus.reach);
    }
    const missing = await page.evaluate(
      (reached) =>
        [...document.querySelectorAll('[data-reach]')]
          .filter((one) => !reached.includes(one.getAttribute('data-reach') ?? ''))
          .map((one) => one.outerHTML.slice(0, 160)),
      [...seen],
    );
    expect(missing, name).toEqual([]);
    await page.evaluate(() =>
      document.querySelectorAll('[data-reach]').forEach((one) => one.removeAttribute('data-reach')),
    );
  }
});

test('a check by keyboard alone', async () => {
  await goTo(page, 'verify');
  const fresh = page.getByRole('button', { name: t('verify.newCheck') });
  if (await fresh.isVisible()) await fresh.click();
  await answerOpenDialog(scene.it.app, [join(scene.download, 'compass-7.1.tar.gz')]);
  await page.getByRole('button', { name: t('verify.chooseFiles') }).focus();
  await page.keyboard.press('Space');
  await expect(page.locator('.verdict-card')).toHaveClass(/tone-verified/);
  await page.locator('.fold > summary').focus();
  await page.keyboard.press('Enter');
  await expect(page.getByText(t('card.chain'))).toBeVisible();
  await expect(
    page.getByRole('status').filter({
      hasText: like('verdict:verified-by-manifest.sentence', { name: 'compass-7.1.tar.gz', publisher: 'Compass' }),
    }),
  ).toBeAttached();
});

test('hostile names stand on cards and lists visibly and inert', async () => {
  const folder = temporaryFolder();
  const hostile = join(folder, 'names');
  mkdirSync(hostile);
  const names = {
    '<img src=x onerror=document.title=1>.txt': '<img src=x onerror=document.title=1>.txt',
    'invoice\u202Egpj.exe': '\\u202E',
    'zero\u200Bwidth.txt': '\\u200B',
    '\u001b[31mred\u001b[0m.txt': '\\x1B',
    'line\nbreak.txt': '\\n',
  };
  for (const name of Object.keys(names)) writeFileSync(join(hostile, name), 'x');
  try {
    for (const name of Object.keys(names)) {
      await check(page, [join(hostile, name)]);
      const sentence = page.locator('.verdict-card .verdict-sentence');
      await expect(sentence).toContainText(like('verdict:nothing-to-check.sentence'));
      expect(HIDDEN.test((await sentence.textContent()) ?? '')).toBe(false);
    }
    await check(page, [hostile]);
    await expect(page.getByRole('listbox', { name: t('summary.list') }).getByRole('option')).toHaveCount(5);
    const text = (await page.locator('main').textContent()) ?? '';
    expect(HIDDEN.test(text.replaceAll('\n', ''))).toBe(false);
    expect(text).toContain('<img src=x onerror=document.title=1>.txt');
    expect(await page.locator('img').count()).toBe(0);
    expect(await page.title()).not.toBe('1');
    await goTo(page, 'sign');
    const over = page.getByRole('button', { name: t('sign.clear') });
    if (await over.isVisible()) await over.click();
    await dropOn(page, 'sign', [hostile]);
    await expect(page.locator('.file-line')).toHaveCount(5);
    const listed = (await page.locator('main').textContent()) ?? '';
    expect(HIDDEN.test(listed.replaceAll('\n', ''))).toBe(false);
    await page.getByRole('button', { name: t('sign.clear') }).click();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
