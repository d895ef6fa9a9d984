// The app that the bench runs: Electron's main process does one task, watched, and writes down how it went.
import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { watchLoop } from './loop.mjs';
import { clearInterval, setInterval } from 'node:timers';
import { setTimeout as wait } from 'node:timers/promises';
import { app } from 'electron';
import { listCommits } from '../../electron/core/git/repository/list-commits.ts';
import { openRepository } from '../../electron/core/git/repository/open-repository.ts';
import { findGit } from '../../electron/core/git/repository/start-git.ts';
import { createHasher } from '../../electron/core/hash/hasher.ts';
import { writeManifest } from '../../electron/core/manifest/write.ts';
import { writeFileAtomic } from '../../electron/core/util/atomic-file.ts';
import { signByKeyTask, signTask, verifyTask } from 'bench-services';

const MIB = 1024 * 1024;
const worker = join(__dirname, 'hash-worker.cjs');
const sha256 = { algorithm: 'sha256' };

async function digestOf(hasher, path) {
  const reading = await hasher.read(path, [sha256]);
  const digest = Buffer.from(await reading.digest(sha256)).toString('hex');
  reading.close();
  return digest;
}

/** Each prepares, then runs what is measured through `watch`. */
const TASKS = {
  /** Does nothing for two seconds: what is late then is late because of the machine. */
  idle: (_, watch) => watch(() => wait(2_000)),
  async hash({ path }, watch) {
    const hasher = createHasher({ worker });
    return { digest: await watch(() => digestOf(hasher, path)) };
  },
  async manifest({ paths, output }, watch) {
    const hasher = createHasher({ worker });
    await watch(async () => {
      const digests = await Promise.all(paths.map((path) => digestOf(hasher, path)));
      const lines = paths.map((path, n) => ({ name: basename(path), algorithm: 'sha256', digest: digests[n] }));
      const text = writeManifest({ algorithm: 'sha256', lines }, 'gnu');
      await writeFileAtomic(output, Buffer.from(text), { overwrite: true });
    });
    return { text: readFileSync(output, 'utf8') };
  },
  /** The rows of all commits of a repository, kept as a list keeps them. */
  async listCommits({ path }, watch) {
    const rows = [];
    let firstMs;
    await watch(async () => {
      const from = performance.now();
      const repository = await openRepository(await findGit(process.env), path);
      for await (const some of listCommits(repository, { all: true })) {
        firstMs ??= performance.now() - from;
        rows.push(...some);
      }
    });
    return { rows: rows.length, signed: rows.filter(({ form }) => form !== undefined).length, firstMs };
  },
  signByKey: (request, watch) => signByKeyTask({ ...request, worker }, watch),
  sign: (request, watch) => signTask({ ...request, worker }, watch),
  verify: (request, watch) => verifyTask({ ...request, worker }, watch),
};

async function perform(request) {
  const watched = {};
  async function watch(work) {
    const before = process.memoryUsage.rss();
    let most = before;
    const look = () => (most = Math.max(most, process.memoryUsage.rss()));
    const sampling = setInterval(look, 20);
    const endLoop = watchLoop();
    const from = performance.now();
    const result = await work();
    watched.ms = performance.now() - from;
    Object.assign(watched, endLoop());
    clearInterval(sampling);
    look();
    watched.grownMiB = (most - before) / MIB;
    return result;
  }
  const result = await TASKS[request.task](request, watch);
  return { ...result, ...watched };
}

app
  .whenReady()
  .then(() => perform(JSON.parse(process.env.BENCH_TASK)))
  .catch((error) => ({ failed: error.stack }))
  .then((answer) => {
    writeFileSync(process.env.BENCH_ANSWER, JSON.stringify(answer));
    app.exit(0);
  });
