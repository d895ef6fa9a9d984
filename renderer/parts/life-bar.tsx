import { useState } from 'react';
import { useWords } from '../words.ts';
import { formatDay, formatDays, lifeOf } from './numbers.ts';

/** Days before its end from which a key counts as about to expire. */
const SOON = 30;

/** How a key stands today, as its tag says it. Revoked outweighs everything. */
export type Standing = 'valid' | 'soon' | 'expired' | 'revoked';

/** What there is to say of a key's time at `now`. */
export function standingOf(
  key: { status: 'valid' | 'expired' | 'revoked'; createdAt: string; expiresAt: string | null },
  now: number,
): { standing: Standing; daysLeft: number } {
  const daysLeft = key.expiresAt === null ? Infinity : lifeOf(key.createdAt, key.expiresAt, now).daysLeft;
  if (key.status === 'revoked') return { standing: 'revoked', daysLeft };
  if (key.status === 'expired' || daysLeft < 0) return { standing: 'expired', daysLeft };
  return { standing: daysLeft <= SOON ? 'soon' : 'valid', daysLeft };
}

/** A key's life as a bar: made at its start, expiry at its end, today in between. What is left of it is in the accent's colour. */
export function LifeBar(props: { createdAt: string; expiresAt: string | null; ended?: boolean }) {
  const t = useWords();
  const [now] = useState(() => Date.now());
  const { createdAt, expiresAt } = props;
  if (expiresAt === null) return <p className="small soft">{t('keys.neverExpires', { made: formatDay(createdAt) })}</p>;
  const { share, daysLeft } = lifeOf(createdAt, expiresAt, now);
  const isOver = daysLeft < 0;
  return (
    <div className="life" data-ended={props.ended === true || isOver || undefined}>
      {!isOver && (
        <div className="life-label small" aria-hidden>
          <span style={{ flexGrow: share }} />
          <b>{t('keys.todayLeft', { time: formatDays(daysLeft) })}</b>
          <span style={{ flexGrow: 1 - share }} />
        </div>
      )}
      <div className="life-bar" aria-hidden>
        <div className="life-spent" style={{ inlineSize: `${100 * share}%` }} />
        <div className="life-today" style={{ insetInlineStart: `${100 * share}%` }} />
      </div>
      <div className="life-ends small soft">
        <span>{t('keys.made', { date: formatDay(createdAt) })}</span>
        <span>{t(isOver ? 'keys.expired' : 'keys.expires', { date: formatDay(expiresAt) })}</span>
      </div>
    </div>
  );
}

/** The same as a thin line in a list, where the words beside it say when it ends. */
export function LifeLine({ createdAt, expiresAt }: { createdAt: string; expiresAt: string }) {
  const [now] = useState(() => Date.now());
  return (
    <span className="life-bar thin" aria-hidden>
      <span className="life-spent" style={{ inlineSize: `${100 * lifeOf(createdAt, expiresAt, now).share}%` }} />
    </span>
  );
}
