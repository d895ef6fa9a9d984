import { toAppError } from '../../../shared/error.ts';
import { explainError } from '../output.ts';
import type { GitProgramCall } from './call.ts';
import { notSignedStatus } from './gpg-status.ts';
import { readPayload } from './payload.ts';

/** A signature as git takes it over, and gpg's status lines of it. */
export interface SignedPayload {
  armored: string | Uint8Array;
  told: string;
}

/** Signs standard input, and writes the signature to standard output; where that fails, says why. Resolves to the exit status. */
export async function answerSigning(
  { key, status }: Extract<GitProgramCall, { kind: 'sign' }>,
  sign: (payload: Buffer) => Promise<SignedPayload>,
  tell = tellGit,
): Promise<number> {
  const statusStream = status === 1 ? process.stdout : process.stderr;
  try {
    const { armored, told } = await sign(await readPayload());
    statusStream.write(told);
    process.stdout.write(armored);
    return 0;
  } catch (error) {
    statusStream.write(notSignedStatus(key));
    tell(explainError(toAppError(error)).trimEnd());
    return 2;
  }
}

function tellGit(text: string): void {
  process.stderr.write(`${text}\n`);
}
