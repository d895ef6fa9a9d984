// Signed commits against git itself, and the list of a repository with many.
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gitEnv, makeRepository } from './git-repository.mjs';
import { openpgpSigner, sshSigner } from './git-signers.mjs';
import { haveCore } from './in-electron.mjs';
import { alternate, median, ratio, run } from './measure.mjs';
import { withGnupg } from './rows-openpgp.mjs';
import { worst } from './rows-hashing.mjs';

const program = fileURLToPath(new URL('../../out/cli/countersign.js', import.meta.url));
const missing = () => (existsSync(program) ? undefined : 'out/cli/countersign.js (npm run build)');

const SIGNED = 5_000;
const MANY = 100_000;
const SIGNERS = 5;
const FROM = 1_700_000_000;
/** git takes a minute for each. */
const MOST_ROUNDS = 3;

const people = (make) =>
  Array.from({ length: SIGNERS }, (_, n) => make(`Developer ${n} <dev${n}@example.org>`, `dev${n}@example.org`));

/** The letters of all commits, in turn by both; they have to be the same. */
async function compare({ files, rounds, path, key, git, env }) {
  const ours = [];
  const theirs = [];
  const words = ['commits', 'verify', '--all', '--json', '--repo', path, '--key', key];
  const home = ['--home', join(files.folder, 'cli-home')];
  const own = { ...process.env, GNUPGHOME: join(files.folder, 'no-gnupg') };
  for (let round = -1; round < Math.min(rounds, MOST_ROUNDS); round++) {
    const mine = await run(process.execPath, [program, ...words, ...home], { env: own, anyStatus: true });
    if (round < 0) continue;
    const lines = mine.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).letter);
    ours.push(mine);
    const its = await run('git', ['-C', path, ...git, 'log', '--format=%G?'], { env });
    theirs.push(its);
    if (lines.join('\n') !== its.stdout.trim()) throw new Error('not the same letters');
    if (lines.length !== SIGNED || lines.some((letter) => letter !== 'G')) throw new Error('not all are good');
  }
  return { ours, theirs, ratio: ratio(ours, theirs), note: `${SIGNED} letters, all the same` };
}

export const rows = [
  {
    name: 'git-openpgp',
    what: `countersign commits verify of ${SIGNED} commits signed by OpenPGP keys, against git log --format=%G?`,
    limit: { ratio: 0.1 },
    missing,
    measure: ({ files, rounds }) =>
      withGnupg(async (gpg, home) => {
        const path = join(files.folder, 'git-openpgp');
        const signers = people((name) => openpgpSigner(name, FROM - 86_400));
        makeRepository(path, { count: SIGNED, signed: (n) => signers[n % SIGNERS], from: FROM });
        const key = join(files.folder, 'git.asc');
        writeFileSync(key, signers.map(({ certificate }) => certificate).join(''));
        await gpg('--import', key);
        writeFileSync(join(home, 'gpg.conf'), 'trust-model always\n');
        return compare({ files, rounds, path, key, git: [], env: { ...gitEnv, GNUPGHOME: home } });
      }),
  },
  {
    name: 'git-ssh',
    what: `countersign commits verify of ${SIGNED} commits signed by SSH keys, against git log --format=%G?`,
    limit: { ratio: 0.1 },
    missing,
    measure({ files, rounds }) {
      const path = join(files.folder, 'git-ssh');
      const signers = people((_, principal) => sshSigner(principal));
      makeRepository(path, { count: SIGNED, signed: (n) => signers[n % SIGNERS], from: FROM });
      const key = join(files.folder, 'allowed_signers');
      writeFileSync(key, signers.map(({ line }) => `${line}\n`).join(''));
      const git = ['-c', `gpg.ssh.allowedSignersFile=${key}`];
      return compare({ files, rounds, path, key, git, env: gitEnv });
    },
  },
  {
    name: 'git-list',
    what: `the first rows of a list of ${MANY} commits, 1,000 of them signed, in Electron; ratio: the whole list, against git log`,
    limit: { ms: 1_000, ratio: 1.5, lateMs: 50, grownMiB: 120 },
    missing: () => (haveCore('git/repository/list-commits.ts') ? undefined : 'electron/core/git'),
    async measure({ files, electron, rounds }) {
      const path = join(files.folder, 'git-many');
      const signer = sshSigner('dev@example.org');
      const every = MANY / 1_000;
      makeRepository(path, { count: MANY, signed: (n) => (n % every === 0 ? signer : undefined), from: FROM });
      const { ours, theirs } = await alternate(
        {
          ours: () => electron.task({ task: 'listCommits', path }),
          theirs: () => run('git', ['-C', path, 'log', '--format=%H %an %ct %s'], { env: gitEnv }),
        },
        rounds,
      );
      const wrong = ours.find(({ rows, signed }) => rows !== MANY || signed !== 1_000);
      if (wrong !== undefined) throw new Error(JSON.stringify(wrong));
      const note = `the whole list after ${median(ours.map(({ ms }) => ms)).toFixed(0)} ms`;
      const first = ours.map(({ firstMs }) => ({ ms: firstMs }));
      return { ours: first, theirs, ratio: ratio(ours, theirs), note, ...worst(ours) };
    },
  },
];
