import { TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useDeferredValue, useMemo, useRef, useState } from 'react';
import type { CheckResult } from '../../../shared/model/result.ts';
import { VERDICTS } from '../../../shared/verdicts.ts';
import { type CardActions, VerdictCard } from '../../parts/verdict/verdict-card.tsx';
import { useWords } from '../../words.ts';
import { byVerdict, matching } from './ranked.ts';
import { ResultRows } from './result-rows.tsx';
import { Summary } from './summary.tsx';
import { useVerify } from './verify-slice.ts';

/** From so many results on they can be searched; fewer are seen at a glance. */
const MANY = 9;

/** Many results: what they come to, the list with the worst on top, and the chosen one's card. */
export function ResultList({ results, actions }: { results: CheckResult[]; actions: CardActions }) {
  const t = useWords();
  const filter = useVerify((verify) => verify.filter);
  const selected = useVerify((verify) => verify.selected);
  const [text, setText] = useState('');
  const search = useDeferredValue(text);
  const field = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const groups = useMemo(() => byVerdict(results), [results]);
  const shown = useMemo(
    () => matching(filter === 'all' ? VERDICTS.flatMap((verdict) => groups[verdict]) : groups[filter], search),
    [groups, filter, search],
  );
  const open = shown.find((result) => result.id === selected) ?? shown[0];
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
          <ResultRows results={shown} open={open} listRef={list} onType={() => field.current?.focus()} />
          <p className="small soft" role="status">
            {search.trim() !== '' && t('summary.found', { count: shown.length })}
          </p>
        </div>
        {open !== undefined && (
          <section aria-label={t('summary.chosen')}>
            <VerdictCard key={open.id} result={open} actions={actions} />
          </section>
        )}
      </div>
    </>
  );
}
