import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { startJobs, useJobs } from '../../../renderer/parts/jobs.ts';
import { HeldBridge } from '../support.ts';

let bridge: HeldBridge;
const done = (job: string) => bridge.tell('job.done', { job, kind: 'verify', outcome: 'cancelled' });

beforeEach(() => {
  bridge = new HeldBridge();
  useJobs.setState({ jobs: {} });
  startJobs();
});

afterEach(() => vi.unstubAllGlobals());

test('hears of a job also before the call that started it has answered', () => {
  done('early');
  expect(useJobs.getState().jobs['early']).toMatchObject({ done: { outcome: 'cancelled' } });
});

test('hears nothing more of a job that was forgotten while it ran', () => {
  useJobs.setState({ jobs: { gone: { results: [] }, stays: { results: [] } } });
  useJobs.getState().forget('gone');
  bridge.tell('job.notRemembered', { job: 'gone', error: { code: 'internal', detail: '' } });
  done('gone');
  done('stays');
  expect(Object.keys(useJobs.getState().jobs)).toEqual(['stays']);
});
