import { Button } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { knownError } from '../../../shared/messages.ts';
import { ErrorWords } from '../../parts/error-words.tsx';
import { HelpButton } from '../../parts/help/help-button.tsx';
import { useWords } from '../../words.ts';
import { CommitsBar } from './commits-bar.tsx';
import { CommitsChanges } from './commits-changes.tsx';
import { CommitsChoice } from './commits-choice.tsx';
import { useCommits } from './commits-slice.ts';
import { GitSignAs } from './git-sign-as.tsx';

/** Commits before they are signed anew: which ones and by whom, what that changes, and the button. */
export function CommitsForm() {
  const t = useWords();
  const problem = useCommits((commits) => commits.problem);
  const prepared = useCommits((commits) => commits.prepared);
  const { close } = useCommits.getState();
  const form = useRef<HTMLElement>(null);
  const isThere = prepared !== null;
  useEffect(() => {
    form.current?.querySelector<HTMLElement>(isThere ? 'select' : 'h2')?.focus();
  }, [isThere]);
  return (
    <section ref={form} className="card stack git-sign" aria-labelledby="commit-sign">
      <header className="row apart">
        <div className="row">
          <h2 id="commit-sign" tabIndex={-1}>
            {t('commitSign.title')}
          </h2>
          <HelpButton topic="repositories" anchor="sign-commits" name={t('help.names.signCommits')} />
        </div>
        <Button variant="default" onClick={close}>
          {t('gitSign.close')}
        </Button>
      </header>
      {problem !== null && <ErrorWords error={problem} />}
      {prepared === null && problem === null && (
        <p className="soft" role="status">
          {t('gitSign.looking')}
        </p>
      )}
      {prepared !== null && (
        <>
          <div className="deck-choices">
            <CommitsChoice prepared={prepared} />
            <GitSignAs />
          </div>
          {prepared.refused !== undefined && <ErrorWords error={knownError(prepared.refused)} />}
          {prepared.plan !== undefined && problem === null && <CommitsChanges plan={prepared.plan} />}
          <CommitsBar />
        </>
      )}
    </section>
  );
}
