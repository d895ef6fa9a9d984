import { type Lab, startLab } from '../lab/lab.ts';
import { makeRepo, type GitRepo } from '../core/git/git-repo.ts';
import { type CommandLine, openCommandLine } from './command-line.ts';

/** A place to sign tags and commits in. */
export interface GitSigningPlace {
  cli: CommandLine;
  lab: Lab;
  /** A key of ours, which GnuPG knows for checking; and one of GnuPG's. */
  own: string;
  ada: string;
  /** A new repository whose git checks by this GnuPG. */
  newRepo: () => GitRepo;
  close: () => Promise<void>;
}

/** Makes both keys, and starts the services that a login needs. */
export async function openGitSigning(): Promise<GitSigningPlace> {
  const lab = await startLab();
  const cli = openCommandLine({ gnupg: true });
  const ada = cli.gpgKey('Ada <ada@example.org>');
  const own = await cli.appKey('Rel <rel@example.org>');
  cli.write('own.asc', (await cli.run(['keys', 'export', own])).stdout);
  cli.gpg('--import', 'own.asc');
  const repos: GitRepo[] = [];
  return {
    ...{ cli, lab, own, ada },
    newRepo: () => {
      const repo = makeRepo();
      repos.push(repo);
      Object.assign(repo.env, { GNUPGHOME: cli.gnupgHome });
      return repo;
    },
    close: async () => {
      for (const repo of repos) repo.remove();
      cli.close();
      await lab.close();
    },
  };
}
