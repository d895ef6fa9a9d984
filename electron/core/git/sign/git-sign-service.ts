import type { GitSignContext, GitSignParts } from './git-signing.ts';
import { signTag, type SignedTag, type TagRequest } from './sign-tag.ts';

/** Signs tags and commits. */
export interface GitSignService {
  signTag: (request: TagRequest, context: GitSignContext) => Promise<SignedTag>;
}

/** Tags and commits, signed with any key that the app knows. */
export function openGitSign(parts: GitSignParts): GitSignService {
  return { signTag: (request, context) => signTag(parts, request, context) };
}
