import { createHash } from 'node:crypto';
import { AppError } from '../../../../shared/error.ts';
import { SshMalformedError, SshUnreadableError } from '../malformed.ts';
import { readPublicKey, type SshPublicKey } from '../public-key.ts';
import { askAgent } from './ask-agent.ts';
import { type AgentIdentity, askIdentities, askSignature, readIdentities, readSignature } from './protocol.ts';

/** A key in the agent that signatures can be made with. */
export interface AgentKey {
  /** SHA-256 of the bytes that the agent knows it by, upper-case hex: of a key the fingerprint, of a certificate its own. */
  id: string;
  /** Those bytes. */
  blob: Buffer;
  key: SshPublicKey;
  comment: string;
}

/** The agent that the user's other programs use, found by `SSH_AUTH_SOCK`. */
export interface SshAgent {
  /** None where there is no agent. Throws `ssh-agent-absent` where one is named that does not answer. */
  keys(signal?: AbortSignal): Promise<AgentKey[]>;
  /** A signature as SSH writes one. Throws `ssh-agent-absent`, `ssh-agent-refused`, `cancelled`. */
  sign(blob: Buffer, data: Buffer, signal?: AbortSignal): Promise<Buffer>;
}

/** To list keys asks nobody anything. */
const LIST_MS = 3000;
/** A key may want to be touched, or its owner's yes. */
const SIGN_MS = 120_000;
/** Windows' own agent listens here, and sets no variable. */
const WINDOWS_PIPE = '\\\\.\\pipe\\openssh-ssh-agent';

/** Speaks to the agent that `env` names; each call opens a connection of its own. */
export function openSshAgent(env: NodeJS.ProcessEnv, limits: { listMs?: number; signMs?: number } = {}): SshAgent {
  const named = env['SSH_AUTH_SOCK'] ?? '';
  const socket = named === '' && process.platform === 'win32' ? WINDOWS_PIPE : named;
  return {
    async keys(signal) {
      if (socket === '') return [];
      const answer = await askAgent(socket, askIdentities(), { timeoutMs: limits.listMs ?? LIST_MS, signal });
      return readIdentities(answer).flatMap((identity) => keyOf(identity) ?? []);
    },
    async sign(blob, data, signal) {
      if (socket === '') throw new AppError('ssh-agent-absent', 'SSH_AUTH_SOCK is not set');
      const request = askSignature(blob, data);
      return readSignature(await askAgent(socket, request, { timeoutMs: limits.signMs ?? SIGN_MS, signal }));
    },
  };
}

/** Kinds that cannot sign a file or a tag (DSA, a host's certificate) are passed over. */
function keyOf({ blob, comment }: AgentIdentity): AgentKey | undefined {
  try {
    const key = readPublicKey(blob);
    if (key.certificate?.isUser === false) return undefined;
    return { id: createHash('sha256').update(blob).digest('hex').toUpperCase(), blob, key, comment };
  } catch (error) {
    if (error instanceof SshMalformedError || error instanceof SshUnreadableError) return undefined;
    throw error;
  }
}
