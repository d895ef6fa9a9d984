import { Button } from '@mantine/core';
import { call } from '../../api.ts';
import { NewPassphraseFields, useNewPassphrase } from '../../parts/passphrase.tsx';
import { attempt, useShell } from '../../parts/shell.ts';
import { useWords } from '../../words.ts';
import { FormOf } from './form-parts.tsx';

/** How the keys are kept where that is not as usual: a passphrase must be set, or the keychain is locked. */
export function StoreNotice() {
  const status = useShell((shell) => shell.status);
  if (status?.store === 'needs-passphrase') return <ChoosePassphrase />;
  return status?.keychain === 'locked' ? <KeychainLocked /> : null;
}

function KeychainLocked() {
  const t = useWords();
  return (
    <section className="notice stack tight" aria-labelledby="store-title">
      <h2 id="store-title">{t('store.lockedTitle')}</h2>
      <p>{t('store.lockedText')}</p>
    </section>
  );
}

/** No keychain answers: a passphrase must protect the keys before one can be made. */
function ChoosePassphrase() {
  const t = useWords();
  const setStatus = useShell((shell) => shell.setStatus);
  const typed = useNewPassphrase();
  const create = () =>
    void attempt(async () => {
      setStatus(await call('store.create', { passphrase: typed.value }));
      typed.clear();
    });
  return (
    <section className="card stack" aria-labelledby="store-title">
      <h2 id="store-title">{t('store.title')}</h2>
      <p>{t('store.text')}</p>
      <FormOf onSubmit={() => typed.ready && create()}>
        <NewPassphraseFields typed={typed} label={t('store.passphrase')} />
        <div className="row">
          <Button type="submit" disabled={!typed.ready}>
            {t('store.do')}
          </Button>
        </div>
      </FormOf>
    </section>
  );
}
