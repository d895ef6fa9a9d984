import { Button } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { GitReceiptCard, gitReceiptTitle } from '../../parts/git-receipt-card.tsx';
import { useKeysWhere } from '../../parts/known.ts';
import { NotRemembered } from '../../parts/not-remembered.tsx';
import { useShell } from '../../parts/shell.ts';
import { useWords } from '../../words.ts';
import { ExpectOwn, ownUnexpected } from './expect-own.tsx';
import { useRepositories } from './repositories-slice.ts';
import { useTag } from './tag-slice.ts';

/** What was just signed and what is left to do with it, beside its row until it is closed or another row is chosen. */
export function MadeTag() {
  const t = useWords();
  const receipt = useTag((tag) => tag.receipt);
  const notRemembered = useTag((tag) => tag.notRemembered);
  // A list that is read again has no rows for a moment: that is no other choice.
  const chosen = useRepositories(({ chosen: at, lists }) => (at && lists[at.list].rows[at.index]?.id) ?? null);
  const result = useRepositories((state) => state.result);
  const keys = useKeysWhere(receipt !== null);
  const { closeReceipt } = useTag.getState();
  const say = useShell((shell) => shell.say);
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (receipt === null) return;
    say(gitReceiptTitle(receipt));
    place.current?.querySelector<HTMLElement>('h2')?.focus();
  }, [receipt, say]);
  if (receipt === null) return null;
  const made = receipt.made.type === 'tag' ? receipt.made.object : receipt.made.after;
  if (chosen !== null && chosen !== made) return null;
  const check = result?.git?.id === made ? result : receipt.check;
  const own = ownUnexpected(check, keys ?? []);
  const back = () => place.current?.querySelector<HTMLElement>('h2')?.focus();
  return (
    <div ref={place} className="stack made-tag">
      <NotRemembered error={notRemembered} />
      <GitReceiptCard
        receipt={receipt}
        check={check}
        offer={own !== undefined && <ExpectOwn key={own.id} own={own} onDone={back} />}
      >
        <Button variant="default" onClick={closeReceipt}>
          {t('gitReceipt.done')}
        </Button>
      </GitReceiptCard>
    </div>
  );
}
