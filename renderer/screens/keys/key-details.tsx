import { Button, NativeSelect, PasswordInput, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { type KeySummary } from '../../../shared/model/key.ts';
import { call } from '../../api.ts';
import { CopyButton } from '../../parts/copy-button.tsx';
import { LifeBar } from '../../parts/life-bar.tsx';
import { formatDay } from '../../parts/numbers.ts';
import { useShell } from '../../parts/shell.ts';
import { Fingerprint, Name, Term } from '../../parts/visible.tsx';
import { groupsOfFour } from '../../../shared/visible-text.ts';
import { useWords } from '../../words.ts';
import { ValidityField } from './forms.tsx';
import { useKeys } from './keys-slice.ts';

/** One key: what it is, and everything that can be done with it. */
export function KeyDetails({ item }: { item: KeySummary }) {
  const t = useWords();
  const own = item.secret !== 'none';
  const app = item.engine === 'openpgp';
  return (
    <div className="stack wide">
      <div className="stack tight">
        {item.userIds.map((userId) => (
          <p key={userId}>
            <Name value={userId} />
          </p>
        ))}
        <LifeBar createdAt={item.createdAt} expiresAt={item.expiresAt} />
      </div>
      <dl className="facts small">
        <dt>
          <Term meaning={t('terms.fingerprint')}>{t('terms.fingerprintWord')}</Term>
        </dt>
        <dd>
          <Fingerprint value={item.fingerprint} />
          <div className="row">
            <CopyButton text={groupsOfFour(item.fingerprint)} what={t('terms.fingerprintWord')} />
          </div>
        </dd>
        <dt>{t('keys.kind')}</dt>
        <dd>{item.algorithm}</dd>
        <dt>{t('keys.secret')}</dt>
        <dd>
          {t(`place.${item.secret}`)}
          {own && !item.hasPrimarySecret && ` – ${t('keys.offlinePrimary')}`}
        </dd>
        <dt>{t('keys.refreshed')}</dt>
        <dd>{item.refreshedAt === undefined ? t('keys.never') : formatDay(item.refreshedAt)}</dd>
        {own && app && (
          <>
            <dt>{t('keys.backedUp')}</dt>
            <dd>{item.backedUpAt === undefined ? t('keys.never') : formatDay(item.backedUpAt)}</dd>
          </>
        )}
        {item.revocationReason !== undefined && (
          <>
            <dt>{t('keys.revokedWhy')}</dt>
            <dd>{t(`keys.reasons.${item.revocationReason}`)}</dd>
          </>
        )}
      </dl>
      <Publish item={item} />
      <Exports item={item} />
      <Refresh item={item} />
      {app && own && item.hasPrimarySecret && item.status !== 'revoked' && <Changes item={item} />}
      {app && <Delete item={item} />}
    </div>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <details>
      <summary>{title}</summary>
      <div className="form part">{children}</div>
    </details>
  );
}

function Publish({ item }: { item: KeySummary }) {
  const t = useWords();
  const run = useKeys((state) => state.run);
  const [text, setText] = useState<string | null>(null);
  return (
    <div className="stack tight">
      <div className="row">
        <Button
          variant="default"
          size="compact-sm"
          onClick={() =>
            void run(() => call('keys.publishText', { key: item.id })).then((a) => setText(a?.text ?? null))
          }
        >
          {t('keys.publishText')}
        </Button>
      </div>
      {text !== null && (
        <>
          <pre className="pre small mono" tabIndex={0}>
            {text}
          </pre>
          <CopyButton text={text} />
        </>
      )}
    </div>
  );
}

function Exports({ item }: { item: KeySummary }) {
  const t = useWords();
  const run = useKeys((state) => state.run);
  const [passphrase, setPassphrase] = useState('');
  const save = (secret: boolean, format: 'armored' | 'binary') =>
    void run(
      () => call('keys.export', { key: item.id, secret, format, ...(secret ? { passphrase } : {}) }),
      'saved',
    ).then(() => setPassphrase(''));
  return (
    <Part title={t('keys.export')}>
      <div className="row">
        <Button variant="default" size="compact-sm" onClick={() => save(false, 'armored')}>
          {t('keys.exportArmored')}
        </Button>
        <Button variant="default" size="compact-sm" onClick={() => save(false, 'binary')}>
          {t('keys.exportBinary')}
        </Button>
      </div>
      {item.engine === 'openpgp' && item.secret !== 'none' && (
        <>
          <PasswordInput
            autoComplete="off"
            label={t('keys.exportPassphrase')}
            description={t('keys.exportSecretHint')}
            visibilityToggleButtonProps={{ 'aria-label': t('prompt.show') }}
            value={passphrase}
            onChange={(event) => setPassphrase(event.currentTarget.value)}
          />
          <div className="row">
            <Button
              variant="default"
              size="compact-sm"
              disabled={passphrase.length < 8}
              onClick={() => save(true, 'armored')}
            >
              {t('keys.exportSecret')}
            </Button>
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
    </Part>
  );
}

function Refresh({ item }: { item: KeySummary }) {
  const t = useWords();
  const run = useKeys((state) => state.run);
  const offline = useShell((shell) => shell.settings?.offline === true);
  const ask = async (from: 'wkd' | 'keyserver') => {
    const answer = await run(() => call('keys.refresh', { key: item.id, from }));
    if (answer !== null) useKeys.setState({ done: answer.changed ? 'refreshed' : 'unchanged' });
  };
  return (
    <Part title={t('keys.refresh')}>
      <p className="small soft">{t('lookUp.explain')}</p>
      <div className="row">
        {(['keyserver', 'wkd'] as const).map((from) => (
          <Button key={from} variant="default" size="compact-sm" disabled={offline} onClick={() => void ask(from)}>
            {t(`lookUp.${from}`)}
          </Button>
        ))}
      </div>
    </Part>
  );
}

const REASONS = ['compromised', 'superseded', 'retired', 'unspecified'] as const;

function Changes({ item }: { item: KeySummary }) {
  const t = useWords();
  const run = useKeys((state) => state.run);
  const [validity, setValidity] = useState('2y');
  const [subkeyValidity, setSubkeyValidity] = useState('2y');
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [reason, setReason] = useState<(typeof REASONS)[number]>('superseded');
  const [note, setNote] = useState('');
  return (
    <>
      <Part title={t('keys.extend')}>
        <ValidityField value={validity} onChange={setValidity} />
        <div className="row">
          <Button onClick={() => void run(() => call('keys.extend', { key: item.id, validity }), 'extended')}>
            {t('keys.extendDo')}
          </Button>
        </div>
      </Part>
      <Part title={t('keys.addUserId')}>
        <TextInput label={t('keys.name')} value={name} onChange={(event) => setName(event.currentTarget.value)} />
        <TextInput label={t('keys.email')} value={email} onChange={(event) => setEmail(event.currentTarget.value)} />
        <div className="row">
          <Button
            disabled={name.trim() === ''}
            onClick={() => void run(() => call('keys.addUserId', { key: item.id, name, email }), 'added')}
          >
            {t('keys.add')}
          </Button>
        </div>
      </Part>
      <Part title={t('keys.addSubkey')}>
        <ValidityField value={subkeyValidity} onChange={setSubkeyValidity} />
        <div className="row">
          <Button
            onClick={() => void run(() => call('keys.addSubkey', { key: item.id, validity: subkeyValidity }), 'added')}
          >
            {t('keys.add')}
          </Button>
        </div>
      </Part>
      <Part title={t('keys.revoke')}>
        <p>{t('keys.revokeText')}</p>
        <NativeSelect
          label={t('keys.revokeReason')}
          value={reason}
          onChange={(event) => setReason(REASONS.find((one) => one === event.currentTarget.value) ?? 'unspecified')}
          data={REASONS.map((one) => ({ value: one, label: t(`keys.reasons.${one}`) }))}
        />
        <TextInput label={t('keys.revokeNote')} value={note} onChange={(event) => setNote(event.currentTarget.value)} />
        <div className="row">
          <Button onClick={() => void run(() => call('keys.revoke', { key: item.id, reason, note }), 'revoked')}>
            {t('keys.revokeDo')}
          </Button>
        </div>
      </Part>
    </>
  );
}

function Delete({ item }: { item: KeySummary }) {
  const t = useWords();
  const { run, open } = useKeys.getState();
  const [name, setName] = useState('');
  const wanted = item.userIds[0] ?? item.fingerprint;
  const remove = async () => {
    const gone = await run(async () => {
      await call('keys.delete', { key: item.id, name });
      return true;
    });
    if (gone === null) return;
    open({ is: 'nothing' });
    useKeys.setState({ done: 'deleted' });
  };
  return (
    <Part title={t('keys.delete')}>
      <p>{t(item.secret === 'none' ? 'keys.deleteCertificate' : 'keys.deleteText')}</p>
      <p>
        <Name value={wanted} mono />
      </p>
      <TextInput label={t('keys.deleteName')} value={name} onChange={(event) => setName(event.currentTarget.value)} />
      <div className="row">
        <Button disabled={name !== wanted} onClick={() => void remove()}>
          {t('keys.deleteDo')}
        </Button>
      </div>
    </Part>
  );
}
