import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { useJobs } from '../../renderer/parts/jobs.ts';
import { useActivity } from '../../renderer/screens/activity/activity-slice.ts';
import { HeldBridge } from './support.ts';

let bridge: HeldBridge;
const activity = () => useActivity.getState();

beforeEach(() => {
  bridge = new HeldBridge();
  useJobs.setState({ jobs: {} });
  useActivity.setState({ selected: 'first', job: null });
});

afterEach(() => vi.unstubAllGlobals());

test('shows what comes of checking again under the entry that asked for it', async () => {
  void activity().again('r1');
  await bridge.answer('verify.start', { job: 'j1' });
  expect(activity()).toMatchObject({ selected: 'first', job: 'j1' });
  expect(bridge.inputs('job.cancel')).toEqual([]);
});

test('ends the check of an entry that is no longer open when it starts', async () => {
  void activity().again('r1');
  activity().select('second');
  await bridge.answer('verify.start', { job: 'j1' });
  expect(activity()).toMatchObject({ selected: 'second', job: null });
  expect(bridge.inputs('job.cancel')).toEqual([{ job: 'j1' }]);
});

test('ends a check that another one takes the place of, and forgets it', async () => {
  void activity().again('r1');
  await bridge.answer('verify.start', { job: 'j1' });
  useJobs.setState({ jobs: { j1: { results: [] } } });
  void activity().again('r1');
  await bridge.answer('verify.start', { job: 'j2' });
  expect(activity().job).toBe('j2');
  expect(bridge.inputs('job.cancel')).toEqual([{ job: 'j1' }]);
  expect(useJobs.getState().jobs).toEqual({});
});

test('forgets a check that is over when its entry is closed, and ends nothing', () => {
  useActivity.setState({ job: 'j1' });
  useJobs.setState({ jobs: { j1: { results: [], done: { job: 'j1', kind: 'verify', outcome: 'done' } } } });
  activity().select(null);
  expect(useJobs.getState().jobs).toEqual({});
  expect(bridge.calls).toEqual([]);
});
