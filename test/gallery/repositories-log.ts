import { expect } from '@playwright/test';
import { makeRepo } from '../core/git/git-repo.ts';
import { dropOn, goTo } from '../e2e/window.ts';
import { t } from '../e2e/words.ts';
import { type Lab, startLab } from '../lab/lab.ts';
import { login } from '../support/keyless-maker.ts';
import { labAsPublicGood } from '../support/lab-home.ts';
import { tagByLogin } from '../support/lab-gitsign.ts';
import { openDesk, type Desk } from './desk.ts';
import type { Chapter } from './state.ts';

const ADA = 'ada@sextant.example';
let lab: Lab;
let path: string;

/** Somebody who reads tags that gitsign signed online: one is in the log, the other is not. */
async function openLogged(): Promise<Desk> {
  lab = await startLab();
  const desk = await openDesk({ furnish: (home) => labAsPublicGood(home, lab) });
  desk.atEnd(() => lab.close());
  path = desk.place('sextant').folder;
  const repo = makeRepo({ path });
  repo.commit('Read the angle');
  const who = { ...login(ADA), email: ADA };
  await tagByLogin(lab, repo, { name: 'v1.0', message: 'Sextant 1.0', who, isLogged: true });
  await tagByLogin(lab, repo, { name: 'v1.1', message: 'Sextant 1.1', who, isLogged: false });
  await goTo(desk.page, 'repositories');
  await dropOn(desk.page, 'repositories', [path]);
  return desk;
}

/** Opens the card of a tag, and what there is to say before the log is asked. */
async function openPanel({ page }: Desk, tag: string): Promise<void> {
  await page.locator('.object-row').filter({ hasText: tag }).first().click();
  const step = page.locator('.verdict-card .next-step');
  await expect(step).toBeVisible();
  if ((await step.getAttribute('aria-expanded')) === 'false') await step.click();
}

const asks = ({ page }: Desk) => page.getByRole('button', { name: t('askLog.do') });
const offline = ({ page }: Desk) => page.getByRole('switch', { name: t('strip.offline') }).click({ force: true });

/** Looking signatures by logins up in the log. */
export const REPOSITORIES_LOG: Chapter = {
  name: 'repositories by login',
  open: openLogged,
  states: [
    {
      id: 'repositories-log',
      screen: 'Repositories',
      title: 'Only the log knows when a tag was signed',
      also: ['narrow', 'large', 'whole'],
      arrange: (desk) => openPanel(desk, 'v1.0'),
    },
    {
      id: 'repositories-log-offline',
      screen: 'Repositories',
      title: 'Nobody is asked while one works offline',
      arrange: async (desk) => {
        await openPanel(desk, 'v1.0');
        await offline(desk);
        await expect(asks(desk)).toBeDisabled();
      },
      leave: offline,
    },
    {
      id: 'repositories-log-asking',
      screen: 'Repositories',
      title: 'The log is being asked',
      arrange: async (desk) => {
        await openPanel(desk, 'v1.0');
        lab.inject('rekor1', { kind: 'stall' });
        await asks(desk).click();
        await expect(desk.page.getByText(t('askLog.asking')).first()).toBeVisible();
      },
      leave: async ({ page }) => {
        await page
          .locator('.step-panel')
          .getByRole('button', { name: t('common.cancel') })
          .click();
        lab.heal();
      },
    },
    {
      id: 'repositories-log-found',
      screen: 'Repositories',
      title: 'The log has it',
      also: ['narrow'],
      arrange: async (desk) => {
        await openPanel(desk, 'v1.0');
        await asks(desk).click();
        await expect(desk.page.locator('.verdict-card.tone-untrusted')).toBeVisible();
      },
    },
    {
      id: 'repositories-log-none',
      screen: 'Repositories',
      title: 'The log does not have it',
      arrange: async (desk) => {
        await openPanel(desk, 'v1.1');
        await asks(desk).click();
        await expect(desk.page.locator('.verdict-remark').first()).toBeVisible();
        // The answer moves what has a tooltip under the pointer.
        await desk.page.mouse.move(0, 0);
        await expect(desk.page.getByRole('tooltip')).toHaveCount(0);
      },
    },
  ],
};

/** A computer without git. */
export const NO_GIT: Chapter = {
  name: 'no git',
  open: () => openDesk({ env: { PATH: '' } }),
  states: [
    {
      id: 'repositories-no-git',
      screen: 'Repositories',
      title: 'Git is not on this computer',
      also: ['narrow'],
      arrange: async (desk) => {
        const repo = makeRepo({ path: desk.place('compass').folder });
        repo.commit('Draw the rose');
        await goTo(desk.page, 'repositories');
        await dropOn(desk.page, 'repositories', [repo.path]);
        await expect(desk.page.getByRole('alert')).toContainText(t('error:git-absent.title'));
      },
    },
  ],
};
