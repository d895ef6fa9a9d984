import { TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { memo, useCallback, useDeferredValue, useMemo, useRef } from 'react';
import type { CheckResult } from '../../../shared/model/result.ts';
import { type CardActions, VerdictCard } from '../../parts/verdict/verdict-card.tsx';
import { useWords } from '../../words.ts';
import { useLater } from '../../parts/later.ts';
import { byVerdict, openOf, shownIn } from './ranked.ts';
import { ResultRows } from './result-rows.tsx';
import { Summary } from './summary.tsx';
import { useVerify } from './verify-slice.ts';

/** From so many results on they can be searched; fewer are seen at a glance. */
const MANY = 9;

/** The same for the same result: it is not drawn again while others come in. */
const Card = memo(VerdictCard);

/** Many results: what they come to, the list with the worst on top, and the chosen one's card. */
export const ResultList = memo(function ResultList({
  results: arrived,
  actions,
}: {
  results: CheckResult[];
  actions: CardActions;
}) {
  const t = useWords();
  // While results stream in, what they change is drawn in pieces, between which the page answers.
  const results = useDeferredValue(arrived);
  const filter = useVerify((verify) => verify.filter);
  const selected = useVerify((verify) => verify.selected);
  const text = useVerify((verify) => verify.search);
  const setText = useVerify((verify) => verify.find);
  const search = useDeferredValue(text);
  const field = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const groups = useMemo(() => byVerdict(results), [results]);
  const shown = useMemo(() => shownIn(groups, { filter, search }), [groups, filter, search]);
  const toField = useCallback(() => field.current?.focus(), []);
  const open = openOf(shown, selected);
  const read = useLater(open);
  return (
    <>
      <Summary groups={groups} />
      <div className="results">
        <div className="results-list">
          {results.length >= MANY && (
            <TextInput
              ref={field}
              size="sm"
              leftSection={<IconSearch size={16} aria-hidden />}
              aria-label={t('summary.search')}
              placeholder={t('summary.search')}
              value={text}
              onChange={(event) => setText(event.currentTarget.value)}
              onKeyDown={(event) => {
                if (event.key === 'Escape' && text !== '') {
                  event.stopPropagation();
                  setText('');
                } else if (event.key === 'ArrowDown') {
                  event.preventDefault();
                  list.current?.focus();
                }
              }}
            />
          )}
          <ResultRows results={shown} open={open} listRef={list} onType={toField} />
          <p className="small soft" role="status">
            {search.trim() !== '' && t('summary.found', { count: shown.length })}
          </p>
        </div>
        {read !== null && (
          <section aria-label={t('summary.chosen')}>
            <Card key={read.id} result={read} actions={actions} />
          </section>
        )}
      </div>
    </>
  );
});
