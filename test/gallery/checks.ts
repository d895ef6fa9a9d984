import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/** Everything that axe finds, one line each. */
export async function axeFindings(page: Page): Promise<string[]> {
  // Electron has no second page for axe's own frames.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  return violations.flatMap(({ id, impact, nodes }) =>
    nodes.map((node) => `${id} (${impact ?? '?'}): ${node.target.join(' ')} ${node.failureSummary ?? ''}`),
  );
}

/** What stands outside the window or is cut where no ellipsis says so, one line each. */
export function clipped(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const say = (what: string, one: Element) =>
      found.push(`${what}: ${one.tagName.toLowerCase()}.${one.classList.value} “${one.textContent.slice(0, 60)}”`);
    const root = document.documentElement;
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
      if (cut && style.textOverflow !== 'ellipsis' && one.scrollWidth > one.clientWidth + 1) say('cut', one);
    }
    return found.slice(0, 12);
  });
}
