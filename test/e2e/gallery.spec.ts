import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from './fixture.ts';
import { LARGE, NARROW, picture, resize, SIZES, THEMES, withMetrics } from '../gallery/capture.ts';
import { CHAPTERS } from '../gallery/chapters.ts';
import { axeFindings, clipped } from '../gallery/checks.ts';
import type { Desk } from '../gallery/desk.ts';
import type { State } from '../gallery/state.ts';
import { setTheme } from './scene.ts';

/** Where pictures are written; without it the states are examined instead. */
const folder = process.env['COUNTERSIGN_GALLERY'];

const order = (state: State): number => CHAPTERS.flatMap(({ states }) => states).indexOf(state);

for (const chapter of CHAPTERS)
  test.describe(chapter.name, () => {
    let desk: Desk;

    test.beforeAll(async () => {
      test.setTimeout(180_000);
      desk = await chapter.open();
      await resize(desk.it.app, desk.page, ...SIZES[0]);
      await setTheme(desk.page, 'light');
    });

    test.afterAll(async () => {
      await desk.clear();
    });

    for (const state of chapter.states)
      test(`${state.id}: ${state.title}`, async () => {
        const { it, page } = desk;
        await state.arrange(desk);
        try {
          if (folder !== undefined) {
            const { id, screen, title, also = [] } = state;
            const pictures = await picture(it.app, page, folder, id, also);
            // One file a state, so that one that fails takes no other with it.
            writeFileSync(
              join(folder, `${id}.json`),
              JSON.stringify({ order: order(state), id, screen, title, pictures }),
            );
            return;
          }
          for (const theme of THEMES) {
            await setTheme(page, theme);
            expect.soft(await axeFindings(page), `axe in ${theme}`).toEqual([]);
          }
          expect.soft(await clipped(page), 'at 1024 x 700').toEqual([]);
          for (const [name, metrics] of [
            ['320 pixels wide', NARROW],
            ['200% large', LARGE],
          ] as const)
            await withMetrics(page, metrics, async () => {
              expect.soft(await clipped(page), name).toEqual([]);
            });
        } finally {
          await state.leave?.(desk);
        }
      });
  });
