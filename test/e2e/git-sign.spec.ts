import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeRepo, type GitRepo } from '../core/git/git-repo.ts';
import { startApp, temporaryFolder, type Started } from './electron.ts';
import { expect, type Locator, type Page, test } from './fixture.ts';
import { copiedText, pressMenu } from './gestures.ts';
import { ask } from './scene.ts';
import { commitsButton, dropOn, endGnupg, gnupgHome, goTo, gpg, gpgKey } from './window.ts';
import { like, t } from './words.ts';

// Tags are signed in the window, and git itself says whether they are. Each test goes on where the last one ended.
test.describe.configure({ mode: 'serial' });

const SECRET = 'a long passphrase';
let it: Started;
let page: Page;
let root: string;
/** The keyring of the app, with a key of its own; and one of somebody who checks. */
let own: string;
let checker: string;
let repo: GitRepo;
let bare: GitRepo;

test.beforeAll(async () => {
  root = temporaryFolder();
  own = gnupgHome(root, 'o');
  checker = gnupgHome(root, 'c');
  gpgKey(own, 'Ines Marlow <ines@compass.example>');
  gpg(checker, '--import', write('ines.asc', gpg(own, '--armor', '--export')));
  repo = makeRepo({ path: folderOf('compass') });
  repo.git(['config', 'user.name', 'Ada Moreau']);
  repo.git(['config', 'user.email', 'ada@compass.example']);
  writeFileSync(
    join(repo.path, 'CHANGELOG.md'),
    '# Changes\n\n## 1.1.0\n\n- Reads older maps\n\n## 1.0.0\n\n- First\n',
  );
  repo.git(['add', '.']);
  repo.commit('Read older maps');
  repo.git(['tag', '-a', '-m', 'Compass 1.0.0', 'v1.0.0']);
  bare = makeRepo({ path: folderOf('remote'), bare: true });
  repo.git(['remote', 'add', 'origin', bare.path]);
  repo.git(['push', '-q', 'origin', 'main']);
  repo.commit('Mend the north arrow');
  // Without a keychain the store has a passphrase, which is asked for.
  it = await startApp({ env: { GNUPGHOME: own, DBUS_SESSION_BUS_ADDRESS: 'disabled:' } });
  page = it.page;
  await ask(page, 'store.create', { passphrase: SECRET });
  const made = { name: 'Ada Moreau', email: 'ada@compass.example', algorithm: 'ed25519', validity: '2y' } as const;
  const { id } = await ask(page, 'keys.generate', made);
  const { text } = await ask(page, 'keys.publishText', { key: id });
  gpg(checker, '--import', write('ada.asc', text.slice(text.indexOf('-----BEGIN'))));
  await ask(page, 'keys.generateSsh', { name: 'ada-ssh', algorithm: 'ed25519' });
  await ask(page, 'store.lock', null);
});
test.afterAll(async () => {
  await it.close();
  for (const home of [own, checker]) endGnupg(home);
  rmSync(root, { recursive: true, force: true });
});

function folderOf(name: string): string {
  const path = join(root, name);
  mkdirSync(path);
  return path;
}

function write(name: string, text: string): string {
  const path = join(root, name);
  writeFileSync(path, text);
  return path;
}

/** Throws where git does not call the tag's signature good. */
const verifyTag = (name: string, ...settings: string[]): string =>
  execFileSync('git', [...settings.flatMap((one) => ['-c', one]), 'verify-tag', '-v', name], {
    cwd: repo.path,
    env: { ...repo.env, GNUPGHOME: checker },
    encoding: 'utf8',
    stdio: 'pipe',
  });

const form = (): Locator => page.locator('.git-sign');
const signButton = (): Locator => form().locator('.deck-do button').first();
const name = (): Locator => form().getByLabel(t('gitSign.name'));
const row = (tag: string): Locator =>
  page
    .getByRole('listbox', { name: t('repositories.rows.tags') })
    .getByRole('option')
    .filter({ hasText: tag });
const receipt = (tag: string): Locator =>
  page
    .locator('.git-receipt')
    .filter({ has: page.getByRole('heading', { name: like('gitReceipt.tag', { name: tag }) }) });
const signer = (words: string): Locator => form().getByRole('radio', { name: words });

async function openForm(): Promise<void> {
  await page.getByRole('button', { name: t('gitSign.open') }).click();
  await expect(name()).toBeFocused();
}

test('a tag is named, looked at, stopped at its passphrase, and signed by a key of the app', async () => {
  await goTo(page, 'repositories');
  await dropOn(page, 'repositories', [repo.path]);
  await expect(row('v1.0.0')).toContainText(t('repositories.state.unsigned'));
  await openForm();
  await expect(name()).toHaveValue('v1.0.1');
  for (const [odd, fault] of [
    ['v 1', 'odd-characters'],
    ['v1..2', 'odd-dots'],
    ['-v1', 'begins-with-dash'],
    ['', 'empty'],
  ] as const) {
    await name().fill(odd);
    await expect(form().getByText(t(`gitSign.fault.${fault}`))).toBeVisible();
    await expect(signButton()).toBeDisabled();
  }
  await name().fill('v1.0.0');
  await expect(form().getByText(t('gitSign.exists.unsigned'))).toBeVisible();
  await expect(signButton()).toBeDisabled();
  await form()
    .getByRole('group', { name: t('gitSign.next') })
    .getByRole('button', { name: 'v1.1.0' })
    .click();
  await expect(form().getByLabel(t('gitSign.message'))).toHaveValue(/Reads older maps/);
  await expect(form().locator('.target-commit')).toContainText('Mend the north arrow');
  await expect(form().locator('.target-commit')).toContainText(t('gitSign.unpushed'));
  writeFileSync(join(repo.path, 'notes.txt'), 'not yet');
  await form()
    .getByRole('button', { name: t('gitSign.look') })
    .click();
  await expect(form().getByText(t('gitSign.lookFound', { count: 1 }))).toBeVisible();
  await expect(form().getByText('notes.txt')).toBeVisible();
  await expect(
    form().getByText(like('gitSign.tagger', { name: 'Ada Moreau', email: 'ada@compass.example' })),
  ).toBeVisible();

  await signer('Ada Moreau').check();
  await expect(signButton()).toHaveText(like('gitSign.do', { name: 'v1.1.0', who: 'Ada Moreau' }));
  await signButton().click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('heading', { name: like('gitSign.failed', { name: 'v1.1.0' }) })).toBeVisible();
  expect(repo.git(['tag'])).toBe('v1.0.0');
  await page.getByRole('button', { name: t('gitSign.back') }).click();
  await expect(name()).toHaveValue('v1.1.0');
  await expect(signButton()).toBeEnabled();
  await page.keyboard.press('Control+Enter');
  const dialog = page.getByRole('dialog');
  await dialog.locator('input[type=password]').fill(SECRET);
  await page.keyboard.press('Enter');

  await expect(receipt('v1.1.0')).toBeVisible();
  await expect(row('v1.1.0')).toHaveAttribute('aria-selected', 'true');
  expect(verifyTag('v1.1.0')).toContain('Reads older maps');
  expect(repo.git(['rev-parse', 'v1.1.0^{commit}'])).toBe(repo.git(['rev-parse', 'HEAD']));
  await expect(receipt('v1.1.0')).toContainText('git push origin refs/tags/v1.1.0');
  await expect(receipt('v1.1.0')).toContainText(repo.git(['rev-parse', 'v1.1.0']));
  await receipt('v1.1.0')
    .getByRole('button', { name: t('gitReceipt.copyKey') })
    .click();
  await expect.poll(() => copiedText(it.app)).toContain('BEGIN PGP PUBLIC KEY BLOCK');
  await expect(page.locator('.verdict-card')).toBeVisible();
});

test('keys of SSH and of GnuPG sign, and git agrees', async () => {
  await openForm();
  await expect(receipt('v1.1.0')).toHaveCount(0);
  await expect(name()).toHaveValue('v1.1.1');
  await signer('ada-ssh').check();
  await form().locator('summary').click();
  await form().getByLabel(t('gitSign.at')).fill('2999-01-01T00:00');
  await expect(form().getByText(t('gitSign.atFuture'))).toBeVisible();
  await expect(signButton()).toBeDisabled();
  await form().getByLabel(t('gitSign.at')).fill('2024-03-01T12:00');
  await form().getByLabel(t('gitSign.taggerEmail')).fill('release@compass.example');
  await form().getByLabel(t('gitSign.message')).fill('Compass 1.1.1');
  await signButton().click();
  await expect(receipt('v1.1.1')).toBeVisible();
  const key = (await ask(page, 'keys.list', null)).find(({ engine }) => engine === 'ssh');
  await ask(page, 'keys.copyPublic', { key: key?.id ?? '' });
  const line = (await copiedText(it.app)).trim();
  const allowed = write('allowed', `release@compass.example ${line}\n`);
  expect(verifyTag('v1.1.1', `gpg.ssh.allowedSignersFile=${allowed}`)).toContain('Compass 1.1.1');
  expect(repo.git(['cat-file', 'tag', 'v1.1.1'])).toContain('tagger Ada Moreau <release@compass.example> 17092');

  // A commit that is chosen is what a tag is offered for.
  await commitsButton(page).click();
  await page.getByRole('option').filter({ hasText: 'Read older maps' }).click();
  await openForm();
  await expect(form().locator('.target-commit')).toContainText('Read older maps');
  await expect(form().locator('.target-commit')).toContainText(t('gitSign.pushed'));
  await name().fill('v1.0.9');
  await signer('Ines Marlow').check();
  await expect(form().getByText(like('gitSign.otherEmail', { email: 'ada@compass.example' }))).toBeVisible();
  await signButton().click();
  await expect(receipt('v1.0.9')).toBeVisible();
  verifyTag('v1.0.9');
  expect(repo.git(['rev-parse', 'v1.0.9^{commit}'])).toBe(repo.git(['rev-parse', 'HEAD~1']));
});

test('what was changed meanwhile is left as it is, and said', async () => {
  await openForm();
  await name().fill('v1.2.0');
  await signer('Ines Marlow').check();
  await expect(signButton()).toBeEnabled();
  repo.git(['tag', 'v1.2.0', 'HEAD~1']);
  const before = repo.git(['rev-parse', 'v1.2.0']);
  await signButton().click();
  await expect(page.getByRole('alert')).toContainText(t('error:tag-exists.title'));
  expect(repo.git(['rev-parse', 'v1.2.0'])).toBe(before);
  await page.getByRole('button', { name: t('gitSign.back') }).click();
  await expect(form().getByText(t('gitSign.exists.light'))).toBeVisible();
  await form()
    .getByRole('button', { name: t('gitSign.close') })
    .click();
  await expect(row('v1.1.1')).toBeVisible();
});

test('a tag that is there is signed only after a second yes, and can be brought back', async () => {
  const before = repo.git(['rev-parse', 'v1.0.0']);
  await row('v1.0.0').click();
  await page.getByRole('button', { name: t('gitSign.anew.open') }).click();
  await expect(form().getByText(t('gitSign.anew.unsigned'))).toBeVisible();
  await expect(form().locator('.target-commit')).toContainText('Read older maps');
  await signer('Ines Marlow').check();
  await signButton().click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: t('common.cancel') })
    .click();
  expect(repo.git(['rev-parse', 'v1.0.0'])).toBe(before);
  await signButton().click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: t('gitSign.anew.yes') })
    .click();
  await expect(receipt('v1.0.0')).toContainText('git update-ref refs/tags/v1.0.0');
  expect(verifyTag('v1.0.0')).toContain('Compass 1.0.0');
  const command = await receipt('v1.0.0').locator('.command code').filter({ hasText: 'update-ref' }).innerText();
  execFileSync('sh', ['-c', command], { cwd: repo.path, env: repo.env });
  expect(repo.git(['rev-parse', 'v1.0.0'])).toBe(before);
});

test('a signed tag is signed anew by another key only after it is said whose signature goes', async () => {
  const before = repo.git(['rev-parse', 'v1.0.9']);
  await row('v1.0.9').click();
  await page.getByRole('button', { name: t('gitSign.anew.openSigned') }).click();
  await expect(form().getByText(t('gitSign.anew.signed'))).toBeVisible();
  await signer('Ada Moreau').check();
  await signButton().click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText(like('gitSign.anew.loses', { signer: 'Ines Marlow' }));
  await dialog.getByRole('button', { name: t('common.cancel') }).click();
  expect(repo.git(['rev-parse', 'v1.0.9'])).toBe(before);
  await signButton().click();
  await dialog.getByRole('button', { name: t('gitSign.anew.yes') }).click();
  await expect(receipt('v1.0.9')).toContainText('git update-ref refs/tags/v1.0.9');
  expect(readFileSync(join(repo.path, '.git/logs/refs/tags/v1.0.9'), 'utf8')).toContain(`\n${before} `);
  expect(repo.git(['cat-file', 'tag', before])).toContain('BEGIN PGP SIGNATURE');
  verifyTag('v1.0.9');

  // What a tag names that is no commit is said, and the way to sign it; the menu begins a new one.
  repo.git(['tag', '-a', '-m', 'A tree', 'tree', 'HEAD^{tree}']);
  await pressMenu(it.app, 'again');
  await row('tree').click();
  await page.getByRole('button', { name: t('gitSign.anew.open') }).click();
  await expect(form()).toContainText(like('gitSign.anew.noCommit', { name: 'tree' }));
  await form()
    .getByRole('button', { name: t('gitSign.close') })
    .click();
  await pressMenu(it.app, 'signTag');
  await expect(name()).toBeFocused();
  await form()
    .getByRole('button', { name: t('gitSign.close') })
    .click();
  repo.git(['tag', '-d', 'tree']);
});

test('a key of one’s own is expected for its repository on the receipt, and no other key is', async () => {
  const sign = async (tag: string, who: string) => {
    await openForm();
    await name().fill(tag);
    await signer(who).check();
    await signButton().click();
    await expect(receipt(tag)).toContainText(t('gitReceipt.elsewhere'));
  };
  const offer = (tag: string) => receipt(tag).getByRole('button', { name: t('expectOwn.open') });
  await sign('v1.3.0', 'Ada Moreau');
  await expect(row('v1.3.0')).toContainText(t('repositories.state.untrusted'));
  await offer('v1.3.0').click();
  await receipt('v1.3.0').getByLabel(t('compareGit.publisher')).fill('Compass');
  await receipt('v1.3.0')
    .getByRole('button', { name: t('expectOwn.do') })
    .click();
  for (const tag of ['v1.3.0', 'v1.1.0']) await expect(row(tag)).toContainText(t('repositories.state.verified'));
  await expect(receipt('v1.3.0').locator('.tone-verified')).toBeVisible();
  await expect(offer('v1.3.0')).toHaveCount(0);
  expect(await ask(page, 'publishers.list', null)).toMatchObject([
    { name: 'Compass', own: true, pins: [{ confirmed: { how: 'own-key' } }] },
  ]);
  // Another key of one's own is a stranger's until that is said, too.
  await expect(row('v1.1.1')).toContainText(t('repositories.state.invalid'));
  await sign('v1.3.1', 'ada-ssh');
  await offer('v1.3.1').click();
  await receipt('v1.3.1')
    .getByRole('button')
    .filter({ hasText: like('expectOwn.doFor', { publisher: 'Compass' }) })
    .click();
  for (const tag of ['v1.3.1', 'v1.1.1']) await expect(row(tag)).toContainText(t('repositories.state.verified'));
  // One that GnuPG keeps is compared as anybody's.
  await sign('v1.3.2', 'Ines Marlow');
  await expect(row('v1.3.2')).toContainText(t('repositories.state.invalid'));
  await expect(offer('v1.3.2')).toHaveCount(0);
});

test('what was signed stands in Activity, in words', async () => {
  await goTo(page, 'activity');
  const entry = page.locator('[data-entry]').filter({ hasText: like('gitReceipt.tag', { name: 'v1.1.0' }) });
  await expect(entry).toContainText(t('activity.outcome.signed'));
  await entry.click();
  await expect(receipt('v1.1.0')).toContainText('git push origin refs/tags/v1.1.0');
  await page.getByRole('button', { name: t('activity.back') }).click();
});
