import { AppError } from '../../../../shared/error.ts';
import { listTagRefs } from '../repository/list-tags.ts';
import { openRepository } from '../repository/open-repository.ts';
import { findGit } from '../repository/start-git.ts';
import type { SignatureForm } from '../signed-object.ts';
import { decodeText } from '../text.ts';
import type { RunContext } from '../../services.ts';
import type { GitSignParts } from './git-signing.ts';
import { branchesOf, type Branches } from './branches.ts';
import { lookUpCommit, type TargetCommit } from './look-up.ts';
import { nextVersions } from './next-versions.ts';
import { ownPerson, type OwnPerson } from './own-person.ts';
import { usualMessage } from './sign-tag.ts';
import { tagNameFault, type TagNameFault } from './tag-name.ts';
import { findTag } from './tag-plan.ts';

/** What is known of a tag while somebody still makes up their mind. */
export interface TagDraft {
  /** The repository's folder, or one in it. */
  repository: string;
  name?: string;
  /** What a tag of this name names already, else `HEAD`, where nothing is chosen. */
  target?: string;
  template?: string;
}

/** What a tag would be. */
export interface TagPreparation extends Branches {
  /** Names for it, the likeliest first. */
  names: string[];
  fault?: TagNameFault;
  /** Another tag stands in the way of this name, and none can be replaced: `v1` of `v1/x`. */
  isInTheWay?: boolean;
  /** The tag that is there under this name: signed anew it becomes another object. */
  existing?: {
    object: string;
    isAnnotated: boolean;
    form?: SignatureForm | 'unknown';
    target: { id: string; type: string };
  };
  target: TargetCommit;
  /** What it would say where nobody writes something else. */
  message: string;
  /** Who git says tags here; absent where it does not know. */
  tagger?: OwnPerson;
}

/** Looks at everything that somebody who tags wants to see first. Throws `usage` for a target that is no commit, and what git throws. */
export async function prepareTag(
  { env }: GitSignParts,
  { repository: folder, name, target, template }: TagDraft,
  { signal }: RunContext,
): Promise<TagPreparation> {
  const watch = { signal };
  const repository = await openRepository(await findGit(env), folder, watch);
  const names = nextVersions((await listTagRefs(repository, watch)).map((ref) => ref.name));
  const wanted = name ?? names[0] ?? '';
  const fault = tagNameFault(wanted);
  const found = fault === undefined ? await orInTheWay(findTag(repository, wanted, watch)) : undefined;
  const existing = found === 'in-the-way' ? undefined : found;
  const commit = await lookUpCommit(repository, target ?? existing?.target.id ?? 'HEAD', watch);
  const tagger = await ownPerson(repository, env, watch);
  const old = existing?.object;
  return {
    names,
    ...(await branchesOf(repository, watch)),
    ...(fault === undefined ? {} : { fault }),
    ...(found === 'in-the-way' ? { isInTheWay: true } : {}),
    ...(existing === undefined
      ? {}
      : {
          existing: {
            object: existing.id,
            isAnnotated: old !== undefined,
            ...(old?.signature === undefined ? {} : { form: old.signature.form ?? 'unknown' }),
            target: existing.target,
          },
        }),
    target: commit,
    message:
      old === undefined
        ? await usualMessage(repository, wanted, { id: commit.id, type: 'commit' }, template, watch)
        : decodeText(old.message, old),
    ...(tagger === undefined ? {} : { tagger }),
  };
}

async function orInTheWay<Found>(finding: Promise<Found>): Promise<Found | 'in-the-way'> {
  try {
    return await finding;
  } catch (error) {
    if (error instanceof AppError && error.code === 'tag-exists') return 'in-the-way';
    throw error;
  }
}
