import { Button, Progress as Bar } from '@mantine/core';
import { IconBrowserCheck, IconDeviceMobileCode } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { Prompt } from '../../shared/model/job.ts';
import { call } from '../api.ts';
import { CopyButton } from '../parts/copy-button.tsx';
import { formatDuration } from '../parts/numbers.ts';
import { Sheet } from '../parts/sheet.tsx';
import { attempt } from '../parts/shell.ts';
import { Name } from '../parts/visible.tsx';
import { useWords } from '../words.ts';

/** Stands while somebody logs in elsewhere: in the browser, or by a code on any device. */
export function LoginSheet({ prompt, onAnswer }: { prompt: Prompt; onAnswer: (answer: string | null) => void }) {
  const t = useWords();
  const { address = '', code, otherWay, until } = prompt;
  const isCode = code !== undefined;
  const Icon = isCode ? IconDeviceMobileCode : IconBrowserCheck;
  return (
    <Sheet title={t(isCode ? 'login.codeTitle' : 'login.title')} onCancel={() => onAnswer(null)} isCalm>
      <div className="touch">
        <span className="touch-sign">
          <Icon size={40} stroke={1.5} aria-hidden />
        </span>
        <div className="stack tight grow">
          {prompt.again === true && (
            <p>
              <b>{t('login.again')}</b>
            </p>
          )}
          <p>{t(isCode ? 'login.codeText' : prompt.notOpened === true ? 'login.notOpened' : 'login.text')}</p>
        </div>
      </div>
      {isCode && <CodeFacts address={address} code={code} />}
      {until !== undefined && <TimeLeft until={until} />}
      {!isCode && (
        <div className="row">
          <Button variant="default" onClick={() => void attempt(() => call('prompt.openAgain', { id: prompt.id }))}>
            {t('login.openAgain')}
          </Button>
          <CopyButton text={address} label={t('login.copyAddress')} />
        </div>
      )}
      <div className="row apart">
        {otherWay === undefined ? (
          <span />
        ) : (
          <button type="button" className="plain-button small" onClick={() => onAnswer(otherWay)}>
            {t(`login.other.${otherWay}`)}
          </button>
        )}
        <Button variant="default" onClick={() => onAnswer(null)}>
          {t('login.stop')}
        </Button>
      </div>
    </Sheet>
  );
}

function CodeFacts({ address, code }: { address: string; code: string }) {
  const t = useWords();
  return (
    <dl className="facts">
      <dt>{t('login.address')}</dt>
      <dd className="row">
        <Name value={address} mono />
        <CopyButton text={address} what={t('login.address')} />
      </dd>
      <dt>{t('login.code')}</dt>
      <dd className="row">
        <span className="login-code">
          <Name value={code} mono />
        </span>
        <CopyButton text={code} what={t('login.code')} />
      </dd>
    </dl>
  );
}

/** How long the login is still waited for: a bar that runs out, and the time in words. */
function TimeLeft({ until }: { until: string }) {
  const t = useWords();
  const [{ began, now }, tick] = useState(() => ({ began: Date.now(), now: Date.now() }));
  useEffect(() => {
    const timer = setInterval(() => tick((last) => ({ ...last, now: Date.now() })), 1000);
    return () => clearInterval(timer);
  }, []);
  const end = Date.parse(until);
  const left = Math.max(0, end - now);
  return (
    <div className="stack tight">
      <Bar.Root size={8}>
        <Bar.Section value={end > began ? (100 * left) / (end - began) : 0} aria-label={t('login.waiting')} />
      </Bar.Root>
      <p className="small soft">{t('login.left', { time: formatDuration(left / 1000) })}</p>
    </div>
  );
}
