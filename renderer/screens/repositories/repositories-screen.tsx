import { Button } from '@mantine/core';
import { IconFolderOpen, IconGitBranch, IconRefresh } from '@tabler/icons-react';
import { useEffect } from 'react';
import { knownError } from '../../../shared/messages.ts';
import { Empty } from '../../parts/empty.tsx';
import { useErrand } from '../../parts/errand.ts';
import { ErrorWords } from '../../parts/error-words.tsx';
import { HelpButton } from '../../parts/help/help-button.tsx';
import { useJobs } from '../../parts/jobs.ts';
import { NotRemembered } from '../../parts/not-remembered.tsx';
import { useWords } from '../../words.ts';
import { AuditPanel } from './audit-panel.tsx';
import { useAudit } from './audit-slice.ts';
import { CommitsForm } from './commits-form.tsx';
import { CommitsRun } from './commits-run.tsx';
import { useCommits } from './commits-slice.ts';
import { ObjectLists } from './object-lists.tsx';
import { Reading } from './reading.tsx';
import { RepositoryHead } from './repository-head.tsx';
import { TagForm } from './tag-form.tsx';
import { TagRun } from './tag-run.tsx';
import { useTag } from './tag-slice.ts';
import { useRepositories } from './repositories-slice.ts';

/** Which tags and commits of a repository are signed, by whom, and whether that is who it should be. */
export function RepositoriesScreen() {
  const job = useRepositories((state) => state.job);
  const errand = useErrand(({ errand: open }) => (open?.what === 'open-repository' ? open : null));
  useEffect(() => {
    if (errand === null) return;
    useErrand.getState().drop();
    void useRepositories.getState().take([errand.folder], true);
  }, [errand]);
  return job === null ? <NothingOpen /> : <Open job={job} />;
}

function NothingOpen() {
  const t = useWords();
  const { choose } = useRepositories.getState();
  return (
    <div className="column">
      <Empty icon={IconGitBranch} title={t('repositories.emptyTitle')} text={t('repositories.emptyText')} framed>
        <div className="row">
          <Button leftSection={<IconFolderOpen size={18} aria-hidden />} onClick={() => void choose()}>
            {t('repositories.choose')}
          </Button>
          <HelpButton topic="repositories" />
        </div>
        <ol className="three-steps small">
          {(['clone', 'drop', 'read'] as const).map((step) => (
            <li key={step}>
              <b>{t(`repositories.steps.${step}.title`)}</b>
              <span className="soft">{t(`repositories.steps.${step}.text`)}</span>
            </li>
          ))}
        </ol>
      </Empty>
    </div>
  );
}

function Open({ job }: { job: string }) {
  const t = useWords();
  const done = useJobs(({ jobs }) => jobs[job]?.done);
  const notRemembered = useJobs(({ jobs }) => jobs[job]?.notRemembered);
  const isOpen = useRepositories(({ facts }) => facts !== null);
  const isTagging = useTag((tag) => tag.isOpen);
  const tagJob = useTag((tag) => tag.job);
  const isSigningCommits = useCommits((commits) => commits.isOpen);
  const commitsJob = useCommits((commits) => commits.job);
  const isAudited = useAudit((audit) => audit.isOpen);
  const { again } = useRepositories.getState();
  const error = done?.error;
  return (
    <div className="column broad">
      <RepositoryHead />
      {done === undefined && <Reading job={job} />}
      {done?.outcome === 'cancelled' && (
        <section className="card row apart">
          <p>{t('repositories.cancelled')}</p>
          <Button variant="default" leftSection={<IconRefresh size={16} aria-hidden />} onClick={() => void again()}>
            {t('repositories.again')}
          </Button>
        </section>
      )}
      {error !== undefined && <ErrorWords error={knownError(error)} />}
      <NotRemembered error={notRemembered} />
      {isTagging && (tagJob === null ? <TagForm /> : <TagRun job={tagJob} />)}
      {isSigningCommits && (commitsJob === null ? <CommitsForm /> : <CommitsRun job={commitsJob} />)}
      {isOpen &&
        !isTagging &&
        !isSigningCommits &&
        (isAudited ? <AuditPanel /> : <ObjectLists key={job} isDone={done?.outcome === 'done'} />)}
    </div>
  );
}
