import { NativeSelect } from '@mantine/core';
import { isLogin } from '../../../shared/key-id.ts';
import { visibleText } from '../../../shared/visible-text.ts';
import { useKnown } from '../../parts/known.ts';
import { useWords } from '../../words.ts';
import { type GitWish, useGitSetup } from './git-slice.ts';

/** Whom git is to call good beside one's own keys: those who are expected for a publisher. */
export function GitCounting({ wish }: { wish: GitWish }) {
  const t = useWords();
  const publishers = useKnown((known) => known.publishers) ?? [];
  const { wishFor } = useGitSetup.getState();
  const { publisher: chosen = '', ...others } = wish;
  return (
    <NativeSelect
      label={t('gitSetup.publisher')}
      description={t(isLogin(wish.key) ? 'gitSetup.login.publisher' : 'gitSetup.publisherText')}
      value={chosen}
      onChange={({ currentTarget: { value } }) =>
        void wishFor({ ...others, ...(value === '' ? {} : { publisher: value }) })
      }
    >
      <option value="">{t('gitSetup.publisherNone')}</option>
      {publishers.map(({ name }) => (
        <option key={name} value={name} translate="no">
          {visibleText(name)}
        </option>
      ))}
    </NativeSelect>
  );
}
