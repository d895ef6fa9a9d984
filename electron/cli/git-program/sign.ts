import type { Services } from '../../core/services.ts';
import { answerSigning } from './answer-signing.ts';
import type { GitProgramCall } from './call.ts';
import { signedStatus } from './gpg-status.ts';

/** `--status-fd=2 -bsau KEY`: signs standard input, and writes the signature to standard output. */
export function sign(call: Extract<GitProgramCall, { kind: 'sign' }>, { gitProgram }: Services): Promise<number> {
  return answerSigning(call, async (payload) => {
    const { armored, packet, primary, fingerprint } = await gitProgram.sign(payload, call.key);
    return { armored, told: signedStatus({ fingerprint, primary, packet, at: new Date(packet.created * 1000) }) };
  });
}
