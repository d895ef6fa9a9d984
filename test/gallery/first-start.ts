import { expect } from '@playwright/test';
import { dragOver } from '../e2e/gestures.ts';
import { goTo } from '../e2e/window.ts';
import { t } from '../e2e/words.ts';
import { openDesk, release, type Desk } from './desk.ts';
import type { Chapter } from './state.ts';

/** Somebody who has just installed the app: no key, no publisher, nothing checked. */
export const FIRST_START: Chapter = {
  name: 'first start',
  open: () => openDesk(),
  states: [
    {
      id: 'verify-empty',
      screen: 'Verify',
      title: 'First start: no key, nothing dropped',
      also: ['narrow', 'large', 'forced'],
      arrange: async ({ page }) => {
        await goTo(page, 'verify');
        await expect(page.getByRole('heading', { name: t('verify.emptyTitle') })).toBeVisible();
      },
    },
    {
      id: 'verify-drop',
      screen: 'Verify',
      title: 'A file is dragged over the window',
      also: ['narrow'],
      arrange: async (desk) => {
        await goTo(desk.page, 'verify');
        await drag(desk);
      },
      leave: away,
    },
    {
      id: 'keys-drop',
      screen: 'Keys',
      title: 'A file is dragged over the Keys screen',
      arrange: async (desk) => {
        await goTo(desk.page, 'keys');
        await drag(desk);
      },
      leave: away,
    },
    {
      id: 'sign-no-key',
      screen: 'Sign',
      title: 'There is no key yet',
      arrange: async ({ page }) => {
        await goTo(page, 'sign');
        await expect(page.getByRole('heading', { name: t('sign.noKeyTitle') })).toBeVisible();
      },
    },
    {
      id: 'keys-empty',
      screen: 'Keys',
      title: 'No keys',
      also: ['narrow'],
      arrange: async ({ page }) => {
        await goTo(page, 'keys');
        await expect(page.getByRole('button', { name: t('keys.generate') })).toBeVisible();
      },
    },
    {
      id: 'publishers-empty',
      screen: 'Publishers',
      title: 'No publishers',
      arrange: async ({ page }) => {
        await goTo(page, 'publishers');
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      },
    },
    {
      id: 'activity-empty',
      screen: 'Activity',
      title: 'Nothing has run yet',
      arrange: async ({ page }) => {
        await goTo(page, 'activity');
        await expect(page.getByText(t('activity.none'))).toBeVisible();
      },
    },
  ],
};

async function drag(desk: Desk): Promise<void> {
  const path = desk.place().write('lantern-4.2-linux-x64.tar.gz', release('lantern'));
  await dragOver(desk.page, [path]);
  await expect(desk.page.getByRole('region', { name: t('drop.title') })).toBeVisible();
}

/** What was dragged leaves every element that it entered, however the window was laid out meanwhile. */
async function away({ page }: Desk): Promise<void> {
  await page.evaluate(() => {
    for (const one of document.querySelectorAll('*'))
      one.dispatchEvent(new DragEvent('dragleave', { bubbles: true, relatedTarget: null }));
  });
  await expect(page.getByRole('region', { name: t('drop.title') })).toBeHidden();
}
