import { createInterface } from 'node:readline';
import { UsageError } from './usage-error.ts';

/** Asks yes or no. Throws `UsageError` with `why` where there is no terminal to ask on. */
export async function agrees(question: string, why: string): Promise<boolean> {
  if (!process.stdin.isTTY || !process.stderr.isTTY)
    throw new UsageError(`${why}, and there is no terminal to ask on`, 'add --yes to agree');
  return ['y', 'yes'].includes(await askLine(`${question} (y: yes, n: no) `));
}

/** Asks on the terminal; gives the answer in lower case, nothing for Ctrl-C. */
export function askLine(question: string): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr, terminal: true });
  return new Promise((resolve) => {
    terminal.once('SIGINT', () => {
      terminal.close();
      resolve('');
    });
    terminal.question(question, (answer) => {
      terminal.close();
      resolve(answer.trim().toLowerCase());
    });
  });
}
