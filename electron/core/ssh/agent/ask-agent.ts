import { connect } from 'node:net';
import { AppError } from '../../../../shared/error.ts';
import { MAX_ANSWER } from './protocol.ts';

/**
 * Sends one request to the agent behind a socket, and gives back its answer without its length. Throws `cancelled`, and `ssh-agent-absent`
 * where nobody answers in time, or something else than an agent does.
 */
export async function askAgent(
  socket: string,
  request: Buffer,
  { timeoutMs, signal }: { timeoutMs: number; signal?: AbortSignal | undefined },
): Promise<Buffer> {
  if (signal?.aborted === true) throw new AppError('cancelled');
  return new Promise((resolve, reject) => {
    const connection = connect(socket);
    const pieces: Buffer[] = [];
    let length = 0;
    const end = (settle: () => void): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
      connection.destroy();
      settle();
    };
    const fail = (why: string): void => {
      end(() => {
        reject(new AppError('ssh-agent-absent', why));
      });
    };
    const onAbort = (): void => {
      end(() => {
        reject(new AppError('cancelled'));
      });
    };
    const timer = setTimeout(() => {
      fail(`no answer in ${timeoutMs / 1000} s`);
    }, timeoutMs);
    signal?.addEventListener('abort', onAbort, { once: true });
    connection.on('error', ({ message }) => {
      fail(message);
    });
    connection.on('close', () => {
      fail('the agent ended the connection');
    });
    connection.on('data', (piece: Buffer) => {
      pieces.push(piece);
      length += piece.length;
      if (length < 4) return;
      const all = Buffer.concat(pieces);
      const wanted = all.readUInt32BE();
      if (wanted === 0 || wanted > MAX_ANSWER) fail('an answer larger than any');
      else if (length > wanted + 4) fail('more than one answer');
      else if (length === wanted + 4)
        end(() => {
          resolve(all.subarray(4));
        });
      pieces.splice(0, pieces.length, all);
    });
    connection.write(request);
  });
}
