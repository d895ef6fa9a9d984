import { NativeSelect } from '@mantine/core';
import type { InstanceSummary } from '../../shared/model/instance.ts';
import type { LoginWay } from '../../shared/model/login.ts';
import { useWords } from '../words.ts';
import { loginWays } from './login-form.ts';

/** How the login of a run goes: with which account, or by a code where there is no browser. */
export function LoginChoice(props: {
  way: LoginWay;
  instance: InstanceSummary | undefined;
  onChoose: (way: LoginWay) => void;
}) {
  const t = useWords();
  const ways = loginWays(props.instance);
  return (
    <NativeSelect
      className="login-choice"
      aria-label={t('sign.login.way')}
      value={ways.includes(props.way) ? props.way : 'browser'}
      onChange={(event) => props.onChoose(ways.find((way) => way === event.currentTarget.value) ?? 'browser')}
      data={ways.map((value) => ({ value, label: t(`sign.login.ways.${value}`) }))}
    />
  );
}
