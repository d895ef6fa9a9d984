import { test as base, expect } from '@playwright/test';
import { takeFaults } from './legible.ts';

/** Playwright's `test`; in a made-up language it also fails where any state of the test showed a word of no catalogue, or one that is cut. */
export const test = base.extend<{ legible: undefined }>({
  legible: [
    // eslint-disable-next-line no-empty-pattern
    async ({}, use) => {
      await use(undefined);
      expect(await takeFaults()).toEqual([]);
    },
    { auto: true },
  ],
});
export { expect };
export type { Locator, Page } from '@playwright/test';
