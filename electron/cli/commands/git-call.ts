import type { Verdict } from '../../../shared/model/verdict.ts';
import { signerName } from '../../../shared/signer-name.ts';
import { groupsOfFour } from '../../../shared/visible-text.ts';
import type { GitCheck, GitRequest } from '../../core/verify/git-service.ts';
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
  await requirePaths([...key, ...(trustedRoot === undefined ? [] : [trustedRoot])]);
  return {
    repository: await repositoryOf(flags.repo),
    ...(key.length > 0 ? { keys: key } : {}),
    ...(identities === undefined ? {} : { identities }),
    ...(trustedRoot === undefined ? {} : { trustedRoot }),
    ...(instance === undefined ? {} : { instance }),
    ...(publisher === undefined ? {} : { publisher }),
    ...(common.at === undefined ? {} : { at: common.at }),
    ...(flags['ask-log'] ? { askLog: true } : {}),
  };
}

/** Runs a check, prints its results as they come, and gives the exit status. */
export async function runGitCheck(request: GitRequest, { common }: GitCall, hashWorker: URL): Promise<number> {
  const services = await openSession(common, hashWorker);
  const verdicts = new Set<Verdict>();
  const progress = showProgress(common);
  try {
    for await (const one of services.git.verify(request, { signal: progress.signal })) {
      verdicts.add(one.verdict);
      if (common.json) printJson(gitJson(one));
      else if (!common.quiet || one.verdict !== 'verified') printCheck(one, common.color);
    }
  } finally {
    progress.end();
    await services.close();
  }
  if (verdicts.size === 0) note('countersign: nothing to verify was found');
  return exitForVerdicts(verdicts);
}

/** A result as `--json` prints it. */
export function gitJson(one: GitCheck): Record<string, unknown> {
  const { object, type, artifact, form, letter, verdict, signatures, notes, summary } = one;
  const [signature] = signatures;
  return {
    object,
    type,
    name: artifact.name,
    format: form,
    letter,
    verdict,
    signer: signature?.signer,
    signedAt: signature?.signedAt,
    notes: [...new Set([...notes, ...signatures.flatMap((each) => each.notes)])],
    summary,
  };
}

function printCheck(one: GitCheck, color: boolean): void {
  standardOutput().write(`${verdictWord(one.verdict, color)}  ${one.letter}  `);
  printLine(one.artifact.name);
  printLine(`  ${one.summary}`);
  for (const { signer } of one.signatures) {
    const fingerprint = signer?.fingerprint ?? signer?.keyId;
    const key = fingerprint === undefined ? [] : [groupsOfFour(fingerprint)];
    const name =
      signer?.userId ?? signer?.principal ?? (signer?.identity === undefined ? undefined : signerName(signer));
    const who = [...(name === undefined ? [] : [name]), ...key];
    printLine(`  signature: ${one.form}, ${who.length === 0 ? 'unknown' : who.join(', ')}`);
  }
  if (one.verdict !== 'verified' && one.nextStep !== undefined) printLine(`  Next: ${one.nextStep}`);
}
