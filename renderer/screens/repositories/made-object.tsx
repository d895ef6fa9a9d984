import { Button } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { GitReceiptCard, gitReceiptTitle } from '../../parts/git-receipt-card.tsx';
import { GitUndoneCard, gitUndoneTitle, namesOf } from '../../parts/git-undone-card.tsx';
import { useKeysWhere } from '../../parts/known.ts';
import { NotRemembered } from '../../parts/not-remembered.tsx';
import { useShell } from '../../parts/shell.ts';
import { Sentence } from '../../parts/visible.tsx';
import { useTemplates, useWords } from '../../words.ts';
import { ExpectOwn, ownUnexpected } from './expect-own.tsx';
import { useMade } from './made-slice.ts';
import { useRepositories } from './repositories-slice.ts';
import { SecondYes } from './second-yes.tsx';

/** What was just signed and what is left to do with it, beside its row until it is closed or another row is chosen. */
export function MadeObject() {
  const t = useWords();
  const receipt = useMade((made) => made.receipt);
  const undone = useMade((made) => made.undone);
  const published = useMade((made) => made.published);
  const notRemembered = useMade((made) => made.notRemembered);
  // A list that is read again has no rows for a moment: that is no other choice.
  const chosen = useRepositories(({ chosen: at, lists }) => (at && lists[at.list].rows[at.index]?.id) ?? null);
  const result = useRepositories((state) => state.result);
  const keys = useKeysWhere(receipt !== null);
  const { close, undo } = useMade.getState();
  const say = useShell((shell) => shell.say);
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (receipt === null) return;
    say(undone === null ? gitReceiptTitle(receipt) : gitUndoneTitle(undone));
    place.current?.querySelector<HTMLElement>('h2')?.focus();
  }, [receipt, undone, say]);
  if (receipt === null) return null;
  const { made } = receipt;
  const isCommits = made.type === 'commits';
  const now = !isCommits ? made.object : undone === null ? made.after : made.before;
  if (chosen !== null && chosen !== now) return null;
  const check = result?.git?.id === now ? result : receipt.check;
  const own = ownUnexpected(check, keys ?? []);
  const toTitle = () => place.current?.querySelector<HTMLElement>('h2')?.focus();
  return (
    <div ref={place} className="stack made-object">
      <NotRemembered error={notRemembered} />
      {undone !== null ? (
        <GitUndoneCard undone={undone}>
          <Button variant="default" onClick={close}>
            {t('gitReceipt.done')}
          </Button>
        </GitUndoneCard>
      ) : (
        <GitReceiptCard
          receipt={receipt}
          check={check}
          offer={own !== undefined && <ExpectOwn key={own.id} own={own} onDone={toTitle} />}
        >
          <Button variant="default" onClick={close}>
            {t('gitReceipt.done')}
          </Button>
          {isCommits && (
            <Button
              variant="default"
              leftSection={<IconArrowBackUp size={16} aria-hidden />}
              onClick={() => void undo()}
            >
              {t('gitReceipt.undo', { count: made.count })}
            </Button>
          )}
        </GitReceiptCard>
      )}
      {isCommits && published !== null && <UndoSure count={made.count} published={published} />}
    </div>
  );
}

/** A remote has the signed commits already: what bringing the old ones back then means. */
function UndoSure({ count, published }: { count: number; published: readonly string[] }) {
  const t = useWords();
  const template = useTemplates();
  const { undo, leaveUndo } = useMade.getState();
  return (
    <SecondYes
      title={t('gitReceipt.undoSure', { count })}
      yes={t('gitReceipt.undoYes', { count })}
      onNo={leaveUndo}
      onYes={() => void undo(true)}
    >
      <p>
        <Sentence template={template('gitReceipt.undoPublished', count)} params={{ branches: namesOf(published) }} />
      </p>
      <p>{t('gitReceipt.undoStays')}</p>
    </SecondYes>
  );
}
