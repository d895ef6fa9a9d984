import { Button, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import type { KeySummary } from '../../../shared/model/key.ts';
import type { Publisher } from '../../../shared/model/publisher.ts';
import { pinId } from '../../../shared/signer-rule.ts';
import { shortened, visibleText } from '../../../shared/visible-text.ts';
import { CompareForm } from '../../parts/compare-form.tsx';
import { ExpectIdentityForm } from '../../parts/expect-identity-form.tsx';
import { HiddenCharacters } from '../../parts/hidden-characters.tsx';
import { useKnown } from '../../parts/known.ts';
import { useShell } from '../../parts/shell.ts';
import { useWords } from '../../words.ts';

/** Expects one more signer: first which key, then what the project's own page says of it. No key is chosen beforehand. */
export function PinForm({ publisher }: { publisher: Publisher }) {
  const t = useWords();
  const keys = useKnown((known) => known.keys) ?? [];
  const publishers = useKnown((known) => known.publishers) ?? [];
  const go = useShell((shell) => shell.go);
  const [fingerprint, setFingerprint] = useState('');
  const pinned = new Set(publisher.pins.map(pinId));
  const free = keys.filter((key) => !pinned.has(key.fingerprint));
  const elsewhere = new Set(publishers.flatMap(({ pins }) => pins.map(pinId)));
  const chosen = free.some((key) => key.fingerprint === fingerprint) ? fingerprint : '';
  const groups = (['unexpected', 'elsewhere'] as const)
    .map((group) => ({
      group: t(`publishers.keysOf.${group}`),
      items: free.filter((key) => elsewhere.has(key.fingerprint) === (group === 'elsewhere')).map(asItem),
    }))
    .filter(({ items }) => items.length > 0);
  return (
    <section className="stack" aria-labelledby="pin-title">
      <h3 id="pin-title">{t('publishers.pin')}</h3>
      <p className="small soft">{t('publishers.pinWhy')}</p>
      {free.length === 0 ? (
        <p className="small soft">
          {t('publishers.noKeys')}{' '}
          <button type="button" className="plain-button" onClick={() => go('keys')}>
            {t('publishers.toKeys')}
          </button>
        </p>
      ) : (
        <NativeSelect
          label={t('publishers.pinKey')}
          value={chosen}
          onChange={(event) => setFingerprint(event.currentTarget.value)}
          data={[{ value: '', label: t('publishers.pinChoose') }, ...groups]}
        />
      )}
      <HiddenCharacters names={free.find((key) => key.fingerprint === chosen)?.userIds ?? []} />
      {chosen === '' && free.length > 0 && (
        <div className="row">
          <Button disabled>{t('compare.do')}</Button>
        </div>
      )}
      {chosen === '' && (
        <details className="raw-fold">
          <summary>{t('publishers.pinIdentity')}</summary>
          <ExpectIdentityForm isFixed publisher={publisher.name} />
        </details>
      )}
      {chosen !== '' && <CompareForm key={chosen} isFixed fingerprint={chosen} publisher={publisher.name} />}
    </section>
  );
}

function asItem(key: KeySummary): { value: string; label: string } {
  return { value: key.fingerprint, label: visibleText(`${key.userIds[0] ?? ''} ${shortened(key.fingerprint, 8)}`) };
}
