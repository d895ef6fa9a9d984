import { rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ActivityEntry } from '../../../shared/model/activity.ts';
import { appendJsonLines, linesBackwards, parseLine } from '../util/json-lines.ts';
import { withProcessLock } from '../util/process-lock.ts';
import type { ActivityLog } from './activity-log.ts';
import { openRememberedChecks } from './remembered-checks.ts';

export interface ActivityOptions {
  /** Bytes at which a new file is begun; the one before is kept, older ones go. Default 24 MiB: some 20,000 entries. */
  largestLog?: number;
  /** Bytes at which the memory of checks is thinned out. Default 24 MiB. */
  largestMemory?: number;
}

/**
 * The activity log of a home folder: `activity.jsonl` (before it `activity.1.jsonl`) and the memory of checks in `checks.jsonl`,
 * one JSON document a line, only ever appended to and on disk when `append` resolves. Nothing is read before it is asked for.
 * Several processes may write at once. Lines that do not fit the schema are left out in reading.
 */
export function openActivity(home: string, options: ActivityOptions = {}): ActivityLog {
  const current = join(home, 'activity.jsonl');
  const previous = join(home, 'activity.1.jsonl');
  const largest = options.largestLog ?? 24 * 1024 * 1024;
  const memory = openRememberedChecks(home, options.largestMemory ?? 24 * 1024 * 1024);

  return {
    append: (entries, remembered) =>
      withProcessLock(current, async () => {
        if (entries.length > 0) {
          const size = await stat(current).then(
            (found) => found.size,
            () => 0,
          );
          if (size > largest) await rename(current, previous);
        }
        // Both at once: each waits until it is on disk.
        const appended = [appendJsonLines(current, entries), memory.append(remembered)];
        await Promise.allSettled(appended);
        await Promise.all(appended);
      }),
    list: ({ before, limit }) => listEntries([current, previous], before, limit),
    memory: () => memory.memory(),
    clear: () =>
      withProcessLock(current, async () => {
        await rm(current, { force: true });
        await rm(previous, { force: true });
        await memory.clear();
      }),
  };
}

async function listEntries(paths: readonly string[], before: string | undefined, limit: number) {
  // Loaded here only: nothing that verifies needs the schemas.
  const { ActivityEntry } = await import('../../../shared/model/activity.ts');
  const entries: ActivityEntry[] = [];
  let found = before === undefined;
  for (const path of paths) {
    for await (const line of linesBackwards(path)) {
      if (entries.length >= limit) return entries;
      if (!found && !line.includes(JSON.stringify(before))) continue;
      const parsed = ActivityEntry.safeParse(parseLine(line));
      if (!parsed.success) continue;
      if (found) entries.push(parsed.data);
      else found = parsed.data.id === before;
    }
  }
  return entries;
}
