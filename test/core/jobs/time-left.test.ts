import { describe, expect, it } from 'vitest';
import { TimeLeft } from '../../../electron/core/jobs/time-left.ts';
import type { Progress } from '../../../shared/model/job.ts';

const MB = 1_000_000;

/** Files of a job, in order; each costs its bytes and a little for itself, as reading and signing do. */
interface Work {
  sizes: number[];
  bytesPerSecond: number;
  perFile: number;
  stage?: Progress['stage'];
}

/** Runs the work on a made-up clock, ten reports a second: what was told at each, beside what was really left. */
function told({ sizes, bytesPerSecond, perFile, stage = 'hashing' }: Work) {
  const ends: number[] = [];
  let end = 0;
  for (const size of sizes) ends.push((end += perFile + size / bytesPerSecond));
  const bytesTotal = sizes.reduce((sum, size) => sum + size, 0);
  const estimate = new TimeLeft();
  const rows: { time: number; said: number | null; left: number }[] = [];
  let done = 0;
  let bytesOfDone = 0;
  for (let tick = 0; tick / 10 <= end + 0.1; tick++) {
    const time = tick / 10;
    while (done < sizes.length && (ends[done] ?? 0) <= time) bytesOfDone += sizes[done++] ?? 0;
    const size = sizes[done] ?? 0;
    const reading = Math.max(0, time - (ends[done - 1] ?? 0) - perFile) * bytesPerSecond;
    const said = estimate.at(time * 1000, {
      stage,
      itemsDone: done,
      itemsTotal: sizes.length,
      bytesDone: bytesOfDone + Math.min(size, reading),
      bytesTotal,
      bytesPerSecond: 0,
      secondsLeft: null,
    });
    rows.push({ time, said, left: Math.max(0, end - time) });
  }
  return { rows, end };
}

const at = ({ rows }: ReturnType<typeof told>, time: number) => rows.find((row) => row.time >= time);
const spoken = ({ rows }: ReturnType<typeof told>) =>
  rows.flatMap(({ said, ...row }) => (said === null ? [] : [{ said, ...row }]));
const many = (count: number, size: number): number[] => Array.from({ length: count }, () => size);

describe('the time left', () => {
  it('is that of the bytes for one large file, and is silent at first', () => {
    const run = told({ sizes: [10_000 * MB], bytesPerSecond: 500 * MB, perFile: 0 });
    expect(at(run, 1.5)?.said).toBeNull();
    expect(at(run, 3)?.said).toBeCloseTo(17, 0);
    expect(run.rows.at(-1)?.said).toBe(0);
  });

  it('is that of the files for many alike', () => {
    const run = told({ sizes: many(20_000, 1000), bytesPerSecond: 500 * MB, perFile: 0.001 });
    for (const { said, left } of spoken(run)) expect(Math.abs(said - left)).toBeLessThan(1);
    expect(spoken(run).length).toBeGreaterThan(100);
  });

  it('does not tell from small files what a huge one will take', () => {
    // By bytes alone, these small files would make it nearly three hours.
    const run = told({ sizes: [...many(5000, 1000), 10_000 * MB], bytesPerSecond: 500 * MB, perFile: 0.001 });
    for (const { said, left } of spoken(run)) expect(said).toBeLessThan(left * 2 + 2);
    expect(at(run, 4)?.said).toBeNull();
    expect(at(run, 10)?.said).toBeCloseTo(at(run, 10)?.left ?? NaN, 0);
  });

  it('does not tell from a huge file how long many small ones will take', () => {
    const run = told({ sizes: [5000 * MB, ...many(50_000, 1000)], bytesPerSecond: 500 * MB, perFile: 0.001 });
    for (const { said, left } of spoken(run)) expect(said).toBeGreaterThan(left / 2 - 1);
    expect(at(run, 5)?.said).toBeNull();
    expect(at(run, 40)?.said).toBeCloseTo(at(run, 40)?.left ?? NaN, -1);
  });

  it('is that of the bytes for a few large files of many sizes', () => {
    const sizes = [700, 40, 1500, 300, 900, 60, 2000, 500].map((size) => size * MB);
    const run = told({ sizes, bytesPerSecond: 300 * MB, perFile: 0.01 });
    for (const { said, left } of spoken(run)) expect(Math.abs(said - left)).toBeLessThan(2);
    expect(spoken(run).length).toBeGreaterThan(100);
  });

  it('counts touches, not bytes, while a token signs', () => {
    const run = told({ sizes: many(14, 50 * MB), bytesPerSecond: 500 * MB, perFile: 5, stage: 'signing' });
    for (const { said, left } of spoken(run)) expect(said).toBeGreaterThanOrEqual(left / 3);
    expect(at(run, 4)?.said).toBeNull();
  });

  it('does not jump when the pace changes', () => {
    const estimate = new TimeLeft();
    let last: number | null = null;
    let bytesDone = 0;
    for (let tick = 0; tick < 300; tick++) {
      bytesDone += tick < 100 ? 10 * MB : 5 * MB;
      const said = estimate.at(tick * 100, {
        stage: 'hashing',
        itemsDone: 0,
        itemsTotal: 1,
        bytesDone,
        bytesTotal: 5000 * MB,
        bytesPerSecond: 0,
        secondsLeft: null,
      });
      if (said !== null && last !== null) expect(Math.abs(said - last)).toBeLessThan(3);
      last = said;
    }
    expect(last).not.toBeNull();
  });

  it('begins anew with a stage that counts from nothing', () => {
    const estimate = new TimeLeft();
    const part = { stage: 'hashing', itemsTotal: 1, itemsDone: 0, bytesTotal: 100 * MB } as const;
    const rest = { bytesPerSecond: 0, secondsLeft: null };
    for (let tick = 0; tick <= 30; tick++) estimate.at(tick * 100, { ...part, ...rest, bytesDone: tick * MB });
    expect(estimate.at(3100, { ...part, ...rest, bytesDone: 31 * MB })).toBeCloseTo(6.9, 0);
    expect(estimate.at(3200, { ...part, ...rest, bytesDone: 0 })).toBeNull();
  });
});
