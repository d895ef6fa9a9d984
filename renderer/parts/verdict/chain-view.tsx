import {
  IconCertificate,
  IconChevronRight,
  IconFile,
  IconHistory,
  IconId,
  IconFingerprint,
  IconKey,
  IconListCheck,
  IconListDetails,
  IconSignature,
  IconUserCheck,
  IconUserQuestion,
  IconUserX,
} from '@tabler/icons-react';
import { digestAlone, digestName } from '../../../shared/digest-name.ts';
import type { CheckResult } from '../../../shared/model/result.ts';
import { signerName } from '../../../shared/signer-name.ts';
import { shortened } from '../../../shared/visible-text.ts';
import { useTemplates, useWords } from '../../words.ts';
import { formatBytes } from '../numbers.ts';
import { SignerWords } from '../signer-words.tsx';
import { Name, Sentence, ShortDigest } from '../visible.tsx';
import { bestDigest, chainOf } from './chain.ts';
import type { ChainLink } from './chain-link.ts';
import { gitWord, linkWord } from './link-words.ts';
import { LinkValues } from './link-values.tsx';

/** The chain of evidence drawn as links, each of which opens what was seen. */
export function ChainView({ result }: { result: CheckResult }) {
  const t = useWords();
  return (
    <section className="stack tight">
      <h3>{t('card.chain')}</h3>
      <p className="small soft">{t('card.chainHint')}</p>
      <ol className={`chain tone-${result.verdict}`}>
        {chainOf(result).map((link) => (
          <li key={link.kind} className="chain-link" data-state={link.state}>
            <details>
              <summary>
                <span className="chain-node">
                  <LinkIcon link={link} verified={result.verdict === 'verified'} />
                </span>
                <span className="chain-what">
                  <span className="chain-title">
                    <b>{t(titleOf(link, result))}</b>{' '}
                    <span className="chain-state small">{t(`linkState.${link.state}`)}</span>
                  </span>{' '}
                  <span className="chain-seen small">
                    <Seen link={link} result={result} />
                  </span>
                </span>
                <IconChevronRight className="chain-open" size={16} aria-hidden />
              </summary>
              <div className="chain-values">
                <LinkValues link={link} result={result} />
              </div>
            </details>
          </li>
        ))}
      </ol>
    </section>
  );
}

const ICONS = {
  file: IconFile,
  digest: IconFingerprint,
  manifest: IconListDetails,
  manifestVerified: IconListCheck,
  signature: IconSignature,
  key: IconKey,
  certificate: IconCertificate,
  identity: IconId,
  log: IconHistory,
  expected: IconUserQuestion,
  expectedVerified: IconUserCheck,
  expectedBroken: IconUserX,
} as const;

/** What a link is called: a tag or commit is no file, and its digest is its name. */
function titleOf({ kind }: ChainLink, { git }: CheckResult) {
  if (git !== undefined && kind === 'file') return `chainGit.${git.type}` as const;
  return git !== undefined && kind === 'digest' ? ('chainGit.object' as const) : (`chain.${kind}` as const);
}

/** Only the card's verdict may comfort: no icon has a tick where the card is not green. */
function LinkIcon({ link, verified }: { link: ChainLink; verified: boolean }) {
  const Icon = ICONS[iconOf(link, verified)];
  return <Icon size={18} aria-hidden />;
}

function iconOf({ kind, state }: ChainLink, verified: boolean): keyof typeof ICONS {
  if (kind === 'manifest' && verified) return 'manifestVerified';
  if (kind !== 'expected') return kind;
  if (state === 'broken') return 'expectedBroken';
  return verified ? 'expectedVerified' : 'expected';
}

/** What a closed link shows: the value itself where it is short, else a sentence. */
function Seen({ link, result }: { link: ChainLink; result: CheckResult }) {
  const template = useTemplates();
  const word = linkWord(link, result);
  const own = result.git === undefined ? undefined : gitWord(link);
  if (own !== undefined) return template(`linkGit.${own}`);
  if (result.git !== undefined && link.kind === 'digest')
    return <span className="mono">{shortened(result.git.id)}</span>;
  if (word !== undefined) {
    const signer = link.kind === 'key' ? link.signature?.signer : undefined;
    const signedAt = link.kind === 'log' ? (link.signature.signedAt ?? '') : '';
    const params = { who: signerName(signer), publisher: result.publisher ?? '', signedAt };
    return <Sentence template={template(`link.${word}`)} params={params} />;
  }
  if (link.kind === 'identity') return <SignerWords signer={link.signature.signer} />;
  const { artifact } = result;
  if (link.kind === 'file') {
    const digest = digestAlone(artifact);
    if (digest !== undefined) return <ShortDigest digest={digest} />;
    return (
      <>
        <Name value={artifact.name} mono />
        {artifact.size !== undefined && <> {formatBytes(artifact.size)}</>}
      </>
    );
  }
  const best = bestDigest(artifact);
  return best === undefined ? null : (
    <span className="mono">
      {digestName(best.algorithm)} {shortened(best.digest)}
    </span>
  );
}
