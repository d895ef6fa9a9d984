import type { Pin, Publisher } from '../../../shared/model/publisher.ts';
import { ConfirmButton } from '../../parts/confirm-button.tsx';
import { CopyButton } from '../../parts/copy-button.tsx';
import { HiddenCharacters } from '../../parts/hidden-characters.tsx';
import { formatDay } from '../../parts/numbers.ts';
import { Fingerprint, Name, Sentence } from '../../parts/visible.tsx';
import { groupsOfFour, keyEnd, nameOf } from '../../../shared/visible-text.ts';
import { useTemplates, useWords } from '../../words.ts';
import { PinForm } from './pin-form.tsx';
import { usePublishers } from './publishers-slice.ts';

/** One publisher: its pins with how and when each was confirmed, and a new one by comparison. */
export function PublisherDetails({ publisher }: { publisher: Publisher }) {
  const t = useWords();
  const { remove, select } = usePublishers.getState();
  return (
    <aside className="card stack wide" aria-labelledby="publisher-name">
      <div className="row apart">
        <h2 id="publisher-name">
          <Name value={publisher.name} />
        </h2>
        <button type="button" className="plain-button small" onClick={() => select(null)}>
          {t('common.close')}
        </button>
      </div>
      {publisher.pins.length === 0 ? (
        <p>{t('publishers.noPins')}</p>
      ) : (
        <section className="stack" aria-label={t('publishers.expected')}>
          <h3>{t('publishers.expected')}</h3>
          <ul className="stack">
            {publisher.pins.map((pin) => (
              <PinItem key={pin.fingerprint} publisher={publisher} pin={pin} />
            ))}
          </ul>
        </section>
      )}
      <PinForm publisher={publisher} />
      <div className="row set-apart">
        <ConfirmButton
          label={t('publishers.remove')}
          question={t('publishers.removeSure', { count: publisher.pins.length })}
          yes={t('publishers.removeYes')}
          onYes={() => void remove(publisher.name)}
        />
      </div>
    </aside>
  );
}

function PinItem({ publisher, pin }: { publisher: Publisher; pin: Pin }) {
  const t = useWords();
  const template = useTemplates();
  const { unpin } = usePublishers.getState();
  return (
    <li className="pin stack tight">
      {pin.label !== undefined && <Name value={pin.label} />}
      <HiddenCharacters names={[pin.label ?? '']} />
      <p className="small">
        <Fingerprint value={pin.fingerprint} />
      </p>
      <p className="small soft">{t(`publishers.how.${pin.confirmed.how}`, { date: formatDay(pin.confirmed.at) })}</p>
      <div className="row">
        <CopyButton text={groupsOfFour(pin.fingerprint)} what={t('terms.fingerprintWord')} />
        <ConfirmButton
          label={
            <span>
              <Sentence
                template={template('publishers.unpin')}
                params={{ name: nameOf(pin.label ?? keyEnd(pin.fingerprint)) }}
              />
            </span>
          }
          question={t('publishers.unpinSure')}
          yes={t('publishers.unpinYes')}
          onYes={() => void unpin(publisher.name, pin.fingerprint)}
        />
      </div>
    </li>
  );
}
