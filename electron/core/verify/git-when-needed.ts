import type { KnownEntries } from './git-logs.ts';
import type { GitService } from './git-service.ts';
import type { GitParts } from './prepare-git.ts';

/** The service for tags and commits, which is loaded when somebody asks it: whoever checks files needs nothing of it. */
export function gitWhenNeeded(parts: GitParts): GitService {
  const known: KnownEntries = new Map();
  const load = async (): Promise<GitService> => (await import('./git-service.ts')).openGitService({ ...parts, known });
  return {
    async *verify(request, context) {
      yield* (await load()).verify(request, context);
    },
    async *push(request, context) {
      yield* (await load()).push(request, context);
    },
    async *tags(folder, context) {
      yield* (await load()).tags(folder, context);
    },
    branches: async (...call) => (await load()).branches(...call),
    ends: async (...call) => (await load()).ends(...call),
    survey: async (...call) => (await load()).survey(...call),
    open: async (...call) => (await load()).open(...call),
    setPublisher: async (...call) => (await load()).setPublisher(...call),
  };
}
