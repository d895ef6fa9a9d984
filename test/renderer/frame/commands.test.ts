import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { offered, perform } from '../../../renderer/frame/commands.ts';
import { useJobs } from '../../../renderer/parts/jobs.ts';
import { useVerify } from '../../../renderer/screens/verify/verify-slice.ts';
import { result } from '../results.ts';

const bridge = vi.fn(() => Promise.resolve({ ok: true, value: null }));

const named = (name: string) => result({ id: name, artifact: { name, digests: {} } });

beforeEach(() => {
  bridge.mockClear();
  vi.stubGlobal('window', { countersign: { call: bridge } });
  useJobs.setState({ jobs: { j: { results: ['first.bin', 'second.bin', 'third.bin'].map(named) } } });
  useVerify.setState({ job: 'j', filter: 'all', search: '', selected: null });
});

afterEach(() => vi.unstubAllGlobals());

test('copies and saves the result whose card is open while a search is typed', async () => {
  useVerify.setState({ search: 'second', selected: 'first.bin' });
  perform('copyResult');
  perform('saveResult');
  await vi.waitFor(() =>
    expect(bridge.mock.calls).toEqual([
      ['verify.copy', { result: 'second.bin' }],
      ['verify.save', { result: 'second.bin', format: 'html' }],
    ]),
  );
});

test('offers to copy nothing where the search finds nothing', () => {
  expect(offered()).toEqual(expect.arrayContaining(['copyResult', 'saveResult']));
  useVerify.setState({ search: 'fourth' });
  expect(offered()).not.toEqual(expect.arrayContaining(['copyResult']));
  expect(offered()).toContain('again');
});
