import { NativeSelect } from '@mantine/core';
import { useEffect } from 'react';
import { instanceOfLogin, loginAt } from '../../../shared/key-id.ts';
import { useKnown } from '../../parts/known.ts';
import { Sentence } from '../../parts/visible.tsx';
import { signingInstances } from '../../parts/witnesses.ts';
import { useTemplates, useWords } from '../../words.ts';

/** Which instance vouches for the login, and what signing by logins means in git, before it is chosen for good. */
export function GitLogin({ login, onChoose }: { login: string; onChoose: (login: string) => void }) {
  const t = useWords();
  const template = useTemplates();
  const known = useKnown((state) => state.instances);
  const { loadInstances } = useKnown.getState();
  useEffect(() => void loadInstances(), [loadInstances]);
  const all = signingInstances(known);
  const name = instanceOfLogin(login);
  const isPrivate = all.find((one) => one.name === name)?.public === false;
  return (
    <>
      {all.length > 1 && (
        <NativeSelect
          label={t('sign.witness.instance')}
          value={name}
          onChange={(event) => onChoose(loginAt(event.currentTarget.value))}
          data={all.map((one) => one.name)}
        />
      )}
      <section className="stack tight" aria-labelledby="git-login-title">
        <h3 id="git-login-title">{t('gitSetup.login.title')}</h3>
        <ul className="bullets small">
          <li>
            {isPrivate ? (
              <Sentence template={template('gitSetup.login.private')} params={{ instance: name }} />
            ) : (
              t('gitSetup.login.public')
            )}
          </li>
          <li>{t('gitSetup.login.hosts')}</li>
          <li>{t('gitSetup.login.asks')}</li>
          <li>{t('gitSetup.login.editor')}</li>
          <li>{t('gitSetup.login.never')}</li>
        </ul>
      </section>
    </>
  );
}
