import { IconCheck, IconMinus, IconPoint, IconX } from '@tabler/icons-react';
import type { CheckResult } from '../../../shared/model/result.ts';
import { useWords } from '../../words.ts';
import { Seen } from '../seen.tsx';

/** Every check that was made, with what was seen. A tick stands on a green card only. */
export function CheckList({ result }: { result: CheckResult }) {
  const t = useWords();
  const icons = { passed: result.verdict === 'verified' ? IconCheck : IconPoint, failed: IconX, 'not-made': IconMinus };
  return (
    <section className="stack tight">
      <h3>{t('card.checks')}</h3>
      <ul className="check-list">
        {result.evidence.map((check, index) => {
          const Icon = icons[check.outcome];
          return (
            <li key={index}>
              <Icon size={18} aria-hidden />
              <div>
                <span className="small soft">{t(`outcome.${check.outcome}`)}: </span>
                <Seen check={check} />
              </div>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
