import { AppError } from '../../../../shared/error.ts';
import { readTag } from '../read-object.ts';
import { openObjectReader } from '../repository/cat-file.ts';
import { listTagRefs } from '../repository/list-tags.ts';
import type { Repository } from '../repository/open-repository.ts';
import { gitOutput, runGit } from '../repository/run-git.ts';
import type { Watch } from '../repository/start-git.ts';
import type { GitTag } from '../signed-object.ts';
import { changelogSection } from './changelog-section.ts';
import { versionIn } from './next-versions.ts';
import { tagNameFault } from './tag-name.ts';

/** A tag that is there already under the name that is wanted. */
export interface ExistingTag {
  /** What the ref names. */
  id: string;
  /** What it is a tag of. */
  target: { id: string; type: string };
  /** The tag's object; absent for a lightweight one. */
  object?: GitTag;
}

/** The tag of this name, where there is one. Throws `usage` for what git takes for no name, `tag-exists` for one below or above another. */
export async function findTag(
  repository: Repository,
  name: string,
  watch: Watch = {},
): Promise<ExistingTag | undefined> {
  const fault = tagNameFault(name);
  if (fault !== undefined) throw new AppError('usage', `git takes \`${name}\` for no tag: ${FAULTS[fault]}`);
  const refs = await listTagRefs(repository, watch);
  // Git keeps refs as files do: one cannot stand in another.
  const inTheWay = refs.find((ref) => ref.name.startsWith(`${name}/`) || name.startsWith(`${ref.name}/`));
  if (inTheWay !== undefined) throw new AppError('tag-exists', `${inTheWay.name} is in its way`);
  const found = refs.find((ref) => ref.name === name);
  if (found === undefined) return undefined;
  const { id, type } = found;
  if (type !== 'tag') return { id, target: { id, type } };
  const reader = await openObjectReader(repository.git, repository.folder, watch);
  try {
    const raw = await reader.read(id);
    const read = raw.kind === 'object' ? readTag(raw.bytes, repository.format) : undefined;
    if (read?.kind !== 'object') throw new AppError('malformed', `${name}: ${read?.reason ?? 'it cannot be read'}`);
    return { id, target: read.object.target, object: read.object };
  } finally {
    reader.close();
  }
}

const FAULTS: Readonly<Record<NonNullable<ReturnType<typeof tagNameFault>>, string>> = {
  empty: 'it is empty',
  'begins-with-dash': 'it begins with a dash',
  'is-head': 'HEAD means something else',
  'odd-characters': 'no spaces, control characters, ~ ^ : ? * [ \\ or @{',
  'odd-dots': 'no two dots in a row, none at the beginning of a part or at the end',
  'odd-slashes': 'no slash at the beginning or the end, nor two in a row',
  'ends-in-lock': 'no part may end in .lock',
  'too-long': 'it is too long',
};

/** Where projects keep what changed. */
const CHANGELOGS = [
  'CHANGELOG.md',
  'CHANGES.md',
  'NEWS.md',
  'HISTORY.md',
  'CHANGELOG',
  'CHANGES',
  'NEWS',
  'CHANGELOG.txt',
];
const MAX_CHANGELOG = 4 * 1024 * 1024;

/**
 * What the changelog in a commit says of the version in a tag's name. Read from the commit and not from the folder, where links could lead
 * anywhere. Undefined where it says nothing.
 */
export async function changesIn(
  repository: Repository,
  commit: string,
  name: string,
  watch: Watch = {},
): Promise<string | undefined> {
  const version = versionIn(name);
  if (version === undefined) return undefined;
  const { git, folder } = repository;
  const listing = await runGit(git, folder, ['ls-tree', '-z', commit, '--', ...CHANGELOGS], watch);
  const blobs = new Map(
    listing.output
      .toString('utf8')
      .split('\0')
      .flatMap((line) => {
        const [, id, path] = /^100(?:644|755) blob ([0-9a-f]+)\t(.+)$/.exec(line) ?? [];
        return id === undefined || path === undefined ? [] : [[path, id] as const];
      }),
  );
  for (const file of CHANGELOGS) {
    const id = blobs.get(file);
    if (id === undefined) continue;
    const text = await textOf(repository, id, watch);
    const section = text === undefined ? undefined : changelogSection(text, version);
    if (section !== undefined) return section;
  }
  return undefined;
}

/** A file's text as it stands in a commit; undefined for what is no changelog, or larger than any. */
async function textOf({ git, folder }: Repository, id: string, watch: Watch): Promise<string | undefined> {
  try {
    const limits = { ...watch, maxOutput: MAX_CHANGELOG };
    return (await gitOutput(git, folder, ['cat-file', 'blob', id], limits)).toString('utf8');
  } catch (error) {
    if (error instanceof AppError && error.code === 'git-failed') return undefined;
    throw error;
  }
}
