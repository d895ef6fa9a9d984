import { Button, PasswordInput } from '@mantine/core';
import { useState } from 'react';
import type { Prompt } from '../../shared/model/job.ts';
import { useKnown } from '../parts/known.ts';
import { Sheet } from '../parts/sheet.tsx';
import { useShell } from '../parts/shell.ts';
import { Name } from '../parts/visible.tsx';
import { useWords } from '../words.ts';

/** The first open prompt as a sheet; the others wait behind it. */
export function PromptSheets() {
  const prompt = useShell((shell) => shell.prompts[0]);
  return prompt === undefined ? null : <PromptSheet key={prompt.id} prompt={prompt} />;
}

/** Asks for a PIN, a passphrase or a touch, and names the key and the files. What is typed goes inward only. */
function PromptSheet({ prompt }: { prompt: Prompt }) {
  const t = useWords();
  const answer = useShell((shell) => shell.answer);
  const [value, setValue] = useState('');
  const [again, setAgain] = useState('');
  const isNew = prompt.kind === 'new-passphrase';
  const differs = isNew && again !== '' && again !== value;
  const ready = value !== '' && (!isNew || (value.length >= 8 && again === value));
  const cancel = () => void answer(prompt.id, null);
  return (
    <Sheet title={t(`prompt.${prompt.kind}.title`)} onCancel={cancel}>
      <PromptAbout prompt={prompt} />
      {prompt.problem !== undefined && (
        <p role="alert">
          <b>
            <Name value={prompt.problem} />
          </b>
        </p>
      )}
      {prompt.triesLeft !== undefined && <p>{t('prompt.tries', { count: prompt.triesLeft })}</p>}
      {prompt.kind === 'touch' ? (
        <div className="row end">
          <Button variant="default" autoFocus onClick={cancel}>
            {t('common.cancel')}
          </Button>
        </div>
      ) : (
        <form
          className="stack"
          onSubmit={(event) => {
            event.preventDefault();
            if (ready) void answer(prompt.id, value);
          }}
        >
          <PasswordInput
            data-autofocus
            autoFocus
            autoComplete="off"
            label={t(`prompt.${prompt.kind}.field`)}
            description={isNew ? t('prompt.newHint') : undefined}
            visibilityToggleButtonProps={{ 'aria-label': t('prompt.show') }}
            value={value}
            onChange={(event) => setValue(event.currentTarget.value)}
          />
          {isNew && (
            <PasswordInput
              autoComplete="off"
              label={t('prompt.again')}
              error={differs ? t('prompt.differs') : undefined}
              visibilityToggleButtonProps={{ 'aria-label': t('prompt.show') }}
              value={again}
              onChange={(event) => setAgain(event.currentTarget.value)}
            />
          )}
          <div className="row end">
            <Button variant="default" onClick={cancel}>
              {t('common.cancel')}
            </Button>
            <Button type="submit" disabled={!ready}>
              {t(`prompt.${prompt.kind}.do`)}
            </Button>
          </div>
        </form>
      )}
    </Sheet>
  );
}

function PromptAbout({ prompt }: { prompt: Prompt }) {
  const t = useWords();
  const key = useKnown((known) => known.keys?.find((one) => one.id === prompt.key));
  return (
    <>
      <p>{t(`prompt.${prompt.kind}.text`)}</p>
      <dl className="facts">
        {prompt.key !== undefined && (
          <>
            <dt>{t('prompt.key')}</dt>
            <dd>
              <Name value={key?.userIds[0] ?? prompt.key} />{' '}
              {key !== undefined && <Name value={`…${key.fingerprint.slice(-8)}`} mono />}
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
                {prompt.files.slice(0, 8).map((file, index) => (
                  <li key={index}>
                    <Name value={file} mono />
                  </li>
                ))}
                {prompt.files.length > 8 && <li>{t('prompt.more', { count: prompt.files.length - 8 })}</li>}
              </ul>
            </dd>
          </>
        )}
      </dl>
    </>
  );
}
