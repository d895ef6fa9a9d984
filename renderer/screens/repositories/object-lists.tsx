import { TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useCallback, useDeferredValue, useMemo, useRef } from 'react';
import { OBJECT_LISTS } from '../../../shared/model/repository.ts';
import { formatNumber } from '../../parts/numbers.ts';
import { useWords } from '../../words.ts';
import { ChosenObject } from './chosen-object.tsx';
import { shownOf } from './listed.ts';
import { MadeObject } from './made-object.tsx';
import { ObjectRows } from './object-rows.tsx';
import { ObjectSummary } from './object-summary.tsx';
import { listShown, useRepositories } from './repositories-slice.ts';

/** From so many rows on they can be searched. */
const MANY = 9;

/** The tags or the commits: what they come to, the list, and the card of the chosen one. */
export function ObjectLists({ isDone }: { isDone: boolean }) {
  const t = useWords();
  const lists = useRepositories((state) => state.lists);
  const list = useRepositories(listShown);
  const filter = useRepositories((state) => state.filter);
  const text = useRepositories((state) => state.search);
  const { show, find } = useRepositories.getState();
  // What streams in is drawn in pieces, between which the page answers.
  const listed = useDeferredValue(lists[list]);
  const search = useDeferredValue(text);
  const shown = useMemo(() => shownOf(listed, filter, search), [listed, filter, search]);
  const count = shown?.length ?? listed.rows.length;
  const field = useRef<HTMLInputElement>(null);
  const rows = useRef<HTMLDivElement>(null);
  const toField = useCallback(() => field.current?.focus(), []);
  const isEmpty = listed.rows.length === 0;
  return (
    <>
      <div className="row" role="group" aria-label={t('repositories.lists')}>
        {OBJECT_LISTS.map((name) => (
          <button key={name} type="button" className="filter" aria-pressed={name === list} onClick={() => show(name)}>
            {t(`repositories.list.${name}`)} <span className="soft">{formatNumber(lists[name].rows.length)}</span>
          </button>
        ))}
      </div>
      {isEmpty && isDone && <p className="soft">{t(`repositories.none.${list}`)}</p>}
      {!isEmpty && (
        <>
          <ObjectSummary counts={listed.counts} />
          <div className="results objects">
            <div className="results-list">
              {listed.rows.length >= MANY && (
                <TextInput
                  ref={field}
                  size="sm"
                  leftSection={<IconSearch size={16} aria-hidden />}
                  aria-label={t('repositories.search')}
                  placeholder={t('repositories.search')}
                  value={text}
                  onChange={(event) => find(event.currentTarget.value)}
                  onKeyDown={(event) => {
                    if (event.key === 'Escape' && text !== '') {
                      event.stopPropagation();
                      find('');
                    } else if (event.key === 'ArrowDown') {
                      event.preventDefault();
                      rows.current?.focus();
                    }
                  }}
                />
              )}
              {count > 0 && <ObjectRows list={list} listed={listed} shown={shown} listRef={rows} onType={toField} />}
              <p className="small soft" role="status">
                {count === 0 ? t('repositories.noneShown') : search.trim() !== '' && t('repositories.found', { count })}
              </p>
            </div>
            <section aria-label={t('repositories.chosen')}>
              <MadeObject />
              <ChosenObject />
            </section>
          </div>
        </>
      )}
    </>
  );
}
