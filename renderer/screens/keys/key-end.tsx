import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { KeySummary, RevocationReason } from '../../../shared/model/key.ts';
import { call } from '../../api.ts';
import { endOf, keyName, typedName } from '../../parts/key-name.ts';
import { plainKind } from '../../parts/plain-key.ts';
import { Sheet } from '../../parts/sheet.tsx';
import { Name, Sentence } from '../../parts/visible.tsx';
import { useTemplates, useWords } from '../../words.ts';
import { Fold } from './fold.tsx';
import { useKeys } from './keys-slice.ts';

const REASONS: readonly RevocationReason[] = ['superseded', 'retired', 'compromised', 'unspecified'];

/** Declares the key dead. What becomes of its signatures hangs on the reason, so the sheet says it before the second yes. */
export function Revoke({ item }: { item: KeySummary }) {
  const t = useWords();
  const run = useKeys((state) => state.run);
  const [reason, setReason] = useState<RevocationReason>('superseded');
  const [note, setNote] = useState('');
  const [asked, setAsked] = useState(false);
  return (
    <Fold name="revoke" title={t('keys.revoke')}>
      <p className="small soft">{t('keys.revokeText')}</p>
      <NativeSelect
        label={t('keys.revokeReason')}
        value={reason}
        onChange={(event) => setReason(REASONS.find((one) => one === event.currentTarget.value) ?? 'unspecified')}
        data={REASONS.map((one) => ({ value: one, label: t(`keys.reasons.${one}`) }))}
      />
      <TextInput label={t('keys.revokeNote')} value={note} onChange={(event) => setNote(event.currentTarget.value)} />
      <div className="row">
        <Button variant="default" className="for-good" onClick={() => setAsked(true)}>
          <span>
            <OfKey words="revokeDo" item={item} />
          </span>
        </Button>
      </div>
      {asked && (
        <Sheet title={<OfKey words="revokeSure" item={item} />} onCancel={() => setAsked(false)}>
          <KeyName item={item} />
          <p>{t(`keys.revokeMeans.${reason}`)}</p>
          <p>{t('keys.revokeForGood')}</p>
          <div className="row end">
            <Button variant="default" data-autofocus onClick={() => setAsked(false)}>
              {t('common.cancel')}
            </Button>
            <Button
              onClick={() => {
                setAsked(false);
                void run(() => call('keys.revoke', { key: item.id, reason, note }), 'revoked');
              }}
            >
              {t('keys.revokeYes')}
            </Button>
          </div>
        </Sheet>
      )}
    </Fold>
  );
}

type OfKeyWords = 'revokeDo' | 'revokeSure' | 'deleteIt' | 'deleteAsk' | 'deleteSure';

/** A sentence about a key, which names it: a person's key, or of Sigstore's kind one that is called something. */
function OfKey({ words, item }: { words: OfKeyWords; item: KeySummary }) {
  const template = useTemplates();
  const key =
    plainKind(item) !== undefined && words !== 'revokeDo' && words !== 'revokeSure'
      ? (`keys.cosign.${words}` as const)
      : (`keys.${words}` as const);
  return <Sentence template={template(key)} params={{ name: keyName(item) }} />;
}

function KeyName({ item }: { item: KeySummary }) {
  return (
    <p>
      <Name value={item.userIds[0] ?? item.fingerprint} />{' '}
      <span className="small soft nowrap">
        <Name value={endOf(item)} mono />
      </span>
    </p>
  );
}

/** Somebody else's key is deleted at once and can be put back; one's own wants its name typed. */
export function Delete({ item }: { item: KeySummary }) {
  const t = useWords();
  const forget = useKeys((state) => state.forget);
  const [asked, setAsked] = useState(false);
  const isOwn = item.secret !== 'none';
  return (
    <Fold name="delete" title={t('keys.delete')}>
      <p className="small soft">
        {t(
          isOwn
            ? plainKind(item) !== undefined
              ? 'keys.cosign.deleteText'
              : 'keys.deleteText'
            : 'keys.deleteCertificate',
        )}
      </p>
      <div className="row">
        {isOwn ? (
          <Button variant="default" className="for-good" onClick={() => setAsked(true)}>
            <span>
              <OfKey words="deleteAsk" item={item} />
            </span>
          </Button>
        ) : (
          <Button variant="default" onClick={() => void forget(item)}>
            <span>
              <OfKey words="deleteIt" item={item} />
            </span>
          </Button>
        )}
      </div>
      {asked && <DeleteSheet item={item} onCancel={() => setAsked(false)} />}
    </Fold>
  );
}

function DeleteSheet({ item, onCancel }: { item: KeySummary; onCancel: () => void }) {
  const t = useWords();
  const { remove, open } = useKeys.getState();
  const [name, setName] = useState('');
  const wanted = typedName(item);
  return (
    <Sheet title={<OfKey words="deleteSure" item={item} />} onCancel={onCancel}>
      <p>{t('keys.deleteMeans')}</p>
      {item.backedUpAt === undefined && (
        <>
          <p>
            <b>{t('keys.deleteNoBackup')}</b>
          </p>
          <div className="row">
            <Button variant="default" onClick={() => open({ is: 'backup' })}>
              {t('keys.backItUp')}
            </Button>
          </div>
        </>
      )}
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (name === wanted) void remove(item, name);
        }}
      >
        <p>
          {t('keys.deleteType')} <Name value={wanted} mono />
        </p>
        <TextInput
          data-autofocus
          autoComplete="off"
          label={t('keys.deleteName')}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <div className="row end">
          <Button variant="default" onClick={onCancel}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" disabled={name !== wanted}>
            {t('keys.deleteDo')}
          </Button>
        </div>
      </form>
    </Sheet>
  );
}
