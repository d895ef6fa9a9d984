import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SshAgentHome } from '../core/ssh/ssh-agent-home.ts';
import { SshHome } from '../core/ssh/ssh-home.ts';
import { startApp, temporaryFolder, type Started } from './electron.ts';
import { expect, test } from './fixture.ts';
import { answerOpenDialog } from './gestures.ts';
import { ask } from './scene.ts';
import { dropOn, expectCard, goTo, check } from './window.ts';
import { t } from './words.ts';

// SSH keys in the window, held to the real ssh-keygen and ssh-agent. Each test goes on where the last one ended.
test.describe.configure({ mode: 'serial' });

let ssh: SshHome;
let agent: SshAgentHome;
let it: Started;
let root: string;
const at = (name: string): string => join(root, 'files', name);

test.beforeAll(async () => {
  root = temporaryFolder();
  for (const folder of ['files', 'e']) mkdirSync(join(root, folder), { mode: 0o700 });
  ssh = new SshHome();
  agent = await SshAgentHome.start(ssh);
  ssh.makeKey('login', '-t', 'ed25519', '-C', 'login@example.org');
  agent.add(ssh.file('login'));
  writeFileSync(at('widget-2.1.tar'), 'the widget');
  it = await startApp({ env: { GNUPGHOME: join(root, 'e'), SSH_AUTH_SOCK: agent.socket } });
});

test.afterAll(async () => {
  await it.close();
  await agent.stop();
  ssh.remove();
  rmSync(root, { recursive: true, force: true });
});

test('the agent’s key is listed, and can neither be changed nor deleted here', async () => {
  const { page } = it;
  await goTo(page, 'keys');
  await page.locator('.list-item', { hasText: 'login@example.org' }).click();
  const details = page.getByRole('complementary', { name: t('keys.beside.key') });
  await expect(details.getByText(t('keys.ssh.agents'))).toBeVisible();
  await expect(details.getByText(t('place.agent'))).toBeVisible();
  const shown = /SHA256:\S+/.exec(ssh.run(['-l', '-f', ssh.file('login.pub')]))?.[0] ?? '';
  await expect(details.getByText(shown)).toBeVisible();
  for (const words of ['keys.delete', 'keys.ssh.exportSecretTitle', 'keys.extend'] as const)
    await expect(details.getByText(t(words), { exact: true })).toHaveCount(0);
});

test('a key is made, and its public half is one to ssh-keygen', async () => {
  const { page } = it;
  await goTo(page, 'keys');
  // Whose releases others sign is offered no key unseen; a new publisher is.
  await ask(page, 'publishers.add', { name: 'Beacon' });
  const form = page.getByRole('complementary', { name: t('keys.beside.generate') });
  await page.getByRole('button', { name: t('keys.generate') }).click();
  await form.getByRole('radio', { name: t('keys.types.ssh') }).check();
  await form.getByLabel(t('keys.cosign.name')).fill('ada@example.org');
  await form.getByLabel(t('keys.publisher')).fill('beacon');
  await expect(form).toContainText(t('keys.publisherOfOthers', { publisher: 'Beacon' }));
  await expect(form.getByRole('button', { name: t('keys.generateDo') })).toBeDisabled();
  await form.getByLabel(t('keys.publisher')).fill('Widget');
  await form.getByRole('button', { name: t('keys.generateDo') }).click();
  await expect(page.getByRole('complementary', { name: t('keys.beside.made') })).toBeVisible();
  const made = (await ask(page, 'keys.list', null)).find(({ engine }) => engine === 'ssh');
  const { text } = await ask(page, 'keys.publishText', { key: made?.id ?? '' });
  const line = /^ssh-ed25519 .*$/m.exec(text)?.[0] ?? '';
  expect(ssh.run(['-l', '-f', ssh.write('made.pub', `${line}\n`)])).toContain('ada@example.org (ED25519)');
});

test('a key file under a passphrase is added, and a wrong passphrase adds nothing', async () => {
  const { page } = it;
  ssh.makeKey('sealed', '-t', 'ecdsa', '-C', 'sealed@example.org');
  ssh.run(['-q', '-p', '-P', '', '-N', 'hush', '-f', ssh.file('sealed')]);
  await goTo(page, 'keys');
  await page.getByRole('button', { name: t('keys.import') }).click();
  await answerOpenDialog(it.app, [ssh.file('sealed')]);
  await page.getByRole('button', { name: t('verify.chooseFiles') }).click();
  const add = page.getByRole('button', { name: t('keys.importDo'), exact: true });
  await add.click();
  const field = page.getByLabel(t('keys.importPassphrase'));
  await field.fill('wrong');
  await add.click();
  await expect(page.getByRole('alert')).toContainText(t('error:wrong-passphrase.title'));
  await field.fill('hush');
  await add.click();
  await expect(page.locator('.list-item', { hasText: 'sealed@example.org' })).toBeVisible();
});

test('signs by one SSH key at a time what ssh-keygen and the Verify screen take for signed', async () => {
  const { page } = it;
  await dropOn(page, 'sign', [at('widget-2.1.tar')]);
  const box = (name: string) => page.getByRole('checkbox', { name: new RegExp(name) });
  // What the agent holds is nobody's default.
  await expect(box('login@example.org')).not.toBeChecked();
  await box('sealed@example.org').check();
  await box('ada@example.org').check();
  await expect(box('sealed@example.org')).not.toBeChecked();
  await page.getByRole('checkbox', { name: t('sign.list') }).uncheck();
  await expect(page.locator('.output-line', { hasText: 'widget-2.1.tar.sig' })).toBeVisible();
  await page.getByRole('button', { name: t('sign.doFiles', { count: 1, who: 'ada@example.org' }) }).click();
  await expect(page.getByRole('list', { name: t('receipt.writtenList') })).toContainText('widget-2.1.tar.sig');
  const signature = readFileSync(at('widget-2.1.tar.sig'));
  expect(ssh.isSignature(signature, 'the widget', 'file')).toBe(true);
  expect(ssh.isSignature(signature, 'another', 'file')).toBe(false);
  await check(page, [at('widget-2.1.tar')]);
  await expectCard(page, { verdict: 'untrusted', sentence: /widget-2\.1\.tar/ });
});

test('signs by the agent', async () => {
  const { page } = it;
  rmSync(at('widget-2.1.tar.sig'));
  await goTo(page, 'sign');
  const more = page.getByRole('button', { name: t('sign.more') });
  if (await more.isVisible()) await more.click();
  await dropOn(page, 'sign', [at('widget-2.1.tar')]);
  await page.getByRole('checkbox', { name: /login@example.org/ }).check();
  await page.getByRole('checkbox', { name: t('sign.list') }).uncheck();
  const go = page.getByRole('button', { name: t('sign.doFiles', { count: 1, who: 'login@example.org' }) });
  await go.click();
  await expect(page.getByRole('list', { name: t('receipt.writtenList') })).toContainText('widget-2.1.tar.sig');
  expect(ssh.isSignature(readFileSync(at('widget-2.1.tar.sig')), 'the widget', 'file')).toBe(true);
});
