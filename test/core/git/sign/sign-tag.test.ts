import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SignedTag, TagRequest } from '../../../../electron/core/git/sign/sign-tag.ts';
import type { Ask } from '../../../../electron/core/engines/engine.ts';
import { openWorld, type World } from '../../../support/world.ts';
import { makeRepo, type GitRepo } from '../git-repo.ts';

/** Tags by keys of our own and of GnuPG's, which git and gpg check on the other side. */
let world: World;
let repo: GitRepo;
let own: string;
let gnupg: string;
const nobody: Ask = () => Promise.resolve(null);

beforeAll(async () => {
  world = await openWorld({ gnupgInServices: true });
  const { keys } = world.services;
  own = (await keys.generate({ name: 'Rel', email: 'rel@example.org', algorithm: 'ed25519', validity: '2y' })).id;
  gnupg = world.gpgKey('Ada <ada@example.org>');
  world.gpg('--import', world.write('own.asc', await keys.exportPublic(own, 'armored')));
});
afterAll(() => world.close());

const repos: GitRepo[] = [];
function fresh(options: Parameters<typeof makeRepo>[0] = {}): GitRepo {
  const made = makeRepo(options);
  repos.push(made);
  Object.assign(made.env, { GNUPGHOME: world.gnupgHome });
  return made;
}
beforeEach(() => {
  repo = fresh();
  repo.commit('one');
  repo.commit('two');
});
afterAll(() => repos.forEach((one) => one.remove()));

const ADA = { name: 'Ada Lovelace', email: 'ada@example.org' };

function sign(request: Partial<TagRequest>, ask = nobody): Promise<SignedTag> {
  const whole = { repository: repo.path, name: 'v1.0', key: own, tagger: ADA, ...request };
  return world.services.gitSign.signTag(whole, { ask });
}

/** Throws where git, by gpg, does not call it good. */
const verifyTag = (name: string): string =>
  execFileSync('git', ['verify-tag', '-v', name], { cwd: repo.path, env: repo.env, encoding: 'utf8', stdio: 'pipe' });

describe('a new tag', () => {
  it.each(['own', 'GnuPG'])('by a key of %s is good to git and to us', async (which) => {
    const key = which === 'own' ? own : `gpg:${gnupg}`;
    const signed = await sign({ key, message: 'Version 1\n\n# Added\nall', at: new Date(1700000000_000), zone: 120 });
    expect(signed).toMatchObject({ name: 'v1.0', target: repo.git(['rev-parse', 'HEAD']), tagger: ADA });
    expect(repo.git(['rev-parse', 'v1.0'])).toBe(signed.object);
    expect(verifyTag('v1.0')).toContain('Version 1\n\n# Added\nall');
    expect(repo.git(['cat-file', 'tag', 'v1.0'])).toContain('tagger Ada Lovelace <ada@example.org> 1700000000 +0200');
    expect(signed.check).toMatchObject({ letter: 'U', verdict: 'untrusted', form: 'openpgp', type: 'tag' });
    expect(signed.check?.signatures[0]?.signer?.fingerprint).toBe(key.replace('gpg:', ''));
    expect(signed.replaced).toBeUndefined();
    expect(repo.git(['fsck', '--strict'])).toBe('');
  });

  it('is byte for byte what git would make, but for the signature', async () => {
    const signed = await sign({ message: 'Version 1', at: new Date(1700000000_000), zone: 120 });
    const raw = repo.gitBytes(['cat-file', 'tag', signed.object]).toString();
    repo.env['GIT_COMMITTER_DATE'] = '1700000000 +0200';
    repo.git(['tag', '-a', '-m', 'Version 1', 'v1.0', '-f']);
    expect(raw.slice(0, raw.indexOf('-----BEGIN'))).toBe(repo.gitBytes(['cat-file', 'tag', 'v1.0']).toString());
  });

  it('stands in repositories that name objects by SHA-256 as git writes it there', async () => {
    repo = fresh({ format: 'sha256' });
    repo.commit('one');
    const signed = await sign({ message: 'one' });
    expect(signed.object).toHaveLength(64);
    verifyTag('v1.0');
    repo.git(['tag', '-s', '-u', gnupg, '-m', 'one', 'of-git']);
    const parts = (name: string): string[] =>
      repo
        .git(['cat-file', 'tag', name])
        .split('\n')
        .map((line) => line.split(' ', 1)[0] ?? '');
    expect(parts('v1.0').slice(0, 7)).toEqual(parts('of-git').slice(0, 7));
  });

  it('is of a branch or a commit, in a bare repository and in a linked worktree', async () => {
    const first = repo.git(['rev-parse', 'HEAD~1']);
    repo.git(['branch', 'old', first]);
    expect((await sign({ name: 'a', target: 'old', message: 'a' })).target).toBe(first);
    expect((await sign({ name: 'b', target: first.slice(0, 10), message: 'b' })).target).toBe(first);
    const bare = fresh({ bare: true });
    repo.git(['push', '-q', bare.path, 'main']);
    expect((await sign({ repository: bare.path, name: 'c', target: 'main', message: 'c' })).target).not.toBe(first);
    repo.git(['worktree', 'add', '-q', `${repo.path}/linked`, 'old']);
    expect((await sign({ repository: `${repo.path}/linked`, name: 'd', message: 'd' })).target).toBe(first);
    expect(repo.git(['tag'])).toBe('a\nb\nd');
  });

  it('takes its message from the changelog, and its tagger from git, where none is given', async () => {
    repo.git(['config', 'user.name', 'Grace']);
    repo.git(['config', 'user.email', 'grace@example.org']);
    execFileSync('sh', ['-c', 'printf "# Log\\n\\n## 1.0\\n### Added\\n- all\\n\\n## 0.9\\n- old\\n" > CHANGELOG.md'], {
      cwd: repo.path,
    });
    repo.git(['add', '.']);
    repo.commit('log');
    const { services } = world;
    const signed = await services.gitSign.signTag({ repository: repo.path, name: 'v1.0', key: own }, { ask: nobody });
    expect(signed.message).toBe('v1.0\n\n### Added\n- all\n');
    expect(signed.tagger).toEqual({ name: 'Grace', email: 'grace@example.org', from: 'repository' });
    const template = 'Release {version}\n{changes}';
    const request = { name: '1.0', template };
    expect((await sign(request)).message).toBe('Release 1.0\n### Added\n- all\n');
    expect((await sign({ name: 'v7.0' })).message).toBe('v7.0\n');
  });

  it('has a log that says who made it', async () => {
    const { object } = await sign({ message: 'one' });
    const log = execFileSync('cat', [`${repo.path}/.git/logs/refs/tags/v1.0`], { encoding: 'utf8' });
    expect(log).toContain(`${'0'.repeat(40)} ${object} Ada Lovelace <ada@example.org> `);
    expect(log).toContain('countersign: signed');
  });
});

describe('what is remembered', () => {
  it('is in the activity log, with what our own check says and where it goes', async () => {
    repo.git(['remote', 'add', 'origin', 'git@github.com:compass/compass.git']);
    const signed = await world.services.gitSign.signTag(
      { repository: repo.path, name: 'v1.0', key: own, tagger: ADA, message: 'one' },
      { ask: nobody },
    );
    const [entry] = await world.services.activity.list({ limit: 1 });
    expect(entry).toMatchObject({
      kind: 'sign-git',
      receipt: {
        repository: repo.path,
        made: { type: 'tag', name: 'v1.0', object: signed.object, tagger: ADA },
        push: 'git push origin refs/tags/v1.0',
        signer: { userId: 'Rel <rel@example.org>' },
        check: { case: 'first-time', git: { type: 'tag', id: signed.object } },
      },
    });
    expect(signed.receipt.forges.find(({ isRemote }) => isRemote)?.forge).toBe('GitHub');
  });

  it('is nothing where nothing was made', async () => {
    const before = await world.services.activity.list({ limit: 100 });
    await expect(sign({ name: 'v 1', message: 'x' })).rejects.toMatchObject({ code: 'usage' });
    expect(await world.services.activity.list({ limit: 100 })).toEqual(before);
  });

  it('says whether a log that cannot be written kept it from that, and the tag stands', async () => {
    const onNotRemembered = vi.fn();
    const append = vi.spyOn(world.services.activity, 'append').mockRejectedValue(new Error('full'));
    const request = { repository: repo.path, name: 'v1.0', key: own, tagger: ADA, message: 'one' };
    await world.services.gitSign.signTag(request, { ask: nobody, onNotRemembered });
    append.mockRestore();
    expect(onNotRemembered).toHaveBeenCalledOnce();
    verifyTag('v1.0');
  });
});

describe('a tag that is there', () => {
  it('is left alone unless asked', async () => {
    repo.git(['tag', 'v1.0', 'HEAD~1']);
    await expect(sign({ message: 'x' })).rejects.toMatchObject({ code: 'tag-exists' });
    expect(repo.git(['rev-parse', 'v1.0'])).toBe(repo.git(['rev-parse', 'HEAD~1']));
    await expect(sign({ name: 'v1.0/x', message: 'x' })).rejects.toMatchObject({ code: 'tag-exists' });
    repo.git(['tag', 'a/b']);
    await expect(sign({ name: 'a', message: 'x', replace: true })).rejects.toMatchObject({ code: 'tag-exists' });
  });

  it('is signed anew: a lightweight one, an unsigned one, one that is signed', async () => {
    const first = repo.git(['rev-parse', 'HEAD~1']);
    repo.git(['tag', 'light', first]);
    const light = await sign({ name: 'light', message: 'now signed', replace: true });
    expect(light).toMatchObject({ target: first, replaced: { object: first, type: 'commit' } });
    const message = 'Old\n\n\n\n  as it was \nend';
    repo.git(['tag', '-a', '--cleanup=verbatim', '-F', '-', 'old', first], message);
    const old = repo.git(['rev-parse', 'old']);
    const anew = await sign({ name: 'old', replace: true });
    expect(anew).toMatchObject({ target: first, message: `${message}\n`, replaced: { object: old, type: 'tag' } });
    verifyTag('old');
    const again = await sign({ name: 'old', replace: true, key: `gpg:${gnupg}` });
    expect(verifyTag('old')).toContain('as it was');
    expect(again.check?.signatures[0]?.signer?.fingerprint).toBe(gnupg);
    // Nothing is lost: the command that is told brings the old one back.
    expect(repo.git(['rev-parse', 'refs/tags/old@{1}', 'refs/tags/old@{2}'])).toBe(`${anew.object}\n${old}`);
    execFileSync('sh', ['-c', again.replaced?.restore ?? 'false'], { cwd: repo.path, env: repo.env });
    expect(repo.git(['rev-parse', 'old'])).toBe(anew.object);
    execFileSync('sh', ['-c', anew.replaced?.restore ?? 'false'], { cwd: repo.path, env: repo.env });
    expect(repo.git(['rev-parse', 'old'])).toBe(old);
  });

  it('keeps the tree or blob that it is of, and moves to another commit only when asked', async () => {
    repo.git(['tag', '-a', '-m', 'a tree', 'tree', 'HEAD^{tree}']);
    expect((await sign({ name: 'tree', replace: true })).target).toBe(repo.git(['rev-parse', 'HEAD^{tree}']));
    verifyTag('tree');
    await sign({ message: 'one' });
    expect((await sign({ target: 'HEAD~1', replace: true })).target).toBe(repo.git(['rev-parse', 'HEAD~1']));
  });

  it('that can be read in two ways is not signed anew', async () => {
    const head = repo.git(['rev-parse', 'HEAD']);
    const id = repo.write('tag', `object ${head}\ntype commit\ntag odd\ntagger A <a> 1 +0000\n\nseen\0unseen\n`);
    repo.git(['update-ref', 'refs/tags/odd', id]);
    await expect(sign({ name: 'odd', replace: true })).rejects.toMatchObject({ code: 'malformed' });
    expect(repo.git(['rev-parse', 'odd'])).toBe(id);
  });
});

describe('what cannot be signed', () => {
  it('leaves no tag', async () => {
    const wrong: [Partial<TagRequest>, string][] = [
      [{ name: 'a b' }, 'usage'],
      [{ name: '-d' }, 'usage'],
      [{ target: 'nothing' }, 'usage'],
      [{ target: '--all' }, 'usage'],
      [{ target: 'HEAD^{tree}' }, 'usage'],
      [{ message: '-----BEGIN PGP SIGNATURE-----' }, 'usage'],
      [{ tagger: { name: '', email: 'x' } }, 'usage'],
      [{ at: new Date(NaN) }, 'usage'],
      [{ at: new Date(Date.now() + 60_000) }, 'usage'],
      [{ key: 'F'.repeat(40) }, 'key-not-found'],
      [{ key: 'gpg:' + 'F'.repeat(40) }, 'key-not-found'],
      [{ repository: world.folder }, 'no-repository'],
    ];
    for (const [request, code] of wrong)
      await expect(sign({ message: 'x', ...request }), JSON.stringify(request)).rejects.toMatchObject({ code });
    expect(repo.git(['tag'])).toBe('');
  });

  it('is a key that git knows no signatures of, and a call that was given up', async () => {
    const { id } = await world.services.keys.generateCosign({ name: 'Log', algorithm: 'p256' });
    await expect(sign({ key: id, message: 'x' })).rejects.toMatchObject({ code: 'unsupported' });
    const stopped = AbortSignal.abort();
    const call = { repository: repo.path, name: 'v1.0', key: own, tagger: ADA, message: 'x' };
    await expect(world.services.gitSign.signTag(call, { ask: nobody, signal: stopped })).rejects.toMatchObject({
      code: 'cancelled',
    });
    expect(repo.git(['tag'])).toBe('');
  });
});
