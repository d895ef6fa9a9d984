import { Button } from '@mantine/core';
import { IconCheck, IconChevronRight, IconMinus, IconX } from '@tabler/icons-react';
import type { RefObject } from 'react';
import type { CheckResult } from '../../../shared/model/result.ts';
import { call } from '../../api.ts';
import { useWords } from '../../words.ts';
import { CopyButton } from '../copy-button.tsx';
import { attempt } from '../shell.ts';
import { Name } from '../visible.tsx';
import { visibleText } from '../../../shared/visible-text.ts';
import { VerdictMark } from '../verdict-mark.tsx';
import { ChainView } from './chain-view.tsx';

const OUTCOMES = { passed: IconCheck, failed: IconX, 'not-made': IconMinus } as const;

/** The folded part of a card: chain, signatures, every check, raw values; copy and save. */
export function Details({ result, fold }: { result: CheckResult; fold: RefObject<HTMLDetailsElement | null> }) {
  const t = useWords();
  return (
    <details className="fold" ref={fold}>
      <summary>
        <IconChevronRight size={16} aria-hidden />
        {t('card.details')}
      </summary>
      <div className="fold-body">
        <ChainView result={result} />
        <Signatures result={result} />
        <Notes result={result} />
        <section className="stack tight">
          <h3>{t('card.checks')}</h3>
          <ul className="check-list">
            {result.evidence.map((check, index) => {
              const Icon = OUTCOMES[check.outcome];
              return (
                <li key={index}>
                  <Icon size={18} aria-hidden />
                  <div>
                    <span className="small soft">{t(`outcome.${check.outcome}`)}: </span>
                    <Name value={check.detail} />
                  </div>
                </li>
              );
            })}
          </ul>
        </section>
        <ManifestNames result={result} />
        <RawValues result={result} />
        <SaveRow result={result} />
      </div>
    </details>
  );
}

function Signatures({ result }: { result: CheckResult }) {
  const t = useWords();
  if (result.signatures.length < 2) return null;
  return (
    <section className="stack tight">
      <h3>{t('card.signatures')}</h3>
      <ul className="stack tight">
        {result.signatures.map((signature, index) => (
          <li key={index} className="row apart">
            <span className="grow">
              <Name value={signature.signer?.userId ?? signature.signer?.keyId ?? t('card.unnamedSigner')} />
              <span className="small soft"> {t(`result.${signature.result}`)}</span>
              {signature.notes.map((note) => (
                <span key={note} className="small soft">
                  {' '}
                  {t(`note:${note}`)}
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

function Notes({ result }: { result: CheckResult }) {
  const t = useWords();
  const notes = [...new Set([...result.notes, ...result.signatures.flatMap((signature) => signature.notes)])];
  if (notes.length === 0) return null;
  return (
    <section className="stack tight">
      <h3>{t('card.notes')}</h3>
      <ul className="stack tight">
        {notes.map((note) => (
          <li key={note}>{t(`note:${note}`)}</li>
        ))}
      </ul>
    </section>
  );
}

function ManifestNames({ result }: { result: CheckResult }) {
  const t = useWords();
  const { manifest } = result;
  if (manifest === undefined) return null;
  const groups = (['mismatched', 'missing', 'unlisted'] as const).filter((group) => manifest[group].length > 0);
  return groups.map((group) => (
    <details key={group}>
      <summary>{t(`manifest.${group}`, { count: manifest[group].length })}</summary>
      <ul className="small pre">
        {manifest[group].slice(0, 500).map((name) => (
          <li key={name}>
            <Name value={name} mono />
          </li>
        ))}
      </ul>
    </details>
  ));
}

function RawValues({ result }: { result: CheckResult }) {
  const t = useWords();
  const raw = JSON.stringify(
    { verdict: result.verdict, case: result.case, artifact: result.artifact, signatures: result.signatures },
    null,
    2,
  );
  return (
    <details>
      <summary>{t('card.raw')}</summary>
      <div className="stack tight">
        <pre className="pre small mono" tabIndex={0}>
          {visibleLines(raw)}
        </pre>
        <CopyButton text={raw} label={t('card.copyRaw')} />
      </div>
    </details>
  );
}

function SaveRow({ result }: { result: CheckResult }) {
  const t = useWords();
  const save = (format: 'json' | 'text' | 'html') =>
    void attempt(() => call('verify.save', { result: result.id, format }));
  const text = [
    visibleText(result.summary),
    t('card.recordLine', { at: result.checkedAt, id: result.id }),
    ...Object.entries(result.artifact.digests).map(([algorithm, digest]) => `${algorithm}: ${digest}`),
    ...result.evidence.map((check) => `${t(`outcome.${check.outcome}`)}: ${visibleText(check.detail)}`),
    t('card.recordNotProof'),
  ].join('\n');
  return (
    <section className="stack tight">
      <div className="row">
        <CopyButton text={text} label={t('card.copyText')} />
        <span className="soft small">{t('card.saveAs')}</span>
        {(['text', 'html', 'json'] as const).map((format) => (
          <Button key={format} size="compact-sm" variant="default" onClick={() => save(format)}>
            {t(`card.format.${format}`)}
          </Button>
        ))}
      </div>
      <p className="small soft">{t('card.recordNotProof')}</p>
    </section>
  );
}

/** JSON keeps its own line ends; everything else that cannot be seen is shown. */
function visibleLines(text: string): string {
  return text.split('\n').map(visibleText).join('\n');
}
