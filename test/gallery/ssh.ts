import { expect } from '@playwright/test';
import { SshAgentHome } from '../core/ssh/ssh-agent-home.ts';
import { SshHome } from '../core/ssh/ssh-home.ts';
import { ask } from '../e2e/scene.ts';
import { goTo } from '../e2e/window.ts';
import { t } from '../e2e/words.ts';
import { openDesk, release, type Desk } from './desk.ts';
import { adasKey, drop } from './signing.ts';
import type { Chapter } from './state.ts';

const OURS = 'releases@lantern.example';
const HELD = 'ada@workstation';

/** A release manager with an SSH key, and one more that the agent holds. */
async function openSsh(): Promise<Desk> {
  const ssh = new SshHome();
  const agent = await SshAgentHome.start(ssh);
  ssh.makeKey('held', '-t', 'ed25519', '-C', HELD);
  agent.add(ssh.file('held'));
  const desk = await openDesk({ env: { SSH_AUTH_SOCK: agent.socket } });
  desk.atEnd(async () => {
    await agent.stop();
    ssh.remove();
  });
  await adasKey(desk);
  await ask(desk.page, 'keys.generateSsh', { name: OURS, algorithm: 'ed25519', publisher: 'Lantern' });
  return desk;
}

async function openKey({ page }: Desk, name: string): Promise<void> {
  await goTo(page, 'keys');
  await page.locator('.list-item', { hasText: name }).first().click();
  await expect(page.getByRole('complementary', { name: t('keys.beside.key') })).toBeVisible();
}

/** SSH keys: kept here, and held by the agent. */
export const SSH: Chapter = {
  name: 'SSH',
  open: openSsh,
  states: [
    {
      id: 'keys-ssh',
      screen: 'Keys',
      title: 'An SSH key of one’s own',
      also: ['narrow', 'large', 'whole'],
      arrange: (desk) => openKey(desk, OURS),
    },
    {
      id: 'keys-ssh-agent',
      screen: 'Keys',
      title: 'A key that the SSH agent holds',
      arrange: (desk) => openKey(desk, HELD),
    },
    {
      id: 'keys-ssh-make',
      screen: 'Keys',
      title: 'Making an SSH key',
      also: ['narrow'],
      arrange: async ({ page }) => {
        await goTo(page, 'keys');
        await page.getByRole('button', { name: t('keys.generate') }).click();
        await page.getByRole('radio', { name: t('keys.types.ssh') }).check();
        await expect(page.getByText(t('keys.ssh.nameHint'))).toBeVisible();
      },
    },
    {
      id: 'sign-ssh',
      screen: 'Sign',
      title: 'Signing with OpenPGP and SSH',
      also: ['narrow'],
      arrange: async (desk) => {
        const { folder, write } = desk.place('lantern-4.2');
        for (const name of ['lantern-4.2-linux-x64.tar.gz', 'lantern-4.2-macos.dmg']) write(name, release(name, 400));
        await drop(desk, [folder]);
        for (const name of [/Ada Moreau/, new RegExp(OURS)]) await desk.page.getByRole('checkbox', { name }).check();
        await expect(desk.page.locator('.output-line', { hasText: 'SHA256SUMS.sig' })).toBeVisible();
      },
    },
  ],
};
