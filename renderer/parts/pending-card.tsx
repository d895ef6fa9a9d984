import { Button } from '@mantine/core';
import { IconClockPause } from '@tabler/icons-react';
import { useEffect } from 'react';
import type { AppError } from '../../shared/error.ts';
import { knownError } from '../../shared/messages.ts';
import type { WaitingLog } from '../../shared/model/waiting-log.ts';
import { useTemplates, useWords } from '../words.ts';
import { ConfirmButton } from './confirm-button.tsx';
import { ErrorWords } from './error-words.tsx';
import { HelpButton } from './help/help-button.tsx';
import { useJobs } from './jobs.ts';
import { formatMoment } from './numbers.ts';
import { below } from './paths.ts';
import { reasonsOf, usePending } from './pending.ts';
import { ProgressPanel } from './progress-panel.tsx';
import { useShell } from './shell.ts';
import { Name, Sentence } from './visible.tsx';

/** *Signed, not yet logged*: what waits for a log, telling it now, and forgetting it. `artifacts`: only those of one run, into `folder`. */
export function PendingCard({ artifacts, folder }: { artifacts?: readonly string[]; folder?: string }) {
  const t = useWords();
  const count = useShell((shell) => shell.status?.pending ?? 0);
  const offline = useShell((shell) => shell.settings?.offline === true);
  const { waiting, job, problem, logged } = usePending();
  const { load, logNow, settle, leave, stop } = usePending.getState();
  const state = useJobs(({ jobs }) => (job === null ? undefined : jobs[job]));
  const isDone = state?.done !== undefined;
  useEffect(() => void load(), [load, count]);
  useEffect(() => leave, [leave]);
  useEffect(() => {
    if (isDone) void settle();
  }, [isDone, settle]);
  if (waiting === null) return null;
  const shown = artifacts === undefined ? waiting : waiting.filter(({ artifact }) => artifacts.includes(artifact));
  const ready = shown.filter(({ known }) => known);
  const isOld = artifacts !== undefined && shown.length === 0;
  const { forAll, each } = reasonsOf(shown, problem);
  const failed = each ? shown.filter((one) => one.problem !== undefined).length : 0;
  if (shown.length === 0 && logged === 0 && forAll === null && !isOld) return null;
  return (
    <section className="notice pending" aria-labelledby="pending-title">
      <IconClockPause size={24} aria-hidden />
      <div className="stack grow">
        <div className="stack tight">
          <div className="row">
            <h2 id="pending-title">{t('pending.title')}</h2>
            <HelpButton topic="sigstore" anchor="not-logged" name={t('help.names.notLogged')} />
          </div>
          {shown.length > 0 && <p>{t('pending.text', { count: shown.length })}</p>}
          {isOld && logged === 0 && <p>{t('pending.settled')}</p>}
        </div>
        <div role="status" className="quiet">
          {logged > 0 && <p>{t('pending.logged', { count: logged })}</p>}
          {failed > 0 && job === null && <p>{t('pending.notLogged', { count: failed })}</p>}
        </div>
        {forAll !== null && job === null && <ErrorWords error={forAll} />}
        {job !== null && !isDone && <ProgressPanel progress={state?.progress} onCancel={stop} />}
        {ready.length > 0 && (
          <div className="row">
            <Button disabled={offline || job !== null} onClick={() => void logNow(ready.map(({ id }) => id))}>
              {t('pending.log', { count: ready.length })}
            </Button>
            {offline && <span className="small soft">{t('pending.offline')}</span>}
          </div>
        )}
        {shown.length > 0 && (
          <ul className="stack pending-list">
            {shown.map((one) => (
              <Item key={one.id} item={one} folder={folder} busy={job !== null} says={each && job === null} />
            ))}
          </ul>
        )}
      </div>
    </section>
  );
}

function Item(props: { item: WaitingLog; folder: string | undefined; busy: boolean; says: boolean }) {
  const { item, folder, busy, says } = props;
  const t = useWords();
  const template = useTemplates();
  const { forget } = usePending.getState();
  const { id, at, artifact, instance, known, problem } = item;
  const name = folder === undefined ? artifact : below(folder, artifact);
  return (
    <li className="row apart">
      <div className="pending-item">
        <Name value={name} mono />
        <p className="small soft">
          <Sentence template={template('pending.signed')} params={{ when: formatMoment(at), instance }} />
        </p>
        {!known && (
          <p className="small">
            <Sentence template={template('pending.instanceGone')} params={{ instance }} />
          </p>
        )}
        {says && known && problem !== undefined && <Reason error={knownError(problem)} />}
      </div>
      {!busy && (
        <ConfirmButton
          label={t('pending.forget')}
          question={<Sentence template={template('pending.forgetSure')} params={{ name }} />}
          yes={t('pending.forgetYes')}
          onYes={() => void forget(id)}
        />
      )}
    </li>
  );
}

/** Why one signature could not be logged, and what to do about it; the technical text one click deeper. */
function Reason({ error }: { error: AppError }) {
  const t = useWords();
  const template = useTemplates();
  const { code, detail } = error;
  const isOurs = code === 'already-exists' || code === 'not-found';
  return (
    <div className="pending-reason small">
      <p>
        <b>{isOurs ? t(`pending.why.${code}.title`) : template(`error:${code}.title`)}</b>
      </p>
      <p>{isOurs ? t(`pending.why.${code}.advice`) : template(`error:${code}.advice`)}</p>
      {detail !== '' && (
        <details>
          <summary className="soft">{t('common.technical')}</summary>
          <Name value={detail} mono />
        </details>
      )}
    </div>
  );
}
