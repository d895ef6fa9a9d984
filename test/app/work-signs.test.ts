import { expect, it, vi } from 'vitest';
import type { Bar } from '../../electron/app/work-signs.ts';
import type { CheckResult } from '../../shared/model/result.ts';

vi.mock('electron', () => ({ BrowserWindow: {}, Notification: {} }));
const { LONG, WorkSigns } = await import('../../electron/app/work-signs.ts');

function signs(focused = false) {
  let now = 0;
  const bars: Bar[] = [];
  const tell = vi.fn();
  const made = new WorkSigns({ now: () => now, focused: () => focused, show: (bar) => bars.push(bar), tell });
  return { made, bars, tell, wait: (ms: number) => (now += ms) };
}
const at = (bytesDone: number, bytesTotal: number) =>
  ({
    stage: 'hashing',
    itemsDone: 0,
    itemsTotal: 0,
    bytesDone,
    bytesTotal,
    bytesPerSecond: 0,
    secondsLeft: null,
  }) as const;
const end = (job: string, outcome: 'done' | 'failed' | 'cancelled' = 'done') =>
  ({ job, kind: 'verify', outcome }) as const;

it('shows that there is no knowing, then the share, then nothing', () => {
  const { made, bars } = signs();
  made.started('a');
  made.progress('a', at(5, 0));
  made.progress('a', at(5, 10));
  made.ended(end('a'));
  expect(bars).toEqual(['unknown', 'unknown', 0.5, 'none']);
});

it('shows several jobs as one', () => {
  const { made, bars } = signs();
  made.started('a');
  made.progress('a', at(10, 10));
  made.started('b');
  made.progress('b', at(0, 10));
  made.ended(end('a'));
  expect(bars).toEqual(['unknown', 1, 'unknown', 0.5, 0]);
});

it('shows a failure that nobody saw until somebody looks', () => {
  const { made, bars } = signs();
  made.started('a');
  made.ended(end('a', 'failed'));
  made.looked();
  expect(bars.slice(1)).toEqual(['failed', 'none']);
  const seen = signs(true);
  seen.made.started('a');
  seen.made.ended(end('a', 'failed'));
  expect(seen.bars.at(-1)).toBe('none');
});

it('tells of long work that ends out of sight, and of no other', () => {
  const { made, tell, wait } = signs();
  made.started('short');
  wait(LONG - 1);
  made.ended(end('short'));
  expect(tell).not.toHaveBeenCalled();
  made.started('long');
  made.saw('long', { verdict: 'invalid', artifact: { name: 'x' } } as CheckResult);
  wait(LONG);
  made.ended(end('long'));
  expect(tell).toHaveBeenCalledExactlyOnceWith(
    'long',
    end('long'),
    expect.objectContaining({ counts: { invalid: 1, untrusted: 0, incomplete: 0, verified: 0 }, name: 'x' }),
  );
  const seen = signs(true);
  seen.made.started('long');
  seen.wait(LONG);
  seen.made.ended(end('long'));
  expect(seen.tell).not.toHaveBeenCalled();
});
