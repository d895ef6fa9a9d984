import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { GitRepo } from '../core/git/git-repo.ts';
import { type Lab, startLab } from '../lab/lab.ts';
import { openCommandLine, type CommandLine } from './command-line.ts';
import { logInByCode } from './device-login.ts';
import { plainGit } from './plain-git.ts';

/** `countersign git setup --keyless`, and then plain git: a login signs in place of a key, as with gitsign. */
const ADA = 'ada@example.org';

let lab: Lab;
let cli: CommandLine;
let repo: GitRepo;
let settings: string;

beforeAll(async () => {
  lab = await startLab();
  cli = openCommandLine();
  ({ repo, settings } = plainGit(cli));
  const files = ['--trusted-root', lab.files.trustedRoot, '--signing-config', lab.files.signingConfig];
  expect((await cli.run(['instance', 'add', 'lab', ...files])).status).toBe(0);
  const { status, stderr } = await cli.run(['git', 'setup', '--keyless', '--instance', 'lab', '--yes']);
  expect([status, stderr]).toEqual([0, expect.stringContaining('git config --global gpg.format x509')]);
});
afterAll(async () => {
  cli.close();
  await lab.close();
});
beforeEach(() => lab.forgetRequests());
afterEach(() => lab.heal());

/** What somebody says in the environment, which no repository has a word in. */
const agreed = () => ({ SIGSTORE_ID_TOKEN: lab.token({ email: ADA }), COUNTERSIGN_PUBLISH: 'yes' });
/** Plain git, in no terminal's session. The lab runs in this process, so that nothing may stand still here. */
function git(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const child = spawn('git', args, { cwd: repo.path, env: { ...repo.env, ...env }, detached: true });
  return heard(child);
}
const launcher = (input: string, env: NodeJS.ProcessEnv = {}) => {
  const child = spawn(join(cli.home, 'git', 'countersign-git'), ['--status-fd=2', '-bsau', 'keyless:lab'], {
    cwd: repo.path,
    env: { ...repo.env, ...env },
    detached: true,
  });
  child.stdin.end(input);
  return child;
};
async function heard(child: ReturnType<typeof spawn>): Promise<{ status: number | null; out: string; err: string }> {
  const said = { out: '', err: '' };
  child.stdout?.on('data', (text: Buffer) => (said.out += text.toString()));
  child.stderr?.on('data', (text: Buffer) => (said.err += text.toString()));
  const status = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { status, ...said };
}
const letter = async (): Promise<string> => (await git(['log', '-1', '--format=%G?'])).out.trim();
const head = (): string => spawnSync('git', ['rev-parse', '-q', 'HEAD'], { cwd: repo.path, encoding: 'utf8' }).stdout;

describe('plain git by a login', () => {
  it('signs commits and tags where asked, as gitsign does, and reads them', async () => {
    expect((await git(['commit', '--allow-empty', '-m', 'not asked'])).status).toBe(0);
    expect([await letter(), lab.requests('fulcio').length]).toEqual(['N', 0]);
    expect(await git(['commit', '--allow-empty', '-S', '-m', 'by a login'], agreed())).toMatchObject({ status: 0 });
    expect(await git(['tag', '-s', '-m', 'Version 1', 'v1.0'], agreed())).toMatchObject({ status: 0 });
    expect(repo.git(['cat-file', 'commit', 'HEAD'])).toContain('gpgsig -----BEGIN SIGNED MESSAGE-----\n ');
    expect(repo.git(['cat-file', 'tag', 'v1.0'])).toContain('-----BEGIN SIGNED MESSAGE-----');
    expect(lab.requests('rekor2').filter(({ method }) => method === 'POST')).toHaveLength(2);
    // Nobody said yet that it should be her.
    expect(await letter()).toBe('U');
    expect((await git(['log', '--show-signature', '-1'])).out).toContain(ADA);
    const who = ['--certificate-identity', ADA, '--certificate-oidc-issuer', lab.issuer];
    expect((await cli.run(['pin', 'add', 'Compass', ...who, '--instance', 'lab'])).status).toBe(0);
    const again = ['git', 'setup', '--keyless', '--instance', 'lab', '--publisher', 'Compass', '--yes'];
    expect((await cli.run(again)).status).toBe(0);
    expect(await letter()).toBe('G');
    for (const call of [
      ['verify-commit', 'HEAD'],
      ['verify-tag', 'v1.0'],
    ])
      expect((await git(call)).status).toBe(0);
  });

  it('is judged the same by the command line, log entry and all', async () => {
    const by = (identity: string) => [
      ...['tag', 'verify', 'v1.0', '--repo', repo.path, '--instance', 'lab', '--json'],
      ...['--certificate-identity', identity, '--certificate-oidc-issuer', lab.issuer],
    ];
    const good = await cli.run(by(ADA));
    expect([good.status, good.json()[0]?.verdict]).toEqual([0, 'verified']);
    expect((await cli.run(by('eve@example.org'))).status).toBe(1);
  });

  it('makes nothing where the log is down, and says so', async () => {
    const before = head();
    lab.inject('rekor2', { kind: 'status', status: 503 }, { times: 99 });
    expect((await git(['commit', '--allow-empty', '-S', '-m', 'no'], agreed())).status).toBe(128);
    expect((await git(['tag', '-s', '-m', 'no', 'v2.0'], agreed())).status).toBe(128);
    expect([head(), repo.git(['tag'])]).toEqual([before, 'v1.0']);
    const { status, out, err } = await heard(launcher('x', agreed()));
    expect([status, out]).toEqual([2, '']);
    expect(err).toContain('[GNUPG:] FAILURE sign');
    expect(err).toMatch(/countersign: .+\./);
  });

  it('publishes nothing that nobody agreed to', async () => {
    const { status, out, err } = await heard(launcher('x', { SIGSTORE_ID_TOKEN: lab.token({ email: ADA }) }));
    expect([status, out]).toEqual([2, '']);
    for (const words of ['stays for ever in the logs of lab', ADA, 'COUNTERSIGN_PUBLISH=yes'])
      expect(err).toContain(words);
    expect([...lab.requests('fulcio'), ...lab.requests('rekor2')]).toEqual([]);
  });

  it('shows a code where there is no browser', async () => {
    const child = launcher('x', { COUNTERSIGN_PUBLISH: 'yes' });
    const ended = heard(child);
    await logInByCode(child.stderr, ADA);
    const { status, out, err } = await ended;
    expect([status, out]).toEqual([0, expect.stringContaining('-----BEGIN SIGNED MESSAGE-----')]);
    expect(err).toContain('\n[GNUPG:] SIG_CREATED D ');
  });

  it('is taken back', async () => {
    expect((await cli.run(['git', 'undo', '--yes'])).status).toBe(0);
    expect(existsSync(settings) ? readFileSync(settings, 'utf8').trim() : '').toBe('');
  });
});

describe('git setup --keyless', () => {
  it.each([
    [['--keyless', '--key', 'K'], 'exclude each other'],
    [['--instance', 'lab'], 'add --keyless'],
  ])('%j is a mistake in the call', async (words, hint) => {
    const { status, stderr } = await cli.run(['git', 'setup', ...words, '--yes']);
    expect([status, stderr]).toEqual([2, expect.stringContaining(hint)]);
  });

  it('wants an instance that is there', async () => {
    const { status } = await cli.run(['git', 'setup', '--keyless', '--instance', 'nowhere', '--yes']);
    expect(status).not.toBe(0);
    expect(existsSync(settings) ? readFileSync(settings, 'utf8').trim() : '').toBe('');
  });
});
