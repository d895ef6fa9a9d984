import { Button, NativeSelect, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { Publisher } from '../../../shared/model/publisher.ts';
import { ConfirmButton } from '../../parts/confirm-button.tsx';
import { CopyButton } from '../../parts/copy-button.tsx';
import { useKnown } from '../../parts/known.ts';
import { formatDay } from '../../parts/numbers.ts';
import { Fingerprint, Name } from '../../parts/visible.tsx';
import { shortened, visibleText } from '../../../shared/visible-text.ts';
import { useWords } from '../../words.ts';
import { usePublishers } from './publishers-slice.ts';

/** One publisher: its pins with how and when each was confirmed, and a new one by comparison. */
export function PublisherDetails({ publisher }: { publisher: Publisher }) {
  const t = useWords();
  const { unpin, remove, select } = usePublishers.getState();
  return (
    <aside className="card stack wide" aria-label={visibleText(publisher.name)}>
      <div className="row apart">
        <h2>
          <Name value={publisher.name} />
        </h2>
        <button type="button" className="plain-button small" onClick={() => select(null)}>
          {t('common.close')}
        </button>
      </div>
      {publisher.pins.length === 0 && <p className="soft">{t('publishers.noPins')}</p>}
      <ul className="stack">
        {publisher.pins.map((pin) => (
          <li key={pin.fingerprint} className="stack tight">
            {pin.label !== undefined && <Name value={pin.label} />}
            <p className="small">
              <Fingerprint value={pin.fingerprint} />
            </p>
            <p className="small soft">
              {t(`publishers.how.${pin.confirmed.how}`, { date: formatDay(pin.confirmed.at) })}
            </p>
            <div className="row">
              <ConfirmButton
                label={t('publishers.unpin')}
                question={t('publishers.unpinSure')}
                yes={t('publishers.unpinYes')}
                onYes={() => void unpin(publisher.name, pin.fingerprint)}
              />
              <CopyButton text={pin.fingerprint} what={t('terms.fingerprintWord')} />
            </div>
          </li>
        ))}
      </ul>
      <PinForm publisher={publisher} />
      <ConfirmButton
        label={t('publishers.remove')}
        question={t('publishers.removeSure')}
        yes={t('publishers.removeYes')}
        onYes={() => void remove(publisher.name)}
      />
    </aside>
  );
}

function PinForm({ publisher }: { publisher: Publisher }) {
  const t = useWords();
  const pin = usePublishers((state) => state.pin);
  const keys = useKnown((known) => known.keys) ?? [];
  const [fingerprint, setFingerprint] = useState('');
  const [pasted, setPasted] = useState('');
  const free = keys.filter((key) => !publisher.pins.some((known) => known.fingerprint === key.fingerprint));
  const chosen = fingerprint === '' ? (free[0]?.fingerprint ?? '') : fingerprint;
  if (free.length === 0) return <p className="small soft">{t('publishers.noKeys')}</p>;
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        void pin(publisher.name, chosen, pasted).then((pinned) => {
          if (pinned) setPasted('');
        });
      }}
    >
      <h3>{t('publishers.pin')}</h3>
      <p className="small soft">{t('compare.how')}</p>
      <NativeSelect
        label={t('publishers.pinKey')}
        value={chosen}
        onChange={(event) => setFingerprint(event.currentTarget.value)}
        data={free.map((key) => ({
          value: key.fingerprint,
          label: visibleText(`${key.userIds[0] ?? ''} ${shortened(key.fingerprint, 8)}`),
        }))}
      />
      <Textarea
        label={t('compare.paste')}
        description={t('compare.pasteHint')}
        classNames={{ input: 'mono' }}
        rows={2}
        value={pasted}
        onChange={(event) => setPasted(event.currentTarget.value)}
      />
      <div className="row">
        <Button type="submit" disabled={pasted.trim() === ''}>
          {t('compare.do')}
        </Button>
      </div>
    </form>
  );
}
