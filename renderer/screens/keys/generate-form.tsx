import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { call } from '../../api.ts';
import { useWords } from '../../words.ts';
import { FormOf, ValidityField } from './form-parts.tsx';
import { useKeys } from './keys-slice.ts';

/** Makes a key; the user's own publisher may expect it from then on. */
export function GenerateForm() {
  const t = useWords();
  const { run, open } = useKeys.getState();
  const busy = useKeys((state) => state.busy);
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [algorithm, setAlgorithm] = useState<'ed25519' | 'rsa4096'>('ed25519');
  const [validity, setValidity] = useState('2y');
  const [publisher, setPublisher] = useState('');
  const generate = async () => {
    const made = await run(() =>
      call('keys.generate', {
        name: name.trim(),
        email: email.trim(),
        algorithm,
        validity,
        ...(publisher.trim() === '' ? {} : { publisher: publisher.trim() }),
      }),
    );
    if (made !== null) open({ is: 'made', id: made.id });
  };
  return (
    <FormOf onSubmit={() => void generate()}>
      <TextInput required label={t('keys.name')} value={name} onChange={(e) => setName(e.currentTarget.value)} />
      <TextInput
        label={t('keys.email')}
        description={t('keys.emailHint')}
        type="email"
        value={email}
        onChange={(e) => setEmail(e.currentTarget.value)}
      />
      <NativeSelect
        label={t('keys.algorithm')}
        value={algorithm}
        onChange={(e) => setAlgorithm(e.currentTarget.value === 'rsa4096' ? 'rsa4096' : 'ed25519')}
        data={[
          { value: 'ed25519', label: t('keys.algorithms.ed25519') },
          { value: 'rsa4096', label: t('keys.algorithms.rsa4096') },
        ]}
      />
      <ValidityField value={validity} onChange={setValidity} />
      <TextInput
        label={t('keys.publisher')}
        description={t('keys.publisherHint')}
        value={publisher}
        onChange={(e) => setPublisher(e.currentTarget.value)}
      />
      <div className="row">
        <Button type="submit" loading={busy} disabled={name.trim() === ''}>
          {t('keys.generateDo')}
        </Button>
      </div>
    </FormOf>
  );
}
