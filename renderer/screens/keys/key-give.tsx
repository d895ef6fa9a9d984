import { Button } from '@mantine/core';
import { useState } from 'react';
import type { KeySummary } from '../../../shared/model/key.ts';
import { call } from '../../api.ts';
import { CopyButton } from '../../parts/copy-button.tsx';
import { useErrand } from '../../parts/errand.ts';
import { plainKind } from '../../parts/plain-key.ts';
import { NewPassphraseFields, useNewPassphrase } from '../../parts/passphrase.tsx';
import { useWords } from '../../words.ts';
import { Fold } from './fold.tsx';
import { FormOf } from './form-parts.tsx';
import { useKeys } from './keys-slice.ts';

/** The text for a project's page: what people compare with. */
export function Publish({ item }: { item: KeySummary }) {
  const t = useWords();
  const run = useKeys((state) => state.run);
  const [text, setText] = useState<string | null>(null);
  const plain = plainKind(item);
  const show = () => void run(() => call('keys.publishText', { key: item.id })).then((a) => setText(a?.text ?? null));
  return (
    <section className="stack tight">
      <p className="small soft">{t(plain === undefined ? 'keys.publishWhy' : `keys.${plain}.publishWhy`)}</p>
      <div className="row">
        <Button variant="default" onClick={show}>
          {t('keys.publishText')}
        </Button>
        {text !== null && <CopyButton text={text} />}
        <UseWithGit item={item} />
      </div>
      {text !== null && (
        <pre className="pre small mono" tabIndex={0} aria-label={t('keys.publishText')}>
          {text}
        </pre>
      )}
    </section>
  );
}

/** Leads to where git is set up to sign with this key, where it can. */
function UseWithGit({ item }: { item: KeySummary }) {
  const t = useWords();
  const send = useErrand((errands) => errands.send);
  if (item.type === 'cosign' || !item.canSign || item.status !== 'valid') return null;
  return (
    <Button variant="default" onClick={() => send({ what: 'set-up-git', from: 'keys', key: item.id })}>
      {t('gitSetup.use')}
    </Button>
  );
}

/** The public key as a file, to be given to anybody. */
export function PublicExports({ item }: { item: KeySummary }) {
  const t = useWords();
  const run = useKeys((state) => state.run);
  const plain = plainKind(item);
  const save = (format: 'armored' | 'binary') =>
    void run(() => call('keys.export', { key: item.id, secret: false, format }), 'saved');
  return (
    <Fold name="export" title={t('keys.export')}>
      <p className="small soft">{t('keys.exportText')}</p>
      <div className="row">
        <Button variant="default" size="compact-sm" onClick={() => save('armored')}>
          {t(plain === undefined ? 'keys.exportArmored' : 'keys.cosign.exportPublic')}
        </Button>
        {item.type === 'openpgp' && (
          <Button variant="default" size="compact-sm" onClick={() => save('binary')}>
            {t('keys.exportBinary')}
          </Button>
        )}
      </div>
    </Fold>
  );
}

/** The secret key under a passphrase of its own, and of an OpenPGP key the certificate that declares it dead. */
export function SecretExports({ item }: { item: KeySummary }) {
  const t = useWords();
  const run = useKeys((state) => state.run);
  const typed = useNewPassphrase();
  const plain = plainKind(item);
  const save = async () => {
    const request = { key: item.id, secret: true, format: 'armored', passphrase: typed.value } as const;
    await run(() => call('keys.export', request), 'saved');
    typed.clear();
  };
  return (
    <Fold name="secret" title={t(plain === undefined ? 'keys.exportSecretTitle' : `keys.${plain}.exportSecretTitle`)}>
      <FormOf onSubmit={() => void (typed.ready && save())}>
        <NewPassphraseFields
          typed={typed}
          label={t('keys.exportPassphrase')}
          description={t(plain === undefined ? 'keys.exportSecretHint' : `keys.${plain}.exportSecretHint`)}
        />
        <div className="row">
          <Button type="submit" variant="default" size="compact-sm" disabled={!typed.ready}>
            {t('keys.exportSecret')}
          </Button>
        </div>
      </FormOf>
      {plain === undefined && (
        <>
          <p className="small soft">{t('keys.revocationText')}</p>
          <div className="row">
            <Button
              variant="default"
              size="compact-sm"
              onClick={() => void run(() => call('keys.exportRevocation', { key: item.id }), 'saved')}
            >
              {t('keys.saveRevocation')}
            </Button>
          </div>
        </>
      )}
    </Fold>
  );
}
