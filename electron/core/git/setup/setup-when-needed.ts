import type { GitSetupService, SetupParts } from './setup-service.ts';

/** The service that sets git up, which is loaded when somebody asks it. */
export function gitSetupWhenNeeded(parts: SetupParts): GitSetupService {
  const load = async (): Promise<GitSetupService> => (await import('./setup-service.ts')).openGitSetup(parts);
  return {
    plan: async (request) => (await load()).plan(request),
    apply: async (request, shown) => (await load()).apply(request, shown),
    planUndo: async (scope) => (await load()).planUndo(scope),
    undo: async (shown) => (await load()).undo(shown),
    undoAll: async () => (await load()).undoAll(),
    hasHelper: parts.helper !== undefined,
    counting: async () => (await load()).counting(),
    status: async () => (await load()).status(),
  };
}
