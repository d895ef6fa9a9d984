import type { Pin, Publisher } from '../../../shared/model/publisher.ts';
import { ConfirmButton } from '../../parts/confirm-button.tsx';
import { CopyButton } from '../../parts/copy-button.tsx';
import { HiddenCharacters } from '../../parts/hidden-characters.tsx';
import { formatDay } from '../../parts/numbers.ts';
import { PinValues } from '../../parts/pin-values.tsx';
import { InstanceWords, PinWords } from '../../parts/signer-words.tsx';
import { ValueList } from '../../parts/verdict/value-list.tsx';
import { Name, Sentence } from '../../parts/visible.tsx';
import { pinName } from '../../../shared/signer-name.ts';
import { pinId } from '../../../shared/signer-rule.ts';
import { writtenFingerprint } from '../../../shared/ssh-fingerprint.ts';
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
              <PinItem key={pinId(pin)} publisher={publisher} pin={pin} />
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
      <p className={'fingerprint' in pin ? 'small' : undefined}>
        <PinWords pin={pin} />
      </p>
      {!('fingerprint' in pin) && (
        <>
          {pin.instance !== undefined && (
            <p className="small">
              <InstanceWords signer={pin} />
            </p>
          )}
          <details className="raw-fold">
            <summary className="small">{t('publishers.compared')}</summary>
            <ValueList>
              <PinValues pin={pin} />
            </ValueList>
          </details>
        </>
      )}
      <p className="small soft">{t(`publishers.how.${pin.confirmed.how}`, { date: formatDay(pin.confirmed.at) })}</p>
      <div className="row">
        {'fingerprint' in pin && (
          <CopyButton text={writtenFingerprint(pin.kind, pin.fingerprint)} what={t('terms.fingerprintWord')} />
        )}
        <ConfirmButton
          label={
            <span>
              <Sentence template={template('publishers.unpin')} params={{ name: pinName(pin) }} />
            </span>
          }
          question={t('publishers.unpinSure')}
          yes={t('publishers.unpinYes')}
          onYes={() => void unpin(publisher.name, pin)}
        />
      </div>
    </li>
  );
}
