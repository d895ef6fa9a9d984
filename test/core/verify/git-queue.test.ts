import { describe, expect, it } from 'vitest';
import { CheckQueue } from '../../../electron/core/verify/git-queue.ts';

/** What waits to be checked, when all of it is known. */
function filled(many: number): CheckQueue<number> {
  const queue = new CheckQueue<number>();
  for (let n = 0; n < many; n++) queue.add(`${n}`, n);
  queue.close();
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

  it('waits while more may come, but what is wanted does not', async () => {
    const queue = new CheckQueue<number>();
    const first = queue.next();
    const second = queue.next();
    const third = queue.next();
    for (const n of [0, 1, 2]) queue.add(`${n}`, n);
    queue.want(['2']);
    expect(await first).toBe(2);
    let isGiven = false;
    void second.then(() => (isGiven = true));
    await new Promise((resolve) => setImmediate(resolve));
    expect(isGiven).toBe(false);
    queue.close();
    expect([await second, await third]).toEqual([0, 1]);
    expect(await queue.next()).toBeUndefined();
  });

  it('ends where it is closed with nothing in it', async () => {
    const queue = new CheckQueue<number>();
    const first = queue.next();
    queue.close();
    expect(await first).toBeUndefined();
    expect(await queue.next()).toBeUndefined();
  });
});
