import { expect } from '@playwright/test';
import { ask } from '../e2e/scene.ts';
import { dropOn, goTo } from '../e2e/window.ts';
import { t } from '../e2e/words.ts';
import type { Desk } from './desk.ts';

/** Makes Ada's key, as the app makes it; gives its id. */
export async function adasKey({ page }: Desk): Promise<string> {
  const known = await ask(page, 'keys.list', null);
  const there = known.find(({ userIds }) => userIds[0]?.startsWith('Ada Moreau'));
  if (there !== undefined) return there.id;
  const made = await ask(page, 'keys.generate', {
    name: 'Ada Moreau',
    email: 'ada@lantern.example',
    algorithm: 'ed25519',
    validity: '2y',
    publisher: 'Lantern',
  });
  return made.id;
}

/** Brings the Sign screen to where nothing is dropped. */
export async function nothingDropped({ page }: Desk): Promise<void> {
  await goTo(page, 'sign');
  for (const words of ['sign.clear', 'sign.more'] as const) {
    const button = page.getByRole('button', { name: t(words) });
    if (await button.isVisible()) await button.click();
  }
}

/** Drops files or folders to be signed, and waits for the plan. */
export async function drop(desk: Desk, paths: string[]): Promise<void> {
  await nothingDropped(desk);
  await dropOn(desk.page, 'sign', paths);
  // GnuPG's keys are listed first, which takes a while on a busy machine.
  await expect(desk.page.locator('.output-line').first()).toBeVisible({ timeout: 30_000 });
}

/** The main button of the Sign screen. */
export const signButton = ({ page }: Desk) => page.locator('.deck-do button').first();

/** Signs files with what the app holds, and waits for the receipt. */
export async function signHere(desk: Desk, paths: string[]): Promise<void> {
  await drop(desk, paths);
  await signButton(desk).click();
  await expect(desk.page.getByRole('list', { name: t('receipt.writtenList') })).toBeVisible();
}
