import { generateKeyPairSync } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Locator } from '@playwright/test';
import { startLab } from '../lab/lab.ts';
import { leaveOldRoots } from '../support/old-roots.ts';
import { answerOpenDialog } from '../e2e/gestures.ts';
import { ask } from '../e2e/scene.ts';
import { goTo } from '../e2e/window.ts';
import { t } from '../e2e/words.ts';
import { openDesk, release, type Desk } from './desk.ts';
import { adasKey, drop, nothingDropped, signButton } from './signing.ts';
import type { Chapter, State } from './state.ts';

const OURS = 'Lantern releases';

/** A release manager with an OpenPGP key and keys of Sigstore's kind, one of them of somebody else. */
async function openSigstore(): Promise<Desk> {
  const desk = await openDesk();
  await adasKey(desk);
  await ask(desk.page, 'keys.generateCosign', { name: OURS, algorithm: 'p256', publisher: 'Lantern' });
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-384' });
  const text = publicKey.export({ type: 'spki', format: 'pem' }).toString();
  await ask(desk.page, 'keys.import', { files: [], text });
  return desk;
}

/** Opens a key's details beside the list. */
async function openKey({ page }: Desk, name: string): Promise<Locator> {
  await goTo(page, 'keys');
  await page.locator('.list-item', { hasText: name }).first().click();
  const details = page.getByRole('complementary', { name: t('keys.beside.key') });
  await expect(details).toBeVisible();
  return details;
}

/** Unfolds a part of a key's details. */
async function unfold(details: Locator, title: string): Promise<void> {
  const fold = details.locator('details', { has: details.page().locator('summary', { hasText: title }) }).first();
  if ((await fold.getAttribute('open')) === null) await fold.locator('summary').first().click();
  await fold.scrollIntoViewIfNeeded();
}

const KEYS: readonly State[] = [
  {
    id: 'keys-sigstore',
    screen: 'Keys',
    title: 'A Sigstore key of one’s own, beside the OpenPGP key',
    also: ['narrow', 'large', 'whole'],
    arrange: async (desk) => {
      await openKey(desk, OURS);
    },
  },
  {
    id: 'keys-sigstore-theirs',
    screen: 'Keys',
    title: 'Somebody else’s Sigstore key',
    arrange: async (desk) => {
      await openKey(desk, t('keys.cosign.unnamed'));
    },
  },
  {
    id: 'keys-sigstore-rename',
    screen: 'Keys',
    title: 'Another name for a Sigstore key',
    also: ['narrow'],
    arrange: async (desk) => {
      const details = await openKey(desk, OURS);
      await unfold(details, t('keys.cosign.rename'));
      await details.getByLabel(t('keys.cosign.name')).fill('Lantern releases since 5.0');
    },
  },
  {
    id: 'keys-sigstore-renamed',
    screen: 'Keys',
    title: 'A Sigstore key has another name, and the old one is a click away',
    also: ['narrow'],
    arrange: async ({ page }) => {
      await page.getByRole('button', { name: t('keys.cosign.renameDo') }).click();
      await expect(page.getByText(t('keys.done.renamed'))).toBeVisible();
    },
    leave: async ({ page }) => {
      await page.getByRole('button', { name: t('keys.cosign.renameUndo') }).click();
      await expect(page.getByText(t('keys.done.oldName'))).toBeVisible();
    },
  },
  {
    id: 'keys-sigstore-export',
    screen: 'Keys',
    title: 'Saving a Sigstore key as cosign keeps it',
    arrange: async (desk) => unfold(await openKey(desk, OURS), t('keys.cosign.exportSecretTitle')),
  },
  {
    id: 'keys-sigstore-make',
    screen: 'Keys',
    title: 'Making a Sigstore key',
    also: ['narrow'],
    arrange: async ({ page }) => {
      await goTo(page, 'keys');
      await page.getByRole('button', { name: t('keys.generate') }).click();
      await page.getByRole('radio', { name: t('keys.types.cosign') }).check();
      await expect(page.getByLabel(t('keys.cosign.name'))).toBeVisible();
    },
  },
  {
    id: 'sheet-delete-sigstore',
    screen: 'Sheets',
    title: 'Deleting a Sigstore key',
    arrange: async (desk) => {
      await unfold(await openKey(desk, OURS), t('keys.delete'));
      await desk.page.getByRole('button', { name: t('keys.cosign.deleteAsk', { name: OURS }) }).click();
      await expect(desk.page.getByRole('dialog')).toBeVisible();
    },
    leave: ({ page }) => page.keyboard.press('Escape'),
  },
  {
    id: 'keys-sigstore-open-file',
    screen: 'Keys',
    title: 'A key came from a file without a passphrase',
    also: ['narrow'],
    arrange: async ({ page }) => {
      await goTo(page, 'keys');
      await page.getByRole('button', { name: t('keys.import') }).click();
      const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      await page.getByLabel(t('keys.importPaste')).fill(privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
      await page.getByRole('button', { name: t('keys.importDo'), exact: true }).click();
      await expect(page.getByText(t('keys.cosign.unprotectedTitle'))).toBeVisible();
    },
  },
];

/** Drops a release and ticks who signs. */
async function dropFor(desk: Desk, signers: readonly RegExp[]): Promise<void> {
  const { folder, write } = desk.place('lantern-4.2');
  for (const name of ['lantern-4.2-linux-x64.tar.gz', 'lantern-4.2-macos.dmg', 'lantern-4.2-windows.exe'])
    write(name, release(name, 400));
  await drop(desk, [folder]);
  for (const name of [/Ada Moreau/, new RegExp(OURS)]) {
    const box = desk.page.getByRole('checkbox', { name });
    if (signers.some((one) => one.source === name.source)) await box.check();
  }
  for (const name of [/Ada Moreau/, new RegExp(OURS)]) {
    const box = desk.page.getByRole('checkbox', { name });
    if (!signers.some((one) => one.source === name.source)) await box.uncheck();
  }
  if (signers.length > 0) await expect(desk.page.locator('.output-line').first()).toBeVisible();
}

const SIGN: readonly State[] = [
  {
    id: 'sign-several-kinds',
    screen: 'Sign',
    title: 'An OpenPGP key and a Sigstore key sign the same files',
    also: ['narrow', 'large'],
    arrange: async (desk) => {
      await dropFor(desk, [/Ada Moreau/, new RegExp(OURS)]);
      await expect(desk.page.locator('.output-line', { hasText: 'SHA256SUMS.sigstore.json' })).toBeVisible();
    },
  },
  {
    id: 'sign-sigstore',
    screen: 'Sign',
    title: 'A Sigstore key alone signs',
    arrange: async (desk) => {
      await dropFor(desk, [new RegExp(OURS)]);
      await expect(desk.page.locator('.output-line', { hasText: 'SHA256SUMS.sigstore.json' })).toBeVisible();
    },
  },
  {
    id: 'sign-several-kinds-done',
    screen: 'Sign',
    title: 'Signed with both, and what to tell the people who download',
    also: ['narrow', 'whole'],
    arrange: async (desk) => {
      await dropFor(desk, [/Ada Moreau/, new RegExp(OURS)]);
      await signButton(desk).click();
      await expect(desk.page.getByRole('list', { name: t('receipt.writtenList') })).toBeVisible();
      await desk.page.locator('summary', { hasText: t('receipt.instructions') }).click();
    },
    leave: nothingDropped,
  },
];

/** The part of Settings that lists the instances. */
async function instances({ page }: Desk): Promise<Locator> {
  await goTo(page, 'settings');
  const card = page.getByRole('region', { name: t('instances.title'), exact: true });
  await expect(card.getByRole('heading', { name: 'public-good' })).toBeVisible();
  await card.scrollIntoViewIfNeeded();
  return card;
}

const SETTINGS: readonly State[] = [
  {
    id: 'settings-instances-old',
    screen: 'Settings',
    title: 'Trusted roots that have become old, and why',
    also: ['forced'],
    arrange: async (desk) => {
      leaveOldRoots(desk.it.home);
      const card = await instances(desk);
      await expect(card.getByRole('heading', { name: 'sextant' })).toBeVisible();
      await card.evaluate((element) => element.scrollIntoView());
    },
    leave: async ({ it, page }) => {
      rmSync(join(it.home, 'instances'), { recursive: true });
      await goTo(page, 'verify');
    },
  },
  {
    id: 'settings-instance-add',
    screen: 'Settings',
    title: 'Adding a Sigstore instance from its two files',
    also: ['narrow'],
    arrange: async (desk) => {
      const card = await instances(desk);
      await card.locator('summary', { hasText: t('instances.add') }).click();
      await card.getByLabel(t('instances.name')).fill('compass');
      await card.getByRole('button', { name: t('instances.addDo') }).scrollIntoViewIfNeeded();
    },
  },
  {
    id: 'settings-instances',
    screen: 'Settings',
    title: 'The Sigstore instances, how old their roots are, and one that was just added',
    also: ['narrow', 'large', 'whole'],
    arrange: async (desk) => {
      const card = await instances(desk);
      const lab = await startLab();
      desk.atEnd(() => lab.close());
      for (const [label, file] of [
        ['instances.trustedRoot', lab.files.trustedRoot],
        ['instances.signingConfig', lab.files.signingConfig],
      ] as const) {
        await answerOpenDialog(desk.it.app, [file]);
        await card
          .getByRole('group', { name: t(label) })
          .getByRole('button')
          .click();
        await expect(card.getByText(file.split('/').at(-1) ?? '', { exact: true })).toBeVisible();
      }
      await card.getByRole('button', { name: t('instances.addDo') }).click();
      await expect(card.getByRole('heading', { name: 'compass' })).toBeVisible();
      await card.locator('li', { hasText: 'compass' }).locator('summary').click();
      await card.scrollIntoViewIfNeeded();
    },
  },
  {
    id: 'settings-instance-remove',
    screen: 'Settings',
    title: 'Removing an instance asks once more',
    arrange: async (desk) => {
      const card = await instances(desk);
      const item = card.locator('li', { hasText: 'compass' });
      await item.getByRole('button', { name: t('instances.remove') }).click();
      await item.getByRole('button', { name: t('instances.removeYes') }).scrollIntoViewIfNeeded();
    },
  },
];

/** Sigstore: keys, signing with several kinds at once, and the instances. */
export const SIGSTORE: Chapter = { name: 'Sigstore', open: openSigstore, states: [...KEYS, ...SIGN, ...SETTINGS] };
