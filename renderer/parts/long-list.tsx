import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react';

/** What a long list shows. */
export interface LongListProps {
  label: string;
  count: number;
  /** What stays the same about a row while others come and go. */
  keyOf: (index: number) => string;
  /** Draws a row. `current`: this row's control is the one that Tab reaches. */
  row: (index: number, current: boolean) => ReactNode;
  /** About how high a row is; each is measured once it stands there. */
  estimate: number;
  /** One Tab stop for all rows: arrow keys, Home and End go from row to row. Without it the list itself is focused and scrolled. */
  roving?: boolean;
  describedBy?: string;
  className?: string;
}

/** A bounded list of which only what can be seen is drawn, however long it is. */
export function LongList(props: LongListProps) {
  const { count, keyOf, row, estimate, roving = false } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const [chosen, setCurrent] = useState(0);
  const current = Math.min(chosen, Math.max(0, count - 1));
  // eslint-disable-next-line react-hooks/incompatible-library -- the list is not memoised by a compiler
  const rows = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    getItemKey: keyOf,
    estimateSize: () => estimate,
    overscan: 8,
    initialRect: { width: 400, height: 480 },
    // The row that Tab reaches stands there even where it was scrolled out of sight.
    rangeExtractor: (range) => {
      const seen = defaultRangeExtractor(range);
      return !roving || count === 0 || seen.includes(current) ? seen : [...seen, current].sort((a, b) => a - b);
    },
  });
  const move = (event: KeyboardEvent) => {
    const to = roving ? nextRow(event.key, current, count) : undefined;
    if (to === undefined) return;
    event.preventDefault();
    setCurrent(to);
    rows.scrollToIndex(to);
    // The row may have to be drawn first.
    const focus = (tries: number) => {
      const control = scroller.current?.querySelector<HTMLElement>(`[data-index="${to}"] :is(input, button)`);
      if (control != null) control.focus();
      else if (tries > 0) requestAnimationFrame(() => focus(tries - 1));
    };
    requestAnimationFrame(() => focus(10));
  };
  return (
    <div
      ref={scroller}
      className={`long-list ${props.className ?? ''}`}
      role="list"
      tabIndex={roving ? undefined : 0}
      aria-label={props.label}
      aria-describedby={props.describedBy}
      onKeyDown={move}
    >
      <div className="long-list-room" style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map((item) => (
          <div
            key={item.key}
            ref={rows.measureElement}
            data-index={item.index}
            role="listitem"
            aria-setsize={count}
            aria-posinset={item.index + 1}
            className="long-list-row"
            style={{ transform: `translateY(${item.start}px)` }}
            onFocus={() => setCurrent(item.index)}
          >
            {row(item.index, item.index === current)}
          </div>
        ))}
      </div>
    </div>
  );
}

/** The row that a key leads to; undefined for every other key. */
export function nextRow(key: string, current: number, count: number): number | undefined {
  const steps: Record<string, number> = {
    ArrowDown: current + 1,
    ArrowUp: current - 1,
    PageDown: current + 8,
    PageUp: current - 8,
    Home: 0,
    End: count - 1,
  };
  const to = Object.hasOwn(steps, key) ? steps[key] : undefined;
  return to === undefined || count === 0 ? undefined : Math.min(count - 1, Math.max(0, to));
}
