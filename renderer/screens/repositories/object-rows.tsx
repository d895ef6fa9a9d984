import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, memo, type RefObject, useEffect, useRef } from 'react';
import type { GitRow, GitState, ObjectList } from '../../../shared/model/repository.ts';
import { goingTo } from '../../parts/going-to.ts';
import { formatDay } from '../../parts/numbers.ts';
import { Name, Sentence } from '../../parts/visible.tsx';
import { useTemplates, useWords } from '../../words.ts';
import { type Listed, type Standing, standingOf } from './listed.ts';
import { useRepositories } from './repositories-slice.ts';
import { StandingIcon, toneOf } from './standing.tsx';

const ROW = 80;
/** Rows drawn at once are fewer than this, but on a very high screen. */
const POOL = 48;

interface ObjectRowsProps {
  list: ObjectList;
  listed: Listed;
  /** The places of the rows that are shown; undefined for all of them. */
  shown: readonly number[] | undefined;
  listRef: RefObject<HTMLDivElement | null>;
  /** A letter was typed: it belongs into the search field. */
  onType: () => void;
}

/** Tags or commits, of which only the rows in sight are drawn; chosen by pointer, arrows, Home, End, Page Up and Page Down. */
export function ObjectRows({ list, listed, shown, listRef, onType }: ObjectRowsProps) {
  const t = useWords();
  const chosen = useRepositories((state) => (state.chosen?.list === list ? state.chosen.index : -1));
  const { select, want } = useRepositories.getState();
  const count = shown?.length ?? listed.rows.length;
  const indexAt = (place: number): number => shown?.[place] ?? place;
  // eslint-disable-next-line react-hooks/incompatible-library -- the list is not memoised by a compiler
  const rows = useVirtualizer({
    count,
    getScrollElement: () => listRef.current,
    estimateSize: () => ROW,
    overscan: 6,
    initialRect: { width: 300, height: 480 },
  });
  const at = chosen === -1 ? -1 : placeOf(chosen, shown, count);
  const drawn = rows.getVirtualItems();
  const moved = useRef(false);
  useEffect(() => {
    if (moved.current && at >= 0) rows.scrollToIndex(at);
    moved.current = false;
  }, [at, rows]);
  // What is looked at and was not checked yet is checked before all else.
  const waiting = drawn.map(({ index }) => indexAt(index)).filter((index) => standingOf(listed, index) === 'waiting');
  const asked = waiting.join(' ');
  useEffect(() => {
    const timer = setTimeout(() => want(asked === '' ? [] : asked.split(' ').map(Number)), 100);
    return () => clearTimeout(timer);
  }, [asked, want]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key.length === 1 && event.key !== ' ' && !event.ctrlKey && !event.metaKey && !event.altKey) {
      onType();
      return;
    }
    const page = Math.max(1, Math.floor((listRef.current?.clientHeight ?? ROW) / ROW) - 1);
    const isBegin = event.key === ' ' || event.key === 'Enter';
    const next = isBegin ? Math.max(0, at) : goingTo(event.key, at, count, page);
    if (next === undefined) return;
    event.preventDefault();
    moved.current = true;
    select(indexAt(next));
  };
  return (
    <div
      ref={listRef}
      className="list-card rows"
      role="listbox"
      tabIndex={0}
      aria-label={t(`repositories.rows.${list}`)}
      aria-activedescendant={drawn.some(({ index }) => index === at) ? idOf(list, chosen) : undefined}
      onKeyDown={onKeyDown}
    >
      <div role="presentation" style={{ height: rows.getTotalSize(), position: 'relative' }}>
        {drawn.map(({ index: place, start }) => {
          const index = indexAt(place);
          const row = listed.rows[index];
          if (row === undefined) return null;
          return (
            <Row
              // A row that leaves at one end is used again at the other: cheaper by far than to make a new one.
              key={place % Math.max(POOL, drawn.length)}
              id={idOf(list, index)}
              row={row}
              state={listed.states[index]}
              standing={standingOf(listed, index)}
              selected={index === chosen}
              count={count}
              place={place}
              index={index}
              start={start}
              select={select}
            />
          );
        })}
      </div>
    </div>
  );
}

/** Where a row stands among those that are shown; -1 where it is not. */
function placeOf(index: number, shown: readonly number[] | undefined, count: number): number {
  if (shown !== undefined) return shown.indexOf(index);
  return index < count ? index : -1;
}

const idOf = (list: ObjectList, index: number): string => `${list}-${index}`;

interface RowProps {
  id: string;
  row: GitRow;
  state: GitState | undefined;
  standing: Standing;
  selected: boolean;
  count: number;
  place: number;
  index: number;
  start: number;
  select: (index: number) => void;
}

/** One row; drawn again only where something of it has changed. */
const Row = memo(function Row(props: RowProps) {
  const { id, row, state, standing, selected, count, place, index, start, select } = props;
  const t = useWords();
  const template = useTemplates();
  const { name, subject, by, at } = row;
  const word = t(`repositories.state.${standing}`);
  const signer = state !== undefined && namesSigner(state) ? state.signer : '';
  return (
    <div
      id={id}
      role="option"
      aria-selected={selected}
      aria-setsize={count}
      aria-posinset={place + 1}
      className={`result-row result-option object-row ${toneOf(standing)}`}
      style={{ height: ROW, transform: `translateY(${start}px)` }}
      onClick={() => select(index)}
    >
      <StandingIcon standing={standing} size={22} />
      <span className="grow">
        <span className="cut">
          {name !== undefined && (
            <>
              <b>
                <Name value={name} />
              </b>{' '}
            </>
          )}
          <span className={name === undefined ? undefined : 'soft'}>
            <Name value={subject} />
          </span>
        </span>{' '}
        <span className="cut small">
          <span className="result-word">
            {signer === '' ? (
              word
            ) : (
              <Sentence template={template('repositories.by')} params={{ state: word, who: signer }} />
            )}
          </span>{' '}
        </span>
        <span className="cut small soft">
          <MadeBy by={by} at={at} />
        </span>
      </span>
      <span className="letter small mono" title={letterMeaning(t, state?.letter, standing)}>
        {letterOf(state?.letter, standing)}
      </span>
    </div>
  );
});

/** Who made it and when, as it says itself. */
export function MadeBy({ by, at }: { by: string; at: string | undefined }) {
  const template = useTemplates();
  if (by === '' && at === undefined) return null;
  return at === undefined ? (
    <Sentence template={template('repositories.madeUndated')} params={{ who: by }} />
  ) : (
    <Sentence template={template('repositories.made')} params={{ who: by, date: formatDay(at) }} />
  );
}

/** Whether the signer's name may stand beside the state: not where the signature merely claims it, nor where the signer is not what is wrong. */
export function namesSigner({ verdict, case: said }: GitState): boolean {
  return (
    verdict === 'verified' || verdict === 'untrusted' || said === 'signer-changed' || said === 'signer-changed-identity'
  );
}

/** Git's letter: of what bears no signature it is known without a check. */
function letterOf(letter: string | undefined, standing: Standing): string {
  return letter ?? (standing === 'unsigned' ? 'N' : '');
}

const LETTERS = ['G', 'B', 'U', 'X', 'Y', 'R', 'E', 'N'] as const;

/** What git's letter means, in words; undefined where there is none yet. */
export function letterMeaning(
  t: ReturnType<typeof useWords>,
  letter: string | undefined,
  standing: Standing,
): string | undefined {
  const known = LETTERS.find((one) => one === letterOf(letter, standing));
  return known === undefined ? undefined : `${known}: ${t(`repositories.letter.${known}`)}`;
}
