import { Button } from '@mantine/core';
import { IconFilePlus, IconFolderPlus, IconKey, IconSignature } from '@tabler/icons-react';
import type { FileHandle } from '../../../shared/model/file-handle.ts';
import type { KeySummary } from '../../../shared/model/key.ts';
import { Empty } from '../../parts/empty.tsx';
import { useErrand } from '../../parts/errand.ts';
import { useShell } from '../../parts/shell.ts';
import { LOGIN } from '../../parts/signers.ts';
import { Name } from '../../parts/visible.tsx';
import { useWords } from '../../words.ts';
import { useSign } from './sign-slice.ts';
import { HelpButton } from '../../parts/help/help-button.tsx';

/** A key is there, and nothing was dropped. */
export function NothingDropped() {
  const t = useWords();
  const choose = useSign((sign) => sign.choose);
  return (
    <div className="column">
      <Empty icon={IconSignature} title={t('sign.emptyTitle')} text={t('sign.emptyText')} framed>
        <div className="row">
          <Button leftSection={<IconFolderPlus size={18} aria-hidden />} onClick={() => void choose('folder')}>
            {t('verify.chooseFolder')}
          </Button>
          <Button
            variant="default"
            leftSection={<IconFilePlus size={18} aria-hidden />}
            onClick={() => void choose('files')}
          >
            {t('verify.chooseFiles')}
          </Button>
          <HelpButton topic="sign-a-release" />
        </div>
      </Empty>
    </div>
  );
}

/** Nothing can sign yet: one button makes a key and comes back to what was dropped. */
export function NoKey({ keys, waiting }: { keys: readonly KeySummary[]; waiting: readonly FileHandle[] }) {
  const t = useWords();
  const go = useShell((shell) => shell.go);
  const send = useErrand((errands) => errands.send);
  const signAs = useSign((sign) => sign.signAs);
  const hasOwn = keys.some((key) => key.secret !== 'none');
  return (
    <div className="column">
      <Empty
        icon={IconKey}
        title={t(hasOwn ? 'sign.noValidKeyTitle' : 'sign.noKeyTitle')}
        text={t(hasOwn ? 'sign.noValidKeyText' : 'sign.noKeyText')}
      >
        <div className="row">
          <Button onClick={() => (hasOwn ? go('keys') : send({ what: 'make-key', from: 'sign' }))}>
            {t(hasOwn ? 'sign.seeKeys' : 'sign.makeKey')}
          </Button>
          {!hasOwn && (
            <Button variant="default" onClick={() => go('keys')}>
              {t('sign.addKey')}
            </Button>
          )}
          <Button variant="default" onClick={() => signAs([LOGIN.id])}>
            {t('sign.login.instead')}
          </Button>
        </div>
        {waiting.length > 0 && (
          <p className="small soft">
            {t('sign.waiting')}{' '}
            {waiting.slice(0, 3).map((file) => (
              <span key={file.id} className="waiting">
                <Name value={file.name} mono />
              </span>
            ))}
            {waiting.length > 3 && t('prompt.more', { count: waiting.length - 3 })}
          </p>
        )}
      </Empty>
    </div>
  );
}
