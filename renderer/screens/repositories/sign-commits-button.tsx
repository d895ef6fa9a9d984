import { Button } from '@mantine/core';
import { IconSignature } from '@tabler/icons-react';
import type { GitRow } from '../../../shared/model/repository.ts';
import { useWords } from '../../words.ts';
import { useCommits } from './commits-slice.ts';

/** Begins with the newest commit of what is checked out. */
export function SignCommitsButton() {
  const t = useWords();
  const { open } = useCommits.getState();
  return (
    <Button variant="default" leftSection={<IconSignature size={16} aria-hidden />} onClick={() => open(null)}>
      {t('commitSign.open')}
    </Button>
  );
}

/** Begins with the chosen commit: where it is not signed yet, that is what there is to do with it. */
export function SignFromHere({ row }: { row: GitRow }) {
  const t = useWords();
  const { open } = useCommits.getState();
  return (
    <div className="row">
      <Button variant="default" leftSection={<IconSignature size={16} aria-hidden />} onClick={() => open(row)}>
        {t('commitSign.openFrom')}
      </Button>
    </div>
  );
}
