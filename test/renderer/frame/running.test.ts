import { afterAll, beforeEach, expect, test, vi } from 'vitest';
import { HeldBridge } from '../support.ts';

new HeldBridge();
const { running, showJob, showRunning } = await import('../../../renderer/frame/running.ts');
const { useJobs } = await import('../../../renderer/parts/jobs.ts');
const { useShell } = await import('../../../renderer/parts/shell.ts');
const { useVerify } = await import('../../../renderer/screens/verify/verify-slice.ts');
const { useAudit } = await import('../../../renderer/screens/repositories/audit-slice.ts');
const { useCommits } = await import('../../../renderer/screens/repositories/commits-slice.ts');
const { useTag } = await import('../../../renderer/screens/repositories/tag-slice.ts');

const OF_REPOSITORIES: [string, (job: string | null) => void][] = [
  ['signs a tag', (job) => useTag.setState({ job })],
  ['signs commits', (job) => useCommits.setState({ job })],
  ['audits', (job) => useAudit.setState({ job })],
];

beforeEach(() => {
  useJobs.setState({ jobs: {} });
  useShell.setState({ screen: 'verify' });
  useVerify.setState({ job: null });
  for (const [, show] of OF_REPOSITORIES) show(null);
});
afterAll(() => vi.unstubAllGlobals());

test.each(OF_REPOSITORIES)('what %s is found, shown and over like all else', async (_, show) => {
  show('7');
  expect(await running()).toEqual([{ screen: 'repositories', job: '7' }]);
  await showRunning();
  expect(useShell.getState().screen).toBe('repositories');
  useShell.setState({ screen: 'keys' });
  await showJob('7');
  expect(useShell.getState().screen).toBe('repositories');
  const done = { job: '7', outcome: 'done' as const, count: 1, bytes: 0 };
  useJobs.setState({ jobs: { 7: { done } } } as never);
  expect(await running()).toEqual([]);
});

test('what the shown screen runs comes first', async () => {
  useVerify.setState({ job: '1' });
  useCommits.setState({ job: '2' });
  expect((await running()).map(({ job }) => job)).toEqual(['1', '2']);
  useShell.setState({ screen: 'repositories' });
  expect((await running()).map(({ job }) => job)).toEqual(['2', '1']);
});
