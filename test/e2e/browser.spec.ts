import { createHash, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { startLab, type Lab } from '../lab/lab.ts';
import { openBrowser, logInAs, type Browser } from './browser.ts';

let lab: Lab;
let browser: Browser;
test.beforeAll(async () => {
  [lab, browser] = await Promise.all([startLab(), openBrowser()]);
});
test.afterAll(async () => {
  await browser.close();
  await lab.close();
});

test('a person logs in at the lab with a browser, and the client gets its code', async () => {
  const { page } = browser;
  let back: (path: string) => void = () => undefined;
  const called = new Promise<string>((resolve) => (back = resolve));
  const client = createServer((request, response) => {
    if (request.url?.startsWith('/auth/callback')) back(request.url);
    response.end('<!doctype html><title>Client</title><h1>Back at the client</h1>');
  });
  await new Promise<void>((resolve) => client.listen(0, '127.0.0.1', resolve));
  const query = new URLSearchParams({
    client_id: 'sigstore',
    response_type: 'code',
    scope: 'openid email',
    redirect_uri: `http://127.0.0.1:${(client.address() as AddressInfo).port}/auth/callback`,
    state: 'a-state',
    nonce: 'a-nonce',
    code_challenge: createHash('sha256').update(randomBytes(32).toString('base64url')).digest('base64url'),
    code_challenge_method: 'S256',
  });
  try {
    await logInAs(page, `${lab.urls.oidc}/auth?${query.toString()}`, 'ada@example.org');
    await expect(page.getByRole('heading', { name: 'Back at the client' })).toBeVisible();
    expect(await called).toMatch(/[?&]code=[^&]+/);
    expect(await called).toContain('state=a-state');
  } finally {
    client.close();
    client.closeAllConnections();
  }
});

test('a person connects a device; every page is accessible and works with the keyboard alone', async () => {
  const { page } = browser;
  const accessible = async (): Promise<void> =>
    expect((await new AxeBuilder({ page }).setLegacyMode().analyze()).violations).toEqual([]);
  const answer = await fetch(`${lab.urls.oidc}/device/auth`, {
    method: 'POST',
    body: new URLSearchParams({ client_id: 'sigstore', scope: 'openid email' }),
  });
  const device = (await answer.json()) as Record<'user_code' | 'verification_uri', string>;
  await page.context().clearCookies();
  await page.goto(device.verification_uri);
  await accessible();
  await expect(page.getByLabel('Code that the device shows')).toBeFocused();
  await page.keyboard.type(device.user_code);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Is this your device?' })).toBeVisible();
  await accessible();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('Account')).toBeFocused();
  await accessible();
  await page.keyboard.type('ada@example.org');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Connected' })).toBeVisible();
  await accessible();
});
