import { rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from '@playwright/test';
import { furnishConsents } from '../e2e/furnish-consents.ts';
import { addLab } from '../e2e/lab-instance.ts';
import { ask } from '../e2e/scene.ts';
import { goTo } from '../e2e/window.ts';
import { t } from '../e2e/words.ts';
import { startLab, type Lab } from '../lab/lab.ts';
import { openDesk, release, type Desk } from './desk.ts';
import { drop, nothingDropped, signButton } from './signing.ts';
import type { Chapter, State } from './state.ts';

const labs = new WeakMap<Desk, Lab>();

/** A release manager with a Sigstore key, and an instance of the company's own. */
async function openWitnessed(): Promise<Desk> {
  const desk = await openDesk({ furnish: furnishConsents });
  const lab = await startLab();
  desk.atEnd(() => lab.close());
  labs.set(desk, lab);
  await ask(desk.page, 'keys.generateCosign', { name: 'Lantern releases', algorithm: 'p256', publisher: 'Lantern' });
  await addLab(desk.it, lab, 'compass');
  return desk;
}

/** Drops a release and chooses what its bundles carry. */
async function dropFor(desk: Desk, instance: string, witnesses: 'timestamp' | 'both'): Promise<void> {
  const { folder, write } = desk.place('lantern-4.2');
  for (const name of ['lantern-4.2-linux-x64.tar.gz', 'lantern-4.2-macos.dmg']) write(name, release(name, 400));
  await drop(desk, [folder]);
  await desk.page.getByLabel(t('sign.witness.instance')).selectOption(instance);
  await desk.page.getByLabel(t('sign.witness.label')).selectOption({ label: t(`sign.witness.of.${witnesses}`) });
}

const SIGN: readonly State[] = [
  {
    id: 'sign-logged',
    screen: 'Sign',
    title: 'What becomes public is said before it is signed',
    also: ['narrow', 'large'],
    arrange: async (desk) => {
      await dropFor(desk, 'public-good', 'both');
      await expect(desk.page.getByText(t('sign.asks.publish'))).toBeVisible();
    },
  },
  {
    id: 'sheet-publish-key',
    screen: 'Sheets',
    title: 'What goes to the log of one’s own company, signed by a key',
    also: ['narrow'],
    arrange: async (desk) => {
      await dropFor(desk, 'compass', 'both');
      await signButton(desk).click();
      await expect(desk.page.getByRole('dialog')).toBeVisible();
    },
    leave: async ({ page }) => {
      await page
        .getByRole('dialog')
        .getByRole('button', { name: t('publish.doWithin'), exact: true })
        .click();
      await expect(page.getByRole('list', { name: t('receipt.writtenList') })).toBeVisible();
    },
  },
  {
    id: 'sign-logged-done',
    screen: 'Sign',
    title: 'Signed, logged and timestamped',
    arrange: async (desk) => {
      const { page } = desk;
      await dropFor(desk, 'compass', 'both');
      await signButton(desk).click();
      await page
        .getByRole('dialog')
        .getByRole('button', { name: t('publish.doWithin'), exact: true })
        .click();
      await expect(page.getByText(t('receipt.carry.both', { instance: 'compass' }))).toBeVisible();
    },
    leave: nothingDropped,
  },
];

/** Signs while the company's log does not answer. */
async function signWithoutLog(desk: Desk): Promise<void> {
  labs.get(desk)?.inject('rekor2', { kind: 'status', status: 503 }, { times: 99 });
  await dropFor(desk, 'compass', 'both');
  await signButton(desk).click();
  await desk.page
    .getByRole('dialog')
    .getByRole('button', { name: t('publish.doWithin'), exact: true })
    .click();
  await expect(desk.page.getByRole('button', { name: t('pending.log', { count: 3 }) })).toBeVisible({
    timeout: 30_000,
  });
}

async function nothingWaits(desk: Desk): Promise<void> {
  for (const { id } of await ask(desk.page, 'pending.list', null))
    await ask(desk.page, 'pending.forget', { ids: [id] });
  await nothingDropped(desk);
}

const PENDING: readonly State[] = [
  {
    id: 'sign-not-yet-logged',
    screen: 'Sign',
    title: 'The log does not answer: signed, not yet logged',
    also: ['narrow', 'large'],
    arrange: signWithoutLog,
    leave: nothingWaits,
  },
  {
    id: 'activity-not-yet-logged',
    screen: 'Activity',
    title: 'What waits for a log, and forgetting asks once more',
    also: ['narrow'],
    arrange: async (desk) => {
      await signWithoutLog(desk);
      await goTo(desk.page, 'activity');
      await desk.page
        .getByRole('button', { name: t('pending.forget') })
        .first()
        .click();
    },
    leave: nothingWaits,
  },
  {
    id: 'activity-not-logged-each',
    screen: 'Activity',
    title: 'Three could not be logged, each for a reason of its own',
    also: ['narrow', 'large'],
    arrange: async (desk) => {
      const { page } = desk;
      await signWithoutLog(desk);
      labs.get(desk)?.heal();
      const [first] = await ask(page, 'pending.list', null);
      const folder = dirname(first?.artifact ?? '');
      writeFileSync(join(folder, 'SHA256SUMS'), 'another list\n');
      writeFileSync(join(folder, 'lantern-4.2-macos.dmg.sigstore.json'), 'something else');
      rmSync(join(folder, 'lantern-4.2-linux-x64.tar.gz'));
      await goTo(page, 'activity');
      await page.getByRole('button', { name: t('pending.log', { count: 3 }) }).click();
      await expect(page.getByText(t('pending.notLogged', { count: 3 }))).toBeVisible({ timeout: 30_000 });
    },
    leave: nothingWaits,
  },
];

const SETTINGS: readonly State[] = [
  {
    id: 'settings-consents',
    screen: 'Settings',
    title: 'What was agreed to, what is never public, and what is left of logins',
    also: ['narrow', 'large', 'whole'],
    arrange: async ({ page }) => {
      await goTo(page, 'settings');
      const card = page.getByRole('region', { name: t('consents.title') });
      await card
        .locator('li')
        .first()
        .getByRole('button', { name: t('consents.allow') })
        .click();
      await card.evaluate((element) => element.scrollIntoView());
    },
  },
];

/** Sigstore keys with an instance's services. */
export const WITNESSED: Chapter = {
  name: 'Sigstore services',
  open: openWitnessed,
  states: [...SIGN, ...PENDING, ...SETTINGS],
};
