import { toAppError } from '../../shared/error.ts';
import { COMMANDS, LATER_COMMANDS } from './commands.ts';
import { exitFor } from './exit.ts';
import { helpText } from './help.ts';
import { explainError } from './output.ts';
import { UsageError } from './usage-error.ts';

/** The build puts it beside this program. */
const HASH_WORKER = new URL('./hash-worker.js', import.meta.url);

/** The command line (`countersign …`): finds the command, runs it, and gives the exit status. */
async function run(argv: readonly string[]): Promise<number> {
  const [name, ...rest] = argv;
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    process.stdout.write(helpText());
    return name === undefined ? 2 : 0;
  }
  if (name === '--version') {
    process.stdout.write(`countersign ${__VERSION__}\n`);
    return 0;
  }
  const command = COMMANDS[name];
  if (command !== undefined) return (await command())(rest, HASH_WORKER);
  if (LATER_COMMANDS.has(name)) throw new UsageError(`this version has no \`${name}\` yet`);
  throw new UsageError(`there is no command \`${name}\``, `commands: ${Object.keys(COMMANDS).join(', ')}`);
}

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // Whoever reads our output (`| head`) may stop reading; that is no failure.
  if (error.code === 'EPIPE') process.exit();
});

try {
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  if (error instanceof UsageError) {
    process.stderr.write(`countersign: ${error.message}\n${error.hint === undefined ? '' : `  ${error.hint}\n`}`);
    process.exitCode = 2;
  } else {
    const known = toAppError(error);
    process.stderr.write(explainError(known));
    process.exitCode = exitFor(known);
  }
}
