import { Button } from '@mantine/core';
import { IconArrowLeft, IconSignature } from '@tabler/icons-react';
import { useEffect } from 'react';
import type { ActivityEntry } from '../../../shared/model/activity.ts';
import { AppError } from '../../../shared/error.ts';
import { isErrorCode } from '../../../shared/messages.ts';
import { call } from '../../api.ts';
import { ConfirmButton } from '../../parts/confirm-button.tsx';
import { ErrorWords } from '../../parts/error-words.tsx';
import { useJobs } from '../../parts/jobs.ts';
import { formatMoment } from '../../parts/numbers.ts';
import { ProgressPanel } from '../../parts/progress-panel.tsx';
import { ReceiptCard, ReceiptTitle } from '../../parts/receipt-card.tsx';
import { paramsOf } from '../../parts/say.ts';
import { attempt } from '../../parts/shell.ts';
import { VerdictCard } from '../../parts/verdict/verdict-card.tsx';
import { VerdictIcon } from '../../parts/verdict-mark.tsx';
import { Name, Sentence } from '../../parts/visible.tsx';
import { useTemplates, useWords } from '../../words.ts';
import { useActivity } from './activity-slice.ts';

/** What ran, newest first; an old result opens with its date and can be checked again. */
export function ActivityScreen() {
  const t = useWords();
  const entries = useActivity((state) => state.entries);
  const more = useActivity((state) => state.more);
  const selected = useActivity((state) => state.selected);
  const { load, loadMore, clear } = useActivity.getState();
  useEffect(() => void load(), [load]);
  const open = entries?.find((entry) => entry.id === selected);
  if (open !== undefined) return <Reopened entry={open} />;
  return (
    <div className="column">
      <header className="row apart">
        <h1>{t('screens.activity')}</h1>
        {entries !== null && entries.length > 0 && (
          <ConfirmButton
            label={t('activity.clear')}
            question={t('activity.clearSure')}
            yes={t('activity.clearYes')}
            onYes={() => void clear()}
          />
        )}
      </header>
      {entries !== null && entries.length === 0 && <p className="soft">{t('activity.none')}</p>}
      {entries !== null && entries.length > 0 && (
        <ul className="list-card">
          {entries.map((entry) => (
            <EntryRow key={entry.id} entry={entry} />
          ))}
        </ul>
      )}
      {more && (
        <div className="row">
          <Button variant="default" onClick={() => void loadMore()}>
            {t('activity.more')}
          </Button>
        </div>
      )}
    </div>
  );
}

function EntryRow({ entry }: { entry: ActivityEntry }) {
  const t = useWords();
  const template = useTemplates();
  const select = useActivity((state) => state.select);
  return (
    <li>
      <button
        type="button"
        className={entry.kind === 'check' ? `result-row tone-${entry.result.verdict}` : 'result-row'}
        onClick={() => select(entry.id)}
      >
        {entry.kind === 'check' ? (
          <VerdictIcon verdict={entry.result.verdict} size={22} />
        ) : (
          <IconSignature size={22} aria-hidden />
        )}
        <span className="grow">
          <span className="cut">
            {entry.kind === 'check' ? (
              <Sentence template={template(`verdict:${entry.result.case}.sentence`)} params={paramsOf(entry.result)} />
            ) : (
              <ReceiptTitle receipt={entry.receipt} />
            )}
          </span>
          <span className="cut small soft">
            {formatMoment(entry.at)} <Name value={entry.kind === 'check' ? '' : entry.receipt.folder} mono />
          </span>
        </span>
        <span className="small soft">
          {entry.kind === 'check' ? t(`verdictWord.${entry.result.verdict}`) : t('activity.signed')}
        </span>
      </button>
    </li>
  );
}

function Reopened({ entry }: { entry: ActivityEntry }) {
  const t = useWords();
  const { select, again } = useActivity.getState();
  const job = useActivity((state) => state.job);
  const state = useJobs(({ jobs }) => (job === null ? undefined : jobs[job]));
  const fresh = state?.results ?? [];
  const error = state?.done?.error;
  return (
    <div className="column">
      <div className="row apart">
        <Button variant="default" leftSection={<IconArrowLeft size={18} aria-hidden />} onClick={() => select(null)}>
          {t('activity.back')}
        </Button>
        {entry.kind === 'check' && (
          <Button variant="default" onClick={() => void again(entry.result.id)}>
            {t('activity.again')}
          </Button>
        )}
      </div>
      <h1 className="hidden-visually">{t('screens.activity')}</h1>
      {job !== null && state?.done === undefined && (
        <ProgressPanel progress={state?.progress} onCancel={() => void attempt(() => call('job.cancel', { job }))} />
      )}
      {error !== undefined && (
        <ErrorWords error={new AppError(isErrorCode(error.code) ? error.code : 'internal', error.detail)} />
      )}
      {state?.done?.outcome === 'done' && fresh.length === 0 && <p>{t('verify.nothing')}</p>}
      {fresh.map((result) => (
        <VerdictCard
          key={result.id}
          result={result}
          actions={{ again: (publisher) => void again(result.id, publisher) }}
        />
      ))}
      {fresh.length === 0 && entry.kind === 'check' && (
        <VerdictCard
          result={entry.result}
          stamp
          actions={{ again: (publisher) => void again(entry.result.id, publisher) }}
        />
      )}
      {entry.kind === 'sign' && <ReceiptCard receipt={entry.receipt} />}
    </div>
  );
}
