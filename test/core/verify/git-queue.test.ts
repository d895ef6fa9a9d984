import { describe, expect, it } from 'vitest';
import { CheckQueue } from '../../../electron/core/verify/git-queue.ts';

/** What waits to be checked. */
function filled(many: number): CheckQueue<number> {
  const queue = new CheckQueue<number>();
  for (let n = 0; n < many; n++) queue.add(`${n}`, n);
  return queue;
}

describe('what waits to be checked', () => {
  it('comes in its order, and what is wanted before it, once', async () => {
    const queue = filled(5);
    expect(await queue.next()).toBe(0);
    queue.want(['3', '2', '0', 'nothing']);
    expect([await queue.next(), await queue.next(), await queue.next()]).toEqual([3, 2, 1]);
    expect(await queue.next()).toBe(4);
    expect(queue.added).toBe(5);
  });

  it('is forgotten as wanted where something else is looked at', async () => {
    const queue = filled(4);
    queue.want(['3']);
    queue.want(['2']);
    expect([await queue.next(), await queue.next(), await queue.next()]).toEqual([2, 0, 1]);
  });

  it('is waited for while more may come, and ends where it is closed', async () => {
    const queue = filled(0);
    const first = queue.next();
    const second = queue.next();
    queue.add('a', 1);
    expect(await first).toBe(1);
    queue.close();
    expect(await second).toBeUndefined();
    expect(await queue.next()).toBeUndefined();
  });

  it('is taken to its end after it was closed', async () => {
    const queue = filled(1);
    queue.close();
    expect(await queue.next()).toBe(0);
    expect(await queue.next()).toBeUndefined();
  });
});
