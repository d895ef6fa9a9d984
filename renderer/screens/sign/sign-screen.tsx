import { Button } from '@mantine/core';
import { IconFilePlus, IconFolderPlus, IconKey, IconSignature } from '@tabler/icons-react';
import { useEffect } from 'react';
import { AppError } from '../../../shared/error.ts';
import { isErrorCode } from '../../../shared/messages.ts';
import { ErrorWords } from '../../parts/error-words.tsx';
import { useJobs } from '../../parts/jobs.ts';
import { useKnown } from '../../parts/known.ts';
import { NotRemembered } from '../../parts/not-remembered.tsx';
import { ProgressPanel } from '../../parts/progress-panel.tsx';
import { useShell } from '../../parts/shell.ts';
import { useWords } from '../../words.ts';
import { FileList } from './file-list.tsx';
import { Options } from './options.tsx';
import { Preview } from './preview.tsx';
import { ReceiptCard } from '../../parts/receipt-card.tsx';
import { SignAs } from './sign-as.tsx';
import { SignBar } from './sign-bar.tsx';
import { useSign } from './sign-slice.ts';

/** What was dropped at the left, what will be written at the right, and one button that says what it does. */
export function SignScreen() {
  const t = useWords();
  const job = useSign((sign) => sign.job);
  const files = useSign((sign) => sign.files);
  const keys = useKnown((known) => known.keys);
  const load = useKnown((known) => known.loadKeys);
  useEffect(() => void load(), [load]);
  if (job !== null) return <Running job={job} />;
  if (keys !== null && !keys.some((key) => key.canSign && key.secret !== 'none')) return <NoKey />;
  if (files.length === 0) return <Empty />;
  return (
    <div className="column broad">
      <h1>{t('sign.title')}</h1>
      <div className="two">
        <FileList />
        <div className="stack wide">
          <SignAs />
          <Options />
          <Preview />
        </div>
      </div>
      <SignBar />
    </div>
  );
}

function Empty() {
  const t = useWords();
  const choose = useSign((sign) => sign.choose);
  return (
    <div className="column">
      <section className="empty" aria-labelledby="sign-title">
        <IconSignature size={56} stroke={1.25} aria-hidden />
        <div className="stack tight">
          <h1 id="sign-title">{t('sign.emptyTitle')}</h1>
          <p className="soft">{t('sign.emptyText')}</p>
        </div>
        <div className="row">
          <Button leftSection={<IconFolderPlus size={18} aria-hidden />} onClick={() => void choose('folder')}>
            {t('verify.chooseFolder')}
          </Button>
          <Button
            variant="default"
            leftSection={<IconFilePlus size={18} aria-hidden />}
            onClick={() => void choose('files')}
          >
            {t('verify.chooseFiles')}
          </Button>
        </div>
      </section>
    </div>
  );
}

function NoKey() {
  const t = useWords();
  const go = useShell((shell) => shell.go);
  return (
    <div className="column">
      <section className="empty" aria-labelledby="no-key-title">
        <IconKey size={56} stroke={1.25} aria-hidden />
        <div className="stack tight">
          <h1 id="no-key-title">{t('sign.noKeyTitle')}</h1>
          <p className="soft">{t('sign.noKeyText')}</p>
        </div>
        <Button onClick={() => go('keys')}>{t('sign.makeKey')}</Button>
      </section>
    </div>
  );
}

function Running({ job }: { job: string }) {
  const t = useWords();
  const state = useJobs(({ jobs }) => jobs[job]);
  const { cancel, clear } = useSign.getState();
  const say = useShell((shell) => shell.say);
  const done = state?.done;
  useEffect(() => {
    if (done?.receipt !== undefined) say(t('receipt.title', { count: done.receipt.files.length }));
  }, [done, say, t]);
  if (done === undefined) {
    return (
      <div className="column">
        <h1>{t('sign.running')}</h1>
        <ProgressPanel progress={state?.progress} onCancel={cancel} />
      </div>
    );
  }
  const { error } = done;
  return (
    <div className="column">
      {error !== undefined && (
        <ErrorWords error={new AppError(isErrorCode(error.code) ? error.code : 'internal', error.detail)} />
      )}
      <NotRemembered state={state} />
      {done.receipt !== undefined && <ReceiptCard receipt={done.receipt} />}
      {done.receipt === undefined && done.outcome === 'cancelled' && <p>{t('sign.cancelled')}</p>}
      <div className="row">
        {(done.receipt === undefined || done.receipt.cancelled || done.receipt.failed.length > 0) && (
          <Button onClick={() => useSign.setState({ job: null })}>{t('sign.back')}</Button>
        )}
        <Button variant="default" onClick={clear}>
          {t('sign.more')}
        </Button>
      </div>
    </div>
  );
}
