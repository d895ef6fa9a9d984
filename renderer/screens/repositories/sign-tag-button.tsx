import { Button } from '@mantine/core';
import { IconSignature } from '@tabler/icons-react';
import { useWords } from '../../words.ts';
import { useRepositories } from './repositories-slice.ts';
import { useTag } from './tag-slice.ts';

/** Begins a tag; on the commit that is chosen, where one is. */
export function SignTagButton() {
  const t = useWords();
  const { open } = useTag.getState();
  const begin = () => {
    const { chosen, lists } = useRepositories.getState();
    open(chosen?.list === 'commits' ? (lists.commits.rows[chosen.index] ?? null) : null);
  };
  return (
    <Button leftSection={<IconSignature size={16} aria-hidden />} onClick={begin}>
      {t('gitSign.open')}
    </Button>
  );
}

/** Signs the chosen tag: where it is not signed yet, that is what there is to do with it. */
export function SignThisTag({ name }: { name: string }) {
  const t = useWords();
  const { openAnew } = useTag.getState();
  return (
    <div className="row">
      <Button variant="default" leftSection={<IconSignature size={16} aria-hidden />} onClick={() => openAnew(name)}>
        {t('gitSign.anew.open')}
      </Button>
    </div>
  );
}
