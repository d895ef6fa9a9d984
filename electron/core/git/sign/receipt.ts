import { randomUUID } from 'node:crypto';
import type { ActivityEntry } from '../../../../shared/model/activity.ts';
import type { GitReceipt } from '../../../../shared/model/git-receipt.ts';
import type { ReceiptSigner } from '../../../../shared/model/sign.ts';
import type { ActivityLog } from '../../audit/activity-log.ts';
import type { RunContext } from '../../services.ts';
import type { SigningKey } from '../../sign/signing.ts';
import { asResult, type GitCheck } from '../../verify/git-service.ts';
import type { SignedCommits } from './sign-commits.ts';
import type { SignedTag } from './sign-tag.ts';

/** Who signed: as the check of it names them, else the key. */
export function signerOf({ summary }: SigningKey, check: GitCheck | undefined): ReceiptSigner {
  const [userId] = summary.userIds;
  const ofKey = {
    ...(summary.fingerprint === '' ? {} : { fingerprint: summary.fingerprint }),
    ...(summary.type === 'ssh' ? { kind: 'ssh' as const } : {}),
    ...(userId === undefined ? {} : { userId }),
  };
  const { identity, issuer, instance } = check?.signatures[0]?.signer ?? {};
  return {
    ...ofKey,
    ...(identity === undefined ? {} : { identity }),
    ...(issuer === undefined ? {} : { issuer }),
    ...(instance === undefined ? {} : { instance }),
  };
}

/** What is told of a tag that was signed. */
export function tagReceipt(made: SignedTag, repository: string, now: Date): GitReceipt {
  const { name, object, target, replaced, check } = made;
  const { name: person, email } = made.tagger;
  return {
    ...common(made, repository, now),
    made: {
      ...{ type: 'tag', name, object, target, tagger: { name: person, email } },
      ...(replaced === undefined ? {} : { replaced: { object: replaced.object, type: replaced.type } }),
    },
    ...(replaced === undefined ? {} : { restore: replaced.restore }),
    ...(check === undefined ? {} : { check: asResult(check, repository) }),
  };
}

/** What is told of commits that were signed anew. */
export function commitsReceipt(made: SignedCommits, repository: string, now: Date): GitReceipt {
  const { ref, before, after, commits, restore, checks, published, takeOver } = made;
  const newest = checks.find(({ object }) => object === after);
  return {
    ...common(made, repository, now),
    made: { type: 'commits', ref, before, after, count: commits.length, published, commits },
    restore,
    ...(takeOver === undefined ? {} : { takeOver }),
    ...(newest === undefined ? {} : { check: asResult(newest, repository) }),
  };
}

function common({ signer, forges, push }: SignedTag | SignedCommits, repository: string, now: Date) {
  return {
    signedAt: now.toISOString(),
    repository,
    signer,
    forges,
    ...(push === undefined ? {} : { push }),
  };
}

/** So many commits of one run are remembered by their names. */
const MOST_REMEMBERED = 100;

/** Writes it into the activity log. What was made stands where that fails. */
export async function remember(activity: ActivityLog, receipt: GitReceipt, context: RunContext): Promise<void> {
  const { made } = receipt;
  const kept =
    made.type === 'tag' ? receipt : { ...receipt, made: { ...made, commits: made.commits.slice(-MOST_REMEMBERED) } };
  await appendTo(activity, { id: randomUUID(), at: receipt.signedAt, kind: 'sign-git', receipt: kept }, context);
}

/** Writes an entry into the activity log. What it tells of stands where that fails. */
export async function appendTo(activity: ActivityLog, entry: ActivityEntry, context: RunContext): Promise<void> {
  try {
    await activity.append([entry], []);
  } catch (error) {
    if (context.onNotRemembered === undefined) throw error;
    context.onNotRemembered(error);
  }
}
