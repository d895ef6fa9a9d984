import { useState } from 'react';
import { Sentence } from '../../parts/visible.tsx';
import { useTemplates, useWords } from '../../words.ts';
import { canBeSigned, useCommits } from './commits-slice.ts';
import { GitSignBar } from './git-sign-bar.tsx';
import { SecondYes } from './second-yes.tsx';

/** Signs the commits anew; where others may have them, after a second yes. */
export function CommitsBar() {
  const t = useWords();
  const template = useTemplates();
  const canSign = useCommits(canBeSigned);
  const plan = useCommits(({ prepared }) => prepared?.plan);
  const { sign } = useCommits.getState();
  const [isAsking, setIsAsking] = useState(false);
  const { count = 1, published = 0, email = '' } = plan ?? {};
  return (
    <GitSignBar
      canSign={canSign}
      words={{
        plain: plan === undefined ? 'commitSign.doNone' : 'commitSign.do',
        token: plan === undefined ? 'commitSign.doNone' : 'commitSign.doToken',
        otherEmail: 'commitSign.otherEmail',
      }}
      params={{}}
      count={count}
      email={email}
      {...(published > 0 && {
        asksFirst: <Sentence template={template('commitSign.asksFirst', published)} params={{ count: published }} />,
      })}
      onPress={() => (published > 0 ? setIsAsking(true) : void sign(false))}
    >
      {isAsking && (
        <SecondYes
          title={<Sentence template={template('commitSign.sure', published)} params={{ count: published }} />}
          yes={t('commitSign.yes')}
          onNo={() => setIsAsking(false)}
          onYes={() => {
            setIsAsking(false);
            void sign(true);
          }}
        >
          <p>{t('commitSign.sureForce')}</p>
          <p>{t('commitSign.sureOthers')}</p>
        </SecondYes>
      )}
    </GitSignBar>
  );
}
