import { expect, test } from 'vitest';
import { AppError } from '../../../shared/error.ts';
import type { Progress } from '../../../shared/model/job.ts';
import { JobQueue, type JobEnd } from '../../../electron/core/jobs/job-queue.ts';

const progress = (bytesDone: number): Progress => ({
  stage: 'hashing',
  itemsDone: bytesDone === 10_000 ? 1 : 0,
  itemsTotal: 1,
  bytesDone,
  bytesTotal: 10_000,
  bytesPerSecond: 0,
  secondsLeft: null,
});

function open() {
  let time = 0;
  const reports: Progress[] = [];
  const ends = new Map<string, JobEnd>();
  let told: () => void = () => undefined;
  const queue = new JobQueue(
    {
      progress: (_job, each) => reports.push(each),
      done: (end) => {
        ends.set(end.job, end);
        told();
      },
      count: () => undefined,
    },
    () => time,
  );
  const end = async (job: string): Promise<JobEnd> => {
    while (!ends.has(job)) await new Promise<void>((resolve) => (told = resolve));
    return ends.get(job)!;
  };
  return { queue, reports, end, pass: (milliseconds: number) => (time += milliseconds) };
}

test('reports at most ten a second, with rate and time left, and never loses the last', async () => {
  const { queue, reports, end, pass } = open();
  const job = queue.start('verify', ({ onProgress }) => {
    for (let at = 0; at <= 100; at++) {
      onProgress(progress(at * 100));
      pass(10);
    }
    return Promise.resolve(undefined);
  });
  expect(await end(job)).toEqual({ job, kind: 'verify', outcome: 'done' });
  expect(reports.length).toBeLessThanOrEqual(12);
  expect(reports.at(-1)).toMatchObject({ bytesDone: 10_000, secondsLeft: 0 });
  expect(reports.at(-1)!.bytesPerSecond).toBeCloseTo(10_000, -3);
});

test('of work that stalls, what it reported last is told', async () => {
  const { queue, reports, end } = open();
  const job = queue.start('audit', ({ onProgress, signal }) => {
    for (const at of [1, 2, 3]) onProgress(progress(at));
    return new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new AppError('cancelled'))));
  });
  await expect.poll(() => reports.map(({ bytesDone }) => bytesDone)).toEqual([1, 3]);
  queue.cancel(job);
  expect((await end(job)).outcome).toBe('cancelled');
  expect(reports).toHaveLength(2);
});

test('a running and a waiting job can be cancelled; one signs at a time', async () => {
  const { queue, end } = open();
  let running = 0;
  const hang = ({ signal }: { signal: AbortSignal }) =>
    new Promise<undefined>((_resolve, reject) => {
      running += 1;
      signal.addEventListener('abort', () => reject(new AppError('cancelled')));
    });
  const first = queue.start('sign', hang);
  const second = queue.start('sign', hang);
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect([running, queue.count]).toEqual([1, 2]);
  queue.cancel(second);
  expect((await end(second)).outcome).toBe('cancelled');
  queue.cancel(first);
  expect((await end(first)).outcome).toBe('cancelled');
  queue.cancel('unknown');
  await queue.close();
  expect([running, queue.count]).toEqual([1, 0]);
});

test('a failure keeps its code; an unknown one says nothing', async () => {
  const { queue, end } = open();
  const known = queue.start('verify', () => Promise.reject(new AppError('disk-full', 'why')));
  expect((await end(known)).error).toEqual({ code: 'disk-full', detail: 'why' });
  const unknown = queue.start('verify', () => Promise.reject(new Error('secret')));
  expect((await end(unknown)).error).toEqual({ code: 'internal', detail: '' });
});
