import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { _electron, expect, type ElectronApplication, type Page } from '@playwright/test';
import { electronProgram, isRoot, temporaryFolder } from './electron.ts';

/** A person's own browser: a window of Electron's that knows nothing of the app, with cookies of its own. Nothing is downloaded. */
export interface Browser {
  page: Page;
  close: () => Promise<void>;
}

/** Opens a browser with an empty page. */
export async function openBrowser(): Promise<Browser> {
  const profile = temporaryFolder();
  const folder = fileURLToPath(new URL('browser', import.meta.url));
  const app = await _electron.launch({
    executablePath: await electronProgram(),
    args: [folder, `--user-data-dir=${profile}`],
    chromiumSandbox: !isRoot,
    timeout: 15_000,
  });
  const close = async (): Promise<void> => {
    await app.close().catch(() => undefined);
    rmSync(profile, { recursive: true, force: true });
  };
  try {
    return { page: await app.firstWindow({ timeout: 15_000 }), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The addresses that the app hands to the system's browser. */
export interface CaughtLinks {
  all: () => Promise<string[]>;
  /** Waits for the next one that was not waited for yet. */
  next: () => Promise<string>;
}

/** Catches what the app hands to the system's browser, in place of the system. */
export async function catchLinks(app: ElectronApplication): Promise<CaughtLinks> {
  await app.evaluate(({ shell }) => {
    const caught: string[] = [];
    (globalThis as { caughtLinks?: string[] }).caughtLinks = caught;
    shell.openExternal = (url) => {
      caught.push(url);
      return Promise.resolve();
    };
  });
  const all = (): Promise<string[]> => app.evaluate(() => (globalThis as { caughtLinks?: string[] }).caughtLinks ?? []);
  let seen = 0;
  const next = async (): Promise<string> => {
    await expect.poll(async () => (await all()).length, { timeout: 20_000 }).toBeGreaterThan(seen);
    return (await all())[seen++]!;
  };
  return { all, next };
}

/** Logs in at the lab's provider, as a person does: opens the address, names the account, presses the button. */
export async function logInAs(page: Page, url: string, account: string): Promise<void> {
  await page.goto(url);
  await page.getByLabel('Account').fill(account);
  await page.getByRole('button', { name: 'Log in' }).click();
}
