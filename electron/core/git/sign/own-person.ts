import { nameOf } from '../name-bytes.ts';
import type { Repository } from '../repository/open-repository.ts';
import { runGit } from '../repository/run-git.ts';
import type { Watch } from '../repository/start-git.ts';
import { tidyPerson, type Person } from './person.ts';

/** Who git would name as the tagger, and where that stands. A repository of somebody else's can name anybody. */
export interface OwnPerson extends Person {
  from: 'environment' | 'user' | 'repository';
}

/** Whom a ref's log names where git knows nobody. */
export const UNKNOWN: Person = { name: 'Countersign', email: 'countersign@localhost' };

/** What hides the user's own settings from git elsewhere. */
const HIDING: ReadonlySet<string> = new Set(['GIT_CONFIG_GLOBAL', 'GIT_CONFIG_NOSYSTEM']);
/** Not set for every program of the user's, as the repository's own settings are. */
const OF_REPOSITORY: ReadonlySet<string> = new Set(['local', 'worktree']);

/**
 * Reads who the user is to git: what their environment says, then the repository's settings, then their own, as git itself has it. An offer: the
 * user decides. Undefined where git does not know.
 */
export async function ownPerson(
  { git, folder }: Repository,
  env: NodeJS.ProcessEnv,
  watch: Watch = {},
): Promise<OwnPerson | undefined> {
  // Settings name no program that reading two of them would start.
  const own = Object.fromEntries(Object.entries(git.env).filter(([name]) => !HIDING.has(name)));
  const asked = ['config', '--null', '--show-scope', '--get-regexp', '^user\\.(name|email)$'];
  const { exit, output } = await runGit({ ...git, env: own }, folder, asked, watch);
  const found = exit === 0 ? settings(output) : new Map<string, Setting>();
  const name = ofEnvironment(env['GIT_COMMITTER_NAME']) ?? found.get('user.name');
  const email = ofEnvironment(env['GIT_COMMITTER_EMAIL']) ?? found.get('user.email');
  if (name === undefined || email === undefined) return undefined;
  const from = [name.from, email.from];
  try {
    return {
      ...tidyPerson({ name: name.value, email: email.value }),
      from: from.includes('repository') ? 'repository' : from.includes('user') ? 'user' : 'environment',
    };
  } catch {
    // What no header may hold is no offer.
    return undefined;
  }
}

interface Setting {
  value: string;
  from: OwnPerson['from'];
}

function ofEnvironment(value: string | undefined): Setting | undefined {
  return value === undefined || value === '' ? undefined : { value, from: 'environment' };
}

/** The last of several wins. */
function settings(output: Buffer): Map<string, Setting> {
  const found = new Map<string, Setting>();
  const parts = nameOf(output).split('\0');
  for (let at = 0; at + 1 < parts.length; at += 2) {
    const [scope = '', line = ''] = parts.slice(at, at + 2);
    const split = line.indexOf('\n');
    const from = OF_REPOSITORY.has(scope) ? 'repository' : 'user';
    if (split !== -1) found.set(line.slice(0, split).toLowerCase(), { value: line.slice(split + 1), from });
  }
  return found;
}
