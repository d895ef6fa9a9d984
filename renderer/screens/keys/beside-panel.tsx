import { Button } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { call } from '../../api.ts';
import { useErrand } from '../../parts/errand.ts';
import { endOf, keyName } from '../../parts/key-name.ts';
import { useKnown } from '../../parts/known.ts';
import { plainKind } from '../../parts/plain-key.ts';
import { Name } from '../../parts/visible.tsx';
import { useWords } from '../../words.ts';
import { GenerateForm } from './generate-form.tsx';
import { ImportForm } from './import-form.tsx';
import { KeyDetails } from './key-details.tsx';
import { type Beside, useKeys } from './keys-slice.ts';
import { LookUpForm } from './look-up-form.tsx';
import { BackupForm, RestoreForm } from './passphrase-forms.tsx';
import { HelpButton } from '../../parts/help/help-button.tsx';

/** What was chosen, beside the list or below it. */
export function BesidePanel({ beside }: { beside: Beside }) {
  const t = useWords();
  const open = useKeys((state) => state.open);
  const key = useKnown((known) => known.keys?.find((one) => beside.is === 'key' && one.id === beside.id));
  const panel = useRef<HTMLElement>(null);
  useEffect(() => {
    const top = panel.current?.getBoundingClientRect().top ?? 0;
    if (top > window.innerHeight - 160) panel.current?.scrollIntoView({ block: 'start' });
  }, [beside]);
  useEffect(() => {
    // A form takes the focus to its first field; a key in the list keeps it, so that the arrow of the eye can go on.
    if (beside.is === 'key' || panel.current?.contains(document.activeElement) === true) return;
    const field = beside.is === 'made' ? null : panel.current?.querySelector<HTMLElement>('input, textarea');
    (field ?? panel.current?.querySelector<HTMLElement>('h2'))?.focus();
  }, [beside.is]);
  return (
    <aside ref={panel} className="card stack" aria-label={t(`keys.beside.${beside.is}`)}>
      <div className="row apart panel-head">
        <h2 tabIndex={-1}>
          {key === undefined ? (
            t(`keys.beside.${beside.is}`)
          ) : (
            <>
              {plainKind(key) !== undefined && key.userIds.length === 0 ? (
                t('keys.cosign.unnamed')
              ) : (
                <Name value={keyName(key)} />
              )}{' '}
              <span className="small soft nowrap">
                <Name value={endOf(key)} mono />
              </span>
            </>
          )}
        </h2>
        <button type="button" className="plain-button small" onClick={() => open({ is: 'nothing' })}>
          {t('common.close')}
        </button>
      </div>
      <Content beside={beside} />
    </aside>
  );
}

function Content({ beside }: { beside: Beside }) {
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
        <>
          <BackupForm />
          <BackToErrand />
        </>
      );
    case 'restore':
      return <RestoreForm file={beside.file} />;
    case 'made':
      return <BackItUp id={beside.id} />;
    case 'key':
      return key === undefined ? null : <KeyDetails key={key.id} item={key} />;
  }
}

function BackItUp({ id }: { id: string }) {
  const t = useWords();
  const { run, open } = useKeys.getState();
  const type = useKnown((known) => known.keys?.find((one) => one.id === id)?.type);
  const canRevoke = type !== 'cosign' && type !== 'ssh';
  return (
    <div className="stack">
      <p>{t('keys.madeText')}</p>
      <BackToErrand isNext />
      <div className="row">
        <h3>{t('keys.backItUp')}</h3>
        <HelpButton topic="move-to-another-machine" anchor="backup" name={t('help.names.backup')} />
      </div>
      <BackupForm />
      {canRevoke && (
        <>
          <div className="row">
            <h3>{t('keys.revocationTitle')}</h3>
            <HelpButton topic="move-to-another-machine" anchor="revocation" name={t('help.names.revocation')} />
          </div>
          <p className="small soft">{t('keys.revocationText')}</p>
        </>
      )}
      <div className="row">
        {canRevoke && (
          <Button variant="default" onClick={() => void run(() => call('keys.exportRevocation', { key: id }), 'saved')}>
            {t('keys.saveRevocation')}
          </Button>
        )}
        <Button variant="default" onClick={() => open({ is: 'key', id })}>
          {t('keys.later')}
        </Button>
      </div>
    </div>
  );
}

/** The way back to what waits on the Sign screen. */
function BackToErrand({ isNext = false }: { isNext?: boolean }) {
  const t = useWords();
  const errand = useErrand((errands) => errands.errand);
  const back = useErrand((errands) => errands.back);
  const open = useKeys((state) => state.open);
  if (errand === null) return null;
  return (
    <div className="row">
      <Button
        variant={isNext ? 'filled' : 'default'}
        onClick={() => {
          open({ is: 'nothing' });
          back();
        }}
      >
        {t('keys.backToSign')}
      </Button>
    </div>
  );
}
