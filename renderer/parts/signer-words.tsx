import type { PinnedSigner } from '../../shared/model/publisher.ts';
import type { Signer } from '../../shared/model/signer.ts';
import { pinPhrase, signerPhrase } from '../../shared/signer-phrase.ts';
import { useTemplates } from '../words.ts';
import { Fingerprint, Sentence } from './visible.tsx';

/** Who signed, in words: *Built by GitHub Actions from org/repo, tag v2*. Nothing where nobody vouches for anybody. */
export function SignerWords({ signer }: { signer: Signer | undefined }) {
  const template = useTemplates();
  const phrase = signerPhrase(signer);
  return phrase === undefined ? null : <Sentence template={template(`signer.${phrase.key}`)} params={phrase.params} />;
}

/** Whom a pin means, in words; a key by its fingerprint. */
export function PinWords({ pin }: { pin: PinnedSigner }) {
  const template = useTemplates();
  const phrase = pinPhrase(pin);
  if (phrase !== undefined) return <Sentence template={template(`signer.${phrase.key}`)} params={phrase.params} />;
  return 'fingerprint' in pin ? <Fingerprint value={pin.fingerprint} kind={pin.kind} /> : null;
}

/** Says that not the public Sigstore vouches for a signer; a private one can vouch for any name. */
export function InstanceWords({ signer }: { signer: Signer | PinnedSigner | undefined }) {
  const template = useTemplates();
  const instance = signer === undefined || !('instance' in signer) ? undefined : signer.instance;
  if (instance === undefined) return null;
  return <Sentence template={template('signer.instance')} params={{ instance }} />;
}
