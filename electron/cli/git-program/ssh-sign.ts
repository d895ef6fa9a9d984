import { readFile, stat, writeFile } from 'node:fs/promises';
import { AppError, toAppError } from '../../../shared/error.ts';
import { readPublicKeyFile } from '../../core/ssh/public-key-file.ts';
import type { Services } from '../../core/services.ts';
import { explainError } from '../output.ts';
import type { SshCall } from './ssh-call.ts';

const FAILED = 255;
const LARGEST_KEY = 64 * 1024;
const LARGEST = 256 * 1024 * 1024;

/** `-Y sign -n git -f KEY FILE`: signs a file of git's with the key whose public half is in KEY, into `FILE.sig`. */
export async function sshSign(
  { key, file }: Extract<SshCall, { kind: 'ssh-sign' }>,
  { gitProgram }: Services,
): Promise<number> {
  try {
    const signature = await gitProgram.signSsh(await readBounded(file, LARGEST), await fingerprintIn(key));
    // Never through a link that somebody laid there.
    await writeFile(`${file}.sig`, signature, { flag: 'wx', mode: 0o600 });
    return 0;
  } catch (error) {
    process.stderr.write(explainError(toAppError(error)));
    return FAILED;
  }
}

/** Of a private key's file, the public half lies beside it; the private one is never read here. */
async function fingerprintIn(path: string): Promise<string> {
  for (const one of [path, `${path}.pub`]) {
    const bytes = await readBounded(one, LARGEST_KEY).catch(() => Buffer.alloc(0));
    const [key] = readPublicKeyFile(bytes);
    if (key !== undefined) return key.fingerprint;
  }
  throw new AppError('key-not-found', `${path} holds no public key of SSH`);
}

async function readBounded(path: string, most: number): Promise<Buffer> {
  const found = await stat(path);
  // A repository can name a pipe, or a device without end.
  if (!found.isFile()) throw new AppError('not-a-file', path);
  if (found.size > most) throw new AppError('too-large', path);
  return readFile(path);
}
