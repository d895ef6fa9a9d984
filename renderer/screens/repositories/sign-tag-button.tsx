import { Button } from '@mantine/core';
import { IconSignature } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useOpened } from '../../parts/opened.ts';
import { useWords } from '../../words.ts';
import { useRepositories } from './repositories-slice.ts';
import { useTag } from './tag-slice.ts';

/** Begins a tag; on the commit that is chosen, where one is. */
function begin(): void {
  const { chosen, lists } = useRepositories.getState();
  useTag.getState().open(chosen?.list === 'commits' ? (lists.commits.rows[chosen.index] ?? null) : null);
}

/** The button for that. While it stands there, the menu and its key do the same. */
export function SignTagButton() {
  const t = useWords();
  useEffect(() => {
    useOpened.setState({ signTag: begin });
    return () => useOpened.setState({ signTag: null });
  }, []);
  return (
    <Button leftSection={<IconSignature size={16} aria-hidden />} onClick={begin}>
      {t('gitSign.open')}
    </Button>
  );
}

/** Signs the chosen tag: where it is not signed yet, that is what there is to do with it; else it is there for a change of keys. */
export function SignThisTag({ name, isSigned }: { name: string; isSigned: boolean }) {
  const t = useWords();
  const { openAnew } = useTag.getState();
  if (isSigned)
    return (
      <div>
        <button type="button" className="plain-button small" onClick={() => openAnew(name)}>
          {t('gitSign.anew.openSigned')}
        </button>
      </div>
    );
  return (
    <div className="row">
      <Button variant="default" leftSection={<IconSignature size={16} aria-hidden />} onClick={() => openAnew(name)}>
        {t('gitSign.anew.open')}
      </Button>
    </div>
  );
}
