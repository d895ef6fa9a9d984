import { toAppError } from '../../shared/error.ts';
import { COMMANDS } from './commands.ts';
import { exitFor } from './exit.ts';
import { findCommand } from './find-command.ts';
import { helpText } from './help.ts';
import { explainError, explainUsage, note } from './output.ts';
import { ownEntry } from './own-entry.ts';
import { UsageError } from './usage-error.ts';
import { outputTaken, standardError, standardOutput } from './streams.ts';

/** The build puts it beside this program. */
const HASH_WORKER = new URL('./hash-worker.mjs', import.meta.url);

/** The command line (`countersign …`): finds the command, runs it, and gives the exit status. */
async function run(argv: readonly string[]): Promise<number> {
  const { name, words } = findCommand(argv);
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    standardOutput().write(helpText());
    return name === undefined ? 2 : 0;
  }
  if (name === '--version') {
    standardOutput().write(`countersign ${__VERSION__}\n`);
    return 0;
  }
  const command = ownEntry(COMMANDS, name);
  if (command !== undefined) return (await command())(words, HASH_WORKER);
  throw new UsageError(`there is no command \`${name}\``, `commands: ${Object.keys(COMMANDS).join(', ')}`);
}

process.removeAllListeners('warning');
process.on('warning', (warning) => {
  // Older Nodes call their own Ed25519 experimental; whoever signs can do nothing about that.
  if (warning.name !== 'ExperimentalWarning') note(`countersign: ${warning.message}`);
});

async function main(): Promise<void> {
  // Should the process end before there is an answer, that is no success.
  process.exitCode = 5;
  try {
    process.exitCode = await run(process.argv.slice(2));
  } catch (error) {
    if (error instanceof UsageError) {
      standardError().write(explainUsage(error));
      process.exitCode = 2;
    } else {
      const known = toAppError(error);
      standardError().write(explainError(known));
      process.exitCode = exitFor(known);
    }
  }
}

// Node would take its memory apart before it ends, piece by piece: for many files that is a good part of a call.
void main()
  .then(outputTaken)
  .then(() => process.exit());
