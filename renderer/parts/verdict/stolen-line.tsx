import { useState } from 'react';
import type { CheckResult } from '../../../shared/model/result.ts';
import { useWords } from '../../words.ts';
import { formatDay } from '../numbers.ts';
import { Term } from '../visible.tsx';
import { LookUpPanel } from './look-up-panel.tsx';
import { leadSignature } from './three-lines.ts';
import type { CardActions } from './verdict-card.tsx';

/** Says calmly when it was last asked whether the key was reported stolen; asks again on a click only. */
export function StolenLine({ result, actions }: { result: CheckResult; actions: CardActions }) {
  const t = useWords();
  const [open, setOpen] = useState(false);
  const at = leadSignature(result)?.keyRefreshedAt;
  return (
    <div className="stack tight">
      <p className="soft">
        <Term meaning={t('card.stolenMeaning')}>
          {at === undefined && t('card.stolenLongAgo')}
          {at === null && t('card.stolenNever')}
          {typeof at === 'string' && t('card.stolenAt', { date: formatDay(at) })}
        </Term>{' '}
        <button type="button" className="plain-button" aria-expanded={open} onClick={() => setOpen(!open)}>
          {t('card.lookUpNow')}
        </button>
      </p>
      {open && <LookUpPanel result={result} actions={actions} />}
    </div>
  );
}
