import { Button } from '@mantine/core';
import { IconBrowserCheck } from '@tabler/icons-react';
import type { Prompt } from '../../shared/model/job.ts';
import { CopyButton } from '../parts/copy-button.tsx';
import { Sheet } from '../parts/sheet.tsx';
import { Name } from '../parts/visible.tsx';
import { useWords } from '../words.ts';

/** Stands while somebody logs in elsewhere: in the browser, or by a code on any device. */
export function LoginSheet({ prompt, onCancel }: { prompt: Prompt; onCancel: () => void }) {
  const t = useWords();
  const { address = '', code } = prompt;
  return (
    <Sheet title={t(code === undefined ? 'login.title' : 'login.codeTitle')} onCancel={onCancel} isCalm>
      <div className="touch">
        <span className="touch-sign">
          <IconBrowserCheck size={40} stroke={1.5} aria-hidden />
        </span>
        <div className="stack tight grow">
          {prompt.again === true && <p>{t('login.again')}</p>}
          <p>{t(code === undefined ? 'login.text' : 'login.codeText')}</p>
        </div>
      </div>
      {code !== undefined && (
        <dl className="facts">
          <dt>{t('login.address')}</dt>
          <dd>
            <Name value={address} mono />
          </dd>
          <dt>{t('login.code')}</dt>
          <dd className="login-code">
            <Name value={code} mono />
          </dd>
        </dl>
      )}
      <div className="row end">
        <CopyButton text={address} label={t('login.copyAddress')} />
        <Button variant="default" onClick={onCancel}>
          {t('login.stop')}
        </Button>
      </div>
    </Sheet>
  );
}
