import { afterAll, afterEach, beforeEach, expect, test, vi } from 'vitest';
import { LOGIN } from '../../renderer/parts/signers.ts';
import type { GitReceipt } from '../../shared/model/git-receipt.ts';
import type { TagPreparation } from '../../shared/model/git-sign.ts';
import { HeldBridge } from './support.ts';

// The open repository is listened to as soon as it is loaded.
const bridge = new HeldBridge();
const { startJobs } = await import('../../renderer/parts/jobs.ts');
const { useKnown } = await import('../../renderer/parts/known.ts');
const { useMade } = await import('../../renderer/screens/repositories/made-slice.ts');
const { useRepositories } = await import('../../renderer/screens/repositories/repositories-slice.ts');
const { useTag } = await import('../../renderer/screens/repositories/tag-slice.ts');

const tag = () => useTag.getState();
const PREPARED: TagPreparation = {
  ...{ names: ['v1.1.0'], message: 'Version 1.1.0', branches: ['main'] },
  target: { id: 'a'.repeat(40), subject: 'one', isUnpushed: false },
  tagger: { name: 'Ada', email: 'ada@example.org', from: 'user' },
};
const receipt = {
  ...{ signedAt: '', repository: '/r', signer: {}, forges: [] },
  made: { type: 'tag', name: 'v1.1.0', object: 'b', target: 'a', tagger: { name: 'Ada', email: 'ada@example.org' } },
} as GitReceipt;
const done = (job: string, more: object) => bridge.tell('job.done', { job, kind: 'sign', outcome: 'done', ...more });

startJobs();
beforeEach(async () => {
  bridge.calls.length = 0;
  useRepositories.setState({ job: '7' });
  useKnown.setState({ keys: [{ ...LOGIN, id: 'ADA', type: 'openpgp' }], instances: [] });
  tag().open(null);
  await bridge.answer('repositories.prepareTag', PREPARED);
});
afterEach(() => {
  tag().close();
  useMade.getState().close();
});
afterAll(() => vi.unstubAllGlobals());

test('signs once where the button is pressed twice, and shows what was made when the run is over', async () => {
  void tag().start();
  void tag().start();
  expect(bridge.inputs('repositories.signTag')).toMatchObject([
    { job: '7', tag: { name: 'v1.1.0', target: 'a'.repeat(40) }, signer: { key: 'ADA' } },
  ]);
  await bridge.answer('repositories.signTag', { job: 'r1' });
  expect([tag().job, tag().isOpen]).toEqual(['r1', true]);
  done('r1', { gitReceipt: receipt });
  expect([tag().job, tag().isOpen, useMade.getState().run]).toEqual([null, false, 'r1']);
});

test('shows what was made where the run is over before the call that began it has answered', async () => {
  void tag().start();
  done('r2', { gitReceipt: receipt });
  expect(tag().isOpen).toBe(true);
  await bridge.answer('repositories.signTag', { job: 'r2' });
  expect([tag().isOpen, useMade.getState().receipt]).toEqual([false, receipt]);
});

test('shows a run that made nothing until somebody goes back, and then asks anew', async () => {
  void tag().start();
  await bridge.answer('repositories.signTag', { job: 'r3' });
  done('r3', { outcome: 'failed' });
  expect([tag().job, tag().isOpen, useMade.getState().receipt]).toEqual(['r3', true, null]);
  const asked = bridge.inputs('repositories.prepareTag').length;
  tag().back();
  expect([tag().job, tag().isPrepared]).toEqual([null, false]);
  expect(bridge.inputs('repositories.prepareTag')).toHaveLength(asked + 1);
});

test('ends a run that nobody will see, where the form is closed or another repository is opened', async () => {
  void tag().start();
  await bridge.answer('repositories.signTag', { job: 'r4' });
  const folder = { id: 'f', name: 'r', path: '/r', kind: 'folder', size: 0 } as const;
  useRepositories.setState({ folder });
  expect(bridge.inputs('job.cancel')).toEqual([{ job: 'r4' }]);
  expect([tag().job, tag().isOpen]).toEqual([null, false]);
});
