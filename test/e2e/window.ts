import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Locator, type Page } from '@playwright/test';
import type { Verdict } from '../../shared/model/verdict.ts';
import { quickenAgent } from '../support/gpg-agent.ts';
import { dragOver, dropFiles } from './gestures.ts';
import { like, t } from './words.ts';

/** The screens in the rail's order. */
export const SCREENS = ['verify', 'sign', 'keys', 'publishers', 'repositories', 'activity', 'settings'] as const;

/** Opens a screen by the rail. */
export async function goTo(page: Page, screen: (typeof SCREENS)[number]): Promise<void> {
  const name = t(`screens.${screen}`);
  const item = page.getByRole('navigation').getByRole('button', { name, exact: true });
  await item.click();
  await expect(item).toHaveAttribute('aria-current', 'page');
}

/** Drops files on one of the halves that show while something is dragged. */
export async function dropOn(
  page: Page,
  half: 'verify' | 'sign' | 'keys' | 'repositories' | 'policy',
  paths: string[],
): Promise<void> {
  await dragOver(page, paths);
  const box = await page.locator('.drop-half', { hasText: t(`drop.${half}`) }).boundingBox();
  if (box === null) throw new Error(`no half says ${half}`);
  await dropFiles(page, paths, { x: box.x + box.width / 2, y: box.y + box.height / 2 });
}

/** Starts a check of these files alone. */
export async function check(page: Page, paths: string[]): Promise<void> {
  await goTo(page, 'verify');
  const fresh = page.getByRole('button', { name: t('verify.newCheck') });
  if (await fresh.isVisible()) await fresh.click();
  await dropOn(page, 'verify', paths);
}

/** What a card should show: its colour, its sentence, and the answers to its three questions. */
export interface Card {
  verdict: Verdict;
  sentence: string | RegExp;
  unchanged?: string | RegExp;
  signed?: string | RegExp;
  expected?: string | RegExp;
  /** What the one step is called. */
  next?: string | RegExp;
}

/** Waits for a verdict card with this sentence, and compares all that is given. */
export async function expectCard(page: Page, wanted: Card): Promise<Locator> {
  const card = page.locator('.verdict-card').first();
  await expect(card.locator('.verdict-sentence')).toHaveText(wanted.sentence);
  await expect(card).toHaveClass(new RegExp(`tone-${wanted.verdict}`));
  for (const [question, answer] of [
    [t('card.unchanged'), wanted.unchanged],
    [t('card.signed'), wanted.signed],
    [t('card.expected'), wanted.expected],
  ] as const)
    if (answer !== undefined)
      await expect(card.locator('.line', { hasText: question }).locator('dd')).toContainText(answer);
  if (wanted.next !== undefined) await expect(nextStep(card)).toHaveText(wanted.next);
  return card;
}

/** A card's one step: a button, or the heading of what to do outside of the window. */
export const nextStep = (card: Locator): Locator => card.locator('.next-step').first();

/** The button that signs so many files, with or without their list, by whomever. */
export const signButton = (page: Page, count: number): Locator =>
  page.getByRole('button', { name: either('sign.doFiles', 'sign.doBoth', count) });

/** The heading of a receipt for so many files. */
export const receiptHeading = (page: Page, count: number): Locator =>
  page.getByRole('heading', { name: either('receipt.files', 'receipt.both', count) });

const either = (one: string, other: string, count: number): RegExp =>
  new RegExp(`^(${like(one, { count }).source}|${like(other, { count }).source})$`);

/** A GnuPG home of the test's own below `folder`; the path must be short. */
export function gnupgHome(folder: string, name = 'g'): string {
  const home = join(folder, name);
  mkdirSync(home, { mode: 0o700, recursive: true });
  quickenAgent(home);
  return home;
}

/** Runs the real gpg without asking anybody; gives its standard output. */
export function gpg(home: string, ...args: string[]): string {
  return execFileSync('gpg', ['--batch', '--yes', '--pinentry-mode', 'loopback', '--passphrase', '', ...args], {
    env: { ...process.env, GNUPGHOME: home },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Makes a key in GnuPG; gives its fingerprint. */
export function gpgKey(home: string, userId: string, passphrase = ''): string {
  gpg(home, '--passphrase', passphrase, '--quick-generate-key', userId, 'ed25519', 'sign', 'never');
  return fingerprintOf(home, userId);
}

/** The fingerprint of the key with exactly this user ID. */
export function fingerprintOf(home: string, userId: string): string {
  const listed = gpg(home, '--with-colons', '--list-keys', `=${userId}`);
  return /^fpr:+([0-9A-F]{40}):/m.exec(listed)?.[1] ?? '';
}

/** Ends the agent of a test's GnuPG home. */
export function endGnupg(home: string): void {
  execFileSync('gpgconf', ['--kill', 'all'], { env: { ...process.env, GNUPGHOME: home } });
}

/** Makes a key on the Keys screen and leaves what follows open. */
export async function makeKey(page: Page, name: string, email: string, publisher = ''): Promise<void> {
  await goTo(page, 'keys');
  await page.getByRole('button', { name: t('keys.generate') }).click();
  const form = page.getByRole('complementary', { name: t('keys.beside.generate') });
  await form.getByLabel(t('keys.name')).fill(name);
  await form.getByLabel(t('keys.email')).fill(email);
  if (publisher !== '') await form.getByLabel(t('keys.publisher')).fill(publisher);
  await form.getByRole('button', { name: t('keys.generateDo') }).click();
  await expect(page.getByRole('complementary', { name: t('keys.beside.made') })).toBeVisible();
}

/** The button that shows a repository's commits in place of its tags. */
export const commitsButton = (page: Page): Locator =>
  page
    .getByRole('group', { name: t('repositories.lists') })
    .getByRole('button', { name: t('repositories.list.commits') });
