import type { Check } from '../../../shared/model/check.ts';
import { seen } from '../../../shared/seen.ts';
import type { SignedType } from '../git/object-id.ts';
import type { Evidence, Renamed } from './evidence.ts';
import type { GitFinding } from './git-object.ts';

/** A ref that a tag stands under. */
export interface TagRef {
  /** Its name below `refs/tags/`. */
  name: string;
  /** The name in the tag. */
  tag: string;
  /** Whether the same object stands in the repository under the name in it. */
  isAlsoOwn: boolean;
}

/** What a tag or commit gives to judge by. `name`: what it is called in sentences. */
export function gitEvidence(type: SignedType, name: string, finding: GitFinding, ref?: TagRef): Evidence {
  const renamed: Renamed | undefined =
    ref === undefined || ref.name === ref.tag ? undefined : { tag: ref.tag, isAlsoOwn: ref.isAlsoOwn };
  return {
    artifact: { name, digests: {} },
    asked: type,
    signatures: finding.signatures,
    lists: [],
    ...(renamed === undefined ? {} : { renamed }),
    ...(finding.problem === undefined ? {} : { problem: finding.problem }),
  };
}

/** What was seen of a tag's name. */
export function refCheck({ name, tag, isAlsoOwn }: TagRef): Check {
  const check = 'tag-name';
  if (name === tag) return { check, outcome: 'passed', ...seen('refNamed', { name }) };
  const what = { name: tag, ref: name };
  return isAlsoOwn
    ? { check, outcome: 'not-made', ...seen('refAlsoNamed', what) }
    : { check, outcome: 'failed', ...seen('refRenamed', what) };
}
