import { describe, expect, it, vi } from 'vitest';
import { BoundedMap } from '../../../electron/app/bounded-map.ts';
import type { AppContext, OpenedRepository } from '../../../electron/app/context.ts';
import { gitSignHandlers } from '../../../electron/app/ipc/git-sign-handlers.ts';
import { CALLS } from '../../../shared/ipc/contract.ts';

const ID = 'a'.repeat(40);
const PREPARED = {
  names: ['v1.0.1'],
  existing: { object: ID, isAnnotated: true, form: 'openpgp', target: { id: ID, type: 'commit' } },
  target: { id: ID, author: 'Ada', at: new Date(1_700_000_000_000), subject: 'one', isUnpushed: true },
  message: 'v1.0.1\n',
  branch: 'main',
  branches: ['main'],
};

function open(gitSign: object) {
  const repositories = new BoundedMap<string, OpenedRepository>(4);
  repositories.set('7', { folder: '/code/compass', named: { tags: [], commits: [] }, want: () => undefined });
  const start = vi.fn(() => 'new');
  const context = { services: { gitSign }, repositories, jobs: { start } } as unknown as AppContext;
  return { handlers: gitSignHandlers(context), start };
}

describe('signing in an opened repository', () => {
  it('is asked by the job that opened it, and tells what the contract names', async () => {
    const prepareTag = vi.fn(() => Promise.resolve(PREPARED));
    const { handlers } = open({ prepareTag });
    const told = await handlers['repositories.prepareTag']({ job: '7', draft: { name: 'v1.0.0' } });
    expect(prepareTag).toHaveBeenCalledWith({ repository: '/code/compass', name: 'v1.0.0' }, {});
    expect(CALLS['repositories.prepareTag'].output.parse(told)).toEqual(told);
    expect(told.existing).toEqual({ object: ID, isAnnotated: true, isSigned: true });
    expect(told.target.at).toBe('2023-11-14T22:13:20.000Z');
  });

  it('knows no repository that was not opened, whatever path is named', async () => {
    const { handlers, start } = open({});
    const tag = { name: 'v1', replace: false };
    expect(() => handlers['repositories.signTag']({ job: '/code/compass', tag, signer: { key: 'k' } })).toThrow(
      'not-found',
    );
    await expect(async () => await handlers['repositories.prepareTag']({ job: '8', draft: {} })).rejects.toMatchObject({
      code: 'not-found',
    });
    expect(start).not.toHaveBeenCalled();
  });

  it('tells how many files differ, and names those that are sure to', async () => {
    const state = { staged: ['a'], changed: ['a', 'b'], unsure: ['c'], untracked: [], isCut: false };
    const { handlers } = open({ workState: () => Promise.resolve(state) });
    expect(await handlers['repositories.uncommitted']({ job: '7' })).toEqual({
      ...{ count: 2, names: ['a', 'b'], isUnsure: false, isCut: false },
    });
    const unsure = { ...state, staged: [], changed: [] };
    const { handlers: others } = open({ workState: () => Promise.resolve(unsure) });
    expect(await others['repositories.uncommitted']({ job: '7' })).toMatchObject({ names: ['c'], isUnsure: true });
  });

  it.each([
    { at: 'yesterday' },
    { at: '2024-01-01' },
    { message: 'x'.repeat(1_000_001) },
    { replace: 'yes' },
    { tagger: { name: 'Ada' } },
  ])('takes no %o', (odd) => {
    const input = { job: '7', tag: { name: 'v1', replace: false, ...odd }, signer: { key: 'k' } };
    expect(CALLS['repositories.signTag'].input.safeParse(input).success).toBe(false);
  });
});
