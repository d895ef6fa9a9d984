import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A repository that git itself makes, apart from the settings of whoever runs the test. */
export interface GitRepo {
  path: string;
  /** Runs git in it; gives what it prints. Throws where it fails. */
  git: (args: readonly string[], input?: string | Uint8Array) => string;
  /** The same, and the bytes. */
  gitBytes: (args: readonly string[], input?: string | Uint8Array) => Buffer;
  /** Makes a commit; gives its name. */
  commit: (message: string, ...args: string[]) => string;
  /** Writes a raw object, however wrong; gives its name. */
  write: (type: string, bytes: string | Uint8Array) => string;
  env: NodeJS.ProcessEnv;
  remove: () => void;
}

/** Makes an empty repository in a folder of its own. */
export function makeRepo(options: { format?: 'sha1' | 'sha256'; bare?: boolean; path?: string } = {}): GitRepo {
  const path = options.path ?? mkdtempSync(join(tmpdir(), 'countersign-git-'));
  const env: NodeJS.ProcessEnv = {
    PATH: process.env['PATH'],
    HOME: path,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_AUTHOR_NAME: 'Ada Lovelace',
    GIT_AUTHOR_EMAIL: 'ada@example.org',
    GIT_COMMITTER_NAME: 'Ada Lovelace',
    GIT_COMMITTER_EMAIL: 'ada@example.org',
    GIT_AUTHOR_DATE: '1790000000 +0200',
    GIT_COMMITTER_DATE: '1790000000 +0200',
  };
  const gitBytes: GitRepo['gitBytes'] = (args, input) =>
    execFileSync('git', args, { cwd: path, env, input, stdio: ['pipe', 'pipe', 'pipe'], maxBuffer: 1 << 28 });
  const git: GitRepo['git'] = (args, input) => gitBytes(args, input).toString('utf8').trim();
  git(['init', '-q', '-b', 'main', `--object-format=${options.format ?? 'sha1'}`, ...(options.bare ? ['--bare'] : [])]);
  return {
    path,
    git,
    gitBytes,
    commit: (message, ...args) => {
      git(['commit', '-q', '--allow-empty', '-m', message, ...args]);
      return git(['rev-parse', 'HEAD']);
    },
    write: (type, bytes) => git(['hash-object', '-t', type, '--literally', '-w', '--stdin'], bytes),
    env,
    remove: () => {
      rmSync(path, { recursive: true, force: true });
    },
  };
}

/**
 * What git takes for the signed bytes and the signature of an object: a program in place of gpg writes both down. Undefined where git does
 * not ask it.
 */
export function asGitSees(
  repo: GitRepo,
  type: 'tag' | 'commit',
  id: string,
): { payload: Buffer; signature: Buffer } | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-seen-'));
  const program = join(folder, 'gpg');
  writeFileSync(
    program,
    `#!/bin/sh\nfor last; do :; done\nfor file; do [ -f "$file" ] && cat "$file" > '${folder}/signature'; done\ncat > '${folder}/payload'\nexit 1\n`,
    { mode: 0o755 },
  );
  try {
    try {
      repo.git([
        '-c',
        `gpg.program=${program}`,
        '-c',
        `gpg.x509.program=${program}`,
        '-c',
        'gpg.ssh.program=/bin/false',
        `verify-${type}`,
        id,
      ]);
    } catch {
      // The program says nothing of a good signature.
    }
    const read = (name: string) => execFileSync('cat', [join(folder, name)], { stdio: ['ignore', 'pipe', 'ignore'] });
    return { payload: read('payload'), signature: read('signature') };
  } catch {
    return undefined;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
