import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { BatchAnswers, type RawObject } from '../../../../electron/core/git/repository/batch-answers.ts';
import { openObjectReader } from '../../../../electron/core/git/repository/cat-file.ts';
import { gitEnvironment } from '../../../../electron/core/git/repository/environment.ts';
import {
  listCommits,
  type CommitRange,
  type CommitRow,
} from '../../../../electron/core/git/repository/list-commits.ts';
import { listTags, type TagRow } from '../../../../electron/core/git/repository/list-tags.ts';
import { openRepository, type Repository } from '../../../../electron/core/git/repository/open-repository.ts';
import { findGit } from '../../../../electron/core/git/repository/start-git.ts';
import { gitObjectId } from '../../../../electron/core/git/object-id.ts';
import { makeRepo, type GitRepo } from '../git-repo.ts';

const PGP = '-----BEGIN PGP SIGNATURE-----\n\niQ==\n=aaaa\n-----END PGP SIGNATURE-----\n';
const WHO = 'Ada Lovelace <ada@example.org> 1790000000 +0200';

const made: GitRepo[] = [];
const folders: string[] = [];
afterEach(() => {
  for (const repo of made.splice(0)) repo.remove();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function repository(options?: Parameters<typeof makeRepo>[0]): GitRepo {
  const repo = makeRepo(options);
  made.push(repo);
  return repo;
}

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'countersign-git-'));
  folders.push(path);
  return path;
}

const open = async (path: string): Promise<Repository> => openRepository(await findGit(process.env), path);

async function commits(repo: Repository, range: CommitRange = { all: true }): Promise<CommitRow[]> {
  const rows: CommitRow[] = [];
  for await (const some of listCommits(repo, range)) rows.push(...some);
  return rows;
}

async function tags(repo: Repository): Promise<TagRow[]> {
  const rows: TagRow[] = [];
  for await (const row of listTags(repo)) rows.push(row);
  return rows;
}

/** A signed commit, whoever signed it: only that it is signed is read from lists. */
function signedCommit(repo: GitRepo, parent?: string): string {
  const tree = repo.git(['mktree'], '');
  const parents = parent === undefined ? '' : `parent ${parent}\n`;
  const signature = PGP.trimEnd().replaceAll('\n', '\n ');
  const header = tree.length === 40 ? 'gpgsig' : 'gpgsig-sha256';
  return repo.write(
    'commit',
    `tree ${tree}\n${parents}author ${WHO}\ncommitter ${WHO}\n${header} ${signature}\n\nSigned\n\nText\n`,
  );
}

describe('a repository', () => {
  it.each(['sha1', 'sha256'] as const)('with names of %s is opened, with what kind it is', async (format) => {
    const repo = repository({ format });
    expect(await open(repo.path)).toMatchObject({
      format,
      worktree: repo.path,
      gitFolder: join(repo.path, '.git'),
      isShallow: false,
    });
    mkdirSync(join(repo.path, 'deep'));
    expect((await open(join(repo.path, 'deep'))).worktree).toBe(repo.path);
    expect((await open(join(repo.path, '.git'))).worktree).toBeUndefined();
  });

  it('may be bare, a further worktree, a submodule, or a shallow copy', async () => {
    const bare = repository({ bare: true });
    expect(await open(bare.path)).toMatchObject({ gitFolder: bare.path });
    expect((await open(bare.path)).worktree).toBeUndefined();
    const repo = repository();
    repo.commit('one');
    repo.commit('two');
    const other = join(folder(), 'tree');
    repo.git(['worktree', 'add', '-q', '-b', 'side', other]);
    expect(await open(other)).toMatchObject({ worktree: other });
    expect(await commits(await open(other))).toHaveLength(2);
    const shallow = join(folder(), 'shallow');
    repo.git(['clone', '-q', '--depth=1', `file://${repo.path}`, shallow]);
    expect((await open(shallow)).isShallow).toBe(true);
    expect(await commits(await open(shallow))).toHaveLength(1);
    const outer = repository();
    outer.git(['-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', repo.path, 'inner']);
    expect(await open(join(outer.path, 'inner'))).toMatchObject({ gitFolder: join(outer.path, '.git/modules/inner') });
  });

  it('is none where there is none, and git may be missing', async () => {
    await expect(open(folder())).rejects.toMatchObject({ code: 'no-repository' });
    await expect(open(join(folder(), 'nothing'))).rejects.toMatchObject({ code: 'no-repository' });
    await expect(findGit({ PATH: '' })).rejects.toMatchObject({ code: 'git-absent' });
    const gone = await findGit(process.env);
    await expect(openRepository({ ...gone, program: '/nothing/git' }, folder())).rejects.toMatchObject({
      code: 'git-absent',
    });
  });

  it.each([
    ['1', 'newStorage', 'table'],
    ['99', 'noop', 'true'],
  ])('may be of a kind that this git is too old for', async (version, extension, value) => {
    const repo = repository();
    const text = `[core]\n\trepositoryformatversion = ${version}\n[extensions]\n\t${extension} = ${value}\n`;
    writeFileSync(join(repo.path, '.git', 'config'), text);
    await expect(open(repo.path)).rejects.toMatchObject({ code: 'git-too-old' });
  });

  it('of another owner is read, for nothing of it is run', async () => {
    if (process.getuid?.() !== 0) return;
    const repo = repository();
    repo.commit('one');
    execFileSync('chown', ['-R', '65534:65534', repo.path]);
    expect(() =>
      execFileSync('git', ['-C', repo.path, 'status'], { env: { PATH: process.env['PATH'] }, stdio: 'pipe' }),
    ).toThrow(/dubious/);
    expect(await commits(await open(repo.path))).toHaveLength(1);
  });
});

describe('its commits', () => {
  it.each(['sha1', 'sha256'] as const)('are listed with what they say, the newest first (%s)', async (format) => {
    const repo = repository({ format });
    const one = repo.commit('One\n\nSome text');
    const two = signedCommit(repo, one);
    repo.git(['update-ref', 'refs/heads/main', two]);
    const rows = await commits(await open(repo.path));
    const common = { author: 'Ada Lovelace', at: new Date(1.79e12) };
    expect(rows).toEqual([
      { id: two, parents: 1, subject: 'Signed', form: 'openpgp', ...common },
      { id: one, parents: 0, subject: 'One', ...common },
    ]);
    expect(await commits(await open(repo.path), { range: `${one}..main` })).toHaveLength(1);
  });

  it('of an empty repository are none', async () => {
    expect(await commits(await open(repository().path))).toEqual([]);
  });

  it('by a range that is none, or an option, are refused', async () => {
    const repo = repository();
    repo.commit('one');
    const opened = await open(repo.path);
    for (const range of ['', '--output=/tmp/x', '-n1', '--all', 'a\0b']) {
      await expect(commits(opened, { range })).rejects.toMatchObject({ code: 'usage' });
    }
    await expect(commits(opened, { range: 'nothing..main' })).rejects.toMatchObject({ code: 'usage' });
  });

  it('are those that are there, not those that replace them or that somebody joined to them', async () => {
    const repo = repository();
    const one = repo.commit('one');
    const two = repo.commit('two');
    const evil = repo.commit('evil');
    repo.git(['reset', '-q', '--hard', two]);
    repo.git(['replace', two, evil]);
    writeFileSync(join(repo.path, '.git/info/grafts'), `${two}\n`);
    const rows = await commits(await open(repo.path), { range: 'main' });
    expect(rows.map(({ id, subject }) => [id, subject])).toEqual([
      [two, 'two'],
      [one, 'one'],
    ]);
    const git = await findGit(process.env);
    const reader = await openObjectReader(git, repo.path);
    const raw = await reader.read(two);
    reader.close();
    expect(raw.kind === 'object' && gitObjectId('commit', raw.bytes, 'sha1')).toBe(two);
  });

  it('that a graph file hides are listed', async () => {
    const repo = repository();
    const one = repo.commit('one');
    repo.commit('two');
    const three = repo.commit('three');
    repo.git(['commit-graph', 'write', '--reachable']);
    const graph = join(repo.path, '.git/objects/info/commit-graph');
    expect(existsSync(graph)).toBe(true);
    chmodSync(graph, 0o644);
    // A graph that says of the last commit that it has no parent.
    const bytes = execFileSync('cat', [graph]);
    const data = bytes.indexOf(Buffer.from(repo.git(['rev-parse', `${three}^{tree}`]), 'hex'));
    for (let at = data; at < bytes.length - 20; at += 36) bytes.writeUInt32BE(0x70000000, at + 20);
    writeFileSync(graph, bytes);
    expect(repo.git(['rev-list', 'main']).split('\n').length).toBeLessThan(3);
    expect((await commits(await open(repo.path), { range: 'main' })).map(({ id }) => id)).toContain(one);
  });

  it('can be listed in part, and given up', async () => {
    const repo = repository();
    for (let n = 0; n < 3; n++) repo.commit(`c${n}`);
    for await (const some of listCommits(await open(repo.path), { all: true })) {
      expect(some.length).toBeGreaterThan(0);
      break;
    }
    const controller = new AbortController();
    controller.abort();
    const opened = await open(repo.path);
    const run = async () => {
      for await (const some of listCommits(opened, { all: true }, { signal: controller.signal }))
        expect(some).toEqual([]);
    };
    await expect(run()).rejects.toMatchObject({ code: 'cancelled' });
  });
});

describe('its tags', () => {
  it('are listed with their own names, and whether that name stands there too', async () => {
    const repo = repository();
    const commit = repo.commit('one');
    const tag = (name: string, extra = '') =>
      repo.write('tag', `object ${commit}\ntype commit\ntag ${name}\ntagger ${WHO}\n\nVersion\nof ${name}\n${extra}`);
    const signed = tag('v1', PGP);
    for (const name of ['v1', 'latest']) repo.git(['update-ref', `refs/tags/${name}`, signed]);
    repo.git(['update-ref', 'refs/tags/replayed', tag('v9', PGP)]);
    repo.git(['update-ref', 'refs/tags/plain/v2', tag('plain/v2')]);
    repo.git(['tag', 'light']);
    const rows = Object.fromEntries((await tags(await open(repo.path))).map((row) => [row.name, row]));
    expect(Object.keys(rows).sort()).toEqual(['latest', 'light', 'plain/v2', 'replayed', 'v1']);
    expect(rows['v1']).toEqual({
      name: 'v1',
      id: signed,
      type: 'tag',
      form: 'openpgp',
      ownName: 'v1',
      isAlsoOwn: true,
      target: { id: commit, type: 'commit' },
      tagger: 'Ada Lovelace',
      at: new Date(1.79e12),
      subject: 'Version of v1',
    });
    expect(rows['latest']).toMatchObject({ ownName: 'v1', isAlsoOwn: true });
    expect(rows['replayed']).toMatchObject({ ownName: 'v9', isAlsoOwn: false });
    expect(rows['plain/v2']?.form).toBeUndefined();
    expect(rows['light']).toEqual({ name: 'light', id: commit, type: 'commit', isAlsoOwn: false });
  });
});

describe('objects', () => {
  it('are given as they are, in the order that they were asked for', async () => {
    const repo = repository();
    const ids = Array.from({ length: 50 }, (_, n) => repo.commit(`commit ${n}`));
    const reader = await openObjectReader(await findGit(process.env), repo.path);
    const raws = await Promise.all([...ids, '0'.repeat(40)].map((id) => reader.read(id)));
    expect(raws.pop()).toEqual({ kind: 'missing' });
    for (const [n, raw] of raws.entries())
      expect(raw.kind === 'object' && gitObjectId('commit', raw.bytes, 'sha1')).toBe(ids[n]);
    for (const id of ['HEAD', '', `${ids[0]}\nHEAD`, '--all', 'abc'])
      await expect(reader.read(id)).rejects.toMatchObject({ code: 'usage' });
    const large = repo.git(['hash-object', '-w', '--stdin'], Buffer.alloc(20 << 20));
    expect(await reader.read(large)).toEqual({ kind: 'too-large', type: 'blob', size: 20 << 20 });
    expect((await reader.read(ids[0] ?? '')).kind).toBe('object');
    reader.close();
    await expect(reader.read(ids[0] ?? '')).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('that never come are given up, and so is what was cancelled', async () => {
    const repo = repository();
    const id = repo.commit('one');
    const path = join(repo.path, '.git/objects', id.slice(0, 2), id.slice(2));
    rmSync(path);
    execFileSync('mkfifo', [path]);
    const git = await findGit(process.env);
    const slow = await openObjectReader(git, repo.path, { patience: 300 });
    await expect(slow.read(id)).rejects.toMatchObject({ code: 'git-failed' });
    const controller = new AbortController();
    const cancelled = await openObjectReader(git, repo.path, { signal: controller.signal });
    const reading = cancelled.read(id);
    setTimeout(() => controller.abort(), 50);
    await expect(reading).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('are taken out of any pieces', () => {
    const id = 'a'.repeat(40);
    const objects = ['', 'x', 'tree\n\n', '\n'.repeat(200)];
    const stream = Buffer.from(objects.map((text) => `${id} commit ${text.length}\n${text}\n`).join(`${id} missing\n`));
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 }), (lengths) => {
        const found: RawObject[] = [];
        const answers = new BatchAnswers((object) => found.push(object));
        for (let at = 0, n = 0; at < stream.length; n++) {
          const length = lengths[n % lengths.length] ?? 1;
          answers.push(stream.subarray(at, at + length));
          at += length;
        }
        expect(found.map((one) => (one.kind === 'object' ? one.bytes.toString() : one.kind))).toEqual(
          objects.flatMap((text, n) => (n === 0 ? [text] : ['missing', text])),
        );
      }),
    );
    for (const text of ['nonsense\n', `${id} ambiguous\n`, 'x'.repeat(5000)]) {
      expect(() => new BatchAnswers(() => undefined).push(Buffer.from(text))).toThrow('git-failed');
    }
  });
});

describe('on hostile ground', () => {
  it('no program of the repository runs, and nothing is fetched', async () => {
    const origin = repository();
    writeFileSync(join(origin.path, 'file'), 'text\n');
    origin.git(['add', 'file']);
    origin.commit('one');
    origin.git(['config', 'uploadpack.allowFilter', 'true']);
    const target = join(folder(), 'clone');
    origin.git(['clone', '-q', '--no-local', '--filter=tree:0', '--no-checkout', `file://${origin.path}`, target]);
    const proof = folder();
    const touch = (name: string) => `touch ${join(proof, name)}`;
    const hooks = join(target, 'hooks');
    mkdirSync(hooks);
    for (const hook of [
      'reference-transaction',
      'post-checkout',
      'pre-auto-gc',
      'post-index-change',
      'fsmonitor-watchman',
    ]) {
      writeFileSync(join(hooks, hook), `#!/bin/sh\n${touch(`hook-${hook}`)}\n`, { mode: 0o755 });
    }
    const evil: Record<string, string> = {
      'core.hooksPath': hooks,
      'core.fsmonitor': touch('fsmonitor'),
      'core.sshCommand': touch('ssh'),
      'core.pager': touch('pager'),
      'core.editor': touch('editor'),
      'core.gitProxy': touch('proxy'),
      'core.askPass': touch('askpass'),
      'core.alternateRefsCommand': touch('alternates'),
      'credential.helper': `!${touch('credential')}`,
      'gpg.program': touch('gpg'),
      'gpg.ssh.program': touch('gpg-ssh'),
      'gpg.ssh.defaultKeyCommand': touch('default-key'),
      'gpg.x509.program': touch('gpg-x509'),
      'log.showSignature': 'true',
      'pager.rev-list': touch('pager-rev-list'),
      'pager.log': touch('pager-log'),
      'alias.rev-list': `!${touch('alias')}`,
      'alias.cat-file': `!${touch('alias-cat')}`,
      'diff.external': touch('diff'),
      'filter.x.smudge': touch('smudge'),
      'diff.x.textconv': touch('textconv'),
      'uploadpack.packObjectsHook': touch('pack'),
      'remote.origin.uploadpack': touch('uploadpack'),
      'remote.origin.vcs': 'evil',
      'remote.origin.url': 'ssh://localhost/nothing',
      'protocol.allow': 'always',
      'protocol.ssh.allow': 'always',
      'protocol.ext.allow': 'always',
    };
    for (const [name, value] of Object.entries(evil)) execFileSync('git', ['-C', target, 'config', name, value]);
    writeFileSync(join(target, '.git/info/attributes'), '* filter=x diff=x\n');
    const opened = await open(target);
    const [newest] = await commits(opened);
    expect(newest?.subject).toBe('one');
    await tags(opened);
    const tree = execFileSync('git', ['-C', origin.path, 'rev-parse', 'HEAD^{tree}']).toString().trim();
    for (const url of ['ssh://localhost/nothing', `ext::sh -c "${touch('ext')}"`, `file://${origin.path}`]) {
      execFileSync('git', ['-C', target, 'config', 'remote.origin.url', url]);
      const reader = await openObjectReader(opened.git, target);
      // The tree is not here; git must not go for it.
      const raw = await reader.read(tree).catch(() => ({ kind: 'missing' }) as const);
      expect(raw.kind).toBe('missing');
      reader.close();
    }
    execFileSync('git', ['-C', target, 'config', '--unset', 'remote.origin.vcs']);
    const reader = await openObjectReader(opened.git, target);
    expect((await reader.read(tree).catch(() => ({ kind: 'missing' }) as const)).kind).toBe('missing');
    reader.close();
    expect(readdirSync(proof)).toEqual([]);
    // Without that, git goes for the tree with the program that the repository names.
    try {
      execFileSync('git', ['-C', target, '-c', 'core.hooksPath=/dev/null', 'cat-file', '-t', tree], {
        stdio: 'ignore',
      });
    } catch {
      // What it started is no git.
    }
    expect(readdirSync(proof)).toContain('uploadpack');
    // Each of them would have run where nothing is done about it.
    execFileSync('git', ['-C', target, 'log', '-1', '--show-signature'], { stdio: 'ignore' });
    execFileSync('git', ['-C', target, 'update-ref', 'refs/heads/x', newest?.id ?? ''], { stdio: 'ignore' });
    expect(readdirSync(proof)).toContain('hook-reference-transaction');
  });

  it('nothing of the caller’s own settings for git counts', async () => {
    const repo = repository();
    repo.commit('one');
    const other = repository();
    const own = gitEnvironment({
      ...process.env,
      GIT_DIR: other.path,
      GIT_OBJECT_DIRECTORY: other.path,
      GIT_ALTERNATE_OBJECT_DIRECTORIES: other.path,
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: 'core.bare',
      GIT_CONFIG_VALUE_0: 'true',
      GIT_TRACE: join(folder(), 'trace'),
      LANGUAGE: 'de',
      SIGSTORE_ID_TOKEN: 'secret',
    });
    const { program } = await findGit(process.env);
    const opened = await openRepository({ program, env: own }, repo.path);
    expect(opened.worktree).toBe(repo.path);
    expect(await commits(opened)).toHaveLength(1);
    for (const name of ['GIT_DIR', 'GIT_TRACE', 'GIT_CONFIG_COUNT', 'LANGUAGE', 'SIGSTORE_ID_TOKEN'])
      expect(own[name]).toBeUndefined();
  });

  it('objects that stand elsewhere are read from there, and nothing is run for it', async () => {
    const other = repository();
    const id = other.commit('elsewhere');
    const repo = repository();
    writeFileSync(join(repo.path, '.git/objects/info/alternates'), `${other.path}/.git/objects\n`);
    const reader = await openObjectReader(await findGit(process.env), repo.path);
    expect((await reader.read(id)).kind).toBe('object');
    reader.close();
  });

  it('settings for showing commits change nothing in the list', async () => {
    const repo = repository();
    const id = repo.commit('one');
    for (const [name, value] of [
      ['i18n.logOutputEncoding', 'UTF-16LE'],
      ['color.ui', 'always'],
      ['log.abbrevCommit', 'true'],
      ['format.pretty', 'oneline'],
    ] as const)
      repo.git(['config', name, value]);
    expect((await commits(await open(repo.path))).map((row) => [row.id, row.subject])).toEqual([[id, 'one']]);
  });

  it('no encoding and no NUL hides a signature from the list', async () => {
    const repo = repository();
    const tree = repo.git(['mktree'], '');
    const who = `tree ${tree}\nauthor ${WHO}\ncommitter ${WHO}\n`;
    const signature = `gpgsig ${PGP.trimEnd().replaceAll('\n', '\n ')}\n`;
    const listed = async (text: string) => {
      repo.git(['update-ref', 'refs/heads/main', repo.write('commit', Buffer.from(text, 'latin1'))]);
      const [row] = await commits(await open(repo.path));
      return [row?.form, row?.isCut, row?.subject, row?.author];
    };
    // In UTF-7 that is an empty line, which ends the headers.
    expect(await listed(`${who}encoding UTF-7\nx +AAoACg-\n${signature}\nText\n`)).toEqual([
      'openpgp',
      undefined,
      'Text',
      'Ada Lovelace',
    ]);
    expect(await listed(`${who}x \0\n${signature}\nText\n`)).toEqual([undefined, true, '', 'Ada Lovelace']);
    expect(await listed(`${who}\nText\0\n`)).toEqual([undefined, undefined, 'Text', 'Ada Lovelace']);
    expect(await listed(`${who.replaceAll('Ada', '\xc1da')}encoding ISO-8859-1\n\nT\xe4xt\n`)).toEqual([
      undefined,
      undefined,
      'Täxt',
      'Áda Lovelace',
    ]);
  });

  it('an object larger than anybody writes takes no memory', async () => {
    const repo = repository();
    const id = repo.write('tag', Buffer.alloc(130 << 20, 0x61));
    const reader = await openObjectReader(await findGit(process.env), repo.path);
    await expect(reader.read(id)).rejects.toMatchObject({
      code: 'git-failed',
      detail: expect.stringContaining('limit') as unknown,
    });
  });

  it('a commit that holds a NUL makes one row, not two', async () => {
    const repo = repository();
    const tree = repo.git(['mktree'], '');
    const fake = `${'f'.repeat(40)}\ntree ${tree}\nauthor ${WHO}\ncommitter ${WHO}\n\n    Fake\n`;
    const id = repo.write('commit', `tree ${tree}\nauthor ${WHO}\ncommitter ${WHO}\n\nReal\0${fake}`);
    repo.git(['update-ref', 'refs/heads/main', id]);
    expect((await commits(await open(repo.path))).map((row) => [row.id, row.subject])).toEqual([[id, 'Real']]);
  });
});
