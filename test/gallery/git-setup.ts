import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Locator } from '@playwright/test';
import { isRoot } from '../e2e/electron.ts';
import { ask } from '../e2e/scene.ts';
import { goTo } from '../e2e/window.ts';
import { t } from '../e2e/words.ts';
import { openDesk, type Desk } from './desk.ts';
import { adasKey } from './signing.ts';
import type { Chapter, State } from './state.ts';

/** Git's settings of this desk. */
const settingsOf = ({ it }: Desk): string => join(it.home, 'gitconfig');

async function openGit(): Promise<Desk> {
  // Setting up starts the app once more, as git would.
  const desk = await openDesk({ env: isRoot ? { ELECTRON_DISABLE_SANDBOX: '1' } : {} });
  await adasKey(desk);
  await ask(desk.page, 'keys.generateSsh', { name: 'ada@workstation', algorithm: 'ed25519' });
  return desk;
}

/** The card, as it looks after a fresh look at git. */
async function card({ page }: Desk): Promise<Locator> {
  await goTo(page, 'verify');
  await goTo(page, 'settings');
  const found = page.locator('.git-setup');
  await expect(found.getByRole('heading', { name: t('gitSetup.title'), exact: true })).toBeVisible();
  await found.evaluate((element) => element.scrollIntoView({ block: 'start' }));
  return found;
}

const setUp = async (desk: Desk): Promise<void> => {
  const key = (await ask(desk.page, 'keys.list', null)).find(({ engine }) => engine === 'openpgp');
  const wish = { key: key?.id ?? '', commits: true, tags: true };
  const { commands } = await ask(desk.page, 'gitSetup.plan', wish);
  await ask(desk.page, 'gitSetup.apply', { ...wish, commands });
};

const state = (id: string, title: string, arrange: State['arrange'], more: Partial<State> = {}): State => ({
  ...{ id: `settings-git-${id}`, screen: 'Settings', title, arrange },
  ...more,
});

/** Git on the Settings screen: how it is set up for signing, and setting it up. */
export const GIT_SETUP: Chapter = {
  name: 'git setup',
  open: openGit,
  states: [
    state('none', 'Git does not sign yet', async (desk) => {
      await expect((await card(desk)).getByText(t('gitSetup.none'))).toBeVisible();
    }),
    state(
      'commands',
      'What setting git up would run',
      async (desk) => {
        const git = await card(desk);
        await git.getByRole('button', { name: t('gitSetup.start') }).click();
        const ssh = await git.getByRole('option', { name: /ada@workstation/ }).getAttribute('value');
        await git.getByLabel(t('gitSetup.key')).selectOption(ssh ?? '');
        await expect(git.locator('pre')).toContainText('gpg.ssh.program');
        await git.evaluate((element) => element.scrollIntoView({ block: 'start' }));
      },
      { also: ['narrow', 'large', 'forced'] },
    ),
    state(
      'login',
      'What signing by a login means',
      async (desk) => {
        const git = await card(desk);
        await git.getByRole('button', { name: t('gitSetup.start') }).click();
        await git.getByLabel(t('gitSetup.key')).selectOption('keyless');
        await expect(git.locator('pre')).toContainText('gpg.x509.program');
        await git.evaluate((element) => element.scrollIntoView({ block: 'start' }));
      },
      { also: ['narrow', 'large'] },
    ),
    state(
      'theirs',
      'Somebody else set git up',
      async (desk) => {
        writeFileSync(settingsOf(desk), '[user]\n\tsigningkey = ~/.ssh/id_ed25519.pub\n[gpg]\n\tformat = ssh\n');
        await expect((await card(desk)).getByText(t('gitSetup.theirs'))).toBeVisible();
      },
      {
        leave: (desk) => {
          rmSync(settingsOf(desk));
          return Promise.resolve();
        },
      },
    ),
    state(
      'ours',
      'Git is set up',
      async (desk) => {
        await setUp(desk);
        await expect((await card(desk)).getByRole('button', { name: t('gitSetup.undo') })).toBeVisible();
      },
      { also: ['narrow'] },
    ),
    state('undo', 'What undoing would run', async (desk) => {
      const git = await card(desk);
      await git.getByRole('button', { name: t('gitSetup.undo') }).click();
      await expect(git.locator('pre')).toContainText('--unset-all');
    }),
    state('changed', 'Somebody changed it since', async (desk) => {
      const again = await ask(desk.page, 'gitSetup.look', null);
      writeFileSync(
        settingsOf(desk),
        again.now
          .map(({ name, value }) => {
            const [, section, key] = /^(.*)\.([^.]*)$/.exec(name) ?? [];
            return `[${section}]\n\t${key} = ${name === 'gpg.format' ? 'x509' : JSON.stringify(value)}\n`;
          })
          .join(''),
      );
      await expect((await card(desk)).locator('.tag', { hasText: t('gitSetup.changedMark') })).toBeVisible();
    }),
    state(
      'absent',
      'There is no git',
      async (desk) => {
        await desk.it.app.evaluate(() => {
          process.env['WAS_PATH'] = process.env['PATH'];
          process.env['PATH'] = '';
        });
        await expect((await card(desk)).getByText(t('gitSetup.absentTitle'))).toBeVisible();
      },
      {
        leave: async (desk) => {
          await desk.it.app.evaluate(() => {
            process.env['PATH'] = process.env['WAS_PATH'];
          });
        },
      },
    ),
  ],
};
