import { join } from 'node:path';
import type { PendingLog } from '../../../shared/model/pending-log.ts';
import { jsonFile } from '../util/json-file.ts';

/** Signatures that wait for a log. Each can still become whole after a restart: a timestamp proves when it was made. */
export interface PendingLogs {
  list(): Promise<PendingLog[]>;
  /** Keeps one. A newer one for the same bundle takes the place of the older. */
  add(entry: PendingLog): Promise<void>;
  remove(...ids: readonly string[]): Promise<void>;
  /** Forgets those whose bundles are there now. */
  settle(bundles: readonly string[]): Promise<void>;
}

const MOST = 10_000;

/** Opens `pending-logs.json` of the home folder. No secret is in it: all of it was to become public. */
export function openPendingLogs(home: string): PendingLogs {
  const file = jsonFile<PendingLog[]>({
    path: join(home, 'pending-logs.json'),
    version: 1,
    empty: () => [],
    check: async (content) =>
      (await import('../../../shared/model/pending-log.ts')).PendingLog.array().max(MOST).parse(content),
  });
  return {
    list: () => file.read(),
    add: async (entry) => {
      await file.update((all) => [...all.filter(({ bundle }) => bundle !== entry.bundle), entry]);
    },
    settle: async (bundles) => {
      // Nearly always nothing waits, and then nothing needs a lock or a write.
      if (!(await file.read()).some(({ bundle }) => bundles.includes(bundle))) return;
      await file.update((all) => all.filter(({ bundle }) => !bundles.includes(bundle)));
    },
    remove: async (...ids) => {
      await file.update((all) => all.filter(({ id }) => !ids.includes(id)));
    },
  };
}
