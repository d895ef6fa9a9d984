import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type Locator, type Page } from './fixture.ts';
import { haveVectors, vectorsPath } from '../vectors.ts';
import { startApp, temporaryFolder, type Started } from './electron.ts';
import { ask } from './scene.ts';
import { check, goTo, nextStep } from './window.ts';
import { like, t } from './words.ts';

// A real bundle of a real build: who signed is said in words, compared with what the project's page says, and recognised from then on.
const BUNDLES = vectorsPath('sigstore-bundles');
const REPOSITORY = 'sigstore-conformance/extremely-dangerous-public-oidc-beacon';
const WORKFLOW = 'extremely-dangerous-oidc-beacon.yml';
const command = (repository: string) => `cosign verify-blob --bundle a.txt.sigstore.json \\
  --certificate-identity https://github.com/${repository}/.github/workflows/${WORKFLOW}@refs/heads/main \\
  --certificate-oidc-issuer=https://token.actions.githubusercontent.com a.txt`;

test.skip(!haveVectors('sigstore-bundles'), 'the vectors are not here');

let root: string;
let it: Started;
let page: Page;

test.beforeAll(async () => {
  root = temporaryFolder();
  it = await startApp();
  page = it.page;
});

test.afterAll(async () => {
  await it.close();
  rmSync(root, { recursive: true, force: true });
});

test.afterEach(async () => {
  for (const { name } of await ask(page, 'publishers.list', null)) await ask(page, 'publishers.remove', { name });
});

let places = 0;

/** Checks the file with this bundle beside it. */
async function checkBundle(name: string, change = (content: string) => content): Promise<Locator> {
  const folder = join(root, String(++places));
  mkdirSync(folder);
  writeFileSync(join(folder, 'a.txt'), change(readFileSync(join(BUNDLES, 'a.txt'), 'utf8')));
  copyFileSync(join(BUNDLES, name, 'bundle.sigstore.json'), join(folder, 'a.txt.sigstore.json'));
  await check(page, [join(folder, 'a.txt')]);
  const card = page.locator('.verdict-card');
  await expect(card).toBeVisible();
  return card;
}

/** Opens the comparison below the card. */
async function compareForm(card: Locator): Promise<Locator> {
  await nextStep(card).click();
  const form = card.getByRole('form', { name: t('compare.title') });
  await form.getByLabel(t('compare.publisher')).fill('Beacon');
  return form;
}

test('a build is told in words, and a lookalike repository never becomes expected', async () => {
  const card = await checkBundle('happy-path-v0.3-new-mediaType');
  await expect(card).toHaveClass(/tone-untrusted/);
  await expect(card.locator('.lines')).toContainText(
    like('signer.branch', { builder: 'GitHub Actions', repository: REPOSITORY, ref: 'main' }),
  );
  const form = await compareForm(card);
  await form.getByLabel(t('identity.paste')).fill(command(REPOSITORY.replace('public', 'publlc')));
  await form.getByRole('button', { name: t('compare.do') }).click();
  await expect(form.getByRole('alert')).toHaveText(t('identity.answer.different'));
  await form.getByLabel(t('identity.paste')).fill(WORKFLOW);
  await form.getByRole('button', { name: t('compare.do') }).click();
  await expect(form.getByRole('alert')).toHaveText(t('identity.answer.none'));
  await expect(card).toHaveClass(/tone-untrusted/);
  expect(await ask(page, 'publishers.list', null)).toEqual([]);
});

test('the page’s own command makes it expected, and a changed file stays red', async () => {
  const form = await compareForm(await checkBundle('happy-path-v0.3-new-mediaType'));
  await form.getByLabel(t('identity.paste')).fill(command(REPOSITORY));
  await form.getByRole('button', { name: t('compare.do') }).click();
  const card = page.locator('.verdict-card');
  await expect(card).toHaveClass(/tone-verified/);
  await card.locator('.fold > summary').click();
  for (const kind of ['certificate', 'identity', 'log'] as const)
    await expect(card.locator('.chain-link', { hasText: t(`chain.${kind}`) })).toHaveAttribute('data-state', 'holds');
  const changed = await checkBundle('happy-path-v0.3-new-mediaType', (content) => `${content}!`);
  await expect(changed).toHaveClass(/tone-invalid/);
});

test('a build is put together, and every part counts', async () => {
  const form = await compareForm(await checkBundle('happy-path-v0.3-new-mediaType'));
  await form.getByText(t('identity.ways.together')).click();
  const field = (name: 'repository' | 'workflow' | 'branch') =>
    form.getByRole('textbox', { name: t(`identity.${name}`), exact: true });
  await field('repository').fill(REPOSITORY);
  await field('workflow').fill(WORKFLOW);
  await form.getByRole('button', { name: t('compare.do') }).click();
  await expect(form.getByRole('alert')).toHaveText(t('identity.answer.different'));
  await form.getByLabel(t('identity.refs')).selectOption('branch');
  await field('branch').fill('main');
  await form.getByRole('button', { name: t('compare.do') }).click();
  await expect(page.locator('.verdict-card')).toHaveClass(/tone-verified/);
});

for (const name of ['inclusion-proof-corrupted-hash_fail', 'signature-mismatch_fail', 'wrong-hashedrekord-entry_fail'])
  test(`a bundle that has to fail is red, and its chain does not hold: ${name}`, async () => {
    await ask(page, 'publishers.expect', { publisher: 'Beacon', told: { pasted: command(REPOSITORY) } });
    const card = await checkBundle(name);
    await expect(card).toHaveClass(/tone-invalid/);
    await card.locator('.fold > summary').click();
    await expect(card.locator('.chain-link[data-state="broken"]')).toHaveCount(1);
  });

test('an identity is expected on the Publishers screen, told in words and taken away again', async () => {
  await ask(page, 'publishers.add', { name: 'Beacon' });
  await goTo(page, 'publishers');
  await page.locator('.list-item', { hasText: 'Beacon' }).click();
  const details = page.getByRole('complementary', { name: 'Beacon' });
  await details.getByText(t('publishers.pinIdentity')).click();
  await details.getByLabel(t('identity.paste')).fill('Signed by ada@example.org, logged in with GitHub.');
  await details.getByRole('button', { name: t('identity.take') }).click();
  await expect(details.getByRole('list')).toContainText(
    like('signer.login', { identity: 'ada@example.org', issuer: 'GitHub' }),
  );
  await details.getByRole('button', { name: /ada@example\.org/ }).click();
  await details.getByRole('button', { name: t('publishers.unpinYes') }).click();
  await expect(details.getByText(t('publishers.noPins'))).toBeVisible();
});
