import { Checkbox } from '@mantine/core';
import { useEffect } from 'react';
import type { KeySummary } from '../../../shared/model/key.ts';
import { useKnown } from '../../parts/known.ts';
import { Name } from '../../parts/visible.tsx';
import { addressOf, keyEnd, nameOf } from '../../../shared/visible-text.ts';
import { useWords } from '../../words.ts';
import { signingKeys } from './plan-words.ts';
import { useSign } from './sign-slice.ts';

/** *Sign as*: people and keys, each with the place where its secret lives. */
export function SignAs() {
  const t = useWords();
  const all = useKnown((known) => known.keys);
  const chosen = useSign((sign) => sign.options.keys);
  const signAs = useSign((sign) => sign.signAs);
  const keys = signingKeys(all ?? []);
  const there = chosen.filter((id) => keys.some((key) => key.id === id));
  const first = keys[0]?.id;
  useEffect(() => {
    // Somebody must sign: the first key, also where the chosen one has gone.
    if (all === null || there.length === chosen.length) {
      if (chosen.length === 0 && first !== undefined) signAs([first]);
      return;
    }
    signAs(there.length === 0 && first !== undefined ? [first] : there);
  }, [all, there, chosen, first, signAs]);
  return (
    <fieldset className="sign-as">
      <legend>{t('sign.as')}</legend>
      <div className="sign-as-keys">
        {keys.map((key) => (
          <Checkbox
            key={key.id}
            checked={chosen.includes(key.id)}
            label={<Who userId={key.userIds[0] ?? key.fingerprint} />}
            description={<Where item={key} />}
            onChange={(event) => {
              const next = event.currentTarget.checked ? [...chosen, key.id] : chosen.filter((id) => id !== key.id);
              // The last tick stays.
              if (next.length > 0) signAs(next);
            }}
          />
        ))}
      </div>
    </fieldset>
  );
}

function Who({ userId }: { userId: string }) {
  const address = addressOf(userId);
  return (
    <span className="sign-as-where">
      <Name value={nameOf(userId)} />
      {address !== undefined && (
        <span className="small soft">
          <Name value={address} />
        </span>
      )}
    </span>
  );
}

/** What tells one key of a person from another: its place and its last digits. */
function Where({ item }: { item: KeySummary }) {
  const t = useWords();
  return (
    <span className="sign-as-where">
      <span>
        {t(`sign.place.${item.secret}`)}
        {item.cardSerial !== undefined && <span className="mono"> ··{item.cardSerial.slice(-4)}</span>}
      </span>
      <span className="mono">{keyEnd(item.fingerprint)}</span>
    </span>
  );
}
