import { Button } from '@mantine/core';
import { IconBan, IconClockExclamation, IconHourglassEmpty } from '@tabler/icons-react';
import { useState } from 'react';
import type { KeySummary } from '../../../shared/model/key.ts';
import { standingOf } from '../../parts/life-bar.tsx';
import { formatDay } from '../../parts/numbers.ts';
import { useWords } from '../../words.ts';
import { useKeys } from './keys-slice.ts';

const ICONS = { soon: IconClockExclamation, expired: IconHourglassEmpty, revoked: IconBan } as const;

/** How a key stands, where that is not as it should be: a word and a sign of its own, in ink, as the colours belong to verdicts. */
export function StandingTag({ item }: { item: KeySummary }) {
  const t = useWords();
  const [now] = useState(() => Date.now());
  const { standing, daysLeft } = standingOf(item, now);
  if (standing === 'valid') return null;
  const Icon = ICONS[standing];
  return (
    <span className={`tag standing-${standing}`}>
      <Icon size={16} aria-hidden />
      {standing === 'soon' ? t('keys.expiresSoon', { count: daysLeft }) : t(`keys.status.${standing}`)}
    </span>
  );
}

/** What follows from it, and the one thing to do now. */
export function StandingNotice({ item, canExtend }: { item: KeySummary; canExtend: boolean }) {
  const t = useWords();
  const [now] = useState(() => Date.now());
  const { standing, daysLeft } = standingOf(item, now);
  if (standing === 'valid') return null;
  const Icon = ICONS[standing];
  const owner = item.secret === 'none' ? 'theirs' : 'own';
  const unfold = canExtend ? 'extend' : item.secret === 'none' && standing !== 'revoked' ? 'refresh' : null;
  return (
    <div className="standing-notice">
      <Icon size={24} aria-hidden />
      <div className="stack tight grow">
        <p>
          <b>
            {standing === 'revoked'
              ? t(`keys.revokedAs.${item.revocationReason ?? 'unspecified'}`)
              : standing === 'expired'
                ? t('keys.expired', { date: formatDay(item.expiresAt ?? '') })
                : t('keys.expiresSoon', { count: daysLeft })}
          </b>
        </p>
        <p className="small">{t(`keys.standing.${standing}.${owner}`)}</p>
        {unfold !== null && (
          <div className="row">
            <Button size="compact-sm" onClick={() => useKeys.setState({ unfolded: unfold })}>
              {t(unfold === 'extend' ? 'keys.extendIt' : 'keys.lookItUp')}
            </Button>
          </div>
        )}
      </div>
    </div>
  );
}
