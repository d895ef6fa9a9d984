import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type ElectronApplication, type Page } from '@playwright/test';
import { setTheme } from '../e2e/scene.ts';
import type { Look } from './state.ts';

export const THEMES = ['light', 'dark'] as const;
export const SIZES = [
  [1024, 700],
  [1440, 900],
] as const;

/** Makes the window's inside this large. */
export async function resize(app: ElectronApplication, page: Page, width: number, height: number): Promise<void> {
  await app.evaluate(({ BrowserWindow }, [w, h]) => BrowserWindow.getAllWindows()[0]?.setContentSize(w, h), [
    width,
    height,
  ] as const);
  await expect.poll(() => page.evaluate(() => `${window.innerWidth} ${window.innerHeight}`)).toBe(`${width} ${height}`);
}

/** Waits for the fonts, for what moves and for two frames. What runs for ever (a progress bar) is not waited for. */
export async function settle(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await document.fonts.ready;
    const ending = document
      .getAnimations()
      .filter((one) => one.effect?.getComputedTiming().endTime !== Infinity && one.playState === 'running');
    await Promise.race([
      Promise.allSettled(ending.map((one) => one.finished)),
      new Promise((resolve) => setTimeout(resolve, 1000)),
    ]);
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  });
}

/** A narrow column or text twice as large, for as long as `use` runs. */
export async function withMetrics(
  page: Page,
  metrics: { width: number; height: number; deviceScaleFactor: number },
  use: () => Promise<void>,
): Promise<void> {
  const session = await page.context().newCDPSession(page);
  try {
    await session.send('Emulation.setDeviceMetricsOverride', { ...metrics, mobile: false });
    await use();
  } finally {
    await session.send('Emulation.clearDeviceMetricsOverride');
    await session.detach();
  }
}

export const NARROW = { width: 320, height: 700, deviceScaleFactor: 1 };
export const LARGE = { width: 512, height: 350, deviceScaleFactor: 2 };

const WHOLE = { width: 1024, height: 2000, deviceScaleFactor: 1 };

/** One picture of a state: its file, and how the window looked. */
export interface Picture {
  file: string;
  theme: (typeof THEMES)[number];
  look: string;
}

/** Takes all the pictures of the state that the window is in. */
export async function picture(
  app: ElectronApplication,
  page: Page,
  folder: string,
  id: string,
  also: readonly Look[],
): Promise<Picture[]> {
  mkdirSync(folder, { recursive: true });
  const made: Picture[] = [];
  const shoot = async (theme: Picture['theme'], look: string, scale: 'css' | 'device' = 'css') => {
    const file = `${id}-${look}-${theme}.png`;
    await settle(page);
    await page.screenshot({ path: join(folder, file), scale, caret: 'hide' });
    made.push({ file, theme, look });
  };
  await page.mouse.move(1, 1);
  for (const [width, height] of SIZES) {
    await resize(app, page, width, height);
    for (const theme of THEMES) {
      await setTheme(page, theme);
      await shoot(theme, `${width}x${height}`);
    }
  }
  await resize(app, page, ...SIZES[0]);
  await setTheme(page, 'light');
  if (also.includes('narrow')) await withMetrics(page, NARROW, () => shoot('light', 'narrow'));
  if (also.includes('large')) await withMetrics(page, LARGE, () => shoot('light', 'large', 'device'));
  if (also.includes('whole')) await withMetrics(page, WHOLE, () => shoot('light', 'whole'));
  if (also.includes('forced')) {
    for (const theme of THEMES) {
      await setTheme(page, theme);
      await page.emulateMedia({ forcedColors: 'active', colorScheme: theme });
      await shoot(theme, 'forced');
    }
    await page.emulateMedia({ forcedColors: null, colorScheme: null });
    await setTheme(page, 'light');
  }
  return made;
}
