import { AppError } from '../../../../shared/error.ts';
import { SshMalformedError } from '../malformed.ts';
import { SshReader, sshNumber, sshString } from '../wire.ts';

/** A key that an agent holds: its bytes, which may be a certificate's, and what its owner calls it. */
export interface AgentIdentity {
  blob: Buffer;
  comment: string;
}

/** Larger answers come from no agent (OpenSSH's own bound). */
export const MAX_ANSWER = 256 * 1024;
const MAX_KEYS = 2048;

const ASK_IDENTITIES = 11;
const IDENTITIES = 12;
const ASK_SIGNATURE = 13;
const SIGNATURE = 14;
/** RSA with SHA-512; agents look at it for RSA alone. */
const RSA_SHA2_512 = 4;

/** Asks which keys there are (draft-ietf-sshm-ssh-agent). */
export function askIdentities(): Buffer {
  return sshString(Buffer.of(ASK_IDENTITIES));
}

/** Asks for a signature over `data`. */
export function askSignature(key: Buffer, data: Buffer): Buffer {
  const body = [Buffer.of(ASK_SIGNATURE), sshString(key), sshString(data), sshNumber(RSA_SHA2_512)];
  return sshString(Buffer.concat(body));
}

/** The keys in an answer; none where the agent is locked. Throws `ssh-agent-absent` for what no agent says. */
export function readIdentities(answer: Buffer): AgentIdentity[] {
  return reading(answer, (reader) => {
    if (reader.octet() !== IDENTITIES) throw new SshMalformedError('another answer than the keys');
    const count = reader.number();
    if (count > MAX_KEYS) throw new SshMalformedError('more keys than any agent holds');
    const keys: AgentIdentity[] = [];
    for (let n = 0; n < count; n++) keys.push({ blob: reader.string(), comment: reader.string().toString('utf8') });
    reader.end();
    return keys;
  });
}

/** The signature in an answer, as SSH writes one. Throws `ssh-agent-refused` where the agent makes none. */
export function readSignature(answer: Buffer): Buffer {
  return reading(answer, (reader) => {
    if (reader.octet() !== SIGNATURE) throw new AppError('ssh-agent-refused', 'the agent refused to sign');
    const signature = reader.string();
    reader.end();
    return signature;
  });
}

function reading<T>(answer: Buffer, read: (reader: SshReader) => T): T {
  try {
    return read(new SshReader(answer));
  } catch (error) {
    if (error instanceof SshMalformedError)
      throw new AppError('ssh-agent-absent', `not an agent's answer: ${error.message}`);
    throw error;
  }
}
