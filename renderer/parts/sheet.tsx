import { type ReactNode, useEffect, useId, useRef, useState } from 'react';

/** A sheet inside the window that wants an answer first: focus stays in it and goes back where it was, Escape is *no*. */
export function Sheet(props: {
  title: ReactNode;
  onCancel: () => void;
  /** Nothing in it has the focus at first, so that a key pressed by habit presses nothing. */
  isCalm?: boolean;
  children: ReactNode;
}) {
  const { title, onCancel, isCalm = false, children } = props;
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  // Asked while rendering: by the time of the effect, a field of the sheet may have taken the focus.
  const [before] = useState(() => document.activeElement);
  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    // What the sheet wants to begin with; of itself it would be whatever comes first.
    const first = element?.querySelector<HTMLElement>('[data-autofocus]') ?? element?.querySelector('input');
    (isCalm ? element : first)?.focus();
    return () => {
      element?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, [before, isCalm]);
  return (
    <dialog
      ref={dialog}
      className="sheet"
      tabIndex={-1}
      aria-labelledby={heading}
      onCancel={(event) => {
        event.preventDefault();
        onCancel();
      }}
    >
      <div className="stack">
        <h2 id={heading}>{title}</h2>
        {children}
      </div>
    </dialog>
  );
}
