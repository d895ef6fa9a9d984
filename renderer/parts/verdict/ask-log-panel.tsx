import { Button, Progress as Bar } from '@mantine/core';
import type { CheckResult } from '../../../shared/model/result.ts';
import { call } from '../../api.ts';
import { useTemplates, useWords } from '../../words.ts';
import { ErrorWords } from '../error-words.tsx';
import { HelpButton } from '../help/help-button.tsx';
import { useLogAsking } from '../log-asking.ts';
import { paramsOf } from '../say.ts';
import { attempt, useShell } from '../shell.ts';
import { Sentence } from '../visible.tsx';
import type { CardActions } from './verdict-card.tsx';

/** Says what a log learns by being asked, and asks it on a click only. */
export function AskLogPanel({ result, actions }: { result: CheckResult; actions: CardActions }) {
  const t = useWords();
  const template = useTemplates();
  const offline = useShell((shell) => shell.settings?.offline === true);
  const asking = useLogAsking(({ asked }) => asked[result.id]);
  return (
    <div className="stack">
      <p>
        <Sentence template={template('askLog.tells')} params={paramsOf(result)} />{' '}
        <HelpButton topic="repositories" anchor="log" name={t('help.names.askLog')} />
      </p>
      <p className="small soft">{t('askLog.nothingElse')}</p>
      {asking === undefined || asking.is === 'ended' ? (
        <>
          {offline && <p>{t('lookUp.offline')}</p>}
          {asking?.error !== undefined && <ErrorWords error={asking.error} />}
          <div className="row">
            <Button variant="default" disabled={offline} onClick={() => actions.askLog?.()}>
              {t('askLog.do')}
            </Button>
          </div>
        </>
      ) : (
        <div className="stack tight" role="status">
          <p>{t('askLog.asking')}</p>
          <Bar.Root size={8}>
            <Bar.Section value={100} animated aria-label={t('askLog.asking')} />
          </Bar.Root>
          <div className="row">
            <Button
              variant="default"
              disabled={asking.is === 'starting'}
              onClick={() => {
                if (asking.is === 'asking') void attempt(() => call('job.cancel', { job: asking.job }));
              }}
            >
              {t('common.cancel')}
            </Button>
          </div>
        </div>
      )}
    </div>
  );
}
