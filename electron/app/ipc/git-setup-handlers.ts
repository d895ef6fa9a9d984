import { AppError, toAppError } from '../../../shared/error.ts';
import { isLogin } from '../../../shared/key-id.ts';
import type { CallInput } from '../../../shared/ipc/contract.ts';
import type { GitSetupPlan, GitSetupState } from '../../../shared/model/git-setup.ts';
import type { SettingsScope } from '../../core/git/setup/config.ts';
import { loginKey } from '../../core/git/setup/login-key.ts';
import type { SetupPlan, SetupRequest } from '../../core/git/setup/setup-service.ts';
import type { AppContext } from '../context.ts';
import type { Handlers } from './gate.ts';

type Names = 'gitSetup.look' | 'gitSetup.plan' | 'gitSetup.apply' | 'gitSetup.planUndo' | 'gitSetup.undo';

/** Setting git up for signing. What runs is what was shown, and nothing where that is no longer the same. */
export function gitSetupHandlers({ services }: AppContext): Pick<Handlers, Names> {
  const { gitSetup, keys } = services;

  const look = async (): Promise<GitSetupState> => {
    const now = await gitSetup.counting().catch((error: unknown) => {
      if (toAppError(error).code === 'git-absent') return undefined;
      throw error;
    });
    const { hasHelper: helper } = gitSetup;
    if (now === undefined) return { git: false, helper, now: [], setups: [] };
    const setups = (await gitSetup.status()).map(({ scope, key, at, settings, publisher = null }) => ({
      ...{ key, at, settings, publisher },
      folder: scope === 'global' ? null : scope.folder,
    }));
    return { git: true, helper, now: now.map(({ file = null, ...setting }) => ({ ...setting, file })), setups };
  };

  const requestFor = async (wish: CallInput<'gitSetup.plan'>): Promise<SetupRequest> => {
    const { key: id, commits, tags, publisher } = wish;
    const key = isLogin(id) ? await loginKey(id, services) : (await keys.list()).find((one) => one.id === id);
    if (key === undefined) throw new AppError('not-found', id);
    return { scope: 'global', key, wish: { commits, tags }, ...(publisher === undefined ? {} : { publisher }) };
  };

  /** Only a repository that was set up can be named. */
  const scopeOf = async (folder: string | null): Promise<SettingsScope> => {
    if (folder === null) return 'global';
    const found = (await gitSetup.status()).find(({ scope }) => scope !== 'global' && scope.folder === folder);
    if (found === undefined) throw new AppError('not-found', 'nothing is set up there');
    return found.scope;
  };

  const shown = (scope: SettingsScope, commands: string[]): SetupPlan => ({ scope, changes: [], commands });

  return {
    'gitSetup.look': look,
    'gitSetup.plan': async (wish) => told(await gitSetup.plan(await requestFor(wish))),
    'gitSetup.apply': async ({ commands, ...wish }) => {
      await gitSetup.apply(await requestFor(wish), shown('global', commands));
      return look();
    },
    'gitSetup.planUndo': async ({ folder }) => told(await gitSetup.planUndo(await scopeOf(folder))),
    'gitSetup.undo': async ({ folder, commands }) => {
      await gitSetup.undo(shown(await scopeOf(folder), commands));
      return look();
    },
  };
}

function told({ commands, changes, launcher, allowed }: SetupPlan): GitSetupPlan {
  return {
    ...{ commands, launcher: launcher ?? null, allowed: allowed ?? null },
    changes: changes.map(({ name, before, after }) => ({ name, before: [...before], after: [...after] })),
  };
}
