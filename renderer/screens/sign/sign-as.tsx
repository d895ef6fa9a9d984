import { Checkbox } from '@mantine/core';
import { useEffect } from 'react';
import type { KeySummary } from '../../../shared/model/key.ts';
import { useKnown } from '../../parts/known.ts';
import { Name } from '../../parts/visible.tsx';
import { nameOf } from '../../../shared/visible-text.ts';
import { useWords } from '../../words.ts';
import { useSign } from './sign-slice.ts';

/** Keys that can sign now. */
export function signingKeys(keys: readonly KeySummary[]): KeySummary[] {
  return keys.filter((key) => key.canSign && key.secret !== 'none' && key.status === 'valid');
}

/** *Sign as*: people and keys, each with the place where its secret lives. A card starts with the list alone. */
export function SignAs() {
  const t = useWords();
  const all = useKnown((known) => known.keys);
  const chosen = useSign((sign) => sign.options.keys);
  const change = useSign((sign) => sign.change);
  const keys = signingKeys(all ?? []);
  const first = keys[0];
  const none = chosen.length === 0;
  useEffect(() => {
    if (none && first !== undefined) {
      change({ keys: [first.id], ...(first.secret === 'token' ? { signature: 'none' as const } : {}) });
    }
  }, [none, first, change]);
  return (
    <fieldset className="stack tight">
      <legend>{t('sign.as')}</legend>
      <div className="stack tight">
        {keys.map((key) => (
          <Checkbox
            key={key.id}
            checked={chosen.includes(key.id)}
            label={<Name value={nameOf(key.userIds[0] ?? key.fingerprint)} />}
            description={
              <>
                {t(`place.${key.secret}`)} <span className="mono">…{key.fingerprint.slice(-8)}</span>
              </>
            }
            onChange={(event) => {
              const next = event.currentTarget.checked ? [...chosen, key.id] : chosen.filter((id) => id !== key.id);
              // Somebody must sign: the last tick stays.
              if (next.length > 0) change({ keys: next });
            }}
          />
        ))}
      </div>
    </fieldset>
  );
}
