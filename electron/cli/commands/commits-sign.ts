import { AppError } from '../../../shared/error.ts';
import type { CommitPlan, CommitRange, PlannedCommit } from '../../core/git/sign/plan-commits.ts';
import type { SignedCommits } from '../../core/git/sign/sign-commits.ts';
import { gitJson } from '../../core/verify/git-json.ts';
import { agrees } from '../ask-line.ts';
import { type CommonOptions, type FlagKind, parseCall } from '../options.ts';
import { note, printJson, printLine } from '../output.ts';
import { showProgress } from '../progress.ts';
import { openSession } from '../session.ts';
import { UsageError } from '../usage-error.ts';
import { repositoryOf } from './git-call.ts';
import { gitSigner, printForges, printSigner, refuseTwoSigners, signAs, SIGNER_FLAGS } from './git-signer.ts';
import { wishOf } from './sign-login.ts';

const FLAGS = {
  repo: 'value',
  branch: 'value',
  'dry-run': 'flag',
  force: 'flag',
  ...SIGNER_FLAGS,
} as const satisfies Record<string, FlagKind>;

/** `countersign commits sign [RANGE|COMMIT]`. */
export async function signCommits(words: readonly string[], hashWorker: URL): Promise<number> {
  const call = parseCall(words, FLAGS);
  const { flags, common } = call;
  const [word, odd] = call.words;
  if (odd !== undefined) throw new UsageError('one range at a time', 'countersign commits sign v1.0..');
  refuseTwoSigners(call, 'a commit');
  const range = rangeOf(word, flags.branch);
  const repository = await repositoryOf(flags.repo);
  const wish = await wishOf(flags);
  const services = await openSession(common, hashWorker);
  const progress = showProgress(common);
  try {
    const { gitSign } = services;
    const plan = await gitSign.planCommits({ repository, ...range }, { signal: progress.signal });
    if (flags['dry-run']) {
      printPlan(plan, common);
      return 0;
    }
    if (!common.quiet || !flags.yes) for (const line of planLines(plan, MOST_SHOWN)) note(line);
    const published = publishedOf(plan).length;
    if (published > 0 && !flags.force)
      throw new AppError('already-published', `${published} of ${plan.commits.length}`);
    const signer = await gitSigner(services, call, wish, 'the list');
    if (!flags.yes && !(await agrees('Sign them anew?', 'commits become others only where you agree')))
      throw new AppError('cancelled');
    const request = { repository, ...range, head: plan.head, ...signer, evenPublished: flags.force };
    const made = await signAs(services, signer, call, progress, (context) => gitSign.signCommits(request, context));
    print(made, common);
    return 0;
  } finally {
    progress.end();
    await services.close();
  }
}

/** Which commits of which branch: a range goes up to its newest one, since what is built on others gets new names with them. */
function rangeOf(word: string | undefined, branch: string | undefined): CommitRange {
  const of = branch === undefined ? {} : { branch: shortName(branch) };
  if (word === undefined) return of;
  const at = word.indexOf('..');
  if (at === -1) return { ...of, from: word };
  const [after, end] = [word.slice(0, at), word.slice(at + 2)];
  if (after === '' || end.startsWith('.'))
    throw new UsageError(`\`${word}\` does not say after which commit`, 'countersign commits sign v1.0..');
  if (end === '') return { ...of, after };
  if (branch !== undefined && shortName(end) !== of.branch)
    throw new UsageError(`the range ends at ${end}, and --branch names ${branch}`, 'name one of them');
  return { after, ...(end === 'HEAD' || end === '@' ? {} : { branch: shortName(end) }) };
}

function shortName(branch: string): string {
  return branch.replace(/^refs\/heads\//, '');
}

const MOST_SHOWN = 100;

function publishedOf({ commits }: CommitPlan): PlannedCommit[] {
  return commits.filter(({ isPublished }) => isPublished);
}

/** What would change, for people. */
function planLines(plan: CommitPlan, most: number): string[] {
  const { ref, commits, left } = plan;
  const [published, signed] = [publishedOf(plan).length, commits.filter(({ form }) => form !== undefined).length];
  const more = commits.length - most;
  return [
    `${countOf(commits.length)} of ${ref} ${commits.length === 1 ? 'becomes another one' : 'become other ones'}, the oldest first:`,
    ...commits.slice(0, most).map(commitLine),
    ...(more > 0 ? [`  and ${more} more: --dry-run shows them all`] : []),
    ...(signed > 0 ? [`Signed already: ${signed}. The new signature takes the place of that one.`] : []),
    ...(left.length > 0 ? [`These stay on the old ones: ${listOf(left, most)}`] : []),
    ...(published > 0
      ? [`Published already: ${published}. Others may have them; the new ones must be pushed by force.`]
      : []),
  ];
}

function listOf(names: readonly string[], most: number): string {
  const more = names.length > most ? [`and ${names.length - most} more`] : [];
  return [...names.slice(0, most), ...more].join(', ');
}

function countOf(count: number): string {
  return count === 1 ? 'One commit' : `${count} commits`;
}

function commitLine({ id, at, author, subject, isMerge, form, isPublished }: PlannedCommit): string {
  const marks = [
    ...(isMerge ? ['merge'] : []),
    ...(form === undefined ? [] : [`signed: ${form}`]),
    ...(isPublished ? ['published'] : []),
  ];
  const said = marks.length === 0 ? '' : `  (${marks.join(', ')})`;
  return `  ${id.slice(0, 12)}  ${at?.toISOString().slice(0, 10) ?? ''}  ${author ?? ''}: ${subject}${said}`;
}

function printPlan(plan: CommitPlan, { json }: CommonOptions): void {
  const { ref, head, commits, left } = plan;
  if (!json) {
    for (const line of planLines(plan, Infinity)) printLine(line);
    return;
  }
  printJson({ type: 'plan', ref, head, commits: commits.length, published: publishedOf(plan).length, left });
  for (const { id, author, committer, at, subject, isMerge, form = 'none', isPublished } of commits)
    printJson({
      ...{ type: 'commit', object: id, author, committer, committedAt: at?.toISOString(), subject },
      ...{ merge: isMerge, format: form, published: isPublished },
    });
}

function print(made: SignedCommits, { json, quiet }: CommonOptions): void {
  const { ref, before, after, commits, restore, push, takeOver, forges, checks } = made;
  const found = new Map(checks.map((check) => [check.object, check]));
  if (json) {
    for (const { before: old, after: object, subject } of commits) {
      const check = found.get(object);
      const one = check ? gitJson(check) : { object, type: 'commit', name: subject };
      printJson({ ...one, ref, replaced: { object: old, type: 'commit', restore }, push, takeOver });
    }
    return;
  }
  if (quiet) return;
  for (const { before: old, after: object, subject } of commits)
    printLine(`signed ${object.slice(0, 12)} in place of ${old.slice(0, 12)}  ${subject}`);
  printSigner(found.get(after));
  printForges(forges);
  printLine(`  ${ref} was ${before.slice(0, 12)}. This brings it back: ${restore}`);
  if (push !== undefined) printLine(`  To push it: ${push}`);
  if (takeOver !== undefined)
    printLine(
      `  Whoever has the old ${commits.length === 1 ? 'one takes the new one' : 'ones takes the new ones'} over with this: ${takeOver}`,
    );
}
