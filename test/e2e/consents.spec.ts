import { mkdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { startApp, type Started } from './electron.ts';
import { expect, test } from './fixture.ts';
import { furnishConsents } from './furnish-consents.ts';
import { answerOpenDialog } from './gestures.ts';
import { ask } from './scene.ts';
import { goTo } from './window.ts';
import { t } from './words.ts';

let it: Started;
let home: string;

test.beforeEach(async () => {
  it = await startApp({
    furnish: (fresh) => {
      home = fresh;
      furnishConsents(fresh);
    },
  });
  await goTo(it.page, 'settings');
});
test.afterEach(() => it.close());

const card = () => it.page.getByRole('region', { name: t('consents.title') });
const remembered = () => ask(it.page, 'consents.list', null);

test('lists what was agreed to, and asks again where it is taken back', async () => {
  const { page } = it;
  const item = card().locator('li', { hasText: 'ada@lantern.example' }).first();
  await expect(item).toContainText(join('work', 'lantern'));
  await item.getByRole('button', { name: t('consents.withdraw') }).click();
  await expect(card().getByRole('button', { name: t('consents.withdraw') })).toHaveCount(1);
  const { consents } = await remembered();
  expect(consents.map(({ who }) => Object.keys(who))).toEqual([['fingerprint']]);
  await card()
    .getByRole('button', { name: t('consents.withdraw') })
    .click();
  await expect(page.getByText(t('consents.agreedNone'))).toBeVisible();
});

test('forbids a folder to public logs, and allows it again after a second yes alone', async () => {
  const folder = join(realpathSync(home), 'work', 'secret');
  mkdirSync(folder);
  await answerOpenDialog(it.app, [folder]);
  await card()
    .getByRole('button', { name: t('consents.forbid') })
    .click();
  const item = card().locator('li', { hasText: folder });
  await expect(item).toBeVisible();
  await item.getByRole('button', { name: t('consents.allow') }).click();
  await item.getByRole('button', { name: t('common.no') }).click();
  expect((await remembered()).neverPublic.map(({ path }) => path)).toContain(folder);
  await item.getByRole('button', { name: t('consents.allow') }).click();
  await item.getByRole('button', { name: t('consents.allowYes') }).click();
  await expect(item).toBeHidden();
  expect((await remembered()).neverPublic).toHaveLength(1);
});

test('adds nothing where the dialog is closed', async () => {
  await answerOpenDialog(it.app, null);
  await card()
    .getByRole('button', { name: t('consents.forbid') })
    .click();
  await expect(card().getByRole('button', { name: t('consents.allow') })).toHaveCount(1);
});

test('says what is left of logins and for how long, and forgets them', async () => {
  await expect(card().getByText(t('consents.nameOnly'))).toBeVisible();
  await card()
    .getByRole('button', { name: t('consents.logOut') })
    .click();
  expect((await remembered()).logins).toHaveLength(2);
  await card()
    .getByRole('button', { name: t('consents.logOutYes'), exact: true })
    .click();
  await expect(card().getByText(t('consents.loginsNone'))).toBeVisible();
  expect((await remembered()).logins).toEqual([]);
});
