import { inParallel } from '../../util/in-parallel.ts';
import { readTag } from '../read-object.ts';
import type { GitTag, SignatureForm } from '../signed-object.ts';
import { decodeText, madeBy, subjectOf } from '../text.ts';
import { openObjectReader } from './cat-file.ts';
import { listRefs, type Ref } from './list-refs.ts';
import type { Repository } from './open-repository.ts';
import type { Watch } from './start-git.ts';

/** A ref below `refs/tags/`. */
export interface TagRow {
  /** Its name without `refs/tags/`. */
  name: string;
  /** The object that it names. */
  id: string;
  /** `tag`: an annotated one; else what a lightweight one points to. */
  type: string;
  /** How it is signed; absent where it is not. */
  form?: SignatureForm | 'unknown';
  /** The name in the tag, where it has one. */
  ownName?: string;
  /** Another ref with the name in the tag names the same object. */
  isAlsoOwn: boolean;
  target?: { id: string; type: string };
  tagger?: string;
  at?: Date;
  subject?: string;
}

const AT_ONCE = 64;
const PREFIX = 'refs/tags/';

/** All refs of tags, the newest first as far as their objects say, without looking into the objects. */
export async function listTagRefs(repository: Repository, watch: Watch = {}): Promise<Ref[]> {
  const refs = await listRefs(repository, PREFIX, watch);
  return refs.map((ref) => ({ ...ref, name: ref.name.slice(PREFIX.length) }));
}

/** The tags of a repository with what is in them, the newest first. */
export async function* listTags(repository: Repository, watch: Watch = {}): AsyncGenerator<TagRow> {
  yield* readTags(repository, await listTagRefs(repository, watch), watch);
}

/** The same where all their refs are known. */
export async function* readTags(
  repository: Repository,
  refs: readonly Ref[],
  watch: Watch = {},
): AsyncGenerator<TagRow> {
  const byName = new Map(refs.map(({ name, id }) => [name, id]));
  const reader = await openObjectReader(repository.git, repository.folder, watch);
  try {
    yield* inParallel(refs, AT_ONCE, async (ref): Promise<TagRow> => {
      if (ref.type !== 'tag') return { ...ref, isAlsoOwn: false };
      const raw = await reader.read(ref.id);
      if (raw.kind !== 'object') return { ...ref, isAlsoOwn: false };
      const read = readTag(raw.bytes, repository.format);
      if (read.kind === 'malformed') return { ...ref, isAlsoOwn: false };
      return { ...ref, ...rowOf(read.object), isAlsoOwn: byName.get(read.object.name) === ref.id };
    });
  } finally {
    reader.close();
  }
}

function rowOf(tag: GitTag): Omit<TagRow, 'name' | 'id' | 'type' | 'isAlsoOwn'> {
  const tagger = madeBy(tag);
  return {
    ...(tag.signature === undefined ? {} : { form: tag.signature.form ?? 'unknown' }),
    ownName: tag.name,
    target: tag.target,
    ...(tagger === undefined ? {} : { tagger: tagger.name }),
    ...(tagger?.at === undefined ? {} : { at: tagger.at }),
    subject: subjectOf(decodeText(tag.message, tag)),
  };
}
