import { expect, test, vi } from 'vitest';
import type { AppContext } from '../../../electron/app/context.ts';
import { gitSetupHandlers } from '../../../electron/app/ipc/git-setup-handlers.ts';
import type { GitSetupService } from '../../../electron/core/git/setup/setup-service.ts';
import { AppError } from '../../../shared/error.ts';
import { CALLS } from '../../../shared/ipc/contract.ts';

const FOLDER = '/home/ada/compass';
const plan = { commands: ['git config x'], changes: [{ name: 'x', before: [], after: ['1'] }] };

function handlersWith(change: Partial<GitSetupService> = {}) {
  const gitSetup = {
    hasHelper: true,
    counting: () => Promise.resolve([{ name: 'gpg.format', value: 'ssh', file: '/etc/gitconfig' }]),
    status: () => {
      const one = { key: 'K', at: 'then', changes: [], settings: [] };
      return Promise.resolve([
        { scope: { folder: FOLDER }, ...one },
        { scope: 'global' as const, ...one, publisher: 'Compass' },
      ]);
    },
    plan: vi.fn(() => Promise.resolve({ scope: 'global', ...plan })),
    apply: vi.fn(() => Promise.resolve()),
    planUndo: vi.fn(() => Promise.resolve({ scope: 'global', ...plan })),
    undo: vi.fn(() => Promise.resolve()),
    ...change,
  };
  const services = {
    gitSetup,
    keys: { list: () => Promise.resolve([{ id: 'K' }]) },
    clock: () => new Date(0),
    instances: {
      signingInstance: (name: string) =>
        name === 'lab' || name === 'public-good'
          ? Promise.resolve({ name })
          : Promise.reject(new AppError('instance-unknown', name)),
    },
  };
  return { gitSetup, handlers: gitSetupHandlers({ services } as unknown as AppContext) };
}

test('what is looked at and planned is of the contract’s shape', async () => {
  const { handlers } = handlersWith();
  const state = await handlers['gitSetup.look'](null);
  expect(CALLS['gitSetup.look'].output.parse(state)).toEqual({
    git: true,
    helper: true,
    now: [{ name: 'gpg.format', value: 'ssh', file: '/etc/gitconfig' }],
    setups: [
      { folder: FOLDER, key: 'K', at: 'then', publisher: null, settings: [] },
      { folder: null, key: 'K', at: 'then', publisher: 'Compass', settings: [] },
    ],
  });
  const planned = await handlers['gitSetup.plan']({ key: 'K', commits: true, tags: false });
  expect(CALLS['gitSetup.plan'].output.parse(planned)).toEqual({ ...plan, launcher: null, allowed: null });
});

test('without git there is nothing to look at; another failure is one', async () => {
  const failing = (code: 'git-absent' | 'git-failed') =>
    handlersWith({ counting: () => Promise.reject(new AppError(code)) }).handlers['gitSetup.look'](null);
  await expect(failing('git-absent')).resolves.toMatchObject({ git: false, now: [], setups: [] });
  await expect(failing('git-failed')).rejects.toMatchObject({ code: 'git-failed' });
});

test('what runs is held to what was shown', async () => {
  const { handlers, gitSetup } = handlersWith();
  await handlers['gitSetup.apply']({ key: 'K', commits: true, tags: true, commands: ['shown'] });
  expect(gitSetup.apply).toHaveBeenCalledWith(
    { scope: 'global', key: { id: 'K' }, wish: { commits: true, tags: true } },
    { scope: 'global', changes: [], commands: ['shown'] },
  );
  // Whose pins count goes with it, also where no command runs.
  await handlers['gitSetup.apply']({ key: 'K', commits: true, tags: true, publisher: 'Compass', commands: [] });
  expect(gitSetup.apply).toHaveBeenLastCalledWith(
    { scope: 'global', key: { id: 'K' }, wish: { commits: true, tags: true }, publisher: 'Compass' },
    { scope: 'global', changes: [], commands: [] },
  );
  await handlers['gitSetup.undo']({ folder: FOLDER, commands: ['back'] });
  expect(gitSetup.undo).toHaveBeenCalledWith({ scope: { folder: FOLDER }, changes: [], commands: ['back'] });
});

test('the window can name no key and no folder that is not known here', async () => {
  const { handlers, gitSetup } = handlersWith();
  const wish = { key: 'another', commits: true, tags: true };
  await expect(handlers['gitSetup.plan'](wish)).rejects.toMatchObject({ code: 'not-found' });
  await expect(handlers['gitSetup.planUndo']({ folder: '/home/eve' })).rejects.toMatchObject({ code: 'not-found' });
  await expect(handlers['gitSetup.undo']({ folder: '/home/eve', commands: [] })).rejects.toMatchObject({
    code: 'not-found',
  });
  for (const asked of [gitSetup.plan, gitSetup.planUndo, gitSetup.undo]) expect(asked).not.toHaveBeenCalled();
});

test.each([
  ['keyless', 'keyless'],
  ['keyless:lab', 'keyless:lab'],
  // Of two names for one login, git's settings get the short one.
  ['keyless:public-good', 'keyless'],
])('%s is a login, which is no key of the list', async (key, id) => {
  const { handlers, gitSetup } = handlersWith();
  await handlers['gitSetup.plan']({ key, commits: false, tags: false });
  const wish = { commits: false, tags: false };
  expect(gitSetup.plan).toHaveBeenCalledWith({
    ...{ scope: 'global', wish },
    key: expect.objectContaining({ id, engine: 'keyless' }) as unknown,
  });
});

test('a login at an instance that is not here is none', async () => {
  const { handlers, gitSetup } = handlersWith();
  const wish = { key: 'keyless:nowhere', commits: false, tags: false };
  await expect(handlers['gitSetup.plan'](wish)).rejects.toMatchObject({ code: 'instance-unknown' });
  await expect(handlers['gitSetup.apply']({ ...wish, commands: ['x'] })).rejects.toMatchObject({
    code: 'instance-unknown',
  });
  expect(gitSetup.apply).not.toHaveBeenCalled();
});
