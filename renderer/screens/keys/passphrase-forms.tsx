import { Button } from '@mantine/core';
import { useState } from 'react';
import { call } from '../../api.ts';
import type { FileHandle } from '../../../shared/model/file-handle.ts';
import { NewPassphraseFields, SecretField, useNewPassphrase } from '../../parts/passphrase.tsx';
import { useWords } from '../../words.ts';
import { FormOf } from './form-parts.tsx';
import { useKeys } from './keys-slice.ts';

/** One file with everything, under a passphrase of its own. */
export function BackupForm() {
  const t = useWords();
  const run = useKeys((state) => state.run);
  const busy = useKeys((state) => state.busy);
  const typed = useNewPassphrase();
  const save = async () => {
    await run(() => call('keys.backup', { passphrase: typed.value }), 'saved');
    typed.clear();
  };
  return (
    <FormOf onSubmit={() => void (typed.ready && save())}>
      <p className="soft">{t('keys.backupText')}</p>
      <NewPassphraseFields typed={typed} label={t('store.passphrase')} />
      <div className="row">
        <Button type="submit" loading={busy} disabled={!typed.ready}>
          {t('keys.saveBackup')}
        </Button>
      </div>
    </FormOf>
  );
}

/** Takes a backup's keys, publishers and settings over. */
export function RestoreForm({ file }: { file: FileHandle }) {
  const t = useWords();
  const run = useKeys((state) => state.run);
  const busy = useKeys((state) => state.busy);
  const [passphrase, setPassphrase] = useState('');
  const restore = async () => {
    await run(() => call('keys.restore', { file: file.id, passphrase }), 'restored');
    setPassphrase('');
  };
  return (
    <FormOf onSubmit={() => void (passphrase !== '' && restore())}>
      <p className="soft">{t('keys.restoreText')}</p>
      <SecretField label={t('store.passphrase')} value={passphrase} onChange={setPassphrase} />
      <div className="row">
        <Button type="submit" loading={busy} disabled={passphrase === ''}>
          {t('keys.restoreDo')}
        </Button>
      </div>
    </FormOf>
  );
}
