import { NativeSelect } from '@mantine/core';
import { useShell } from '../../parts/shell.ts';
import { useWords } from '../../words.ts';
import { loginWays, offeredWay } from './login-form.ts';
import { useSign } from './sign-slice.ts';
import { useWitnesses } from './use-witnesses.ts';

/** How the login of a run goes: with which account, or by a code where there is no browser. */
export function LoginChoice() {
  const t = useWords();
  const chosen = useSign((sign) => sign.login);
  const settings = useShell((shell) => shell.settings);
  const login = offeredWay(chosen, settings);
  const chooseLogin = useSign((sign) => sign.chooseLogin);
  const { instance } = useWitnesses();
  const ways = loginWays(instance);
  return (
    <NativeSelect
      className="login-choice"
      aria-label={t('sign.login.way')}
      value={ways.includes(login) ? login : 'browser'}
      onChange={(event) => chooseLogin(ways.find((way) => way === event.currentTarget.value) ?? 'browser')}
      data={ways.map((value) => ({ value, label: t(`sign.login.ways.${value}`) }))}
    />
  );
}
