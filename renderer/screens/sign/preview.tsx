import { IconCertificate, IconFileText, IconListCheck, IconPackage, IconSignature } from '@tabler/icons-react';
import type { PlannedOutput } from '../../../shared/model/sign.ts';
import { ErrorWords } from '../../parts/error-words.tsx';
import { LongList } from '../../parts/long-list.tsx';
import { below } from '../../parts/paths.ts';
import { formatList } from '../../parts/numbers.ts';
import { Name, Sentence } from '../../parts/visible.tsx';
import { witnessesOf } from '../../parts/witnesses.ts';
import { useTemplates, useWords } from '../../words.ts';
import { useSign } from './sign-slice.ts';
import { useWitnesses } from './use-witnesses.ts';

const ICONS = {
  signature: IconSignature,
  cleartext: IconFileText,
  bundle: IconPackage,
  certificate: IconCertificate,
  manifest: IconListCheck,
} as const;

/** The real names of the files that will be written. */
export function Preview() {
  const t = useWords();
  const plan = useSign((sign) => sign.plan);
  const problem = useSign((sign) => sign.planProblem);
  return (
    <section className="list-card pane" aria-labelledby="sign-preview">
      <div className="pane-head">
        <h2 id="sign-preview">{t('sign.preview')}</h2>
        {plan !== null && <span className="small soft">{t('sign.outputs', { count: plan.outputs.length })}</span>}
      </div>
      {problem !== null && <ErrorWords error={problem} />}
      {plan !== null && plan.outputs.length === 0 && <p className="pane-note soft">{t('sign.noOutputs')}</p>}
      {plan !== null && plan.outputs.length > 0 && (
        <>
          <LongList
            label={t('sign.preview')}
            count={plan.outputs.length}
            keyOf={(index) => plan.outputs[index]?.path ?? String(index)}
            estimate={32}
            row={(index) => {
              const output = plan.outputs[index];
              return output === undefined ? null : <OutputLine output={output} folder={plan.folder} />;
            }}
          />
          <p className="pane-foot small soft">
            {t('sign.into')} <Name value={plan.folder} mono />
            {plan.outputs.some(({ kind }) => kind === 'bundle') && <BundlesCarry />}
          </p>
        </>
      )}
    </section>
  );
}

/** What the bundles will carry beside the signature, and from where. */
function BundlesCarry() {
  const template = useTemplates();
  const { options, instance } = useWitnesses();
  const hosts = {
    log: formatList(instance?.services.logs ?? []),
    clock: formatList(instance?.services.timestampAuthorities ?? []),
  };
  // What a login's bundle carries is the instance's to say.
  if (options.log === null) return null;
  return (
    <span className="block">
      <Sentence template={template(`sign.witness.carry.${witnessesOf(options)}`)} params={hosts} />
    </span>
  );
}

function OutputLine({ output, folder }: { output: PlannedOutput; folder: string }) {
  const t = useWords();
  const Icon = ICONS[output.kind];
  return (
    <div className="output-line">
      <Icon size={18} role="img" aria-label={t(`sign.made.${output.kind}`)} />
      <Name value={below(folder, output.path)} mono />
      {output.exists && <span className="tag">{t('sign.exists')}</span>}
    </div>
  );
}
