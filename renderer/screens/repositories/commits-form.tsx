import { knownError } from '../../../shared/messages.ts';
import { ErrorWords } from '../../parts/error-words.tsx';
import { useWords } from '../../words.ts';
import { CommitsBar } from './commits-bar.tsx';
import { CommitsChanges } from './commits-changes.tsx';
import { CommitsChoice } from './commits-choice.tsx';
import { useCommits } from './commits-slice.ts';
import { GitSignAs } from './git-sign-as.tsx';
import { GitSignFrame } from './git-sign-frame.tsx';

/** Commits before they are signed anew: which ones and by whom, what that changes, and the button. */
export function CommitsForm() {
  const t = useWords();
  const problem = useCommits((commits) => commits.problem);
  const prepared = useCommits((commits) => commits.prepared);
  const { close } = useCommits.getState();
  return (
    <GitSignFrame
      id="commit-sign"
      title={t('commitSign.title')}
      help={{ anchor: 'sign-commits', name: t('help.names.signCommits') }}
      focus={prepared === null ? 'h2' : 'select'}
      problem={problem !== null && <ErrorWords error={problem} />}
      isLooking={prepared === null && problem === null}
      onClose={close}
    >
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
    </GitSignFrame>
  );
}
