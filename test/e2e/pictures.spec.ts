import { fileURLToPath } from 'node:url';
import { expect, test } from './fixture.ts';
import { openScene, SCENES, setTheme } from './scene.ts';

const folder = process.env['COUNTERSIGN_PICTURES_IN'] ?? fileURLToPath(new URL('../../docs', import.meta.url));

test.skip(process.env['COUNTERSIGN_PICTURES'] !== '1', 'pictures are made where COUNTERSIGN_PICTURES=1 asks for them');

test('makes the pictures of every screen in light and dark', async () => {
  const scene = await openScene();
  const { it, page } = scene;
  try {
    await it.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1024, 700));
    await expect.poll(() => page.evaluate(() => window.innerWidth)).toBe(1024);
    for (const theme of ['light', 'dark'] as const) {
      await setTheme(page, theme);
      for (const { name, show } of SCENES) {
        await show(scene);
        await page.mouse.move(1, 1);
        await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
        await page.screenshot({ path: `${folder}/${name}-${theme}.png`, animations: 'disabled', scale: 'css' });
      }
    }
  } finally {
    await scene.close();
  }
});
