import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { isMadeUp } from '../e2e/legible.ts';
import { setTheme } from '../e2e/scene.ts';
import { LARGE, NARROW, settle, withMetrics } from './capture.ts';

/** Everything that axe finds in the window as it is, one line each. `rules`: only these. */
export async function axeFindings(page: Page, rules?: string[]): Promise<string[]> {
  await settle(page);
  // A page that has axe already is not sent its half megabyte again.
  const axeSource = (await page.evaluate(() => 'axe' in window)) ? '0' : undefined;
  // Electron has no second page for axe's own frames. Of what is right, axe need not tell every element.
  const axe = new AxeBuilder({ page, axeSource }).setLegacyMode(true).options({ resultTypes: ['violations'] });
  const { violations } = await (rules === undefined ? axe : axe.withRules(rules)).analyze();
  return violations.flatMap(({ id, impact, nodes }) =>
    nodes.map((node) => `${id} (${impact ?? '?'}): ${node.target.join(' ')} ${node.failureSummary ?? ''}`),
  );
}

/** What a state owes everybody: nothing for axe to find in either theme, and nothing cut, however narrow the window or large the text. */
export async function examine(page: Page): Promise<string[]> {
  const found: string[] = [];
  // What axe looks at is the same in every language; what fits is not.
  if (!isMadeUp) {
    found.push(...(await axeFindings(page)).map((one) => `light: ${one}`));
    await setTheme(page, 'dark');
    // Of axe's rules only this one looks at colours.
    found.push(...(await axeFindings(page, ['color-contrast'])).map((one) => `dark: ${one}`));
    await setTheme(page, 'light');
  }
  found.push(...(await clipped(page)));
  for (const [name, metrics] of [
    ['320 pixels wide', NARROW],
    ['200% large', LARGE],
  ] as const)
    await withMetrics(page, metrics, async () => {
      // What follows the size of another element, as the mark of a choice does, is in its place a moment later.
      await settle(page);
      found.push(...(await clipped(page)).map((one) => `${name}: ${one}`));
    });
  return found;
}

/** What stands outside the window or is cut where no ellipsis says so, one line each. */
function clipped(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const say = (what: string, one: Element) =>
      found.push(`${what}: ${one.tagName.toLowerCase()}.${one.classList.value} “${one.textContent.slice(0, 60)}”`);
    const root = document.documentElement;
    for (const one of document.querySelectorAll('nav button')) if (!one.checkVisibility()) say('hidden', one);
    if (root.scrollWidth > root.clientWidth) found.push(`the page scrolls by ${root.scrollWidth - root.clientWidth}`);
    const main = document.querySelector('main');
    if (main !== null && main.scrollWidth > main.clientWidth)
      found.push(`the main column scrolls by ${main.scrollWidth - main.clientWidth}`);
    const scrolled = (element: Element | null): boolean =>
      element !== null &&
      element !== main &&
      (['auto', 'scroll'].includes(getComputedStyle(element).overflowX) || scrolled(element.parentElement));
    for (const one of document.querySelectorAll('#root *, dialog *')) {
      if (!one.checkVisibility() || one.closest('.hidden-visually, svg') !== null) continue;
      const style = getComputedStyle(one);
      const box = one.getBoundingClientRect();
      const outside = box.right > root.clientWidth + 1 || box.left < -1;
      if (outside && box.width > 0 && !scrolled(one.parentElement)) say('outside the window', one);
      const cut = style.overflowX === 'hidden' || style.overflowX === 'clip';
      if (
        cut &&
        one.textContent.trim() !== '' &&
        style.textOverflow !== 'ellipsis' &&
        one.scrollWidth > one.clientWidth + 1
      )
        say('cut', one);
    }
    return found.slice(0, 6);
  });
}
