import { AppError } from '../../../../shared/error.ts';
import type { OpenedKeys } from '../../keys/key-service-open.ts';
import type { GitPayload, JudgedPayload } from '../../verify/git-payload.ts';
import type { GitParts } from '../../verify/prepare-git.ts';
import type { SshAnswer, SshQuestion } from './check-ssh.ts';
import type { SignedPayload } from './sign-payload.ts';

/** Signs and checks what git hands to a program in place of gpg. */
export interface GitProgramService {
  /** Throws as `signPayload` does. */
  sign: (payload: Buffer, selector: string) => Promise<SignedPayload>;
  judge: (payload: Omit<GitPayload, 'own'>) => Promise<JudgedPayload>;
  /** Signs with an SSH key that the app keeps, else one that the agent holds. Throws `key-not-found`, and as the engine does. */
  signSsh: (payload: Buffer, fingerprint: string) => Promise<Uint8Array>;
  checkSsh: (question: SshQuestion) => Promise<SshAnswer>;
}

/** Each half is loaded when it is asked for: git starts the program anew for every signature. */
export function gitProgramWhenNeeded(
  parts: GitParts & { keys: OpenedKeys; own: () => Promise<ReadonlySet<string>> },
): GitProgramService {
  return {
    async sign(payload, selector) {
      const [{ createOpenpgpEngine }, { signPayload }] = await Promise.all([
        import('../../engines/openpgp/openpgp-engine.ts'),
        import('./sign-payload.ts'),
      ]);
      return signPayload(payload, selector, parts.keys, createOpenpgpEngine(parts.keys.openpgp), parts.clock());
    },
    async judge(payload) {
      const { judgeGitPayload } = await import('../../verify/git-payload.ts');
      return judgeGitPayload(parts, { ...payload, own: await parts.own() });
    },
    async signSsh(payload, fingerprint) {
      const { createSshEngine } = await import('../../engines/ssh/ssh-engine.ts');
      const { ssh, sshAgent } = parts.keys;
      for (const engine of [createSshEngine('ssh', ssh), createSshEngine('ssh-agent', sshAgent)]) {
        const keys = await engine.listKeys(parts.clock());
        const key = keys.find((one) => one.fingerprint === fingerprint);
        if (key === undefined) continue;
        const { signature } = await engine.signGit(payload, key.id, { ask: () => Promise.resolve(null) });
        return signature;
      }
      throw new AppError('key-not-found', fingerprint);
    },
    async checkSsh(question) {
      const { checkSsh } = await import('./check-ssh.ts');
      return checkSsh(question, { own: await parts.own(), publishers: parts.publishers, now: parts.clock() });
    },
  };
}
