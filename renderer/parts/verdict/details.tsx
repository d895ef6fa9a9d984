import { IconChevronRight } from '@tabler/icons-react';
import type { CheckResult } from '../../../shared/model/result.ts';
import { visibleText } from '../../../shared/visible-text.ts';
import { useTemplates, useWords } from '../../words.ts';
import { CopyButton } from '../copy-button.tsx';
import { Name } from '../visible.tsx';
import { noteWords } from './case-words.ts';
import { ChainView } from './chain-view.tsx';
import { CheckList } from './check-list.tsx';
import { KeepRecord } from './keep-record.tsx';
import { remarksOf } from './remarks.ts';
import { SignatureList } from './signature-list.tsx';

/** The folded part of a card: chain, signatures, every check, raw values; copy and save. */
export function Details({ result }: { result: CheckResult }) {
  const t = useWords();
  return (
    <details className="fold">
      <summary>
        <IconChevronRight size={16} aria-hidden />
        {t('card.details')}
      </summary>
      <div className="fold-body">
        <ChainView result={result} />
        <SignatureList result={result} />
        <Remarks result={result} />
        <CheckList result={result} />
        <ManifestNames result={result} />
        <RawValues result={result} />
        <KeepRecord result={result} />
      </div>
    </details>
  );
}

function Remarks({ result }: { result: CheckResult }) {
  const t = useWords();
  const template = useTemplates();
  const remarks = remarksOf(result);
  if (remarks.length === 0) return null;
  return (
    <section className="stack tight">
      <h3>{t('card.notes')}</h3>
      <ul className="stack tight">
        {remarks.map((note) => (
          <li key={note}>{template(noteWords(result, note))}</li>
        ))}
      </ul>
    </section>
  );
}

/** So many names are shown; a list may hold a hundred thousand. */
const MOST_NAMES = 500;

function ManifestNames({ result }: { result: CheckResult }) {
  const t = useWords();
  const { manifest } = result;
  if (manifest === undefined) return null;
  const groups = (['mismatched', 'missing', 'unlisted'] as const).filter((group) => manifest[group].length > 0);
  return groups.map((group) => (
    <details key={group}>
      <summary>{t(`manifest.${group}`, { count: manifest[group].length })}</summary>
      <ul className="small pre" tabIndex={0}>
        {manifest[group].slice(0, MOST_NAMES).map((name) => (
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

/** JSON keeps its own line ends; everything else that cannot be seen is shown. */
function visibleLines(text: string): string {
  return text.split('\n').map(visibleText).join('\n');
}
