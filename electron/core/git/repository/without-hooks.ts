import { AppError } from '../../../../shared/error.ts';
import type { Repository } from './open-repository.ts';
import { runGit } from './run-git.ts';
import type { Git, Watch } from './start-git.ts';

/**
 * A git that runs none of the hooks that the repository's own settings name. From version 2.54 on git takes them from there, too, where
 * `core.hooksPath` has no word; each has to be switched off by its name. Throws `git-failed` where one has a name that cannot be told.
 */
export async function withoutHooks({ git, folder }: Repository, watch: Watch = {}): Promise<Git> {
  const asked = ['config', '--null', '--name-only', '--get-regexp', '^hook\\.'];
  const { exit, output, log } = await runGit(git, folder, asked, watch);
  // 1: there are none.
  if (exit !== 0 && exit !== 1) throw new AppError('git-failed', log);
  const names = new Set(
    textOf(output)
      .split('\0')
      .flatMap((setting) => /^hook\.(.+)\.[^.]*$/s.exec(setting)?.[1] ?? []),
  );
  const env: NodeJS.ProcessEnv = { ...git.env, GIT_CONFIG_COUNT: String(names.size) };
  for (const [at, name] of [...names].entries()) {
    env[`GIT_CONFIG_KEY_${at}`] = `hook.${name}.enabled`;
    env[`GIT_CONFIG_VALUE_${at}`] = 'false';
  }
  return { ...git, env };
}

function textOf(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new AppError('git-failed', 'the repository names a hook in no known letters');
  }
}
