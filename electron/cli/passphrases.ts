import { readFile } from 'node:fs/promises';
import { AppError, toAppError } from '../../shared/error.ts';
import { readStandardInput } from './standard-input.ts';
import { standardError } from './streams.ts';
import { UsageError } from './usage-error.ts';

/** No passphrase is near this. */
const MOST_BYTES = 16 * 1024 * 1024;

let standardInput: Promise<Buffer> | undefined;

/** The first line of a passphrase file, without its line end; `-` is standard input, which may be asked for again. */
export async function readPassphraseFile(path: string): Promise<string> {
  const text =
    path === '-'
      ? (await (standardInput ??= readStandardInput(MOST_BYTES, 'standard input'))).toString('utf8')
      : await readFile(path, 'utf8').catch((error: unknown) => Promise.reject(toAppError(error)));
  return (text.split('\n')[0] ?? '').replace(/\r$/, '');
}

/** The passphrase of a file of keys where the call or, for cosign's format, the environment gives it: `COSIGN_PASSWORD`, as cosign takes it. */
export async function keyFilePassphrase(file: string | undefined, bytes: Uint8Array): Promise<string | undefined> {
  if (file !== undefined) return readPassphraseFile(file);
  const isCosign = /-----BEGIN ENCRYPTED (?:SIGSTORE|COSIGN) PRIVATE KEY-----/.test(
    Buffer.from(bytes).toString('latin1'),
  );
  return isCosign ? process.env['COSIGN_PASSWORD'] : undefined;
}

/** Standard input can be one passphrase only. Throws `UsageError` where two flags want it. */
export function refuseTwoInputs(store: string | undefined, file: string | undefined): void {
  if (store === '-' && file === '-')
    throw new UsageError('--store-passphrase-file and --passphrase-file cannot both be standard input');
}

/** A passphrase that protects something new, asked for twice. Throws `UsageError` where the two differ, or without a terminal. */
export async function askNew(question: string, flag: string): Promise<string> {
  const passphrase = await askHidden(question, flag);
  if ((await askHidden('The same again', flag)) !== passphrase) throw new UsageError('the two are not the same');
  return passphrase;
}

/** Asks on the terminal without showing what is typed. Throws `UsageError` naming `flag` where there is no terminal. */
export async function askHidden(question: string, flag: string): Promise<string> {
  if (!process.stdin.isTTY || !process.stderr.isTTY)
    throw new UsageError(`${question} is needed, and there is no terminal to ask on`, `give ${flag} FILE`);
  // Few calls ask, and loading it takes each of them a while.
  const { createInterface } = await import('node:readline');
  const terminal = createInterface({ input: process.stdin, output: process.stderr, terminal: true });
  try {
    return await new Promise<string>((resolve, reject) => {
      terminal.on('SIGINT', () => reject(new AppError('cancelled')));
      terminal.question(`${question}: `, resolve);
      // What is typed from here on is echoed nowhere.
      (terminal as unknown as { _writeToOutput: (text: string) => void })._writeToOutput = () => undefined;
    });
  } finally {
    standardError().write('\n');
    terminal.close();
  }
}
