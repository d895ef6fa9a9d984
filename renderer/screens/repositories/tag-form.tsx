import { Textarea } from '@mantine/core';
import type { AppError } from '../../../shared/error.ts';
import { ErrorWords } from '../../parts/error-words.tsx';
import { Sentence } from '../../parts/visible.tsx';
import { useTemplates, useWords } from '../../words.ts';
import { GitSignAs } from './git-sign-as.tsx';
import { GitSignFrame } from './git-sign-frame.tsx';
import { TagBar } from './tag-bar.tsx';
import { TagName } from './tag-name.tsx';
import { nameOfTag, useTag } from './tag-slice.ts';
import { TagTarget } from './tag-target.tsx';
import { Tagger } from './tagger.tsx';

/** A tag before it is signed: what it is called, what it names and says at the one side, who signs at the other. */
export function TagForm() {
  const t = useWords();
  const template = useTemplates();
  const problem = useTag((tag) => tag.problem);
  const prepared = useTag((tag) => tag.prepared);
  const isAnew = useTag((tag) => tag.isAnew);
  const name = useTag(nameOfTag);
  const { close } = useTag.getState();
  const ready = isAnew ? 'h2' : 'input';
  return (
    <GitSignFrame
      id="git-sign"
      title={isAnew ? <Sentence template={template('gitSign.anewTitle')} params={{ name }} /> : t('gitSign.title')}
      help={{ anchor: 'sign', name: t('help.names.signTag') }}
      focus={prepared === null ? undefined : ready}
      problem={problem !== null && <Problem problem={problem} />}
      isLooking={prepared === null && problem === null}
      onClose={close}
    >
      {prepared !== null && (
        <>
          <div className="deck-choices">
            <div className="stack">
              {isAnew ? <Anew /> : <TagName />}
              <TagTarget />
            </div>
            <div className="stack">
              <Message />
              <GitSignAs />
              <Tagger />
            </div>
          </div>
          <TagBar />
        </>
      )}
    </GitSignFrame>
  );
}

/** What went wrong; before anything was looked at, a mistake in the call can only be that there is no commit. */
function Problem({ problem }: { problem: AppError }) {
  const t = useWords();
  const template = useTemplates();
  const isAnew = useTag((tag) => tag.isAnew);
  const name = useTag(nameOfTag);
  const isPrepared = useTag((tag) => tag.prepared !== null);
  if (problem.code !== 'usage' || isPrepared) return <ErrorWords error={problem} />;
  // A tag that is there has a name that git takes: what is wrong is what it names.
  return (
    <p>
      {isAnew ? <Sentence template={template('gitSign.anew.noCommit')} params={{ name }} /> : t('gitSign.noCommit')}
    </p>
  );
}

/** What becomes of a tag that is there. */
function Anew() {
  const t = useWords();
  const template = useTemplates();
  const existing = useTag((tag) => tag.prepared?.existing);
  if (existing === undefined) return null;
  const kind = existing.isSigned ? 'signed' : existing.isAnnotated ? 'unsigned' : 'light';
  return (
    <div className="stack tight">
      <p>{t(`gitSign.anew.${kind}`)}</p>
      <p>{t('gitSign.anew.others')}</p>
      <p className="small soft">
        <Sentence template={template('gitSign.anew.was')} params={{ object: existing.object }} />
      </p>
    </div>
  );
}

function Message() {
  const t = useWords();
  const typed = useTag((tag) => tag.message);
  const proposed = useTag((tag) => tag.prepared?.message ?? '');
  const { change } = useTag.getState();
  const text = typed ?? proposed;
  return (
    <div className="stack tight">
      <Textarea
        label={t('gitSign.message')}
        description={t('gitSign.messageHint')}
        autosize
        minRows={3}
        maxRows={10}
        value={text}
        error={text.trim() === '' ? t('gitSign.messageMissing') : undefined}
        onChange={(event) => change({ message: event.currentTarget.value })}
      />
      {typed !== null && typed !== proposed && (
        <div>
          <button type="button" className="plain-button small" onClick={() => change({ message: null })}>
            {t('gitSign.messageBack')}
          </button>
        </div>
      )}
    </div>
  );
}
