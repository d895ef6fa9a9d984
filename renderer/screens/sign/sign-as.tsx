import { Checkbox } from '@mantine/core';
import { useEffect } from 'react';
import type { KeySummary } from '../../../shared/model/key.ts';
import { useKnown } from '../../parts/known.ts';
import { plainKind } from '../../parts/plain-key.ts';
import { Name } from '../../parts/visible.tsx';
import { addressOf } from '../../../shared/visible-text.ts';
import { useWords } from '../../words.ts';
import { endOf, keyName } from '../../parts/key-name.ts';
import { LoginChoice } from './login-choice.tsx';
import { LOGIN, signingKeys, signsByLogin, tickKey } from './plan-words.ts';
import { useSign } from './sign-slice.ts';

/** *Sign as*: people and keys, each with the place where its secret lives. */
export function SignAs() {
  const t = useWords();
  const all = useKnown((known) => known.keys);
  const chosen = useSign((sign) => sign.options.keys);
  const signAs = useSign((sign) => sign.signAs);
  const keys = [...signingKeys(all ?? []), LOGIN];
  const there = chosen.filter((id) => keys.some((key) => key.id === id));
  // A login is nobody's default: it says something to a server.
  const able = keys.filter((key) => key.type !== 'login');
  // What the SSH agent holds is mostly for logging in somewhere.
  const first = (able.find((key) => key.secret !== 'agent') ?? able[0])?.id;
  useEffect(() => {
    // Somebody must sign: the first key, also where the chosen one has gone.
    if (all === null) return;
    if (there.length === chosen.length) {
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
            label={<Who item={key} />}
            description={<Where item={key} />}
            onChange={(event) => {
              const next = tickKey(chosen, key.id, event.currentTarget.checked);
              // The last tick stays.
              if (next.length > 0) signAs(next);
            }}
          />
        ))}
      </div>
      {keys.some((key) => key.type === 'cosign') && <p className="small soft">{t('sign.oneBundle')}</p>}
      {keys.filter((key) => key.type === 'ssh').length > 1 && <p className="small soft">{t('sign.oneSsh')}</p>}
      {signsByLogin(chosen) && <LoginChoice />}
    </fieldset>
  );
}

function Who({ item }: { item: KeySummary }) {
  const t = useWords();
  if (item.type === 'login') return t('sign.login.title');
  const plain = plainKind(item);
  const address = plain !== undefined ? undefined : addressOf(item.userIds[0] ?? item.fingerprint);
  return (
    <span className="sign-as-where">
      {plain !== undefined && item.userIds.length === 0 ? t('keys.cosign.unnamed') : <Name value={keyName(item)} />}
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
  if (item.type === 'login') return t('sign.login.what');
  const plain = plainKind(item);
  return (
    <span className="sign-as-where">
      {plain !== undefined && <span>{t(`keys.${plain}.kind`)}</span>}
      <span>
        {t(`sign.place.${item.secret}`)}
        {item.cardSerial !== undefined && <span className="mono"> ··{item.cardSerial.slice(-4)}</span>}
      </span>
      <span className="mono">{endOf(item)}</span>
    </span>
  );
}
