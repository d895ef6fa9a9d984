import { NativeSelect, Radio } from '@mantine/core';
import { useEffect } from 'react';
import { useKnown } from '../../parts/known.ts';
import { LoginChoice } from '../../parts/login-choice.tsx';
import { offeredWay } from '../../parts/login-form.ts';
import { useShell } from '../../parts/shell.ts';
import { SignerName, SignerPlace } from '../../parts/signer-label.tsx';
import { useWords } from '../../words.ts';
import { chosenSigner, gitSigners, instancesOf, useGitSigner } from './git-signer.ts';

/** *Sign as*: people and keys, of which one signs, each with the place where its secret lives. */
export function GitSignAs() {
  const t = useWords();
  const keys = useKnown((known) => known.keys);
  const { loadKeys, loadInstances } = useKnown.getState();
  const chosen = useGitSigner(({ key }) => key);
  const { choose } = useGitSigner.getState();
  useEffect(() => {
    void loadKeys();
    void loadInstances();
  }, [loadKeys, loadInstances]);
  const signer = chosenSigner(keys, chosen);
  return (
    <fieldset className="sign-as">
      <legend>{t('sign.as')}</legend>
      <div className="sign-as-keys">
        {gitSigners(keys).map((key) => (
          <Radio
            key={key.id}
            name="git-signer"
            checked={signer?.id === key.id}
            label={<SignerName signer={key} />}
            description={<SignerPlace signer={key} />}
            onChange={() => choose(key.id)}
          />
        ))}
      </div>
      {signer?.type === 'login' && <Login />}
    </fieldset>
  );
}

function Login() {
  const t = useWords();
  const wanted = useGitSigner(({ instance }) => instance);
  const login = useGitSigner((state) => state.login);
  const settings = useShell((shell) => shell.settings);
  const instances = useKnown((known) => known.instances);
  const { chooseLogin, chooseInstance } = useGitSigner.getState();
  const { instance, all } = instancesOf(instances, wanted);
  return (
    <div className="stack tight">
      <LoginChoice way={offeredWay(login, settings)} instance={instance} onChoose={chooseLogin} />
      {all.length > 1 && (
        <NativeSelect
          label={t('sign.witness.instance')}
          value={instance?.name ?? ''}
          onChange={(event) => chooseInstance(event.currentTarget.value)}
          data={all.map(({ name }) => name)}
        />
      )}
    </div>
  );
}
