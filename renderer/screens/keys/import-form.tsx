import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import { SecretField } from '../../parts/passphrase.tsx';
import { pick } from '../../parts/pick.ts';
import { Name } from '../../parts/visible.tsx';
import { useWords } from '../../words.ts';
import { FormOf } from './form-parts.tsx';
import { type Beside, useKeys } from './keys-slice.ts';

/** Adds keys from files or from pasted text. */
export function ImportForm({ beside }: { beside: Extract<Beside, { is: 'import' }> }) {
  const t = useWords();
  const { open } = useKeys.getState();
  const busy = useKeys((state) => state.busy);
  const add = useKeys((state) => state.import);
  const [text, setText] = useState(beside.text);
  const [passphrase, setPassphrase] = useState('');
  const choose = async () => {
    const files = await pick('files');
    if (files.length > 0) open({ ...beside, text, files });
  };
  return (
    <FormOf onSubmit={() => void add(text, beside.files, passphrase)}>
      <p className="soft">{t('keys.importText')}</p>
      <div className="row">
        <Button variant="default" onClick={() => void choose()}>
          {t('verify.chooseFiles')}
        </Button>
        {beside.files.map((file) => (
          <Name key={file.id} value={file.name} mono />
        ))}
      </div>
      <Textarea
        label={t('keys.importPaste')}
        classNames={{ input: 'mono' }}
        rows={5}
        value={text}
        onChange={(e) => setText(e.currentTarget.value)}
      />
      {beside.needsPassphrase && (
        <SecretField autoFocus label={t('keys.importPassphrase')} value={passphrase} onChange={setPassphrase} />
      )}
      <div className="row">
        <Button type="submit" loading={busy} disabled={text.trim() === '' && beside.files.length === 0}>
          {t('keys.importDo')}
        </Button>
      </div>
    </FormOf>
  );
}
