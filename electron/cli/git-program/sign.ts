import { toAppError } from '../../../shared/error.ts';
import type { Services } from '../../core/services.ts';
import { explainError } from '../output.ts';
import type { GitProgramCall } from './call.ts';
import { notSignedStatus, signedStatus } from './gpg-status.ts';
import { readStandardInput } from './standard-input.ts';

/** `--status-fd=2 -bsau KEY`: signs standard input, and writes the signature to standard output. */
export async function sign(
  { key, status }: Extract<GitProgramCall, { kind: 'sign' }>,
  { gitProgram }: Services,
): Promise<number> {
  const statusStream = status === 1 ? process.stdout : process.stderr;
  try {
    const { armored, packet, primary, fingerprint } = await gitProgram.sign(await readStandardInput(), key);
    statusStream.write(signedStatus({ fingerprint, primary, packet, at: new Date(packet.created * 1000) }));
    process.stdout.write(armored);
    return 0;
  } catch (error) {
    statusStream.write(notSignedStatus(key));
    process.stderr.write(explainError(toAppError(error)));
    return 2;
  }
}
