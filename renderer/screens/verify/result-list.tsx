import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef } from 'react';
import type { CheckResult } from '../../../shared/model/result.ts';
import { VERDICTS } from '../../../shared/verdicts.ts';
import { type CardActions, VerdictCard } from '../../parts/verdict/verdict-card.tsx';
import { VerdictIcon } from '../../parts/verdict-mark.tsx';
import { Name, Sentence } from '../../parts/visible.tsx';
import { useTemplates, useWords } from '../../words.ts';
import { counts, ranked } from './ranked.ts';
import { useVerify } from './verify-slice.ts';

const ROW = 64;

/** Many results: what they come to, a filter by verdict, the list with the worst on top, and the chosen one's card. */
export function ResultList({ results, actions }: { results: CheckResult[]; actions: CardActions }) {
  const t = useWords();
  const filter = useVerify((verify) => verify.filter);
  const selected = useVerify((verify) => verify.selected);
  const show = useVerify((verify) => verify.show);
  const all = useMemo(() => ranked(results), [results]);
  const sums = useMemo(() => counts(results), [results]);
  const shown = filter === 'all' ? all : all.filter((result) => result.verdict === filter);
  const open = shown.find((result) => result.id === selected) ?? shown[0];
  const worst = VERDICTS.find((verdict) => sums[verdict] > 0) ?? 'verified';
  return (
    <>
      <div className="stack">
        <h2 className="verdict-sentence">
          {sums[worst] === results.length
            ? t(`summary.all.${worst}`, { count: results.length })
            : t(`summary.some.${worst}`, { count: sums[worst], total: results.length })}
        </h2>
        <div className="row" role="group" aria-label={t('summary.filter')}>
          <button type="button" className="filter" aria-pressed={filter === 'all'} onClick={() => show('all')}>
            {t('summary.everything')} {results.length}
          </button>
          {VERDICTS.filter((verdict) => sums[verdict] > 0).map((verdict) => (
            <button
              key={verdict}
              type="button"
              className={`filter tone-${verdict}`}
              aria-pressed={filter === verdict}
              onClick={() => show(verdict)}
            >
              <VerdictIcon verdict={verdict} size={18} />
              {t(`verdictWord.${verdict}`)} {sums[verdict]}
            </button>
          ))}
        </div>
      </div>
      <div className="beside results" data-open>
        <Rows results={shown} open={open} />
        {open !== undefined && (
          <section aria-label={t('summary.chosen')}>
            <VerdictCard key={open.id} result={open} actions={actions} />
          </section>
        )}
      </div>
    </>
  );
}

function Rows({ results, open }: { results: CheckResult[]; open: CheckResult | undefined }) {
  const t = useWords();
  const template = useTemplates();
  const select = useVerify((verify) => verify.select);
  const scroller = useRef<HTMLDivElement>(null);
  // eslint-disable-next-line react-hooks/incompatible-library -- the list is not memoised by a compiler
  const rows = useVirtualizer({
    count: results.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 8,
    initialRect: { width: 400, height: 480 },
  });
  return (
    <div ref={scroller} className="list-card rows" role="list" tabIndex={0} aria-label={t('summary.list')}>
      <div style={{ height: rows.getTotalSize(), position: 'relative' }}>
        {rows.getVirtualItems().map((row) => {
          const result = results[row.index];
          if (result === undefined) return null;
          return (
            <div
              key={result.id}
              role="listitem"
              aria-setsize={results.length}
              aria-posinset={row.index + 1}
              style={{ position: 'absolute', insetInline: 0, height: ROW, transform: `translateY(${row.start}px)` }}
            >
              <button
                type="button"
                className={`result-row tone-${result.verdict}`}
                aria-current={result.id === open?.id ? 'true' : undefined}
                onClick={() => select(result.id)}
              >
                <VerdictIcon verdict={result.verdict} size={22} />
                <span className="grow">
                  <span className="cut">
                    <Name value={result.artifact.name} mono />
                  </span>
                  <span className="cut small soft">
                    <Sentence template={template(`verdict:${result.case}.sentence`)} params={result.params} />
                  </span>
                </span>
                <span className="small soft">{t(`verdictWord.${result.verdict}`)}</span>
              </button>
            </div>
          );
        })}
      </div>
    </div>
  );
}
