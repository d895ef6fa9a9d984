import { Button } from '@mantine/core';
import type { GitSetupPlan } from '../../../shared/model/git-setup.ts';
import { useWords } from '../../words.ts';
import { GitCommands } from './git-form.tsx';
import { useGitSetup } from './git-slice.ts';

/** What undoing would run, and a second yes. */
export function GitUndo({ plan }: { plan: GitSetupPlan }) {
  const t = useWords();
  const busy = useGitSetup((git) => git.busy);
  const { undo, leaveUndo } = useGitSetup.getState();
  const isNothing = plan.commands.length === 0;
  return (
    <div className="stack tight" role="group" aria-label={t('gitSetup.undo')}>
      {isNothing ? <p>{t('gitSetup.undoNothing')}</p> : <GitCommands title={t('gitSetup.undoSure')} plan={plan} />}
      <div className="row">
        <Button loading={busy} onClick={() => void undo()}>
          {t('gitSetup.undoYes')}
        </Button>
        <Button variant="default" autoFocus onClick={leaveUndo}>
          {t('common.no')}
        </Button>
      </div>
    </div>
  );
}
