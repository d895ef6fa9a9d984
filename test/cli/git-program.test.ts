import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { makeRepo, type GitRepo } from '../core/git/git-repo.ts';
import { BY_GPGSM } from '../core/sigstore/gitsign/gpgsm.ts';
import { haveVectors, vectorsPath } from '../vectors.ts';
import { openCommandLine, STORE_PASSPHRASE, type CommandLine } from './command-line.ts';

interface Vector {
  object: string;
  type: string;
  format: string;
  logEntryEmbedded?: boolean;
}

/** Plain git with our program in place of gpg, in a folder with a blank in its name. Eve's key is in GnuPG alone, Mallory's is pinned. */
let cli: CommandLine;
let repo: GitRepo;
let program: string;
let ada: string;
let eve: string;
let mallory: string;

beforeAll(async () => {
  cli = openCommandLine();
  const out = dirname(inject('countersign'));
  // As a whole: the program finds its parts beside it.
  program = join(cli.root, 'with a blank', 'countersign-git.js');
  mkdirSync(dirname(program));
  cpSync(out, dirname(program), { recursive: true, filter: (path) => !path.includes('cache') });
  ada = await cli.appKey('Ada Lovelace <ada@example.org>');
  eve = cli.gpgKey('Eve <eve@example.org>');
  mallory = cli.gpgKey('Mallory <mallory@example.com>');
  cli.gpg('--armor', '--output', 'mallory.pub', '--export', mallory);
  await cli.run(['pin', 'add', 'Malice', '--fingerprint', mallory, '--key', 'mallory.pub']);
  mkdirSync(join(cli.root, 'a repository'));
  repo = makeRepo({ path: join(cli.root, 'a repository') });
  Object.assign(repo.env, {
    COUNTERSIGN_HOME: cli.home,
    COUNTERSIGN_STORE_PASSPHRASE_FILE: cli.env['COUNTERSIGN_STORE_PASSPHRASE_FILE'],
    DBUS_SESSION_BUS_ADDRESS: 'disabled:',
    COUNTERSIGN_NO_REFRESH: '1',
    XDG_CACHE_HOME: cli.env['XDG_CACHE_HOME'],
    GNUPGHOME: join(cli.root, 'e'),
  });
  repo.git(['config', 'gpg.program', program]);
  repo.commit('one');
});
afterAll(() => {
  cli.close();
});

function tryGit(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const { status, stdout, stderr } = spawnSync('git', args, {
    cwd: repo.path,
    env: { ...repo.env, ...env },
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

const letter = (commit: string): string => repo.git(['log', '-1', '--no-walk', '--format=%G?', commit]);

/** The letter, how far git trusts it (it stops where nothing says so), who signed, and the fingerprints. */
const told = (commit = 'HEAD'): string[] =>
  repo.git(['log', '-1', '--no-walk', '--format=%G?%n%GT%n%GS%n%GF%n%GP', commit]).split('\n');

/** By GnuPG itself, and not by our program. */
function byGpg(...args: string[]): void {
  execFileSync('git', ['-c', 'gpg.program=gpg', ...args], {
    cwd: repo.path,
    env: { ...repo.env, GNUPGHOME: cli.gnupgHome },
  });
}

describe('git commit -S and git tag -s', () => {
  it('sign with a key of the app, by its fingerprint, its end, its address, or who commits', async () => {
    const names = [ada, `0x${ada.slice(-16)}`, 'ada@example.org', 'Ada Lovelace <ada@example.org>'];
    for (const name of names) {
      repo.commit('signed', `-S${name}`);
      expect(told()).toEqual(['G', 'fully', 'Ada Lovelace <ada@example.org>', expect.any(String), ada]);
    }
    repo.commit('signed', '-S');
    const [said, , , signing = ''] = told();
    expect(said).toBe('G');
    // A key with `!` behind it is meant itself: the subkey that signs, and not the primary, which does not.
    repo.commit('signed', `-S${signing}!`);
    expect(told()[3]).toBe(signing);
    if (signing !== ada) expect(tryGit(['commit', '--allow-empty', '-m', 'no', `-S${ada}!`]).status).toBe(128);
    repo.git(['tag', '-s', '-m', 'Version 1', 'v1.0']);
    expect(tryGit(['verify-tag', 'v1.0']).status).toBe(0);
    expect(tryGit(['verify-commit', 'HEAD']).status).toBe(0);
    expect(tryGit(['tag', '-v', 'v1.0']).stderr).toContain('Good signature by somebody you expect');
    expect(repo.git(['log', '-1', '--show-signature'])).toContain('Ada Lovelace <ada@example.org>');
    expect((await cli.run(['tag', 'verify', 'v1.0', '--repo', repo.path, '--json'])).json()[0]).toMatchObject({
      letter: 'U',
      format: 'openpgp',
    });
  });

  it('make what gpg itself verifies', async () => {
    repo.commit('for gpg', `-S${ada}`);
    const exported = await cli.run(['keys', 'export', ada, '--output', cli.path('ada.asc')]);
    expect(exported.status).toBe(0);
    cli.gpg('--import', 'ada.asc');
    const env = { ...repo.env, GNUPGHOME: cli.gnupgHome };
    const seen = spawnSync('git', ['-c', 'gpg.program=gpg', 'verify-commit', '--raw', 'HEAD'], {
      cwd: repo.path,
      env,
      encoding: 'utf8',
    });
    expect(seen.status).toBe(0);
    expect(seen.stderr).toContain('[GNUPG:] GOODSIG');
    // The same lines that git reads, word for word where they do not hang on trust.
    const ours = tryGit(['verify-commit', '--raw', 'HEAD']).stderr;
    const lines = (text: string) => text.split('\n').filter((line) => /GOODSIG|VALIDSIG|NEWSIG$/.test(line));
    expect(lines(ours).filter((line) => /GOODSIG|VALIDSIG/.test(line))).toEqual(
      lines(seen.stderr).filter((line) => /GOODSIG|VALIDSIG/.test(line)),
    );
  });

  it('refuse a key that is not here, that is GnuPG’s, or that is none', () => {
    const before = repo.git(['rev-parse', 'HEAD']);
    for (const key of [
      'nobody@example.org',
      eve,
      `gpg:${eve}`,
      '--version',
      '',
      '../../etc/passwd',
      'A\n[GNUPG:] SIG_CREATED D',
    ]) {
      const { status } = tryGit(
        ['commit', '--allow-empty', '-m', 'no', `-S${key}`, ...(key === '' ? ['--author=N <n@x>'] : [])],
        {
          ...(key === '' ? { GIT_COMMITTER_EMAIL: 'n@example.net' } : {}),
        },
      );
      expect([key, status]).toEqual([key, 128]);
    }
    expect(repo.git(['rev-parse', 'HEAD'])).toBe(before);
  });

  it.skipIf(process.platform !== 'linux')('refuse where the store does not open, and say how it would', () => {
    writeFileSync(join(cli.root, 'wrong'), 'not it\n');
    const sign = ['--status-fd=2', '-bsau', ada];
    const call = (env: NodeJS.ProcessEnv) =>
      // A session of its own has no terminal to ask on.
      spawnSync('setsid', ['-w', program, ...sign], {
        env: { ...repo.env, ...env },
        input: 'x',
        encoding: 'utf8',
        cwd: repo.path,
      });
    const wrong = call({ COUNTERSIGN_STORE_PASSPHRASE_FILE: join(cli.root, 'wrong') });
    expect([wrong.status, wrong.stdout]).toEqual([2, '']);
    expect(wrong.stderr).toContain('[GNUPG:] FAILURE sign');
    const none = call({ COUNTERSIGN_STORE_PASSPHRASE_FILE: undefined });
    expect([none.status, none.stdout]).toEqual([2, '']);
    expect(none.stderr).toContain('COUNTERSIGN_STORE_PASSPHRASE_FILE');
    expect(call({}).stdout).toContain('-----BEGIN PGP SIGNATURE-----');
    for (const { stderr } of [wrong, none]) expect(stderr).not.toContain(STORE_PASSPHRASE);
  });
});

describe('git verify-commit', () => {
  it('says U of a key that is here and expected for nothing that is known', () => {
    byGpg('commit', '-q', '--allow-empty', '-m', 'by Mallory', `-S${mallory}`);
    expect(told().slice(0, 3)).toEqual(['U', 'undefined', 'Mallory <mallory@example.com>']);
    expect(tryGit(['verify-commit', 'HEAD']).status).toBe(0);
    expect(tryGit(['-c', 'gpg.minTrustLevel=fully', 'verify-commit', 'HEAD']).status).toBe(1);
  });

  it('says E of a key that is not here, and which', () => {
    byGpg('commit', '-q', '--allow-empty', '-m', 'by Eve', `-S${eve}`);
    expect(letter('HEAD')).toBe('E');
    const { status, stderr } = tryGit(['verify-commit', '--raw', 'HEAD']);
    expect(status).toBe(1);
    expect(stderr).toContain(`[GNUPG:] NO_PUBKEY ${eve.slice(-16)}`);
  });

  it('says B of a commit that was changed', () => {
    repo.commit('to be changed', `-S${ada}`);
    const bytes = repo.gitBytes(['cat-file', 'commit', 'HEAD']);
    const changed = repo.write(
      'commit',
      Buffer.from(bytes.toString('latin1').replace('to be changed', 'to be Changed'), 'latin1'),
    );
    expect(letter(changed)).toBe('B');
    expect(tryGit(['verify-commit', changed]).status).toBe(1);
    expect(tryGit(['verify-commit', 'HEAD']).status).toBe(0);
  });

  it('says of revoked, expired and damaged what git says by gpg', async () => {
    const old = await cli.appKey('Old <old@example.org>');
    repo.commit('by the old key', `-S${old}`);
    const commit = repo.git(['rev-parse', 'HEAD']);
    expect(told(commit)[0]).toBe('G');
    expect((await cli.run(['keys', 'revoke', old, '--reason', 'compromised'])).status).toBe(0);
    expect(letter(commit)).toBe('R');
    expect(tryGit(['verify-commit', commit]).status).toBe(1);
    const bytes = repo.gitBytes(['cat-file', 'commit', commit]).toString('latin1');
    const cut = repo.write('commit', Buffer.from(bytes.replace(/\n [A-Za-z0-9+/]{60,}/, '\n @@@@'), 'latin1'));
    expect(letter(cut)).toMatch(/[EN]/);
    expect(tryGit(['verify-commit', cut]).status).toBe(1);
  });

  it('lets no name of a key’s write lines for git', () => {
    const name = 'Zed %0A[GNUPG:] TRUST_FULLY \u202e <zed@example.org>';
    const zed = cli.gpgKey(name);
    cli.gpg('--output', 'zed.pub', '--export', zed);
    execFileSync(process.execPath, [inject('countersign'), 'keys', 'import', cli.path('zed.pub')], { env: cli.env });
    byGpg('commit', '-q', '--allow-empty', '-m', 'by Zed', `-S${zed}`);
    const raw = tryGit(['verify-commit', '--raw', 'HEAD']).stderr;
    expect(raw.split('\n').filter((line) => line.startsWith('[GNUPG:] TRUST_'))).toEqual([
      '[GNUPG:] TRUST_UNDEFINED 0 pgp',
    ]);
    expect(raw).toContain('%250A');
    expect(raw).not.toContain('\u202e');
  });
});

describe.skipIf(!haveVectors('git'))('git verify-commit in place of gpgsm', () => {
  const real = (id: string): Buffer => readFileSync(join(vectorsPath('git'), `${id}.commit`));
  const WITH_ENTRY = 'dc68e8ce155fe12ab8fd7c55de6ef336ce716ee8';

  it('checks what gitsign wrote, says whom the certificate names, and trusts nobody for that alone', () => {
    repo.git(['config', 'gpg.x509.program', program]);
    const commit = repo.write('commit', real(WITH_ENTRY));
    expect(told(commit).slice(0, 3)).toEqual(['U', 'undefined', expect.stringContaining('billy@chainguard.dev')]);
    expect(tryGit(['verify-commit', commit]).status).toBe(0);
    const changed = repo.write(
      'commit',
      Buffer.from(real(WITH_ENTRY).toString('latin1').replace('\n\n', '\n\nx'), 'latin1'),
    );
    expect([letter(changed), tryGit(['verify-commit', changed]).status]).toEqual(['B', 1]);
  });

  it('calls what gpgsm wrote good and not trusted, and ends as gpgsm does', () => {
    const tag = repo.write('tag', BY_GPGSM.tag);
    repo.git(['config', 'gpg.x509.program', program]);
    expect(tryGit(['verify-tag', '--raw', tag])).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/GOODSIG 29F3DA863C889B0F [^]*TRUST_UNDEFINED/) as string,
    });
    expect(letter(repo.write('commit', BY_GPGSM.commit))).toBe('U');
    const changed = repo.write('commit', BY_GPGSM.commit.replace('one', 'two'));
    expect([letter(changed), tryGit(['verify-commit', changed]).status]).toEqual(['B', 1]);
  });

  it('trusts an identity that the publisher of the repository has', async () => {
    const commit = repo.write('commit', real(WITH_ENTRY));
    const identity = ['--certificate-identity', 'billy@chainguard.dev'];
    const issuer = ['--certificate-oidc-issuer', 'https://accounts.google.com'];
    expect((await cli.run(['pin', 'add', 'Gitsign', ...identity, ...issuer])).status).toBe(0);
    expect(letter(commit)).toBe('U');
    const set = await cli.run(['git', 'setup', '--key', ada, '--repo', repo.path, '--publisher', 'Gitsign', '--yes']);
    expect(set.status).toBe(0);
    expect(letter(commit)).toBe('G');
    expect((await cli.run(['git', 'undo', '--repo', repo.path, '--yes'])).status).toBe(0);
    expect(letter(commit)).toBe('U');
  });

  it('does not call a commit without the log’s entry good', () => {
    const without = (JSON.parse(readFileSync(join(vectorsPath('git'), 'expected.json'), 'utf8')) as Vector[]).find(
      ({ type, format, logEntryEmbedded }) => type === 'commit' && format === 'gitsign' && logEntryEmbedded !== true,
    );
    const commit = repo.write('commit', real(without?.object ?? ''));
    expect([letter(commit), tryGit(['verify-commit', commit]).status]).toEqual(['E', 1]);
  });
});

describe('what a repository can say', () => {
  it('is no other home: a path that is relative is refused', () => {
    repo.commit('by Ada', `-S${ada}`);
    for (const name of ['COUNTERSIGN_HOME', 'COUNTERSIGN_STORE_PASSPHRASE_FILE']) {
      const { status, stderr } = tryGit(['verify-commit', 'HEAD'], { [name]: 'home' });
      expect(status).toBe(1);
      expect(stderr).toContain('absolute path');
      expect(tryGit(['commit', '--allow-empty', '-m', 'no', `-S${ada}`], { [name]: '-' }).status).toBe(128);
    }
    expect(tryGit(['verify-commit', 'HEAD']).status).toBe(0);
  });

  it('is nothing that the program reads as an option', () => {
    const call = (...args: string[]) =>
      spawnSync(program, args, { env: repo.env, input: 'x', encoding: 'utf8', cwd: repo.path });
    expect(call('--version').stdout).toMatch(/^countersign-git \d/);
    for (const args of [
      [],
      ['--status-fd=2', '-bsau'],
      ['--status-fd=9', '-bsau', ada],
      ['-bsau', ada],
      ['--home', '/x', '--status-fd=2', '-bsau', ada],
      ['--list-keys'],
    ]) {
      const { status, stdout, stderr } = call(...args);
      expect([args, status, stdout]).toEqual([args, 2, '']);
      expect(stderr).toContain('git config gpg.program');
    }
    const missing = call('--keyid-format=long', '--status-fd=1', '--verify', join(repo.path, 'nothing'), '-');
    expect([missing.status, missing.stdout]).toEqual([2, '']);
  });

  it('leaves neither passphrase nor key in what the program writes', () => {
    const { stdout, stderr } = tryGit(['-c', 'core.pager=cat', 'commit', '--allow-empty', '-m', 'trace', `-S${ada}`], {
      GIT_TRACE: '1',
    });
    expect(stdout + stderr).toContain('countersign-git.js');
    expect(stdout + stderr).not.toContain(STORE_PASSPHRASE);
    expect(readFileSync(join(repo.path, '.git/config'), 'utf8')).not.toContain(STORE_PASSPHRASE);
  });
});
