import type { ReactNode } from 'react';
import type { AuditedSigner, AuditFound } from '../../../shared/model/audit.ts';
import { formatDay, formatNumber } from '../../parts/numbers.ts';
import { Name } from '../../parts/visible.tsx';
import { useWords } from '../../words.ts';

/** Who signed, with which key, when, and when that key ends. */
export function AuditSigners({ found: { signers } }: { found: AuditFound }) {
  const t = useWords();
  if (signers.length === 0) return null;
  return (
    <div className="card stack tight">
      <h3>{t('audit:signers.title')}</h3>
      <ul className="audit-signers">
        {signers.map((signer, at) => (
          <li key={at}>
            <Signer signer={signer} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function Signer({ signer }: { signer: AuditedSigner }) {
  const t = useWords();
  const { name, key, listed, isMissing, objects, from, until } = signer;
  return (
    <>
      <p>
        <b>
          {isMissing ? t('audit:signers.missing') : name === undefined ? t('auditing.unnamed') : <Name value={name} />}
        </b>
      </p>
      {key !== undefined && (
        <p className="small">
          <Name value={key} mono />
        </p>
      )}
      <dl className="small">
        {listed.length > 0 && (
          <Fact name={t('audit:signers.listed')}>
            {listed.map((one) => (
              <Name key={one} value={one} />
            ))}
          </Fact>
        )}
        <Fact name={t('audit:signers.signed')}>{formatNumber(objects)}</Fact>
        {from !== undefined && <Fact name={t('audit:signers.from')}>{formatDay(from)}</Fact>}
        {until !== undefined && <Fact name={t('audit:signers.until')}>{formatDay(until)}</Fact>}
        <Ends signer={signer} />
      </dl>
    </>
  );
}

function Ends({ signer: { keyExpiresAt, isPast, isEndless } }: { signer: AuditedSigner }) {
  const t = useWords();
  if (keyExpiresAt === undefined)
    return isEndless ? <Fact name={t('audit:signers.expires')}>{t('audit:signers.noEnd')}</Fact> : null;
  if (!isPast) return <Fact name={t('audit:signers.expires')}>{formatDay(keyExpiresAt)}</Fact>;
  return (
    <Fact name={t('audit:signers.expired')}>
      <b>{formatDay(keyExpiresAt)}</b>
    </Fact>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
