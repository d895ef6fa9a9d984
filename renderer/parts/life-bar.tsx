import { useState } from 'react';
import { useWords } from '../words.ts';
import { formatDay, lifeOf } from './numbers.ts';

/** A key's life as a bar: made, today, expiry. Warned thirty days ahead. */
export function LifeBar({ createdAt, expiresAt }: { createdAt: string; expiresAt: string | null }) {
  const t = useWords();
  const [now] = useState(() => Date.now());
  if (expiresAt === null) {
    return <p className="small soft">{t('keys.neverExpires', { made: formatDay(createdAt) })}</p>;
  }
  const { share, daysLeft } = lifeOf(createdAt, expiresAt, now);
  const made = t('keys.made', { date: formatDay(createdAt) });
  const ends = t(daysLeft < 0 ? 'keys.expired' : 'keys.expires', { date: formatDay(expiresAt) });
  const percent = `${100 * share}%`;
  return (
    <div className="life">
      <div className="life-bar" aria-hidden>
        <div className="life-spent" style={{ width: percent }} />
        <div className="life-today" style={{ left: percent }} />
      </div>
      <div className="row apart small soft">
        <span>{made}</span>
        <span>{ends}</span>
      </div>
      {daysLeft >= 0 && daysLeft <= 30 && (
        <p className="small tag strong">{t('keys.expiresSoon', { count: daysLeft })}</p>
      )}
    </div>
  );
}
