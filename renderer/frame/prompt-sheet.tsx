import { Button } from '@mantine/core';
import { IconHandFinger } from '@tabler/icons-react';
import { useState } from 'react';
import type { Prompt } from '../../shared/model/job.ts';
import { endOf } from '../parts/key-name.ts';
import { call } from '../api.ts';
import { useKnown } from '../parts/known.ts';
import { NewPassphraseFields, SecretField, useNewPassphrase } from '../parts/passphrase.tsx';
import { Sheet } from '../parts/sheet.tsx';
import { attempt, useShell } from '../parts/shell.ts';
import { Name } from '../parts/visible.tsx';
import { useWords } from '../words.ts';
import { LoginSheet } from './login-sheet.tsx';
import { PublishSheet } from './publish-sheet.tsx';
import { WhoSheet } from './who-sheet.tsx';

/** The first open prompt as a sheet; the others wait behind it. */
export function PromptSheets() {
  const prompt = useShell((shell) => shell.prompts[0]);
  return prompt === undefined ? null : <AnySheet key={prompt.id} prompt={prompt} />;
}

function AnySheet({ prompt }: { prompt: Prompt }) {
  const answer = useShell((shell) => shell.answer);
  const { id, kind, publication } = prompt;
  const reply = (value: string | null) => void answer(id, value);
  switch (kind) {
    case 'login':
      return <LoginSheet prompt={prompt} onAnswer={reply} />;
    case 'who':
      return publication === undefined ? null : <WhoSheet publication={publication} onAnswer={reply} />;
    case 'publish':
      return publication === undefined ? null : <PublishSheet publication={publication} onAnswer={reply} />;
    default:
      return <PromptSheet prompt={prompt} kind={kind} />;
  }
}

/** Questions that are answered with something typed, or with a finger. */
type SecretKind = Exclude<Prompt['kind'], 'login' | 'who' | 'publish'>;

/** Asks for a PIN, a passphrase or a touch, and names the key and the files. What is typed goes inward only. */
function PromptSheet({ prompt, kind }: { prompt: Prompt; kind: SecretKind }) {
  const t = useWords();
  const answer = useShell((shell) => shell.answer);
  const cancel = () => {
    const { job } = prompt;
    // A touch has no answer: the card waits until the run is stopped, which takes the question back.
    if (kind === 'touch' && job !== undefined) void attempt(() => call('job.cancel', { job }));
    else void answer(prompt.id, null);
  };
  return (
    <Sheet title={t(`prompt.${kind}.title`)} onCancel={cancel} isCalm={kind === 'touch'}>
      {kind === 'touch' ? (
        <div className="touch">
          <span className="touch-sign">
            <IconHandFinger size={40} stroke={1.5} aria-hidden />
          </span>
          <div className="stack tight grow">
            <p>{t('prompt.touch.text')}</p>
            {prompt.job !== undefined && <p className="small soft">{t('prompt.stays')}</p>}
          </div>
        </div>
      ) : (
        <p>{t(`prompt.${kind}.text`)}</p>
      )}
      <PromptAbout prompt={prompt} />
      {prompt.problem !== undefined && (
        <p role="alert">
          <b>{t(`error:${prompt.problem}.title`)}</b>
        </p>
      )}
      {prompt.triesLeft !== undefined && <p>{t('prompt.tries', { count: prompt.triesLeft })}</p>}
      {kind === 'touch' ? (
        <div className="row end">
          <Button variant="default" onClick={cancel}>
            {t(prompt.job === undefined ? 'common.cancel' : 'prompt.stop')}
          </Button>
        </div>
      ) : (
        <AnswerForm kind={kind} onCancel={cancel} onAnswer={(value) => void answer(prompt.id, value)} />
      )}
    </Sheet>
  );
}

function AnswerForm(props: {
  kind: Exclude<SecretKind, 'touch'>;
  onCancel: () => void;
  onAnswer: (value: string) => void;
}) {
  const t = useWords();
  const { kind } = props;
  const [value, setValue] = useState('');
  const fresh = useNewPassphrase();
  const isNew = kind === 'new-passphrase';
  const ready = isNew ? fresh.ready : value !== '';
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) props.onAnswer(isNew ? fresh.value : value);
      }}
    >
      {isNew ? (
        <NewPassphraseFields autoFocus typed={fresh} label={t(`prompt.${kind}.field`)} />
      ) : (
        <SecretField autoFocus label={t(`prompt.${kind}.field`)} value={value} onChange={setValue} />
      )}
      <div className="row end">
        <Button variant="default" onClick={props.onCancel}>
          {t('common.cancel')}
        </Button>
        <Button type="submit" disabled={!ready}>
          {t(`prompt.${kind}.do`)}
        </Button>
      </div>
    </form>
  );
}

const SHOWN = 8;

function PromptAbout({ prompt }: { prompt: Prompt }) {
  const t = useWords();
  const key = useKnown((known) => known.keys?.find((one) => one.id === prompt.key));
  return (
    <dl className="facts">
      {prompt.key !== undefined && (
        <>
          <dt>{t('prompt.key')}</dt>
          <dd>
            <Name value={key?.userIds[0] ?? prompt.key} />{' '}
            {key !== undefined && (
              <span className="small soft nowrap">
                <Name value={endOf(key)} mono />
              </span>
            )}
          </dd>
        </>
      )}
      {prompt.cardSerial !== undefined && (
        <>
          <dt>{t('prompt.card')}</dt>
          <dd>
            <Name value={`··${prompt.cardSerial.slice(-4)}`} mono />
          </dd>
        </>
      )}
      {prompt.files.length > 0 && (
        <>
          <dt>{t('prompt.files', { count: prompt.files.length })}</dt>
          <dd>
            <ul>
              {prompt.files.slice(0, SHOWN).map((file, index) => (
                <li key={index}>
                  <Name value={file} mono />
                </li>
              ))}
              {prompt.files.length > SHOWN && <li>{t('prompt.more', { count: prompt.files.length - SHOWN })}</li>}
            </ul>
            {prompt.place !== undefined && <p className="small soft">{t('prompt.place', prompt.place)}</p>}
          </dd>
        </>
      )}
    </dl>
  );
}
