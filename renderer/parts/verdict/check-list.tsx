import { IconCheck, IconMinus, IconPoint, IconX } from '@tabler/icons-react';
import type { Check } from '../../../shared/model/check.ts';
import type { CheckResult } from '../../../shared/model/result.ts';
import { useWords } from '../../words.ts';
import { Seen } from '../seen.tsx';
import { RawValuesOf } from './raw-values.tsx';

/** Every check that was made, with what was seen, and the values themselves one click deeper. */
export function CheckList({ result }: { result: CheckResult }) {
  const t = useWords();
  return (
    <section className="stack tight">
      <h3>{t('card.checks')}</h3>
      <ul className="check-list">
        {result.evidence.map((check, index) => (
          <li key={index}>
            <OutcomeIcon check={check} verdict={result.verdict} />
            <div className="grow">
              <span className="small soft">{t(`outcome.${check.outcome}`)}: </span>
              <Seen check={check} />
              {check.raw !== undefined && (
                <details className="raw-fold">
                  <summary className="small">{t('card.rawOf')}</summary>
                  <RawValuesOf raw={check.raw} />
                </details>
              )}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** How a check ended. A tick stands on a green card only. */
export function OutcomeIcon({ check, verdict }: { check: Check; verdict: CheckResult['verdict'] }) {
  const icons = { passed: verdict === 'verified' ? IconCheck : IconPoint, failed: IconX, 'not-made': IconMinus };
  const Icon = icons[check.outcome];
  return <Icon size={18} aria-hidden />;
}
