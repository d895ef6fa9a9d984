import { expect, type Locator } from '@playwright/test';
import { goTo } from '../e2e/window.ts';
import { t } from '../e2e/words.ts';
import type { Desk } from './desk.ts';
import { expects } from './keyless-desk.ts';
import type { State } from './state.ts';

async function openPublisher({ page }: Desk, name: string): Promise<Locator> {
  await goTo(page, 'publishers');
  await page.locator('.list-item', { hasText: name }).click();
  const details = page.getByRole('complementary', { name });
  await expect(details).toBeVisible();
  return details;
}

/** Publishers whose signers are no keys: builds, and people who log in. */
export const PINNED: readonly State[] = [
  {
    id: 'publishers-login',
    screen: 'Publishers',
    title: 'A publisher whose signer logs in',
    arrange: async (desk) => {
      await openPublisher(desk, 'Sextant');
    },
  },
  {
    id: 'publishers-build',
    screen: 'Publishers',
    title: 'A publisher whose releases are built by a workflow on GitHub',
    arrange: async (desk) => {
      await openPublisher(desk, 'Lantern');
    },
  },
  {
    id: 'publishers-build-compared',
    screen: 'Publishers',
    title: 'A build and a login for one publisher, and what is compared of the build',
    also: ['whole'],
    arrange: async (desk) => {
      // The screen reads its list when it opens.
      await goTo(desk.page, 'verify');
      await expects(desk, 'Lantern', { pasted: 'nova@lantern.example, logged in with Google' });
      const details = await openPublisher(desk, 'Lantern');
      await details
        .locator('summary', { hasText: t('publishers.compared') })
        .first()
        .click();
    },
  },
];
