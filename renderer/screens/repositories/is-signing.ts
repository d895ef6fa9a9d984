import { useCommits } from './commits-slice.ts';
import { useTag } from './tag-slice.ts';

/** Whether something is about to be signed: that stands in place of the lists. */
export function useIsSigning(): boolean {
  const isTagging = useTag((tag) => tag.isOpen);
  const isSigningCommits = useCommits((commits) => commits.isOpen);
  return isTagging || isSigningCommits;
}
