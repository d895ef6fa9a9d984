import { Button, NativeSelect, TextInput } from '@mantine/core';
import { IconArrowBackUp, IconArrowLeft, IconHistory, IconSignature } from '@tabler/icons-react';
import { useEffect, useMemo, useRef } from 'react';
import type { ActivityEntry } from '../../../shared/model/activity.ts';
import { knownError } from '../../../shared/messages.ts';
import { call } from '../../api.ts';
import { ConfirmButton } from '../../parts/confirm-button.tsx';
import { Empty } from '../../parts/empty.tsx';
import { ErrorWords } from '../../parts/error-words.tsx';
import { GitReceiptCard, GitReceiptTitle } from '../../parts/git-receipt-card.tsx';
import { GitUndoneCard, GitUndoneTitle } from '../../parts/git-undone-card.tsx';
import { useJobs } from '../../parts/jobs.ts';
import { useKeysWhere } from '../../parts/known.ts';
import { formatMoment } from '../../parts/numbers.ts';
import { PendingCard } from '../../parts/pending-card.tsx';
import { ProgressPanel } from '../../parts/progress-panel.tsx';
import { ReceiptCard, ReceiptTitle } from '../../parts/receipt-card.tsx';
import { paramsOf } from '../../parts/say.ts';
import { attempt, useShell } from '../../parts/shell.ts';
import { caseWords } from '../../parts/verdict/case-words.ts';
import { VerdictCard } from '../../parts/verdict/verdict-card.tsx';
import { VerdictIcon } from '../../parts/verdict-mark.tsx';
import { Name, Sentence } from '../../parts/visible.tsx';
import { useTemplates, useWords } from '../../words.ts';
import { VERDICTS } from '../../../shared/verdicts.ts';
import { useActivity } from './activity-slice.ts';
import { matches } from './search.ts';

const WANTED = ['all', ...VERDICTS, 'signed'] as const;

/** What ran, newest first; an old result opens with its date and can be checked again. */
export function ActivityScreen() {
  const entries = useActivity((state) => state.entries);
  const selected = useActivity((state) => state.selected);
  const { load } = useActivity.getState();
  const list = useRef<HTMLDivElement>(null);
  const before = useRef(selected);
  useEffect(() => void load(), [load]);
  useEffect(() => {
    // The focus follows into what was opened, and comes back to where it was.
    if (before.current !== null && selected === null)
      list.current?.querySelector<HTMLElement>(`[data-entry="${CSS.escape(before.current)}"]`)?.focus();
    before.current = selected;
  }, [selected]);
  const open = entries?.find((entry) => entry.id === selected);
  if (open !== undefined) return <Reopened key={open.id} entry={open} />;
  return (
    <div className="column" ref={list}>
      <Head />
      <PendingCard />
      {entries !== null && entries.length === 0 && <Nothing />}
      {entries !== null && entries.length > 0 && <Entries entries={entries} />}
    </div>
  );
}

function Head() {
  const t = useWords();
  const some = useActivity((state) => (state.entries?.length ?? 0) > 0);
  const { clear } = useActivity.getState();
  return (
    <header className="row apart">
      <h1>{t('screens.activity')}</h1>
      {some && (
        <ConfirmButton
          label={t('activity.clear')}
          question={t('activity.clearSure')}
          yes={t('activity.clearYes')}
          onYes={() => void clear()}
        />
      )}
    </header>
  );
}

function Nothing() {
  const t = useWords();
  const go = useShell((shell) => shell.go);
  return (
    <Empty icon={IconHistory} title={t('activity.none')} text={t('activity.noneText')} level={2}>
      <div className="row">
        <Button onClick={() => go('verify')}>{t('activity.toVerify')}</Button>
        <Button variant="default" onClick={() => go('sign')}>
          {t('activity.toSign')}
        </Button>
      </div>
    </Empty>
  );
}

function Entries({ entries }: { entries: readonly ActivityEntry[] }) {
  const t = useWords();
  const { wanted, query, limit, more } = useActivity();
  const { find, showMore } = useActivity.getState();
  const keys = useKeysWhere(entries.some(({ kind }) => kind !== 'check'));
  const found = useMemo(
    () => entries.filter((entry) => matches(entry, wanted, query, keys)),
    [entries, wanted, query, keys],
  );
  return (
    <>
      <div className="row activity-find" role="search">
        <TextInput
          className="grow"
          type="search"
          label={t('activity.find')}
          value={query}
          onChange={(event) => void find(wanted, event.currentTarget.value)}
        />
        <NativeSelect
          label={t('activity.show')}
          value={wanted}
          onChange={({ currentTarget: { value } }) => void find(WANTED.find((one) => one === value) ?? 'all', query)}
          data={WANTED.map((value) => ({
            value,
            label: value === 'all' || value === 'signed' ? t(`activity.wanted.${value}`) : t(`verdictWord.${value}`),
          }))}
        />
      </div>
      {found.length === 0 && !more && <p className="soft">{t('activity.noneFound')}</p>}
      {found.length > 0 && (
        <ul className="list-card">
          {found.slice(0, limit).map((entry) => (
            <EntryRow key={entry.id} entry={entry} />
          ))}
        </ul>
      )}
      {(more || found.length > limit) && (
        <div className="row">
          <Button variant="default" onClick={() => void showMore()}>
            {t('activity.more')}
          </Button>
        </div>
      )}
    </>
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
        data-entry={entry.id}
        onClick={() => select(entry.id)}
      >
        {entry.kind === 'check' ? (
          <VerdictIcon verdict={entry.result.verdict} size={22} />
        ) : entry.kind === 'undo-git' ? (
          <IconArrowBackUp size={22} aria-hidden />
        ) : (
          <IconSignature size={22} aria-hidden />
        )}
        <span className="grow">
          <span className="block">
            {entry.kind === 'check' ? (
              <Sentence template={template(caseWords(entry.result, 'sentence'))} params={paramsOf(entry.result)} />
            ) : (
              <SignedTitle entry={entry} />
            )}
          </span>
          <span className="block small soft">
            {formatMoment(entry.at)} <Name value={entry.kind === 'check' ? '' : placeOf(entry)} mono />
          </span>
        </span>
        <span className="small soft">
          {entry.kind === 'check'
            ? t(`verdictWord.${entry.result.verdict}`)
            : t(`activity.outcome.${outcomeOf(entry)}`)}
        </span>
      </button>
    </li>
  );
}

type Signed = Exclude<ActivityEntry, { kind: 'check' }>;

function SignedTitle({ entry }: { entry: Signed }) {
  if (entry.kind === 'undo-git') return <GitUndoneTitle undone={entry.undone} />;
  return entry.kind === 'sign' ? <ReceiptTitle receipt={entry.receipt} /> : <GitReceiptTitle receipt={entry.receipt} />;
}

function placeOf(entry: Signed): string {
  if (entry.kind === 'undo-git') return entry.undone.repository;
  return entry.kind === 'sign' ? entry.receipt.folder : entry.receipt.repository;
}

function outcomeOf(entry: Signed): 'stopped' | 'partly' | 'pending' | 'signed' | 'takenBack' {
  if (entry.kind !== 'sign') return entry.kind === 'undo-git' ? 'takenBack' : 'signed';
  const { cancelled, failed, pending = [] } = entry.receipt;
  if (cancelled) return 'stopped';
  if (failed.length > 0) return 'partly';
  return pending.length > 0 ? 'pending' : 'signed';
}

function Reopened({ entry }: { entry: ActivityEntry }) {
  const t = useWords();
  const { select, again } = useActivity.getState();
  const job = useActivity((state) => state.job);
  const state = useJobs(({ jobs }) => (job === null ? undefined : jobs[job]));
  const fresh = state?.results ?? [];
  const column = useRef<HTMLDivElement>(null);
  useEffect(() => column.current?.querySelector<HTMLElement>('button')?.focus(), []);
  const error = state?.done?.error;
  return (
    <div className="column" ref={column}>
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
      {error !== undefined && <ErrorWords error={knownError(error)} />}
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
      {entry.kind === 'sign-git' && <GitReceiptCard receipt={entry.receipt} />}
      {entry.kind === 'undo-git' && <GitUndoneCard undone={entry.undone} />}
    </div>
  );
}
