import { AppError } from '../../shared/error.ts';

/** All of standard input. Throws `too-large` for more bytes than `most`; `what` says what it is. */
export async function readStandardInput(most: number, what: string): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of process.stdin as AsyncIterable<Buffer>) {
    length += piece.length;
    if (length > most) throw new AppError('too-large', what);
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}
