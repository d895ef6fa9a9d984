import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type Locator, type Page } from './fixture.ts';
import { startApp, temporaryFolder, type Started } from './electron.ts';
import { answerSaveDialog, copiedText, pressMenu } from './gestures.ts';
import { ask } from './scene.ts';
import { check, endGnupg, gnupgHome, gpg, gpgKey } from './window.ts';
import { t } from './words.ts';

// What a card rests on: the chain of evidence, the records of it, and one result found among many.
let root: string;
let it: Started;
let page: Page;
let signers: string;
let fingerprint: string;

const MANY = 300;
const at = (...names: string[]) => join(root, ...names);
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const copied = () => copiedText(it.app);

test.beforeAll(async () => {
  root = temporaryFolder();
  signers = gnupgHome(root);
  mkdirSync(at('e'), { mode: 0o700 });
  fingerprint = gpgKey(signers, 'Nova Lind <nova@compass.example>');
  it = await startApp({ env: { GNUPGHOME: at('e') } });
  page = it.page;
  await ask(page, 'keys.import', { files: [], text: gpg(signers, '--armor', '--export') });
  await ask(page, 'publishers.add', { name: 'Compass' });
  await ask(page, 'publishers.pin', { publisher: 'Compass', fingerprint, pasted: fingerprint });
  mkdirSync(at('d'));
  writeFileSync(at('d', 'compass-7.1.tar'), 'compass');
  execFileSync('sh', ['-c', 'sha256sum compass-7.1.tar > SHA256SUMS'], { cwd: at('d') });
  gpg(signers, '--armor', '--detach-sign', at('d', 'SHA256SUMS'));
});

test.afterAll(async () => {
  await it.close();
  endGnupg(signers);
  rmSync(root, { recursive: true, force: true });
});

/** Checks the download for its publisher. */
async function checkCompass(verdict: string): Promise<Locator> {
  await check(page, [at('d', 'compass-7.1.tar')]);
  await page.getByLabel(t('verify.publisher')).selectOption('Compass');
  const card = page.locator('.verdict-card');
  await expect(card).toHaveClass(new RegExp(`tone-${verdict}`));
  return card;
}

test('every link opens by keyboard and shows what was seen, to be copied whole', async () => {
  const card = await checkCompass('verified');
  await card.locator('.fold > summary').press('Enter');
  const links = card.locator('.chain-link');
  await expect(links).toHaveCount(6);
  for (const kind of ['file', 'digest', 'manifest', 'signature', 'key', 'expected'] as const) {
    const link = links.filter({ has: page.getByText(t(`chain.${kind}`), { exact: true }) });
    await expect(link).toHaveAttribute('data-state', 'holds');
    await expect(link.locator('summary')).toContainText(t('linkState.holds'));
    await link.locator('summary').press('Enter');
    await expect(link.locator('.chain-values')).toBeVisible();
  }
  const line = `${sha256('compass')}  compass-7.1.tar`;
  await expect(links.nth(1)).toContainText(sha256('compass'));
  await expect(links.nth(2)).toContainText(line.replace('  ', ' '));
  await expect(links.nth(3)).toContainText(at('d', 'SHA256SUMS.asc'));
  await expect(links.nth(4)).toContainText(fingerprint.replace(/(.{4})(?=.)/g, '$1 '));
  await expect(links.nth(5)).toContainText('Compass');

  const copy = (value: string) => card.getByRole('button', { name: `${t('common.copy')}: ${value}` });
  await copy(t('value.line')).press('Enter');
  await expect.poll(copied).toBe(line);
  await copy(t('value.fingerprint')).press('Enter');
  await expect.poll(copied).toBe(fingerprint);
});

test('a record is copied and saved in words, as a page that runs nothing, and as data', async () => {
  const card = await checkCompass('verified');
  await card.locator('.fold > summary').click();
  await card.getByRole('button', { name: t('card.copyText') }).click();
  await expect.poll(copied).toContain(t('record.notProof'));
  expect(await copied()).toContain(sha256('compass'));
  for (const [word, ending] of [
    ['saveText', 'txt'],
    ['saveHtml', 'html'],
    ['saveJson', 'json'],
  ] as const) {
    const path = at(`record.${ending}`);
    await answerSaveDialog(it.app, path);
    await card.getByRole('button', { name: t(`card.${word}`) }).click();
    await expect.poll(() => readIfThere(path)).toContain(sha256('compass'));
  }
  expect(readFileSync(at('record.html'), 'utf8')).toContain("default-src 'none'; style-src 'sha256-");
  expect(JSON.parse(readFileSync(at('record.json'), 'utf8'))).toMatchObject({
    verdict: 'verified',
    publisher: 'Compass',
  });
});

function readIfThere(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

test('the chain is broken where a changed file leaves its list, and goes no further', async () => {
  writeFileSync(at('d', 'compass-7.1.tar'), 'changed');
  const card = await checkCompass('invalid');
  await card.locator('.fold > summary').click();
  const states = await card
    .locator('.chain-link')
    .evaluateAll((all) => all.map((one) => one.getAttribute('data-state')));
  expect(states).toEqual(['holds', 'holds', 'broken', 'after', 'after', 'after']);
  const broken = card.locator('.chain-link[data-state="broken"]');
  await expect(broken.locator('summary')).toContainText(t('linkState.broken'));
  await broken.locator('summary').press('Enter');
  await expect(broken).toContainText(sha256('compass'));
  await expect(broken).toContainText(sha256('changed'));
});

test('one result of many is found by name, by verdict and by arrow keys', async () => {
  mkdirSync(at('many'));
  const names = Array.from({ length: MANY }, (_each, index) => `part-${String(index).padStart(3, '0')}.bin`);
  for (const name of names) writeFileSync(at('many', name), name);
  execFileSync('sh', ['-c', 'sha256sum part-* > SHA256SUMS'], { cwd: at('many') });
  gpg(signers, '--armor', '--detach-sign', at('many', 'SHA256SUMS'));
  writeFileSync(at('many', 'part-123.bin'), 'changed');
  await check(
    page,
    [...names, 'SHA256SUMS', 'SHA256SUMS.asc'].map((name) => at('many', name)),
  );

  const list = page.getByRole('listbox', { name: t('summary.list') });
  const chosen = list.locator('[aria-selected="true"]');
  const stop = t('summary.count.invalid', { count: 1 });
  await expect(page.locator('.summary-line')).toContainText(stop);
  await expect(page.locator('.summary-line')).toContainText(t('summary.count.untrusted', { count: MANY - 1 }));
  await list.focus();
  await page.keyboard.press('End');
  await expect(chosen).toHaveAttribute('aria-posinset', String(MANY));
  await expect(chosen).toBeInViewport();
  await page.keyboard.press('ArrowUp');
  await expect(chosen).toHaveAttribute('aria-posinset', String(MANY - 1));
  await page.keyboard.press('Home');
  await expect(chosen).toHaveAttribute('aria-posinset', '1');
  await page.keyboard.press('PageDown');
  await expect(chosen).not.toHaveAttribute('aria-posinset', '1');
  await expect(page.locator('.verdict-card')).toHaveCount(1);

  // What is typed in the list goes into the search field.
  await page.keyboard.type('part-123');
  const field = page.getByLabel(t('summary.search'));
  await expect(field).toBeFocused();
  await expect(field).toHaveValue('part-123');
  await expect(list.getByRole('option')).toHaveCount(1);
  await expect(page.locator('.verdict-card')).toHaveClass(/tone-invalid/);
  await expect(page.getByText(t('summary.found', { count: 1 }))).toBeVisible();
  await pressMenu(it.app, 'copyResult');
  await expect.poll(copied).toContain('part-123.bin');
  await page.keyboard.press('Escape');
  await expect(field).toHaveValue('');

  await page.getByRole('button', { name: t('verdictWord.invalid'), exact: true }).click();
  await expect(list.getByRole('option')).toHaveCount(1);
});
