import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type GitRepo, makeRepo } from '../core/git/git-repo.ts';
import type { CommandLine } from './command-line.ts';

/** A repository and git's global settings, of one user with the command line. Git knows of nothing but those, and of where the store's passphrase is. */
export function plainGit(cli: CommandLine): { repo: GitRepo; settings: string } {
  const settings = join(cli.root, 'gitconfig');
  cli.env['GIT_CONFIG_GLOBAL'] = settings;
  mkdirSync(join(cli.root, 'a repository'));
  const repo = makeRepo({ path: join(cli.root, 'a repository') });
  Object.assign(repo.env, {
    GIT_CONFIG_GLOBAL: settings,
    COUNTERSIGN_STORE_PASSPHRASE_FILE: cli.env['COUNTERSIGN_STORE_PASSPHRASE_FILE'],
    DBUS_SESSION_BUS_ADDRESS: 'disabled:',
    COUNTERSIGN_NO_REFRESH: '1',
    XDG_CACHE_HOME: cli.env['XDG_CACHE_HOME'],
    GNUPGHOME: cli.gnupgHome,
  });
  return { repo, settings };
}
