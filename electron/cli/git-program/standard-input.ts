import { AppError } from '../../../shared/error.ts';

/** Git holds objects and signatures in memory, too; nothing that somebody signs is near this. */
const MOST_BYTES = 256 * 1024 * 1024;

/** All of standard input. Throws `too-large`. */
export async function readStandardInput(): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of process.stdin as AsyncIterable<Buffer>) {
    length += piece.length;
    if (length > MOST_BYTES) throw new AppError('too-large', 'what git wants signed or checked');
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}
