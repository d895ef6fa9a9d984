import { parseDate } from '../dates.ts';
import { findCommand } from '../find-command.ts';
import { helpText } from '../help.ts';
import { parseCall } from '../options.ts';
import { standardOutput } from '../streams.ts';
import { UsageError } from '../usage-error.ts';
import { GIT_FLAGS, gitRequest, runGitCheck } from './git-call.ts';

/** Flags of `commits verify`. */
export const COMMITS_FLAGS = {
  ...GIT_FLAGS,
  all: 'flag',
  since: 'value',
  ref: 'value',
  hook: 'value',
  'write-hook': 'value',
} as const;

/** `countersign commits sign|verify`. */
export async function commits(words: readonly string[], hashWorker: URL): Promise<number> {
  const { name: verb, words: rest } = findCommand(words);
  if (verb === '--help' || (verb !== undefined && rest.includes('--help'))) {
    standardOutput().write(helpText('commits'));
    return 0;
  }
  if (verb === 'sign') return (await import('./commits-sign.ts')).signCommits(rest, hashWorker);
  if (verb !== 'verify')
    throw new UsageError(
      verb === undefined ? 'what of commits?' : `commits knows no \`${verb}\``,
      'countersign commits sign|verify',
    );
  const call = parseCall(rest, COMMITS_FLAGS);
  const { all, since, ref, hook, 'write-hook': hookFile } = call.flags;
  if (hookFile !== undefined) return (await import('./write-hook.ts')).writeHook(hookFile, call, hashWorker);
  if (hook !== undefined) return (await import('./push-hook.ts')).askedByHook(hook, call, hashWorker);
  const [range, odd] = call.words;
  if (odd !== undefined) throw new UsageError('one range at a time', 'countersign commits verify v1.0..v2.0');
  if (all && range !== undefined) throw new UsageError('a range and --all exclude each other', 'name one of them');
  if (ref !== undefined && (call.flags.policy === undefined || !ref.startsWith('refs/')))
    throw new UsageError('--ref is a whole ref that a policy is asked about', '--policy FILE --ref refs/heads/main');
  const what = {
    commits: all ? { all: true as const } : { range: range ?? 'HEAD' },
    ...(since === undefined ? {} : { since: sinceOf(since) }),
    ...(ref === undefined ? {} : { ref }),
  };
  return runGitCheck({ ...(await gitRequest(call)), what }, call, hashWorker);
}

/** A day begins with its first second here. */
function sinceOf(text: string): Date {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(parseDate(text).getTime() - 86_399_000) : parseDate(text);
}
