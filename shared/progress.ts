import type { Progress } from './model/job.ts';

/** How far a job has come, from 0 to 1: by its bytes, else by its items; undefined while neither total is known. */
export function shareOf({ bytesDone, bytesTotal, itemsDone, itemsTotal }: Progress): number | undefined {
  if (bytesTotal > 0) return Math.min(1, bytesDone / bytesTotal);
  return itemsTotal > 0 ? Math.min(1, itemsDone / itemsTotal) : undefined;
}
