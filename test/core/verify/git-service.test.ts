import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GitCheck, GitRequest } from '../../../electron/core/verify/git-service.ts';
import { makeRepo, type GitRepo } from '../git/git-repo.ts';
import { openWorld, type World } from '../../support/world.ts';
import { SshHome } from '../ssh/ssh-home.ts';

/** Whole repositories by the services: what is asked, and what is left alone. */
let world: World;
let repo: GitRepo;
let line: string;
const ssh = new SshHome();
beforeAll(async () => {
  world = await openWorld();
  repo = makeRepo();
  line = ssh.makeKey('ada', '-t', 'ed25519');
  repo.git(['config', 'gpg.format', 'ssh']);
  repo.git(['config', 'user.signingkey', ssh.file('ada')]);
  for (let n = 0; n < 40; n++) repo.commit(`commit ${n}`, ...(n % 2 === 0 ? ['-S'] : []));
  repo.git(['tag', '-s', '-m', 'one', 'v1']);
  repo.git(['tag', '-a', '-m', 'two', 'v2']);
});
afterAll(async () => {
  repo.remove();
  ssh.remove();
  await world.close();
});

async function check(request: Partial<GitRequest>, signal?: AbortSignal): Promise<GitCheck[]> {
  const found: GitCheck[] = [];
  const whole: GitRequest = { repository: repo.path, what: { commits: { all: true } }, ...request };
  for await (const one of world.services.git.verify(whole, { ...(signal && { signal }) })) found.push(one);
  return found;
}
const allowed = (): string => world.write('allowed_signers', `ada@example.org ${line}`);

describe('a repository', () => {
  it('is checked commit by commit, in its order, those that are not signed too', async () => {
    const found = await check({ keys: [allowed()] });
    expect(found.map(({ letter, verdict }) => `${letter} ${verdict}`)).toEqual(
      Array.from({ length: 40 }, (_, n) => (n % 2 === 0 ? 'N incomplete' : 'G verified')),
    );
    expect(found.map(({ object }) => object)).toEqual(repo.git(['rev-list', '--all']).split('\n'));
    expect(found[1]).toMatchObject({ type: 'commit', form: 'ssh', case: 'verified-for-call' });
    expect(found[0]).toMatchObject({ form: 'none', case: 'object-unsigned' });
  });

  it('is judged as of then, by who is pinned, and by nobody where nobody is', async () => {
    const tags = { tags: ['v1'] };
    const [unknown] = await check({ what: tags });
    expect(unknown).toMatchObject({ letter: 'U', verdict: 'untrusted', type: 'tag', form: 'ssh' });
    const fingerprint = unknown?.signatures[0]?.signer?.fingerprint ?? '';
    await world.pin('Ada', fingerprint);
    expect((await check({ what: tags, publisher: 'Ada' }))[0]).toMatchObject({ letter: 'G', verdict: 'verified' });
    expect((await check({ what: tags, publisher: 'Ada', at: new Date('2020-01-01') }))[0]).toMatchObject({
      verdict: 'untrusted',
      case: 'dated-in-future',
    });
    await expect(check({ what: tags, publisher: 'Nobody' })).rejects.toMatchObject({ code: 'usage' });
    await expect(check({ what: { tags: ['v9'] } })).rejects.toMatchObject({ code: 'not-found' });
  });

  it('means a tag by its whole name as git does', async () => {
    const other = `refs/tags/refs/tags/v1`;
    repo.git(['update-ref', other, repo.git(['rev-parse', 'v2^{tag}'])]);
    const found = await check({ what: { tags: ['refs/tags/v1', 'refs/tags/refs/tags/v1'] } });
    repo.git(['update-ref', '-d', other]);
    expect(found.map(({ letter, artifact }) => [letter, artifact.name])).toEqual([
      ['U', 'v1'],
      ['N', 'refs/tags/v1'],
    ]);
  });

  it('is given up when it was cancelled', async () => {
    const controller = new AbortController();
    controller.abort();
    await expect(check({}, controller.signal)).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('says how many there will be, where git can count them', async () => {
    const counts: Record<string, number[]> = {};
    const count = async (name: string, request: Partial<GitRequest>): Promise<void> => {
      const told: number[] = (counts[name] = []);
      const whole: GitRequest = { repository: repo.path, what: { commits: { all: true } }, ...request };
      let seen = 0;
      for await (const one of world.services.git.verify(whole, { onCount: (many) => told.push(many) }))
        seen += Number(one.object !== '');
      if (name !== 'since') await expect.poll(() => told).toEqual([seen]);
    };
    await count('all', {});
    await count('range', { what: { commits: { range: 'HEAD~7..HEAD' } } });
    await count('tags', { what: { tags: ['v2'] } });
    await count('since', { what: { commits: { all: true }, since: new Date('2020-01-01') } });
    expect(counts).toEqual({ all: [40], range: [7], tags: [1], since: [] });
  });

  it('remarks what lies among the keys and is none', async () => {
    world.write('keys/allowed_signers', `ada@example.org ${line}`);
    world.write('keys/readme.txt', 'no key');
    const [found] = await check({ what: { tags: ['v1'] }, keys: [`${world.folder}/keys`] });
    expect(found?.verdict).toBe('verified');
    expect(found?.evidence.find(({ check: name }) => name === 'key-input')?.detail).toContain('readme.txt');
    const unusable = await check({ what: { tags: ['v1'] }, keys: [world.write('x.txt', 'nothing')] });
    expect(unusable[0]).toMatchObject({ verdict: 'incomplete', case: 'unusable-input' });
  });

  it('says of a shallow copy that older commits are not there', async () => {
    const path = join(world.folder, 'shallow');
    repo.git(['clone', '-q', '--depth=2', `file://${repo.path}`, path]);
    const found = await check({ repository: path });
    expect(found).toHaveLength(2);
    expect(found[0]?.evidence.find(({ check: name }) => name === 'history')?.detail).toContain('shallow');
    expect((await check({}))[0]?.evidence.find(({ check: name }) => name === 'history')).toBeUndefined();
  });

  it('gives its tags without judging them', async () => {
    const rows = [];
    for await (const row of world.services.git.tags(repo.path, {})) rows.push([row.name, row.form, row.isAlsoOwn]);
    expect(rows.sort()).toEqual([
      ['v1', 'ssh', true],
      ['v2', undefined, true],
    ]);
  });
});
