import { expect, test } from 'vitest';
import type { AppContext } from '../../../electron/app/context.ts';
import { signHandlers } from '../../../electron/app/ipc/sign-handlers.ts';
import { Prompts } from '../../../electron/app/prompts.ts';
import type { Ask } from '../../../electron/core/engines/engine.ts';
import { JobQueue, type JobEnd } from '../../../electron/core/jobs/job-queue.ts';
import type { SignService } from '../../../electron/core/services.ts';
import type { EventName } from '../../../shared/ipc/contract.ts';
import type { Prompt } from '../../../shared/model/job.ts';
import type { Receipt } from '../../../shared/model/sign.ts';

const RECEIPT: Receipt = {
  signedAt: '2026-01-01T00:00:00.000Z',
  folder: '/f',
  files: [],
  failed: [],
  cancelled: false,
  signers: [],
  instructions: '',
};

/** Starts a run of signing that does what it is told; gives what the window heard. */
async function start(run: (context: Parameters<SignService['sign']>[1]) => Promise<void>) {
  const asked: Prompt[] = [];
  const withdrawn: string[] = [];
  const events: [EventName, unknown][] = [];
  let end: (done: JobEnd) => void = () => undefined;
  const ended = new Promise<JobEnd>((resolve) => (end = resolve));
  const prompts = new Prompts({ asked: (prompt) => asked.push(prompt), withdrawn: (id) => withdrawn.push(id) });
  const jobs = new JobQueue({ progress: () => undefined, done: (done) => end(done), count: () => undefined });
  const context = {
    services: { sign: { sign: (_: unknown, how: Parameters<SignService['sign']>[1]) => run(how).then(() => RECEIPT) } },
    files: { paths: () => ['/f/a'] },
    told: { tellReceipt: () => undefined },
    prompts,
    jobs,
    emit: (name: EventName, data: unknown) => events.push([name, data]),
  } as unknown as AppContext;
  const handlers = signHandlers(context);
  const options = { keys: ['k'], signature: 'armored' as const, manifest: null };
  const { job } = await handlers['sign.start']({ files: ['1'], options, overwrite: false });
  return { asked, withdrawn, events, ended, job, handlers };
}

const touch: Parameters<Ask>[0] = { kind: 'touch', files: ['a'] };

test('a question that its asker takes back leaves the window, and the run goes on', async () => {
  const touched = new AbortController();
  let answer: string | null | undefined;
  const it = await start(async ({ ask }) => {
    const waiting = ask(touch, touched.signal);
    touched.abort();
    answer = await waiting;
  });
  expect(await it.ended).toMatchObject({ outcome: 'done' });
  expect(answer).toBeNull();
  expect(it.asked).toMatchObject([{ kind: 'touch', job: it.job }]);
  expect(it.withdrawn).toEqual([it.asked[0]?.id]);
});

test('a run that could not be remembered is told so, and done', async () => {
  const it = await start(async ({ onNotRemembered }) => {
    onNotRemembered?.(Object.assign(new Error('full'), { code: 'ENOSPC' }));
    return Promise.resolve();
  });
  expect(await it.ended).toMatchObject({ outcome: 'done' });
  expect(it.events).toEqual([['job.notRemembered', { job: it.job, error: { code: 'disk-full', detail: 'full' } }]]);
});

test('cancelling takes back a question that its asker would have left open', async () => {
  const it = await start(async ({ ask }) => {
    setImmediate(() => void it.handlers['job.cancel']({ job: it.job }));
    await ask(touch, new AbortController().signal);
  });
  expect(await it.ended).toMatchObject({ outcome: 'cancelled' });
  expect(it.withdrawn).toEqual([it.asked[0]?.id]);
});
