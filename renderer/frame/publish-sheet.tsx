import { Button, Checkbox } from '@mantine/core';
import { useState } from 'react';
import type { Publication, Who } from '../../shared/model/publication.ts';
import { issuerName } from '../../shared/signer-name.ts';
import { visibleText } from '../../shared/visible-text.ts';
import { Sheet } from '../parts/sheet.tsx';
import { Fingerprint, Name, Sentence } from '../parts/visible.tsx';
import { useTemplates, useWords } from '../words.ts';

/** Shows what becomes public for ever, before anything is sent, and asks for consent. */
export function PublishSheet(props: { publication: Publication; onAnswer: (answer: string | null) => void }) {
  const t = useWords();
  const template = useTemplates();
  const { publication, onAnswer } = props;
  const { places } = publication;
  const [isRemembered, remember] = useState(false);
  return (
    <Sheet title={t('publish.title')} onCancel={() => onAnswer(null)} isCalm>
      <p>{t('publish.text')}</p>
      <Facts publication={publication} />
      {publication.entry !== '' && (
        <details className="small">
          <summary>{t('publish.entry')}</summary>
          <p className="soft">{t('publish.entryHint')}</p>
          <pre className="pre small mono part publish-entry" tabIndex={0}>
            {publication.entry.split('\n').map(visibleText).join('\n')}
          </pre>
        </details>
      )}
      <details className="small">
        <summary>{t('publish.private')}</summary>
        <p className="soft">{t('publish.privateText')}</p>
      </details>
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
      <div className="row end wrap">
        {'identity' in publication.who && (
          <Button variant="subtle" onClick={() => onAnswer('another')}>
            {t('publish.another')}
          </Button>
        )}
        <Button variant="default" onClick={() => onAnswer(null)}>
          {t('common.cancel')}
        </Button>
        <Button onClick={() => onAnswer(isRemembered ? 'remember' : 'agree')}>{t('publish.do')}</Button>
      </div>
    </Sheet>
  );
}

function Facts({ publication: { who, file, files, logs, certificate } }: { publication: Publication }) {
  const t = useWords();
  const template = useTemplates();
  return (
    <dl className="facts">
      <dt>{t('identity' in who ? 'publish.who' : 'publish.key')}</dt>
      <dd>
        <WhoName who={who} />
      </dd>
      <dt>{t('publish.what')}</dt>
      <dd>
        <Name value={file.name} mono />
        <p className="small soft">
          {file.algorithm.toUpperCase()} <Name value={file.digest} mono />
        </p>
        {files > 1 && <p className="small soft">{t('publish.more', { count: files - 1 })}</p>}
      </dd>
      <dt>{t('publish.where')}</dt>
      <dd>
        <ul>
          {logs.map((host) => (
            <li key={host}>
              <Sentence template={template('publish.log')} params={{ host }} />
            </li>
          ))}
          {certificate && <li>{t('publish.certificates')}</li>}
        </ul>
      </dd>
    </dl>
  );
}

function WhoName({ who }: { who: Who }) {
  const template = useTemplates();
  if ('fingerprint' in who) return <Fingerprint value={who.fingerprint} />;
  return (
    <>
      <b>
        <Name value={who.identity} />
      </b>
      <p className="small soft">
        <Sentence template={template('publish.loggedIn')} params={{ provider: issuerName(who.issuer) }} />
      </p>
    </>
  );
}
