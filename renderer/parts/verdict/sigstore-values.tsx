import type { CheckResult } from '../../../shared/model/result.ts';
import type { Signer } from '../../../shared/model/signer.ts';
import type { SignerPart } from '../../../shared/signer-rule.ts';
import { useWords } from '../../words.ts';
import { Seen } from '../seen.tsx';
import { OutcomeIcon } from './check-list.tsx';
import { RawValuesOf } from './raw-values.tsx';
import { Value, ValueList } from './value-list.tsx';

/** Which checks a link stands for. */
const CHECKS = {
  signature: ['signature', 'statement', 'statement-says'],
  key: ['key'],
  certificate: ['certificate-chain', 'sct'],
  identity: ['identity', 'build'],
  log: ['log-entry', 'log-promise', 'log-proof', 'checkpoint', 'timestamp', 'time'],
} as const satisfies Record<string, readonly string[]>;

/** What was seen at one link of a Sigstore signature, check by check, each with its raw values. */
export function CheckValues({ of, result }: { of: keyof typeof CHECKS; result: CheckResult }) {
  const t = useWords();
  const names: readonly string[] = CHECKS[of];
  const several = result.signatures.filter(({ format }) => format === 'sigstore').length > 1;
  // Of several signatures, the checks do not say whose they are.
  if (several) return of === 'signature' || of === 'key' ? null : <p className="small soft">{t('link.amongChecks')}</p>;
  const checks = result.evidence.filter(({ check }) => names.includes(check));
  return (
    <ul className="check-list seen-list">
      {checks.map((check, index) => (
        <li key={index}>
          <OutcomeIcon check={check} verdict={result.verdict} />
          <div className="stack tight grow">
            <p className="small">
              <span className="soft">{t(`outcome.${check.outcome}`)}: </span>
              <Seen check={check} />
            </p>
            {check.raw !== undefined && (
              <details className="raw-fold">
                <summary className="small">{t('card.rawOf')}</summary>
                <RawValuesOf raw={check.raw} />
              </details>
            )}
          </div>
        </li>
      ))}
    </ul>
  );
}

/** Whom a certificate names, as it names them. */
export function IdentityValues({ signer }: { signer: Signer | undefined }) {
  const t = useWords();
  const { identity, issuer, instance, build } = signer ?? {};
  if (identity === undefined) return null;
  return (
    <ValueList>
      <Value name={t('value.identity')} value={identity} mono />
      <Value name={t('value.issuer')} value={issuer} mono />
      <Value name={t('value.instance')} value={instance} />
      <Value name={t('value.repository')} value={build?.repository} mono />
      <Value name={t('value.repositoryId')} value={build?.repositoryId} mono />
      <Value name={t('value.workflow')} value={build?.workflow} mono />
      <Value name={t('value.ref')} value={build?.ref} mono />
      <Value name={t('value.commit')} value={build?.commit} mono />
      <Value name={t('value.trigger')} value={build?.trigger} mono />
      <Value name={t('value.run')} value={build?.runUrl} mono />
      <Value name={t('value.builder')} value={build?.builder} mono />
    </ValueList>
  );
}

/** Of whom a certificate names, what a pin compares, in the same order, and which of it is not as the pin has it. */
export function ComparedValues({ signer, differs }: { signer: Signer | undefined; differs: readonly SignerPart[] }) {
  const t = useWords();
  const { identity, issuer, instance, build } = signer ?? {};
  const remark = (part: SignerPart) => (differs.includes(part) ? t('both.differs') : undefined);
  return (
    <ValueList>
      {build === undefined ? (
        <Value name={t('value.identity')} value={identity} mono remark={remark('identity')} />
      ) : (
        <>
          <Value name={t('value.repository')} value={build.repository} mono remark={remark('repository')} />
          <Value name={t('value.repositoryId')} value={build.repositoryId} mono remark={remark('repositoryId')} />
          <Value name={t('value.workflow')} value={build.workflow} mono remark={remark('workflow')} />
          <Value name={t('value.ref')} value={build.ref} mono remark={remark('ref')} />
        </>
      )}
      <Value name={t('value.issuer')} value={issuer} mono remark={remark('issuer')} />
      <Value name={t('value.instance')} value={instance} remark={remark('instance')} />
    </ValueList>
  );
}
