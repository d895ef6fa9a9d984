import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import type { StallingGit } from '../e2e/stalling-git.ts';
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

/** The repository that is audited. `open`: opens it; `nova`: the fingerprint of who signs most of it. */
interface Audited {
  open: (desk: Desk) => Promise<void>;
  /** The git of the app. */
  git: (desk: Desk) => StallingGit;
  nova: (desk: Desk) => string;
}

/** The audit of a repository. */
export function auditStates({ open, git, nova }: Audited): State[] {
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
  const chooseBranch = async (desk: Desk): Promise<void> => {
    await form(desk)
      .getByRole('radio', { name: t('auditing.branch') })
      .check();
    await expect(form(desk).getByLabel(t('auditing.branchField'), { exact: true })).toHaveValue('refs/heads/main');
  };
  /** An audit that waits for git: of 60 commits each third is signed, and asked for. */
  const stall = async (desk: Desk): Promise<void> => {
    await prepare(desk);
    await chooseBranch(desk);
    git(desk).stall(13);
    await form(desk)
      .getByRole('button', { name: t('auditing.start') })
      .click();
    await expect(desk.page.locator('.audit .reading')).toContainText(
      t('repositories.checked', { done: 41, count: 60 }),
    );
  };
  const stop = async (desk: Desk): Promise<void> => {
    const { page } = desk;
    await page
      .locator('.audit .reading')
      .getByRole('button', { name: t('common.cancel') })
      .click();
    await expect(page.getByRole('button', { name: t('auditing.again') })).toBeVisible();
    git(desk).goOn();
  };
  return [
    {
      id: 'repositories-audit-running',
      screen: 'Repositories',
      title: 'An audit goes on',
      also: ['narrow', 'large'],
      arrange: stall,
      leave: stop,
    },
    {
      id: 'repositories-audit-stopped',
      screen: 'Repositories',
      title: 'An audit was stopped',
      also: ['narrow'],
      arrange: async (desk) => {
        await stall(desk);
        await stop(desk);
      },
    },
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
        await chooseBranch(desk);
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
