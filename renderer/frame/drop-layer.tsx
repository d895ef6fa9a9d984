import { IconGitBranch, IconKey, IconReportSearch, IconShieldSearch, IconSignature } from '@tabler/icons-react';
import { useEffect, useState, type DragEvent as ZoneDragEvent, type ReactNode } from 'react';
import { grantFiles } from '../api.ts';
import { useOpened } from '../parts/opened.ts';
import { attempt, useShell } from '../parts/shell.ts';
import { useWords } from '../words.ts';
import { type Intent, receive } from './intents.ts';

const ICONS = {
  verify: IconShieldSearch,
  sign: IconSignature,
  keys: IconKey,
  repositories: IconGitBranch,
  policy: IconReportSearch,
} as const;

const carriesFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') === true;

const hand = (files: File[], intent: Intent) => attempt(async () => receive(await grantFiles(files), intent));

/** The whole window as a drop target: while files are dragged over it, its halves say what each does. */
export function DropLayer() {
  const t = useWords();
  const [dragging, setDragging] = useState(false);
  const screen = useShell((shell) => shell.screen);
  const takesPolicy = useOpened((opened) => opened.takesPolicy);
  const zones: Intent[] = [
    'verify',
    'sign',
    ...(screen === 'keys' || screen === 'repositories' ? [screen] : []),
    ...(screen === 'repositories' && takesPolicy ? (['policy'] as const) : []),
  ];

  useEffect(() => {
    // Elements that were entered and not left; those that are gone from the page can no longer be left.
    const entered = new Set<EventTarget>();
    const enter = (event: DragEvent) => {
      if (!carriesFiles(event) || event.target === null) return;
      entered.add(event.target);
      setDragging(true);
    };
    const over = (event: DragEvent) => event.preventDefault();
    const leave = (event: DragEvent) => {
      if (event.target !== null) entered.delete(event.target);
      for (const target of entered) if (target instanceof Node && !target.isConnected) entered.delete(target);
      if (entered.size === 0) setDragging(false);
    };
    const drop = (event: DragEvent) => {
      entered.clear();
      setDragging(false);
      if (event.defaultPrevented) return;
      // The drop came before the halves were drawn: it goes to the half that would have been there.
      event.preventDefault();
      const files = [...(event.dataTransfer?.files ?? [])];
      void hand(files, event.clientX < window.innerWidth / 2 ? 'verify' : 'sign');
    };
    window.addEventListener('dragenter', enter, true);
    window.addEventListener('dragover', over);
    window.addEventListener('dragleave', leave, true);
    window.addEventListener('drop', drop);
    return () => {
      window.removeEventListener('dragenter', enter, true);
      window.removeEventListener('dragover', over);
      window.removeEventListener('dragleave', leave, true);
      window.removeEventListener('drop', drop);
    };
  }, []);

  if (!dragging) return null;
  return (
    <section className="drop-layer" aria-label={t('drop.title')}>
      {zones.map((zone) => {
        const Icon = ICONS[zone];
        return (
          <Half key={zone} intent={zone}>
            <div className="drop-words">
              <Icon size={48} stroke={1.5} aria-hidden />
              <b>{t(`drop.${zone}`)}</b>
              <span className="soft">{t(`drop.${zone}Hint`)}</span>
            </div>
          </Half>
        );
      })}
    </section>
  );
}

/** One part of the layer. Nothing is asked of the files themselves: even to read a size stops the page, for each of ten thousand. */
function Half({ intent, children }: { intent: Intent; children: ReactNode }) {
  const [over, setOver] = useState(false);
  const leave = (event: ZoneDragEvent) => {
    if (!(event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget))) setOver(false);
  };
  const drop = (event: ZoneDragEvent) => {
    // Folders arrive as folders, as the event has them.
    event.preventDefault();
    void hand([...event.dataTransfer.files], intent);
  };
  return (
    <div
      className="drop-half"
      data-over={over || undefined}
      onDragEnter={() => setOver(true)}
      onDragLeave={leave}
      onDrop={drop}
    >
      {children}
    </div>
  );
}
