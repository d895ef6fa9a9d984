// The command line, process and all.
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { alternate, median, ratio, run } from './measure.mjs';
import { withGnupg } from './rows-openpgp.mjs';

const program = fileURLToPath(new URL('../../out/cli/countersign.js', import.meta.url));
const missing = () => (existsSync(program) ? undefined : 'out/cli/countersign.js (npm run build)');

/** Files signed by a new key in gpg's keyring; resolves to the key's file. */
async function signAll(gpg, files, paths) {
  const key = join(files.folder, 'signer.key');
  await gpg('--passphrase', '', '--quick-generate-key', 'Bench <bench@example.org>', 'ed25519', 'sign', 'never');
  await gpg('--armor', '--output', key, '--export', 'bench@example.org');
  const rest = [...paths];
  const signSome = async () => {
    for (let path = rest.pop(); path !== undefined; path = rest.pop())
      await gpg('--armor', '--output', `${path}.asc`, '--detach-sign', path);
  };
  await Promise.all(Array.from({ length: 4 }, signSome));
  return key;
}

/** With a home of its own, and no keyring of GnuPG's but the one named. */
function countersign(files, gnupgHome, ...words) {
  const env = { ...process.env, GNUPGHOME: gnupgHome };
  return run(process.execPath, [program, ...words, '--home', join(files.folder, 'cli-home')], { env });
}

export const rows = [
  {
    name: 'verify-small',
    what: 'countersign verify of one small file, against node -e 0',
    limit: { ratio: 3 },
    missing,
    measure: ({ files, rounds }) =>
      withGnupg(async (gpg, home) => {
        const none = join(files.folder, 'no-gnupg');
        const path = files.small('one/small.txt', 'a small file\n');
        const key = await signAll(gpg, files, [path]);
        const { ours, keyring, theirs, gnupg } = await alternate(
          {
            ours: () => countersign(files, none, 'verify', path, '--key', key),
            keyring: () => countersign(files, home, 'verify', path, '--key', key),
            theirs: () => run(process.execPath, ['-e', '0']),
            gnupg: () => gpg('--verify', `${path}.asc`, path),
          },
          rounds * 4,
        );
        const middle = median(gnupg.map((result) => result.ms)).toFixed(0);
        const note = `gpg --verify: ${middle} ms; with a GnuPG keyring to look into: ${ratio(keyring, theirs).toFixed(2)}`;
        return { ours, theirs, ratio: ratio(ours, theirs), note };
      }),
  },
  {
    name: 'verify-folder',
    what: 'countersign verify of a folder of 3,000 small signed files',
    limit: { ms: 6_000 },
    missing,
    measure: ({ files }) =>
      withGnupg(async (gpg) => {
        const folder = join(files.folder, 'many');
        mkdirSync(folder, { recursive: true });
        const paths = Array.from({ length: 3_000 }, (_, n) => files.small(`many/file-${n}.txt`, `file ${n}\n`));
        const key = await signAll(gpg, files, paths);
        const ours = [
          await countersign(files, join(files.folder, 'no-gnupg'), 'verify', folder, '--key', key, '--json'),
        ];
        const verdicts = ours[0].stdout.trim().split('\n');
        const verified = verdicts.filter((line) => JSON.parse(line).verdict === 'verified').length;
        if (verified !== 3_000) throw new Error(`${verified} of ${readdirSync(folder).length / 2} verified`);
        return { ours };
      }),
  },
];
