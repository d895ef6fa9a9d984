import { TextInput } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { Sentence } from '../../parts/visible.tsx';
import { useTemplates, useWords } from '../../words.ts';
import { isYetToCome, useTag } from './tag-slice.ts';

/** Whom the tag names as its tagger, and its date: as git knows them, until somebody says otherwise. */
export function Tagger() {
  const t = useWords();
  const template = useTemplates();
  const said = useTag((tag) => tag.tagger);
  const own = useTag((tag) => tag.prepared?.tagger);
  const at = useTag((tag) => tag.at);
  const { change } = useTag.getState();
  const person = said ?? own;
  const { name = '', email = '' } = person ?? {};
  return (
    <details className="list-options" open={own === undefined ? true : undefined}>
      <summary className="row small">
        <IconChevronRight size={16} aria-hidden />
        <span>
          {person === undefined ? (
            t('gitSign.taggerNone')
          ) : (
            <Sentence template={template('gitSign.tagger')} params={{ name, email }} />
          )}
        </span>
      </summary>
      <div className="list-form">
        {said === null && own?.from === 'repository' && <p className="small soft">{t('gitSign.taggerOf')}</p>}
        <TextInput
          label={t('gitSign.taggerName')}
          value={name}
          onChange={(event) => change({ tagger: { name: event.currentTarget.value, email } })}
        />
        <TextInput
          label={t('gitSign.taggerEmail')}
          value={email}
          onChange={(event) => change({ tagger: { name, email: event.currentTarget.value } })}
        />
        <TextInput
          type="datetime-local"
          label={t('gitSign.at')}
          description={t('gitSign.atNow')}
          value={at}
          error={at !== '' && isYetToCome(at) ? t('gitSign.atFuture') : undefined}
          onChange={(event) => change({ at: event.currentTarget.value })}
        />
      </div>
    </details>
  );
}
