import { Button } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { refName } from '../../../shared/signer-name.ts';
import { GitReceiptCard, gitReceiptTitle } from '../../parts/git-receipt-card.tsx';
import { useKeysWhere } from '../../parts/known.ts';
import { NotRemembered } from '../../parts/not-remembered.tsx';
import { say as saying } from '../../parts/say.ts';
import { useShell } from '../../parts/shell.ts';
import { Sentence } from '../../parts/visible.tsx';
import { useTemplates, useWords } from '../../words.ts';
import { ExpectOwn, ownUnexpected } from './expect-own.tsx';
import { useMade } from './made-slice.ts';
import { useRepositories } from './repositories-slice.ts';

/** What was just signed and what is left to do with it, beside its row until it is closed or another row is chosen. */
export function MadeObject() {
  const t = useWords();
  const receipt = useMade((made) => made.receipt);
  const isUndone = useMade((made) => made.isUndone);
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
    const { made } = receipt;
    const isBack = isUndone && made.type === 'commits';
    say(
      isBack ? saying('gitReceipt.undone', { branch: refName(made.ref), count: made.count }) : gitReceiptTitle(receipt),
    );
    place.current?.querySelector<HTMLElement>('h2')?.focus();
  }, [receipt, isUndone, say]);
  if (receipt === null) return null;
  const { made } = receipt;
  const isCommits = made.type === 'commits';
  const now = !isCommits ? made.object : isUndone ? made.before : made.after;
  if (chosen !== null && chosen !== now) return null;
  const check = result?.git?.id === now ? result : receipt.check;
  const own = ownUnexpected(check, keys ?? []);
  const toTitle = () => place.current?.querySelector<HTMLElement>('h2')?.focus();
  return (
    <div ref={place} className="stack made-object">
      <NotRemembered error={notRemembered} />
      {isCommits && isUndone ? (
        <Undone branch={refName(made.ref)} count={made.count} />
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
    </div>
  );
}

/** The old commits are back. */
function Undone({ branch, count }: { branch: string; count: number }) {
  const t = useWords();
  const template = useTemplates();
  const { close } = useMade.getState();
  return (
    <article className="card stack git-undone">
      <h2 tabIndex={-1}>
        <Sentence template={template('gitReceipt.undone', count)} params={{ branch }} />
      </h2>
      <p>{t('gitReceipt.undoneText', { count })}</p>
      <div className="row">
        <Button variant="default" onClick={close}>
          {t('gitReceipt.done')}
        </Button>
      </div>
    </article>
  );
}
