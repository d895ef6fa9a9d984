import { IconClock, IconPencilOff } from '@tabler/icons-react';
import { VerdictIcon } from '../../parts/verdict-mark.tsx';
import type { Standing } from './listed.ts';

/** The icon of how a row stands: a verdict's own, or one that is none of them. */
export function StandingIcon({ standing, size }: { standing: Standing; size: number }) {
  if (standing === 'unsigned') return <IconPencilOff size={size} stroke={1.5} aria-hidden />;
  if (standing === 'waiting') return <IconClock size={size} stroke={1.5} aria-hidden />;
  return <VerdictIcon verdict={standing} size={size} />;
}

/** The colour of a verdict; what is none has none. */
export function toneOf(standing: Standing): string {
  return standing === 'unsigned' || standing === 'waiting' ? 'toneless' : `tone-${standing}`;
}
