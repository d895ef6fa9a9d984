// Timing of one thing against another in the same minutes, so that what else the machine does hits both.
import { spawn } from 'node:child_process';
import { cleanUpLater } from './clean-up.mjs';

/** Runs a program to its end. Resolves to `{ ms, status, stdout }`; wall time, process start and all. */
export function run(program, words, options = {}) {
  return new Promise((resolvePromise, reject) => {
    const from = performance.now();
    const child = spawn(program, words, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
    const forget = cleanUpLater(() => child.exitCode === null && child.kill());
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (text) => (stdout += text));
    child.stderr.on('data', (text) => (stderr += text));
    child.once('error', reject);
    child.once('close', (status, signal) => {
      forget();
      const ms = performance.now() - from;
      if (status === 0 || options.anyStatus) resolvePromise({ ms, status, stdout, stderr });
      else
        reject(
          new Error(
            `${program} ${words.join(' ')}: ${signal === null ? `status ${status}` : `ended by ${signal}`}\n${stderr}`,
          ),
        );
    });
  });
}

/** Runs every maker once unmeasured, then in turn `rounds` times. Resolves to the results by name. */
export async function alternate(makers, rounds) {
  const results = Object.fromEntries(Object.keys(makers).map((name) => [name, []]));
  for (let round = -1; round < rounds; round++)
    for (const [name, make] of Object.entries(makers)) {
      const result = await make();
      if (round >= 0) results[name].push(result);
    }
  return results;
}

/** The middle one of some numbers. */
export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

/** The middle of the rounds' own ratios: each round's two halves ran one right after the other. */
export function ratio(ours, theirs) {
  return median(ours.map((result, round) => result.ms / theirs[round].ms));
}
