import { Button } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { call } from '../../api.ts';
import { useKnown } from '../../parts/known.ts';
import { useWords } from '../../words.ts';
import { GenerateForm, ImportForm, PassphraseForm } from './forms.tsx';
import { KeyDetails } from './key-details.tsx';
import { type Beside, useKeys } from './keys-slice.ts';
import { LookUpForm } from './look-up-form.tsx';

/** What was chosen, beside the list or below it. */
export function BesidePanel({ beside }: { beside: Beside }) {
  const t = useWords();
  const open = useKeys((state) => state.open);
  const panel = useRef<HTMLElement>(null);
  useEffect(() => {
    const top = panel.current?.getBoundingClientRect().top ?? 0;
    if (top > window.innerHeight - 160) panel.current?.scrollIntoView({ block: 'start' });
  }, [beside]);
  return (
    <aside ref={panel} className="card stack" aria-label={t(`keys.beside.${beside.is}`)}>
      <div className="row apart">
        <h2>{t(`keys.beside.${beside.is}`)}</h2>
        <button type="button" className="plain-button small" onClick={() => open({ is: 'nothing' })}>
          {t('common.close')}
        </button>
      </div>
      <Content beside={beside} />
    </aside>
  );
}

function Content({ beside }: { beside: Beside }) {
  const t = useWords();
  const run = useKeys((state) => state.run);
  const key = useKnown((known) => known.keys?.find((one) => 'id' in beside && one.id === beside.id));
  switch (beside.is) {
    case 'nothing':
      return null;
    case 'generate':
      return <GenerateForm />;
    case 'import':
      return <ImportForm key={beside.text} beside={beside} />;
    case 'lookUp':
      return <LookUpForm />;
    case 'backup':
      return (
        <PassphraseForm
          isNew
          text={t('keys.backupText')}
          label={t('keys.saveBackup')}
          onDone={(passphrase) => run(() => call('keys.backup', { passphrase }), 'saved')}
        />
      );
    case 'restore':
      return (
        <PassphraseForm
          text={t('keys.restoreText')}
          label={t('keys.restoreDo')}
          onDone={(passphrase) => run(() => call('keys.restore', { file: beside.file.id, passphrase }), 'restored')}
        />
      );
    case 'made':
      return <BackItUp id={beside.id} />;
    case 'key':
      return key === undefined ? null : <KeyDetails key={key.id} item={key} />;
  }
}

function BackItUp({ id }: { id: string }) {
  const t = useWords();
  const { run, open } = useKeys.getState();
  return (
    <div className="stack">
      <p>{t('keys.madeText')}</p>
      <h3>{t('keys.backItUp')}</h3>
      <PassphraseForm
        isNew
        text={t('keys.backupText')}
        label={t('keys.saveBackup')}
        onDone={(passphrase) => run(() => call('keys.backup', { passphrase }), 'saved')}
      />
      <h3>{t('keys.revocationTitle')}</h3>
      <p className="small soft">{t('keys.revocationText')}</p>
      <div className="row">
        <Button variant="default" onClick={() => void run(() => call('keys.exportRevocation', { key: id }), 'saved')}>
          {t('keys.saveRevocation')}
        </Button>
        <Button variant="default" onClick={() => open({ is: 'key', id })}>
          {t('keys.later')}
        </Button>
      </div>
    </div>
  );
}
