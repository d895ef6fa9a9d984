import type { ReactNode } from 'react';
import type { GitUndone } from '../../shared/model/git-undone.ts';
import { refName } from '../../shared/signer-name.ts';
import { useTemplates, useWords } from '../words.ts';
import { Command } from './git-receipt-card.tsx';
import { say } from './say.ts';
import { Value, ValueList } from './verdict/value-list.tsx';
import { Sentence } from './visible.tsx';

/** So many branches are named. */
const MOST_NAMED = 5;

/** The names of branches in one line. */
export function namesOf(branches: readonly string[]): string {
  return [...branches.slice(0, MOST_NAMED), ...(branches.length > MOST_NAMED ? ['…'] : [])].join(', ');
}

/** That the old commits are back, in one sentence. */
export function GitUndoneTitle({ undone: { ref, count } }: { undone: GitUndone }) {
  const template = useTemplates();
  return <Sentence template={template('gitReceipt.undone', count)} params={{ branch: refName(ref) }} />;
}

/** The same as plain text, for the live region. */
export function gitUndoneTitle({ ref, count }: GitUndone): string {
  return say('gitReceipt.undone', { branch: refName(ref), count });
}

/** Old commits that are back in place of those that were signed: where, since when, and how to have the signed ones again. */
export function GitUndoneCard({ undone, children }: { undone: GitUndone; children?: ReactNode }) {
  const t = useWords();
  const template = useTemplates();
  const { at, repository, ref, before, after, count, restore, published, push } = undone;
  return (
    <article className="card stack git-undone">
      <header className="stack tight">
        <h2 tabIndex={-1}>
          <GitUndoneTitle undone={undone} />
        </h2>
        <p className="small soft">
          <Sentence template={template('gitReceipt.undoneWhen')} params={{ signedAt: at, repository }} />
        </p>
      </header>
      <p>{t('gitReceipt.undoneText', { count })}</p>
      {published.length > 0 && (
        <p>
          <Sentence
            template={template('gitReceipt.undonePublished', count)}
            params={{ branches: namesOf(published) }}
          />
        </p>
      )}
      {push !== undefined && <Command words={t('gitReceipt.undonePush', { count })} command={push} />}
      <Command words={t('gitReceipt.undoneRestore', { count })} command={restore} />
      <ValueList>
        <Value name={t('gitReceipt.branch')} value={refName(ref)} />
        <Value name={t('gitReceipt.after')} value={before} mono />
        <Value name={t('gitReceipt.before')} value={after} mono />
      </ValueList>
      {children !== undefined && <div className="row">{children}</div>}
    </article>
  );
}
