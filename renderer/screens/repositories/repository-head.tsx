import { Button, NativeSelect } from '@mantine/core';
import { IconFolderOpen, IconRefresh, IconReportSearch } from '@tabler/icons-react';
import { useEffect } from 'react';
import { visibleText } from '../../../shared/visible-text.ts';
import { useErrand } from '../../parts/errand.ts';
import { HelpButton } from '../../parts/help/help-button.tsx';
import { useJobs } from '../../parts/jobs.ts';
import { useKnown } from '../../parts/known.ts';
import { Name } from '../../parts/visible.tsx';
import { useWords } from '../../words.ts';
import { useAudit } from './audit-slice.ts';
import { useIsSigning } from './is-signing.ts';
import { useRepositories } from './repositories-slice.ts';
import { SignCommitsButton } from './sign-commits-button.tsx';
import { SignTagButton } from './sign-tag-button.tsx';

/** Which repository is open, whose it should be, and what else can be done with it. */
export function RepositoryHead() {
  const t = useWords();
  const folder = useRepositories((state) => state.folder);
  const facts = useRepositories((state) => state.facts);
  const isFromVerify = useRepositories((state) => state.isFromVerify);
  const isSigning = useIsSigning();
  const isAudited = useAudit((audit) => audit.isOpen);
  // What would read the repository anew would end the audit unasked.
  const auditJob = useAudit((audit) => audit.job);
  const isAuditing = useJobs(({ jobs }) => auditJob !== null && jobs[auditJob]?.done === undefined);
  const { choose, again } = useRepositories.getState();
  const send = useErrand((errands) => errands.send);
  return (
    <header className="stack tight">
      <div className="row apart">
        <h1>
          <Name value={facts?.name ?? folder?.name ?? ''} />
        </h1>
        <div className="row">
          <Button
            variant="default"
            leftSection={<IconFolderOpen size={16} aria-hidden />}
            onClick={() => void choose()}
          >
            {t('repositories.another')}
          </Button>
          {!isAuditing && (
            <Button variant="default" leftSection={<IconRefresh size={16} aria-hidden />} onClick={() => void again()}>
              {t('repositories.again')}
            </Button>
          )}
        </div>
      </div>
      {facts !== null && (
        <p className="row dotted small soft">
          <span>{t(`repositories.kind.${facts.kind}`)}</span>
          {facts.format === 'sha256' && <span>{t('repositories.sha256')}</span>}
          <span>
            <Name value={facts.path} mono />
          </span>
        </p>
      )}
      {facts?.isShallow === true && <p className="small soft">{t('repositories.shallow')}</p>}
      {isFromVerify && folder !== null && (
        <p className="row small">
          <span className="soft">{t('repositories.isFolder')}</span>
          <button
            type="button"
            className="plain-button"
            onClick={() => send({ what: 'check-files', from: 'repositories', folder })}
          >
            {t('repositories.asFiles')}
          </button>
        </p>
      )}
      {facts !== null && !isSigning && (
        <div className="row apart">
          {!isAuditing && <Whose publisher={facts.publisher} />}
          {!isAudited && (
            <div className="row">
              <Button
                variant="default"
                leftSection={<IconReportSearch size={16} aria-hidden />}
                onClick={() => void useAudit.getState().open()}
              >
                {t('auditing.open')}
              </Button>
              <SignCommitsButton />
              <SignTagButton />
            </div>
          )}
        </div>
      )}
    </header>
  );
}

/** Whose the repository should be, as the user says: its signers are expected then. */
function Whose({ publisher }: { publisher: string | undefined }) {
  const t = useWords();
  const publishers = useKnown((known) => known.publishers);
  const load = useKnown((known) => known.loadPublishers);
  const { setPublisher } = useRepositories.getState();
  useEffect(() => void load(), [load]);
  if (publishers === null || publishers.length === 0) return null;
  return (
    <label className="row small">
      {t('repositories.whose')}
      <NativeSelect
        size="xs"
        aria-label={t('repositories.whose')}
        value={publisher ?? ''}
        onChange={(event) => void setPublisher(event.currentTarget.value || null)}
        data={[
          { value: '', label: t('repositories.unsaid') },
          ...publishers.map(({ name }) => ({ value: name, label: visibleText(name) })),
        ]}
      />
      <HelpButton topic="repositories" anchor="whose" name={t('help.names.publisher')} />
    </label>
  );
}
