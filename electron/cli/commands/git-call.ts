import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { AUDIT } from '../../../shared/catalogue/en/audit.ts';
import { toAppError } from '../../../shared/error.ts';
import type { Verdict } from '../../../shared/model/verdict.ts';
import { signerName } from '../../../shared/signer-name.ts';
import { writtenFingerprint } from '../../../shared/ssh-fingerprint.ts';
import { AuditRows } from '../../core/audit/git/audit-rows.ts';
import type { AuditSubject } from '../../core/audit/git/audit.ts';
import type { GitPolicy } from '../../core/git/policy/policy.ts';
import type { GitCheck } from '../../core/verify/git-checking.ts';
import { gitJson } from '../../core/verify/git-json.ts';
import type { Services } from '../../core/services.ts';
import type { GitRequest } from '../../core/verify/git-service.ts';
import { stepsHere } from '../advice.ts';
import { exitForVerdicts } from '../exit.ts';
import { IDENTITY_FLAGS, namedIdentities } from '../identity-flags.ts';
import type { FlagKind, ParsedCall } from '../options.ts';
import { note, printJson, printLine, verdictWord } from '../output.ts';
import { showProgress } from '../progress.ts';
import { requirePaths } from '../require-paths.ts';
import { openSession } from '../session.ts';
import { standardOutput } from '../streams.ts';
import { UsageError } from '../usage-error.ts';

/** Flags of every check of tags or commits. */
export const GIT_FLAGS = {
  repo: 'value',
  key: 'values',
  ...IDENTITY_FLAGS,
  'trusted-root': 'value',
  instance: 'value',
  publisher: 'value',
  'ask-log': 'flag',
  policy: 'value',
  report: 'value',
  force: 'flag',
} as const satisfies Record<string, FlagKind>;

type GitCall = Pick<ParsedCall<typeof GIT_FLAGS>, 'common'> & { flags: ParsedCall<typeof GIT_FLAGS>['flags'] };

/** The repository that a call names: the current folder's where it names none. Throws `UsageError`. */
export async function repositoryOf(repo: string | undefined): Promise<string> {
  if (repo !== undefined) await requirePaths([repo]);
  return repo ?? '.';
}

/** Whom the call expects, and of which repository. Throws `UsageError`. */
export async function gitRequest({ flags, common }: GitCall): Promise<Omit<GitRequest, 'what'>> {
  const { key, publisher, instance, 'trusted-root': trustedRoot } = flags;
  const identities = namedIdentities(flags);
  if (publisher !== undefined && (key.length > 0 || identities !== undefined))
    throw new UsageError(
      `${key.length > 0 ? '--key' : '--certificate-identity'} and --publisher exclude each other`,
      'name the signers, or the publisher whose pins count',
    );
  if (trustedRoot !== undefined && instance !== undefined)
    throw new UsageError('--trusted-root and --instance exclude each other', 'the root is the instance for this call');
  if (flags['ask-log'] && common.offline)
    throw new UsageError('--ask-log and --offline exclude each other', 'the log is asked over the network');
  await requirePaths([...key, ...[trustedRoot, flags.policy].flatMap((path) => path ?? [])]);
  const policy = flags.policy === undefined ? undefined : await policyIn(flags.policy);
  return {
    repository: await repositoryOf(flags.repo),
    ...(key.length > 0 ? { keys: key } : {}),
    ...(identities === undefined ? {} : { identities }),
    ...(trustedRoot === undefined ? {} : { trustedRoot }),
    ...(instance === undefined ? {} : { instance }),
    ...(publisher === undefined ? {} : { publisher }),
    ...(policy === undefined ? {} : { policy }),
    ...(common.at === undefined ? {} : { at: common.at }),
    ...(flags['ask-log'] ? { askLog: true } : {}),
  };
}

async function policyIn(path: string): Promise<GitPolicy> {
  const { readPolicy } = await import('../../core/git/policy/read-policy.ts');
  const bytes = await readFile(path).catch((error: unknown) => Promise.reject(toAppError(error)));
  return readPolicy(bytes, path);
}

/** Runs a check, prints its results as they come, writes the report that is wanted, and gives the exit status. */
export async function runGitCheck(request: GitRequest, { common, flags }: GitCall, hashWorker: URL): Promise<number> {
  const { report, force } = flags;
  const writing = report === undefined ? undefined : await import('./git-report.ts');
  const wanted = await writing?.wantedReport(report, force);
  const services = await openSession(common, hashWorker);
  const verdicts = new Set<Verdict>();
  const kept = new AuditRows();
  const progress = showProgress(common);
  let ends = {};
  try {
    if (wanted !== undefined) ends = await endsOf(services, request, progress.signal);
    for await (const one of services.git.verify(request, { signal: progress.signal })) {
      verdicts.add(countsAs(one));
      if (wanted !== undefined) kept.add(one);
      if (common.json) printJson(gitJson(one));
      else if (!common.quiet || countsAs(one) !== 'verified') printCheck(one, common.color);
    }
  } finally {
    progress.end();
    await services.close();
  }
  if (wanted !== undefined) {
    await writing?.writeReport(wanted, { ...subjectOf(request, flags.policy), ...ends }, kept);
    if (!common.quiet) note(`wrote ${wanted.path}`);
  }
  if (verdicts.size === 0) note('countersign: nothing to verify was found');
  return exitForVerdicts(verdicts);
}

/** What a policy denies ends a call as what is invalid does; nothing that it allows is better for that. */
function countsAs({ verdict, policy }: GitCheck): Verdict {
  return policy?.word === 'denied' ? 'invalid' : verdict;
}

/** What a range names now: a report tells it, as its names may be moved later. */
async function endsOf({ git }: Services, { repository, what }: GitRequest, signal: AbortSignal) {
  if (!('commits' in what) || !('range' in what.commits)) return {};
  return { ends: await git.ends(repository, what.commits.range, { signal }) };
}

function subjectOf({ repository, what, policy, at }: GitRequest, path = ''): AuditSubject {
  const range = 'commits' in what && 'range' in what.commits ? what.commits.range : undefined;
  return {
    repository: resolve(repository),
    what: 'tags' in what ? { tags: what.tags } : range === undefined ? 'all-commits' : { range },
    ...('commits' in what && what.since !== undefined ? { since: what.since.toISOString() } : {}),
    ...(policy === undefined ? {} : { policy: { path, sha256: policy.sha256, start: policy.start } }),
    program: `Countersign ${__VERSION__}`,
    checkedAt: new Date().toISOString(),
    ...(at === undefined ? {} : { asOf: at.toISOString() }),
  };
}

function printCheck(one: GitCheck, color: boolean): void {
  standardOutput().write(`${verdictWord(one.verdict, color)}  ${one.letter}  `);
  printLine(one.artifact.name);
  printLine(`  ${one.summary}`);
  for (const { format, signer } of one.signatures) {
    const fingerprint = signer?.fingerprint ?? signer?.keyId;
    const key = fingerprint === undefined ? [] : [writtenFingerprint(format, fingerprint)];
    const name =
      signer?.userId ?? signer?.principal ?? (signer?.identity === undefined ? undefined : signerName(signer));
    const who = [...(name === undefined ? [] : [name]), ...key];
    printLine(`  signature: ${one.form}, ${who.length === 0 ? 'unknown' : who.join(', ')}`);
  }
  if (one.policy !== undefined) {
    const { word, reason } = one.policy;
    printLine(`  policy: ${AUDIT.word[word].toLowerCase()}. ${AUDIT.reason[reason]}`);
  }
  const { nextStep } = stepsHere(one);
  if (one.verdict !== 'verified' && nextStep !== undefined) printLine(`  Next: ${nextStep}`);
}
