import type { CheckResult } from '../../../shared/model/result.ts';
import { signerName } from '../../../shared/signer-name.ts';
import { useTemplates, useWords } from '../../words.ts';
import { InstanceWords, SignerWords } from '../signer-words.tsx';
import { VerdictMark } from '../verdict-mark.tsx';
import { Name } from '../visible.tsx';
import { noteWords } from './case-words.ts';

/** Every signature, where there are several, with its own verdict and remarks. */
export function SignatureList({ result }: { result: CheckResult }) {
  const t = useWords();
  const template = useTemplates();
  if (result.signatures.length < 2) return null;
  return (
    <section className="stack tight">
      <h3>{t('card.signatures')}</h3>
      <ul className="signature-list">
        {result.signatures.map((signature, index) => (
          <li key={index}>
            <span className="grow stack">
              {signature.signer?.identity === undefined ? (
                <Name value={signature.signer === undefined ? t('card.unnamedSigner') : signerName(signature.signer)} />
              ) : (
                <span>
                  <SignerWords signer={signature.signer} /> <InstanceWords signer={signature.signer} />
                </span>
              )}
              {signature.path !== undefined && (
                <span className="small soft">
                  <Name value={signature.path} mono />
                </span>
              )}
              {signature.result !== 'good' && <span className="small">{t(`result.${signature.result}`)}</span>}
              {signature.notes.map((note) => (
                <span key={note} className="small">
                  {template(noteWords(result, note))}
                </span>
              ))}
            </span>
            <VerdictMark verdict={signature.verdict} />
          </li>
        ))}
      </ul>
    </section>
  );
}
