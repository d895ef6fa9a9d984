// Hashing against openssl and coreutils.
import { join } from 'node:path';
import { alternate, ratio, run } from './measure.mjs';

function sameText(found, wanted, what) {
  if (found.trim() !== wanted.trim()) throw new Error(`${what}: ${found} is not ${wanted}`);
}

/** Watches of several runs as one. */
export function worst(results) {
  const latest = results.reduce((one, other) => (other.lateMs > one.lateMs ? other : one));
  const { lateMs, lateOwnMs, lateWaitedMs } = latest;
  const most = (name) => Math.max(...results.map((result) => result[name]));
  return { lateMs, lateOwnMs, lateWaitedMs, ownMs: most('ownMs'), grownMiB: most('grownMiB') };
}

export const rows = [
  {
    name: 'sha256',
    what: 'SHA-256 of 1 GiB, in Electron, against openssl dgst',
    limit: { ratio: 1.15, lateMs: 50, grownMiB: 120 },
    async measure({ files, electron, rounds }) {
      const path = files.large();
      const { ours, theirs } = await alternate(
        {
          ours: () => electron.task({ task: 'hash', path }),
          theirs: () => run('openssl', ['dgst', '-r', '-sha256', path]),
        },
        rounds,
      );
      sameText(ours[0].digest, theirs[0].stdout.split(' ')[0], 'digest');
      return { ours, theirs, ratio: ratio(ours, theirs), ...worst(ours) };
    },
  },
  {
    name: 'sha256sums',
    what: 'SHA256SUMS over 8 files of 256 MiB, in Electron, against sha256sum',
    limit: { ratio: 0.25, lateMs: 50, grownMiB: 120 },
    async measure({ files, electron, rounds }) {
      const paths = files.eight();
      const cwd = join(files.folder, 'eight');
      const output = join(files.folder, 'SHA256SUMS');
      const names = paths.map((_, n) => `file-${n}`);
      const { ours, theirs } = await alternate(
        {
          ours: () => electron.task({ task: 'manifest', paths, output }),
          theirs: () => run('sha256sum', names, { cwd }),
        },
        Math.ceil(rounds / 2),
      );
      sameText(ours[0].text, theirs[0].stdout, 'manifest');
      return { ours, theirs, ratio: ratio(ours, theirs), ...worst(ours) };
    },
  },
  {
    name: 'sha256-sparse',
    what: 'SHA-256 of 8 GiB (sparse), in Electron: loop and memory',
    limit: { lateMs: 50, grownMiB: 120 },
    async measure({ files, electron }) {
      const ours = [await electron.task({ task: 'hash', path: files.sparse() })];
      return { ours, ...worst(ours) };
    },
  },
];
