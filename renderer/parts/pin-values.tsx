import type { PinnedSigner } from '../../shared/model/publisher.ts';
import { useWords } from '../words.ts';
import { Value } from './verdict/value-list.tsx';

/** What a pin compares, value by value; to stand in a list of values. Nothing for a key: its fingerprint is all. */
export function PinValues({ pin }: { pin: PinnedSigner }) {
  const t = useWords();
  if ('fingerprint' in pin) return null;
  return (
    <>
      {'identity' in pin && <Value name={t('value.identity')} value={pin.identity} mono />}
      {'identityPattern' in pin && <Value name={t('value.pattern')} value={pin.identityPattern} mono />}
      {'repository' in pin && (
        <>
          <Value name={t('value.repository')} value={pin.repository} mono />
          <Value name={t('value.repositoryId')} value={pin.repositoryId} mono />
          <Value name={t('value.workflow')} value={pin.workflow} mono />
          <Value name={t('value.ref')} value={pin.refs} mono />
        </>
      )}
      <Value name={t('value.issuer')} value={pin.issuer} mono />
      <Value name={t('value.instance')} value={pin.instance} />
    </>
  );
}
