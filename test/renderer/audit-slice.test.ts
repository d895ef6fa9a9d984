import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { useJobs } from '../../renderer/parts/jobs.ts';
import { useShell } from '../../renderer/parts/shell.ts';
import type { useAudit as UseAudit } from '../../renderer/screens/repositories/audit-slice.ts';
import { HeldBridge } from './support.ts';

let bridge: HeldBridge;
let useAudit: typeof UseAudit;
const audit = () => useAudit.getState();

beforeAll(async () => {
  // What the window hears of repositories is asked for when the screen is loaded.
  bridge = new HeldBridge();
  ({ useAudit } = await import('../../renderer/screens/repositories/audit-slice.ts'));
});
beforeEach(() => {
  bridge = new HeldBridge();
  useJobs.setState({ jobs: {} });
  useAudit.setState({ isOpen: true, job: 'a1', saved: null, saving: null, isSaveStopped: false });
});
afterAll(() => vi.unstubAllGlobals());

type Outcome = { outcome: 'done' | 'cancelled' | 'failed'; error?: { code: string; detail: string } };

/** Saves as CSV, with the writing under way. */
async function begin(): Promise<Promise<void>> {
  const saved = audit().save('csv');
  await bridge.answer('audit.save', { job: 'r1', path: '/tmp/report.csv' });
  expect(audit().saving).toEqual({ format: 'csv', job: 'r1' });
  return saved;
}
const end = (how: Outcome): void =>
  useJobs.setState({ jobs: { r1: { results: [], done: { job: 'r1', kind: 'report', ...how } } } });

test('says where a report is once it is written, and not before', async () => {
  void begin();
  await vi.waitFor(() => expect(audit().saving?.job).toBe('r1'));
  expect(audit().saved).toBeNull();
  end({ outcome: 'done' });
  await vi.waitFor(() => expect(audit()).toMatchObject({ saved: '/tmp/report.csv', saving: null }));
  expect(useJobs.getState().jobs).toEqual({});
});

test('a report whose writing is stopped is said to be none', async () => {
  void begin();
  await vi.waitFor(() => expect(audit().saving?.job).toBe('r1'));
  audit().cancelSave();
  expect(bridge.inputs('job.cancel')).toEqual([{ job: 'r1' }]);
  end({ outcome: 'cancelled' });
  await vi.waitFor(() => expect(audit()).toMatchObject({ saved: null, saving: null, isSaveStopped: true }));
});

test('why a report could not be written is told, and another can be asked for', async () => {
  void begin();
  await vi.waitFor(() => expect(audit().saving?.job).toBe('r1'));
  end({ outcome: 'failed', error: { code: 'disk-full', detail: 'ENOSPC' } });
  await vi.waitFor(() => expect(useShell.getState().problem).toMatchObject({ code: 'disk-full' }));
  expect(audit()).toMatchObject({ saved: null, saving: null, isSaveStopped: false });
});

test('a closed dialog leaves all as it was; what another audit is told stays with it', async () => {
  void audit().save('pdf');
  await bridge.answer('audit.save', null);
  await vi.waitFor(() => expect(audit()).toMatchObject({ saved: null, saving: null, isSaveStopped: false }));
  void begin();
  await vi.waitFor(() => expect(audit().saving?.job).toBe('r1'));
  audit().change();
  // It is written to its end all the same.
  expect(bridge.inputs('job.cancel')).not.toContainEqual({ job: 'r1' });
  end({ outcome: 'done' });
  await vi.waitFor(() => expect(useJobs.getState().jobs).toEqual({}));
  expect(audit().saved).toBeNull();
});
