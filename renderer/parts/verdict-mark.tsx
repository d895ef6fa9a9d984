import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleMinus,
  IconCircleX,
  IconInfoCircle,
  IconShieldCheck,
  IconShieldQuestion,
  IconShieldX,
  IconShield,
} from '@tabler/icons-react';
import type { Verdict } from '../../shared/model/verdict.ts';
import { useWords } from '../words.ts';

const SHIELDS = {
  verified: IconShieldCheck,
  untrusted: IconShieldQuestion,
  invalid: IconShieldX,
  incomplete: IconShield,
} as const;

const MARKS = {
  verified: IconCircleCheck,
  untrusted: IconAlertTriangle,
  invalid: IconCircleX,
  incomplete: IconCircleMinus,
  plain: IconInfoCircle,
} as const;

/** A verdict's own icon, without its word. */
export function VerdictIcon({ verdict, size = 20 }: { verdict: Verdict; size?: number }) {
  const Shield = SHIELDS[verdict];
  return <Shield className="verdict-icon" size={size} stroke={1.75} aria-hidden />;
}

/** The mark of one of the card's three lines. `plain` neither comforts nor warns: a tick belongs to a green card alone. */
export function LineMark({ tone }: { tone: Verdict | 'plain' }) {
  const Mark = MARKS[tone];
  return <Mark size={20} stroke={1.75} aria-hidden />;
}

/** Icon and word together; nothing hangs on the colour. */
export function VerdictMark({ verdict }: { verdict: Verdict }) {
  const t = useWords();
  return (
    <span className={`verdict-mark tone-${verdict} small`}>
      <VerdictIcon verdict={verdict} />
      {t(`verdictWord.${verdict}`)}
    </span>
  );
}
