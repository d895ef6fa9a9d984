import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { launcherPath, type HelperProgram } from '../../../../electron/core/git/setup/launcher.ts';
import { publisherForGit } from '../../../../electron/core/git/setup/record.ts';
import { openGitSetup, type SetupParts, type SetupRequest } from '../../../../electron/core/git/setup/setup-service.ts';
import { loginAsKey } from '../../../../shared/login-as-key.ts';
import type { KeySummary } from '../../../../shared/model/key.ts';
import { makeRepo, type GitRepo } from '../git-repo.ts';

/** Setting up by real git, with a home and settings of the test's own. */
let folder: string;
let home: string;
let settings: string;
let repo: GitRepo;
let env: NodeJS.ProcessEnv;

const ADA: KeySummary = {
  id: 'A'.repeat(40),
  type: 'openpgp',
  engine: 'openpgp',
  fingerprint: 'A'.repeat(40),
  userIds: ['Ada <ada@example.org>'],
  algorithm: 'ed25519',
  createdAt: '2026-01-01T00:00:00Z',
  expiresAt: null,
  status: 'valid',
  secret: 'passphrase',
  hasPrimarySecret: true,
  canSign: true,
  subkeys: [],
};
const GPGS: KeySummary = { ...ADA, id: `gpg:${ADA.fingerprint}`, engine: 'gnupg', secret: 'gnupg' };
const SSH_LINE = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOsIsrqx13GOAp0zeiXSNt2Q0DJWVEpypgeBT8L3RytX';
const SSH: KeySummary = {
  ...ADA,
  id: `ssh:${'C'.repeat(64)}`,
  type: 'ssh',
  engine: 'ssh',
  fingerprint: 'C'.repeat(64),
};
const GLOBAL: SetupRequest = { scope: 'global', key: ADA, wish: { commits: true, tags: true } };

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'countersign setup '));
  home = join(folder, "Ada's home");
  mkdirSync(home);
  settings = join(folder, 'gitconfig');
  repo = makeRepo();
  env = { ...process.env, HOME: folder, GIT_CONFIG_GLOBAL: settings };
  // Without a Node of its own in Electron, the one on PATH runs what git starts.
  writeFileSync(
    join(folder, 'helper.js'),
    "console.log('countersign-git', process.argv[2], process.env.COUNTERSIGN_HOME)",
  );
});
afterEach(() => {
  repo.remove();
  rmSync(folder, { recursive: true, force: true });
});

const open = (script = join(folder, 'helper.js'), helper: HelperProgram = { script, node: '/nowhere/node' }) =>
  openGitSetup({ ...parts(), helper });

function parts(): SetupParts {
  return {
    home,
    env,
    clock: () => new Date('2026-11-22T10:00:00Z'),
    publicHalf: () => Promise.resolve(Buffer.from(`${SSH_LINE} ada@laptop\n`)),
    publishers: {
      get: (name) =>
        Promise.resolve(name === 'Evening' ? { name, own: false, since: '', pins: [], stems: [] } : undefined),
    },
  };
}

const git = (...args: string[]): string => execFileSync('git', args, { cwd: repo.path, env, encoding: 'utf8' }).trim();
const values = (name: string, scope = '--global'): string[] => {
  try {
    return execFileSync('git', ['config', scope, '-z', '--get-all', name], { cwd: repo.path, env, encoding: 'utf8' })
      .split('\0')
      .slice(0, -1);
  } catch {
    return [];
  }
};

async function setUp(request = GLOBAL) {
  const service = open();
  const plan = await service.plan(request);
  await service.apply(request, plan);
  return plan;
}

describe('setting git up', () => {
  it('shows the commands, and does what these say', async () => {
    const plan = await setUp();
    const launcher = launcherPath(home);
    expect(plan.commands).toEqual([
      `git config --global user.signingkey ${ADA.fingerprint}`,
      'git config --global gpg.format openpgp',
      `git config --global gpg.program '${launcher.replace("'", "'\\''")}'`,
      'git config --global commit.gpgsign true',
      'git config --global tag.gpgsign true',
    ]);
    const done = readFileSync(settings, 'utf8');
    rmSync(settings);
    execFileSync('sh', ['-ec', plan.commands.join('\n')], { cwd: repo.path, env });
    expect(readFileSync(settings, 'utf8')).toBe(done);
    expect(statSync(launcher).mode & 0o777).toBe(0o700);
    expect(execFileSync(launcher, ['x y'], { encoding: 'utf8' })).toBe(`countersign-git x y ${home}\n`);
  });

  it('lets git start the app itself, and says so where that is gone', async () => {
    // In place of the app: it says what it was told.
    const app = join(folder, "Ada's app");
    writeFileSync(app, '#!/bin/sh\necho countersign-git "$@"\n', { mode: 0o700 });
    const service = open(undefined, { app, words: ['--disable-gpu', '--git-program', '--'] });
    expect(service.hasHelper).toBe(true);
    await service.apply(GLOBAL, await service.plan(GLOBAL));
    const launcher = launcherPath(home);
    const said = execFileSync(launcher, ['--status-fd=2', 'x y'], { encoding: 'utf8' });
    expect(said).toBe('countersign-git --disable-gpu --git-program -- --status-fd=2 x y\n');
    rmSync(app);
    const { status, stderr } = spawnSync(launcher, ['--version'], { encoding: 'utf8' });
    expect([status, stderr]).toEqual([2, expect.stringContaining('set git up again')]);
  });

  it('refuses what git would have to ask us for where it cannot start us, as in the window on Windows', async () => {
    const service = openGitSetup(parts());
    expect(service.hasHelper).toBe(false);
    for (const key of [GLOBAL.key, { ...loginAsKey('2026-11-22T10:00:00Z'), id: 'keyless:lab' }])
      await expect(service.plan({ ...GLOBAL, key })).rejects.toMatchObject({ code: 'git-helper-absent' });
    expect(existsSync(settings)).toBe(false);
  });

  it('refuses an app that does not answer, and changes nothing', async () => {
    const service = open(undefined, { app: '/bin/false', words: [] });
    await expect(service.apply(GLOBAL, await service.plan(GLOBAL))).rejects.toMatchObject({
      code: 'git-helper-unusable',
    });
    expect(existsSync(settings)).toBe(false);
  });

  it('reads what counts in every repository, and says which of it comes from another file', async () => {
    await expect(open().counting()).resolves.toEqual([]);
    git('config', '--global', 'user.signingkey', 'HERS');
    git('config', '--global', 'user.email', 'ada@example.org');
    git('config', '--global', 'include.path', join(folder, 'work'));
    git('config', '--file', join(folder, 'work'), 'gpg.format', 'ssh');
    git('config', '--local', 'user.signingkey', 'NOT EVERYWHERE');
    await expect(open().counting()).resolves.toEqual([
      { name: 'user.signingkey', value: 'HERS' },
      { name: 'gpg.format', value: 'ssh', file: join(folder, 'work') },
    ]);
    const none = openGitSetup({ ...parts(), env: { PATH: '' } });
    await expect(none.counting()).rejects.toMatchObject({ code: 'git-absent' });
  });

  it('plans without touching anything', async () => {
    await open().plan(GLOBAL);
    expect(existsSync(settings)).toBe(false);
    expect(existsSync(join(home, 'git-setup.json'))).toBe(false);
    expect(existsSync(join(home, 'git'))).toBe(false);
  });

  it('changes one repository alone where that is named', async () => {
    mkdirSync(join(repo.path, 'below'));
    const plan = await setUp({ ...GLOBAL, scope: { folder: join(repo.path, 'below') }, wish: {} });
    expect(plan.commands[0]).toBe(`git -C ${repo.path} config --local user.signingkey ${ADA.fingerprint}`);
    expect(values('user.signingkey', '--local')).toEqual([ADA.fingerprint]);
    expect(values('commit.gpgsign', '--local')).toEqual([]);
    expect(existsSync(settings)).toBe(false);
    await expect(open().plan({ ...GLOBAL, scope: { folder } })).rejects.toMatchObject({ code: 'no-repository' });
  });

  it('leaves the program alone for a key of GnuPG’s, but for ours', async () => {
    git('config', '--global', 'gpg.program', '/opt/gpg');
    expect((await open().plan({ ...GLOBAL, key: GPGS })).commands.join()).not.toContain('gpg.program');
    await setUp();
    expect((await open().plan({ ...GLOBAL, key: GPGS })).commands).toContain('git config --global gpg.program gpg');
  });

  it('sets the other name of the program, too, where git would take that', async () => {
    git('config', '--global', 'gpg.openpgp.program', '/opt/gpg');
    await setUp();
    expect([values('gpg.program'), values('gpg.openpgp.program')]).toEqual([
      [launcherPath(home)],
      [launcherPath(home)],
    ]);
  });

  it('refuses keys that git cannot sign with, and publishers that are not there', async () => {
    const refused = (change: Partial<KeySummary>) => open().plan({ ...GLOBAL, key: { ...ADA, ...change } });
    await expect(refused({ engine: 'cosign-key' })).rejects.toMatchObject({ code: 'unsupported' });
    await expect(refused({ status: 'revoked' })).rejects.toMatchObject({ code: 'key-revoked' });
    await expect(refused({ status: 'expired' })).rejects.toMatchObject({ code: 'key-expired' });
    await expect(refused({ secret: 'none' })).rejects.toMatchObject({ code: 'no-secret-part' });
    await expect(open().plan({ ...GLOBAL, publisher: 'Nobody' })).rejects.toMatchObject({ code: 'usage' });
    await expect(open().plan({ ...GLOBAL, publisher: 'Evening' })).resolves.toBeDefined();
  });

  it('changes nothing where our program does not run', async () => {
    const service = open(join(folder, 'not-there.js'));
    const plan = await service.plan(GLOBAL);
    await expect(service.apply(GLOBAL, plan)).rejects.toMatchObject({ code: 'git-helper-unusable' });
    expect(existsSync(settings)).toBe(false);
    expect(await service.status()).toEqual([]);
  });

  it('changes nothing where the settings are others than those shown', async () => {
    const service = open();
    git('config', '--global', '--add', 'user.signingkey', 'ONE');
    const plan = await service.plan(GLOBAL);
    git('config', '--global', '--add', 'user.signingkey', 'TWO');
    await expect(service.apply(GLOBAL, plan)).rejects.toMatchObject({ code: 'git-settings-changed' });
    expect(values('user.signingkey')).toEqual(['ONE', 'TWO']);
  });

  it('takes back what it did where git stops in the middle', async () => {
    const service = open();
    writeFileSync(settings, '[user]\n\tsigningkey = MINE\n');
    const before = readFileSync(settings, 'utf8');
    const plan = await service.plan(GLOBAL);
    // Somebody else is writing it.
    writeFileSync(`${settings}.lock`, '');
    await expect(service.apply(GLOBAL, plan)).rejects.toMatchObject({ code: 'git-failed' });
    rmSync(`${settings}.lock`);
    expect(readFileSync(settings, 'utf8')).toBe(before);
    expect(await service.status()).toEqual([]);
  });
});

describe('setting git up for an SSH key', () => {
  const list = () => join(home, 'git', 'allowed-signers');
  const request: SetupRequest = { ...GLOBAL, key: SSH, wish: {} };

  it('names the key itself, our program, and a list of our own with one line', async () => {
    git('config', '--global', 'user.email', 'ada@example.org');
    const plan = await setUp(request);
    expect(values('user.signingkey')).toEqual([`key::${SSH_LINE}`]);
    expect(values('gpg.format')).toEqual(['ssh']);
    expect(values('gpg.ssh.program')).toEqual([launcherPath(home)]);
    expect(values('gpg.ssh.allowedSignersFile')).toEqual([list()]);
    const line = `ada@example.org namespaces="git" ${SSH_LINE}`;
    expect(plan.allowed).toEqual({ line, file: list(), isOurs: true });
    expect(readFileSync(list(), 'utf8').split('\n')).toContain(line);
    const service = open();
    await service.undo(await service.planUndo('global'));
    expect(existsSync(join(home, 'git'))).toBe(false);
    expect([values('gpg.ssh.allowedSignersFile'), values('user.email')]).toEqual([[], ['ada@example.org']]);
  });

  it('leaves lines of the user’s own in our list', async () => {
    await setUp(request);
    const own = `bob@example.org ${SSH_LINE}`;
    writeFileSync(list(), `${readFileSync(list(), 'utf8')}${own}\n`);
    await setUp(request);
    expect(readFileSync(list(), 'utf8').match(/own-key/g)).toHaveLength(1);
    const service = open();
    await service.undo(await service.planUndo('global'));
    expect(readFileSync(list(), 'utf8')).toContain(own);
    expect(readFileSync(list(), 'utf8')).not.toContain('own-key');
  });

  it('changes neither a list that the user has, nor the setting that names it', async () => {
    const own = join(folder, 'own-list');
    writeFileSync(own, '# mine\n');
    git('config', '--global', 'gpg.ssh.allowedSignersFile', own);
    const plan = await setUp(request);
    expect(plan.allowed).toMatchObject({ file: own, isOurs: false });
    expect(plan.commands.join()).not.toContain('allowed');
    expect(readFileSync(own, 'utf8')).toBe('# mine\n');
    expect(existsSync(list())).toBe(false);
  });

  it('needs no program of ours for a key that the agent holds', async () => {
    const agents: SetupRequest = {
      ...request,
      key: { ...SSH, id: `ssh-agent:${'C'.repeat(64)}`, engine: 'ssh-agent' },
    };
    expect((await open().plan(agents)).commands.join()).not.toContain('gpg.ssh.program');
    await setUp(request);
    expect((await open().plan(agents)).commands).toContain('git config --global gpg.ssh.program ssh-keygen');
  });

  it('writes nobody into the list who would say something else there', async () => {
    git('config', '--global', 'user.email', '*,!x "y"');
    expect((await open().plan(request)).allowed?.line).toMatch(/^own-key /);
  });
});

describe('undoing', () => {
  const undo = async (scope: SetupRequest['scope'] = 'global') => {
    const service = open();
    const plan = await service.planUndo(scope);
    await service.undo(plan);
    return plan;
  };

  it('puts back every earlier value, the several of one setting too', async () => {
    const odd = ['with a blank', 'ünïcode "quoted" \\ # ;', '', 'last'];
    for (const value of odd) git('config', '--global', '--add', 'user.signingkey', value);
    git('config', '--global', 'gpg.program', '-odd');
    git('config', '--global', 'user.name', 'Ada');
    writeFileSync(settings, `${readFileSync(settings, 'utf8')}[commit]\n\tgpgsign\n`);
    const plan = await setUp();
    expect(plan.commands).toContain(`git config --global --replace-all user.signingkey ${ADA.fingerprint}`);
    expect(values('user.signingkey')).toEqual([ADA.fingerprint]);
    await undo();
    expect(values('user.signingkey')).toEqual(odd);
    expect(values('gpg.program')).toEqual(['-odd']);
    expect(values('user.name')).toEqual(['Ada']);
    // Without a value it means the same.
    expect(git('config', '--global', '--type=bool', 'commit.gpgsign')).toBe('true');
    for (const name of ['gpg.format', 'tag.gpgsign']) expect(values(name)).toEqual([]);
    expect(existsSync(launcherPath(home))).toBe(false);
    expect(await open().status()).toEqual([]);
    await expect(undo()).rejects.toMatchObject({ code: 'not-found' });
  });

  it('refuses where somebody changed a setting since, and touches nothing', async () => {
    await setUp();
    git('config', '--global', 'user.signingkey', 'OTHER');
    const before = readFileSync(settings, 'utf8');
    await expect(undo()).rejects.toMatchObject({ code: 'git-settings-changed', detail: 'user.signingkey' });
    expect(readFileSync(settings, 'utf8')).toBe(before);
    expect((await open().status())[0]?.settings.find(({ state }) => state === 'changed')?.name).toBe('user.signingkey');
    git('config', '--global', 'user.signingkey', ADA.fingerprint);
    await undo();
    expect(values('user.signingkey')).toEqual([]);
  });

  it('goes back before the first setup, not to one in between', async () => {
    git('config', '--global', 'user.signingkey', 'FIRST');
    await setUp();
    await setUp({ ...GLOBAL, key: { ...ADA, id: 'B'.repeat(40), fingerprint: 'B'.repeat(40) }, wish: { tags: false } });
    expect([values('user.signingkey'), values('commit.gpgsign'), values('tag.gpgsign')]).toEqual([
      ['B'.repeat(40)],
      ['true'],
      ['false'],
    ]);
    await undo();
    expect([values('user.signingkey'), values('commit.gpgsign'), values('tag.gpgsign')]).toEqual([['FIRST'], [], []]);
  });

  it('undoes what a killed run left half done', async () => {
    await setUp();
    git('config', '--global', '--unset-all', 'tag.gpgsign');
    await undo();
    expect(values('user.signingkey')).toEqual([]);
  });

  it('keeps our program as long as another setup starts it', async () => {
    await setUp();
    await setUp({ ...GLOBAL, scope: { folder: repo.path } });
    await undo();
    expect(existsSync(launcherPath(home))).toBe(true);
    await undo({ folder: repo.path });
    expect(existsSync(launcherPath(home))).toBe(false);
  });
});

describe('undoing all', () => {
  it('puts back what it can, and names what somebody changed', async () => {
    await setUp();
    await setUp({ ...GLOBAL, scope: { folder: repo.path } });
    git('config', '--local', 'gpg.program', '/opt/gpg');
    const left = await open().undoAll();
    expect(left).toEqual([
      {
        name: `git -C ${repo.path} config`,
        error: expect.objectContaining({ code: 'git-settings-changed' }) as unknown,
      },
    ]);
    expect([values('gpg.program'), values('gpg.program', '--local')]).toEqual([[], ['/opt/gpg']]);
    git('config', '--local', 'gpg.program', launcherPath(home));
    expect(await open().undoAll()).toEqual([]);
    expect(values('user.signingkey', '--local')).toEqual([]);
  });
});

describe('a hostile repository', () => {
  it('starts nothing while it is set up', async () => {
    const left = join(folder, 'left');
    const plant = `sh -c 'touch ${left}'`;
    for (const name of [
      'core.fsmonitor',
      'core.pager',
      'pager.config',
      'alias.config',
      'core.editor',
      'core.sshCommand',
      'gpg.program',
      'credential.helper',
    ])
      git('config', '--local', name, name === 'alias.config' ? `!${plant}` : plant);
    mkdirSync(join(repo.path, '.git/hooks'), { recursive: true });
    writeFileSync(join(repo.path, '.git/hooks/reference-transaction'), `#!/bin/sh\ntouch '${left}'\n`, { mode: 0o755 });
    await setUp({ ...GLOBAL, scope: { folder: repo.path } });
    const service = open();
    await service.status();
    await service.undo(await service.planUndo({ folder: repo.path }));
    expect(existsSync(left)).toBe(false);
    expect(values('gpg.program', '--local')).toEqual([plant]);
  });

  it.skipIf(process.getuid?.() !== 0)('of another user’s is not written into', async () => {
    execFileSync('chown', ['-R', 'nobody', repo.path]);
    const before = readFileSync(join(repo.path, '.git/config'), 'utf8');
    await expect(setUp({ ...GLOBAL, scope: { folder: repo.path } })).rejects.toMatchObject({ code: 'git-failed' });
    expect(readFileSync(join(repo.path, '.git/config'), 'utf8')).toBe(before);
  });

  it('chooses no publisher', async () => {
    await setUp({ ...GLOBAL, publisher: 'Evening', scope: { folder: repo.path } });
    expect(await publisherForGit(home, repo.path)).toBe('Evening');
    expect(await publisherForGit(home, folder)).toBeUndefined();
    writeFileSync(join(home, 'git-setup.json'), '{"version":1,"content":[{"scope":"global"}]}');
    expect(await publisherForGit(home, repo.path)).toBeUndefined();
    await expect(open().status()).rejects.toMatchObject({ code: 'store-damaged' });
  });
});
