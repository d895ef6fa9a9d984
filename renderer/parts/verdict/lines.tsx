import type { ReactNode } from 'react';
import type { CheckResult } from '../../../shared/model/result.ts';
import { signerName } from '../../../shared/signer-name.ts';
import { isSigner } from '../../../shared/signer-rule.ts';
import { writtenEnd } from '../../../shared/ssh-fingerprint.ts';
import { useTemplates, useWords } from '../../words.ts';
import { formatDay } from '../numbers.ts';
import { paramsOf } from '../say.ts';
import { InstanceWords, SignerWords } from '../signer-words.tsx';
import { LineMark } from '../verdict-mark.tsx';
import { Name, Sentence, Term } from '../visible.tsx';
import { keyEndOf } from './remarks.ts';
import { leadSignature, threeLines, type Tone } from './three-lines.ts';
import { usePins } from './use-pins.ts';
import { HelpButton } from '../help/help-button.tsx';

/** The card's three questions, each with its answer in words and its own mark. */
export function Lines({ result }: { result: CheckResult }) {
  const t = useWords();
  const template = useTemplates();
  const lines = threeLines(result);
  const signer = leadSignature(result)?.signer;
  const isFile = result.git === undefined;
  const params = { ...paramsOf(result), who: signerName(signer), publisher: result.publisher ?? '' };
  return (
    <dl className="lines">
      <Line
        question={t('card.unchanged')}
        meaning={t(isFile ? 'card.unchangedMeaning' : 'cardGit.unchangedMeaning')}
        tone={lines.unchanged.tone}
      >
        {!isFile && lines.unchanged.answer === 'no'
          ? t('cardGit.unchangedNo')
          : t(`unchanged.${lines.unchanged.answer}`)}
      </Line>
      <Line
        question={t('card.signed')}
        meaning={t(signer?.identity === undefined ? 'card.signedMeaning' : 'card.signedMeaningIdentity')}
        tone={lines.signed.tone}
      >
        {NAMES_ALONE.has(lines.signed.answer) && signer?.identity !== undefined ? (
          <SignerWords signer={signer} />
        ) : (
          <Sentence template={template(`signed.${lines.signed.answer}`)} params={params} />
        )}
        {signer?.instance !== undefined && (
          <span className="small soft">
            {' '}
            <InstanceWords signer={signer} />
          </span>
        )}
        {signer?.fingerprint !== undefined && (
          <span className="small soft key-end">
            {' '}
            <Term meaning={t('terms.fingerprint')}>
              {t('card.keyEnding')} <Name value={writtenEnd(signer.kind, signer.fingerprint)} mono />
            </Term>
          </span>
        )}
        <KeyEnd result={result} />
      </Line>
      <Line question={t('card.expected')} meaning={t('card.expectedMeaning')} tone={lines.expected.tone}>
        <Sentence template={template(`expected.${lines.expected.answer}`)} params={params} />
        {lines.expected.answer === 'yes' && <Confirmed result={result} />}{' '}
        <HelpButton topic="verdicts" anchor="lines" name={t('help.names.threeLines')} />
      </Line>
    </dl>
  );
}

/** That the key has ended, where the sentence above does not say it. */
function KeyEnd({ result }: { result: CheckResult }) {
  const t = useWords();
  const end = keyEndOf(result);
  const expiresAt = leadSignature(result)?.keyExpiresAt;
  if (end === undefined) return null;
  return (
    <p>
      {end === 'key-expired-since' && expiresAt !== undefined
        ? t('card.keyExpired', { date: formatDay(expiresAt) })
        : t(`note:${end}`)}
    </p>
  );
}

/** Answers that are nothing but who signed: there is room for it in words. */
const NAMES_ALONE: ReadonlySet<string> = new Set(['expected', 'identity', 'known']);

/** How it came that this signer is expected. */
function Confirmed({ result }: { result: CheckResult }) {
  const t = useWords();
  const pins = usePins(result.publisher);
  const signer = leadSignature(result)?.signer;
  const pin = pins.find((one) => isSigner(one, signer));
  if (pin === undefined) return null;
  return (
    <span className="small soft"> {t(`confirmed.${pin.confirmed.how}`, { date: formatDay(pin.confirmed.at) })}</span>
  );
}

function Line(props: { question: string; meaning: string; tone: Tone; children: ReactNode }) {
  return (
    <div className={props.tone === 'plain' ? 'line' : `line tone-${props.tone}`}>
      <dt>
        <span className="line-mark">
          <LineMark tone={props.tone} />
        </span>
        <Term meaning={props.meaning}>{props.question}</Term>
      </dt>
      <dd>{props.children}</dd>
    </div>
  );
}
