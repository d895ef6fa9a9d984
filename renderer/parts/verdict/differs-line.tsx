import type { CheckResult } from '../../../shared/model/result.ts';
import { useWords } from '../../words.ts';
import { formatList } from '../numbers.ts';
import { leadSignature } from './three-lines.ts';
import { toldApart } from './told-apart.ts';
import { usePins } from './use-pins.ts';

/** What of a signer is not as it is expected: names that look alike are told apart by nobody who was not told to. */
export function DiffersLine({ result }: { result: CheckResult }) {
  const t = useWords();
  const pins = usePins(result.publisher);
  const signer = leadSignature(result)?.signer;
  const parts = result.case === 'signer-changed-identity' ? toldApart(pins, signer) : [];
  if (parts.length === 0) return null;
  // Who vouches for a person is whoever they logged in with.
  const words = parts.map((part) =>
    t(part === 'issuer' && signer?.build === undefined ? 'both.part.login' : `both.part.${part}`),
  );
  return (
    <p>
      <b>{t('both.whatDiffers', { parts: formatList(words) })}</b>
    </p>
  );
}
