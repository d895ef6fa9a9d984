import { AxeBuilder } from '@axe-core/playwright';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Locator, type Page, test } from './fixture.ts';
import { startApp, temporaryFolder, type Started } from './electron.ts';
import { check } from './window.ts';
import { t } from './words.ts';

// Each test goes on where the last one ended.
test.describe.configure({ mode: 'serial' });

let root: string;
let it: Started;
let page: Page;
let panel: Locator;

test.beforeAll(async () => {
  root = temporaryFolder();
  it = await startApp();
  page = it.page;
  // In a narrow window it is the main landmark instead of one beside it.
  panel = page.locator('.help');
});

test.afterAll(async () => {
  await it.close();
  rmSync(root, { recursive: true, force: true });
});

const mark = (what: string): Locator => page.getByRole('button', { name: t('help.about', { what }), exact: true });

/** The page's heading or a heading of it, by its anchor: words differ from language to language, anchors do not. */
const heading = (anchor = ''): Locator => panel.locator(`#help-${anchor}`);

async function resize(width: number, height: number): Promise<void> {
  await it.app.evaluate(
    ({ BrowserWindow }, [w, h]) => {
      const [window] = BrowserWindow.getAllWindows();
      window?.setMinimumSize(1, 1);
      window?.setContentSize(w, h);
    },
    [width, height] as [number, number],
  );
  await expect.poll(() => page.evaluate(() => window.innerWidth)).toBe(width);
}

test('a question mark opens its topic by keyboard, and Escape gives the focus back', async () => {
  const button = mark(t('help.topics.check-a-download'));
  await expect(panel).toBeHidden();
  await button.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('complementary', { name: t('help.title'), exact: true })).toBeVisible();
  await expect(heading()).toBeFocused();
  await expect(heading('compare')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(panel).toBeHidden();
  await expect(button).toBeFocused();
});

test('Tab goes from the heading into the text, and links lead from topic to topic and back', async () => {
  await mark(t('help.topics.check-a-download')).click();
  await expect(heading()).toBeFocused();
  await page.keyboard.press('Tab');
  const first = panel.locator('.help-text a').first();
  await expect(first).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(heading('only-a-checksum')).toBeVisible();
  await expect(heading()).toBeFocused();

  await panel.getByRole('button', { name: t('help.all') }).click();
  await expect(heading('words')).toBeVisible();
  await expect(panel.getByRole('button', { name: t('help.all') })).toBeHidden();
  for (const anchor of ['only-a-checksum', 'compare']) {
    await panel.getByRole('button', { name: t('help.back') }).click();
    await expect(heading(anchor)).toBeVisible();
  }
  await expect(panel.getByRole('button', { name: t('help.back') })).toBeHidden();
  await panel.getByRole('button', { name: t('help.close') }).click();
  await expect(panel).toBeHidden();
  await expect(mark(t('help.topics.check-a-download'))).toBeFocused();
});

test('a link to a heading puts the focus there', async () => {
  await mark(t('help.topics.check-a-download')).click();
  await panel.getByRole('button', { name: t('help.all') }).click();
  await panel.locator('a[href="#verdicts"]').click();
  await panel.locator('a[href="#verdicts"]').last().click();
  await expect(heading('grey')).toBeFocused();
  await expect(heading('grey')).toBeInViewport();
  await page.keyboard.press('Escape');
});

test('the card’s question mark opens the place that explains its case, and the content stays usable', async () => {
  const folder = join(root, 'download');
  mkdirSync(folder);
  const file = join(folder, 'lantern-1.0.tar.gz');
  writeFileSync(file, 'lantern');
  await check(page, [file]);
  await expect(page.locator('.verdict-card')).toHaveClass(/tone-incomplete/);
  await mark(t('help.names.thisVerdict')).click();
  await expect(heading('nothing-to-check')).toBeFocused();
  await expect(heading('nothing-to-check')).toBeInViewport();
  await mark(t('help.names.threeLines')).click();
  await expect(heading('lines')).toBeFocused();

  // The opener goes with its screen: then the focus goes to the content.
  await page.getByRole('button', { name: t('verify.newCheck') }).click();
  await expect(page.getByRole('heading', { name: t('verify.emptyTitle') })).toBeVisible();
  await panel.getByRole('button', { name: t('help.close') }).click();
  await expect(page.getByRole('main')).toBeFocused();
});

for (const [width, height] of [
  [1440, 900],
  [1024, 700],
  [320, 640],
] as const) {
  test(`nothing shuts anybody out, and nothing is cut off, with the help open at ${String(width)} pixels`, async () => {
    await resize(width, height);
    await mark(t('help.topics.check-a-download')).click();
    for (const topic of ['check-a-download', 'overview', 'verdicts', 'what-is-stored']) {
      if (topic === 'overview') await panel.getByRole('button', { name: t('help.all') }).click();
      else if (topic !== 'check-a-download') {
        await panel.locator(`a[href="#${topic}"]`).first().click();
      }
      await expect(heading()).toBeFocused();
      const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
      expect(
        violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`),
      ).toEqual([]);
      const wide = await page.evaluate(() =>
        [document.documentElement, ...document.querySelectorAll('.help, .help-text, .help-head')]
          .filter((element) => element.scrollWidth > element.clientWidth)
          .map((element) => element.className),
      );
      expect(wide).toEqual([]);
      if (topic === 'verdicts') await panel.getByRole('button', { name: t('help.back') }).click();
    }
    await page.keyboard.press('Escape');
    await expect(panel).toBeHidden();
  });
}
