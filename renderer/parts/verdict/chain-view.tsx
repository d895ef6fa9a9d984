import { IconFile, IconFingerprint, IconKey, IconListCheck, IconSignature, IconUserCheck } from '@tabler/icons-react';
import type { CheckResult } from '../../../shared/model/result.ts';
import { useTemplates, useWords } from '../../words.ts';
import { CopyButton } from '../copy-button.tsx';
import { formatBytes, formatDay, formatMoment } from '../numbers.ts';
import { Digest, Fingerprint, Name, Sentence, Term } from '../visible.tsx';
import { type ChainLink, chainOf } from './chain.ts';

const ICONS = {
  file: IconFile,
  digest: IconFingerprint,
  manifest: IconListCheck,
  signature: IconSignature,
  key: IconKey,
  expected: IconUserCheck,
} as const;

/** The chain of evidence drawn as links. */
export function ChainView({ result }: { result: CheckResult }) {
  const t = useWords();
  return (
    <section className="stack tight">
      <h3>{t('card.chain')}</h3>
      <ol className={`chain tone-${result.verdict}`}>
        {chainOf(result).map((link) => {
          const Icon = ICONS[link.kind];
          return (
            <li key={link.kind} className="chain-link" data-broken={link.broken || undefined}>
              <span className="chain-node">
                <Icon size={18} aria-hidden />
              </span>
              <div>
                <p className="small soft">{t(`chain.${link.kind}`)}</p>
                <LinkWords link={link} />
              </div>
            </li>
          );
        })}
      </ol>
    </section>
  );
}

function LinkWords({ link }: { link: ChainLink }) {
  const t = useWords();
  const template = useTemplates();
  switch (link.kind) {
    case 'file':
      return (
        <p>
          <Name value={link.artifact.name} mono />{' '}
          {link.artifact.size !== undefined && <span className="soft">{formatBytes(link.artifact.size)}</span>}
        </p>
      );
    case 'digest':
      return (
        <p className="row">
          <Term meaning={t('terms.digest')}>{link.algorithm.toUpperCase()}</Term>
          <Digest value={link.digest} />
          <CopyButton text={link.digest} what={t('chain.digest')} />
        </p>
      );
    case 'manifest':
      return (
        <>
          <p>
            <Name value={link.manifest.path} mono />
          </p>
          <p className="small soft">
            {t(link.broken ? 'chain.manifestBroken' : 'chain.manifestHolds', { count: link.manifest.listed })}
          </p>
        </>
      );
    case 'signature':
      return <SignatureWords link={link} />;
    case 'key': {
      const { signer, keyCreatedAt, keyExpiresAt } = link.signature;
      const fingerprint = signer?.fingerprint ?? signer?.keyId;
      return (
        <>
          {signer?.userId !== undefined && (
            <p>
              <Name value={signer.userId} />
            </p>
          )}
          {fingerprint !== undefined && (
            <p className="row">
              <Fingerprint value={fingerprint} />
              <CopyButton text={fingerprint} what={t('terms.fingerprintWord')} />
            </p>
          )}
          <p className="small soft row">
            {keyCreatedAt !== undefined && <span>{t('keys.made', { date: formatDay(keyCreatedAt) })}</span>}
            {keyExpiresAt !== undefined && <span>{t('chain.keyEnds', { date: formatDay(keyExpiresAt) })}</span>}
          </p>
        </>
      );
    }
    case 'expected':
      return (
        <p>
          {link.expected ? (
            link.publisher === undefined ? (
              t('chain.expectedForCall')
            ) : (
              <Sentence
                template={template(link.since === undefined ? 'chain.expectedFor' : 'chain.expectedSince')}
                params={{ publisher: link.publisher, ...(link.since === undefined ? {} : { since: link.since }) }}
              />
            )
          ) : (
            t('chain.notExpected')
          )}
        </p>
      );
  }
}

function SignatureWords({ link }: { link: Extract<ChainLink, { kind: 'signature' }> }) {
  const t = useWords();
  const { signature } = link;
  if (signature === undefined) return <p>{t('chain.noSignature')}</p>;
  return (
    <>
      {signature.path !== undefined && (
        <p>
          <Name value={signature.path} mono />
        </p>
      )}
      <p>{t(`result.${signature.result}`)}</p>
      {signature.signedAt !== undefined && (
        <p className="small soft">
          {t(`dateProof.${signature.dateProvenBy}`, { date: formatMoment(signature.signedAt) })}
        </p>
      )}
    </>
  );
}
