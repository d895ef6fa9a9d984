import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { moveToCard, type TestCard } from '../core/gnupg/card.ts';
import { TestHome } from '../core/gnupg/home.ts';
import { electronProgram, isRoot, temporaryFolder } from '../e2e/electron.ts';
import { ask } from '../e2e/scene.ts';
import { goTo } from '../e2e/window.ts';
import { t } from '../e2e/words.ts';
import { LOCK_KEYRING, WAIT_FOR_KEYRING } from '../support/keyring.ts';
import { openDesk, release, type Desk } from './desk.ts';
import { adasKey, drop, nothingDropped, signButton } from './signing.ts';
import type { Chapter } from './state.ts';

const STORE = 'the passphrase of the store';

/** A computer without a keychain and without GnuPG. */
export const NO_KEYCHAIN: Chapter = {
  name: 'no keychain, no GnuPG',
  open: () => openDesk({ env: { DBUS_SESSION_BUS_ADDRESS: 'disabled:', PATH: '' } }),
  states: [
    {
      id: 'keys-store-passphrase',
      screen: 'Keys',
      title: 'No keychain: a passphrase for the keys is wanted',
      also: ['narrow'],
      arrange: async ({ page }) => {
        await goTo(page, 'keys');
        await expect(page.getByRole('heading', { name: t('store.title') })).toBeVisible();
      },
    },
    {
      id: 'settings-no-gnupg',
      screen: 'Settings',
      title: 'GnuPG is not there',
      also: ['whole'],
      arrange: async ({ page }) => {
        await goTo(page, 'settings');
        const absent = page.getByText(t('settings.noGnupg'));
        await absent.scrollIntoViewIfNeeded();
        await expect(absent).toBeVisible();
      },
    },
    {
      id: 'keys-locked',
      screen: 'Keys',
      title: 'The keys are locked by a passphrase',
      arrange: async (desk) => {
        await ask(desk.page, 'store.create', { passphrase: STORE });
        await adasKey(desk);
        await ask(desk.page, 'store.lock', null);
        await goTo(desk.page, 'keys');
        await desk.page.locator('.list-item').first().click();
      },
    },
    {
      id: 'sheet-store-passphrase',
      screen: 'Sheets',
      title: 'The keys’ passphrase is asked for',
      also: ['narrow'],
      arrange: async (desk) => {
        await drop(desk, [desk.place('lantern-4.2').write('lantern-4.2.tar.gz', release('lantern'))]);
        await signButton(desk).click();
        await expect(desk.page.getByRole('dialog')).toBeVisible();
      },
    },
    {
      id: 'sheet-store-passphrase-wrong',
      screen: 'Sheets',
      title: 'A wrong passphrase',
      arrange: async ({ page }) => {
        const sheet = page.getByRole('dialog');
        await sheet.locator('input').first().fill('not the passphrase');
        await page.keyboard.press('Enter');
        await expect(sheet.getByRole('alert')).toBeVisible();
      },
      leave: ({ page }) => page.keyboard.press('Escape'),
    },
  ],
};

/** Starts the app on a session of its own whose keychain is locked, with nobody to ask for its password. */
async function openLocked(): Promise<Desk> {
  const session = temporaryFolder();
  const program = join(session, 'start');
  const script = [
    '#!/bin/bash',
    `export HOME='${session}' XDG_RUNTIME_DIR='${session}/run' XDG_DATA_HOME='${session}/data'`,
    'mkdir -p -m 700 "$XDG_RUNTIME_DIR"',
    `exec dbus-run-session -- bash -c 'printf test | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1; ${WAIT_FOR_KEYRING}; ${LOCK_KEYRING}; exec "$0" "$@"' '${await electronProgram()}' "$@"`,
  ];
  mkdirSync(session, { recursive: true });
  writeFileSync(program, `${script.join('\n')}\n`, { mode: 0o755 });
  return openDesk({ program, args: isRoot ? ['--no-sandbox'] : [] });
}

/** The keychain is there, and locked. */
export const LOCKED: Chapter = {
  name: 'keychain locked',
  open: openLocked,
  states: [
    {
      id: 'keys-keychain-locked',
      screen: 'Keys',
      title: 'The keychain is locked',
      arrange: async ({ page }) => {
        await goTo(page, 'keys');
        await expect(page.getByText(t('strip.keychain.locked'))).toBeVisible();
      },
    },
  ],
};

let card: TestCard;

/** Keys in GnuPG: Ada's on a token, Grace's with a passphrase. */
async function openToken(): Promise<Desk> {
  const home = new TestHome();
  const ada = home.generate({ userId: 'Ada Moreau <ada@lantern.example>' });
  home.generate({ userId: 'Grace Whitlock <grace@lantern.example>', passphrase: 'a passphrase in gpg' });
  card = await moveToCard(home, ada);
  card.set({ touch: true });
  const desk = await openDesk({ env: { GNUPGHOME: home.path } });
  desk.atEnd(() => home.remove());
  return desk;
}

async function only({ page }: Desk, who: string, other: string): Promise<void> {
  await page.getByRole('checkbox', { name: new RegExp(who) }).check();
  const second = page.getByRole('checkbox', { name: new RegExp(other) });
  if (await second.isChecked()) await second.uncheck();
}

/** A token that wants its PIN and a touch, and a key that asks for its passphrase. */
export const TOKEN: Chapter = {
  name: 'token',
  open: openToken,
  states: [
    {
      id: 'sheet-passphrase',
      screen: 'Sheets',
      title: 'A key of GnuPG asks for its passphrase',
      also: ['narrow'],
      arrange: async (desk) => {
        await drop(desk, [desk.place('lantern-4.2').write('lantern-4.2.tar.gz', release('lantern'))]);
        await only(desk, 'Grace Whitlock', 'Ada Moreau');
        await signButton(desk).click();
        await expect(desk.page.getByRole('dialog', { name: t('prompt.passphrase.title') })).toBeVisible();
      },
      leave: async (desk) => {
        await desk.page.keyboard.press('Escape');
        await expect(desk.page.getByRole('dialog')).toBeHidden();
        await nothingDropped(desk);
      },
    },
    {
      id: 'sign-token',
      screen: 'Sign',
      title: 'Signing with a token: what it will ask',
      also: ['narrow'],
      arrange: async (desk) => {
        const { write, folder } = desk.place('lantern-4.2');
        for (const name of ['lantern-4.2-linux-x64.tar.gz', 'lantern-4.2-macos.dmg', 'lantern-4.2-windows.exe'])
          write(name, release(name));
        await drop(desk, [folder]);
        await only(desk, 'Ada Moreau', 'Grace Whitlock');
      },
    },
    {
      id: 'sheet-pin',
      screen: 'Sheets',
      title: 'The token asks for its PIN',
      also: ['narrow'],
      arrange: async (desk) => {
        await signButton(desk).click();
        await expect(desk.page.getByRole('dialog', { name: t('prompt.pin.title') })).toBeVisible();
      },
    },
    {
      id: 'sheet-touch',
      screen: 'Sheets',
      title: 'The token waits for a touch',
      also: ['narrow'],
      arrange: async ({ page }) => {
        await page.getByRole('dialog').locator('input').first().fill('123456');
        await page.keyboard.press('Enter');
        await expect(page.getByRole('dialog', { name: t('prompt.touch.title') })).toBeVisible();
      },
      leave: async (desk) => {
        card.set({ touched: true });
        await expect(desk.page.getByRole('dialog')).toBeHidden();
        await nothingDropped(desk);
      },
    },
    {
      id: 'keys-token',
      screen: 'Keys',
      title: 'A key on a token',
      arrange: async ({ page }) => {
        await goTo(page, 'keys');
        await page.locator('.list-item', { hasText: 'Ada Moreau' }).first().click();
        await expect(page.getByRole('complementary')).toBeVisible();
      },
    },
  ],
};
