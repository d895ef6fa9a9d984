import { lazy, Suspense } from 'react';
import { useHelp } from './help-store.ts';

const HelpPanel = lazy(async () => ({ default: (await import('./help-panel.tsx')).HelpPanel }));

/** The place of the help in the frame. Nothing of it is loaded before it is asked for. */
export function HelpLayer() {
  const shown = useHelp((help) => help.shown);
  if (shown === null) return null;
  return (
    <Suspense fallback={null}>
      <HelpPanel shown={shown} />
    </Suspense>
  );
}
