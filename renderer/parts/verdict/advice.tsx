import type { CheckResult } from '../../../shared/model/result.ts';
import { useTemplates } from '../../words.ts';
import { paramsOf } from '../say.ts';
import { Sentence } from '../visible.tsx';
import { caseWords } from './case-words.ts';
import { adviceFor } from './step.ts';

/** What to do outside of this window, one after the other, under the name of the step. */
export function Advice({ result }: { result: CheckResult }) {
  const template = useTemplates();
  const params = { ...paramsOf(result), nowAt: new Date().toISOString() };
  return (
    <section className="stack tight">
      <h3 className="next-step">
        <Sentence template={template(caseWords(result, 'next'))} params={paramsOf(result)} />
      </h3>
      <ol className="advice">
        {adviceFor(result).map((line) => (
          <li key={line}>
            <Sentence template={template(line)} params={params} />
          </li>
        ))}
      </ol>
    </section>
  );
}
