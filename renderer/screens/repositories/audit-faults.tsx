import type { AuditFault } from '../../../shared/model/audit.ts';
import { caseWords } from '../../parts/verdict/case-words.ts';
import { VerdictIcon } from '../../parts/verdict-mark.tsx';
import { Name, Sentence } from '../../parts/visible.tsx';
import { useTemplates, useWords } from '../../words.ts';

/** What needs a look, each with its reason, who signed and who made it. */
export function AuditFaults({ faults }: { faults: readonly AuditFault[] }) {
  return (
    <ol className="audit-faults">
      {faults.map((fault) => (
        <Fault key={`${fault.type} ${fault.id} ${fault.subject}`} fault={fault} />
      ))}
    </ol>
  );
}

function Fault({ fault }: { fault: AuditFault }) {
  const t = useWords();
  const template = useTemplates();
  const { id, type, subject, by, at, verdict, case: said, params, says, word, reason, ref, signer } = fault;
  const sentence = caseWords({ case: said, git: { repository: '', type, id, letter: '' } }, 'sentence');
  return (
    <li>
      <p>
        {word === undefined ? (
          <b className={`audit-mark tone-${verdict}`}>
            <VerdictIcon verdict={verdict} size={16} /> {t(`verdictWord.${verdict}`)}
          </b>
        ) : (
          <b className={`audit-mark ${word}`}>{t(`audit:word.${word}`)}</b>
        )}{' '}
        <Name value={subject} />
      </p>
      <p className="small">
        {reason !== undefined && t(`audit:reason.${reason}`)}{' '}
        {(reason === undefined || OF_SIGNATURE.has(reason)) && (
          <Sentence template={template(sentence)} params={{ ...params, ...says }} />
        )}{' '}
        {reason !== undefined && ref !== undefined && (
          <Sentence template={template('audit:failures.judgedFor')} params={{ ref }} />
        )}
      </p>
      <p className="small soft">
        {signer !== undefined && <SignedBy signer={signer} />}{' '}
        {by !== undefined && by !== '' && (
          <Sentence
            template={template(at === undefined ? 'audit:failures.undated' : 'audit:failures.by')}
            params={{ name: by, ...(at === undefined ? {} : { madeAt: at }) }}
          />
        )}
      </p>
      <p className="small soft">
        <Name value={id} mono />
      </p>
    </li>
  );
}

/** Where the verdict's own sentence says more than the policy's. */
const OF_SIGNATURE: ReadonlySet<string> = new Set(['signature-weak', 'signature-bad', 'not-checkable', 'renamed']);

/** Who signed; of a signature that is not good, whom it names: nobody proved that. */
function SignedBy({ signer: { name, key, isGood, signedAt } }: { signer: NonNullable<AuditFault['signer']> }) {
  const template = useTemplates();
  const who = [name, key].filter((part) => part !== undefined).join(', ');
  if (who === '') return null;
  if (!isGood) return <Sentence template={template('audit:failures.names')} params={{ name: who }} />;
  return signedAt === undefined ? (
    <Sentence template={template('audit:failures.signedUndated')} params={{ name: who }} />
  ) : (
    <Sentence template={template('audit:failures.signed')} params={{ name: who, madeAt: signedAt }} />
  );
}
