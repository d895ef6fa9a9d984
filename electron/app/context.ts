import type { BrowserWindow } from 'electron';
import type { EventData } from '../../shared/ipc/contract.ts';
import type { EventName } from '../../shared/ipc/names.ts';
import type { ObjectList } from '../../shared/model/repository.ts';
import type { CheckResult } from '../../shared/model/result.ts';
import type { AppInfo } from '../../shared/model/status.ts';
import type { GitAudit } from '../core/audit/git/audit.ts';
import type { UndoRequest } from '../core/git/sign/undo-commits.ts';
import type { JobQueue } from '../core/jobs/job-queue.ts';
import type { LookedUp } from '../core/keys/key-service.ts';
import type { Services } from '../core/services.ts';
import type { BoundedMap } from './bounded-map.ts';
import type { FileHandles } from './files.ts';
import type { Network } from './network.ts';
import type { Prompts } from './prompts.ts';
import type { StatusWatch } from './status-watch.ts';
import type { ToldPaths } from './told-paths.ts';
import type { WorkSigns } from './work-signs.ts';

/** Tells the window something; nothing happens where there is no window. */
export type Emit = <N extends EventName>(event: N, data: EventData<N>) => void;

/** What one drop asked for, kept so that later drops can join it. */
export interface OpenCheck {
  paths: string[];
  digests: string[];
  texts: string[];
  publisher?: string | undefined;
}

/** A repository that the window looks at: what its rows are, so that the window can name them by their place. */
export interface OpenedRepository {
  folder: string;
  /** Tags by their names, commits by theirs. */
  named: Record<ObjectList, string[]>;
  want: (list: ObjectList, indexes: readonly number[]) => void;
}

/** Everything that the handlers of calls work with. */
export interface AppContext {
  readonly services: Services;
  readonly info: AppInfo;
  readonly window: () => BrowserWindow | undefined;
  readonly emit: Emit;
  readonly files: FileHandles;
  readonly told: ToldPaths;
  readonly prompts: Prompts;
  readonly jobs: JobQueue;
  readonly signs: WorkSigns;
  readonly network: Network;
  readonly status: StatusWatch;
  readonly checks: BoundedMap<string, OpenCheck>;
  readonly results: BoundedMap<string, CheckResult>;
  readonly repositories: BoundedMap<string, OpenedRepository>;
  /** What audits came to, by their jobs. */
  readonly audits: BoundedMap<string, GitAudit>;
  /** Commits that were signed anew, by their jobs: what it takes to bring the old ones back. */
  readonly signedCommits: BoundedMap<string, UndoRequest>;
  readonly lookups: BoundedMap<string, LookedUp>;
}
