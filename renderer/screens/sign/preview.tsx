import { IconFileText, IconListCheck, IconSignature } from '@tabler/icons-react';
import { ErrorWords } from '../../parts/error-words.tsx';
import { Name } from '../../parts/visible.tsx';
import { useWords } from '../../words.ts';
import { below } from './plan-words.ts';
import { useSign } from './sign-slice.ts';

const ICONS = { signature: IconSignature, cleartext: IconFileText, manifest: IconListCheck } as const;
const SHOWN = 200;

/** The real names of the files that will be written. */
export function Preview() {
  const t = useWords();
  const plan = useSign((sign) => sign.plan);
  const problem = useSign((sign) => sign.planProblem);
  return (
    <section className="card stack tight" aria-labelledby="sign-preview">
      <h2 id="sign-preview">{t('sign.preview')}</h2>
      {problem !== null && <ErrorWords error={problem} />}
      {plan !== null && (
        <>
          <p className="small soft">
            {t('sign.into')} <Name value={plan.folder} mono />
          </p>
          <ul className="file-list" tabIndex={0} aria-labelledby="sign-preview">
            {plan.outputs.slice(0, SHOWN).map((output) => {
              const Icon = ICONS[output.kind];
              return (
                <li key={output.path} className="output-line">
                  <Icon size={18} aria-hidden />
                  <Name value={below(plan.folder, output.path)} mono />
                  {output.exists && <span className="tag">{t('sign.exists')}</span>}
                </li>
              );
            })}
          </ul>
          {plan.outputs.length > SHOWN && <p>{t('prompt.more', { count: plan.outputs.length - SHOWN })}</p>}
        </>
      )}
    </section>
  );
}
