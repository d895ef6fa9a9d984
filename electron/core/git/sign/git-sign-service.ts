import { openRepository } from '../repository/open-repository.ts';
import { findGit } from '../repository/start-git.ts';
import type { GitReceipt } from '../../../../shared/model/git-receipt.ts';
import type { RunContext } from '../../services.ts';
import type { GitSignContext, GitSigner, GitSignParts } from './git-signing.ts';
import { withSigning } from './open-signing.ts';
import { planCommits, withoutObjects, type CommitPlan, type CommitRange } from './plan-commits.ts';
import { prepareCommits, type CommitsDraft, type CommitsPreparation } from './prepare-commits.ts';
import { prepareTag, type TagDraft, type TagPreparation } from './prepare-tag.ts';
import { commitsReceipt, remember, tagReceipt } from './receipt.ts';
import type { SignedByLogin } from './sign-by-login.ts';
import { signCommits, type CommitsRequest, type SignedCommits } from './sign-commits.ts';
import { workState, type WorkState } from './work-state.ts';
import { undoCommits, type UndoOutcome, type UndoRequest } from './undo-commits.ts';
import { signTag, type SignedTag, type TagRequest } from './sign-tag.ts';

/** Signs tags and commits with any key that the app knows. */
export interface GitSignService {
  /** What a tag would be, and what it could be called. Changes nothing. */
  prepareTag: (draft: TagDraft, context: RunContext) => Promise<TagPreparation>;
  /** Makes a tag, and remembers that in the activity log. */
  signTag: (request: TagRequest, context: GitSignContext) => Promise<SignedTag & { receipt: GitReceipt }>;
  /** What signing commits anew would change, and which could be. Changes nothing. */
  prepareCommits: (draft: CommitsDraft, context: RunContext) => Promise<CommitsPreparation>;
  /** What signing commits anew would change. Changes nothing. */
  planCommits: (request: CommitRange & { repository: string }, context: RunContext) => Promise<CommitPlan>;
  /** Makes commits in place of others, and remembers that in the activity log. */
  signCommits: (request: CommitsRequest, context: GitSignContext) => Promise<SignedCommits & { receipt: GitReceipt }>;
  /** Brings back the commits that others took the place of, and remembers that in the activity log. Throws as `undoCommits`. */
  undoCommits: (request: UndoRequest, context: RunContext) => Promise<UndoOutcome>;
  /**
   * Signs by a login what git hands to a program in place of gpgsm; what was made is judged before it is given. Throws as `withSigning`
   * does, and `verify-after-sign`.
   */
  signByLogin: (
    request: Omit<GitSigner, 'key'> & { repository: string },
    payload: Buffer,
    context: GitSignContext,
  ) => Promise<SignedByLogin>;
  /** What lies in the folder and is in no commit: looked at only when somebody asks. */
  workState: (repository: string, context: RunContext) => Promise<WorkState>;
}

/** Puts it together. */
export function openGitSign(parts: GitSignParts): GitSignService {
  return {
    prepareTag: (draft, context) => prepareTag(parts, draft, context),
    async signTag(request, context) {
      const made = await signTag(parts, request, context);
      const receipt = tagReceipt(made, request.repository, parts.clock());
      await remember(parts.activity, receipt, context);
      return { ...made, receipt };
    },
    prepareCommits: (draft, context) => prepareCommits(parts, draft, context),
    async planCommits({ repository: folder, ...range }, { signal }) {
      const repository = await openRepository(await findGit(parts.env), folder, { signal });
      return withoutObjects(await planCommits(repository, range, { signal }));
    },
    async signCommits(request, context) {
      const made = await signCommits(parts, request, context);
      const receipt = commitsReceipt(made, request.repository, parts.clock());
      await remember(parts.activity, receipt, context);
      return { ...made, receipt };
    },
    undoCommits: (request, context) => undoCommits(parts, request, context),
    async signByLogin({ repository: folder, ...signer }, payload, context) {
      const repository = await openRepository(await findGit(parts.env), folder, { signal: context.signal });
      const { signByLogin } = await import('./sign-by-login.ts');
      return withSigning(parts, repository, { ...signer, key: 'keyless' }, context, (signing) =>
        signByLogin(signing, payload),
      );
    },
    workState: async (folder, { signal }) =>
      workState(await openRepository(await findGit(parts.env), folder, { signal }), { signal }),
  };
}
