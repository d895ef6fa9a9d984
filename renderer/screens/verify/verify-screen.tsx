import { Button, NativeSelect } from '@mantine/core';
import { IconFilePlus, IconFolderPlus, IconRefresh, IconShieldSearch } from '@tabler/icons-react';
import { useEffect } from 'react';
import type { CheckResult } from '../../../shared/model/result.ts';
import { knownError } from '../../../shared/messages.ts';
import { Empty } from '../../parts/empty.tsx';
import { useErrand } from '../../parts/errand.ts';
import { ErrorWords } from '../../parts/error-words.tsx';
import { useJobs } from '../../parts/jobs.ts';
import { useKnown } from '../../parts/known.ts';
import { NotRemembered } from '../../parts/not-remembered.tsx';
import { ProgressPanel } from '../../parts/progress-panel.tsx';
import { visibleText } from '../../../shared/visible-text.ts';
import { type CardActions, VerdictCard } from '../../parts/verdict/verdict-card.tsx';
import { useWords } from '../../words.ts';
import { useLater } from '../../parts/later.ts';
import { ResultList } from './result-list.tsx';
import { useVerify } from './verify-slice.ts';
import { HelpButton } from '../../parts/help/help-button.tsx';

/** Drop, then read: the screen that opens first. */
export function VerifyScreen() {
  const job = useVerify((verify) => verify.job);
  const errand = useErrand(({ errand: open }) => (open?.what === 'check-files' ? open : null));
  useEffect(() => {
    if (errand === null) return;
    useErrand.getState().drop();
    useVerify.getState().clear();
    void useVerify.getState().take({ files: [errand.folder], asFiles: true });
  }, [errand]);
  return job === null ? <NothingDropped /> : <OpenCheck job={job} />;
}

function NothingDropped() {
  const t = useWords();
  const choose = useVerify((verify) => verify.choose);
  return (
    <div className="column">
      <Empty icon={IconShieldSearch} title={t('verify.emptyTitle')} text={t('verify.emptyText')} framed>
        <div className="row">
          <Button leftSection={<IconFilePlus size={18} aria-hidden />} onClick={() => void choose('files')}>
            {t('verify.chooseFiles')}
          </Button>
          <Button
            variant="default"
            leftSection={<IconFolderPlus size={18} aria-hidden />}
            onClick={() => void choose('folder')}
          >
            {t('verify.chooseFolder')}
          </Button>
          <HelpButton topic="check-a-download" />
        </div>
        <ol className="three-steps small">
          {(['fetch', 'drop', 'read'] as const).map((step) => (
            <li key={step}>
              <b>{t(`verify.steps.${step}.title`)}</b>
              <span className="soft">{t(`verify.steps.${step}.text`)}</span>
            </li>
          ))}
        </ol>
      </Empty>
    </div>
  );
}

const NONE: CheckResult[] = [];

/** What a card can ask of this screen; one object for good, so that a card is not drawn again for it. */
const ACTIONS: Required<Omit<CardActions, 'askLog'>> = {
  again: (publisher?: string) => void useVerify.getState().again(publisher),
  add: () => void useVerify.getState().add(),
  renew: () => void useVerify.getState().renew(),
};

function OpenCheck({ job }: { job: string }) {
  const t = useWords();
  const results = useJobs(({ jobs }) => jobs[job]?.results ?? NONE);
  const done = useJobs(({ jobs }) => jobs[job]?.done);
  const notRemembered = useJobs(({ jobs }) => jobs[job]?.notRemembered);
  const error = done?.error;
  return (
    <div className={results.length > 1 ? 'column broad' : 'column'}>
      <Head results={results} />
      {done === undefined && <Progress job={job} />}
      {done?.outcome === 'cancelled' && (
        <Ended
          title={t('verify.cancelled')}
          text={t(results.length > 0 ? 'verify.cancelledSome' : 'verify.cancelledNone')}
          again={ACTIONS.again}
        />
      )}
      {error !== undefined && <ErrorWords error={knownError(error)} />}
      <NotRemembered error={notRemembered} />
      {error !== undefined && <Again again={ACTIONS.again} />}
      {error === undefined && results.length === 0 && done?.outcome === 'done' && (
        <Ended title={t('verify.nothingTitle')} text={t('verify.nothing')} />
      )}
      {results.length === 1 && results[0] !== undefined && <OnlyCard result={results[0]} />}
      {results.length > 1 && <ResultList key={job} results={results} actions={ACTIONS} />}
    </div>
  );
}

function OnlyCard({ result }: { result: CheckResult }) {
  const read = useLater(result);
  return read !== null && <VerdictCard result={read} actions={ACTIONS} />;
}

/** Apart from the results, because it changes far more often than they do. */
function Progress({ job }: { job: string }) {
  const progress = useJobs(({ jobs }) => jobs[job]?.progress);
  const cancel = useVerify((verify) => verify.cancel);
  return <ProgressPanel progress={progress} onCancel={cancel} />;
}

/** A check that ended without saying all that it was asked. */
function Ended({ title, text, again }: { title: string; text: string; again?: () => void }) {
  return (
    <section className="card stack tight">
      <h2>{title}</h2>
      <p>{text}</p>
      {again !== undefined && <Again again={again} />}
    </section>
  );
}

function Again({ again }: { again: () => void }) {
  const t = useWords();
  return (
    <div className="row">
      <Button variant="default" leftSection={<IconRefresh size={16} aria-hidden />} onClick={() => again()}>
        {t('verify.checkAgain')}
      </Button>
    </div>
  );
}

function Head({ results }: { results: readonly CheckResult[] }) {
  const t = useWords();
  const { clear, add, again } = useVerify.getState();
  const publisher = useVerify((verify) => verify.publisher);
  const publishers = useKnown((known) => known.publishers);
  const load = useKnown((known) => known.loadPublishers);
  useEffect(() => void load(), [load]);
  const recognised = [...new Set(results.map((result) => result.publisher))];
  const [only] = recognised;
  return (
    <header className="row apart">
      <h1 className="hidden-visually">{t('screens.verify')}</h1>
      <div className="row">
        <Button variant="default" onClick={clear}>
          {t('verify.newCheck')}
        </Button>
        <Button variant="default" onClick={() => void add()}>
          {t('verify.addFiles')}
        </Button>
      </div>
      {publishers !== null && publishers.length > 0 && (
        <label className="row small">
          {t('verify.publisher')}
          <NativeSelect
            size="xs"
            aria-label={t('verify.publisher')}
            value={publisher ?? ''}
            onChange={(event) => void again(event.currentTarget.value || null)}
            data={[
              {
                value: '',
                label:
                  publisher === undefined && only !== undefined && recognised.length === 1
                    ? visibleText(t('verify.publisherRecognised', { publisher: only }))
                    : t('verify.publisherUnsaid'),
              },
              ...publishers.map(({ name }) => ({ value: name, label: visibleText(name) })),
            ]}
          />
        </label>
      )}
    </header>
  );
}
