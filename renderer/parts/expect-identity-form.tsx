import { Button, NativeSelect, SegmentedControl, Textarea, TextInput } from '@mantine/core';
import { IconHandStop } from '@tabler/icons-react';
import { useState } from 'react';
import { type AppError, toAppError } from '../../shared/error.ts';
import type { REPOSITORIES } from '../../shared/catalogue/en/repositories.ts';
import type { IdentityAnswer, Told } from '../../shared/model/identity-answer.ts';
import type { Signer } from '../../shared/model/signer.ts';
import { useWords } from '../words.ts';
import { ErrorWords } from './error-words.tsx';
import { HelpButton } from './help/help-button.tsx';
import { expectIdentity } from './known.ts';

/** Who is compared (nobody: what is told is taken), and who is told once it is the same. */
export interface ExpectIdentityFormProps {
  signer?: Signer | undefined;
  publisher?: string | undefined;
  /** The publisher is known and not asked for. */
  isFixed?: boolean;
  /** It is a tag or a commit that was signed. */
  isGit?: boolean;
  onPinned?: (publisher: string) => void;
}

type Way = 'pasted' | 'together';

/** Compares an identity with what the project's own page says: its text or command line, or a build put together. No bare *yes*. */
export function ExpectIdentityForm({
  signer,
  publisher: first = '',
  isFixed = false,
  isGit = false,
  onPinned,
}: ExpectIdentityFormProps) {
  const t = useWords();
  const [publisher, setPublisher] = useState(first);
  const [way, setWay] = useState<Way>('pasted');
  const [pasted, setPasted] = useState('');
  const [parts, setParts] = useState<Parts>({ host: 'github', repository: '', workflow: '', kind: 'tags', branch: '' });
  const [state, setState] = useState<'open' | 'busy' | IdentityAnswer | AppError>('open');
  const told: Told = way === 'pasted' ? { pasted } : toldOf(parts);
  const isFilled = way === 'pasted' ? pasted.trim() !== '' : isWhole(parts);
  const compare = async () => {
    setState('busy');
    try {
      const answer = await expectIdentity(publisher.trim(), signer, told);
      setState(answer);
      if (answer === 'same') onPinned?.(publisher.trim());
    } catch (error) {
      setState(toAppError(error));
    }
  };
  if (state === 'same') return <p role="status">{t(signer === undefined ? 'identity.pinned' : 'compare.pinned')}</p>;
  return (
    <form
      className="stack"
      aria-label={t('compare.title')}
      onSubmit={(event) => {
        event.preventDefault();
        void compare();
      }}
    >
      <p>
        {t(isGit ? 'identityGit.how' : 'identity.how')}{' '}
        <HelpButton topic="sigstore" anchor="expect" name={t('help.names.expectIdentity')} />
      </p>
      <p className="soft">{t('identity.warning')}</p>
      <div className="form">
        {!isFixed && (
          <TextInput
            required
            autoFocus
            label={t(isGit ? 'compareGit.publisher' : 'compare.publisher')}
            description={t('identity.publisherHint')}
            value={publisher}
            onChange={(event) => setPublisher(event.currentTarget.value)}
          />
        )}
        <SegmentedControl
          aria-label={t('identity.way')}
          value={way}
          onChange={(value) => {
            setWay(value === 'together' ? 'together' : 'pasted');
            setState('open');
          }}
          data={(['pasted', 'together'] as const).map((value) => ({ value, label: t(`identity.ways.${value}`) }))}
        />
        {way === 'pasted' ? (
          <Textarea
            required
            classNames={{ input: 'mono' }}
            label={t('identity.paste')}
            description={t('identity.pasteHint')}
            rows={4}
            value={pasted}
            onChange={(event) => setPasted(event.currentTarget.value)}
          />
        ) : (
          <BuildFields parts={parts} onChange={(changed) => setParts({ ...parts, ...changed })} />
        )}
        {typeof state === 'object' && <ErrorWords error={state} />}
        {typeof state === 'string' && state !== 'open' && state !== 'busy' && (
          <p role="alert" className="answer">
            <IconHandStop size={20} aria-hidden />
            <b>{t(isGit && isOfGit(state) ? `identityGit.${state}` : `identity.answer.${state}`)}</b>
          </p>
        )}
        <div className="row">
          <Button type="submit" loading={state === 'busy'} disabled={publisher.trim() === '' || !isFilled}>
            {t(signer === undefined ? 'identity.take' : 'compare.do')}
          </Button>
        </div>
      </div>
    </form>
  );
}

/** What is said otherwise of a tag or a commit. */
function isOfGit(answer: string): answer is Exclude<keyof (typeof REPOSITORIES)['identityGit'], 'how'> {
  return OF_GIT.has(answer);
}

const OF_GIT: ReadonlySet<string> = new Set(['different', 'not-a-release', 'built-for-branch']);

interface Parts {
  host: 'github' | 'gitlab';
  repository: string;
  workflow: string;
  kind: 'tags' | 'branch';
  branch: string;
}

function toldOf({ host, repository, workflow, kind, branch }: Parts): Told {
  return { host, repository, workflow, ...(kind === 'branch' ? { branch } : {}) };
}

function isWhole({ repository, workflow, kind, branch }: Parts): boolean {
  return repository.trim() !== '' && workflow.trim() !== '' && (kind === 'tags' || branch.trim() !== '');
}

function BuildFields({ parts, onChange }: { parts: Parts; onChange: (changed: Partial<Parts>) => void }) {
  const t = useWords();
  const { host, kind } = parts;
  return (
    <>
      <NativeSelect
        label={t('identity.host')}
        value={host}
        onChange={(event) => onChange({ host: event.currentTarget.value === 'gitlab' ? 'gitlab' : 'github' })}
        data={(['github', 'gitlab'] as const).map((value) => ({ value, label: t(`identity.hosts.${value}`) }))}
      />
      <TextInput
        required
        classNames={{ input: 'mono' }}
        label={t('identity.repository')}
        description={t('identity.repositoryHint')}
        value={parts.repository}
        onChange={(event) => onChange({ repository: event.currentTarget.value })}
      />
      <TextInput
        required
        classNames={{ input: 'mono' }}
        label={t('identity.workflow')}
        description={t(`identity.workflowHint.${host}`)}
        value={parts.workflow}
        onChange={(event) => onChange({ workflow: event.currentTarget.value })}
      />
      <NativeSelect
        label={t('identity.refs')}
        value={kind}
        onChange={(event) => onChange({ kind: event.currentTarget.value === 'branch' ? 'branch' : 'tags' })}
        data={(['tags', 'branch'] as const).map((value) => ({ value, label: t(`identity.kinds.${value}`) }))}
      />
      {kind === 'branch' && (
        <TextInput
          required
          classNames={{ input: 'mono' }}
          label={t('identity.branch')}
          value={parts.branch}
          onChange={(event) => onChange({ branch: event.currentTarget.value })}
        />
      )}
    </>
  );
}
