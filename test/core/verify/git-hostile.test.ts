import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readPolicy } from '../../../electron/core/git/policy/read-policy.ts';
import type { GitCheck } from '../../../electron/core/verify/git-service.ts';
import { openWorld, type World } from '../../support/world.ts';
import { makeRepo, type GitRepo } from '../git/git-repo.ts';
import { SshHome } from '../ssh/ssh-home.ts';
import { surveyed } from '../git/surveyed.ts';

/** A repository whose owner wants something to look signed by somebody who is trusted here. */
const ssh = new SshHome();
let world: World;
let allowed: string;
let repo: GitRepo;
const repos: GitRepo[] = [];
beforeAll(async () => {
  world = await openWorld();
  allowed = ssh.write('allowed_signers', `ada@example.org ${ssh.makeKey('ada', '-t', 'ed25519')}\n`);
});
afterAll(async () => {
  for (const one of repos) one.remove();
  ssh.remove();
  await world.close();
});
beforeEach(() => {
  repo = fresh();
  repo.commit('one', '-S');
  repo.git(['tag', '-s', '-m', 'one', 'v1']);
});

function fresh(): GitRepo {
  const made = makeRepo();
  made.git(['config', 'gpg.format', 'ssh']);
  made.git(['config', 'user.signingkey', ssh.file('ada')]);
  repos.push(made);
  return made;
}

async function tags(path = repo.path): Promise<Record<string, GitCheck>> {
  const found: Record<string, GitCheck> = {};
  const request = { repository: path, what: { tags: 'all' }, keys: [allowed] } as const;
  for await (const check of world.services.git.verify({ ...request, keys: [allowed] }, {}))
    found[check.artifact.name] = check;
  return found;
}

const raw = (type: string, name: string): string => repo.gitBytes(['cat-file', type, name]).toString();
const SIGNATURE = /-----BEGIN SSH SIGNATURE-----[\s\S]*-----END SSH SIGNATURE-----\n/;

describe('what a hostile owner puts into a repository', () => {
  it('a tag’s signature on another tag, and a commit’s on a tag, are bad', async () => {
    const [signature = ''] = SIGNATURE.exec(raw('tag', 'v1')) ?? [];
    const evil = repo.commit('evil');
    const head = (name: string): string =>
      raw('tag', 'v1')
        .replace(SIGNATURE, '')
        .replace(/^object .*/, `object ${evil}`)
        .replace(/^tag .*/m, `tag ${name}`);
    const [ofCommit = ''] = SIGNATURE.exec(raw('commit', 'v1^{commit}').replace(/\n /g, '\n')) ?? [];
    repo.git(['update-ref', 'refs/tags/v2', repo.write('tag', head('v2') + signature)]);
    repo.git(['update-ref', 'refs/tags/v3', repo.write('tag', head('v3') + ofCommit)]);
    const found = await tags();
    expect(found['v1']).toMatchObject({ verdict: 'verified', letter: 'G' });
    expect(found['v2']).toMatchObject({ verdict: 'invalid', letter: 'B' });
    expect(found['v3']).toMatchObject({ verdict: 'invalid', letter: 'B' });
  });

  it('a signed tag around one that is not, or the other way round, speaks for itself alone', async () => {
    repo.git(['tag', '-a', '-m', 'around', 'around', 'v1']);
    repo.git(['tag', '-a', '-m', 'inner', 'inner']);
    repo.git(['tag', '-s', '-m', 'signed around', 'outer', 'inner']);
    const found = await tags();
    expect(found['around']).toMatchObject({ verdict: 'incomplete', letter: 'N' });
    expect(found['inner']).toMatchObject({ verdict: 'incomplete', letter: 'N' });
    expect(found['outer']).toMatchObject({ verdict: 'verified', letter: 'G' });
  });

  it('a signed tag under names that only look like its own is never green', async () => {
    const id = repo.git(['rev-parse', 'v1']);
    const names = ['V1', 'v1\u200b', 'v\u0131', 'refs/tags/v1', 'v1/v1', '-v1', 'heads/v1'];
    // Some of them no system of files would take beside the others.
    const packed = ['v1', ...names].map((name) => `${id} refs/tags/${name}`).toSorted();
    repo.git(['update-ref', '-d', 'refs/tags/v1']);
    writeFileSync(join(repo.path, '.git', 'packed-refs'), `# pack-refs with: \n${packed.join('\n')}\n`);
    const found = await tags();
    expect(found['v1']).toMatchObject({ verdict: 'verified' });
    for (const name of names) {
      if (found[name] === undefined) continue;
      expect([name, found[name].verdict]).toEqual([name, 'untrusted']);
      expect(found[name].notes).toContain('renamed');
    }
    expect(Object.keys(found)).toContain('V1');
    expect(Object.keys(found)).toContain('-v1');
  });

  it('names that lead out of the refs, and rubbish among them, are not followed', async () => {
    const id = repo.git(['rev-parse', 'v1']);
    const secret = join(world.folder, 'secret');
    writeFileSync(secret, `${id}\n`);
    for (const line of [
      `${id} refs/tags/../../../../secret`,
      `${id} refs/tags/a..b`,
      `${id} refs/tags/@{0}`,
      `${id} refs/tags/x.lock`,
    ]) {
      writeFileSync(join(repo.path, '.git', 'packed-refs'), `# pack-refs with: sorted \n${line}\n`);
      const found = await tags().catch((error: unknown) => {
        expect(error).toMatchObject({ code: 'git-failed' });
        return undefined;
      });
      if (found !== undefined) expect(Object.keys(found).filter((name) => name !== 'v1')).toEqual([]);
    }
    for (const rubbish of ['\0\0\0', 'nothing\n', id, '^'.repeat(5000), `^${id}\n`]) {
      writeFileSync(join(repo.path, '.git', 'packed-refs'), rubbish);
      const found = await tags().catch((error: unknown) => {
        expect(error).toMatchObject({ code: expect.stringMatching(/git-failed|no-repository/) as string });
        return {};
      });
      expect(Object.keys(found).every((name) => name === 'v1')).toBe(true);
    }
  });

  it('a name that the tag bears, of another object, makes nothing green', async () => {
    const evil = repo.commit('evil');
    const v1 = repo.git(['rev-parse', 'v1']);
    // The old tag under a newer name, and the name that it bears given to something else.
    repo.git(['update-ref', 'refs/tags/v9', v1]);
    repo.git(['update-ref', 'refs/tags/v1', evil]);
    const found = await tags();
    expect(found['v9']).toMatchObject({ verdict: 'invalid', letter: 'G' });
    expect(found['v1']).toMatchObject({ verdict: 'incomplete', letter: 'N' });
  });

  it('a folder that points to another’s repository shows that one’s, and brings nothing into it', async () => {
    const folder = mkdtempSync(join(world.folder, 'pointing-'));
    writeFileSync(join(folder, '.git'), `gitdir: ${repo.path}/.git\n`);
    expect(await tags(folder)).toMatchObject({ v1: { verdict: 'verified' } });

    // Objects and refs of its own beside those that it shares: the shared ones count.
    const sharing = fresh();
    sharing.git(['commit', '-q', '--allow-empty', '-m', 'evil']);
    sharing.git(['tag', '-a', '-m', 'evil', 'evil']);
    sharing.git(['tag', '-a', '-m', 'not signed', 'v1']);
    writeFileSync(join(sharing.path, '.git', 'commondir'), `${repo.path}/.git\n`);
    const found: Record<string, GitCheck> = await tags(sharing.path).catch((error: unknown) => {
      expect(error).toMatchObject({ code: 'git-failed' });
      return {};
    });
    expect(Object.keys(found).filter((name) => name !== 'v1')).toEqual([]);
    if (found['v1'] !== undefined) expect(found['v1'].object).toBe(repo.git(['rev-parse', 'v1']));
    expect(readFileSync(join(repo.path, '.git', 'config'), 'utf8')).toContain('signingkey');
  });

  it('replacements and grafts give no commit another content or history', async () => {
    const signed = repo.git(['rev-parse', 'HEAD']);
    const evil = repo.commit('evil');
    repo.git(['reset', '-q', '--hard', signed]);
    repo.git(['replace', signed, evil]);
    mkdirSync(join(repo.path, '.git', 'info'), { recursive: true });
    writeFileSync(join(repo.path, '.git', 'info', 'grafts'), `${signed} ${evil}\n`);
    const { rows, states } = await surveyed(world.services.git, repo.path);
    const at = rows.commits.findIndex(({ id }) => id === signed);
    expect(rows.commits[at]?.subject).toBe('one');
    expect(states.commits.find(({ index }) => index === at)).toMatchObject({ letter: 'U' });
    const tag = await world.services.git.open({ repository: repo.path, object: { tag: 'v1' } }, {});
    expect(tag.git).toMatchObject({ letter: 'U', id: repo.git(['rev-parse', 'v1']) });
  });

  it('a tag that is called as a branch, or as a commit begins, does not stand for it', async () => {
    const signed = repo.git(['rev-parse', 'HEAD']);
    const evil = repo.commit('evil');
    repo.git(['config', 'core.warnAmbiguousRefs', 'false']);
    for (const name of ['main', evil.slice(0, 8)]) repo.git(['update-ref', `refs/tags/${name}`, signed]);
    const audit = async (range: string): Promise<string[]> => {
      const found: string[] = [];
      const what = { commits: { range } };
      for await (const { object } of world.services.git.verify({ repository: repo.path, what, keys: [allowed] }, {}))
        found.push(object);
      return found;
    };
    const short = evil.slice(0, 8);
    for (const range of [
      'main',
      'main^!',
      'main~0',
      `${signed}..main`,
      'main..HEAD',
      'main...HEAD',
      short,
      `HEAD..${short}`,
    ])
      await expect(audit(range), range).rejects.toMatchObject({
        code: 'usage',
        detail: expect.stringMatching(/means several/) as string,
      });
    expect(await audit('refs/heads/main')).toEqual([evil, signed]);
    expect(await audit('refs/tags/main')).toEqual([signed]);
    expect(await audit('HEAD')).toEqual([evil, signed]);
    expect(await audit(evil.slice(0, 9))).toEqual([evil, signed]);
    const draft = { repository: repo.path, name: 'v2' };
    for (const target of ['main', short])
      await expect(world.services.gitSign.prepareTag({ ...draft, target }, {})).rejects.toMatchObject({
        code: 'usage',
      });
    const { target } = await world.services.gitSign.prepareTag({ ...draft, target: 'refs/heads/main' }, {});
    expect(target.id).toBe(evil);
  });

  it('a branch is judged by its rules, whatever it is called and whatever it stands for', async () => {
    const evil = repo.commit('evil');
    const bytes = Buffer.from(
      JSON.stringify({
        format: 'countersign-git-policy',
        version: 1,
        signers: { ada: { ssh: ssh.run(['-l', '-f', ssh.file('ada')]).split(' ')[1] } },
        rules: [{ what: ['commits', 'merges'], refs: ['refs/heads/'], signers: ['ada'] }],
        uncovered: 'allow',
      }),
    );
    const policy = await readPolicy(bytes, 'policy.json');
    const words = async (): Promise<Record<string, string | undefined>> => {
      const found: Record<string, string | undefined> = {};
      const request = { repository: repo.path, what: { commits: { all: true } }, keys: [allowed], policy } as const;
      for await (const check of world.services.git.verify({ ...request, keys: [allowed] }, {}))
        found[check.about?.subject ?? ''] = check.policy?.word;
      return found;
    };
    repo.git(['checkout', '-q', '--detach']);
    repo.git(['update-ref', 'refs/heads/main', 'HEAD~1']);
    repo.git(['update-ref', 'refs/elsewhere/one', 'HEAD~1']);
    for (const name of ['evil', 'evil/HEAD', 'HEAD']) {
      repo.git(['update-ref', `refs/heads/${name}`, evil]);
      expect(await words(), name).toEqual({ one: 'allowed', evil: 'denied' });
      repo.git(['update-ref', '-d', `refs/heads/${name}`]);
    }
    repo.git(['update-ref', 'refs/elsewhere/evil', evil]);
    expect(await words()).toEqual({ one: 'allowed', evil: 'allowed' });
    repo.git(['symbolic-ref', 'refs/heads/main', 'refs/elsewhere/evil']);
    expect(await words()).toEqual({ one: 'allowed', evil: 'denied' });
  });
});
