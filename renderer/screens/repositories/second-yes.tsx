import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { Sheet } from '../../parts/sheet.tsx';
import { useWords } from '../../words.ts';

/** Asks once more before something that others may have becomes another object; *no* is what Enter says. */
export function SecondYes(props: {
  title: ReactNode;
  yes: string;
  onNo: () => void;
  onYes: () => void;
  children: ReactNode;
}) {
  const { title, yes, onNo, onYes, children } = props;
  const t = useWords();
  return (
    <Sheet title={title} onCancel={onNo}>
      {children}
      <div className="row end">
        <Button variant="default" data-autofocus onClick={onNo}>
          {t('common.cancel')}
        </Button>
        <Button onClick={onYes}>{yes}</Button>
      </div>
    </Sheet>
  );
}
