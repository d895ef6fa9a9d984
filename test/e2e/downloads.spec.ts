import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startLab, type Lab } from '../lab/lab.ts';
import { build, commandFor, KeylessMaker, login } from '../support/keyless-maker.ts';
import { paste } from '../gallery/paste.ts';
import { startApp, temporaryFolder, type Started } from './electron.ts';
import { answerSaveDialog, copiedText } from './gestures.ts';
import { expect, test, type Locator, type Page } from './fixture.ts';
import { ask } from './scene.ts';
import { check, nextStep } from './window.ts';
import { like, t } from './words.ts';

// Downloads as people get them, signed by logins and builds: from the first one that nobody knows to the next release, and to a stranger's.
const LANTERN = 'lantern-dev/lantern';
let root: string;
let lab: Lab;
let maker: KeylessMaker;
let it: Started;
let page: Page;
let places = 0;

test.beforeAll(async () => {
  root = temporaryFolder();
  lab = await startLab();
  maker = new KeylessMaker(lab);
  it = await startApp({ furnish: maker.prepare });
  page = it.page;
});

test.afterAll(async () => {
  await it.close();
  await lab.close();
  rmSync(root, { recursive: true, force: true });
});

/** An empty folder. */
function place(): string {
  const folder = join(root, String(++places));
  mkdirSync(folder);
  return folder;
}

/** A file that is downloaded, beside whatever `sign` makes of it. */
async function download(name: string, sign: (path: string) => Promise<unknown>): Promise<string> {
  const path = join(place(), name);
  writeFileSync(path, `the bytes of ${name}`);
  await sign(path);
  return path;
}

/** Drops these, and gives the card. */
async function dropped(...paths: string[]): Promise<Locator> {
  const again = page.getByRole('button', { name: t('verify.newCheck') });
  if (await again.isVisible()) await again.click();
  await check(page, paths);
  const card = page.locator('.verdict-card');
  await expect(card).toBeVisible();
  return card;
}

/** Compares what stands on the card with what a page says. */
async function compare(card: Locator, publisher: string, pasted: string): Promise<void> {
  await nextStep(card).click();
  const form = card.getByRole('form', { name: t('compare.title') });
  await form.getByLabel(t('compare.publisher')).fill(publisher);
  await form.getByLabel(t('identity.paste')).fill(pasted);
  await form.getByRole('button', { name: t('compare.do') }).click();
}

const byBuild =
  (ref: string, repository = LANTERN) =>
  (path: string) =>
    maker.sign(path, build(repository, ref));

test('the page’s command of one release makes its builds expected, and the next release is green', async () => {
  const first = await dropped(await download('lantern-4.1.tar.gz', byBuild('refs/tags/v4.1')));
  await expect(first).toHaveClass(/tone-untrusted/);
  await compare(first, 'Lantern', commandFor(LANTERN, 'refs/tags/v4.1'));
  await expect(page.locator('.verdict-card')).toHaveClass(/tone-verified/);
  const [lantern] = await ask(page, 'publishers.list', null);
  expect(lantern?.pins).toMatchObject([
    {
      repository: `https://github.com/${LANTERN}`,
      repositoryId: '681202',
      workflow: '.github/workflows/release.yml',
      refs: 'refs/tags/*',
    },
  ]);
  const next = await dropped(await download('lantern-4.2.tar.gz', byBuild('refs/tags/v4.2')));
  await expect(next).toHaveClass(/tone-verified/);
  await expect(next.locator('.lines')).toContainText(
    like('signer.tag', { builder: 'GitHub Actions', repository: LANTERN, ref: 'v4.2' }),
  );
});

for (const [what, ref, repository, remark] of [
  ['a fork', 'refs/tags/v4.3', 'lantern-devs/lantern', 'repository'],
  ['a branch', 'refs/heads/main', LANTERN, 'ref'],
  ['a proposed change', 'refs/pull/7/merge', LANTERN, 'ref'],
] as const)
  test(`the next release, built from ${what}, is red, and what differs is shown`, async () => {
    const card = await dropped(await download('lantern-4.3.tar.gz', byBuild(ref, repository)));
    await expect(card).toHaveClass(/tone-invalid/);
    await expect(card).toContainText(t('both.whatDiffers', { parts: t(`both.part.${remark}`) }));
    await nextStep(card).click();
    const differs = card.locator('.both .fact', { hasText: t('both.differs') });
    await expect(differs.first()).toContainText(t(`value.${remark}`));
  });

test('a login that changed is red, though the address is the same', async () => {
  const ada = 'ada@sextant.example';
  const first = await dropped(await download('sextant-1.0.zip', (path) => maker.sign(path, login(ada))));
  await compare(
    first,
    'Sextant',
    `Releases are signed by ${ada}, logged in with GitHub. See https://sextant.example/keys.`,
  );
  await expect(page.locator('.verdict-card')).toHaveClass(/tone-verified/);
  const elsewhere = login(ada, 'https://accounts.google.com');
  const card = await dropped(await download('sextant-1.1.zip', (path) => maker.sign(path, elsewhere)));
  await expect(card).toHaveClass(/tone-invalid/);
  await expect(card).toContainText(t('both.whatDiffers', { parts: t('both.part.login') }));
});

test('the repository alone is enough for a tag, and not for a branch', async () => {
  const told = 'gh attestation verify octant.zip -R octant/octant';
  const branch = await download('octant-1.0.zip', byBuild('refs/heads/main', 'octant/octant'));
  const card = await dropped(branch);
  await compare(card, 'Octant', told);
  await expect(card.getByRole('alert')).toHaveText(t('identity.answer.built-for-branch'));
  await compare(
    await dropped(await download('octant-1.1.zip', byBuild('refs/tags/v1.1', 'octant/octant'))),
    'Octant',
    told,
  );
  await expect(page.locator('.verdict-card')).toHaveClass(/tone-verified/);
});

test('of a folder with two dozen bundles one answer settles all of that build, and none of a stranger’s', async () => {
  const folder = place();
  for (let at = 0; at < 24; at++) {
    const path = join(folder, `plumb-${at}.zip`);
    writeFileSync(path, `part ${at}`);
    await maker.sign(path, build(at === 7 ? 'plumbs/plumb' : 'plumb/plumb', 'refs/tags/v3'));
  }
  expect(readdirSync(folder)).toHaveLength(48);
  await dropped(folder);
  const rows = page.locator('.result-row.tone-untrusted');
  await expect(rows.first()).toBeVisible();
  await page.locator('.result-row', { hasText: 'plumb-0.zip' }).click();
  await compare(page.locator('.verdict-card'), 'Plumb', commandFor('plumb/plumb', 'refs/tags/v3'));
  await expect(page.locator('.verdict-card')).toHaveClass(/tone-invalid/);
  await expect(page.locator('.result-row').first()).toContainText('plumb-7.zip');
  await expect(page.getByRole('heading', { level: 2 }).first()).toContainText('23');
});

test('a table of release managers makes all of them expected', async () => {
  const table = `3.14\tHugo\thugo@gnomon.example\thttps://github.com/login/oauth
3.13\tThomas\tthomas@gnomon.example\thttps://accounts.google.com`;
  const first = await download('gnomon-3.14.tgz', (path) => maker.sign(path, login('hugo@gnomon.example')));
  await compare(await dropped(first), 'Gnomon', table);
  await expect(page.locator('.verdict-card')).toHaveClass(/tone-verified/);
  const thomas = login('thomas@gnomon.example', 'https://accounts.google.com');
  const other = await dropped(await download('gnomon-3.13.tgz', (path) => maker.sign(path, thomas)));
  await expect(other).toHaveClass(/tone-verified/);
});

test('a statement about another file, a signature in no log and one without a date are red, each in its own words', async () => {
  const tag = build(LANTERN, 'refs/tags/v4.4');
  const about = await download('lantern-4.4.tar.gz', (path) => maker.attest(path, tag, Buffer.from('another')));
  await expect((await dropped(about)).locator('h2')).toHaveText(
    like('verdict:other-statement.sentence', { name: 'lantern-4.4.tar.gz' }),
  );
  const hidden = await download('lantern-4.5.tar.gz', (path) =>
    maker.sign(path, tag, { log: 'none', timestamp: true }),
  );
  await expect((await dropped(hidden)).locator('h2')).toHaveText(
    like('verdict:not-in-log.sentence', { name: 'lantern-4.5.tar.gz' }),
  );
  const undated = await download('lantern-4.6.tar.gz', (path) => maker.sign(path, tag, { log: 2, timestamp: false }));
  const card = await dropped(undated);
  await expect(card.locator('h2')).toHaveText(
    like('verdict:no-proof-of-time.sentence', { name: 'lantern-4.6.tar.gz' }),
  );
  await card.locator('.fold > summary').click();
  await expect(card.locator('.chain-link[data-state="broken"]')).toContainText(t('chain.log'));
});

test('a digest that was pasted stands on the card without its middle, is read aloud by its end, and is copied whole', async () => {
  const path = await download('plumb-2.0.zip', (file) => maker.sign(file, login('ida@plumb.example')));
  const hex = createHash('sha256').update(readFileSync(path)).digest('hex');
  rmSync(path);
  await dropped(`${path}.sigstore.json`);
  await paste(page, `sha256:${hex}`);
  const card = page.locator('.verdict-card');
  await expect(card).toHaveClass(/tone-untrusted/);
  const headline = card.locator('h2');
  await expect(headline).toContainText(`SHA-256 ${hex.slice(0, 8)}…${hex.slice(-8)}`);
  await expect(headline).not.toContainText(hex);
  await expect(headline.getByTitle(`SHA-256 ${hex}`).first()).toBeVisible();
  const end = hex.slice(-6).split('').join(' ');
  const heard = t('card.digestSaid', { method: 'SHA-256', end });
  const name = await headline.evaluate((heading) => {
    const copy = heading.cloneNode(true) as Element;
    for (const unheard of copy.querySelectorAll('[aria-hidden]')) unheard.remove();
    return copy.textContent;
  });
  expect(name).toContain(heard);
  expect(name).not.toContain(hex.slice(0, 8));
  await expect(card.locator('.lines')).toContainText(t('unchanged.digestSigned'));
  await card.getByRole('button', { name: t('card.copyDigest') }).click();
  await expect.poll(() => copiedText(it.app)).toBe(`sha256:${hex}`);
});

test('a digest that was pasted with nothing else asks for what can speak for a digest', async () => {
  await page.getByRole('button', { name: t('verify.newCheck') }).click();
  await paste(page, `sha256:${'5e'.repeat(32)}`);
  const card = page.locator('.verdict-card');
  await expect(card).toHaveClass(/tone-incomplete/);
  await expect(card.locator('.step')).toContainText(t('card.howForDigest'));
});

test('the record of a card says what the card says, as text, as a web page and as JSON', async () => {
  const card = await dropped(await download('lantern-4.7.tar.gz', byBuild('refs/tags/v4.7', 'lantern-devs/lantern')));
  const [entry] = await ask(page, 'activity.list', { limit: 1 });
  const id = entry?.kind === 'check' ? entry.result.id : '';
  await ask(page, 'verify.copy', { result: id });
  const text = await copiedText(it.app);
  expect(text).toContain(t('verdictWord.invalid').toUpperCase());
  const headline = await card.locator('h2').innerText();
  const raw = ['https://github.com/lantern-devs/lantern', '681202', 'refs/tags/v4.7'];
  for (const said of [headline, ...raw]) expect(text).toContain(said);

  const saved = async (format: 'html' | 'json'): Promise<string> => {
    const path = join(place(), `record.${format}`);
    await answerSaveDialog(it.app, path);
    await ask(page, 'verify.save', { result: id, format });
    return readFileSync(path, 'utf8');
  };
  const shown = await page.evaluate(
    (markup) => {
      const record = new DOMParser().parseFromString(markup, 'text/html');
      const texts = (selector: string): string[] =>
        [...record.querySelectorAll(selector)].map((one) => one.textContent.trim());
      return { lang: record.documentElement.lang, headline: texts('h1'), word: texts('.word'), all: texts('main') };
    },
    await saved('html'),
  );
  expect(shown).toMatchObject({ headline: [headline], word: [t('verdictWord.invalid')] });
  expect(shown.lang).toBe(await page.locator('html').getAttribute('lang'));
  for (const said of [...raw, t('record.notProof')]) expect(shown.all[0]).toContain(said);

  // What programs read is the same in every language.
  const json = JSON.parse(await saved('json')) as Record<string, unknown>;
  expect(json).toMatchObject({
    verdict: 'invalid',
    artifact: { path: expect.stringMatching(/lantern-4\.7\.tar\.gz$/) },
    publisher: 'Lantern',
    signatures: [
      {
        format: 'sigstore',
        result: 'good',
        expected: false,
        notes: expect.arrayContaining(['signer-changed']),
        signer: { build: { repository: raw[0], repositoryId: raw[1], ref: raw[2] } },
      },
    ],
  });
  expect(json['record']).toEqual(expect.stringContaining('not a proof'));
  expect(readFileSync(join(it.home, 'publishers.json'), 'utf8')).not.toContain('lantern-devs');
});
