import { currentLocale } from '../../parts/locale.ts';
import { VerdictIcon } from '../../parts/verdict-mark.tsx';
import { useWords } from '../../words.ts';
import { type Listed, type Standing, STANDINGS } from './listed.ts';
import { useRepositories } from './repositories-slice.ts';
import { StandingIcon, toneOf } from './standing.tsx';

/** What a list comes to, in one line, the worst first, and a filter. What was not checked is said beside it. */
export function ObjectSummary({ counts }: { counts: Listed['counts'] }) {
  const t = useWords();
  const filter = useRepositories((state) => state.filter);
  const { narrow } = useRepositories.getState();
  const here = STANDINGS.filter((standing) => counts[standing] > 0);
  const worst = here[0] ?? 'waiting';
  const said = here.map((standing) => {
    const count = counts[standing];
    return standing === 'unsigned' || standing === 'waiting'
      ? t(`repositories.${standing}`, { count })
      : t(`summary.count.${standing}`, { count });
  });
  const line = new Intl.ListFormat(currentLocale(), { style: 'short', type: 'unit' }).format(said);
  return (
    <div className="stack tight">
      <h2 className={`summary-line ${toneOf(worst)}`}>
        {worst === 'waiting' || worst === 'unsigned' ? (
          <StandingIcon standing={worst} size={32} />
        ) : (
          <VerdictIcon verdict={worst} size={32} />
        )}
        {line}
      </h2>
      {here.length > 1 && (
        <div className="row" role="group" aria-label={t('repositories.filter')}>
          {(['all', ...here] as const).map((one: Standing | 'all') => (
            <button
              key={one}
              type="button"
              className={one === 'all' ? 'filter' : `filter ${toneOf(one)}`}
              aria-pressed={filter === one}
              onClick={() => narrow(one)}
            >
              {one !== 'all' && <StandingIcon standing={one} size={18} />}
              {one === 'all' ? t('repositories.everything') : t(`repositories.state.${one}`)}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}
