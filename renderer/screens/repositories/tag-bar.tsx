import { useState } from 'react';
import { Sentence } from '../../parts/visible.tsx';
import { useTemplates, useWords } from '../../words.ts';
import { GitSignBar } from './git-sign-bar.tsx';
import { SecondYes } from './second-yes.tsx';
import { useRepositories } from './repositories-slice.ts';
import { isReady, nameOfTag, useTag } from './tag-slice.ts';

/** Signs the tag; where one is there already, after a second yes. */
export function TagBar() {
  const t = useWords();
  const template = useTemplates();
  const name = useTag(nameOfTag);
  const canSign = useTag(isReady);
  const isAnew = useTag((tag) => tag.isAnew);
  const email = useTag(({ tagger, prepared }) => (tagger ?? prepared?.tagger)?.email ?? '');
  const { start } = useTag.getState();
  const [isAsking, setIsAsking] = useState(false);
  return (
    <GitSignBar
      canSign={canSign}
      words={{ plain: 'gitSign.do', token: 'gitSign.doToken', otherEmail: 'gitSign.otherEmail' }}
      params={{ name }}
      count={1}
      email={email}
      {...(isAnew && { asksFirst: <Sentence template={template('gitSign.anew.asks')} params={{ name }} /> })}
      onPress={() => (isAnew ? setIsAsking(true) : void start())}
    >
      {isAsking && (
        <SecondYes
          title={<Sentence template={template('gitSign.anew.sure')} params={{ name }} />}
          yes={t('gitSign.anew.yes')}
          onNo={() => setIsAsking(false)}
          onYes={() => {
            setIsAsking(false);
            void start();
          }}
        >
          <Loses />
          <p>{t('gitSign.anew.others')}</p>
        </SecondYes>
      )}
    </GitSignBar>
  );
}

/** Whose signature goes with the old object, as far as the list knows. */
function Loses() {
  const t = useWords();
  const template = useTemplates();
  const existing = useTag((tag) => tag.prepared?.existing);
  const signer = useRepositories(({ lists: { tags } }) => {
    const index = tags.rows.findIndex((row) => row.id === existing?.object);
    return tags.states[index]?.signer ?? '';
  });
  if (existing?.isSigned !== true) return null;
  return (
    <p>
      {signer === '' ? (
        t('gitSign.anew.losesUnknown')
      ) : (
        <Sentence template={template('gitSign.anew.loses')} params={{ signer }} />
      )}
    </p>
  );
}
