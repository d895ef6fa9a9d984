import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeRepo, type GitRepo } from '../core/git/git-repo.ts';
import { openCommandLine, type CommandLine } from './command-line.ts';

/** Tags and commits through the built program, with real git and gpg on the other side. Eve's key is pinned, Mallory's is nobody's. */
let cli: CommandLine;
let repo: GitRepo;
let eve: string;
let mallory: string;

interface Line {
  object: string;
  type: string;
  name: string;
  format: string;
  letter: string;
  verdict: string;
  signer?: object;
  signedAt?: string;
  notes: string[];
  summary: string;
}

beforeAll(async () => {
  cli = openCommandLine();
  eve = cli.gpgKey('Eve <eve@example.org>');
  mallory = cli.gpgKey('Mallory <mallory@example.com>');
  cli.gpg('--armor', '--output', 'eve.pub', '--export', eve);
  cli.gpg('--armor', '--output', 'mallory.pub', '--export', mallory);
  await cli.run(['pin', 'add', 'Evening', '--fingerprint', eve, '--key', 'eve.pub']);
  repo = makeRepo();
  Object.assign(repo.env, { GNUPGHOME: cli.gnupgHome });
  const one = repo.commit('one');
  repo.commit('two', `-S${eve}`);
  repo.commit('three', `-S${mallory}`);
  repo.git(['tag', '-s', '-u', eve, '-m', 'Version 1', 'v1.0']);
  repo.git(['tag', '-a', '-m', 'Version 2', 'v2.0']);
  repo.git(['tag', 'light', one]);
});
afterAll(() => {
  repo.remove();
  cli.close();
});

async function run(...args: string[]): Promise<{ status: number | null; lines: Line[]; stderr: string }> {
  const { status, json, stderr } = await cli.run([...args, '--json', '--repo', repo.path]);
  return { status, lines: status === 2 || status === 5 ? [] : (json() as unknown as Line[]), stderr };
}

describe('tag verify', () => {
  it('says of a tag what the page has, and no more', async () => {
    const { status, lines } = await run('tag', 'verify', 'v1.0', '--publisher', 'Evening');
    expect(status).toBe(0);
    expect(lines).toEqual([
      {
        object: repo.git(['rev-parse', 'v1.0']),
        type: 'tag',
        name: 'v1.0',
        format: 'openpgp',
        letter: 'G',
        verdict: 'verified',
        signer: expect.objectContaining({ fingerprint: eve, userId: 'Eve <eve@example.org>' }) as unknown,
        signedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) as unknown,
        notes: expect.any(Array) as unknown,
        summary: expect.stringContaining('v1.0') as unknown,
      },
    ]);
  });

  it('takes all tags where none is named, and ends as the worst of them', async () => {
    const { status, lines } = await run('tag', 'verify', '--key', cli.path('eve.pub'));
    expect(Object.fromEntries(lines.map(({ name, letter, verdict }) => [name, `${letter} ${verdict}`]))).toEqual({
      'v1.0': 'G verified',
      'v2.0': 'N incomplete',
      light: 'N incomplete',
    });
    expect(status).toBe(3);
    expect((await run('tag', 'verify', 'v1.0', '--key', cli.path('mallory.pub'))).status).toBe(1);
    expect((await run('tag', 'verify', 'v1.0')).lines[0]).toMatchObject({ letter: 'U', verdict: 'untrusted' });
  });

  it('is red for a tag under another name', async () => {
    repo.git(['update-ref', 'refs/tags/v9.0', repo.git(['rev-parse', 'v1.0'])]);
    const also = await run('tag', 'verify', 'v9.0', '--publisher', 'Evening');
    expect([also.status, also.lines[0]?.letter, also.lines[0]?.verdict]).toEqual([4, 'G', 'untrusted']);
    const tag = repo.git(['rev-parse', 'v1.0']);
    repo.git(['update-ref', '-d', 'refs/tags/v1.0']);
    const replayed = await run('tag', 'verify', 'v9.0', '--publisher', 'Evening');
    repo.git(['update-ref', 'refs/tags/v1.0', tag]);
    repo.git(['update-ref', '-d', 'refs/tags/v9.0']);
    expect([replayed.status, replayed.lines[0]?.letter, replayed.lines[0]?.verdict]).toEqual([1, 'G', 'invalid']);
    expect(replayed.lines[0]?.notes).toContain('renamed');
    expect(replayed.lines[0]?.summary).toContain('v1.0');
  });

  it('wants a tag and a repository that are there', async () => {
    expect((await run('tag', 'verify', 'v7')).status).toBe(2);
    expect((await cli.run(['tag', 'verify', '--repo', cli.folder])).status).toBe(2);
    expect((await cli.run(['tag', 'verify', '--repo', cli.path('nothing')])).status).toBe(2);
    expect((await cli.run(['tag'])).status).toBe(2);
    expect((await cli.run(['tag', '--help'])).stdout).toContain('tag verify');
  });

  it('says it in words, too', async () => {
    const { stdout, status } = await cli.run(['tag', 'verify', 'v2.0', '--repo', repo.path]);
    expect(status).toBe(3);
    expect(stdout).toContain('INCOMPLETE  N  v2.0\n  v2.0 is not signed.');
  });
});

describe('tag list', () => {
  it('names each tag and how it is signed', async () => {
    const { lines } = await run('tag', 'list');
    expect(Object.fromEntries(lines.map(({ name, format, type }) => [name, `${type} ${format}`]))).toEqual({
      'v1.0': 'tag openpgp',
      'v2.0': 'tag none',
      light: 'commit none',
    });
    expect((await cli.run(['tag', 'list', '--repo', repo.path])).stdout).toContain('v2.0  not signed');
  });
});

describe('commits verify', () => {
  it('gives a line for each commit, with the letters of git', async () => {
    const { status, lines } = await run('commits', 'verify', '--key', cli.path('eve.pub'));
    expect(lines.map(({ letter, verdict }) => `${letter} ${verdict}`)).toEqual([
      'E incomplete',
      'G verified',
      'N incomplete',
    ]);
    expect(status).toBe(3);
    await cli.run(['keys', 'import', 'mallory.pub']);
    const known = await run('commits', 'verify', '--publisher', 'Evening');
    // Many sign commits: one who is not expected is not somebody in another's place.
    expect(known.lines.map(({ letter, verdict }) => `${letter} ${verdict}`)).toEqual([
      'U untrusted',
      'G verified',
      'N incomplete',
    ]);
    expect(known.status).toBe(4);
  });

  it('takes a range, all, or what is not older than a date', async () => {
    expect((await run('commits', 'verify', 'HEAD~1..HEAD')).lines).toHaveLength(1);
    expect((await run('commits', 'verify', '--all')).lines).toHaveLength(3);
    expect((await run('commits', 'verify', '--since', '2026-09-21')).lines).toHaveLength(3);
    expect((await run('commits', 'verify', '--since', '2030-01-01')).status).toBe(5);
  });

  it('refuses what is no range', async () => {
    for (const args of [['nothing..HEAD'], ['--all', 'HEAD'], ['a', 'b']])
      expect((await run('commits', 'verify', ...args)).status).toBe(2);
    expect((await cli.run(['commits', 'verify', '--repo', repo.path, '--', '--output=x'])).status).toBe(2);
    const both = await cli.run(['commits', 'verify', '--ask-log', '--offline', '--repo', repo.path]);
    expect([both.status, both.stderr.includes('--ask-log and --offline')]).toEqual([2, true]);
    expect((await cli.run(['commits', 'count'])).status).toBe(2);
  });
});
