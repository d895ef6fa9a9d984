import { Button } from '@mantine/core';
import { IconLockOpen } from '@tabler/icons-react';
import type { KeySummary } from '../../../shared/model/key.ts';
import { useWords } from '../../words.ts';
import { useKeys } from './keys-slice.ts';

/** The file that this key was just added from lies open on the disk: what that means, and an encrypted one to take its place. */
export function Unprotected({ item }: { item: KeySummary }) {
  const t = useWords();
  const shown = useKeys((state) => state.unprotected === item.id);
  if (!shown) return null;
  return (
    <div className="standing-notice" role="note">
      <IconLockOpen size={24} aria-hidden />
      <div className="stack tight grow">
        <p>
          <b>{t('keys.cosign.unprotectedTitle')}</b>
        </p>
        <p className="small">{t('keys.cosign.unprotectedText')}</p>
        <div className="row">
          <Button size="compact-sm" onClick={() => useKeys.setState({ unfolded: 'secret' })}>
            {t('keys.cosign.encrypt')}
          </Button>
        </div>
      </div>
    </div>
  );
}
