import { useState } from 'react';
import type { KeySummary } from '../../../shared/model/key.ts';
import { addressOf } from '../../../shared/visible-text.ts';
import { endOf, keyName } from '../../parts/key-name.ts';
import { plainKind } from '../../parts/plain-key.ts';
import { LifeLine, standingOf } from '../../parts/life-bar.tsx';
import { formatDay } from '../../parts/numbers.ts';
import { Name } from '../../parts/visible.tsx';
import { useWords } from '../../words.ts';
import { useKeys } from './keys-slice.ts';
import { StandingTag } from './standing.tsx';

/** A key in the list: who, how it stands, what it is for and where it lives, and how long it has. */
export function KeyItem({ item, current }: { item: KeySummary; current: boolean }) {
  const t = useWords();
  const open = useKeys((state) => state.open);
  const [now] = useState(() => Date.now());
  const plain = plainKind(item);
  const address = plain !== undefined ? undefined : addressOf(item.userIds[0] ?? '');
  const { standing } = standingOf(item, now);
  return (
    <li>
      <button
        type="button"
        className="list-item key-item"
        aria-current={current ? 'true' : undefined}
        onClick={() => open({ is: 'key', id: item.id })}
      >
        <span className="row apart">
          <b>
            {plain !== undefined && item.userIds.length === 0 ? (
              t('keys.cosign.unnamed')
            ) : (
              <Name value={keyName(item)} />
            )}
          </b>
          <StandingTag item={item} />
        </span>
        {address !== undefined && (
          <span className="small">
            <Name value={address} />
          </span>
        )}
        <span className="key-item-where small soft">
          {plain !== undefined && <span>{t(`keys.${plain}.kind`)}</span>}
          <span>{t(`keys.use.${purposeOf(item)}`)}</span>
          {item.secret !== 'none' && (
            <span>
              {t(`place.${item.secret}`)}
              {item.cardSerial !== undefined && <span className="mono"> ··{item.cardSerial.slice(-4)}</span>}
            </span>
          )}
        </span>
        {plain !== undefined && (
          <span className="small soft">
            <Name value={endOf(item)} mono />
          </span>
        )}
        {plain === undefined && standing !== 'revoked' && (
          <span className="key-item-life small soft">
            {item.expiresAt !== null && <LifeLine createdAt={item.createdAt} expiresAt={item.expiresAt} />}
            <span>
              {item.expiresAt === null
                ? t('keys.noExpiry')
                : t(standing === 'expired' ? 'keys.expired' : 'keys.expires', { date: formatDay(item.expiresAt) })}
            </span>
          </span>
        )}
      </button>
    </li>
  );
}

/** What a key is for here: signing, kept whole but unable to sign, or checking other people's signatures. */
function purposeOf(key: KeySummary): 'sign' | 'own' | 'check' {
  if (key.secret === 'none') return 'check';
  return key.canSign ? 'sign' : 'own';
}
