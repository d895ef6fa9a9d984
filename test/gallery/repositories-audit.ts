import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { dropOn } from '../e2e/window.ts';
import { t } from '../e2e/words.ts';
import type { Desk } from './desk.ts';
import type { State } from './state.ts';

const form = ({ page }: Desk) => page.locator('.audit form');

/** A policy that lets these keys sign, written and dropped on the open audit. */
async function dropPolicy(desk: Desk, name: string, text: string): Promise<void> {
  const { page } = desk;
  const path = join(desk.place('policies').folder, name);
  writeFileSync(path, text);
  await dropOn(page, 'policy', [path]);
}

const policyFor = (fingerprint: string, what: string): string =>
  JSON.stringify({
    format: 'countersign-git-policy',
    version: 1,
    signers: { nova: { openpgp: fingerprint } },
    rules: [{ what: ['tags', 'commits', 'merges'], refs: [what], signers: ['nova'] }],
    uncovered: 'allow',
  });

/** The audit of a repository. `open`: opens the repository; `nova`: the fingerprint of who signs most of it. */
export function auditStates(open: (desk: Desk) => Promise<void>, nova: (desk: Desk) => string): State[] {
  const prepare = async (desk: Desk): Promise<void> => {
    await open(desk);
    await desk.page.getByRole('button', { name: t('auditing.open') }).click();
    await expect(form(desk)).toBeVisible();
  };
  const run = async (desk: Desk): Promise<void> => {
    await form(desk)
      .getByRole('button', { name: t('auditing.start') })
      .click();
    await expect(desk.page.locator('.audit .summary-line')).toBeVisible();
  };
  return [
    {
      id: 'repositories-audit',
      screen: 'Repositories',
      title: 'An audit: what of the repository, and by which policy',
      also: ['narrow', 'large'],
      arrange: async (desk) => {
        await prepare(desk);
        await form(desk)
          .getByRole('radio', { name: t('auditing.range') })
          .check();
        await dropPolicy(desk, 'policy.json', policyFor(nova(desk), 'refs/heads/main'));
        await expect(form(desk)).toContainText('policy.json');
      },
    },
    {
      id: 'repositories-audit-broken',
      screen: 'Repositories',
      title: 'The policy is broken',
      also: ['narrow'],
      arrange: async (desk) => {
        await prepare(desk);
        await dropPolicy(desk, 'policy.json', policyFor(nova(desk), 'main'));
        await expect(form(desk).getByRole('alert')).toBeVisible();
      },
    },
    {
      id: 'repositories-audit-denied',
      screen: 'Repositories',
      title: 'The policy does not allow some of it',
      also: ['whole', 'narrow', 'large', 'forced'],
      arrange: async (desk) => {
        await prepare(desk);
        await dropPolicy(desk, 'policy.json', policyFor(nova(desk), 'refs/tags'));
        await run(desk);
        await expect(desk.page.locator('.audit-faults > li').first()).toBeVisible();
      },
    },
    {
      id: 'repositories-audit-allowed',
      screen: 'Repositories',
      title: 'The policy allows all of it',
      also: ['whole'],
      arrange: async (desk) => {
        await prepare(desk);
        await form(desk)
          .getByRole('radio', { name: t('auditing.branch') })
          .check();
        await expect(form(desk).getByLabel(t('auditing.branchField'), { exact: true })).toHaveValue('refs/heads/main');
        await dropPolicy(desk, 'policy.json', policyFor(nova(desk), 'refs/tags'));
        await run(desk);
      },
    },
    {
      id: 'repositories-audit-plain',
      screen: 'Repositories',
      title: 'An audit without a policy',
      also: ['whole'],
      arrange: async (desk) => {
        await prepare(desk);
        await run(desk);
      },
    },
  ];
}
