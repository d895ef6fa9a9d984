import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { newBundle, newInstance, newKey } from '../core/sigstore/forge.ts';
import { startApp, temporaryFolder, type Started } from './electron.ts';
import { expect, type Locator, type Page, test } from './fixture.ts';
import { ask } from './scene.ts';
import { check, goTo, nextStep } from './window.ts';
import { t } from './words.ts';

// A project signs with a Sigstore key, and its page has that key, as cosign makes it (cosign.pub).
const ours = newKey();
const pem = (key = ours): string => key.publicKey.export({ format: 'pem', type: 'spki' }).toString();
const page = (...keys: string[]): string => `# Verify your download\n\n${keys.join('\nand\n')}\nSave it as cosign.pub.`;
const CONTENT = Buffer.from('plumb 3.0');

let root: string;
let it: Started;
let window: Page;

test.beforeAll(async () => {
  root = temporaryFolder();
  it = await startApp();
  window = it.page;
});

test.afterAll(async () => {
  await it.close();
  rmSync(root, { recursive: true, force: true });
});

test.beforeEach(async () => {
  await ask(window, 'keys.import', { files: [], text: pem() });
});

test.afterEach(async () => {
  for (const { name } of await ask(window, 'publishers.list', null)) await ask(window, 'publishers.remove', { name });
});

let places = 0;

/** Checks what the project's key signed: this content. */
async function checkRelease(content = CONTENT): Promise<Locator> {
  const folder = join(root, String(++places));
  mkdirSync(folder);
  const file = join(folder, 'plumb-3.0.tar.gz');
  const bundle = await newBundle(await newInstance(), CONTENT, { key: ours, keyed: true, log: 'none' });
  writeFileSync(file, content);
  writeFileSync(`${file}.sigstore.json`, JSON.stringify(bundle));
  await check(window, [file]);
  const card = window.locator('.verdict-card');
  await expect(card).toBeVisible();
  return card;
}

/** Fills in the comparison, for the publisher Plumb where it asks for one. */
async function compare(form: Locator, pasted: string): Promise<void> {
  await form.getByLabel(t('compare.publisher')).fill('Plumb');
  await form.getByLabel(t('compare.paste')).fill(pasted);
  await form.getByRole('button', { name: t('compare.do') }).click();
}

test('the key on the project’s page makes its signer expected; another, or several, never does', async () => {
  const card = await checkRelease();
  await expect(card).toHaveClass(/tone-untrusted/);
  await nextStep(card).click();
  const form = card.getByRole('form', { name: t('compare.title') });
  const alert = form.getByRole('alert');
  await compare(form, page(pem(newKey())));
  await expect(alert).toContainText(t('error:not-expected-key.title'));
  const refused = {
    several: page(pem(), pem(newKey())),
    part: '9F3A 61C0 DEAD BEEF',
    nothing: page(pem().replaceAll('PUBLIC', 'PRIVATE').slice(0, 80)),
  };
  for (const why of ['several', 'part', 'nothing'] as const) {
    await compare(form, refused[why]);
    await expect(alert).toContainText(t(`error:pasted-${why}.title`));
  }
  // Nobody is remembered whom nothing was compared with.
  expect(await ask(window, 'publishers.list', null)).toEqual([]);
  await expect(card).toHaveClass(/tone-untrusted/);

  await compare(form, page(pem()).replaceAll('\n', '\r\n'));
  await expect(card).toHaveClass(/tone-verified/);
  await expect(card.locator('h1, h2').first()).toContainText('Plumb');
  const changed = await checkRelease(Buffer.from('plumb 3.0, and more'));
  await expect(changed).toHaveClass(/tone-invalid/);
});

test('a key among the others’ is expected by the key itself, before anything was checked', async () => {
  await goTo(window, 'keys');
  await window.locator('.list-item', { hasText: t('keys.cosign.unnamed') }).click();
  const details = window.getByRole('complementary', { name: t('keys.beside.key') });
  await details.locator('summary').getByText(t('keys.expect'), { exact: true }).click();
  const form = details.getByRole('form', { name: t('compare.title') });
  await compare(form, page(pem(newKey())));
  await expect(form.getByRole('alert')).toContainText(t('error:not-expected-key.title'));
  expect(await ask(window, 'publishers.list', null)).toEqual([]);
  await compare(form, page(pem()));
  await expect(details).toContainText(t('compare.pinned'));
  const [plumb] = await ask(window, 'publishers.list', null);
  expect(plumb).toMatchObject({ name: 'Plumb', pins: [{ confirmed: { how: 'pasted' } }] });
  // The next download says whose it is.
  const card = await checkRelease();
  await expect(card).toHaveClass(/tone-(untrusted|verified)/);
  await expect(card).toContainText('Plumb');
});
