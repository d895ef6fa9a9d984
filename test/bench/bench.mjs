// `npm run bench [-- ROW...]`: measures side by side, prints the ratios, writes out/bench/bench.json. BENCH_ROUNDS (5) says how often.
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { benchFiles } from './files.mjs';
import { electronRunner } from './in-electron.mjs';
import { median } from './measure.mjs';
import { rows as commandLine } from './rows-command-line.mjs';
import { rows as git } from './rows-git.mjs';
import { rows as gitWindow } from './rows-git-window.mjs';
import { rows as hashing } from './rows-hashing.mjs';
import { rows as keyless } from './rows-keyless.mjs';
import { rows as many } from './rows-many.mjs';
import { rows as openpgp } from './rows-openpgp.mjs';
import { rows as script } from './rows-script.mjs';
import { rows as sigstore } from './rows-sigstore.mjs';
import { rows as start } from './rows-start.mjs';
import { rows as windowRows } from './rows-window.mjs';

const output = fileURLToPath(new URL('../../out/bench', import.meta.url));
const rounds = Number(process.env.BENCH_ROUNDS ?? 5);
const all = [
  ...hashing,
  ...openpgp,
  ...script,
  ...start,
  ...windowRows,
  ...many,
  ...commandLine,
  ...sigstore,
  ...keyless,
  ...git,
  ...gitWindow,
];
const words = process.argv.slice(2);
const chosen = words.length === 0 ? all : all.filter((row) => words.some((word) => row.name.startsWith(word)));
if (chosen.length === 0) {
  console.error(`No such row. There are: ${all.map((row) => row.name).join(', ')}`);
  process.exit(2);
}

/** What a row measured, against its limits. */
function judge(row, found) {
  const ms = median(found.ours.map((result) => result.ms));
  const { ratio, lateMs, lateOwnMs, lateWaitedMs, ownMs, grownMiB, answerMs, longTasks, kilobytes } = found;
  const values = { ratio, lateMs, lateOwnMs, lateWaitedMs, ownMs, grownMiB, answerMs, longTasks, kilobytes, ms };
  // What is no number meets no limit.
  const over = Object.entries(row.limit).filter(
    ([name, most]) => values[name] !== undefined && !(values[name] <= most),
  );
  return {
    name: row.name,
    what: row.what,
    limit: row.limit,
    ...values,
    theirMs: found.theirs && median(found.theirs.map((result) => result.ms)),
    ours: found.ours.map((result) => result.ms),
    theirs: found.theirs?.map((result) => result.ms),
    note: found.note,
    met: over.length === 0,
  };
}

function cell(value, most, digits) {
  if (value === undefined) return '';
  return `${value.toFixed(digits)}${most === undefined ? '' : ` (${most})`}`;
}

/** What stands behind the numbers, in words. */
function reasons({ limit, lateMs, lateOwnMs, lateWaitedMs, ownMs, answerMs, longTasks, kilobytes, note }) {
  const late =
    lateMs > limit.lateMs
      ? [`late: ${lateOwnMs.toFixed(0)} ms of own work, ${lateWaitedMs.toFixed(0)} ms waiting for a processor`]
      : [];
  const own =
    lateMs > limit.lateMs && ownMs <= limit.lateMs ? [`never more than ${ownMs.toFixed(0)} ms of own work`] : [];
  const answer = answerMs === undefined ? [] : [`${cell(answerMs, limit.answerMs, 0)} ms`];
  const long = longTasks === undefined ? [] : [`${cell(longTasks, limit.longTasks, 0)} long tasks`];
  const size = kilobytes === undefined ? [] : [`${cell(kilobytes, limit.kilobytes, 0)} kB`];
  return [...answer, ...long, ...size, ...late, ...own, ...(note === undefined ? [] : [note])];
}

function print(results) {
  console.log('\n| what | ours | theirs | ratio (at most) | loop late, ms (at most) | memory grew, MiB (at most) | |');
  console.log('| --- | ---: | ---: | ---: | ---: | ---: | --- |');
  for (const result of results) {
    if (result.missing !== undefined) {
      console.log(`| ${result.what} | | | | | | not there yet: ${result.missing} |`);
      continue;
    }
    if (result.failed !== undefined) {
      console.log(`| ${result.what} | | | | | | failed |`);
      continue;
    }
    const { limit } = result;
    const cells = [
      result.what,
      `${cell(result.ms, limit.ms, 0)} ms`,
      result.theirMs === undefined ? '' : `${result.theirMs.toFixed(0)} ms`,
      cell(result.ratio, limit.ratio, 2),
      cell(result.lateMs, limit.lateMs, 0),
      cell(result.grownMiB, limit.grownMiB, 0),
      [result.met ? 'met' : 'NOT MET', ...reasons(result)].join('; '),
    ];
    console.log(`| ${cells.join(' | ')} |`);
  }
}

const files = benchFiles();
const electron = await electronRunner();
const results = [];
let idle;
const loadBefore = loadavg();
const from = performance.now();
try {
  idle = await electron.task({ task: 'idle' });
  for (const row of chosen) {
    const missing = row.missing?.();
    if (missing !== undefined) {
      results.push({ name: row.name, what: row.what, missing });
      continue;
    }
    console.error(`${row.name}: ${row.what}`);
    try {
      results.push(judge(row, await row.measure({ files, electron, rounds })));
    } catch (error) {
      console.error(error);
      results.push({ name: row.name, what: row.what, failed: String(error) });
    }
  }
} finally {
  electron.close();
  files.remove();
}
print(results);
const seconds = Math.round((performance.now() - from) / 1000);
const load = (loads) => loads.map((one) => one.toFixed(1)).join(' ');
console.log(
  `\nThe loop of an idle Electron was late by ${idle.lateMs.toFixed(0)} ms at most on this machine, just before. ` +
    `Load ${load(loadBefore)} before, ${load(loadavg())} after; ${seconds} s in all, ${rounds} rounds.`,
);
mkdirSync(output, { recursive: true });
const machine = {
  processor: cpus()[0]?.model,
  cores: availableParallelism(),
  node: process.version,
  loadBefore,
  loadAfter: loadavg(),
};
writeFileSync(join(output, 'bench.json'), `${JSON.stringify({ machine, rounds, seconds, idle, results }, null, 2)}\n`);
if (results.some((result) => result.met === false || result.failed !== undefined)) process.exitCode = 1;
