import { openScene, SCENES } from './scene.ts';
import { expect, test } from './fixture.ts';
import { language } from './words.ts';

test('every screen is legible in the language of this run', async () => {
  test.setTimeout(180_000);
  const scene = await openScene();
  try {
    for (const { show } of SCENES) {
      await show(scene);
      await expect(scene.page.locator('html')).toHaveAttribute('data-language', language);
    }
  } finally {
    await scene.close();
  }
});
