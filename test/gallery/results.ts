import { createHash } from 'node:crypto';
import { rmSync, truncateSync } from 'node:fs';
import { expect, type Page } from '@playwright/test';
import { check, goTo } from '../e2e/window.ts';
import { ask } from '../e2e/scene.ts';
import { t } from '../e2e/words.ts';
import { changeByte, release, type Desk, type Place } from './desk.ts';
import type { Chapter } from './state.ts';
import { NOVA, openVerdicts, PETR } from './verdicts-desk.ts';

const MANY = 10_000;
const running = (page: Page) => page.getByRole('region', { name: t('progress.title') });

/** A file of so many gigabytes that takes no room on the disk and a while to read. */
function large({ write, at }: Place, name: string, gigabytes: number): void {
  write(name, '');
  truncateSync(at(name), gigabytes * 1024 ** 3);
}

/** So many small files in a signed list, whose text is made here as coreutils would write it. The list is found beside them. */
function many(desk: Desk, count: number, more: readonly string[] = []): { place: Place; paths: string[] } {
  const place = desk.place('mirror');
  const lines = [...more];
  const paths = [];
  for (let index = 0; index < count; index++) {
    const name = `part-${String(index).padStart(5, '0')}.bin`;
    const content = `part ${index}\n`;
    paths.push(place.write(name, content));
    lines.push(`${createHash('sha256').update(content).digest('hex')}  ${name}`);
  }
  const list = place.write('SHA256SUMS', `${lines.join('\n')}\n`);
  desk.sign(list, NOVA);
  return { place, paths };
}

async function stop({ page }: Desk): Promise<void> {
  const cancel = running(page).getByRole('button', { name: t('common.cancel') });
  if (await cancel.isVisible()) await cancel.click();
  await expect(running(page)).toBeHidden();
}

/** Work that takes a while, what comes of it, and what a name can look like. */
export const RESULTS: Chapter = {
  name: 'many files',
  open: openVerdicts,
  states: [
    {
      id: 'verify-working',
      screen: 'Verify',
      title: 'Working: three files, one of them large',
      arrange: async (desk) => {
        const place = desk.place();
        for (const name of ['compass-7.1.tar.gz', 'compass-7.1.dmg']) place.write(name, release(name));
        large(place, 'compass-7.1-usb.img', 60);
        const lines = ['compass-7.1.tar.gz', 'compass-7.1.dmg', 'compass-7.1-usb.img'].map(
          (name) => `${createHash('sha256').update(release(name)).digest('hex')}  ${name}\n`,
        );
        desk.sign(place.write('SHA256SUMS', lines.join('')), NOVA);
        await check(desk.page, [place.folder]);
        await expect(running(desk.page)).toContainText('compass-7.1-usb.img');
        await expect(running(desk.page)).toContainText('/s');
      },
    },
    {
      id: 'verify-cancelled',
      screen: 'Verify',
      title: 'Stopped before the end',
      arrange: async (desk) => {
        await stop(desk);
        await expect(desk.page.getByText(t('verify.cancelled'))).toBeVisible();
      },
    },
    {
      id: 'verify-results-15',
      screen: 'Verify',
      title: 'Fifteen results of every kind',
      also: ['narrow', 'large'],
      arrange: async (desk) => {
        const { write, at, list } = desk.place();
        const paths: string[] = [];
        const good = ['compass-7.1.tar.gz', 'compass-7.1.dmg', 'compass-7.1-setup.exe', 'compass-7.1-arm64.dmg'];
        const changed = ['compass-7.1.zip', 'compass-7.1.AppImage'];
        for (const name of [...good, ...changed]) paths.push(write(name, release(name)));
        desk.sign(list([...good, ...changed]), NOVA);
        for (const name of changed) changeByte(at(name));
        for (const name of ['sextant-2.0.zip', 'sextant-2.0.dmg', 'sextant-2.0.tar.gz', 'octant-1.0.zip']) {
          paths.push(write(name, release(name)));
          desk.sign(at(name), PETR);
        }
        for (const name of ['setup.exe', 'readme-first.pdf', 'gyroscope-1.0.zip', 'codec-pack.msi', 'manual.epub'])
          paths.push(write(name, release(name)));
        await check(desk.page, paths);
        await expect(desk.page.locator('.result-row').first()).toBeVisible({ timeout: 30_000 });
        await expect(running(desk.page)).toBeHidden();
      },
    },
    {
      id: 'verify-results-filtered',
      screen: 'Verify',
      title: 'Fifteen results, only those that could not be checked',
      arrange: async ({ page }) => {
        await page.locator('.filter.tone-incomplete').click();
      },
    },
    {
      id: 'verify-working-10000',
      screen: 'Verify',
      title: 'Working: ten thousand files',
      arrange: async (desk) => {
        const { place, paths } = many(desk, MANY - 1, [`${'a'.repeat(64)}  disk.img`]);
        large(place, 'disk.img', 60);
        await check(desk.page, [...paths, place.at('disk.img')]);
        await expect(running(desk.page)).toContainText('/s', { timeout: 60_000 });
      },
      leave: stop,
    },
    {
      id: 'verify-results-10000',
      screen: 'Verify',
      title: 'Ten thousand results, one to stop at',
      arrange: async (desk) => {
        const { place, paths } = many(desk, MANY);
        changeByte(place.at('part-04711.bin'), 2);
        await check(desk.page, paths);
        await expect(desk.page.locator('.result-row').first()).toContainText('part-04711', { timeout: 120_000 });
        await expect(running(desk.page)).toBeHidden({ timeout: 60_000 });
      },
      leave: async (desk) => {
        await desk.page.getByRole('button', { name: t('verify.newCheck') }).click();
      },
    },
    {
      id: 'verify-long-path',
      screen: 'Verify',
      title: 'A long path and a long name',
      also: ['narrow'],
      arrange: async (desk) => {
        const deep = 'a-folder-whose-name-goes-on-and-on/'.repeat(4);
        const name = `${deep}compass-7.1-continuous-integration-build-of-the-long-term-support-branch-linux-x86-64-musl-static.tar.gz`;
        const { write, at } = desk.place();
        write(name, release('long'));
        desk.sign(at(name), NOVA);
        await desk.checked([at(name)], 'verified');
        await desk.unfold();
      },
    },
    {
      id: 'verify-arabic-name',
      screen: 'Verify',
      title: 'A name in Arabic with bidirectional controls, from a signer whose name has them too',
      also: ['narrow', 'whole'],
      arrange: async (desk) => {
        const userId = 'ليلى حداد \u202Efdp.exe <layla@compass.example>';
        desk.gpg(['--quick-generate-key', userId, 'ed25519', 'sign', 'never']);
        await ask(desk.page, 'keys.import', {
          files: [],
          text: desk.gpg(['--armor', '--export', 'layla@compass.example']),
        });
        const file = desk.place().write('فاتورة\u202Egpj.exe', release('arabic'));
        desk.sign(file, 'layla@compass.example');
        await desk.checked([file], 'first-time');
        await desk.unfold();
      },
    },
    {
      id: 'verify-gone',
      screen: 'Activity',
      title: 'Checked again, but the file is gone',
      arrange: async (desk) => {
        const file = desk.place().write('compass-7.2.dmg', release('compass-7.2.dmg'));
        desk.sign(file, NOVA);
        await desk.checked([file], 'verified');
        rmSync(file);
        rmSync(`${file}.asc`);
        await goTo(desk.page, 'activity');
        await desk.page.locator('.result-row', { hasText: 'compass-7.2.dmg' }).first().click();
        await desk.page.getByRole('button', { name: t('activity.again') }).click();
        await expect(running(desk.page)).toBeHidden();
      },
      leave: async ({ page }) => {
        await page.getByRole('button', { name: t('activity.back') }).click();
      },
    },
    {
      id: 'activity',
      screen: 'Activity',
      title: 'What ran',
      also: ['narrow', 'large'],
      arrange: async ({ page }) => {
        await goTo(page, 'activity');
        await expect(page.locator('.result-row').first()).toBeVisible();
      },
    },
    {
      id: 'activity-clear',
      screen: 'Activity',
      title: 'Clearing the list asks once more',
      arrange: async ({ page }) => {
        await page.getByRole('button', { name: t('activity.clear') }).click();
        await expect(page.getByText(t('activity.clearSure'))).toBeVisible();
      },
      leave: async ({ page }) => {
        await goTo(page, 'verify');
      },
    },
    {
      id: 'activity-reopened',
      screen: 'Activity',
      title: 'An old result, with its date',
      arrange: async ({ page }) => {
        await goTo(page, 'activity');
        await page.locator('.result-row').last().click();
        await expect(page.locator('.verdict-card')).toBeVisible();
      },
      leave: async ({ page }) => {
        await page.getByRole('button', { name: t('activity.back') }).click();
      },
    },
    {
      id: 'verify-offline',
      screen: 'Verify',
      title: 'Offline, with a key to be looked up',
      arrange: async (desk) => {
        await ask(desk.page, 'settings.set', { ...(await ask(desk.page, 'settings.get', null)), offline: true });
        const file = desk.place().write('meridian-3.2.zip', release('meridian-3.2'));
        const stranger = 'Somebody Far <far@meridian.example>';
        desk.stranger(stranger);
        desk.sign(file, stranger);
        await desk.checked([file], 'key-missing');
        await desk.page.locator('.verdict-body button.mantine-Button-root').first().click();
        await expect(desk.page.getByText(t('lookUp.offline'))).toBeVisible();
      },
      leave: async ({ page }) => {
        await ask(page, 'settings.set', { ...(await ask(page, 'settings.get', null)), offline: false });
      },
    },
  ],
};
