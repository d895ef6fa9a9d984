import type { CheckResult } from '../../../shared/model/result.ts';
import { useWords } from '../../words.ts';
import { CompareForm } from '../compare-form.tsx';
import { ExpectIdentityForm } from '../expect-identity-form.tsx';
import { leadSignature } from './three-lines.ts';
import type { CardActions } from './verdict-card.tsx';

/** Compares a result's signer with what the user copies from the project's own page. */
export function ComparePanel({ result, actions }: { result: CheckResult; actions: CardActions }) {
  const t = useWords();
  const signer = leadSignature(result)?.signer;
  const fingerprint = signer?.fingerprint;
  if (signer?.identity !== undefined) {
    // Who signed is not shown beside the field: what is pasted has to come from the page.
    return (
      <ExpectIdentityForm
        signer={signer}
        isGit={result.git !== undefined}
        publisher={result.publisher}
        onPinned={(publisher) => actions.again?.(publisher)}
      />
    );
  }
  if (fingerprint === undefined) return <p>{t('compare.noFingerprint')}</p>;
  return (
    <CompareForm
      fingerprint={fingerprint}
      isGit={result.git !== undefined}
      publisher={result.publisher}
      onPinned={(publisher) => actions.again?.(publisher)}
    />
  );
}
