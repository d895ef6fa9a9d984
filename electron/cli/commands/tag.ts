import { findCommand } from '../find-command.ts';
import { helpText } from '../help.ts';
import { parseCall } from '../options.ts';
import { printJson, printLine } from '../output.ts';
import { openSession } from '../session.ts';
import { standardOutput } from '../streams.ts';
import { UsageError } from '../usage-error.ts';
import { GIT_FLAGS, gitRequest, repositoryOf, runGitCheck } from './git-call.ts';

/** `countersign tag sign|verify|list`. */
export async function tag(words: readonly string[], hashWorker: URL): Promise<number> {
  const { name: verb, words: rest } = findCommand(words);
  if (verb === '--help' || (verb !== undefined && rest.includes('--help'))) {
    standardOutput().write(helpText('tag'));
    return 0;
  }
  if (verb === 'verify') {
    const call = parseCall(rest, GIT_FLAGS);
    const tags = call.words.length === 0 ? ('all' as const) : call.words;
    return runGitCheck({ ...(await gitRequest(call)), what: { tags } }, call, hashWorker);
  }
  if (verb === 'list') return list(rest, hashWorker);
  if (verb === 'sign') return (await import('./tag-sign.ts')).signTag(rest, hashWorker);
  throw new UsageError(
    verb === undefined ? 'what of tags?' : `tag knows no \`${verb}\``,
    'countersign tag sign|verify|list',
  );
}

async function list(words: readonly string[], hashWorker: URL): Promise<number> {
  const call = parseCall(words, { repo: 'value' });
  const [odd] = call.words;
  if (odd !== undefined) throw new UsageError(`tag list takes no \`${odd}\``, 'countersign tag list --repo DIR');
  const repository = await repositoryOf(call.flags.repo);
  const services = await openSession(call.common, hashWorker);
  try {
    for await (const { name, id, type, form, target, tagger, at, subject } of services.git.tags(repository, {})) {
      const format = form ?? 'none';
      const signedAt = at?.toISOString();
      if (call.common.json)
        printJson({ object: id, type, name, format, target: target?.id, tagger, taggedAt: signedAt, subject });
      else
        printLine(
          `${name}  ${format === 'none' ? 'not signed' : format}  ${signedAt?.slice(0, 10) ?? ''}  ${subject ?? ''}`.trimEnd(),
        );
    }
  } finally {
    await services.close();
  }
  return 0;
}
