import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { makeRepo, type GitRepo } from '../core/git/git-repo.ts';
import { SshHome } from '../core/ssh/ssh-home.ts';
import { stallingGit, type StallingGit } from '../e2e/stalling-git.ts';
import { commitsButton, dropOn, goTo } from '../e2e/window.ts';
import { t } from '../e2e/words.ts';
import { SIGNING_COMMITS } from './commits.ts';
import { openDesk, type Desk } from './desk.ts';
import { auditStates } from './repositories-audit.ts';
import type { Chapter, State } from './state.ts';
import { SIGNING_TAGS } from './tags.ts';
import { HANA, NOVA, PETR } from './verdicts-desk.ts';

/** The repositories of one desk. */
interface Shelf {
  compass: GitRepo;
  huge: GitRepo;
  git: StallingGit;
  /** The fingerprint of who signs most of Compass. */
  nova: string;
}
const SHELVES = new WeakMap<Desk, Shelf>();

const shelfOf = (desk: Desk): Shelf => {
  const shelf = SHELVES.get(desk);
  if (shelf === undefined) throw new Error('this desk has no repositories');
  return shelf;
};

const SUBJECTS = ['Draw the rose anew', 'Read older maps too', 'Mend the north arrow', 'Say what the scale is'];

/** Somebody who checks what a project's repository holds: tags of every kind, made and signed by git. */
async function openShelf(): Promise<Desk> {
  const stalling = stallingGit();
  const desk = await openDesk({ env: { PATH: stalling.PATH } });
  desk.atEnd(() => stalling.remove());
  const nova = desk.stranger(NOVA, { when: '20230312T090000' });
  const petr = desk.stranger(PETR, { when: '20240118T090000' });
  const hana = desk.stranger(HANA);
  const compass = makeRepo({ path: desk.place('compass').folder });
  const env = { ...compass.env, GNUPGHOME: desk.others };
  const git = (args: readonly string[], at: string) => {
    const date = {
      GIT_COMMITTER_DATE: at,
      GIT_AUTHOR_DATE: at,
      GIT_AUTHOR_NAME: 'Nova Lind',
      GIT_COMMITTER_NAME: 'Nova Lind',
    };
    execFileSync('git', [...args], { cwd: compass.path, env: { ...env, ...date }, stdio: 'pipe' });
  };
  for (let n = 0; n < 60; n++) {
    const signer = n % 9 === 6 ? petr : nova;
    const at = `2026-0${1 + Math.floor(n / 8)}-1${n % 8}T09:00:00Z`;
    git(
      [
        'commit',
        '-q',
        '--allow-empty',
        '-m',
        `${SUBJECTS[n % 4] ?? ''} (${n})`,
        ...(n % 3 === 0 ? [`-S${signer}`] : []),
      ],
      at,
    );
  }
  const tag = (name: string, who: string | undefined, day: number) =>
    git(
      ['tag', ...(who === undefined ? ['-a'] : ['-s', '-u', who]), '-m', `Compass ${name.slice(1)}`, name],
      `2026-09-${day}T09:00:00Z`,
    );
  for (const [at, name] of ['v6.0', 'v6.1', 'v6.2', 'v7.0'].entries()) tag(name, nova, 10 + at);
  tag('v7.1', petr, 15);
  tag('v7.2', hana, 16);
  tag('v7.3-rc1', undefined, 17);
  tag('v7.3', nova, 18);
  const ssh = new SshHome();
  desk.atEnd(() => ssh.remove());
  ssh.makeKey('nova', '-t', 'ed25519', '-C', 'nova@compass');
  const bySsh = ['-c', 'gpg.format=ssh', '-c', `user.signingkey=${ssh.file('nova')}`];
  git([...bySsh, 'tag', '-s', '-m', 'Compass 7.4, a preview', 'v7.4'], '2026-09-19T09:00:00Z');
  // An old release under a new name; and one of which a byte was changed.
  compass.git(['update-ref', 'refs/tags/v8.0', compass.git(['rev-parse', 'v6.0'])]);
  compass.git(['update-ref', '-d', 'refs/tags/v6.0']);
  const raw = compass.gitBytes(['cat-file', 'tag', 'v6.1']).toString('latin1').replace('Compass 6.1', 'Compass 6.9');
  compass.git(['update-ref', 'refs/tags/v6.1', compass.write('tag', Buffer.from(raw, 'latin1'))]);
  await desk.learn(nova, petr);
  await desk.expects('Compass', nova);
  const huge = makeHuge(desk);
  desk.atEnd(() => rmSync(huge.path, { recursive: true, force: true }));
  SHELVES.set(desk, { compass, huge, git: stalling, nova });
  return desk;
}

/** Twenty thousand commits and five thousand tags, none of them signed. */
function makeHuge(desk: Desk): GitRepo {
  const huge = makeRepo({ path: desk.place('kernel').folder, bare: true });
  const lines: string[] = [];
  for (let n = 0; n < 20_000; n++) {
    const when = `${1_700_000_000 + n * 60} +0000`;
    const text = `Change number ${n}`;
    lines.push(
      `commit refs/heads/main\nmark :${n + 1}\ncommitter Ines Marlow <ines@kernel.example> ${when}\ndata ${text.length}\n${text}`,
    );
    if (n > 0) lines.push(`from :${n}`);
    if (n % 4 === 0)
      lines.push(`tag v0.${n / 4}\nfrom :${n + 1}\ntagger Ines Marlow <ines@kernel.example> ${when}\ndata 3\ntag`);
  }
  huge.git(['fast-import', '--quiet'], lines.join('\n') + '\n');
  return huge;
}

const drop = async (desk: Desk, path: string): Promise<void> => {
  await goTo(desk.page, 'repositories');
  await dropOn(desk.page, 'repositories', [path]);
};

const open = async (desk: Desk): Promise<void> => {
  await drop(desk, shelfOf(desk).compass.path);
  await expect(desk.page.locator('.object-row').filter({ hasText: 'v7.3' }).first()).not.toContainText(
    t('repositories.state.waiting'),
  );
};

/** A state with the card of one tag open. */
const tagState = (name: string, id: string, title: string, verdict: string): State => ({
  id: `repositories-${id}`,
  screen: 'Repositories',
  title,
  also: ['whole'],
  arrange: async (desk) => {
    await open(desk);
    await desk.page.locator('.object-row').filter({ hasText: name }).first().click();
    await expect(desk.page.locator(`.verdict-card.tone-${verdict}`)).toBeVisible();
  },
});

/** A state with the card of one tag open, and below it what its next step opens, or how we know. */
const unfolded = (name: string, id: string, title: string, what: 'step' | 'details'): State => ({
  id: `repositories-${id}`,
  screen: 'Repositories',
  title,
  also: ['narrow', 'whole'],
  arrange: async (desk) => {
    await open(desk);
    await desk.page.locator('.object-row').filter({ hasText: name }).first().click();
    const card = desk.page.locator('.verdict-card');
    if (what === 'step') await card.locator('.next-step').click();
    else {
      await card.getByText(t('card.details')).click();
      for (const link of await card.locator('.chain summary').all()) await link.click();
    }
  },
});

/** Repositories: what is in them, and what became of checking it. */
export const REPOSITORIES: Chapter = {
  name: 'repositories',
  open: openShelf,
  states: [
    {
      id: 'repositories-empty',
      screen: 'Repositories',
      title: 'No repository is open',
      also: ['narrow', 'large'],
      arrange: async ({ page }) => {
        await goTo(page, 'repositories');
        await expect(page.getByRole('heading', { name: t('repositories.emptyTitle') })).toBeVisible();
      },
    },
    {
      id: 'repositories-none',
      screen: 'Repositories',
      title: 'The folder is no repository',
      arrange: async (desk) => {
        await drop(desk, desk.place('pictures').folder);
        await expect(desk.page.getByRole('alert')).toBeVisible();
      },
    },
    {
      id: 'repositories-damaged',
      screen: 'Repositories',
      title: 'The repository is damaged',
      arrange: async (desk) => {
        const damaged = makeRepo({ path: desk.place('damaged').folder });
        writeFileSync(join(damaged.path, '.git', 'config'), '[core\n');
        await drop(desk, damaged.path);
        await expect(desk.page.getByRole('alert')).toBeVisible();
      },
    },
    {
      id: 'repositories-reading',
      screen: 'Repositories',
      title: 'A repository is being read',
      also: ['narrow', 'large'],
      arrange: async (desk) => {
        const slow = makeRepo({ path: desk.place('atlas').folder });
        // Git waits for whoever writes into the pipe.
        execFileSync('mkfifo', [join(slow.path, '.git', 'packed-refs')]);
        await drop(desk, slow.path);
        await expect(desk.page.getByText(t('repositories.reading'))).toBeVisible();
        await expect(desk.page.getByRole('heading', { level: 1, name: 'atlas' })).toBeVisible();
      },
      leave: async ({ page }) => {
        await page
          .locator('.reading')
          .getByRole('button', { name: t('common.cancel') })
          .click();
        await expect(page.getByText(t('repositories.cancelled'))).toBeVisible();
      },
    },
    {
      id: 'repositories-stopped',
      screen: 'Repositories',
      title: 'Reading was stopped',
      arrange: async ({ page }) => {
        await expect(page.getByText(t('repositories.cancelled'))).toBeVisible();
      },
    },
    {
      id: 'repositories-listed',
      screen: 'Repositories',
      title: 'Tags, none of whose signers is expected yet',
      also: ['narrow', 'large', 'forced'],
      arrange: open,
    },
    tagState('v7.1', 'first-time', 'A tag by a signer whom nobody has confirmed', 'untrusted'),
    tagState('v7.0', 'elsewhere', 'A tag by a signer who is known from another publisher', 'untrusted'),
    tagState('v7.2', 'no-key', 'A tag by a key that is not here', 'incomplete'),
    unfolded('v7.2', 'look-up', 'Looking a missing key up', 'step'),
    unfolded('v7.4', 'compare', 'A tag by an SSH key, and comparing it with the project’s page', 'step'),
    unfolded('v7.4', 'ssh-details', 'How we know who signed with an SSH key', 'details'),
    {
      id: 'repositories-expected',
      screen: 'Repositories',
      title: 'Whose it is has been said',
      also: ['narrow'],
      arrange: async (desk) => {
        await open(desk);
        await desk.page.getByLabel(t('repositories.whose')).selectOption('Compass');
        await expect(desk.page.locator('.object-row.tone-verified').first()).toBeVisible();
      },
    },
    tagState('v7.3', 'verified', 'A tag by the signer who is expected', 'verified'),
    tagState('v7.1', 'changed', 'A tag by somebody else than expected', 'invalid'),
    unfolded('v7.1', 'both', 'The signer who is expected, and the one who signed', 'step'),
    tagState('v6.1', 'tampered', 'A tag that was changed after it was signed', 'invalid'),
    tagState('v8.0', 'renamed', 'An old tag under a new name', 'invalid'),
    tagState('v7.3-rc1', 'unsigned', 'A tag that nobody signed', 'incomplete'),
    {
      id: 'repositories-commits',
      screen: 'Repositories',
      title: 'Commits, one of them open',
      also: ['narrow'],
      arrange: async (desk) => {
        await open(desk);
        await commitsButton(desk.page).click();
        await desk.page.locator('.object-row.tone-verified').first().click();
        await expect(desk.page.locator('.verdict-card')).toBeVisible();
      },
    },
    {
      id: 'repositories-filtered',
      screen: 'Repositories',
      title: 'Only what is not confirmed, and searched',
      arrange: async (desk) => {
        await open(desk);
        const { page } = desk;
        await commitsButton(desk.page).click();
        const filter = page.getByRole('group', { name: t('repositories.filter') });
        await filter.getByRole('button', { name: t('repositories.state.untrusted') }).click();
        await page.getByLabel(t('repositories.search')).fill('arrow');
        await expect(page.locator('.object-row').first()).toBeVisible();
      },
      leave: async ({ page }) => {
        await page.getByLabel(t('repositories.search')).fill('');
      },
    },
    ...auditStates({ open, git: (desk) => shelfOf(desk).git, nova: (desk) => shelfOf(desk).nova }),
    {
      id: 'repositories-huge',
      screen: 'Repositories',
      title: 'Twenty thousand commits',
      arrange: async (desk) => {
        await drop(desk, shelfOf(desk).huge.path);
        await commitsButton(desk.page).click();
        await expect(desk.page.locator('.object-row').first()).toContainText('19999');
        await expect(desk.page.locator('.reading')).toHaveCount(0);
      },
    },
    ...SIGNING_TAGS,
    ...SIGNING_COMMITS,
  ],
};
