import { useEffect, useRef } from 'react';
import { useJobs } from '../parts/jobs.ts';
import type { Screen } from '../parts/shell.ts';
import { useVerify } from '../screens/verify/verify-slice.ts';

/** Gives the focus to a heading, which Tab passes over. */
function focusOn(heading: HTMLElement | null): void {
  if (heading === null) return;
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
}

/** Whether the user is at something that still is there: a field, a button of the screen, an open sheet. */
function isBusyElsewhere(): boolean {
  const at = document.activeElement;
  if (document.querySelector('dialog[open]') !== null) return true;
  return at instanceof HTMLElement && at.closest('main') !== null && !at.matches('main, h1, h2');
}

/** Frames that React may take to draw a card in pieces, where there are many results. */
const FRAMES = 20;

/** Brings the focus to a heading once it is drawn, unless the user is at something by then. */
function focusWhenDrawn(find: () => HTMLElement | null, frames = FRAMES): void {
  requestAnimationFrame(() => {
    if (isBusyElsewhere()) return;
    const heading = find();
    if (heading === null && frames > 0) focusWhenDrawn(find, frames - 1);
    else focusOn(heading);
  });
}

/** Stands behind a screen: once that is drawn, the focus is at its heading, so that reading and Tab go on there. */
export function Arrived({ screen }: { screen: Screen }) {
  const first = useRef(true);
  useEffect(() => {
    // Where the window begins, nobody has gone anywhere yet.
    if (!first.current && !isBusyElsewhere()) focusOn(document.querySelector<HTMLElement>('main h1'));
    first.current = false;
  }, [screen]);
  return null;
}

/** Says the outcome of a check in the live region once it is done, and brings the focus to its sentence where nothing else has it. */
export function useVerdictAnnouncer(): void {
  useEffect(
    () =>
      useJobs.subscribe(({ jobs }, before) => {
        const { job } = useVerify.getState();
        if (job === null || jobs[job]?.done === undefined || before.jobs[job]?.done !== undefined) return;
        useVerify.getState().announce();
        focusWhenDrawn(() => document.querySelector<HTMLElement>('main .verdict-sentence'));
      }),
    [],
  );
}
