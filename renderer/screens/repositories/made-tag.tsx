import { Button } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { GitReceiptCard, gitReceiptTitle } from '../../parts/git-receipt-card.tsx';
import { NotRemembered } from '../../parts/not-remembered.tsx';
import { useShell } from '../../parts/shell.ts';
import { useWords } from '../../words.ts';
import { useRepositories } from './repositories-slice.ts';
import { useTag } from './tag-slice.ts';

/** What was just signed and what is left to do with it, beside its row until it is closed or another row is chosen. */
export function MadeTag() {
  const t = useWords();
  const receipt = useTag((tag) => tag.receipt);
  const notRemembered = useTag((tag) => tag.notRemembered);
  const chosen = useRepositories(({ chosen: at, lists }) => (at === null ? null : lists[at.list].rows[at.index]?.id));
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
  return (
    <div ref={place} className="stack made-tag">
      <NotRemembered error={notRemembered} />
      <GitReceiptCard receipt={receipt}>
        <Button variant="default" onClick={closeReceipt}>
          {t('gitReceipt.done')}
        </Button>
      </GitReceiptCard>
    </div>
  );
}
