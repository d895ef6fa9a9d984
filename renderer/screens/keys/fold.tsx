import { type ReactNode, useEffect, useRef } from 'react';
import { type FoldName, useKeys } from './keys-slice.ts';

/** A part of a key's details that unfolds, by a click or because something else on the screen led to it. */
export function Fold({ name, title, children }: { name: FoldName; title: string; children: ReactNode }) {
  const details = useRef<HTMLDetailsElement>(null);
  const unfolded = useKeys((state) => state.unfolded === name);
  useEffect(() => {
    const element = details.current;
    if (!unfolded || element === null) return;
    element.open = true;
    element.scrollIntoView({ block: 'nearest' });
    element.querySelector<HTMLElement>('select, input, button')?.focus();
    useKeys.setState({ unfolded: null });
  }, [unfolded]);
  return (
    <details ref={details} className="key-fold">
      <summary>{title}</summary>
      <div className="form part">{children}</div>
    </details>
  );
}
