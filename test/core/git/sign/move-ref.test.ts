import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openRepository, type Repository } from '../../../../electron/core/git/repository/open-repository.ts';
import { findGit } from '../../../../electron/core/git/repository/start-git.ts';
import { moveRef } from '../../../../electron/core/git/sign/move-ref.ts';
import { makeRepo, type GitRepo } from '../git-repo.ts';

/** Refs moved in repositories whose owner wants something lost, or run. */
const folder = mkdtempSync(join(tmpdir(), 'countersign-move-'));
const real = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim();
const BY = { name: 'Ada', email: 'ada@example.org' };
let repo: GitRepo;
let old: string;
let next: string;
beforeEach(() => {
  repo = makeRepo();
  old = repo.commit('one');
  next = repo.git(['commit-tree', '-m', 'two', 'HEAD^{tree}']);
});
afterEach(() => repo.remove());
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A git on the path that does this before it is git. */
function gitThat(does: string): NodeJS.ProcessEnv {
  writeFileSync(join(folder, 'git'), `#!/bin/bash\nreal='${real}'\n${does}\nexec "$real" "$@"\n`, { mode: 0o755 });
  return { ...process.env, PATH: `${folder}:${process.env['PATH']}` };
}

const open = async (env = process.env): Promise<Repository> => openRepository(await findGit(env), repo.path);
const move = (repository: Repository, more: { ref?: string; from?: string; signal?: AbortSignal } = {}) => {
  const { signal, ...where } = more;
  return moveRef(
    repository,
    { ref: 'refs/heads/main', to: next, from: old, why: 'moved', by: BY, ...where },
    { signal },
  );
};
const main = (): string => repo.git(['rev-parse', 'refs/heads/main']);
const inGit = (...parts: string[]): string => join(repo.path, '.git', ...parts);

describe('what a ref was', () => {
  it.each(['false', 'always'])('stays in its log, whatever the settings say: %s', async (value) => {
    repo.git(['config', 'core.logAllRefUpdates', value]);
    rmSync(inGit('logs'), { recursive: true, force: true });
    await move(await open());
    expect(repo.git(['reflog', 'show', '--format=%H %gs', 'refs/heads/main'])).toContain(`${next} moved`);
    expect(readFileSync(inGit('logs', 'refs', 'heads', 'main'), 'utf8')).toContain(
      `${old} ${next} Ada <ada@example.org>`,
    );
    repo.git(['checkout', '-q', '--detach', old]);
    rmSync(inGit('logs'), { recursive: true, force: true });
    await move(await open(), { ref: 'HEAD' });
    expect(readFileSync(inGit('logs', 'HEAD'), 'utf8')).toContain(`${old} ${next} Ada`);
  });

  it('is not written through a link to anywhere else, nor into nothing', async () => {
    const outside = join(folder, 'outside');
    mkdirSync(outside, { recursive: true });
    const log = inGit('logs', 'refs', 'heads', 'main');
    const cases: [string, string][] = [
      [log, join(outside, 'profile')],
      [log, '/dev/null'],
      [inGit('logs', 'refs', 'heads'), outside],
      [inGit('logs'), outside],
      [inGit('refs', 'heads'), outside],
    ];
    for (const [at, to] of cases) {
      const kept = `${at}.kept`;
      if (at.includes(join('refs', 'heads')) && !at.includes('logs')) writeFileSync(join(to, 'main'), `${old}\n`);
      renameSync(at, kept);
      symlinkSync(to, at);
      await expect(move(await open()), at).rejects.toMatchObject({ code: 'git-failed' });
      rmSync(at);
      renameSync(kept, at);
      expect([main(), existsSync(join(outside, 'profile'))]).toEqual([old, false]);
    }
  });

  it('may be kept by another repository, where both share one', async () => {
    const shared = mkdtempSync(join(folder, 'shared-'));
    renameSync(inGit('logs'), join(shared, 'logs'));
    symlinkSync(join(shared, 'logs'), inGit('logs'));
    await move(await open());
    expect(readFileSync(join(shared, 'logs', 'refs', 'heads', 'main'), 'utf8')).toContain(`${old} ${next}`);
  });
});

describe('a move', () => {
  it('starts no hook that the settings name, as git takes them from version 2.54 on', async () => {
    const proof = join(folder, 'ran');
    const hooks = { plain: true, 'a.b=c': true, ü: true, other: false };
    for (const [name, isAsked] of Object.entries(hooks)) {
      repo.git(['config', `hook.${name}.command`, `echo '${name}' >> ${proof}`]);
      repo.git(['config', `hook.${name}.event`, isAsked ? 'reference-transaction' : 'pre-commit']);
      repo.git(['config', `hook.${name}.enabled`, 'true']);
    }
    const env = gitThat(`said=()
for word; do [[ $word == update-ref ]] && break; said+=("$word"); done
if [[ " $* " == *" update-ref "* ]]; then
  while IFS= read -r -d '' name; do
    name=\${name#hook.}; name=\${name%.command}
    [[ $("$real" "\${said[@]}" config "hook.$name.event") == reference-transaction ]] || continue
    [[ $("$real" "\${said[@]}" config --type=bool "hook.$name.enabled") == false ]] && continue
    sh -c "$("$real" "\${said[@]}" config "hook.$name.command")"
  done < <("$real" "\${said[@]}" config --null --name-only --get-regexp '^hook\\..*\\.command$')
fi`);
    // That git does start them where nobody forbids it.
    execFileSync(join(folder, 'git'), ['-C', repo.path, 'update-ref', 'refs/heads/x', old]);
    expect(readFileSync(proof, 'utf8').trim().split('\n')).toEqual(['plain', 'a.b=c', 'ü']);
    rmSync(proof);
    await move(await open(env));
    expect([main(), existsSync(proof)]).toEqual([next, false]);
    writeFileSync(inGit('config'), Buffer.from('[hook "\xff"]\n\tcommand = true\n', 'latin1'), { flag: 'a' });
    await expect(move(await open(env), { from: next })).rejects.toMatchObject({ code: 'git-failed' });
  });

  it('that began is not given up halfway: it is done, and nothing stays locked', async () => {
    const [began, go] = [join(folder, 'began'), join(folder, 'go')];
    const env = gitThat(
      `if [[ " $* " == *" update-ref "* ]]; then touch '${began}'; until [[ -e '${go}' ]]; do sleep 0.02; done; fi`,
    );
    const giving = new AbortController();
    const moving = move(await open(env), { signal: giving.signal });
    await vi.waitUntil(() => existsSync(began), { timeout: 20_000 });
    giving.abort();
    writeFileSync(go, '');
    await moving;
    expect([main(), existsSync(inGit('refs', 'heads', 'main.lock'))]).toEqual([next, false]);
    await expect(move(await open(env), { from: next, signal: giving.signal })).rejects.toMatchObject({
      code: 'cancelled',
    });
  });
});
