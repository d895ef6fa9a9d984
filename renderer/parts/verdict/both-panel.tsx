import type { CheckResult, JudgedSignature } from '../../../shared/model/result.ts';
import type { PinnedSigner } from '../../../shared/model/publisher.ts';
import { differences, pinId } from '../../../shared/signer-rule.ts';
import { useWords } from '../../words.ts';
import { formatMoment } from '../numbers.ts';
import { InstanceWords, PinWords, SignerWords } from '../signer-words.tsx';
import { Fingerprint, Name } from '../visible.tsx';
import { PinValues } from '../pin-values.tsx';
import { ComparedValues } from './sigstore-values.tsx';
import { leadSignature } from './three-lines.ts';
import { usePins } from './use-pins.ts';
import { ValueList } from './value-list.tsx';

/** Two sides by side: the expected key and the one that signed, or the signature that fits and the one that does not. */
export function BothPanel({ result }: { result: CheckResult }) {
  return result.case === 'one-good-one-bad' ? <BothSignatures result={result} /> : <BothKeys result={result} />;
}

function BothSignatures({ result }: { result: CheckResult }) {
  const t = useWords();
  return (
    <div className="both">
      {result.signatures.map((signature, index) => (
        <section key={index} className="stack tight">
          <h3>{t(signature.result === 'good' ? 'both.fits' : 'both.doesNotFit')}</h3>
          <Side signature={signature} />
        </section>
      ))}
    </div>
  );
}

function BothKeys({ result }: { result: CheckResult }) {
  const t = useWords();
  const pins = usePins(result.publisher);
  return (
    <div className="both">
      <section className="stack tight">
        <h3>{t('both.expected')}</h3>
        {pins.map((pin) => (
          <div key={pinId(pin)} className="stack tight">
            {pin.label !== undefined && (
              <p>
                <Name value={pin.label} />
              </p>
            )}
            <p>
              <PinWords pin={pin} />
            </p>
            <p className="small soft">
              <InstanceWords signer={pin} />
            </p>
            {!('fingerprint' in pin) && (
              <ValueList>
                <PinValues pin={pin} />
              </ValueList>
            )}
            <p className="small soft">
              {t(`confirmed.${pin.confirmed.how}`, { date: formatMoment(pin.confirmed.at) })}
            </p>
          </div>
        ))}
        {pins.length === 0 && <p>{t('both.unpinned')}</p>}
      </section>
      <section className="stack tight">
        <h3>{t('both.signed')}</h3>
        <Side signature={leadSignature(result)} pins={pins} />
      </section>
    </div>
  );
}

/** One side's signature; `pins`: whom it is compared with. */
function Side({ signature, pins = [] }: { signature: JudgedSignature | undefined; pins?: readonly PinnedSigner[] }) {
  const t = useWords();
  const signer = signature?.signer;
  const { userId, identity, fingerprint, kind, keyId } = signer ?? {};
  const key = fingerprint ?? keyId;
  // Of several it is not known which one should have signed.
  const only = pins.length === 1 ? pins[0] : undefined;
  return (
    <>
      {identity !== undefined ? (
        <>
          <p>
            <SignerWords signer={signer} />
          </p>
          <p className="small soft">
            <InstanceWords signer={signer} />
          </p>
          <ComparedValues signer={signer} differs={only === undefined ? [] : differences(only, signer)} />
        </>
      ) : (
        <p>{userId === undefined ? t('card.unnamedSigner') : <Name value={userId} />}</p>
      )}
      {key !== undefined && (
        <p>
          <Fingerprint value={key} kind={kind} />
        </p>
      )}
      {signature?.path !== undefined && (
        <p className="small soft">
          <Name value={signature.path} mono />
        </p>
      )}
    </>
  );
}
