// How late the event loop of this process is, and why.
import { readFileSync } from 'node:fs';
import { clearInterval, setInterval } from 'node:timers';

const EVERY_MS = 5;

/** Nanoseconds that this process' main thread has worked, and has been ready to but waited for a processor (proc(5), schedstat). */
function schedule() {
  try {
    const [worked, waited] = readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'latin1').split(' ').map(Number);
    return { worked, waited };
  } catch {
    return { worked: NaN, waited: NaN };
  }
}

/**
 * Watches the loop until the returned function is called, which gives milliseconds: `lateMs`, the worst delay; `lateOwnMs` and
 * `lateWaitedMs`, what the loop's thread worked and waited for a processor meanwhile; `ownMs`, the most that it ever worked between
 * two turns of the timer. Late without own work is the machine's doing.
 */
export function watchLoop() {
  const worst = { lateMs: 0, lateOwnMs: 0, lateWaitedMs: 0, ownMs: 0 };
  let last = performance.now();
  let before = schedule();
  const look = () => {
    const now = performance.now();
    const after = schedule();
    const late = now - last - EVERY_MS;
    const own = (after.worked - before.worked) / 1e6;
    if (late > worst.lateMs)
      Object.assign(worst, { lateMs: late, lateOwnMs: own, lateWaitedMs: (after.waited - before.waited) / 1e6 });
    worst.ownMs = Math.max(worst.ownMs, own);
    last = now;
    before = after;
  };
  const timer = setInterval(look, EVERY_MS);
  return () => {
    look();
    clearInterval(timer);
    return worst;
  };
}
