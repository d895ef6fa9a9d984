import { Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useWords } from '../words.ts';

/** A button whose deed wants a second yes, which opens in its place. */
export function ConfirmButton(props: { label: ReactNode; question: ReactNode; yes: string; onYes: () => void }) {
  const t = useWords();
  const [asked, setAsked] = useState(false);
  if (!asked) {
    return (
      <Button variant="default" onClick={() => setAsked(true)}>
        {props.label}
      </Button>
    );
  }
  return (
    <div className="stack tight" role="group">
      <p>{props.question}</p>
      <div className="row">
        <Button
          onClick={() => {
            setAsked(false);
            props.onYes();
          }}
        >
          {props.yes}
        </Button>
        <Button variant="default" autoFocus onClick={() => setAsked(false)}>
          {t('common.no')}
        </Button>
      </div>
    </div>
  );
}
