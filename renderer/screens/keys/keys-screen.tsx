import { Button } from '@mantine/core';
import { IconKey } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import type { KeySummary } from '../../../shared/model/key.ts';
import { Empty } from '../../parts/empty.tsx';
import { ErrorWords } from '../../parts/error-words.tsx';
import { useErrand } from '../../parts/errand.ts';
import { useKnown } from '../../parts/known.ts';
import { pick } from '../../parts/pick.ts';
import { useWords } from '../../words.ts';
import { BesidePanel } from './beside-panel.tsx';
import { KeyItem } from './key-item.tsx';
import { useKeys } from './keys-slice.ts';
import { LeftOutList } from './left-out.tsx';
import { StoreNotice } from './store-notice.tsx';
import { HelpButton } from '../../parts/help/help-button.tsx';

/** One list of all keys, one's own first; what is chosen opens beside it or below. */
export function KeysScreen() {
  const t = useWords();
  const keys = useKnown((known) => known.keys);
  const load = useKnown((known) => known.loadKeys);
  const { open } = useKeys.getState();
  const beside = useKeys((state) => state.beside);
  const problem = useKeys((state) => state.problem);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => void load(), [load]);
  useErrandOpened();
  useEffect(() => {
    // What had the focus went with the panel.
    if (beside.is === 'nothing' && document.activeElement === document.body) heading.current?.focus();
  }, [beside.is]);
  return (
    <div className="column broad">
      <header className="row apart">
        <h1 ref={heading} tabIndex={-1}>
          {t('screens.keys')}
        </h1>
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
      <StoreNotice />
      <Done />
      {problem !== null && <ErrorWords error={problem} />}
      <div className="beside" data-open={beside.is !== 'nothing' || undefined}>
        <div className="stack">
          {keys?.length === 0 && (
            <Empty icon={IconKey} title={t('keys.none')} text={t('keys.noneText')} level={2} framed />
          )}
          {keys !== null && keys.length > 0 && <KeyList keys={keys} current={'id' in beside ? beside.id : undefined} />}
          <BackupRow hasKeys={keys !== null && keys.length > 0} />
        </div>
        {beside.is !== 'nothing' && <BesidePanel beside={beside} />}
      </div>
    </div>
  );
}

/** Opens what another screen sent the user here for. An errand ends where the user goes elsewhere. */
function useErrandOpened(): void {
  useEffect(() => {
    const { errand } = useErrand.getState();
    if (errand?.what === 'backup') useKeys.getState().open({ is: 'backup' });
    else if (errand?.what === 'make-key') useKeys.getState().open({ is: 'generate' });
    return () => {
      const { errand: left, drop } = useErrand.getState();
      // One that was begun here leads elsewhere.
      if (left?.from !== 'keys') drop();
    };
  }, []);
}

function Done() {
  const t = useWords();
  const done = useKeys((state) => state.done);
  const undo = useKeys((state) => state.undo);
  const leftOut = useKeys((state) => state.leftOut);
  const { putBack } = useKeys.getState();
  return (
    <div role="status" className="quiet">
      {done !== null && (
        <div className="notice row apart">
          <p>{t(`keys.done.${done}`)}</p>
          {undo !== null && (
            <Button variant="default" size="compact-sm" autoFocus onClick={() => void putBack()}>
              {t(undo.of === 'deleted' ? 'keys.undo' : 'keys.cosign.renameUndo')}
            </Button>
          )}
        </div>
      )}
      <LeftOutList leftOut={leftOut} />
    </div>
  );
}

function KeyList({ keys, current }: { keys: readonly KeySummary[]; current: string | undefined }) {
  const t = useWords();
  const own = keys.filter((key) => key.secret !== 'none');
  const others = keys.filter((key) => key.secret === 'none');
  return (['own', 'others'] as const).map((group) => {
    const shown = group === 'own' ? own : others;
    if (shown.length === 0) return null;
    return (
      <section key={group} className="stack tight" aria-labelledby={`keys-${group}`}>
        <h2 id={`keys-${group}`}>{t(`keys.group.${group}`)}</h2>
        <ul className="list-card">
          {shown.map((key) => (
            <KeyItem key={key.id} item={key} current={key.id === current} />
          ))}
        </ul>
      </section>
    );
  });
}

function BackupRow({ hasKeys }: { hasKeys: boolean }) {
  const t = useWords();
  const { open } = useKeys.getState();
  const restore = async () => {
    const [file] = await pick('files');
    if (file !== undefined) open({ is: 'restore', file });
  };
  return (
    <div className="row">
      {hasKeys && (
        <Button variant="default" size="compact-sm" onClick={() => open({ is: 'backup' })}>
          {t('keys.backup')}
        </Button>
      )}
      <Button variant="default" size="compact-sm" onClick={() => void restore()}>
        {t('keys.restore')}
      </Button>
      <HelpButton topic="move-to-another-machine" />
    </div>
  );
}
