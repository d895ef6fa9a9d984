import type { Page } from '@playwright/test';
import { language } from './words.ts';

/** Whether this run's language is a made-up one, by which an untranslated word shows. */
export const isMadeUp = language === 'pseudo' || language === 'mirrored';

declare global {
  interface Window {
    /** What `watch` found and nobody has taken yet. */
    illegible?: { scan: () => void; faults: Set<string> };
  }
}

const watched = new Set<Page>();
const untaken = new Set<string>();

/** From now on the page is looked at each time that it has come to rest: every state that a test brings about is seen. */
export async function watchLegible(page: Page): Promise<void> {
  if (!isMadeUp) return;
  watched.add(page);
  await page.addInitScript(watch);
  await page.evaluate(watch);
}

/** Looks at a page for the last time, before it is closed. */
export async function leaveLegible(page: Page): Promise<void> {
  if (!watched.delete(page)) return;
  for (const fault of await faultsOf(page)) untaken.add(fault);
}

/** The faults of all pages since the last call: words of no catalogue, words that are cut, a page too wide for its window. */
export async function takeFaults(): Promise<string[]> {
  for (const page of watched) for (const fault of await faultsOf(page)) untaken.add(fault);
  const faults = [...untaken].sort();
  untaken.clear();
  return faults;
}

function faultsOf(page: Page): Promise<string[]> {
  // A page that died, or is closed already, has nothing to read any more.
  if (page.isClosed()) return Promise.resolve([]);
  const look = page.evaluate(() => {
    window.illegible?.scan();
    const faults = [...(window.illegible?.faults ?? [])];
    window.illegible?.faults.clear();
    return faults;
  });
  return look.catch(() => []);
}

/** Runs in the page, so it stands alone. */
function watch(): void {
  if (window.illegible !== undefined) return;
  const faults = new Set<string>();
  /** Elements that show what others chose, or numbers: no words of ours. */
  const NAMES = 'bdi, .mono, pre, code, script, style, textarea, [translate=no]';
  /** The documents are written in our own languages only: what of them is shown must fit, no more. */
  const DOCUMENT = '.help-text, .help-title';
  /** How a character that nobody sees stands in a text that is only heard; a bracket may follow it, which is none of ours. */
  const ESCAPED = /\\u\{[0-9A-F]+\}\[?/g;
  const DATE =
    /(January|February|March|April|May|June|July|August|September|October|November|December) \d{1,2}, \d{4}( at \d{1,2}:\d{2}\s[AP]M)?/g;
  const UNIT = /\d[\d.,]*\s?([kMGT]?B(\/s)?|bytes?( per second)?|byte\/s|sec|min|hr|days?)(?![a-z])/g;
  /** Methods are called the same in every language. */
  const METHOD = /\b(SHA-?(1|224|256|384|512)|MD5|(ed|cv)25519|secp256k1|(rsa|dsa|nistp|brainpoolP)\d+)\b/gi;
  const LETTER = /\p{L}/u;
  const REST = 60;

  /** What stands outside every bracket of the made-up language; undefined where the brackets do not pair. */
  const outside = (text: string): string | undefined => {
    let depth = 0;
    let rest = '';
    for (const character of text.replace(ESCAPED, '')) {
      if (character === '[') depth += 1;
      else if (character === ']') depth -= 1;
      else if (depth === 0) rest += character;
      if (depth < 0) return undefined;
    }
    return depth === 0 ? rest.replace(DATE, '').replace(UNIT, '').replace(METHOD, '') : undefined;
  };
  const isOurs = (text: string): boolean => {
    const rest = outside(text);
    return rest !== undefined && !LETTER.test(rest);
  };
  const nameOf = (element: Element): string =>
    `<${element.tagName.toLowerCase()}${[...element.classList]
      .slice(0, 2)
      .map((name) => `.${name}`)
      .join('')}>`;
  const told = (text: string): string => JSON.stringify(text.replace(/\s+/g, ' ').trim().slice(0, 100));
  const isShown = (element: Element): boolean =>
    element.checkVisibility({ visibilityProperty: true, opacityProperty: true });

  const untranslated = (): void => {
    const blocks = new Map<Element, string>();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const parent = node.parentElement;
      if (parent === null || parent.closest(`${NAMES}, ${DOCUMENT}`) !== null || !isShown(parent)) continue;
      let block: Element = parent;
      while (getComputedStyle(block).display.startsWith('inline') && block.parentElement !== null)
        block = block.parentElement;
      blocks.set(block, (blocks.get(block) ?? '') + (node.nodeValue ?? ''));
    }
    for (const [block, text] of blocks)
      if (!isOurs(text)) faults.add(`untranslated: ${told(text)} in ${nameOf(block)}`);
    for (const element of document.querySelectorAll(
      '[aria-label], [placeholder], [title], [alt], [aria-description]',
    )) {
      if (element.closest(`${NAMES}, ${DOCUMENT}`) !== null || !isShown(element)) continue;
      for (const name of ['aria-label', 'placeholder', 'title', 'alt', 'aria-description']) {
        const text = element.getAttribute(name);
        if (text !== null && !isOurs(text)) faults.add(`untranslated: ${name} ${told(text)} of ${nameOf(element)}`);
      }
    }
  };

  const clips = (value: string): boolean => value === 'hidden' || value === 'clip';
  const scrolls = (value: string): boolean => value === 'auto' || value === 'scroll';

  /** What stands out of an element at either side. */
  const widest = (element: Element): string => {
    const frame = element.getBoundingClientRect();
    const out = [...element.querySelectorAll('*:not(option, .hidden-visually)')].filter((one) => {
      const box = one.getBoundingClientRect();
      return box.left < frame.left - 0.5 || box.right > frame.right + 0.5;
    });
    return out.map(nameOf).slice(-3).join(' ');
  };

  /** What is on its way to its place, as the label of a button that stops waiting is: only where it comes to rest counts. */
  const movers = (): Element[] =>
    document.getAnimations().flatMap(({ playState, effect }) => {
      const target = effect instanceof KeyframeEffect ? effect.target : null;
      const ends = Number.isFinite(effect?.getComputedTiming().endTime ?? 0);
      return playState === 'running' && ends && target !== null ? [target] : [];
    });

  const clipped = (): void => {
    const moving = movers();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const parent = node.parentElement;
      if (parent === null || (node.nodeValue ?? '').trim() === '' || !isShown(parent)) continue;
      if (moving.some((one) => one.contains(parent))) continue;
      // What is for ears alone; what has its whole form at hand.
      if (parent.closest('.hidden-visually, script, style, option, [title], [data-whole]') !== null) continue;
      range.selectNodeContents(node);
      const box = range.getBoundingClientRect();
      if (box.width === 0 || box.height === 0) continue;
      // What lies beyond a frame that scrolls is at hand, whatever cuts that frame itself.
      let mayScroll = false;
      let mayScrollDown = false;
      for (let at: Element | null = parent; at !== null && !(mayScroll && mayScrollDown); at = at.parentElement) {
        const style = getComputedStyle(at);
        const frame = at.getBoundingClientRect();
        const side =
          !mayScroll && clips(style.overflowX) && (box.right > frame.right + 1.5 || box.left < frame.left - 1.5);
        const above =
          !mayScrollDown && clips(style.overflowY) && (box.bottom > frame.bottom + 4 || box.top < frame.top - 4);
        if (side || above) {
          // A row that ends in an ellipsis opens what it stands for.
          if (!(style.textOverflow === 'ellipsis' && at.closest('button, summary, [role=option]') !== null))
            faults.add(
              `cut ${side ? 'at the side' : 'above or below'}: ${told(node.nodeValue ?? '')} in ${nameOf(at)}`,
            );
          mayScroll = true;
          break;
        }
        mayScroll ||= scrolls(style.overflowX) && at.scrollWidth > at.clientWidth + 1;
        mayScrollDown ||= scrolls(style.overflowY) && at.scrollHeight > at.clientHeight + 1;
        if (getComputedStyle(at).position === 'fixed') break;
      }
      if (!mayScroll && (box.right > innerWidth + 1 || box.left < -1))
        faults.add(`outside the window: ${told(node.nodeValue ?? '')} in ${nameOf(parent)}`);
    }
    for (const element of [document.documentElement, ...document.querySelectorAll('main, .column, .card')])
      if (element.scrollWidth > element.clientWidth + 1 && !clips(getComputedStyle(element).overflowX))
        faults.add(
          `too wide: ${nameOf(element)} by ${element.scrollWidth - element.clientWidth} px, for ${widest(element)}`,
        );
  };

  const scan = (): void => {
    // Before the words have come there is nothing to read.
    if (document.getElementById('root')?.firstElementChild == null) return;
    if (!['pseudo', 'mirrored'].includes(document.documentElement.dataset['language'] ?? '')) return;
    untranslated();
    clipped();
  };
  window.illegible = { scan, faults };
  let timer: ReturnType<typeof setTimeout> | undefined;
  const later = (): void => {
    clearTimeout(timer);
    timer = setTimeout(scan, REST);
  };
  new MutationObserver(later).observe(document, {
    subtree: true,
    childList: true,
    characterData: true,
    attributes: true,
  });
}
