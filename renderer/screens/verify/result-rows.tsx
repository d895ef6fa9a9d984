import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, memo, type RefObject, useEffect, useRef } from 'react';
import { digestAlone } from '../../../shared/digest-name.ts';
import type { Artifact } from '../../../shared/model/artifact.ts';
import type { CheckResult } from '../../../shared/model/result.ts';
import type { Verdict } from '../../../shared/model/verdict.ts';
import { VerdictIcon } from '../../parts/verdict-mark.tsx';
import { Name, ShortDigest } from '../../parts/visible.tsx';
import { useWords } from '../../words.ts';
import { goingTo } from '../../parts/going-to.ts';
import { useVerify } from './verify-slice.ts';

const ROW = 56;
/** Rows drawn at once are fewer than this, but on a very high screen. */
const POOL = 48;

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
    overscan: 6,
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
            <Row
              // A row that leaves at one end is used again at the other: cheaper by far than to make a new one.
              key={row.index % Math.max(POOL, drawn.length)}
              result={result}
              word={t(`verdictWord.${result.verdict}`)}
              selected={result === open}
              count={results.length}
              index={row.index}
              start={row.start}
              select={select}
            />
          );
        })}
      </div>
    </div>
  );
}

interface RowProps {
  result: CheckResult;
  word: string;
  selected: boolean;
  count: number;
  index: number;
  start: number;
  select: (result: string) => void;
}

/** One row; drawn again only where something of it has changed. */
const Row = memo(function Row({ result, word, selected, count, index, start, select }: RowProps) {
  return (
    <div
      id={idOf(result)}
      role="option"
      aria-selected={selected}
      aria-setsize={count}
      aria-posinset={index + 1}
      className={`result-row result-option tone-${result.verdict}`}
      style={{ height: ROW, transform: `translateY(${start}px)` }}
      onClick={() => select(result.id)}
    >
      <Inside verdict={result.verdict} artifact={result.artifact} word={word} />
    </div>
  );
});

/** What is seen of a row: it stays as it is while the list grows. */
const Inside = memo(function Inside(props: { verdict: Verdict; artifact: Artifact; word: string }) {
  const { verdict, artifact, word } = props;
  const digest = digestAlone(artifact);
  return (
    <>
      <VerdictIcon verdict={verdict} size={22} />
      <span className="grow">
        <span className="cut">
          {digest === undefined ? <Name value={artifact.name} mono /> : <ShortDigest digest={digest} />}
        </span>{' '}
        <span className="cut small result-word">{word}</span>
      </span>
    </>
  );
});

const idOf = (result: CheckResult | undefined): string | undefined =>
  result === undefined ? undefined : `result-${result.id}`;
