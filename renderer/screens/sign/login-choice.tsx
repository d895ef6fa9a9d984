import { Checkbox, NativeSelect } from '@mantine/core';
import { useWords } from '../../words.ts';
import { isBroker, PROVIDERS } from './login-form.ts';
import { useSign } from './sign-slice.ts';
import { useWitnesses } from './use-witnesses.ts';

/** How the login of a run goes: with which account, and by a code where there is no browser. */
export function LoginChoice() {
  const t = useWords();
  const login = useSign((sign) => sign.login);
  const chooseLogin = useSign((sign) => sign.chooseLogin);
  const { instance } = useWitnesses();
  return (
    <div className="login-choice">
      {instance !== undefined && isBroker(instance) && (
        <NativeSelect
          label={t('sign.login.provider')}
          value={login.provider ?? ''}
          onChange={(event) =>
            chooseLogin({ provider: PROVIDERS.find((one) => one === event.currentTarget.value) ?? null })
          }
          data={[
            { value: '', label: t('sign.login.anyProvider') },
            ...PROVIDERS.map((value) => ({ value, label: t(`sign.login.providers.${value}`) })),
          ]}
        />
      )}
      <Checkbox
        label={t('sign.login.device')}
        checked={login.device}
        onChange={(event) => chooseLogin({ device: event.currentTarget.checked })}
      />
    </div>
  );
}
