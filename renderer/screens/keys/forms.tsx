import { Button, NativeSelect, PasswordInput, Textarea, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { call } from '../../api.ts';
import { pick } from '../../parts/pick.ts';
import { Name } from '../../parts/visible.tsx';
import { useWords } from '../../words.ts';
import { type Beside, useKeys } from './keys-slice.ts';

/** How long a key is valid, as the contract writes it. */
export const VALIDITIES = ['1y', '2y', '3y', '5y', 'never'] as const;

/** The choice of a key's validity. */
export function ValidityField({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const t = useWords();
  return (
    <NativeSelect
      label={t('keys.validity')}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      data={VALIDITIES.map((validity) => ({ value: validity, label: t(`keys.validities.${validity}`) }))}
    />
  );
}

function FormOf({ onSubmit, children }: { onSubmit: () => void; children: ReactNode }) {
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      {children}
    </form>
  );
}

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
        <PasswordInput
          autoFocus
          autoComplete="off"
          label={t('keys.importPassphrase')}
          visibilityToggleButtonProps={{ 'aria-label': t('prompt.show') }}
          value={passphrase}
          onChange={(e) => setPassphrase(e.currentTarget.value)}
        />
      )}
      <div className="row">
        <Button type="submit" loading={busy} disabled={text.trim() === '' && beside.files.length === 0}>
          {t('keys.importDo')}
        </Button>
      </div>
    </FormOf>
  );
}

/** Asks for a passphrase, twice where it is a new one, and hands it on. */
export function PassphraseForm(props: {
  text: string;
  label: string;
  isNew?: boolean;
  onDone: (passphrase: string) => Promise<unknown>;
}) {
  const t = useWords();
  const busy = useKeys((state) => state.busy);
  const [passphrase, setPassphrase] = useState('');
  const [again, setAgain] = useState('');
  const isNew = props.isNew === true;
  const ready = passphrase !== '' && (!isNew || (passphrase.length >= 8 && again === passphrase));
  const done = async () => {
    await props.onDone(passphrase);
    setPassphrase('');
    setAgain('');
  };
  return (
    <FormOf onSubmit={() => void (ready && done())}>
      <p className="soft">{props.text}</p>
      <PasswordInput
        autoComplete="off"
        label={t('store.passphrase')}
        description={isNew ? t('prompt.newHint') : undefined}
        visibilityToggleButtonProps={{ 'aria-label': t('prompt.show') }}
        value={passphrase}
        onChange={(e) => setPassphrase(e.currentTarget.value)}
      />
      {isNew && (
        <PasswordInput
          autoComplete="off"
          label={t('prompt.again')}
          error={again !== '' && again !== passphrase ? t('prompt.differs') : undefined}
          visibilityToggleButtonProps={{ 'aria-label': t('prompt.show') }}
          value={again}
          onChange={(e) => setAgain(e.currentTarget.value)}
        />
      )}
      <div className="row">
        <Button type="submit" loading={busy} disabled={!ready}>
          {props.label}
        </Button>
      </div>
    </FormOf>
  );
}
