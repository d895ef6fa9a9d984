import type { Check } from '../../shared/model/check.ts';
import { knowsEvidence } from '../words.ts';
import { Name, SeenSays } from './visible.tsx';

/** What a check saw, in the window's language; in English where an earlier version wrote it down. */
export function Seen({ check: { says, detail } }: { check: Check }) {
  if (says === undefined || !knowsEvidence(says.key)) return <Name value={detail} />;
  return <SeenSays says={says} />;
}
