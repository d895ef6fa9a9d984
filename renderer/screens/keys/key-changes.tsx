import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { KeySummary } from '../../../shared/model/key.ts';
import { call } from '../../api.ts';
import { useShell } from '../../parts/shell.ts';
import { useWords } from '../../words.ts';
import { Fold } from './fold.tsx';
import { FormOf, ValidityField } from './form-parts.tsx';
import { type FoldName, useKeys } from './keys-slice.ts';

/** A later expiry, counted from today. */
export function Extend({ item }: { item: KeySummary }) {
  const t = useWords();
  const run = useKeys((state) => state.run);
  return (
    <ValidityFold
      name="extend"
      title={t('keys.extend')}
      text={t('keys.extendText')}
      yes={t('keys.extendDo')}
      onYes={(validity) => void run(() => call('keys.extend', { key: item.id, validity }), 'extended')}
    />
  );
}

/** A signing subkey beside the primary key. */
export function AddSubkey({ item }: { item: KeySummary }) {
  const t = useWords();
  const run = useKeys((state) => state.run);
  return (
    <ValidityFold
      name="subkey"
      title={t('keys.addSubkey')}
      text={t('keys.addSubkeyText')}
      yes={t('keys.add')}
      onYes={(validity) => void run(() => call('keys.addSubkey', { key: item.id, validity }), 'added')}
    />
  );
}

/** A change that needs nothing but how long it holds. */
function ValidityFold(props: {
  name: FoldName;
  title: string;
  text: string;
  yes: string;
  onYes: (validity: string) => void;
}) {
  const [validity, setValidity] = useState('2y');
  return (
    <Fold name={props.name} title={props.title}>
      <p className="small soft">{props.text}</p>
      <ValidityField value={validity} onChange={setValidity} />
      <div className="row">
        <Button onClick={() => props.onYes(validity)}>{props.yes}</Button>
      </div>
    </Fold>
  );
}

/** Asks the network whether the key was extended or revoked. */
export function Refresh({ item }: { item: KeySummary }) {
  const t = useWords();
  const run = useKeys((state) => state.run);
  const offline = useShell((shell) => shell.settings?.offline === true);
  const ask = async (from: 'wkd' | 'keyserver') => {
    const answer = await run(() => call('keys.refresh', { key: item.id, from }));
    if (answer !== null) useKeys.setState({ done: answer.changed ? 'refreshed' : 'unchanged' });
  };
  return (
    <Fold name="refresh" title={t('keys.refresh')}>
      <p className="small soft">{t(offline ? 'lookUp.offline' : 'lookUp.explain')}</p>
      <div className="row">
        {(['keyserver', 'wkd'] as const).map((from) => (
          <Button key={from} variant="default" size="compact-sm" disabled={offline} onClick={() => void ask(from)}>
            {t(`lookUp.${from}`)}
          </Button>
        ))}
      </div>
    </Fold>
  );
}

/** What a Sigstore key is called: a note of the user's, which can be changed at any time. */
export function Rename({ item }: { item: KeySummary }) {
  const t = useWords();
  const rename = useKeys((state) => state.rename);
  const now = item.userIds[0] ?? '';
  const [name, setName] = useState(now);
  const isSame = name.trim() === now;
  return (
    <Fold name="name" title={t(now === '' ? 'keys.cosign.giveName' : 'keys.cosign.rename')}>
      <FormOf onSubmit={() => !isSame && void rename(item, name.trim())}>
        <TextInput
          label={t('keys.cosign.name')}
          description={t('keys.cosign.nameHint')}
          maxLength={200}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <div className="row">
          <Button type="submit" disabled={isSame}>
            {t('keys.cosign.renameDo')}
          </Button>
        </div>
      </FormOf>
    </Fold>
  );
}

/** One more name or address that the key goes by. */
export function AddUserId({ item }: { item: KeySummary }) {
  const t = useWords();
  const run = useKeys((state) => state.run);
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const add = () => void run(() => call('keys.addUserId', { key: item.id, name, email }), 'added');
  return (
    <Fold name="userId" title={t('keys.addUserId')}>
      <FormOf onSubmit={() => name.trim() !== '' && add()}>
        <TextInput label={t('keys.name')} value={name} onChange={(event) => setName(event.currentTarget.value)} />
        <TextInput label={t('keys.email')} value={email} onChange={(event) => setEmail(event.currentTarget.value)} />
        <div className="row">
          <Button type="submit" disabled={name.trim() === ''}>
            {t('keys.add')}
          </Button>
        </div>
      </FormOf>
    </Fold>
  );
}
