import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import type { CallInput, CallName, CallOutput } from '../../shared/ipc/contract.ts';
import { startApp, temporaryFolder, type Started } from './electron.ts';
import { check, dropOn, endGnupg, fingerprintOf, gnupgHome, goTo, gpg, gpgKey } from './window.ts';
import { t } from './words.ts';

/** An app in daily use: a key of one's own, two publishers, a release to sign, a download to check, and what was done before. */
export interface Scene {
  it: Started;
  page: Page;
  /** A folder ready to be signed. */
  release: string;
  /** A verified, an unconfirmed, a changed and an uncovered file. */
  download: string;
  close: () => Promise<void>;
}

/** One call of the contract, as the page makes it. Throws its error code. */
export async function ask<N extends CallName>(page: Page, name: N, input: CallInput<N>): Promise<CallOutput<N>> {
  const reply = await page.evaluate(
    ([call, value]) => window.countersign.call(call as 'app.copy', value as CallInput<'app.copy'>),
    [name, input as unknown] as [string, unknown],
  );
  if (!reply.ok) throw new Error(`${name}: ${reply.code} ${reply.detail}`);
  return reply.value as unknown as CallOutput<N>;
}

/** Starts the app and brings it into daily use. */
export async function openScene(): Promise<Scene> {
  const root = temporaryFolder();
  const keyring = gnupgHome(root);
  const empty = gnupgHome(root, 'e');
  const release = join(root, 'lantern-4.2');
  const download = join(root, 'Downloads');
  for (const folder of [release, download]) mkdirSync(folder);
  gpgKey(keyring, 'Nova Lind <nova@compass.example>');
  gpgKey(keyring, 'Petr Sorokin <petr@example.net>');
  const it = await startApp({ env: { GNUPGHOME: empty } });
  const { page } = it;

  await ask(page, 'keys.generate', {
    name: 'Ada Moreau',
    email: 'ada@lantern.example',
    algorithm: 'ed25519',
    validity: '2y',
    publisher: 'Lantern',
  });
  await ask(page, 'keys.import', { files: [], text: gpg(keyring, '--armor', '--export') });
  const nova = fingerprintOf(keyring, 'Nova Lind <nova@compass.example>');
  await ask(page, 'publishers.add', { name: 'Compass' });
  await ask(page, 'publishers.pin', { publisher: 'Compass', fingerprint: nova, pasted: nova });

  const write = (folder: string, name: string, size: number, seed: string) =>
    writeFileSync(join(folder, name), Buffer.alloc(size, seed));
  write(release, 'lantern-4.2-linux-x64.tar.gz', 48_300_000, 'lantern linux ');
  write(release, 'lantern-4.2-macos.dmg', 61_900_000, 'lantern macos ');
  write(release, 'lantern-4.2-windows.exe', 52_700_000, 'lantern windows ');
  write(release, 'release-notes.txt', 4_200, 'notes ');
  write(release, '.DS_Store', 600, 'x');
  writeFileSync(join(release, 'lantern-4.2-macos.dmg.sig'), 'an old signature');

  write(download, 'compass-7.1.tar.gz', 18_400_000, 'compass ');
  write(download, 'compass-7.1.dmg', 22_000_000, 'compass dmg ');
  write(download, 'sextant-2.0.zip', 9_100_000, 'sextant ');
  const sums = execFileSync('sha256sum', ['compass-7.1.tar.gz', 'compass-7.1.dmg'], { cwd: download });
  writeFileSync(join(download, 'SHA256SUMS'), sums);
  gpg(keyring, '--local-user', 'nova', '--armor', '--detach-sign', join(download, 'SHA256SUMS'));
  gpg(keyring, '--local-user', 'petr', '--armor', '--detach-sign', join(download, 'sextant-2.0.zip'));
  endGnupg(keyring);

  await check(page, [join(download, 'sextant-2.0.zip')]);
  await expect(page.locator('.verdict-card')).toHaveClass(/tone-untrusted/);
  await check(page, [join(download, 'compass-7.1.dmg')]);
  await page.getByLabel(t('verify.publisher')).selectOption('Compass');
  await expect(page.locator('.verdict-card')).toHaveClass(/tone-verified/);
  const bytes = Buffer.alloc(22_000_000, 'compass dmg ');
  bytes[1234] = 0;
  writeFileSync(join(download, 'compass-7.1.dmg'), bytes);
  await check(page, [join(download, 'compass-7.1.dmg')]);
  await expect(page.locator('.verdict-card')).toHaveClass(/tone-invalid/);
  const close = async (): Promise<void> => {
    await it.close();
    rmSync(root, { recursive: true, force: true });
  };
  return { it, page, release, download, close };
}

/** Each screen with something on it, by name; every one can be shown in any order. */
export const SCENES: readonly { name: string; show: (scene: Scene) => Promise<void> }[] = [
  {
    name: 'verify',
    show: async ({ page, download }) => {
      await check(page, [join(download, 'compass-7.1.tar.gz')]);
      await expect(page.locator('.verdict-card')).toHaveClass(/tone-verified/);
    },
  },
  {
    name: 'sign',
    show: async ({ page, release }) => {
      await goTo(page, 'sign');
      const over = page.getByRole('button', { name: t('sign.clear') });
      if (await over.isVisible()) await over.click();
      await dropOn(page, 'sign', [release]);
      await expect(page.locator('.output-line', { hasText: 'SHA256SUMS.asc' })).toBeVisible();
    },
  },
  {
    name: 'keys',
    show: async ({ page }) => {
      await goTo(page, 'keys');
      await page.locator('.list-item', { hasText: 'Ada Moreau' }).click();
      await expect(page.getByRole('complementary', { name: t('keys.beside.key') })).toBeVisible();
    },
  },
  {
    name: 'publishers',
    show: async ({ page }) => {
      await goTo(page, 'publishers');
      await page.locator('.list-item', { hasText: 'Compass' }).click();
      await expect(page.getByRole('complementary', { name: 'Compass' })).toBeVisible();
    },
  },
  {
    name: 'activity',
    show: async ({ page }) => {
      await goTo(page, 'activity');
      await expect(page.locator('.result-row').first()).toBeVisible();
    },
  },
  {
    name: 'settings',
    show: async ({ page }) => {
      await goTo(page, 'settings');
      await expect(page.getByRole('heading', { name: t('settings.about') })).toBeVisible();
    },
  },
];

/** Changes the appearance, as the Settings screen does. */
export async function setTheme(page: Page, theme: 'light' | 'dark'): Promise<void> {
  await ask(page, 'settings.set', { ...(await ask(page, 'settings.get', null)), theme });
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', theme);
}
