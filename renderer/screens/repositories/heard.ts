import type { EventData } from '../../../shared/ipc/contract.ts';
import type { GitRow, GitState, ObjectList } from '../../../shared/model/repository.ts';
import { on } from '../../api.ts';
import { Gathered } from '../../parts/gathered.ts';

/** What was heard of one repository since it was last asked. */
export interface Heard {
  opened?: EventData<'repository.opened'>['facts'];
  rows: Record<ObjectList, GitRow[]>;
  states: Record<ObjectList, GitState[]>;
}

/** Listens to what is told of repositories; several events are taken together, each time for one drawing of the screen. */
export function listen(take: (job: string, heard: Heard) => void): void {
  const gathered = new Gathered<Record<string, Heard>>({}, (all) => {
    for (const [job, heard] of Object.entries(all)) take(job, heard);
  });
  const of = (all: Record<string, Heard>, job: string): Heard =>
    (all[job] ??= { rows: { tags: [], commits: [] }, states: { tags: [], commits: [] } });
  on('repository.opened', ({ job, facts }) => gathered.add((all) => (of(all, job).opened = facts)));
  on('repository.rows', ({ job, list, rows }) => gathered.add((all) => of(all, job).rows[list].push(...rows)));
  on('repository.states', ({ job, list, states }) => gathered.add((all) => of(all, job).states[list].push(...states)));
  // What was found is there before the end is told.
  on('job.done', () => gathered.give());
}
