/** Where a key leads in a list of `length` from row `at`; undefined where the key is no way through a list, or the list is empty. */
export function goingTo(key: string, at: number, length: number, page: number): number | undefined {
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + page, PageUp: at - page, Home: 0, End: length - 1 }[
    key
  ];
  return to === undefined || length === 0 ? undefined : Math.min(length - 1, Math.max(0, to));
}
