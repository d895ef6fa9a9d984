import type { CheckResult } from '../../../shared/model/result.ts';
import type { Verdict } from '../../../shared/model/verdict.ts';
import { VERDICTS } from '../../../shared/verdicts.ts';
import { currentLocale } from '../../parts/locale.ts';
import { VerdictIcon } from '../../parts/verdict-mark.tsx';
import { useWords } from '../../words.ts';
import { useVerify } from './verify-slice.ts';

/** What many results come to, in one line, the worst first, and a filter by verdict where there are several. */
export function Summary({ groups }: { groups: Record<Verdict, CheckResult[]> }) {
  const t = useWords();
  const filter = useVerify((verify) => verify.filter);
  const show = useVerify((verify) => verify.show);
  const here = VERDICTS.filter((verdict) => groups[verdict].length > 0);
  const worst = here[0] ?? 'verified';
  const counts = here.map((verdict) => t(`summary.count.${verdict}`, { count: groups[verdict].length }));
  const line = new Intl.ListFormat(currentLocale(), { style: 'short', type: 'unit' }).format(counts);
  return (
    <div className="stack tight">
      <h2 className={`summary-line tone-${worst}`}>
        <VerdictIcon verdict={worst} size={32} />
        {line}
      </h2>
      {here.length > 1 && (
        <div className="row" role="group" aria-label={t('summary.filter')}>
          <button type="button" className="filter" aria-pressed={filter === 'all'} onClick={() => show('all')}>
            {t('summary.everything')}
          </button>
          {here.map((verdict) => (
            <button
              key={verdict}
              type="button"
              className={`filter tone-${verdict}`}
              aria-pressed={filter === verdict}
              onClick={() => show(verdict)}
            >
              <VerdictIcon verdict={verdict} size={18} />
              {t(`verdictWord.${verdict}`)}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}
