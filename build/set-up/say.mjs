// What every script here uses to speak and to run a program. Built-in modules and Node 18 only: this runs before anything is installed.
import { spawnSync } from 'node:child_process';

/** Says one line, marked so that it is told apart from what programs print. */
export function say(line) {
  process.stdout.write(`countersign: ${line}\n`);
}

/** An end that needs no stack trace: the reader is told what to do. */
export class Stop extends Error {}

/** Runs a program to its end and returns its result; its output goes where ours goes unless options say otherwise. */
export function run(program, args, options = {}) {
  return spawnSync(program, args, { stdio: 'inherit', ...options });
}

/** Runs main and ends the process: with its status, or with 1 and one line when it stopped. */
export async function finish(main) {
  try {
    process.exitCode = (await main()) ?? 0;
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    process.stderr.write(`countersign: ${error.message}\n`);
    process.exitCode = 1;
  }
}
