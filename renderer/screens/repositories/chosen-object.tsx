import { memo } from 'react';
import type { CheckResult } from '../../../shared/model/result.ts';
import { ErrorWords } from '../../parts/error-words.tsx';
import { useLater } from '../../parts/later.ts';
import { type CardActions, VerdictCard } from '../../parts/verdict/verdict-card.tsx';
import { Value, ValueList } from '../../parts/verdict/value-list.tsx';
import { Name } from '../../parts/visible.tsx';
import { useWords } from '../../words.ts';
import { letterMeaning, MadeBy } from './object-rows.tsx';
import { useRepositories } from './repositories-slice.ts';
import { SignFromHere } from './sign-commits-button.tsx';
import { SignThisTag } from './sign-tag-button.tsx';

/** The same for the same result: it is not drawn again while others come in. */
const Card = memo(VerdictCard);

/** What a card can ask of this screen; one object for good. */
const ACTIONS: CardActions = {
  again: (publisher) => void useRepositories.getState().recheck(publisher),
  askLog: () => void useRepositories.getState().askLog(),
};

function isUnsigned({ case: said }: CheckResult): boolean {
  return said === 'object-unsigned';
}

/** The tag or commit that was chosen: what it says of itself, what git says, and its card. */
export function ChosenObject() {
  const t = useWords();
  const chosen = useRepositories((state) => state.chosen);
  const row = useRepositories(({ chosen: at, lists }) => (at === null ? undefined : lists[at.list].rows[at.index]));
  const failed = useRepositories((state) => state.failed);
  const result = useRepositories((state) => state.result);
  const read = useLater(result ?? undefined);
  if (chosen === null || row === undefined)
    return <p className="card soft choose-row">{t('repositories.chooseRow')}</p>;
  return (
    <div className="stack">
      {failed !== null && <ErrorWords error={failed} />}
      {result === null && failed === null && (
        <p className="card soft choose-row" role="status">
          {t('repositories.opening')}
        </p>
      )}
      {result !== null && read !== null && read === result && <Card key={read.id} result={read} actions={ACTIONS} />}
      <div className="card stack tight object-facts">
        <h3>
          {row.name !== undefined && (
            <>
              <Name value={row.name} />{' '}
            </>
          )}
          <Name value={row.subject} />
        </h3>
        <p className="small soft">
          <MadeBy by={row.by} at={row.at} />
        </p>
        <ValueList>
          <Value name={t('repositories.object')} value={row.id} mono />
          <Value name={t('repositories.saysGit')} value={letterMeaning(t, result?.git?.letter, 'waiting')} />
        </ValueList>
        {row.name !== undefined && result !== null && (isUnsigned(result) || result.signatures.length > 0) && (
          <SignThisTag name={row.name} isSigned={!isUnsigned(result)} />
        )}
        {row.name === undefined && result?.case === 'object-unsigned' && <SignFromHere row={row} />}
      </div>
    </div>
  );
}
