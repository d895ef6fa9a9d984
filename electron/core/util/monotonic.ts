/**
 * Milliseconds of a clock that only goes forward, for rates and waits. `performance.now()` says the same, but loads Node's
 * `perf_hooks` at its first use, which a short run would wait for.
 */
export function monotonicMs(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}
