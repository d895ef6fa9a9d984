// Sigstore signatures: many keyless bundles in one call, one bundle in one, and a large file signed by a key.
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { peersFolder } from '../../build/peers.mjs';
import { makeBundles } from './bundles.mjs';
import { alternate, median, ratio, run } from './measure.mjs';
import { haveCore } from './in-electron.mjs';
import { worst } from './rows-hashing.mjs';

const program = fileURLToPath(new URL('../../out/cli/countersign.js', import.meta.url));
const peers = fileURLToPath(new URL('sigstore-peers.mjs', import.meta.url));
const cpuTime = fileURLToPath(new URL('cpu-time.cjs', import.meta.url));
const cosign = join(peersFolder(), process.platform === 'win32' ? 'cosign.exe' : 'cosign');
const haveCosign = existsSync(cosign);
const missing = () => (existsSync(program) ? undefined : 'out/cli/countersign.js (npm run build)');
const MANY = 500;
/** So many of the many are verified by cosign, a run each. */
const SAMPLE = 20;
const perBundle = (results) => median(results.map(({ ms }) => ms)) / MANY;

const made = new Map();
function bundles(files, oneRun = false) {
  const folder = join(files.folder, oneRun ? 'bundles-of-one-run' : 'bundles');
  if (!made.has(folder)) made.set(folder, makeBundles(folder, MANY, oneRun));
  return made.get(folder);
}

/** A file and its bundle, in a folder where nothing else is to be looked at. */
function aside(files, path) {
  const folder = mkdtempSync(join(files.folder, 'one-'));
  for (const one of [path, `${path}.sigstore.json`]) copyFileSync(one, join(folder, basename(one)));
  return join(folder, basename(path));
}

/** With a home of its own for each call, so that none reads what another remembered, and no repository is asked. */
function countersign(files, words, prefix = [], more = {}) {
  const home = mkdtempSync(join(files.folder, 'home-'));
  const env = { ...process.env, ...more, GNUPGHOME: join(files.folder, 'no-gnupg'), COUNTERSIGN_NO_REFRESH: '1' };
  const [first, ...rest] = [...prefix, program, ...words, '--home', home];
  return run(first, rest, { env });
}

/** The same, with the time that its threads worked, which what else the machine does changes little. */
async function watched(files, words, prefix) {
  const file = join(files.folder, 'cpu-time');
  const found = await countersign(files, words, [...prefix, process.execPath, '-r', cpuTime], { BENCH_CPU_FILE: file });
  return { ...found, cpu: Number(readFileSync(file, 'utf8')) };
}

const verifyBlob = (path, flags) =>
  run(cosign, ['verify-blob', '--bundle', `${path}.sigstore.json`, '--use-signed-timestamps', ...flags, path]);

async function inCosign(paths, flags) {
  const from = performance.now();
  for (const path of paths) await verifyBlob(path, flags);
  return { ms: (performance.now() - from) * (MANY / paths.length) };
}

/** All of them in one call, on so many processors. */
async function measureMany({ files, rounds }, prefix, oneRun) {
  const { folder, paths, trustedRoot, flags } = await bundles(files, oneRun);
  const inPeer = (task) => run(process.execPath, [peers, task, trustedRoot, ...paths]);
  const results = await alternate(
    {
      ours: () => watched(files, ['verify', folder, ...flags, '--quiet'], prefix),
      arithmetic: async () => ({ ms: Number((await inPeer('arithmetic')).stdout) }),
      ...(haveCosign && { theirs: () => inCosign(paths.slice(0, SAMPLE), flags) }),
    },
    Math.min(rounds, 3),
  );
  const library = [{ ms: Number((await inPeer('library')).stdout) }];
  const { ours, theirs, arithmetic } = results;
  const bare = perBundle(arithmetic);
  const notes = [
    `${perBundle(ours).toFixed(2)} ms a bundle (${(median(ours.map(({ cpu }) => cpu)) / MANY).toFixed(2)} ms of all threads’ work)`,
    `the signatures’ arithmetic alone ${bare.toFixed(2)} ms, ours ${(perBundle(ours) / bare).toFixed(1)} times that`,
    `@sigstore/verify alone ${perBundle(library).toFixed(2)} ms`,
    haveCosign
      ? `cosign verify-blob, ${SAMPLE} runs taken as ${MANY}: ${ratio(theirs, ours).toFixed(0)} times as long`
      : 'no cosign here',
  ];
  return { ours, ...(haveCosign && { theirs, ratio: ratio(ours, theirs) }), note: notes.join('; ') };
}

export const rows = [
  {
    name: 'sigstore-many-1',
    what: `countersign verify of ${MANY} keyless bundles in one call on one processor, against cosign verify-blob`,
    limit: { ms: 3 * MANY },
    missing: () => missing() ?? (process.platform === 'linux' ? undefined : 'taskset (Linux)'),
    measure: (given) => measureMany(given, ['taskset', '-c', '0']),
  },
  {
    name: 'sigstore-many-2',
    what: `countersign verify of ${MANY} keyless bundles in one call on two processors, against cosign verify-blob`,
    limit: { ms: 1.7 * MANY, ratio: 1 / 25 },
    missing: () => missing() ?? (availableParallelism() >= 2 ? undefined : 'a second processor'),
    measure: (given) => measureMany(given, process.platform === 'linux' ? ['taskset', '-c', '0,1'] : []),
  },
  {
    name: 'sigstore-run-1',
    what: `countersign verify of ${MANY} keyless bundles of one run (one certificate) in one call on one processor, against cosign verify-blob`,
    limit: { ms: 3 * MANY },
    missing: () => missing() ?? (process.platform === 'linux' ? undefined : 'taskset (Linux)'),
    measure: (given) => measureMany(given, ['taskset', '-c', '0'], true),
  },
  {
    name: 'sigstore-run-2',
    what: `countersign verify of ${MANY} keyless bundles of one run in one call on two processors, against cosign verify-blob`,
    limit: { ms: 1.7 * MANY, ratio: 1 / 25 },
    missing: () => missing() ?? (availableParallelism() >= 2 ? undefined : 'a second processor'),
    measure: (given) => measureMany(given, process.platform === 'linux' ? ['taskset', '-c', '0,1'] : [], true),
  },
  {
    name: 'sigstore-one',
    what: 'countersign verify of one keyless bundle, alone with its file, against node -e 0',
    limit: { ratio: 3 },
    missing,
    async measure({ files, rounds }) {
      const { paths, flags } = await bundles(files);
      const path = aside(files, paths[0]);
      const { ours, theirs, others } = await alternate(
        {
          ours: () => countersign(files, ['verify', path, ...flags, '--quiet'], [process.execPath]),
          theirs: () => run(process.execPath, ['-e', '0']),
          ...(haveCosign && { others: () => verifyBlob(path, flags) }),
        },
        rounds * 4,
      );
      const note = haveCosign
        ? `cosign verify-blob ${median(others.map(({ ms }) => ms)).toFixed(0)} ms, ours ${ratio(ours, others).toFixed(2)} times (4)`
        : 'no cosign here';
      return { ours, theirs, ratio: ratio(ours, theirs), note };
    },
  },
  {
    name: 'cosign-key-large',
    what: 'cosign’s kind of key: 1 GiB signed (checked again) and verified, in Electron, against openssl dgst for each',
    limit: { ratio: 1.2, lateMs: 50, grownMiB: 120 },
    missing: () => (haveCore('engines/cosign-key/cosign-key-engine.ts') ? undefined : 'the engine'),
    async measure({ files, electron, rounds }) {
      const path = files.large();
      const home = () => mkdtempSync(join(files.folder, 'home-'));
      const bundle = `${path}.sigstore.json`;
      const signed = [];
      const verified = [];
      const theirs = [];
      let key;
      for (let round = 0; round < rounds; round++) {
        rmSync(bundle, { force: true });
        const sign = await electron.task({ task: 'signByKey', path, home: home() });
        key = files.small('key.pub', sign.publicKey);
        const digest = await run('openssl', ['dgst', '-r', '-sha256', path]);
        const verify = await electron.task({ task: 'verify', path, signature: bundle, key, home: home() });
        signed.push(sign);
        verified.push(verify);
        theirs.push(digest);
      }
      const of = (results) => ratio(results, theirs);
      const ours = signed.map((sign, n) => ({ ...sign, ms: (sign.ms + verified[n].ms) / 2 }));
      const beside = haveCosign
        ? await run(cosign, ['verify-blob', '--bundle', bundle, '--key', key, '--insecure-ignore-tlog', path])
        : undefined;
      const note = [
        `signing ${of(signed).toFixed(2)}, verifying ${of(verified).toFixed(2)}, shown is their mean`,
        beside === undefined ? 'no cosign here' : `cosign verify-blob ${beside.ms.toFixed(0)} ms`,
      ];
      const all = worst([...signed, ...verified]);
      return { ours, theirs, ratio: Math.max(of(signed), of(verified)), ...all, note: note.join('; ') };
    },
  },
];
