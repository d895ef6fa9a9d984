import { Button, Textarea } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { ErrorWords } from '../../parts/error-words.tsx';
import { HelpButton } from '../../parts/help/help-button.tsx';
import { Sentence } from '../../parts/visible.tsx';
import { useTemplates, useWords } from '../../words.ts';
import { GitSignAs } from './git-sign-as.tsx';
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
  const form = useRef<HTMLElement>(null);
  const isThere = prepared !== null;
  useEffect(() => {
    if (!isThere) return;
    form.current?.querySelector<HTMLElement>(isAnew ? 'h2' : 'input')?.focus();
  }, [isThere, isAnew]);
  // Before anything was looked at, there is only one thing that can be wrong with a new tag.
  const isEmpty = problem?.code === 'usage' && !isAnew && prepared === null;
  // A tag that is there has a name that git takes: what is wrong is what it names.
  const namesNoCommit = problem?.code === 'usage' && isAnew && prepared === null;
  return (
    <section ref={form} className="card stack git-sign" aria-labelledby="git-sign">
      <header className="row apart">
        <div className="row">
          <h2 id="git-sign" tabIndex={-1}>
            {isAnew ? <Sentence template={template('gitSign.anewTitle')} params={{ name }} /> : t('gitSign.title')}
          </h2>
          <HelpButton topic="repositories" anchor="sign" name={t('help.names.signTag')} />
        </div>
        <Button variant="default" onClick={close}>
          {t('gitSign.close')}
        </Button>
      </header>
      {isEmpty && <p>{t('gitSign.noCommit')}</p>}
      {namesNoCommit && (
        <p>
          <Sentence template={template('gitSign.anew.noCommit')} params={{ name }} />
        </p>
      )}
      {problem !== null && !isEmpty && !namesNoCommit && <ErrorWords error={problem} />}
      {prepared === null && problem === null && (
        <p className="soft" role="status">
          {t('gitSign.looking')}
        </p>
      )}
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
    </section>
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
