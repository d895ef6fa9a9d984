import { Button, Checkbox } from '@mantine/core';
import { useState } from 'react';
import type { Publication } from '../../shared/model/publication.ts';
import { visibleText } from '../../shared/visible-text.ts';
import { Sheet } from '../parts/sheet.tsx';
import { Name, Sentence } from '../parts/visible.tsx';
import { useTemplates, useWords } from '../words.ts';
import { PublicationFacts } from './publication-facts.tsx';

const SHOWN = 8;

/** Shows what becomes public for ever, before anything is sent, and asks for consent. */
export function PublishSheet(props: { publication: Publication; onAnswer: (answer: string | null) => void }) {
  const t = useWords();
  const template = useTemplates();
  const { publication, onAnswer } = props;
  const { places, instance, isPublic } = publication;
  const [isRemembered, remember] = useState(false);
  const title = isPublic ? (
    t('publish.title')
  ) : (
    <Sentence template={template('publish.privateTitle')} params={{ instance }} />
  );
  return (
    <Sheet title={title} onCancel={() => onAnswer(null)} isCalm>
      <p>{t(isPublic ? 'publish.text' : 'publish.withinText')}</p>
      <PublicationFacts publication={publication} onAnother={() => onAnswer('another')} />
      {publication.entry !== '' && (
        <details className="small">
          <summary>{t('publish.entry')}</summary>
          <p className="soft">{t('publish.entryHint')}</p>
          <pre className="pre small mono part publish-entry" tabIndex={0} aria-label={t('publish.entry')}>
            {publication.entry.split('\n').map(visibleText).join('\n')}
          </pre>
        </details>
      )}
      {isPublic && (
        <details className="small">
          <summary>{t('publish.private')}</summary>
          <p className="soft">{t('publish.privateText')}</p>
        </details>
      )}
      <div className="stack tight">
        <Checkbox
          checked={isRemembered}
          onChange={(event) => remember(event.currentTarget.checked)}
          label={
            <Sentence
              template={template('publish.remember', places.length)}
              params={{ place: places[0]?.path ?? '', count: places.length }}
            />
          }
        />
        {places.length > 1 && (
          <ul className="small soft">
            {places.slice(0, SHOWN).map(({ path }) => (
              <li key={path}>
                <Name value={path} mono />
              </li>
            ))}
            {places.length > SHOWN && <li>{t('prompt.more', { count: places.length - SHOWN })}</li>}
          </ul>
        )}
      </div>
      <div className="row end">
        <Button variant="default" onClick={() => onAnswer(null)}>
          {t('common.cancel')}
        </Button>
        <Button onClick={() => onAnswer(isRemembered ? 'remember' : 'agree')}>
          {t(isPublic ? 'publish.do' : 'publish.doWithin')}
        </Button>
      </div>
    </Sheet>
  );
}
