import { Button, PasswordInput } from '@mantine/core';
import { useState } from 'react';
import { call } from '../../api.ts';
import { attempt, useShell } from '../../parts/shell.ts';
import { useWords } from '../../words.ts';

/** No keychain answers: a passphrase must protect the keys before one can be made. */
export function StoreNotice() {
  const t = useWords();
  const setStatus = useShell((shell) => shell.setStatus);
  const [passphrase, setPassphrase] = useState('');
  const [again, setAgain] = useState('');
  const ready = passphrase.length >= 8 && passphrase === again;
  return (
    <section className="card stack" aria-labelledby="store-title">
      <h2 id="store-title">{t('store.title')}</h2>
      <p>{t('store.text')}</p>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) void attempt(async () => setStatus(await call('store.create', { passphrase })));
        }}
      >
        <PasswordInput
          autoComplete="off"
          label={t('store.passphrase')}
          description={t('prompt.newHint')}
          visibilityToggleButtonProps={{ 'aria-label': t('prompt.show') }}
          value={passphrase}
          onChange={(event) => setPassphrase(event.currentTarget.value)}
        />
        <PasswordInput
          autoComplete="off"
          label={t('prompt.again')}
          error={again !== '' && again !== passphrase ? t('prompt.differs') : undefined}
          visibilityToggleButtonProps={{ 'aria-label': t('prompt.show') }}
          value={again}
          onChange={(event) => setAgain(event.currentTarget.value)}
        />
        <div className="row">
          <Button type="submit" disabled={!ready}>
            {t('store.do')}
          </Button>
        </div>
      </form>
    </section>
  );
}
