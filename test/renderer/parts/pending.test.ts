import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { startJobs } from '../../../renderer/parts/jobs.ts';
import { reasonsOf, usePending } from '../../../renderer/parts/pending.ts';
import { AppError } from '../../../shared/error.ts';
import { knownError } from '../../../shared/messages.ts';
import type { WaitingLog } from '../../../shared/model/waiting-log.ts';
import { HeldBridge } from '../support.ts';

let bridge: HeldBridge;
const pending = () => usePending.getState();
const one = (id: string): WaitingLog => ({
  ...{ id, at: '2026-11-21T17:00:00Z', instance: 'compass', known: true },
  ...{ artifact: `/r/${id}`, bundle: `/r/${id}.sigstore.json` },
});

beforeEach(() => {
  bridge = new HeldBridge();
  startJobs();
  usePending.setState({ waiting: [one('a'), one('b')], job: null, problem: null, logged: 0 });
});
afterEach(() => vi.unstubAllGlobals());

test('says how many were logged and what kept the others, whenever the list was read again', async () => {
  void pending().logNow(['a', 'b']);
  await bridge.answer('pending.log', { job: 'j' });
  bridge.tell('job.done', { job: 'j', kind: 'log', outcome: 'failed', error: { code: 'service-failed', detail: 'x' } });
  // The status told of a shorter list before the job was settled.
  void pending().load();
  await bridge.answer('pending.list', [one('b')]);
  void pending().settle();
  await bridge.answer('pending.list', [one('b')]);
  expect(pending()).toMatchObject({ job: null, logged: 1, waiting: [one('b')] });
  expect(pending().problem?.code).toBe('service-failed');
  pending().leave();
  expect(pending()).toMatchObject({ logged: 0, problem: null });
});

test('tells one reason once, and different ones each at its own row', () => {
  const general = new AppError('offline', '');
  const down = { problem: { code: 'service-failed', detail: '503' } };
  const taken = { problem: { code: 'already-exists', detail: '/r/a' } };
  expect(reasonsOf([{}, {}], general)).toEqual({ forAll: general, each: false });
  expect(reasonsOf([{}, {}], null)).toEqual({ forAll: null, each: false });
  expect(reasonsOf([down, down], general)).toMatchObject({ forAll: { code: 'service-failed' }, each: false });
  expect(reasonsOf([down, taken], general)).toEqual({ forAll: null, each: true });
  expect(reasonsOf([down, {}], general)).toEqual({ forAll: null, each: true });
  expect(knownError({ code: 'made up', detail: '' }).code).toBe('internal');
});

test('forgets one and reads the list again', async () => {
  void pending().forget('a');
  await bridge.answer('pending.forget', null);
  await bridge.answer('pending.list', [one('b')]);
  expect(bridge.inputs('pending.forget')).toEqual([{ ids: ['a'] }]);
  expect(pending()).toMatchObject({ waiting: [one('b')], forgotten: ['/r/a'] });
});
