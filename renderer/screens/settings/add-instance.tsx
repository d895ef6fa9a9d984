import { Button, Radio, TextInput } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { FileHandle } from '../../../shared/model/file-handle.ts';
import { useErrand } from '../../parts/errand.ts';
import { pick } from '../../parts/pick.ts';
import { useShell } from '../../parts/shell.ts';
import { Name } from '../../parts/visible.tsx';
import { useWords } from '../../words.ts';
import { useInstances } from './instances-slice.ts';

type Chosen = Partial<Record<'trustedRoot' | 'signingConfig' | 'root', FileHandle>>;

/** Adds an instance of a company's own: from its two files, or from a repository and the root that the user trusts. */
export function AddInstance() {
  const t = useWords();
  const details = useRef<HTMLDetailsElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const busy = useInstances((state) => state.busy);
  const offline = useShell((shell) => shell.settings?.offline === true);
  const add = useInstances((state) => state.add);
  const [name, setName] = useState('');
  const [kind, setKind] = useState<'files' | 'tuf'>('files');
  const [repository, setRepository] = useState('');
  const [files, setFiles] = useState<Chosen>({});
  const { trustedRoot, signingConfig, root } = files;
  const choose = async (which: keyof Chosen) => {
    const [file] = await pick('files');
    if (file !== undefined) setFiles((all) => ({ ...all, [which]: file }));
  };
  const source =
    kind === 'files'
      ? trustedRoot !== undefined && signingConfig !== undefined
        ? ({ kind, trustedRoot: trustedRoot.id, signingConfig: signingConfig.id } as const)
        : null
      : root !== undefined && URL.canParse(repository.trim())
        ? ({ kind, repository: repository.trim(), root: root.id } as const)
        : null;
  const ready = name.trim() !== '' && source !== null && busy === null && !(kind === 'tuf' && offline);
  const submit = async () => {
    if (!ready || !(await add({ name: name.trim(), source }))) return;
    setName('');
    setRepository('');
    setFiles({});
    if (details.current !== null) details.current.open = false;
    if (useErrand.getState().errand?.what === 'add-instance') useErrand.getState().back();
  };
  useEffect(() => {
    // Whoever was sent here by a card wants this form, and goes back when it is done.
    if (useErrand.getState().errand?.what !== 'add-instance' || details.current === null) return;
    details.current.open = true;
    field.current?.focus();
    field.current?.scrollIntoView({ block: 'center' });
    return () => useErrand.getState().drop();
  }, []);
  return (
    <details ref={details}>
      <summary>{t('instances.add')}</summary>
      <form
        className="form part"
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <p className="small soft">{t('instances.addText')}</p>
        <TextInput
          ref={field}
          required
          label={t('instances.name')}
          description={t('instances.nameHint')}
          maxLength={64}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Radio.Group
          label={t('instances.from')}
          value={kind}
          onChange={(value) => setKind(value === 'tuf' ? 'tuf' : 'files')}
        >
          <div className="stack tight">
            <Radio value="files" label={t('instances.fromFiles')} description={t('instances.fromFilesHint')} />
            <Radio value="tuf" label={t('instances.fromTuf')} description={t('instances.fromTufHint')} />
          </div>
        </Radio.Group>
        {kind === 'files' ? (
          <>
            <FileField
              label={t('instances.trustedRoot')}
              file={trustedRoot}
              onPick={() => void choose('trustedRoot')}
            />
            <FileField
              label={t('instances.signingConfig')}
              file={signingConfig}
              onPick={() => void choose('signingConfig')}
            />
          </>
        ) : (
          <>
            <TextInput
              required
              type="url"
              label={t('instances.repositoryUrl')}
              value={repository}
              onChange={(event) => setRepository(event.currentTarget.value)}
            />
            <FileField label={t('instances.repositoryRoot')} file={root} onPick={() => void choose('root')} />
            {offline && <p className="small">{t('instances.offline')}</p>}
          </>
        )}
        <div className="row">
          <Button type="submit" loading={busy !== null && busy === name.trim()} disabled={!ready}>
            {t('instances.addDo')}
          </Button>
        </div>
      </form>
    </details>
  );
}

function FileField(props: { label: string; file: FileHandle | undefined; onPick: () => void }) {
  const t = useWords();
  return (
    <div className="stack tight" role="group" aria-label={props.label}>
      <span className="mantine-InputWrapper-label">{props.label}</span>
      <div className="row">
        <Button variant="default" size="compact-sm" onClick={props.onPick}>
          {t('instances.choose')}
        </Button>
        {props.file === undefined ? (
          <span className="small soft">{t('instances.noFile')}</span>
        ) : (
          <Name value={props.file.name} mono />
        )}
      </div>
    </div>
  );
}
