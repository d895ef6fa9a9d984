import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SignedTag, TagRequest } from '../../../../electron/core/git/sign/sign-tag.ts';
import { openWorld, type World } from '../../../support/world.ts';
import { makeRepo, type GitRepo } from '../git-repo.ts';

/** Signing in a repository of somebody's who wants programs to run, or something else to be signed or lost. */
let world: World;
let repo: GitRepo;
let own: string;
let proof: string;
const repos: GitRepo[] = [];

beforeAll(async () => {
  world = await openWorld();
  const { keys } = world.services;
  own = (await keys.generate({ name: 'Rel', email: 'rel@example.org', algorithm: 'ed25519', validity: '2y' })).id;
});
afterAll(async () => {
  for (const one of repos) one.remove();
  await world.close();
});
beforeEach(() => {
  repo = makeRepo();
  repos.push(repo);
  writeFileSync(join(repo.path, 'file.txt'), 'text\n');
  repo.git(['add', '.']);
  repo.commit('one');
  proof = mkdtempSync(join(tmpdir(), 'countersign-proof-'));
});
afterAll(() => rmSync(proof, { recursive: true, force: true }));

const touch = (name: string): string => `touch ${join(proof, name)}`;
const plant = (settings: Record<string, string>): void => {
  for (const [name, value] of Object.entries(settings)) repo.git(['config', name, value]);
};

function sign(request: Partial<TagRequest> = {}): Promise<SignedTag> {
  const tagger = { name: 'Ada', email: 'ada@example.org' };
  const whole = { repository: repo.path, name: 'v1.0', key: own, message: 'one', tagger, ...request };
  return world.services.gitSign.signTag(whole, { ask: () => Promise.resolve(null) });
}

describe('a hostile repository', () => {
  it('runs no program while a tag is signed', async () => {
    const hooks = join(repo.path, '.git/hooks');
    for (const hook of [
      'reference-transaction',
      'post-index-change',
      'pre-auto-gc',
      'pre-commit',
      'post-update',
      'update',
    ]) {
      writeFileSync(join(hooks, hook), `#!/bin/sh\n${touch(`hook-${hook}`)}\n`);
      chmodSync(join(hooks, hook), 0o755);
    }
    plant({
      'core.hooksPath': hooks,
      'core.fsmonitor': touch('fsmonitor'),
      'core.pager': touch('pager'),
      'core.editor': touch('editor'),
      'core.sshCommand': touch('ssh'),
      'core.alternateRefsCommand': touch('alternates'),
      'gpg.program': touch('gpg'),
      'gpg.openpgp.program': touch('gpg-openpgp'),
      'gpg.ssh.program': touch('gpg-ssh'),
      'gpg.x509.program': touch('gpg-x509'),
      'gpg.ssh.defaultKeyCommand': touch('default-key'),
      'alias.update-ref': `!${touch('alias-update')}`,
      'alias.hash-object': `!${touch('alias-hash')}`,
      'filter.x.clean': touch('clean'),
      'filter.x.process': touch('process'),
      'diff.x.textconv': touch('textconv'),
      'tag.gpgSign': 'true',
      'user.name': 'Eve',
      'user.email': 'eve@example.org',
      'pager.config': touch('pager-config'),
    });
    writeFileSync(join(repo.path, '.git/info/attributes'), '* filter=x diff=x\n');
    writeFileSync(join(repo.path, 'file.txt'), 'changed\n');
    await sign({ tagger: undefined });
    await sign({ replace: true });
    expect(readdirSync(proof)).toEqual([]);
    // Each of them would have run by git's own hand.
    execFileSync('git', ['update-ref', 'refs/heads/x', 'HEAD'], { cwd: repo.path, stdio: 'ignore' });
    expect(readdirSync(proof)).toContain('hook-reference-transaction');
  });

  it('does not have its tag moved through a ref that leads elsewhere', async () => {
    const head = repo.git(['rev-parse', 'HEAD']);
    repo.git(['symbolic-ref', 'refs/tags/v1.0', 'refs/heads/main']);
    await expect(sign()).rejects.toMatchObject({ code: 'tag-exists' });
    const { object } = await sign({ replace: true });
    expect(repo.git(['rev-parse', 'main'])).toBe(head);
    expect(repo.git(['rev-parse', 'v1.0'])).toBe(object);
    // One that leads nowhere yet makes no branch either.
    repo.git(['symbolic-ref', 'refs/tags/v2.0', 'refs/heads/made']);
    await sign({ name: 'v2.0' }).catch(() => undefined);
    expect(repo.git(['branch', '--format=%(refname)'])).toBe('refs/heads/main');
  });

  it('does not have another commit signed by what it calls a replacement or a graft', async () => {
    const head = repo.git(['rev-parse', 'HEAD']);
    const other = repo.commit('other');
    repo.git(['reset', '-q', '--hard', head]);
    repo.git(['replace', head, other]);
    writeFileSync(join(repo.path, '.git/info/grafts'), `${head} ${other}\n`);
    const { object, target } = await sign();
    expect(target).toBe(head);
    const raw = repo.git(['--no-replace-objects', 'cat-file', 'tag', object]);
    expect(raw).toContain(`object ${head}\n`);
  });

  it('is not asked for its changelog by a link, nor for one without end', async () => {
    rmSync(join(repo.path, 'file.txt'));
    const secret = world.write('secret.md', '## 1.0\nsecret\n');
    symlinkSync(secret, join(repo.path, 'CHANGELOG.md'));
    writeFileSync(join(repo.path, 'NEWS.md'), `## 1.0\nnews\n${'x'.repeat(5 * 1024 * 1024)}`);
    writeFileSync(join(repo.path, 'HISTORY.md'), '## 1.0\nhistory\n');
    repo.git(['add', '.']);
    repo.commit('log');
    expect((await sign({ message: undefined }).catch((error: unknown) => error)) as SignedTag).toMatchObject({
      message: 'v1.0\n\nhistory\n',
    });
  });

  it('cannot lead the objects of a tag past us by its settings', async () => {
    const other = mkdtempSync(join(tmpdir(), 'countersign-other-'));
    mkdirSync(join(other, 'x'));
    plant({
      'core.worktree': other,
      'i18n.commitEncoding': 'ISO-8859-1',
      'core.abbrev': '4',
      'core.quotePath': 'true',
    });
    const { object } = await sign({ message: 'Größe' });
    expect(repo.git(['-c', 'core.worktree=', 'cat-file', 'tag', object])).toContain('Größe');
    rmSync(other, { recursive: true, force: true });
  });

  it('fetches nothing that is not here', async () => {
    writeFileSync(join(repo.path, 'CHANGELOG.md'), '## 1.0\nsecret\n');
    repo.git(['add', '.']);
    repo.commit('log');
    repo.git(['config', 'uploadpack.allowFilter', 'true']);
    const clone = mkdtempSync(join(tmpdir(), 'countersign-clone-'));
    repo.git(['clone', '-q', '--no-local', '--filter=tree:0', '--no-checkout', `file://${repo.path}`, clone]);
    for (const [name, value] of Object.entries({
      'remote.origin.uploadpack': touch('uploadpack'),
      'core.sshCommand': touch('ssh'),
      'protocol.allow': 'always',
    }))
      execFileSync('git', ['-C', clone, 'config', name, value]);
    const { message } = await sign({ repository: clone, message: undefined });
    expect(message).toBe('v1.0\n');
    const { gitSign } = world.services;
    const { head } = await gitSign.planCommits({ repository: clone }, {});
    const ask = (): Promise<null> => Promise.resolve(null);
    const request = { repository: clone, key: own, head, evenPublished: true };
    const { after } = await gitSign.signCommits(request, { ask });
    expect(execFileSync('git', ['-C', clone, 'rev-parse', 'HEAD']).toString().trim()).toBe(after);
    await gitSign.workState(clone, {}).catch(() => undefined);
    expect(readdirSync(proof)).toEqual([]);
    rmSync(clone, { recursive: true, force: true });
  });

  it('names no tagger that no header may hold', async () => {
    plant({ 'user.name': 'Eve\nobject 0000', 'user.email': 'eve@example.org' });
    await expect(sign({ tagger: undefined })).rejects.toMatchObject({ code: 'no-tagger' });
    expect(repo.git(['tag'])).toBe('');
  });
});
