import { AppError } from '../../../../shared/error.ts';
import type { ReceiptSigner } from '../../../../shared/model/sign.ts';
import type { GitCheck } from '../../verify/git-service.ts';
import { openRepository, type Repository } from '../repository/open-repository.ts';
import { findGit } from '../repository/start-git.ts';
import { decodeText } from '../text.ts';
import { payloadOf, signedTag, tagPayload } from './build-object.ts';
import { forgesOf, type ForgeForecast } from './forges.ts';
import type { GitSignContext, GitSigner, GitSignParts } from './git-signing.ts';
import { judgeMade } from './judge-made.ts';
import { findCommit } from './look-up.ts';
import { DEFAULT_TEMPLATE, fillTemplate, tidyMessage } from './message.ts';
import { moveRef } from './move-ref.ts';
import { versionIn } from './next-versions.ts';
import { withSigning } from './open-signing.ts';
import { ownPerson, type OwnPerson } from './own-person.ts';
import { identLine, tidyPerson, type Person } from './person.ts';
import { signPayload } from './sign-payload.ts';
import { pushCommand, remotesOf } from './remotes.ts';
import { refBack } from './ref-back.ts';
import { signerOf } from './receipt.ts';
import { changesIn, findTag, type ExistingTag } from './tag-plan.ts';
import { writeObject } from './write-object.ts';

/** A tag that is to be signed. */
export interface TagRequest extends GitSigner {
  /** The repository's folder, or one in it. */
  repository: string;
  name: string;
  /** The commit that it names; of a tag that is signed anew, what it names already; else `HEAD`. */
  target?: string;
  /** Its message; of a tag that is signed anew, the one that it has; else the template. */
  message?: string;
  /** What is written where there is no message: `{name}`, `{version}` and `{changes}`, which is the changelog's section. */
  template?: string;
  /** Who tags; else whom git knows. */
  tagger?: Person;
  /** The date in the tag; else now. `zone`: minutes east of Greenwich. */
  at?: Date;
  zone?: number;
  /** Whether a tag of this name may be replaced. */
  replace?: boolean;
}

/** A tag that was signed. */
export interface SignedTag {
  name: string;
  object: string;
  target: string;
  /** `from`: where it stands who that is, where the call did not say. */
  tagger: Person & Partial<Pick<OwnPerson, 'from'>>;
  message: string;
  /** What the tag was before: the old object stays in the repository and in the ref's log. `restore` is the command that brings it back. */
  replaced?: { object: string; type: string; restore: string };
  /** The command that pushes it, where there is somewhere to push to; where it was replaced, the remote's too. */
  push?: string;
  forges: ForgeForecast[];
  signer: ReceiptSigner;
  /** What anybody's check of it says, by whom this user expects; absent where that could not be asked once more. */
  check?: GitCheck;
}

/**
 * Makes, signs, judges and names a tag. Nothing that is there is replaced unless asked for. Throws `usage`, `tag-exists`, `ref-moved`,
 * `no-tagger`, `verify-after-sign`, and what keys, logins and git throw.
 */
export async function signTag(parts: GitSignParts, request: TagRequest, context: GitSignContext): Promise<SignedTag> {
  const watch = { signal: context.signal };
  const repository = await openRepository(await findGit(parts.env), request.repository, watch);
  const before = await findTag(repository, request.name, watch);
  if (before !== undefined && request.replace !== true) throw new AppError('tag-exists', request.name);
  if (before?.object !== undefined && before.object.faults.length > 0)
    throw new AppError('malformed', `${request.name}: ${before.object.faults.join('; ')}`);
  const tagger = await taggerOf(parts, repository, request);
  const remotes = await remotesOf(repository, watch);
  const { payload, target, message } = await contentOf(parts, repository, request, before, tagger, watch);
  return withSigning(parts, repository, request, context, async (signing) => {
    const signature = await signPayload(signing, request.name, payload);
    const bytes = signedTag(payload, signature);
    await judgeMade(signing, 'tag', bytes, payload);
    const object = await writeObject(repository, 'tag', bytes, watch);
    const ref = `refs/tags/${request.name}`;
    const why = `countersign: ${before === undefined ? 'signed' : 'signed anew'}`;
    await moveRef(repository, { ref, to: object, ...(before && { from: before.id }), why, by: tagger }, watch);
    // The tag is made and was judged: what goes wrong from here on takes nothing of that back.
    const check = await checkOf(parts, request, object, context).catch(() => undefined);
    const push = pushCommand(remotes, ref, before?.id);
    return {
      ...{ name: request.name, object, target: target.id, tagger, message },
      signer: signerOf(signing.key, check),
      ...(check && { check }),
      forges: forgesOf(signing.key, tagger.email, remotes.all),
      ...(push === undefined ? {} : { push }),
      ...(before && { replaced: replacedBy(before, object, ref) }),
    };
  });
}

async function taggerOf(
  parts: GitSignParts,
  repository: Repository,
  { tagger }: TagRequest,
): Promise<SignedTag['tagger']> {
  if (tagger !== undefined) return tidyPerson(tagger);
  const own = await ownPerson(repository, parts.env);
  if (own === undefined) throw new AppError('no-tagger');
  return own;
}

async function contentOf(
  parts: GitSignParts,
  repository: Repository,
  request: TagRequest,
  before: ExistingTag | undefined,
  tagger: Person,
  watch: { signal: AbortSignal | undefined },
): Promise<{ payload: Buffer; target: ExistingTag['target']; message: string }> {
  const { name } = request;
  const at = request.at ?? parts.clock();
  // Whoever checks it before then would have to doubt it.
  if (at > parts.clock()) throw new AppError('usage', 'the date of the tag is yet to come');
  const ident = identLine(tagger, at, request.zone ?? -at.getTimezoneOffset());
  const target =
    before !== undefined && request.target === undefined
      ? before.target
      : { id: await findCommit(repository, request.target ?? 'HEAD', watch), type: 'commit' };
  // Signed anew and else the same: its message stays byte for byte.
  if (before?.object !== undefined && request.message === undefined) {
    const payload = payloadOf({ ...before.object, name, target }, ident);
    const message = payload.subarray(payload.indexOf('\n\n') + 2);
    return { payload, target, message: decodeText(message, before.object) };
  }
  const message = tidyMessage(
    request.message ?? (await usualMessage(repository, name, target, request.template, watch)),
  );
  return { payload: tagPayload({ target, name, tagger: ident, message }), target, message };
}

/** What a tag says where nobody writes something else. */
export async function usualMessage(
  repository: Repository,
  name: string,
  { id, type }: ExistingTag['target'],
  template = DEFAULT_TEMPLATE,
  watch: { signal: AbortSignal | undefined },
): Promise<string> {
  const changes = type === 'commit' ? await changesIn(repository, id, name, watch) : undefined;
  return fillTemplate(template, { name, version: versionIn(name) ?? name, ...(changes && { changes }) });
}

/** The tag as it stands there now, read and judged as anybody's. */
async function checkOf(
  { git }: GitSignParts,
  { repository, name }: TagRequest,
  object: string,
  { signal }: GitSignContext,
): Promise<GitCheck> {
  for await (const check of git.verify(
    { repository, what: { tags: [name] } },
    signal === undefined ? {} : { signal },
  )) {
    if (check.object !== object) throw new AppError('ref-moved', `${name} is ${check.object}`);
    return check;
  }
  throw new AppError('ref-moved', name);
}

function replacedBy(before: ExistingTag, object: string, ref: string): NonNullable<SignedTag['replaced']> {
  const type = before.object === undefined ? before.target.type : 'tag';
  return { object: before.id, type, restore: refBack(ref, { to: before.id, from: object }) };
}
