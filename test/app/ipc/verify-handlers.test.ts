import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { BoundedMap } from '../../../electron/app/bounded-map.ts';
import type { AppContext } from '../../../electron/app/context.ts';
import { verifyHandlers } from '../../../electron/app/ipc/verify-handlers.ts';
import { JobQueue, type JobEnd } from '../../../electron/core/jobs/job-queue.ts';
import type { Services } from '../../../electron/core/services.ts';
import { EVENTS, type EventName } from '../../../shared/ipc/contract.ts';
import { openWorld, type World } from '../../support/world.ts';

vi.mock('electron', () => ({ dialog: {}, clipboard: {} }));

let world: World;

beforeEach(async () => {
  world = await openWorld();
});

afterEach(async () => {
  await world.close();
});

/** Checks files as the window does; gives what it heard, in its order, and how the job ended. */
async function check(paths: string[], services: Services = world.services, events: [EventName, unknown][] = []) {
  let end: (done: JobEnd) => void = () => undefined;
  const ended = new Promise<JobEnd>((resolve) => (end = resolve));
  const jobs = new JobQueue({ progress: () => undefined, done: (done) => end(done), count: () => undefined });
  const context = {
    services,
    files: { paths: () => (paths.length === 0 ? ['x'] : paths) },
    told: { tellResult: () => undefined },
    jobs,
    checks: new BoundedMap(10),
    signs: { saw: () => undefined },
    results: new BoundedMap(10),
    emit: (name: EventName, data: unknown) => events.push([name, EVENTS[name].parse(data)]),
  } as unknown as AppContext;
  await verifyHandlers(context)['verify.start']({ files: ['1'], digests: [], texts: [] });
  return { end: await ended, events };
}

test('a verdict is told where the activity log cannot be written, and so is that it was not remembered', async () => {
  mkdirSync(join(world.services.home, 'activity.jsonl'));
  const { end, events } = await check([world.write('app-1.0.tar', 'x')]);
  expect(end).toMatchObject({ outcome: 'done' });
  // Results go out as they come, and the log is written at the end: which of the two is told first depends on how long the check takes.
  expect(Object.fromEntries(events)).toMatchObject({
    'job.notRemembered': { job: end.job, error: { code: 'not-a-file' } },
    'job.results': { job: end.job, results: [{ verdict: 'incomplete' }] },
  });
  expect(events).toHaveLength(2);
});

test('what was found before a check broke off is told', async () => {
  const [result] = await world.verify(world.write('app-1.0.tar', 'x'));
  const services = {
    ...world.services,
    verify: {
      async *verify() {
        yield await Promise.resolve(result!);
        throw new Error('broken off');
      },
    },
  };
  const { end, events } = await check([], services);
  expect(end).toMatchObject({ outcome: 'failed', error: { code: 'internal' } });
  expect(events).toMatchObject([['job.results', { results: [{ id: result!.id }] }]]);
});

test('the first result waits a moment for the next, but not for one that takes long', async () => {
  const [first] = await world.verify(world.write('app-1.0.tar', 'x'));
  const [second] = await world.verify(world.write('app-1.1.tar', 'y'));
  const both = [{ id: first!.id }, { id: second!.id }];
  const told = async (meanwhile: (events: unknown[]) => unknown) => {
    const events: [EventName, unknown][] = [];
    const verify = {
      async *verify() {
        yield await Promise.resolve(first!);
        await meanwhile(events);
        yield second!;
      },
    };
    await check([], { ...world.services, verify }, events);
    return events;
  };
  expect(await told(() => undefined)).toMatchObject([['job.results', { results: both }]]);
  const apart = await told((events) => vi.waitFor(() => expect(events).toHaveLength(1)));
  expect(apart).toMatchObject(both.map((one) => ['job.results', { results: [one] }]));
});
