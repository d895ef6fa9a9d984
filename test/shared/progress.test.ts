import { describe, expect, it } from 'vitest';
import { shareOf } from '../../shared/progress.ts';

const progress = (bytesDone: number, bytesTotal: number, itemsDone: number, itemsTotal: number) => ({
  ...({ stage: 'hashing', bytesPerSecond: 0, secondsLeft: null } as const),
  ...{ bytesDone, bytesTotal, itemsDone, itemsTotal },
});

describe('shareOf', () => {
  it('goes by bytes where their sum is known, else by items', () => {
    expect(shareOf(progress(1, 4, 9, 10))).toBe(0.25);
    expect(shareOf(progress(7, 0, 9, 10))).toBe(0.9);
    expect(shareOf(progress(0, 4, 9, 10))).toBe(0);
  });

  it('is never more than all, though a file grew', () => {
    expect(shareOf(progress(5, 4, 0, 0))).toBe(1);
    expect(shareOf(progress(0, 0, 3, 2))).toBe(1);
  });

  it('does not guess where neither is known', () => {
    expect(shareOf(progress(7, 0, 3, 0))).toBeUndefined();
  });
});
