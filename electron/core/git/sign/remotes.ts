import { nameOf } from '../name-bytes.ts';
import type { Repository } from '../repository/open-repository.ts';
import { runGit } from '../repository/run-git.ts';
import type { Watch } from '../repository/start-git.ts';
import { shellWord } from './shell-word.ts';

/** Another repository that this one is pushed to. */
export interface Remote {
  name: string;
  /** Of an address that names one. The rest of an address may hold secrets. */
  host?: string;
}

/** The remotes of a repository, and the one that is pushed to where nobody says which. */
export interface Remotes {
  all: Remote[];
  usual?: string;
}

const SETTING = /^(?<section>remote|branch)\.(?:(?<name>.*)\.)?(?<key>url|pushurl|remote|pushremote|pushdefault)$/s;
/** What git would take for an option or for a program is no name that anybody gave a remote. */
const NAME = /^[A-Za-z0-9_][\w./-]*$/;

/** Reads them from the repository's own settings. `branch`: the one that is checked out, without `refs/heads/`. */
export async function remotesOf({ git, folder }: Repository, watch: Watch = {}): Promise<Remotes> {
  const asked = ['config', '--null', '--get-regexp', '^(remote|branch)\\.'];
  const [{ output }, head] = await Promise.all([
    runGit(git, folder, asked, watch),
    runGit(git, folder, ['symbolic-ref', '--quiet', '--short', 'HEAD'], watch),
  ]);
  const branch = nameOf(head.output).trimEnd();
  const remotes = new Map<string, Remote>();
  const choices = new Map<string, string>();
  for (const line of nameOf(output).split('\0')) {
    const split = line.indexOf('\n');
    const { section, name, key } = SETTING.exec(line.slice(0, split))?.groups ?? {};
    const value = line.slice(split + 1);
    if (split === -1 || key === undefined) continue;
    if (section === 'remote' && name !== undefined && NAME.test(name)) {
      const host = key === 'url' || key === 'pushurl' ? hostOf(value) : undefined;
      remotes.set(name, { name, ...remotes.get(name), ...(host === undefined ? {} : { host }) });
    }
    if (section === 'remote' && name === undefined && key === 'pushdefault') choices.set('default', value);
    if (section === 'branch' && name === branch) choices.set(key, value);
  }
  const wishes = [choices.get('pushremote'), choices.get('default'), choices.get('remote'), 'origin'];
  const only = remotes.size === 1 ? [...remotes.keys()] : [];
  const usual = [...wishes, ...only].find((name) => name !== undefined && remotes.has(name));
  return { all: [...remotes.values()], ...(usual === undefined ? {} : { usual }) };
}

/** The command that pushes a ref. `old`: what the remote may have under that name, which then has to be replaced there. */
export function pushCommand({ usual }: Remotes, ref: string, old?: string): string | undefined {
  if (usual === undefined) return undefined;
  const lease = old === undefined ? [] : [`--force-with-lease=${shellWord(`${ref}:${old}`)}`];
  return ['git push', ...lease, usual, shellWord(ref)].join(' ');
}

function hostOf(address: string): string | undefined {
  // As scp writes it.
  const short = /^(?:[^@/\s]+@)?([A-Za-z0-9.-]+):(?!\/\/)/.exec(address)?.[1];
  if (short !== undefined) return short.toLowerCase();
  if (!URL.canParse(address)) return undefined;
  const { hostname } = new URL(address);
  return hostname === '' ? undefined : hostname.toLowerCase();
}
