import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { GitRepo } from '../core/git/git-repo.ts';
import type { Lab } from '../lab/lab.ts';
import type { CommandLine, Ended, RunOptions } from './command-line.ts';
import { type GitSigningPlace, openGitSigning } from './git-signing.ts';

/** `tag sign` through the built program; git and gpg look at what came of it. */
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
  repo.git(['config', 'user.name', 'Grace']);
  repo.git(['config', 'user.email', 'rel@example.org']);
  repo.commit('one');
  repo.commit('two');
});

const sign = (words: string[], options?: RunOptions): Promise<Ended> =>
  cli.run(['tag', 'sign', '--repo', repo.path, ...words], options);
const verifyTag = (name: string): string =>
  execFileSync('git', ['verify-tag', '-v', name], { cwd: repo.path, env: repo.env, encoding: 'utf8', stdio: 'pipe' });

interface Line {
  object: string;
  letter: string;
  target: string;
  replaced?: { object: string; restore: string };
  push?: string;
}
const line = ({ json }: Ended): Line => json()[0] as unknown as Line;

describe('tag sign', () => {
  it('signs with a key of ours, says so in words, and what to do next', async () => {
    repo.git(['remote', 'add', 'origin', 'git@github.com:ada/repo.git']);
    const made = await sign(['v1.0', '--message', 'Version 1', '--key', own]);
    expect([made.status, made.stderr]).toEqual([0, '']);
    expect(verifyTag('v1.0')).toContain('tagger Grace <rel@example.org>');
    expect(made.stdout).toContain(`signed v1.0 (${repo.git(['rev-parse', 'v1.0']).slice(0, 12)}) of`);
    expect(made.stdout).toContain('signed as Rel <rel@example.org>');
    expect(made.stdout).toContain('tagger: Grace <rel@example.org>, as the settings of this repository say');
    expect(made.stdout).toContain('GitHub shows it as Verified once');
    expect(made.stdout).not.toContain('GitLab');
    expect(made.stdout).toContain('To push it: git push origin refs/tags/v1.0');
  });

  it('signs with a key of GnuPG’s, and prints the tag as verify does', async () => {
    const made = await sign(['v1.0', '--message-file', '-', '--key', `gpg:${ada}`, '--target', 'HEAD~1', '--json'], {
      input: 'From\n\na pipe\n',
    });
    expect(made.status).toBe(0);
    expect(line(made)).toMatchObject({
      ...{ object: repo.git(['rev-parse', 'v1.0']), type: 'tag', name: 'v1.0', format: 'openpgp', letter: 'U' },
      ...{ verdict: 'untrusted', target: repo.git(['rev-parse', 'HEAD~1']), signer: { fingerprint: ada } },
    });
    expect(verifyTag('v1.0')).toContain('From\n\na pipe\n');
    const again = await cli.run(['tag', 'verify', 'v1.0', '--json', '--repo', repo.path]);
    expect((again.json()[0] as unknown as Line).object).toBe(line(made).object);
  });

  it('replaces a tag only with --force, and says how the old one comes back', async () => {
    repo.git(['tag', 'v1.0', 'HEAD~1']);
    const refused = await sign(['v1.0', '--key', own]);
    expect([refused.status, refused.stdout]).toEqual([2, '']);
    expect(refused.stderr).toContain('--force');
    const old = repo.git(['rev-parse', 'v1.0']);
    const made = await sign(['v1.0', '--key', own, '--force', '--json']);
    expect(line(made)).toMatchObject({ target: old, replaced: { object: old } });
    execFileSync('sh', ['-c', line(made).replaced?.restore ?? 'false'], { cwd: repo.path, env: repo.env });
    expect(repo.git(['rev-parse', 'v1.0'])).toBe(old);
  });

  it('signs with an SSH key out of a file, and with one that is kept', async () => {
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', '', '-f', cli.path('id')]);
    const made = await sign(['v1.0', '--key', 'id', '--message', 'x', '--json']);
    expect([made.status, made.json()[0]]).toMatchObject([0, { format: 'ssh', letter: 'U' }]);
    const kept = (await cli.run(['keys', 'generate', '--type', 'ssh', '--name', 'S', '--json'])).json()[0]?.id ?? '';
    expect((await sign(['v2.0', '--key', kept, '--message', 'x'])).status).toBe(0);
    const exported = (await cli.run(['keys', 'export', kept, '--format', 'ssh'])).stdout;
    cli.write('allowed', `a@b ${cli.read('id.pub')}c@d ${exported}`);
    const list = `gpg.ssh.allowedSignersFile=${cli.path('allowed')}`;
    for (const name of ['v1.0', 'v2.0']) repo.git(['-c', list, 'verify-tag', name]);
    const verified = await cli.run(['tag', 'verify', '--key', 'allowed', '--repo', repo.path]);
    expect(verified.status).toBe(0);
  });

  it('signs by a login, with consent and an entry of the log inside', async () => {
    const files = ['--signing-config', lab.files.signingConfig, '--trusted-root', lab.files.trustedRoot];
    const env = { SIGSTORE_ID_TOKEN: lab.token({ email: 'ada@example.org' }) };
    const asked = await sign(['v1.0', '--keyless', ...files, '--message', 'x'], { env });
    expect([asked.status, repo.git(['tag'])]).toEqual([2, '']);
    expect(asked.stderr).toContain('--yes');
    const made = await sign(['v1.0', '--keyless', '--yes', ...files, '--message', 'x', '--json'], { env });
    expect([made.status, made.stderr]).toEqual([0, '']);
    const who = ['--certificate-identity', 'ada@example.org', '--certificate-oidc-issuer', lab.issuer];
    const root = ['--trusted-root', lab.files.trustedRoot];
    const verified = await cli.run(['tag', 'verify', 'v1.0', ...root, ...who, '--json', '--repo', repo.path]);
    expect([verified.status, verified.json()[0]]).toMatchObject([
      0,
      { letter: 'G', verdict: 'verified', format: 'gitsign' },
    ]);
    const words = await sign(['v2.0', '--keyless', '--yes', ...files, '--message', 'x'], {
      env: { SIGSTORE_ID_TOKEN: lab.token({ email: 'ada@example.org' }) },
    });
    expect(words.stdout).toContain('GitHub shows it as Unverified');
  });

  it('refuses what makes no sense, and makes nothing', async () => {
    const { id } = (await cli.run(['keys', 'generate', '--type', 'cosign', '--name', 'C', '--json'])).json()[0] ?? {};
    const wrong: [string[], string][] = [
      [[], 'which tag'],
      [['a', 'b'], 'one tag'],
      [['a b', '--key', own], 'git takes'],
      [['v1', '--key', own, '--key', ada], 'one signature'],
      [['v1', '--key', own, '--keyless'], 'exclude'],
      [['v1', '--key', own, '--message', 'x', '--message-file', 'y'], 'exclude'],
      [['v1', '--key', own, '--message-file', 'nothing'], 'nothing'],
      [['v1', '--key', own, '--target', 'nothing'], 'no commit'],
      [['v1', '--key', own, '--yes'], '--yes'],
      [['v1', '--key', 'nobody@example.org'], 'no key'],
      [['v1', '--key', own, '--message', ''], 'message'],
      [['v1', '--message', 'x'], 'several keys'],
    ];
    for (const [words, said] of wrong) {
      const { status, stderr } = await sign(words);
      expect([words.join(' '), status]).toEqual([words.join(' '), 2]);
      expect(stderr).toContain(said);
    }
    // Latin-1, where git and its readers take UTF-8.
    const latin1 = await sign(['v1', '--key', own, '--message-file', '-'], { input: Buffer.from('Caf\xe9', 'latin1') });
    expect([latin1.status, latin1.stderr]).toEqual([2, expect.stringContaining('UTF-8')]);
    expect((await sign(['v1', '--key', id ?? '', '--message', 'x'])).status).toBe(5);
    expect(repo.git(['tag'])).toBe('');
  });
});
