import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type RefObject, useEffect, useRef } from 'react';
import type { CheckResult } from '../../../shared/model/result.ts';
import { VerdictIcon } from '../../parts/verdict-mark.tsx';
import { Name } from '../../parts/visible.tsx';
import { useWords } from '../../words.ts';
import { goingTo } from './going-to.ts';
import { useVerify } from './verify-slice.ts';

const ROW = 56;

interface ResultRowsProps {
  results: readonly CheckResult[];
  open: CheckResult | undefined;
  listRef: RefObject<HTMLDivElement | null>;
  /** A letter was typed: it belongs into the search field. */
  onType: () => void;
}

/** The results, of which only the rows in sight are drawn; chosen by pointer, arrows, Home, End, Page Up and Page Down. */
export function ResultRows({ results, open, listRef, onType }: ResultRowsProps) {
  const t = useWords();
  const select = useVerify((verify) => verify.select);
  // eslint-disable-next-line react-hooks/incompatible-library -- the list is not memoised by a compiler
  const rows = useVirtualizer({
    count: results.length,
    getScrollElement: () => listRef.current,
    estimateSize: () => ROW,
    overscan: 8,
    initialRect: { width: 300, height: 480 },
  });
  const at = open === undefined ? -1 : results.indexOf(open);
  const drawn = rows.getVirtualItems();
  const moved = useRef(false);
  useEffect(() => {
    if (moved.current && at >= 0) rows.scrollToIndex(at);
    moved.current = false;
  }, [at, rows]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key.length === 1 && event.key !== ' ' && !event.ctrlKey && !event.metaKey && !event.altKey) {
      onType();
      return;
    }
    const page = Math.max(1, Math.floor((listRef.current?.clientHeight ?? ROW) / ROW) - 1);
    const next = results[goingTo(event.key, at, results.length, page) ?? -1];
    if (next === undefined) return;
    event.preventDefault();
    moved.current = true;
    select(next.id);
  };
  return (
    <div
      ref={listRef}
      className="list-card rows"
      role="listbox"
      tabIndex={0}
      aria-label={t('summary.list')}
      aria-activedescendant={drawn.some(({ index }) => index === at) ? idOf(open) : undefined}
      onKeyDown={onKeyDown}
    >
      <div role="presentation" style={{ height: rows.getTotalSize(), position: 'relative' }}>
        {drawn.map((row) => {
          const result = results[row.index];
          if (result === undefined) return null;
          return (
            <div
              key={result.id}
              id={idOf(result)}
              role="option"
              aria-selected={result === open}
              aria-setsize={results.length}
              aria-posinset={row.index + 1}
              className={`result-row result-option tone-${result.verdict}`}
              style={{ height: ROW, transform: `translateY(${row.start}px)` }}
              onClick={() => select(result.id)}
            >
              <VerdictIcon verdict={result.verdict} size={22} />
              <span className="grow">
                <span className="cut">
                  <Name value={result.artifact.name} mono />
                </span>{' '}
                <span className="cut small result-word">{t(`verdictWord.${result.verdict}`)}</span>
              </span>
            </div>
          );
        })}
      </div>
    </div>
  );
}

const idOf = (result: CheckResult | undefined): string | undefined =>
  result === undefined ? undefined : `result-${result.id}`;
