// OpenPGP signatures over large files against openssl and gpg.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { alternate, ratio, run } from './measure.mjs';
import { cleanUpLater } from './clean-up.mjs';
import { haveCore } from './in-electron.mjs';
import { worst } from './rows-hashing.mjs';

const missing = () => (haveCore('open-services.ts') ? undefined : 'electron/core/open-services.ts');
/** RFC 9580, section 9.5 */
const DIGESTS = { 8: 'sha256', 9: 'sha384', 10: 'sha512' };

/** A GnuPG home for the time of `work`. */
export async function withGnupg(work) {
  const home = mkdtempSync(join(tmpdir(), 'cs-g-'));
  const env = { ...process.env, GNUPGHOME: home };
  const gpg = (...words) => run('gpg', ['--batch', '--quiet', '--yes', '--trust-model', 'always', ...words], { env });
  const remove = cleanUpLater(() => {
    spawnSync('gpgconf', ['--kill', 'all'], { env });
    rmSync(home, { recursive: true, force: true });
  });
  try {
    return await work(gpg, home);
  } finally {
    remove();
  }
}

function signOnce(files, electron, path) {
  const home = mkdtempSync(join(files.folder, 'home-'));
  rmSync(`${path}.asc`, { force: true });
  return electron.task({ task: 'sign', path, home });
}

export const rows = [
  {
    name: 'openpgp-sign',
    what: 'OpenPGP signature over 1 GiB (checked again), in Electron, against openssl dgst',
    limit: { ratio: 1.2, lateMs: 50, grownMiB: 120 },
    missing,
    measure: ({ files, electron, rounds }) =>
      withGnupg(async (gpg) => {
        const path = files.large();
        const first = await signOnce(files, electron, path);
        writeFileSync(join(files.folder, 'bench.key'), first.certificate);
        await gpg('--import', join(files.folder, 'bench.key'));
        await gpg('--verify', `${path}.asc`, path);
        const packets = await gpg('--list-packets', `${path}.asc`);
        const digest = DIGESTS[/digest algo (\d+)/.exec(packets.stdout)[1]];
        const { ours, theirs } = await alternate(
          {
            ours: () => signOnce(files, electron, path),
            theirs: () => run('openssl', ['dgst', `-${digest}`, path]),
          },
          rounds,
        );
        return { ours, theirs, ratio: ratio(ours, theirs), note: digest, ...worst(ours) };
      }),
  },
  {
    name: 'openpgp-verify',
    what: 'verifying it, in Electron, against gpg --verify',
    limit: { ratio: 0.6, lateMs: 50, grownMiB: 120 },
    missing,
    measure: ({ files, electron, rounds }) =>
      withGnupg(async (gpg) => {
        const path = files.large();
        const { certificate } = await signOnce(files, electron, path);
        const key = join(files.folder, 'bench.key');
        writeFileSync(key, certificate);
        await gpg('--import', key);
        const signature = `${path}.asc`;
        const { ours, theirs } = await alternate(
          {
            ours: () => {
              const home = mkdtempSync(join(files.folder, 'home-'));
              return electron.task({ task: 'verify', path, signature, key, home });
            },
            theirs: () => gpg('--verify', signature, path),
          },
          rounds,
        );
        return { ours, theirs, ratio: ratio(ours, theirs), ...worst(ours) };
      }),
  },
  {
    name: 'openpgp-sparse',
    what: 'OpenPGP signature over 8 GiB (sparse), signed and verified, in Electron: loop and memory',
    limit: { lateMs: 50, grownMiB: 120 },
    missing,
    async measure({ files, electron }) {
      const path = files.sparse();
      const signed = await signOnce(files, electron, path);
      const key = join(files.folder, 'sparse.key');
      writeFileSync(key, signed.certificate);
      const home = mkdtempSync(join(files.folder, 'home-'));
      const verified = await electron.task({ task: 'verify', path, signature: `${path}.asc`, key, home });
      return { ours: [signed, verified], ...worst([signed, verified]) };
    },
  },
];
