import { describe, expect, it, vi } from 'vitest';
import { BoundedMap } from '../../../electron/app/bounded-map.ts';
import type { AppContext, OpenedRepository } from '../../../electron/app/context.ts';
import { commitsHandlers } from '../../../electron/app/ipc/commits-handlers.ts';
import { CALLS } from '../../../shared/ipc/contract.ts';

const id = (n: number): string => n.toString(16).padStart(40, '0');
const PLAN = {
  ref: 'refs/heads/main',
  head: id(1000),
  after: id(0),
  commits: Array.from({ length: 1000 }, (_, n) => ({
    ...{
      id: id(n + 1),
      author: 'Ada',
      committer: 'Bob',
      email: 'bob@example.org',
      at: new Date(1_700_000_000_000 + n),
    },
    ...{ subject: `commit ${n + 1}`, isMerge: n % 10 === 0, isPublished: n < 5 },
    ...(n % 2 === 0 ? { form: 'ssh' } : {}),
  })),
  left: Array.from({ length: 150 }, (_, n) => `refs/tags/v${n}`),
  remote: { name: 'origin/main', id: id(5), ahead: 2 },
};

function open(gitSign: object) {
  const repositories = new BoundedMap<string, OpenedRepository>(4);
  repositories.set('7', { folder: '/code/compass', named: { tags: [], commits: [] }, want: () => undefined });
  const start = vi.fn((_kind: string, work: (run: object) => Promise<unknown>) => {
    void work({ job: 'run', signal: new AbortController().signal, onProgress: () => undefined });
    return 'run';
  });
  const context = {
    ...{ services: { gitSign }, repositories, jobs: { start }, prompts: {}, results: new Map() },
    ...{ told: { tell: vi.fn() }, signedCommits: new BoundedMap(4), emit: vi.fn() },
  } as unknown as AppContext;
  return { handlers: commitsHandlers(context), start };
}

describe('signing commits anew in an opened repository', () => {
  it('tells what the contract names: totals of all, and the newest commits', async () => {
    const prepared = { branch: 'main', branches: ['main'], chosen: 'main', tags: ['v1'], plan: PLAN };
    const prepareCommits = vi.fn(() => Promise.resolve(prepared));
    const { handlers } = open({ prepareCommits });
    const told = await handlers['repositories.prepareCommits']({ job: '7', draft: { after: 'v1' } });
    expect(prepareCommits).toHaveBeenCalledWith({ repository: '/code/compass', after: 'v1' }, {});
    expect(CALLS['repositories.prepareCommits'].output.parse(told)).toEqual(told);
    const { plan } = told;
    expect(plan).toMatchObject({ count: 1000, merges: 100, signed: 500, published: 5, leftCount: 150 });
    expect([plan?.commits.length, plan?.left.length, plan?.signedIds.length]).toEqual([500, 100, 500]);
    expect(plan?.commits[0]).toEqual({
      ...{ id: id(1000), author: 'Ada', at: '2023-11-14T22:13:20.999Z', subject: 'commit 1000' },
      ...{ isMerge: false, isSigned: false, isPublished: false },
    });
    expect([plan?.email, plan?.remote]).toEqual(['bob@example.org', { name: 'origin/main', ahead: 2 }]);
  });

  it('takes back only what a run of its own has made', async () => {
    const receipt = { repository: '/code/compass' };
    const made = { ref: 'refs/heads/main', before: id(1), after: id(2) };
    const signCommits = vi.fn(() => Promise.resolve({ ...made, receipt }));
    const undoCommits = vi.fn(() => Promise.resolve({ published: ['origin/main'] }));
    const { handlers } = open({ signCommits, undoCommits });
    const undo = async (evenPublished: boolean) => handlers['repositories.undoCommits']({ run: 'run', evenPublished });
    await expect(undo(true)).rejects.toMatchObject({
      code: 'not-found',
    });
    const commits = { branch: 'main', head: id(1), evenPublished: false };
    await handlers['repositories.signCommits']({ job: '7', commits, signer: { key: 'k' } });
    await vi.waitFor(() => expect(signCommits).toHaveBeenCalled());
    expect(signCommits.mock.calls[0]).toMatchObject([
      { repository: '/code/compass', branch: 'main', head: id(1), evenPublished: false, key: 'k' },
      {},
    ]);
    for (const evenPublished of [false, true]) {
      const told = await undo(evenPublished);
      expect(CALLS['repositories.undoCommits'].output.parse(told)).toEqual({ published: ['origin/main'] });
      const asked = { repository: '/code/compass', ...made, evenPublished };
      expect(undoCommits).toHaveBeenLastCalledWith(asked, { onNotRemembered: expect.any(Function) as unknown });
    }
  });

  it('knows no repository that was not opened', () => {
    const { handlers, start } = open({});
    const commits = { branch: 'main', head: id(1), evenPublished: true };
    expect(() => handlers['repositories.signCommits']({ job: '8', commits, signer: { key: 'k' } })).toThrow(
      'not-found',
    );
    expect(start).not.toHaveBeenCalled();
  });

  it.each([{ branch: undefined }, { head: 7 }, { evenPublished: undefined }, { after: 'x'.repeat(5000) }])(
    'takes no %o',
    (odd) => {
      const commits = { branch: 'main', head: id(1), evenPublished: false, ...odd };
      const input = { job: '7', commits, signer: { key: 'k' } };
      expect(CALLS['repositories.signCommits'].input.safeParse(input).success).toBe(false);
    },
  );
});
