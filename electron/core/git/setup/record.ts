import { join } from 'node:path';
import { jsonFile, type JsonFile } from '../../util/json-file.ts';
import type { SettingChange, SettingsScope } from './config.ts';

/** What was set up, so that it can be undone. */
export interface SetupRecord {
  scope: SettingsScope;
  /** RFC 3339. */
  at: string;
  /** The key's id. */
  key: string;
  /** What was set, with what was there before any of it. */
  changes: SettingChange[];
  /** The line that our list of allowed signers got. */
  allowed?: string;
  /** Whose pins count where git asks. */
  publisher?: string;
}

/** The setups of this machine, in the home folder. */
export function setupRecords(home: string): JsonFile<SetupRecord[]> {
  return jsonFile<SetupRecord[]>({
    path: join(home, 'git-setup.json'),
    version: 1,
    empty: () => [],
    check: (content) => {
      if (!Array.isArray(content)) throw new Error('no list');
      return content.map(checkRecord);
    },
  });
}

/** Whether two setups are for the same. */
export function sameScope(one: SettingsScope, other: SettingsScope): boolean {
  return one === 'global' || other === 'global' ? one === other : one.folder === other.folder;
}

/** The publisher whose pins count where git runs in `folder`: its own, else the one of all repositories. Damaged records name nobody. */
export async function publisherForGit(home: string, folder: string): Promise<string | undefined> {
  const all = await setupRecords(home)
    .read()
    .catch((): SetupRecord[] => []);
  const own = all.find(({ scope }) => scope !== 'global' && scope.folder === folder);
  return (own ?? all.find(({ scope }) => scope === 'global'))?.publisher;
}

/** By hand: whoever starts git waits for the schema library otherwise. */
function checkRecord(content: unknown): SetupRecord {
  const { scope, at, key, changes, publisher, allowed } = fieldsOf(content);
  if (typeof at !== 'string' || typeof key !== 'string' || !Array.isArray(changes))
    throw new Error('a field is missing');
  if (publisher !== undefined && typeof publisher !== 'string') throw new Error('publisher is no name');
  if (allowed !== undefined && typeof allowed !== 'string') throw new Error('allowed is no line');
  return {
    scope: checkScope(scope),
    at,
    key,
    changes: changes.map((change) => {
      const { name, before, after } = fieldsOf(change);
      if (typeof name !== 'string' || !areTexts(before) || !areTexts(after)) throw new Error('a change is none');
      return { name, before, after };
    }),
    ...(publisher === undefined ? {} : { publisher }),
    ...(allowed === undefined ? {} : { allowed }),
  };
}

function checkScope(scope: unknown): SettingsScope {
  if (scope === 'global') return scope;
  const { folder } = fieldsOf(scope);
  if (typeof folder !== 'string') throw new Error('scope is none');
  return { folder };
}

function fieldsOf(value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null) throw new Error('a field is missing');
  return value as Record<string, unknown>;
}

const areTexts = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((one) => typeof one === 'string');
