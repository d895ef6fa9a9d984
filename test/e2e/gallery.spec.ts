import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from './fixture.ts';
import { picture, resize, SIZES } from '../gallery/capture.ts';
import { CHAPTERS } from '../gallery/chapters.ts';
import { examine } from '../gallery/checks.ts';
import type { Desk } from '../gallery/desk.ts';
import type { State } from '../gallery/state.ts';
import { setTheme } from './scene.ts';

/** Where pictures are written; without it the states are examined instead. */
const folder = process.env['COUNTERSIGN_GALLERY'];
/** Only the states whose ids contain one of these. */
const only = (process.env['COUNTERSIGN_STATES'] ?? '').split(' ').filter((word) => word !== '');
const wanted = ({ id }: State): boolean => only.length === 0 || only.some((word) => id.includes(word));
const order = (state: State): number => CHAPTERS.flatMap(({ states }) => states).indexOf(state);

async function keep(state: State, { it, page }: Desk, to: string): Promise<void> {
  const { id, screen, title, also = [] } = state;
  const pictures = await picture(it.app, page, to, id, also);
  writeFileSync(join(to, `${id}.json`), JSON.stringify({ order: order(state), id, screen, title, pictures }));
}

for (const chapter of CHAPTERS)
  test(`every state of “${chapter.name}” ${folder === undefined ? 'is open to everybody' : 'has its pictures'}`, async () => {
    const states = chapter.states.filter(wanted);
    test.skip(states.length === 0);
    test.setTimeout(60_000 + 30_000 * states.length);
    const desk = await chapter.open();
    const findings: string[] = [];
    try {
      await resize(desk.it.app, desk.page, ...SIZES[0]);
      await setTheme(desk.page, 'light');
      for (const state of states)
        await test.step(`${state.id}: ${state.title}`, async () => {
          // One state that does not come about, or has a fault, hides no other.
          try {
            await state.arrange(desk);
            if (folder === undefined) findings.push(...(await examine(desk.page)).map((one) => `${state.id}: ${one}`));
            else await keep(state, desk, folder);
          } catch (error) {
            findings.push(`${state.id}: ${String(error)}`);
          }
          await state.leave?.(desk).catch(() => undefined);
        });
    } finally {
      await desk.clear();
    }
    expect(findings).toEqual([]);
  });
