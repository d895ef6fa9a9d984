import { afterAll, afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { CommitsPreparation } from '../../shared/model/git-sign.ts';
import { HeldBridge } from './support.ts';

// The open repository is listened to as soon as it is loaded.
const bridge = new HeldBridge();
const { useKnown } = await import('../../renderer/parts/known.ts');
const { canBeSigned, useCommits } = await import('../../renderer/screens/repositories/commits-slice.ts');
const { signersOf } = await import('../../renderer/screens/repositories/lost-signatures.tsx');
const { useMade } = await import('../../renderer/screens/repositories/made-slice.ts');
const { useRepositories } = await import('../../renderer/screens/repositories/repositories-slice.ts');

const commits = () => useCommits.getState();
const ROW = { id: 'a'.repeat(40), subject: 'one', by: 'Ada', waits: false };
const PLAN = {
  ...{ head: 'h', count: 2, merges: 0, signed: 0, published: 0, commits: [], signedIds: [], email: '' },
  ...{ left: [], leftCount: 0 },
};
const REFUSED: CommitsPreparation = { branch: 'main', branches: ['main'], chosen: 'main', tags: ['v1'] };
const prepared = (plan = {}): CommitsPreparation => ({ ...REFUSED, plan: { ...PLAN, ...plan } });

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  bridge.calls.length = 0;
  useRepositories.setState({ job: '7' });
  useKnown.setState({ keys: [], instances: [] });
});

afterEach(() => {
  commits().close();
  vi.useRealTimers();
});
afterAll(() => vi.unstubAllGlobals());

const drafts = () => bridge.inputs('repositories.prepareCommits').map((input) => (input as { draft: object }).draft);

test('asks about what the form says, and signs what was shown', async () => {
  commits().open(ROW);
  expect(drafts()).toEqual([{ from: ROW.id }]);
  await bridge.answer('repositories.prepareCommits', prepared());
  commits().change({ start: 'tag v1' });
  vi.runAllTimers();
  expect(drafts().at(-1)).toEqual({ after: 'refs/tags/v1' });
  expect(canBeSigned(commits())).toBe(false);
  await bridge.answer('repositories.prepareCommits', prepared({ after: 'resolved' }));
  expect(canBeSigned(commits())).toBe(true);
});

test('is asked nothing while nothing is typed, and forgets an answer that a later question overtook', async () => {
  commits().open(null);
  commits().change({ start: 'since' });
  vi.runAllTimers();
  expect(drafts()).toEqual([{}]);
  await bridge.answer('repositories.prepareCommits', prepared());
  expect(canBeSigned(commits())).toBe(false);
  commits().change({ revision: ' v1 ', branch: 'side' });
  vi.runAllTimers();
  expect(drafts().at(-1)).toEqual({ branch: 'side', after: 'v1' });
  await bridge.answer('repositories.prepareCommits', { ...REFUSED, fault: 'unknown' });
  expect([commits().prepared?.fault, canBeSigned(commits())]).toEqual(['unknown', false]);
});

test('signs nothing that cannot be signed, or was not looked at', async () => {
  commits().open(null);
  void commits().sign(true);
  await bridge.answer('repositories.prepareCommits', { ...REFUSED, fault: 'none' });
  void commits().sign(true);
  expect(bridge.inputs('repositories.signCommits')).toEqual([]);
});

const undone = {
  ...{ at: '', repository: '/r', ref: 'refs/heads/main', before: 'b', after: 'a', count: 1, restore: '' },
  published: [],
};

test('brings what is on a remote back only after a second yes', async () => {
  const made = { type: 'commits' as const, ref: 'refs/heads/main', before: 'b', after: 'a', count: 1, commits: [] };
  useMade.getState().show({ signedAt: '', repository: '/r', signer: {}, made, forges: [] }, 'run');
  const state = () => {
    const { undone: done, published } = useMade.getState();
    return { done, published };
  };
  void useMade.getState().undo();
  await bridge.answer('repositories.undoCommits', { published: ['origin/main'] });
  expect(state()).toEqual({ done: null, published: ['origin/main'] });
  useMade.getState().leaveUndo();
  expect([state(), bridge.inputs('repositories.undoCommits').length]).toEqual([{ done: null, published: null }, 1]);
  void useMade.getState().undo(true);
  expect(bridge.inputs('repositories.undoCommits').at(-1)).toEqual({ run: 'run', evenPublished: true });
  await bridge.answer('repositories.undoCommits', { undone });
  expect(state()).toEqual({ done: undone, published: null });
});

test('shows what was made, and brings the old ones back once', async () => {
  const made = { type: 'commits' as const, ref: 'refs/heads/main', before: 'b', after: 'a', count: 1, commits: [] };
  const receipt = { signedAt: '', repository: '/r', signer: {}, made, forges: [] };
  useMade.getState().show(receipt, 'run');
  void useMade.getState().undo();
  void useMade.getState().undo();
  expect(bridge.inputs('repositories.undoCommits')).toEqual([{ run: 'run', evenPublished: false }]);
  await bridge.answer('repositories.undoCommits', { undone });
  expect(useMade.getState().undone).toEqual(undone);
  commits().open(null);
  expect(useMade.getState().receipt).toBeNull();
});

test('names as lost signers only those whom a check has shown', () => {
  const row = (id: string) => ({ ...ROW, id, waits: true });
  const state = (verdict: 'untrusted' | 'invalid', signer: string) => ({
    ...{ index: 0, verdict, case: verdict === 'invalid' ? 'tampered' : 'unknown-signer', letter: 'U', signer },
  });
  const listed = {
    rows: ['1', '2', '3', '4', '5', '6'].map(row),
    states: [
      ...[state('untrusted', 'Ada'), state('untrusted', 'Grace'), state('invalid', 'Eve')],
      ...[undefined, state('untrusted', 'Grace'), state('untrusted', 'Bob')],
    ],
  } as Parameters<typeof signersOf>[0];
  expect(signersOf(listed, ['1', '2', '3', '4', '5', 'elsewhere'])).toEqual({
    ...{
      named: [
        ['Grace', 2],
        ['Ada', 1],
      ],
      unnamed: 1,
      waiting: 2,
    },
  });
});
