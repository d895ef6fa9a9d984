import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeRepo, type GitRepo } from '../core/git/git-repo.ts';
import { SshHome } from '../core/ssh/ssh-home.ts';
import { openCommandLine, type CommandLine } from './command-line.ts';

/**
 * The hooks that hold a push to a policy, asked by git itself. Eve (OpenPGP) and Bob (SSH) may sign `main`, releases and versions,
 * Mallory may not; all else is nobody's business.
 */
let cli: CommandLine;
let work: GitRepo;
let eve: string;
let mallory: string;
let server: string;
let policy: string;
const ssh = new SshHome();
const SUBJECT = `$(touch pwned) "it's" \u202egnp`;

beforeAll(() => {
  cli = openCommandLine();
  eve = cli.gpgKey('Eve <eve@example.org>');
  mallory = cli.gpgKey('Mallory <mallory@example.com>');
  for (const key of [eve, mallory]) cli.gpg('--armor', '--output', `${key}.pub`, '--export', key);
  ssh.makeKey('bob', '-t', 'ed25519');
  const bob = ssh.run(['-l', '-f', ssh.file('bob.pub')]).split(' ')[1] ?? '';
  const refs = ['refs/heads/main', 'refs/heads/release/*'];
  policy = cli.write(
    `it's a "policy" $HOME.json`,
    JSON.stringify({
      format: 'countersign-git-policy',
      version: 1,
      signers: { eve: { openpgp: eve }, bob: { ssh: bob } },
      rules: [
        { what: ['commits', 'merges'], refs, signers: ['eve', 'bob'] },
        { what: ['tags'], refs: ['refs/tags/v*'], signers: ['eve'] },
        { what: ['commits', 'merges'], refs: ['refs/heads/warned'], signers: ['bob'], unlisted: 'warn' },
      ],
      uncovered: 'allow',
    }),
  );
  server = bare(`the ser'ver: "$HOME"\n\`x\``);
  work = clone();
});
afterAll(() => {
  ssh.remove();
  cli.close();
});

/** A bare repository with a hook, wherever its path leads. */
function bare(name: string, options: Parameters<typeof makeRepo>[0] = {}): string {
  const path = join(cli.root, name);
  mkdirSync(path);
  makeRepo({ bare: true, ...options, path });
  return path;
}

let clones = 0;
function clone(options: Parameters<typeof makeRepo>[0] = {}): GitRepo {
  const path = join(cli.root, `work ${clones++}`);
  mkdirSync(path);
  const repo = makeRepo({ ...options, path });
  const { XDG_CACHE_HOME } = cli.env;
  Object.assign(repo.env, { GNUPGHOME: cli.gnupgHome, COUNTERSIGN_NO_REFRESH: '1', XDG_CACHE_HOME });
  return repo;
}

const hookArgs = (file: string, ...more: string[]): string[] => [
  ...['commits', 'verify', '--policy', policy, '--write-hook', file],
  ...['--key', cli.path(`${eve}.pub`), '--key', cli.path(`${mallory}.pub`), ...more],
];
async function writeHook(gitFolder: string, name: string, ...more: string[]): Promise<string> {
  mkdirSync(join(gitFolder, 'hooks'), { recursive: true });
  const file = join(gitFolder, 'hooks', name);
  const { status, stderr } = await cli.run(hookArgs(file, ...more));
  expect(stderr).toContain('wrote ');
  expect(status).toBe(0);
  return file;
}

interface Pushed {
  taken: boolean;
  said: string;
}
function push(repo: GitRepo, to: string, ...words: string[]): Pushed {
  const { status, stderr } = spawnSync('git', ['push', to, ...words], {
    cwd: repo.path,
    env: repo.env,
    encoding: 'utf8',
  });
  return { taken: status === 0, said: stderr.replaceAll(/^remote: /gm, '').replaceAll(/ +$/gm, '') };
}
const has = (folder: string, ref: string): string =>
  spawnSync('git', ['rev-parse', '-q', '--verify', ref], { cwd: folder, encoding: 'utf8' }).stdout.trim();
const by = (key: string): string => `-S${key}`;
const bySsh = ['-c', 'gpg.format=ssh', '-c', `user.signingkey=${ssh.file('bob')}`];

describe('commits verify --write-hook', () => {
  it('writes an executable file that a shell reads, and never over another', async () => {
    const folder = cli.path('hooks');
    mkdirSync(folder);
    const file = join(folder, 'pre-receive');
    writeFileSync(file, 'mine');
    const refused = await cli.run(hookArgs(file));
    expect(refused).toMatchObject({ status: 2, stderr: expect.stringContaining('--force') as unknown });
    expect(readFileSync(file, 'utf8')).toBe('mine');
    expect((await cli.run(hookArgs(file, '--force'))).status).toBe(0);
    expect(statSync(file).mode & 0o777).toBe(0o755);
    const text = readFileSync(file, 'utf8');
    execFileSync('sh', ['-n', file]);
    expect(text.match(/commits verify/g)).toHaveLength(2);
    expect(text).toContain(`--policy='${policy.replaceAll("'", String.raw`'\''`)}'`);
    expect(text).toContain(`--home='${cli.home}'`);
  });

  it('wants a hook’s name, a policy that is one, and nothing that a hook cannot do', async () => {
    const file = cli.path('pre-push');
    const status = async (...args: string[]) => (await cli.run(['commits', 'verify', ...args])).status;
    expect(await cli.run(['commits', 'verify', '--policy', policy, '--write-hook', cli.path('update')])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('pre-receive') as unknown,
    });
    expect(await status('--write-hook', file)).toBe(2);
    expect(await status('--write-hook', file, '--policy', cli.path('none.json'))).toBe(2);
    expect(await status('--write-hook', file, '--policy', cli.write('odd.json', '{'))).toBe(5);
    expect(await status('--write-hook', join(cli.folder, 'none', 'pre-push'), '--policy', policy)).toBe(2);
    for (const odd of [['--all'], ['--since', '2020-01-01'], ['--at', '2020-01-01'], ['--report', 'x.csv'], ['main']])
      expect(await status('--write-hook', file, '--policy', policy, ...odd)).toBe(2);
    expect(existsSync(file)).toBe(false);
  });
});

describe('pre-receive', () => {
  let hook: string;
  beforeAll(async () => {
    hook = await writeHook(server, 'pre-receive');
  });

  it('lets the first push into an empty repository pass, and names what it refuses', () => {
    work.commit('one', by(eve));
    work.git([...bySsh, 'commit', '-q', '--allow-empty', '-S', '-m', 'two']);
    expect(push(work, server, 'main')).toMatchObject({ taken: true });
    const id = work.commit(SUBJECT);
    const { taken, said } = push(work, server, 'main');
    expect(taken).toBe(false);
    expect(said).toContain(
      `countersign: refused: refs/heads/main, commit ${id.slice(0, 12)}, $(touch pwned) "it's" \\u{202E}gnp, by Ada Lovelace\n` +
        '  It is not signed.\n  Next: Sign it and push again: git commit --amend -S',
    );
    expect(said).toContain(
      'This push is refused: the policy does not let 1 of its tags and commits pass. Nothing was taken.',
    );
    expect(has(server, 'main')).toBe(work.git(['rev-parse', 'HEAD~1']));
    work.git(['reset', '-q', '--hard', 'HEAD~1']);
  });

  it('refuses another signer, however the commits come in', () => {
    const good = work.git(['rev-parse', 'HEAD']);
    const bad = work.commit('by mallory', by(mallory));
    expect(push(work, server, 'main').said).toContain('It is signed, but by nobody whom the policy lets sign this.');
    // By way of a branch that is nobody's business.
    expect(push(work, server, 'main:wip')).toMatchObject({ taken: true });
    expect(has(server, 'wip')).toBe(bad);
    expect(push(work, server, 'main').taken).toBe(false);
    expect(push(work, server, '+main:release/1').taken).toBe(false);
    // Below a commit that is good.
    work.commit('on top', by(eve));
    expect(push(work, server, 'main').said).toContain(`commit ${bad.slice(0, 12)}`);
    // As a merge's other parent.
    work.git(['reset', '-q', '--hard', good]);
    work.git(['merge', '-q', '--no-ff', by(eve), '-m', 'merged', bad]);
    expect(push(work, server, 'main').taken).toBe(false);
    // In one push with the branch that may have it.
    expect(push(work, server, 'main', 'main:wip2').taken).toBe(false);
    expect([has(server, 'wip2'), has(server, 'main'), has(server, 'release/1')]).toEqual(['', good, '']);
    work.git(['reset', '-q', '--hard', good]);
  });

  it('judges force pushes by what they bring, and lets branches go', () => {
    const first = work.git(['rev-parse', 'HEAD~1']);
    expect(push(work, server, `+${first}:main`)).toMatchObject({ taken: true });
    expect(push(work, server, 'main')).toMatchObject({ taken: true });
    work.git(['checkout', '-q', '-b', 'other', first]);
    work.commit('other', by(mallory));
    expect(push(work, server, '+other:main').taken).toBe(false);
    work.git(['commit', '-q', '--amend', '--allow-empty', '--no-edit', by(eve)]);
    expect(push(work, server, '+other:main')).toMatchObject({ taken: true });
    expect(push(work, server, ':wip')).toMatchObject({ taken: true });
    expect(has(server, 'wip')).toBe('');
    work.git(['checkout', '-q', '-B', 'main', 'other']);
    // Nothing in it is new: the same rules let it through before.
    expect(push(work, server, 'main:release/1')).toMatchObject({ taken: true });
  });

  it('judges tags by their own signature and name', () => {
    work.git(['tag', '-s', '-u', eve, '-m', 'one', 'v1.0']);
    work.git(['tag', '-s', '-u', mallory, '-m', 'two', 'v1.1']);
    work.git(['tag', 'v1.2']);
    work.git(['tag', '-a', '-m', 'plain', 'v1.3']);
    work.git(['tag', '-a', '-m', 'free', 'free']);
    expect(push(work, server, 'v1.0', 'free')).toMatchObject({ taken: true });
    expect(push(work, server, 'v1.1').said).toContain('refused: refs/tags/v1.1, tag ');
    expect(push(work, server, 'v1.2').said).toMatch(/It is not signed\.\n {2}Next: .*tag sign --force/);
    expect(push(work, server, 'v1.3').taken).toBe(false);
    expect(push(work, server, 'v1.0:refs/tags/v9').said).toContain('What was signed is a tag of another name.');
    expect(push(work, server, '+v1.1:refs/tags/v1.0').taken).toBe(false);
    expect(push(work, server, 'v1.0:refs/heads/release/2').taken).toBe(false);
    expect(push(work, server, 'v1.0:refs/odd/v1.0')).toMatchObject({ taken: true });
    expect(push(work, server, ':v1.0')).toMatchObject({ taken: true });
  });

  it('takes a name for nothing but a name', () => {
    const name = `release/$(touch$IFS''pwned);'"|&\u202e`;
    work.git(['checkout', '-q', '--detach']);
    work.commit('detached');
    const { taken, said } = push(work, server, `HEAD:refs/heads/${name}`);
    expect(taken).toBe(false);
    expect(said).toContain(`refused: refs/heads/release/$(touch$IFS''pwned);'"|&\\u{202E}, commit`);
    expect([server, work.path].some((folder) => existsSync(join(folder, 'pwned')))).toBe(false);
    work.git(['checkout', '-q', 'main']);
  });

  it('says of a warning what it is, and lets it pass', () => {
    const { taken, said } = push(work, server, 'main:warned');
    expect(taken).toBe(true);
    expect(said).toContain('countersign: warning: refs/heads/warned, commit ');
    expect(said).not.toContain('refused');
  });

  it('goes by the ref that another stands for, and by no other spelling of one', () => {
    execFileSync('git', ['symbolic-ref', 'refs/heads/alias', 'refs/heads/main'], { cwd: server });
    const before = has(server, 'main');
    work.commit('by mallory', by(mallory));
    expect(push(work, server, 'main:alias').said).toContain('refused: refs/heads/main, commit');
    execFileSync('git', ['symbolic-ref', 'refs/heads/later', 'refs/heads/release/later'], { cwd: server });
    expect(push(work, server, 'main:later').said).toContain('refused: refs/heads/release/later, commit');
    // A branch of the kind that takes all is no way in because a protected name stands for it.
    execFileSync('git', ['symbolic-ref', 'refs/heads/release/next', 'refs/heads/wip3'], { cwd: server });
    expect(push(work, server, 'main:wip3')).toMatchObject({ taken: true });
    expect(push(work, server, 'main').taken).toBe(false);
    execFileSync('git', ['config', 'core.ignoreCase', 'true'], { cwd: server });
    expect(push(work, server, 'main:Main').said).toContain('another spelling');
    execFileSync('git', ['config', 'core.ignoreCase', 'false'], { cwd: server });
    expect(has(server, 'main')).toBe(before);
    work.git(['reset', '-q', '--hard', 'HEAD~1']);
  });

  it('refuses everything where it cannot judge', () => {
    const before = has(server, 'main');
    work.commit('next', by(eve));
    renameSync(policy, `${policy}.away`);
    const missing = push(work, server, 'main');
    renameSync(`${policy}.away`, policy);
    expect(missing).toMatchObject({ taken: false, said: expect.stringContaining('there is no such file') as unknown });
    expect(missing.said).toContain('This push is refused, for it could not be checked.');
    const text = readFileSync(hook, 'utf8');
    writeFileSync(hook, text.replace('countersign.js', 'gone.js'));
    expect(push(work, server, 'main').taken).toBe(false);
    // Another hook before it that reads git's lines away.
    writeFileSync(hook, text.replace('exec ', 'cat >/dev/null\nexec '));
    expect(push(work, server, 'main').said).toContain('its standard input is empty');
    expect(has(server, 'main')).toBe(before);
    writeFileSync(hook, text);
    expect(push(work, server, 'main')).toMatchObject({ taken: true });
  });

  it('believes no line that git would not write, and no folder of objects outside', async () => {
    const ask = (input: string, env: NodeJS.ProcessEnv = {}) =>
      cli.run(['commits', 'verify', '--hook', 'pre-receive', '--policy', policy, '--repo', server, '--offline'], {
        input,
        env,
      });
    const id = has(server, 'main');
    expect((await ask(`${id} ${id} refs/heads/main\n`)).status).toBe(0);
    for (const line of ['', `${id} ${id} main\n`, `${id} ${'a'.repeat(40)} refs/heads/main\n`]) {
      const { status, stderr } = await ask(line);
      expect([line, status === 0]).toEqual([line, false]);
      expect(stderr).toContain('This push is refused, for it could not be checked.');
    }
    const objects = join(work.path, '.git', 'objects');
    const head = work.commit('elsewhere', by(eve));
    for (const env of [
      { GIT_QUARANTINE_PATH: objects, GIT_OBJECT_DIRECTORY: objects },
      { GIT_ALTERNATE_OBJECT_DIRECTORIES: objects },
    ])
      expect((await ask(`${id} ${head} refs/heads/main\n`, env)).status).toBe(5);
    for (const odd of ['--since=2020-01-01', '--json'])
      expect(
        (await cli.run(['commits', 'verify', '--hook', 'pre-receive', '--policy', policy, odd], { input: '' })).status,
      ).toBe(2);
    work.git(['reset', '-q', '--hard', 'HEAD~1']);
  });

  it('does the same in a repository that names its objects by SHA-256', async () => {
    const other = bare('sha256', { format: 'sha256' });
    await writeHook(other, 'pre-receive');
    const repo = clone({ format: 'sha256' });
    repo.commit('one', by(eve));
    expect(push(repo, other, 'main')).toMatchObject({ taken: true });
    repo.commit('two');
    expect(push(repo, other, 'main').said).toContain('It is not signed.');
    expect(push(repo, other, ':main').said).not.toContain('countersign');
  });
});

describe('pre-push', () => {
  let repo: GitRepo;
  let far: string;
  beforeAll(async () => {
    far = bare('far');
    repo = clone();
    repo.git(['remote', 'add', 'origin', far]);
    await writeHook(join(repo.path, '.git'), 'pre-push');
  });

  it('judges what the remote does not have, and says so before anything goes out', () => {
    repo.commit('one', by(eve));
    expect(push(repo, 'origin', 'main')).toMatchObject({ taken: true });
    repo.commit('two');
    const { taken, said } = push(repo, 'origin', 'main');
    expect(taken).toBe(false);
    expect(said).toMatch(/refused: refs\/heads\/main, commit .*\n {2}It is not signed\.\n[^]*Nothing was pushed\./);
    expect(push(repo, 'origin', 'HEAD^{/tw}:refs/heads/release/1').taken).toBe(false);
    expect(push(repo, 'origin', 'main:wip')).toMatchObject({ taken: true });
    expect(push(repo, 'origin', 'main').taken).toBe(false);
    repo.git(['reset', '-q', '--hard', 'HEAD~1']);
    // Up to date, and gone: nothing is brought.
    expect(push(repo, 'origin', 'main')).toMatchObject({ taken: true });
    expect(push(repo, 'origin', ':wip')).toMatchObject({ taken: true });
  });

  it('goes by what is known of the remote where a branch is new there', () => {
    // What was let through before the policy was there is not judged again.
    repo.git(['push', '-q', '--no-verify', 'origin', `${repo.commit('old')}:main`]);
    repo.commit('new', by(eve));
    expect(push(repo, 'origin', 'main:release/1')).toMatchObject({ taken: true });
    // Of an address without a name, nothing is known.
    expect(push(repo, far, 'main:release/2').taken).toBe(false);
  });

  it('works in a linked worktree and for tags', () => {
    const path = join(cli.root, 'linked');
    repo.git(['worktree', 'add', '-q', '-b', 'release/3', path]);
    const linked = { ...repo, path };
    expect(push(linked, 'origin', 'release/3')).toMatchObject({ taken: true });
    execFileSync('git', ['commit', '-q', '--allow-empty', '-m', 'unsigned'], { cwd: path, env: repo.env });
    expect(push(linked, 'origin', 'release/3').said).toContain('It is not signed.');
    repo.git(['tag', '-s', '-u', mallory, '-m', 'one', 'v1.0']);
    expect(push(linked, 'origin', 'v1.0').said).toContain('by nobody whom the policy lets sign this');
  });
});
