import { useEffect } from 'react';
import type { KeySummary } from '../../../shared/model/key.ts';
import { writtenFingerprint } from '../../../shared/ssh-fingerprint.ts';
import { CopyButton } from '../../parts/copy-button.tsx';
import { useKnown } from '../../parts/known.ts';
import { formatDay } from '../../parts/numbers.ts';
import { plainKind } from '../../parts/plain-key.ts';
import { Fingerprint, Name, Term } from '../../parts/visible.tsx';
import { isSigner } from '../../../shared/signer-rule.ts';
import { useWords } from '../../words.ts';
import { useKeys } from './keys-slice.ts';

/** What a key is: its fingerprint first, as that is what people compare; then where it lives and how fresh it is. */
export function KeyFacts({ item }: { item: KeySummary }) {
  const t = useWords();
  const open = useKeys((state) => state.open);
  const isOwn = item.secret !== 'none';
  const plain = plainKind(item);
  return (
    <dl className="facts small">
      <dt>
        <Term meaning={t('terms.fingerprint')}>{t('terms.fingerprintWord')}</Term>
      </dt>
      <dd>
        <Fingerprint value={item.fingerprint} kind={item.type} />
        <div className="row">
          <CopyButton text={writtenFingerprint(item.type, item.fingerprint)} what={t('terms.fingerprintWord')} />
        </div>
      </dd>
      <dt>{t('keys.secret')}</dt>
      <dd>
        {t(`place.${item.secret}`)}
        {item.cardSerial !== undefined && <span className="mono"> ··{item.cardSerial.slice(-4)}</span>}
        {isOwn && !item.hasPrimarySecret && <p>{t('keys.offlinePrimary')}</p>}
      </dd>
      {isOwn && item.engine !== 'gnupg' && item.engine !== 'ssh-agent' && (
        <>
          <dt>{t('keys.backedUp')}</dt>
          <dd>
            {item.backedUpAt === undefined ? t('keys.never') : formatDay(item.backedUpAt)}
            {item.backedUpAt === undefined && (
              <div className="row">
                <button type="button" className="plain-button" onClick={() => open({ is: 'backup' })}>
                  {t('keys.backItUp')}
                </button>
              </div>
            )}
          </dd>
        </>
      )}
      {!isOwn && <ExpectedFor fingerprint={item.fingerprint} />}
      {!isOwn && item.type === 'openpgp' && (
        <>
          <dt>{t('keys.refreshed')}</dt>
          <dd>{item.refreshedAt === undefined ? t('keys.never') : formatDay(item.refreshedAt)}</dd>
        </>
      )}
      {plain !== undefined && item.engine !== 'ssh-agent' && (
        <>
          <dt>{t('keys.cosign.since')}</dt>
          <dd>{formatDay(item.createdAt)}</dd>
        </>
      )}
      <dt>{t('keys.kind')}</dt>
      <dd>{plain === undefined ? item.algorithm : t(`keys.${plain}.kindOf`, { algorithm: item.algorithm })}</dd>
    </dl>
  );
}

/** The publishers whose releases this key is expected to sign. */
function ExpectedFor({ fingerprint }: { fingerprint: string }) {
  const t = useWords();
  const publishers = useKnown((known) => known.publishers);
  const load = useKnown((known) => known.loadPublishers);
  useEffect(() => void load(), [load]);
  const names = (publishers ?? []).filter(({ pins }) => pins.some((pin) => isSigner(pin, { fingerprint })));
  return (
    <>
      <dt>{t('keys.expectedFor')}</dt>
      <dd>
        {names.length === 0
          ? t('keys.expectedForNobody')
          : names.map(({ name }) => (
              <p key={name}>
                <Name value={name} />
              </p>
            ))}
      </dd>
    </>
  );
}
