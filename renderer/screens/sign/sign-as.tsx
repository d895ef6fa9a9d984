import { Checkbox } from '@mantine/core';
import { useEffect } from 'react';
import { useKnown } from '../../parts/known.ts';
import { LoginChoice } from '../../parts/login-choice.tsx';
import { offeredWay } from '../../parts/login-form.ts';
import { useShell } from '../../parts/shell.ts';
import { SignerName, SignerPlace } from '../../parts/signer-label.tsx';
import { LOGIN, signingKeys, signsByLogin } from '../../parts/signers.ts';
import { useWords } from '../../words.ts';
import { tickKey } from './plan-words.ts';
import { useSign } from './sign-slice.ts';
import { useWitnesses } from './use-witnesses.ts';

/** *Sign as*: people and keys, each with the place where its secret lives. */
export function SignAs() {
  const t = useWords();
  const all = useKnown((known) => known.keys);
  const chosen = useSign((sign) => sign.options.keys);
  const signAs = useSign((sign) => sign.signAs);
  const keys = [...signingKeys(all ?? []), LOGIN];
  const there = chosen.filter((id) => keys.some((key) => key.id === id));
  // A login is nobody's default: it says something to a server.
  const able = keys.filter((key) => key.type !== 'login');
  // What the SSH agent holds is mostly for logging in somewhere.
  const first = (able.find((key) => key.secret !== 'agent') ?? able[0])?.id;
  useEffect(() => {
    // Somebody must sign: the first key, also where the chosen one has gone.
    if (all === null) return;
    if (there.length === chosen.length) {
      if (chosen.length === 0 && first !== undefined) signAs([first]);
      return;
    }
    signAs(there.length === 0 && first !== undefined ? [first] : there);
  }, [all, there, chosen, first, signAs]);
  return (
    <fieldset className="sign-as">
      <legend>{t('sign.as')}</legend>
      <div className="sign-as-keys">
        {keys.map((key) => (
          <Checkbox
            key={key.id}
            checked={chosen.includes(key.id)}
            label={<SignerName signer={key} />}
            description={<SignerPlace signer={key} />}
            onChange={(event) => {
              const next = tickKey(chosen, key.id, event.currentTarget.checked);
              // The last tick stays.
              if (next.length > 0) signAs(next);
            }}
          />
        ))}
      </div>
      {keys.some((key) => key.type === 'cosign') && <p className="small soft">{t('sign.oneBundle')}</p>}
      {keys.filter((key) => key.type === 'ssh').length > 1 && <p className="small soft">{t('sign.oneSsh')}</p>}
      {signsByLogin(chosen) && <Login />}
    </fieldset>
  );
}

function Login() {
  const chosen = useSign((sign) => sign.login);
  const settings = useShell((shell) => shell.settings);
  const { chooseLogin } = useSign.getState();
  const { instance } = useWitnesses();
  return <LoginChoice way={offeredWay(chosen, settings)} instance={instance} onChoose={chooseLogin} />;
}
