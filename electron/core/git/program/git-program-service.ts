import type { OpenedKeys } from '../../keys/key-service-open.ts';
import type { GitPayload, JudgedPayload } from '../../verify/git-payload.ts';
import type { GitParts } from '../../verify/prepare-git.ts';
import type { SignedPayload } from './sign-payload.ts';

/** Signs and checks what git hands to a program in place of gpg. */
export interface GitProgramService {
  /** Throws as `signPayload` does. */
  sign: (payload: Buffer, selector: string) => Promise<SignedPayload>;
  judge: (payload: Omit<GitPayload, 'own'>) => Promise<JudgedPayload>;
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
  };
}
