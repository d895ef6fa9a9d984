import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { makeRepo } from '../core/git/git-repo.ts';
import { startLab, type Lab } from '../lab/lab.ts';
import { tagByLogin } from '../support/lab-gitsign.ts';
import { labAsPublicGood } from '../support/lab-home.ts';
import { login } from '../support/keyless-maker.ts';
import { startApp, temporaryFolder, type Started } from './electron.ts';
import { expect, test } from './fixture.ts';
import { ask } from './scene.ts';
import { dropOn, expectCard, goTo } from './window.ts';
import { like, t } from './words.ts';

// Tags that somebody signed by a login, as gitsign does online: only the log knows when. A lab stands in public-good's place.
const ADA = 'ada@compass.example';
let lab: Lab;
let it: Started;
let root: string;

test.beforeAll(async () => {
  root = temporaryFolder();
  lab = await startLab();
  it = await startApp({ furnish: (home) => labAsPublicGood(home, lab) });
});
test.afterAll(async () => {
  await it.close();
  await lab.close();
  rmSync(root, { recursive: true, force: true });
});

test('a signature by a login is looked up in the log, when asked to and never before', async () => {
  const { page } = it;
  const path = join(root, 'compass');
  mkdirSync(path);
  const repo = makeRepo({ path });
  repo.commit('Draw the rose');
  const made = { who: { ...login(ADA), email: ADA } };
  await tagByLogin(lab, repo, { name: 'v1.0', message: 'Compass 1.0', isLogged: true, ...made });
  await tagByLogin(lab, repo, { name: 'v2.0', message: 'Compass 2.0', isLogged: false, ...made });
  lab.forgetRequests();
  const row = (name: string) =>
    page
      .getByRole('listbox', { name: t('repositories.rows.tags') })
      .getByRole('option')
      .filter({ hasText: name });
  const card = page.locator('.verdict-card').first();
  const step = card.getByRole('button', { name: t('verdict:object-log-not-asked.next') });
  const asks = card.getByRole('button', { name: t('askLog.do') });
  const host = new URL(lab.urls.rekor1).host;

  await goTo(page, 'repositories');
  await dropOn(page, 'repositories', [path]);
  await row('v1.0').click();
  await expectCard(page, {
    verdict: 'incomplete',
    sentence: like('verdict:object-log-not-asked.sentence', { name: 'v1.0' }),
  });
  await step.click();
  // What is told to whom is said before anybody is asked.
  await expect(card.locator('.step-panel')).toContainText(like('askLog.tells', { log: host }));
  expect(lab.requests('rekor1')).toEqual([]);

  await page.getByRole('switch', { name: t('strip.offline') }).click({ force: true });
  await expect(card.getByText(t('lookUp.offline'))).toBeVisible();
  await expect(asks).toBeDisabled();
  await page.getByRole('switch', { name: t('strip.offline') }).click({ force: true });

  // A log that does not answer is waited for until the user stops it.
  lab.inject('rekor1', { kind: 'stall' });
  await asks.click();
  await expect(card.getByText(t('askLog.asking')).first()).toBeVisible();
  await expect.poll(() => lab.requests('rekor1').length).toBe(1);
  await card.getByRole('button', { name: t('common.cancel') }).click();
  await expect(asks).toBeEnabled();
  await expect(card).toHaveClass(/tone-incomplete/);
  lab.heal();
  lab.forgetRequests();

  await asks.click();
  await expectCard(page, {
    verdict: 'untrusted',
    sentence: like('verdict:first-time-identity.more'),
  });
  await expect(card.locator('.verdict-remark')).toContainText(like('evidence:logLookedUp', { log: host }));
  expect(
    lab.requests('rekor1').map(({ method, path: at }) => `${method} ${at.replace(/[0-9a-f]{64,}/, 'NAME')}`),
  ).toEqual(['POST /api/v1/index/retrieve', 'GET /api/v1/log/entries/NAME']);
  await expect(row('v1.0')).toContainText(t('repositories.state.untrusted'));

  // Nothing says when this one was signed, and the log is not to blame.
  await row('v2.0').click();
  await expect(card).toHaveClass(/tone-incomplete/);
  await step.click();
  await asks.click();
  await expect(card.locator('.verdict-remark').first()).toContainText(like('evidence:logHasNone', { log: host }));
  await expect(card).toHaveClass(/tone-incomplete/);

  // What was found stays, and serves who compares the signer afterwards: nobody is asked twice.
  lab.forgetRequests();
  await row('v1.0').click();
  await expect(card).toHaveClass(/tone-untrusted/);
  await ask(page, 'publishers.add', { name: 'Compass' });
  const told = { pasted: `Tags are signed by ${ADA}, logged in with GitHub.` };
  expect(await ask(page, 'publishers.expect', { publisher: 'Compass', told })).toEqual({ answer: 'same' });
  await goTo(page, 'verify');
  await goTo(page, 'repositories');
  await page.getByLabel(t('repositories.whose')).selectOption('Compass');
  await expect(row('v1.0')).toContainText(t('repositories.state.verified'));
  await expect(row('v2.0')).toContainText(t('repositories.state.incomplete'));
  expect(lab.requests('rekor1')).toEqual([]);
});
