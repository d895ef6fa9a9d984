import { Button } from '@mantine/core';
import { type ReactNode, useEffect, useRef } from 'react';
import { HelpButton } from '../../parts/help/help-button.tsx';
import { useWords } from '../../words.ts';

interface GitSignFrameProps {
  /** The heading's id in the page. */
  id: string;
  title: ReactNode;
  /** Where in the help it is explained, and as what. */
  help: { anchor: string; name: string };
  /** What stands ready for the keyboard, as a selector; nothing where that is left out. */
  focus: string | undefined;
  /** What went wrong, in words. */
  problem: ReactNode;
  isLooking: boolean;
  onClose: () => void;
  children: ReactNode;
}

/** The card of a form by which tags or commits are signed. */
export function GitSignFrame(props: GitSignFrameProps) {
  const { id, title, help, focus, problem, isLooking, onClose, children } = props;
  const t = useWords();
  const form = useRef<HTMLElement>(null);
  useEffect(() => {
    if (focus !== undefined) form.current?.querySelector<HTMLElement>(focus)?.focus();
  }, [focus]);
  return (
    <section ref={form} className="card stack git-sign" aria-labelledby={id}>
      <header className="row apart">
        <div className="row">
          <h2 id={id} tabIndex={-1}>
            {title}
          </h2>
          <HelpButton topic="repositories" {...help} />
        </div>
        <Button variant="default" onClick={onClose}>
          {t('gitSign.close')}
        </Button>
      </header>
      {problem}
      {isLooking && (
        <p className="soft" role="status">
          {t('gitSign.looking')}
        </p>
      )}
      {children}
    </section>
  );
}
