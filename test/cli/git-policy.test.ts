import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeRepo, type GitRepo } from '../core/git/git-repo.ts';
import { SshHome } from '../core/ssh/ssh-home.ts';
import { openCommandLine, type CommandLine } from './command-line.ts';

/** Policies and reports through the built program. Eve and Bob (SSH) may sign, Mallory may not; nobody is pinned. */
let cli: CommandLine;
let repo: GitRepo;
let eve: string;
let mallory: string;
let bob: string;
const ssh = new SshHome();
const SUBJECT = '=1+1 <b>"bold"</b> \u202egnp| `tick`';

interface Line {
  name: string;
  verdict: string;
  policy?: { word: string; reason: string; ref?: string; signer?: string };
}

beforeAll(async () => {
  cli = openCommandLine();
  eve = cli.gpgKey('Eve <eve@example.org>', 'ed25519', '10y');
  mallory = cli.gpgKey('Mallory <mallory@example.com>');
  for (const key of [eve, mallory]) cli.gpg('--armor', '--output', `${key}.pub`, '--export', key);
  await cli.run(['keys', 'import', `${eve}.pub`, `${mallory}.pub`]);
  ssh.makeKey('bob', '-t', 'ed25519');
  bob = ssh.run(['-l', '-f', ssh.file('bob.pub')]).split(' ')[1] ?? '';
  repo = makeRepo();
  Object.assign(repo.env, { GNUPGHOME: cli.gnupgHome });
  repo.commit('by eve', `-S${eve}`);
  repo.commit(SUBJECT);
  repo.git(['checkout', '-q', '-b', 'side']);
  repo.git([
    '-c',
    'gpg.format=ssh',
    '-c',
    `user.signingkey=${ssh.file('bob')}`,
    'commit',
    '-q',
    '--allow-empty',
    '-S',
    '-m',
    'by bob',
  ]);
  repo.git(['checkout', '-q', 'main']);
  repo.commit('by mallory', `-S${mallory}`);
  repo.git(['merge', '-q', '--no-ff', `-S${eve}`, '-m', 'merged', 'side']);
  repo.git(['tag', '-s', '-u', eve, '-m', 'one', 'v1.0']);
  repo.git(['tag', '-s', '-u', mallory, '-m', 'two', 'v2.0']);
  repo.git(['tag', '-s', '-u', mallory, '-m', 'wip', 'wip']);
});
afterAll(() => {
  repo.remove();
  ssh.remove();
  cli.close();
});

function policy(rules: object[], more: object = {}): string {
  const signers = { eve: { openpgp: eve }, bob: { ssh: bob }, 'the web': { openpgp: mallory } };
  return cli.write(
    'policy.json',
    JSON.stringify({ format: 'countersign-git-policy', version: 1, signers, rules, ...more }),
  );
}
const words = (lines: Line[]) => lines.map(({ policy: said }) => `${said?.word} ${said?.reason}`);

async function run(...args: string[]): Promise<{ status: number | null; lines: Line[]; stderr: string }> {
  const { status, json, stderr } = await cli.run([...args, '--json', '--repo', repo.path]);
  return { status, lines: status === 2 || status === 5 ? [] : json(), stderr };
}

const COMMITS = { what: ['commits', 'merges'], signers: ['eve', 'bob'] };

describe('commits verify --policy', () => {
  it('says of each commit what the policy does, beside its verdict', async () => {
    const { status, lines } = await run('commits', 'verify', '--policy', policy([COMMITS]));
    expect(words(lines)).toEqual(
      [
        'allowed signer-listed',
        'denied signer-unlisted',
        'allowed signer-listed',
        'denied unsigned',
        'allowed signer-listed',
      ].sort(() => 0),
    );
    // Nobody is expected here, and a policy makes no verdict better.
    expect(new Set(lines.map(({ verdict }) => verdict))).toEqual(new Set(['untrusted', 'incomplete']));
    expect(status).toBe(1);
    expect(lines[0]?.policy).toMatchObject({ signer: 'eve', ref: 'refs/heads/main' });
  });

  it('ends as the verdicts do where nothing is denied', async () => {
    const mild = policy([COMMITS], { unsigned: 'warn', unlisted: 'warn' });
    const warned = await run('commits', 'verify', '--policy', mild);
    expect(words(warned.lines).filter((one) => one.startsWith('warned'))).toHaveLength(2);
    expect(warned.status).toBe(4);
    const named = await run('commits', 'verify', 'HEAD~1..HEAD', '--policy', mild, '--key', cli.path(`${eve}.pub`));
    expect(
      named.lines.map(({ name, verdict, policy: said }) => `${name.length} ${verdict} ${said?.word}`).sort(),
    ).toEqual(['12 untrusted allowed', '12 verified allowed']);
  });

  it('knows merges from other commits, and the time of a signature', async () => {
    const byForge = await run('commits', 'verify', '-1..HEAD', '--policy', policy([]));
    expect(byForge.status).toBe(2);
    const merges = policy([
      { what: ['merges'], signers: ['the web'] },
      { what: ['commits'], signers: ['eve'] },
    ]);
    expect(words((await run('commits', 'verify', '--policy', merges)).lines)[0]).toBe('denied signer-unlisted');
    const late = policy([
      { ...COMMITS, until: '2020-01-01' },
      { what: ['merges'], signers: ['eve'] },
    ]);
    const { lines } = await run('commits', 'verify', '--policy', late);
    expect(words(lines)[0]).toBe('allowed signer-listed');
    expect(words(lines)).toContain('denied out-of-time');
  });

  it('goes by the ref that commits stand on', async () => {
    const main = policy([{ ...COMMITS, refs: ['refs/heads/main'] }], { uncovered: 'warn' });
    expect(words((await run('commits', 'verify', 'side', '--policy', main)).lines)[0]).toBe('warned uncovered');
    expect(words((await run('commits', 'verify', 'side', '--policy', main, '--ref', 'refs/heads/main')).lines)[0]).toBe(
      'allowed signer-listed',
    );
    // What the one branch allows is denied where another, which leads to it too, does not.
    const both = policy([
      { ...COMMITS, refs: ['refs/heads/main'] },
      { what: ['commits'], signers: [], refs: ['refs/heads/side'] },
    ]);
    const all = await run('commits', 'verify', '--all', '--policy', both);
    expect(all.lines.filter(({ policy: said }) => said?.ref === 'refs/heads/side')).toHaveLength(2);
    expect(words(all.lines).filter((one) => one.startsWith('allowed'))).toHaveLength(1);
  });

  it('leaves out what the policy takes as it is', async () => {
    const start = repo.git(['rev-parse', 'HEAD~1']);
    const { lines } = await run('commits', 'verify', '--policy', policy([COMMITS], { start: [start, 'f'.repeat(40)] }));
    expect(words(lines)).toEqual(['allowed signer-listed', 'allowed signer-listed']);
  });

  it('refuses a policy that is none, and says where', async () => {
    const { status, stderr } = await cli.run([
      'commits',
      'verify',
      '--repo',
      repo.path,
      '--policy',
      cli.write('p.json', '{\n "format": 1 }'),
    ]);
    expect(status).toBe(5);
    expect(stderr).toContain('p.json: line 2, column 2, format: ');
    expect((await run('commits', 'verify', '--policy', cli.path('none.json'))).status).toBe(2);
    expect((await run('commits', 'verify', '--ref', 'refs/heads/main')).status).toBe(2);
    const nobody = cli.write(
      'q.json',
      JSON.stringify({
        format: 'countersign-git-policy',
        version: 1,
        signers: { a: { publisher: 'Nobody' } },
        rules: [],
      }),
    );
    expect(await run('commits', 'verify', '--policy', nobody)).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('Nobody') as unknown,
    });
  });
});

describe('tag verify --policy', () => {
  it('goes by the tag’s name', async () => {
    const tags = policy([{ what: ['tags'], refs: ['refs/tags/v*'], signers: ['eve'] }], { uncovered: 'allow' });
    const { status, lines } = await run('tag', 'verify', '--policy', tags);
    expect(Object.fromEntries(lines.map(({ name, policy: said }) => [name, `${said?.word} ${said?.reason}`]))).toEqual({
      'v1.0': 'allowed signer-listed',
      'v2.0': 'denied signer-unlisted',
      wip: 'allowed uncovered',
    });
    expect(status).toBe(1);
    expect((await cli.run(['tag', 'verify', 'v2.0', '--policy', tags, '--repo', repo.path])).stdout).toContain(
      'policy: not allowed. It is signed, but by nobody whom the policy lets sign this.',
    );
  });
});

describe('--report', () => {
  const report = async (name: string, ...args: string[]) => {
    const { status, stderr } = await cli.run([
      'commits',
      'verify',
      '--repo',
      repo.path,
      '--quiet',
      '--report',
      cli.path(name),
      ...args,
    ]);
    return { status, stderr };
  };

  it('writes what was found, in four forms', async () => {
    const by = policy([COMMITS]);
    for (const ending of ['html', 'md', 'json', 'csv'])
      expect((await report(`report.${ending}`, '--policy', by)).status).toBe(1);
    expect(cli.read('report.html')).toContain('The policy does not allow 2 of 5 tags and commits.');
    expect(cli.read('report.html')).toContain('&lt;b&gt;&quot;bold&quot;&lt;/b&gt; \\u{202E}gnp|');
    expect(cli.read('report.html')).not.toMatch(/\u202e|<b>"bold/);
    expect(cli.read('report.md')).toContain('`` =1+1 <b>"bold"</b> \\u{202E}gnp| `tick` ``');
    expect(cli.read('report.csv')).toContain(`"'=1+1 <b>""bold""</b> \\u{202E}gnp| \`tick\`"`);
    const json = JSON.parse(cli.read('report.json')) as {
      totals: object;
      signers: object[];
      objects: object[];
      policy: object;
    };
    expect(json.totals).toEqual({
      objects: 5,
      kinds: { merge: 1, commit: 4 },
      verdicts: { untrusted: 4, incomplete: 1 },
      formats: { openpgp: 3, ssh: 1, none: 1 },
      policy: { allowed: 3, denied: 2 },
      reasons: { unsigned: 1, 'signer-unlisted': 1 },
    });
    expect(json.signers[0]).toMatchObject({
      name: 'Eve',
      policyNames: ['eve'],
      objects: 2,
      keyIsHere: true,
      keyExpiresAt: expect.stringMatching(/^20/) as unknown,
    });
    expect(json.objects).toHaveLength(5);
    expect(readFileSync(cli.path('report.json'), 'utf8')).not.toContain('\u202e');
    expect(json.policy).toMatchObject({ path: by });
  });

  it('is refused before anything is checked where it cannot be', async () => {
    cli.write('there.csv', 'mine');
    expect(await report('there.csv')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('--force') as unknown,
    });
    expect(cli.read('there.csv')).toBe('mine');
    expect((await report('there.csv', '--force')).status).toBe(4);
    expect((await report('report.pdf')).status).toBe(2);
  });
});
