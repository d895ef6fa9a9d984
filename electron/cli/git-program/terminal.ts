import { closeSync, openSync, writeFileSync } from 'node:fs';
import { ReadStream, WriteStream } from 'node:tty';
import { AppError } from '../../../shared/error.ts';

/**
 * Asks on the terminal itself, without showing what is typed unless that is no secret: standard input is what git wants signed, and git reads the rest. Throws
 * `passphrase-needed`, with `otherwise` as its detail, where there is no terminal, and `cancelled`.
 */
export async function askOnTerminal(
  question: string,
  otherwise: string,
  { isShown = false }: { isShown?: boolean } = {},
): Promise<string> {
  const terminal = openTerminal();
  if (terminal === undefined) throw new AppError('passphrase-needed', otherwise);
  const { createInterface } = await import('node:readline');
  const lines = createInterface({ ...terminal, terminal: true });
  try {
    return await new Promise<string>((resolve, reject) => {
      lines.on('SIGINT', () => reject(new AppError('cancelled')));
      lines.on('close', () => reject(new AppError('cancelled')));
      lines.question(`${question}: `, resolve);
      // What is typed from here on is echoed nowhere.
      if (!isShown) (lines as unknown as { _writeToOutput: (text: string) => void })._writeToOutput = () => undefined;
    });
  } finally {
    terminal.output.write('\n');
    lines.close();
    terminal.input.destroy();
    terminal.output.destroy();
  }
}

/** Says something to the person at the terminal: git keeps what is written to standard error. There, where there is no terminal. */
export function tellOnTerminal(line: string): void {
  try {
    writeFileSync(process.platform === 'win32' ? '\\\\.\\CONOUT$' : '/dev/tty', `${line}\n`);
  } catch {
    process.stderr.write(`${line}\n`);
  }
}

function openTerminal(): { input: ReadStream; output: WriteStream } | undefined {
  const [read, write] = process.platform === 'win32' ? ['\\\\.\\CONIN$', '\\\\.\\CONOUT$'] : ['/dev/tty', '/dev/tty'];
  const opened: number[] = [];
  try {
    opened.push(openSync(read, process.platform === 'win32' ? 'r+' : 'r'));
    opened.push(openSync(write, process.platform === 'win32' ? 'r+' : 'w'));
    const [input = -1, output = -1] = opened;
    return { input: new ReadStream(input), output: new WriteStream(output) };
  } catch {
    for (const one of opened) closeSync(one);
    return undefined;
  }
}
