import type { CheckResult, JudgedSignature } from '../../../shared/model/result.ts';
import { pinId } from '../../../shared/signer-rule.ts';
import { useWords } from '../../words.ts';
import { formatMoment } from '../numbers.ts';
import { InstanceWords, PinWords, SignerWords } from '../signer-words.tsx';
import { Fingerprint, Name } from '../visible.tsx';
import { IdentityValues } from './sigstore-values.tsx';
import { leadSignature } from './three-lines.ts';
import { usePins } from './use-pins.ts';

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
            <p className="small soft">
              {t(`confirmed.${pin.confirmed.how}`, { date: formatMoment(pin.confirmed.at) })}
            </p>
          </div>
        ))}
        {pins.length === 0 && <p>{t('both.unpinned')}</p>}
      </section>
      <section className="stack tight">
        <h3>{t('both.signed')}</h3>
        <Side signature={leadSignature(result)} />
      </section>
    </div>
  );
}

function Side({ signature }: { signature: JudgedSignature | undefined }) {
  const t = useWords();
  const signer = signature?.signer;
  const { userId, identity, fingerprint, keyId } = signer ?? {};
  const key = fingerprint ?? keyId;
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
          <IdentityValues signer={signer} />
        </>
      ) : (
        <p>{userId === undefined ? t('card.unnamedSigner') : <Name value={userId} />}</p>
      )}
      {key !== undefined && (
        <p>
          <Fingerprint value={key} />
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
