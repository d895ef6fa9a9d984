import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Locator } from '@playwright/test';
import { openConsent } from '../../electron/core/sigstore/consent.ts';
import { Person } from '../core/oidc/person.ts';
import { catchLinks, type CaughtLinks } from '../e2e/browser.ts';
import { dropOn } from '../e2e/window.ts';
import { t } from '../e2e/words.ts';
import { startLab, type Lab } from '../lab/lab.ts';
import { labAsPublicGood } from '../support/lab-home.ts';
import { openDesk, release, type Desk } from './desk.ts';
import { adasKey, nothingDropped, signButton } from './signing.ts';
import type { Chapter, State } from './state.ts';

const ADA = 'ada@lantern.example';

interface Stage {
  lab: Lab;
  links: CaughtLinks;
}

const stages = new WeakMap<Desk, Stage>();
const stageOf = (desk: Desk): Stage => stages.get(desk)!;

/** A release manager who signs by logging in, at a Sigstore on this machine in public-good's place. */
async function openKeyless(): Promise<Desk> {
  const lab = await startLab();
  const desk = await openDesk({ furnish: (home) => labAsPublicGood(home, lab) });
  desk.atEnd(() => lab.close());
  stages.set(desk, { lab, links: await catchLinks(desk.it.app) });
  await adasKey(desk);
  return desk;
}

const FILES = ['lantern-4.2-linux-x64.tar.gz', 'lantern-4.2-macos.dmg', 'lantern-4.2-windows.exe'];

/** Drops a release that a login signs, with Ada's key or without; gives its folder. */
async function dropForLogin(desk: Desk, withKey = false, folder?: string): Promise<string> {
  const place = desk.place('lantern-4.2');
  const at = folder ?? place.folder;
  if (folder === undefined) for (const name of FILES) place.write(name, release(name, 400));
  await nothingDropped(desk);
  await dropOn(desk.page, 'sign', [at]);
  await desk.page.getByRole('checkbox', { name: t('sign.login.title') }).check();
  const ada = desk.page.getByRole('checkbox', { name: /Ada Moreau/ });
  await (withKey ? ada.check() : ada.uncheck());
  await desk.page.getByLabel(t('sign.login.way')).selectOption('github');
  await expect(signButton(desk)).toBeEnabled();
  return at;
}

const sheet = ({ page }: Desk): Locator => page.getByRole('dialog');

/** Signs, and replaces what an earlier state left. */
async function begin(desk: Desk): Promise<void> {
  await signButton(desk).click();
  const replace = desk.page.getByRole('button', { name: t('sign.overwrite') });
  await expect(sheet(desk).or(replace).first()).toBeVisible();
  if (await replace.isVisible()) await replace.click();
}

async function logIn(desk: Desk, account = ADA): Promise<void> {
  await new Person().logIn(new URL(await stageOf(desk).links.next()), account);
}

/** Comes to the sheet that shows what becomes public. */
async function untilConsent(desk: Desk, folder?: string): Promise<string> {
  const at = await dropForLogin(desk, false, folder);
  await begin(desk);
  await logIn(desk);
  return at;
}

const consent = (desk: Desk): Locator => desk.page.getByRole('dialog', { name: t('publish.title') });
const agree = (desk: Desk): Promise<void> =>
  consent(desk)
    .getByRole('button', { name: t('publish.do') })
    .click();

/** Closes what stands, and all that a run left. */
async function leave(desk: Desk): Promise<void> {
  stageOf(desk).lab.heal();
  stageOf(desk).lab.lifetimes.certificateSeconds = 600;
  for (let times = 0; times < 5 && (await sheet(desk).isVisible()); times++) {
    await desk.page.keyboard.press('Escape');
    await desk.page.waitForTimeout(100);
  }
  await nothingDropped(desk);
}

const CHOOSING: readonly State[] = [
  {
    id: 'sign-login',
    screen: 'Sign',
    title: 'A login signs, beside a key of one’s own',
    also: ['narrow', 'large'],
    arrange: async (desk) => {
      await dropForLogin(desk, true);
      await expect(desk.page.locator('.output-line', { hasText: 'SHA256SUMS.sigstore.json' })).toBeVisible();
    },
    leave,
  },
  {
    id: 'sign-never-public',
    screen: 'Sign',
    title: 'What must never be public is refused, with what to do instead',
    also: ['narrow', 'large'],
    arrange: async (desk) => {
      const folder = await dropForLogin(desk);
      await openConsent(desk.it.home, () => new Date()).markNeverPublic(folder);
      await signButton(desk).click();
      await expect(desk.page.getByRole('heading', { name: t('sign.neverPublic.title') })).toBeVisible();
    },
    leave,
  },
];

const SHEETS: readonly State[] = [
  {
    id: 'sheet-login',
    screen: 'Sheets',
    title: 'Waiting for a login in the browser',
    also: ['narrow', 'large', 'forced'],
    arrange: async (desk) => {
      await dropForLogin(desk);
      await begin(desk);
      await stageOf(desk).links.next();
      await expect(sheet(desk)).toContainText(t('login.text'));
    },
    leave,
  },
  {
    id: 'sheet-login-code',
    screen: 'Sheets',
    title: 'Logging in with a code, on another device',
    also: ['narrow', 'large'],
    arrange: async (desk) => {
      await dropForLogin(desk);
      await desk.page.getByLabel(t('sign.login.way')).selectOption('device');
      await begin(desk);
      await expect(sheet(desk).locator('.login-code')).toBeVisible();
    },
    leave,
  },
  {
    id: 'sheet-publish-login',
    screen: 'Sheets',
    title: 'Who logged in, and what becomes public for ever',
    also: ['narrow', 'large'],
    arrange: async (desk) => {
      await untilConsent(desk);
      await expect(consent(desk)).toContainText(ADA);
    },
    leave,
  },
  {
    id: 'sheet-publish-entry',
    screen: 'Sheets',
    title: 'The log entry to the letter, and what to do for a private release',
    also: ['narrow', 'whole'],
    arrange: async (desk) => {
      await untilConsent(desk);
      for (const words of ['publish.entry', 'publish.private'] as const)
        await consent(desk)
          .locator('summary', { hasText: t(words) })
          .click();
      await consent(desk).locator('summary').first().scrollIntoViewIfNeeded();
    },
    leave,
  },
  {
    id: 'sheet-who',
    screen: 'Sheets',
    title: 'Who logged in, where what becomes public was agreed to before',
    also: ['narrow', 'large'],
    arrange: async (desk) => {
      // In a repository, which is remembered whole.
      const place = desk.place('lantern');
      mkdirSync(join(place.folder, '.git'));
      for (const name of FILES) place.write(join('dist', name), release(name, 200));
      await untilConsent(desk, place.at('dist'));
      await consent(desk).getByRole('checkbox').check();
      await agree(desk);
      await expect(desk.page.getByRole('list', { name: t('receipt.writtenList') })).toBeVisible();
      await untilConsent(desk, place.at('dist'));
      await expect(sheet(desk)).toContainText(t('publish.agreedBefore'));
    },
    leave,
  },
  {
    id: 'sheet-login-again',
    screen: 'Sheets',
    title: 'The certificate lapsed: the run waits for another login',
    also: ['narrow', 'large'],
    arrange: async (desk) => {
      const { lab, links } = stageOf(desk);
      lab.lifetimes.certificateSeconds = 4;
      lab.inject('rekor2', { kind: 'slow', ms: 6000 }, { times: 2 });
      await untilConsent(desk);
      await agree(desk);
      await expect(sheet(desk)).toContainText(t('login.again'), { timeout: 30_000 });
      await links.next();
    },
    leave,
  },
];

const RECEIPTS: readonly State[] = [
  {
    id: 'sign-login-done',
    screen: 'Sign',
    title: 'Signed by a login, and what to tell the people who download',
    also: ['narrow', 'whole'],
    arrange: async (desk) => {
      await untilConsent(desk);
      await agree(desk);
      await expect(desk.page.getByRole('list', { name: t('receipt.writtenList') })).toBeVisible();
      await desk.page.locator('summary', { hasText: t('receipt.instructions') }).click();
    },
    leave,
  },
  {
    id: 'sign-login-failed',
    screen: 'Sign',
    title: 'The login did not work: nothing was signed',
    also: ['narrow'],
    arrange: async (desk) => {
      stageOf(desk).lab.inject('oidc', { kind: 'forge', what: 'nonce' }, { path: '/token' });
      await dropForLogin(desk);
      await begin(desk);
      await logIn(desk);
      await expect(desk.page.getByRole('heading', { name: t('receipt.nothing') })).toBeVisible();
    },
    leave,
  },
];

/** Signing by a login: choosing it, waiting for it, what becomes public, and what comes of it. */
export const KEYLESS_SIGNING: Chapter = {
  name: 'Signing by a login',
  open: openKeyless,
  states: [...CHOOSING, ...SHEETS, ...RECEIPTS],
};
