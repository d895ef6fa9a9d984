import { Button } from '@mantine/core';
import { useEffect } from 'react';
import type { KeySummary } from '../../../shared/model/key.ts';
import { ErrorWords } from '../../parts/error-words.tsx';
import { useKnown } from '../../parts/known.ts';
import { LifeBar } from '../../parts/life-bar.tsx';
import { pick } from '../../parts/pick.ts';
import { useShell } from '../../parts/shell.ts';
import { Name } from '../../parts/visible.tsx';
import { useWords } from '../../words.ts';
import { BesidePanel } from './beside-panel.tsx';
import { StoreNotice } from './store-notice.tsx';
import { LeftOutList } from './left-out.tsx';
import { useKeys } from './keys-slice.ts';

/** One list of all keys; what is chosen opens beside it or below. */
export function KeysScreen() {
  const t = useWords();
  const keys = useKnown((known) => known.keys);
  const load = useKnown((known) => known.loadKeys);
  const { open } = useKeys.getState();
  const beside = useKeys((state) => state.beside);
  const problem = useKeys((state) => state.problem);
  const done = useKeys((state) => state.done);
  const leftOut = useKeys((state) => state.leftOut);
  const needsPassphrase = useShell((shell) => shell.status?.store === 'needs-passphrase');
  useEffect(() => void load(), [load]);
  const restore = async () => {
    const [file] = await pick('files');
    if (file !== undefined) open({ is: 'restore', file });
  };
  return (
    <div className="column broad">
      <header className="row apart">
        <h1>{t('screens.keys')}</h1>
        <div className="row">
          <Button onClick={() => open({ is: 'generate' })}>{t('keys.generate')}</Button>
          <Button variant="default" onClick={() => open({ is: 'import', text: '', files: [], needsPassphrase: false })}>
            {t('keys.import')}
          </Button>
          <Button variant="default" onClick={() => open({ is: 'lookUp' })}>
            {t('keys.lookUp')}
          </Button>
        </div>
      </header>
      {needsPassphrase && <StoreNotice />}
      <div role="status" className="quiet">
        {done !== null && <p className="notice">{t(`keys.done.${done}`)}</p>}
        <LeftOutList leftOut={leftOut} />
      </div>
      {problem !== null && <ErrorWords error={problem} />}
      <div className="beside" data-open={beside.is !== 'nothing' || undefined}>
        <div className="stack">
          {keys !== null && keys.length === 0 && <p className="soft">{t('keys.none')}</p>}
          {keys !== null && keys.length > 0 && (
            <ul className="list-card">
              {keys.map((key) => (
                <KeyItem key={key.id} item={key} current={'id' in beside && beside.id === key.id} />
              ))}
            </ul>
          )}
          <div className="row">
            <Button variant="default" size="compact-sm" onClick={() => open({ is: 'backup' })}>
              {t('keys.backup')}
            </Button>
            <Button variant="default" size="compact-sm" onClick={() => void restore()}>
              {t('keys.restore')}
            </Button>
          </div>
        </div>
        {beside.is !== 'nothing' && <BesidePanel beside={beside} />}
      </div>
    </div>
  );
}

function KeyItem({ item, current }: { item: KeySummary; current: boolean }) {
  const t = useWords();
  const open = useKeys((state) => state.open);
  return (
    <li>
      <button
        type="button"
        className="list-item"
        aria-current={current ? 'true' : undefined}
        onClick={() => open({ is: 'key', id: item.id })}
      >
        <span className="row apart">
          <b>
            <Name value={item.userIds[0] ?? item.fingerprint} />
          </b>
          {item.status !== 'valid' && <span className="tag strong">{t(`keys.status.${item.status}`)}</span>}
        </span>
        <span className="row small soft">
          <span>{t(`keys.use.${purposeOf(item)}`)}</span>
          <span className="tag">{t(`place.${item.secret}`)}</span>
          {item.cardSerial !== undefined && <span className="mono">··{item.cardSerial.slice(-4)}</span>}
        </span>
        <LifeBar createdAt={item.createdAt} expiresAt={item.expiresAt} />
      </button>
    </li>
  );
}

/** What a key is for here: signing, kept whole but unable to sign, or checking other people's signatures. */
function purposeOf(key: KeySummary): 'sign' | 'own' | 'check' {
  if (key.secret === 'none') return 'check';
  return key.canSign ? 'sign' : 'own';
}
