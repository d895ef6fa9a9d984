import { IconHelp } from '@tabler/icons-react';
import { useWords } from '../../words.ts';
import { useHelp } from './help-store.ts';
import type { Topic } from './page.ts';

/** A question mark beside what it explains. `name` says what that is where the topic's title alone would be too wide. */
export function HelpButton({ topic, anchor, name }: { topic: Topic; anchor?: string; name?: string }) {
  const t = useWords();
  const open = useHelp((help) => help.open);
  const label = t('help.about', { what: name ?? t(`help.topics.${topic}`) });
  return (
    <button type="button" className="help-button" aria-label={label} title={label} onClick={() => open(topic, anchor)}>
      <IconHelp size={18} stroke={1.75} aria-hidden />
    </button>
  );
}
