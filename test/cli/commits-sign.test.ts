import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { GitRepo } from '../core/git/git-repo.ts';
import type { Lab } from '../lab/lab.ts';
import type { CommandLine, Ended, RunOptions } from './command-line.ts';
import { type GitSigningPlace, openGitSigning } from './git-signing.ts';

/** `commits sign` through the built program; git and gpg look at what came of it. */
let place: GitSigningPlace;
let cli: CommandLine;
let lab: Lab;
let repo: GitRepo;
let own: string;
let ada: string;

beforeAll(async () => {
  place = await openGitSigning();
  ({ cli, lab, own, ada } = place);
});
afterAll(() => place.close());
beforeEach(() => {
  repo = place.newRepo();
  for (const name of ['one', 'two', 'three']) add(name);
});

function add(name: string, ...args: string[]): string {
  writeFileSync(join(repo.path, `${name}.txt`), name);
  repo.git(['add', '.']);
  return repo.commit(name, ...args);
}

const sign = (words: string[], options?: RunOptions): Promise<Ended> =>
  cli.run(['commits', 'sign', '--repo', repo.path, ...words], options);
const id = (ref: string): string => repo.git(['rev-parse', ref]);
/** Throws where git, by gpg, does not call them good. */
const verify = (...ids: string[]): string => repo.git(['verify-commit', ...ids]);

interface Line {
  object: string;
  letter: string;
  signer?: { fingerprint?: string };
  ref: string;
  replaced: { object: string; restore: string };
  push?: string;
  takeOver?: string;
}
const lines = ({ json }: Ended): Line[] => json() as unknown as Line[];

describe('commits sign', () => {
  it('signs the newest commit anew, tells first what changes, and then how to go back and how to push', async () => {
    repo.git(['remote', 'add', 'origin', 'git@github.com:ada/repo.git']);
    writeFileSync(join(repo.path, 'three.txt'), 'changed');
    writeFileSync(join(repo.path, 'staged.txt'), 'staged');
    repo.git(['add', 'staged.txt']);
    const state = (): string[] => [repo.git(['status', '--porcelain']), repo.git(['diff', '--cached'])];
    const [before, parent, was] = [id('HEAD'), id('HEAD~1'), state()];
    const index = readFileSync(join(repo.path, '.git/index'));
    const made = await sign(['--key', own, '--yes']);
    expect([made.status, id('HEAD~1')]).toEqual([0, parent]);
    const after = id('HEAD');
    verify(after);
    expect(made.stderr).toContain('One commit of refs/heads/main becomes another one');
    expect(made.stderr).toContain(`${before.slice(0, 12)}  2026-09-21  Ada Lovelace: three\n`);
    expect(made.stdout).toContain(`signed ${after.slice(0, 12)} in place of ${before.slice(0, 12)}  three`);
    expect(made.stdout).toContain('signed as Rel <rel@example.org>');
    expect(made.stdout).toMatch(/GitHub/);
    expect(made.stdout).toContain('To push it: git push origin refs/heads/main');
    expect(made.stdout).not.toContain('takes the new');
    expect(readFileSync(join(repo.path, '.git/index')).equals(index)).toBe(true);
    expect(state()).toEqual(was);
    expect([id('main@{1}'), id('HEAD@{1}'), repo.git(['fsck', '--strict'])]).toEqual([before, before, '']);
    const restore = /This brings it back: (.*)/.exec(made.stdout)?.[1] ?? 'false';
    execFileSync('sh', ['-c', restore], { cwd: repo.path, env: repo.env });
    expect([id('HEAD'), state()]).toEqual([before, was]);
  });

  it('shows the plan with --dry-run, for people and for programs, and needs no key and changes nothing', async () => {
    add('signed', `-S${ada}`);
    repo.git(['tag', 'v1', 'HEAD~1']);
    repo.git(['update-ref', 'refs/remotes/origin/main', 'HEAD~1']);
    const before = id('HEAD');
    const said = await sign(['--dry-run', 'HEAD~2..']);
    expect([said.status, said.stderr]).toEqual([0, '']);
    expect(said.stdout).toContain('2 commits of refs/heads/main become other ones');
    expect(said.stdout).toContain('Ada Lovelace: three  (published)');
    expect(said.stdout).toContain('Ada Lovelace: signed  (signed: openpgp)');
    expect(said.stdout).toContain('These stay on the old ones: refs/tags/v1');
    expect(said.stdout).toContain('Published already: 1.');
    const printed = await sign(['--dry-run', '--json', 'HEAD~2..main']);
    expect(printed.json()).toMatchObject([
      { type: 'plan', ref: 'refs/heads/main', head: before, commits: 2, published: 1, left: ['refs/tags/v1'] },
      { type: 'commit', object: id('HEAD~1'), subject: 'three', merge: false, format: 'none', published: true },
      { type: 'commit', object: before, subject: 'signed', format: 'openpgp', published: false },
    ]);
    expect([id('HEAD'), repo.git(['reflog', '--format=%H', 'main']).split('\n')[0]]).toEqual([before, before]);
  });

  it('signs a range with a merge, prints it as verify does, and what each takes the place of', async () => {
    repo.git(['checkout', '-q', '-b', 'side', 'HEAD~1']);
    add('side');
    repo.git(['checkout', '-q', 'main']);
    repo.git(['merge', '-q', '--no-ff', '-m', 'merge', 'side']);
    const old = repo.git(['rev-list', 'HEAD~2..']).split('\n');
    const tree = id('HEAD^{tree}');
    const made = await sign(['--key', `gpg:${ada}`, '--yes', '--json', '--quiet', 'HEAD~2..']);
    expect([made.status, made.stderr]).toEqual([0, '']);
    const signed = lines(made);
    expect(signed).toHaveLength(3);
    for (const one of signed)
      expect(one).toMatchObject({
        ...{ type: 'commit', letter: 'U', verdict: 'untrusted', format: 'openpgp', ref: 'refs/heads/main' },
        signer: { fingerprint: ada },
      });
    expect(signed.map(({ replaced }) => replaced.object).sort()).toEqual([...old].sort());
    verify(...signed.map(({ object }) => object));
    expect([id('HEAD'), id('HEAD^{tree}'), id('side')]).toEqual([signed.at(-1)?.object, tree, id('main@{1}^2')]);
    const again = await cli.run(['commits', 'verify', 'HEAD~2..', '--json', '--repo', repo.path]);
    expect(
      lines(again)
        .map(({ object }) => object)
        .sort(),
    ).toEqual(signed.map(({ object }) => object).sort());
  });

  it('signs from a commit on, one that was signed already too, and another branch than the one checked out', async () => {
    add('signed', `-S${ada}`);
    const made = await sign(['--key', own, '--yes', '--json', 'HEAD~1']);
    expect(lines(made).map(({ signer }) => signer?.fingerprint)).toEqual([own, own]);
    expect(repo.git(['cat-file', 'commit', 'HEAD']).match(/^gpgsig /gm)).toHaveLength(1);
    verify('HEAD', 'HEAD~1');
    expect(() => verify('HEAD~2')).toThrow();
    repo.git(['checkout', '-q', '-b', 'other', 'HEAD~3']);
    const [head, main] = [id('HEAD'), id('main')];
    // By another key: the same one makes the very same commit within a second.
    const elsewhere = await sign(['--key', `gpg:${ada}`, '--yes', '--branch', 'refs/heads/main']);
    expect([elsewhere.status, id('HEAD'), id('main') === main, id('main~1')]).toEqual([
      0,
      head,
      false,
      id(`${main}~1`),
    ]);
    verify('main');
  });

  it('moves the head alone where no branch is checked out, and has no command to push it by', async () => {
    repo.git(['remote', 'add', 'origin', 'git@github.com:ada/repo.git']);
    const main = id('main');
    repo.git(['checkout', '-q', '--detach', 'HEAD~1']);
    const before = id('HEAD');
    const [line] = lines(await sign(['--key', own, '--yes', '--json']));
    expect(line).toMatchObject({ ref: 'HEAD', object: id('HEAD'), replaced: { object: before } });
    expect([line?.push, id('main'), repo.git(['status', '--porcelain'])]).toEqual([undefined, main, '']);
    execFileSync('sh', ['-c', line?.replaced.restore ?? 'false'], { cwd: repo.path, env: repo.env });
    expect(id('HEAD')).toBe(before);
  });

  it('leaves what is published as it is without --force, and with it says how to push over it', async () => {
    repo.git(['remote', 'add', 'origin', 'git@github.com:ada/repo.git']);
    repo.git(['update-ref', 'refs/remotes/origin/main', 'HEAD~1']);
    const before = id('HEAD');
    const refused = await sign(['--key', own, '--yes', 'HEAD~2..']);
    expect([refused.status, refused.stdout, id('HEAD')]).toEqual([2, '', before]);
    expect(refused.stderr).toMatch(/1 of 2[^]*--force/);
    expect((await sign(['--key', own, '--yes'])).status).toBe(0);
    const forced = await sign(['--key', own, '--yes', '--force', '--json', 'HEAD~2..']);
    expect(forced.status).toBe(0);
    const [line] = lines(forced);
    expect(line?.push).toMatch(/^git push --force-with-lease=refs\/heads\/main:[0-9a-f]{40} origin /);
    expect(line?.takeOver).toMatch(/^git fetch origin && git rebase --onto origin\/main [0-9a-f]{40}$/);
    verify('HEAD', 'HEAD~1');
  });

  it('tells how whoever has the published ones takes the new ones over, and that command does it', async () => {
    const shared = mkdtempSync(join(tmpdir(), 'countersign-shared-'));
    try {
      repo.git(['clone', '-q', '--bare', '.', join(shared, 'bare')]);
      repo.git(['remote', 'add', 'origin', join(shared, 'bare')]);
      repo.git(['fetch', '-q', 'origin']);
      const other = join(shared, 'other');
      repo.git(['clone', '-q', join(shared, 'bare'), other]);
      const there = (...words: string[]): string => repo.git(['-C', other, ...words]);
      there('commit', '-q', '--allow-empty', '-m', 'theirs');
      const made = await sign(['--key', own, '--yes', '--force', 'HEAD~2..']);
      const run = (words: string, at: string): void => {
        const command = new RegExp(`${words}: (.*)`).exec(made.stdout)?.[1] ?? 'false';
        execFileSync('sh', ['-c', command], { cwd: at, env: repo.env, stdio: 'pipe' });
      };
      expect(made.stdout).toContain('Whoever has the old ones takes the new ones over with this: git fetch');
      run('To push it', repo.path);
      run('over with this', other);
      expect([there('rev-parse', 'HEAD~1'), there('log', '-1', '--format=%s')]).toEqual([id('HEAD'), 'theirs']);
    } finally {
      rmSync(shared, { recursive: true, force: true });
    }
  });

  it('signs what is newer than a shallow copy’s oldest commit, and not that one', async () => {
    const path = mkdtempSync(join(tmpdir(), 'countersign-shallow-'));
    try {
      repo.git(['clone', '-q', '--depth', '1', `file://${repo.path}`, path]);
      repo.git(['-C', path, 'commit', '-q', '--allow-empty', '-m', 'newer']);
      const oldest = await sign(['--repo', path, '--key', own, '--yes', '--force', 'HEAD~1']);
      expect([oldest.status, oldest.stderr]).toEqual([2, expect.stringContaining('is not here')]);
      expect((await sign(['--repo', path, '--key', own, '--yes'])).status).toBe(0);
      repo.git(['-C', path, 'verify-commit', 'HEAD']);
    } finally {
      rmSync(path, { recursive: true, force: true });
    }
  });

  it('signs by a login, with consent and an entry of the log inside', async () => {
    const files = ['--signing-config', lab.files.signingConfig, '--trusted-root', lab.files.trustedRoot];
    const env = { SIGSTORE_ID_TOKEN: lab.token({ email: 'ada@example.org' }) };
    const before = id('HEAD');
    const asked = await sign(['--keyless', ...files], { env });
    expect([asked.status, id('HEAD')]).toEqual([2, before]);
    expect(asked.stderr).toContain('--yes');
    expect(lab.requests('rekor2').filter(({ method }) => method === 'POST')).toHaveLength(0);
    const made = await sign(['--keyless', '--yes', ...files, '--json', 'HEAD~2..'], { env });
    expect(made.status).toBe(0);
    const who = ['--certificate-identity', 'ada@example.org', '--certificate-oidc-issuer', lab.issuer];
    const root = ['--trusted-root', lab.files.trustedRoot];
    const verified = await cli.run(['commits', 'verify', 'HEAD~2..', ...root, ...who, '--json', '--repo', repo.path]);
    expect([verified.status, verified.json()]).toMatchObject([
      0,
      [
        { letter: 'G', verdict: 'verified', format: 'gitsign' },
        { letter: 'G', verdict: 'verified', format: 'gitsign' },
      ],
    ]);
  });

  it('refuses what makes no sense, and changes nothing', async () => {
    const head = id('HEAD');
    const wrong: [string[], string][] = [
      [['--key', own], '--yes'],
      [['a', 'b', '--key', own], 'one range'],
      [['--key', own, '--key', ada, '--yes'], 'one signature'],
      [['--key', own, '--keyless', '--yes'], 'exclude'],
      [['--key', 'nobody@example.org', '--yes'], 'no key'],
      [['--key', own, '--yes', 'nothing'], 'no commit'],
      [['--key', own, '--yes', 'nothing..'], 'no commit'],
      [['--key', own, '--yes', '..main'], 'after which commit'],
      [['--key', own, '--yes', 'main...main'], 'after which commit'],
      [['--key', own, '--yes', 'HEAD~1..nothing'], 'no branch'],
      [['--key', own, '--yes', '--branch', 'nothing'], 'no branch'],
      [['--key', own, '--yes', '--branch', 'main', 'HEAD~1..other'], 'name one of them'],
      [['--key', own, '--yes', 'HEAD..'], 'holds all of these'],
      [['--key', own, '--yes', '--timestamp=true'], '--timestamp'],
      [['--yes'], 'several keys'],
    ];
    for (const [words, said] of wrong) {
      const { status, stderr } = await sign(words);
      expect([words.join(' '), status]).toEqual([words.join(' '), 2]);
      expect(stderr).toContain(said);
    }
    expect([id('HEAD'), repo.git(['status', '--porcelain'])]).toEqual([head, '']);
  });
});
