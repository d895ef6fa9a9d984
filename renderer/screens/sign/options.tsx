import { Checkbox, NativeSelect } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { useShell } from '../../parts/shell.ts';
import { signsByLogin } from '../../parts/signers.ts';
import { useWords } from '../../words.ts';
import { ListForm } from './list-form.tsx';
import { formatsOf, formFor, makesBundles } from './plan-words.ts';
import { useSign } from './sign-slice.ts';
import { HelpButton } from '../../parts/help/help-button.tsx';

/** What the signatures of a kind are that have one form. */
const ONLY = { sigstore: 'bundle', ssh: 'ssh' } as const;
const KINDS = ['armored', 'binary', 'cleartext', 'none'] as const;

/** What is made: a signature for each file, and a list of them all. */
export function Options() {
  const t = useWords();
  const { keys, signature, manifest } = useSign((sign) => sign.options);
  const formats = formatsOf(keys);
  // A bundle and an SSH signature have one form: what differs for OpenPGP makes no difference there.
  const single = formats === 'sigstore' || formats === 'ssh' ? ONLY[formats] : undefined;
  const kinds = single === undefined ? KINDS : (['armored', 'none'] as const);
  const shown = single !== undefined && signature !== 'none' ? 'armored' : signature;
  const change = useSign((sign) => sign.change);
  const settings = useShell((shell) => shell.settings);
  return (
    <section className="stack" aria-label={t('sign.options')}>
      <div className="with-help">
        <NativeSelect
          label={t('sign.each')}
          value={shown}
          onChange={(event) => {
            const kind = KINDS.find((one) => one === event.currentTarget.value);
            if (kind !== undefined) change({ signature: kind });
          }}
          data={kinds
            .filter((kind) => kind !== 'none' || manifest !== null)
            .map((kind) => ({
              value: kind,
              label: t(`sign.kind.${single !== undefined && kind === 'armored' ? single : kind}`),
            }))}
        />
        <HelpButton topic="sign-a-release" anchor="options" name={t('help.names.signOptions')} />
      </div>
      {signsByLogin(keys) ? (
        <p className="small soft">
          {t('sign.login.logged')} <HelpButton topic="sigstore" anchor="public" name={t('help.names.published')} />
        </p>
      ) : (
        <>
          {makesBundles(keys) && formats !== 'sigstore' && <p className="small soft">{t('sign.alsoBundle')}</p>}
          {formats === 'several' && <p className="small soft">{t('sign.alsoSsh')}</p>}
        </>
      )}
      <div className="stack tight">
        <Checkbox
          label={t('sign.list')}
          description={t(`sign.listHint.${formats}`)}
          checked={manifest !== null}
          disabled={signature === 'none'}
          onChange={(event) => {
            // With a signature of its own for no file there is always a list, so its form comes from there.
            const { manifest: usual } = formFor([], settings === null ? null : { ...settings, signature: 'none' });
            change({ manifest: event.currentTarget.checked ? usual : null });
          }}
        />
        {manifest !== null && (
          <details className="list-options">
            <summary className="row small">
              <IconChevronRight size={16} aria-hidden />
              {t('sign.listOptions')}
            </summary>
            <ListForm manifest={manifest} onChange={(changed) => change({ manifest: { ...manifest, ...changed } })} />
          </details>
        )}
      </div>
    </section>
  );
}
