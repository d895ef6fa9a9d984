/**
 * Runs `work` over `items`, at most `limit` at once, and gives the outcomes in the items' order as they become ready.
 * Nothing new is started before the consumer has seen the oldest outcome, so that it can end the run there.
 */
export async function* inParallel<T, R>(
  items: readonly T[],
  limit: number,
  work: (item: T) => Promise<R>,
): AsyncGenerator<R> {
  const running: Promise<R>[] = [];
  let next = 0;
  const startNext = (): void => {
    const item = items[next++];
    if (item === undefined) return;
    const promise = work(item);
    // The rejection is seen when its turn comes; until then it must not count as unhandled.
    promise.catch(() => undefined);
    running.push(promise);
  };
  while (next < Math.min(limit, items.length)) startNext();
  for (let oldest = running.shift(); oldest !== undefined; oldest = running.shift()) {
    yield await oldest;
    if (next < items.length) startNext();
  }
}
