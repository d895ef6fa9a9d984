import { Button, NativeSelect, Radio, TextInput } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';
import type { CosignAlgorithm, KeySummary, SshAlgorithm } from '../../../shared/model/key.ts';
import { call } from '../../api.ts';
import { publisherNamed, useKnown } from '../../parts/known.ts';
import { Sentence } from '../../parts/visible.tsx';
import { useTemplates, useWords } from '../../words.ts';
import { FormOf, ValidityField } from './form-parts.tsx';
import { useKeys } from './keys-slice.ts';

const TYPES = ['openpgp', 'cosign', 'ssh'] as const;
const SSH_ALGORITHMS = [
  'ed25519',
  'p256',
  'p384',
  'p521',
  'rsa3072',
  'rsa4096',
] as const satisfies readonly SshAlgorithm[];
const COSIGN_ALGORITHMS = [
  'p256',
  'p384',
  'p521',
  'ed25519',
  'rsa3072',
  'rsa4096',
] as const satisfies readonly CosignAlgorithm[];

/** Makes a key; a new publisher, or one of the user's own, may expect it from then on. */
export function GenerateForm() {
  const t = useWords();
  const [type, setType] = useState<KeySummary['type']>('openpgp');
  return (
    <div className="stack">
      <Radio.Group
        label={t('keys.type')}
        value={type}
        onChange={(value) => setType(TYPES.find((one) => one === value) ?? 'openpgp')}
      >
        <div className="stack tight">
          {TYPES.map((one) => (
            <Radio key={one} value={one} label={t(`keys.types.${one}`)} description={t(`keys.typeHints.${one}`)} />
          ))}
        </div>
      </Radio.Group>
      {type === 'openpgp' ? <OpenpgpForm /> : type === 'ssh' ? <SshForm /> : <CosignForm />}
    </div>
  );
}

function OpenpgpForm() {
  const t = useWords();
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [algorithm, setAlgorithm] = useState<'ed25519' | 'rsa4096'>('ed25519');
  const [validity, setValidity] = useState('2y');
  return (
    <MakeForm
      ready={name.trim() !== ''}
      make={(publisher) =>
        call('keys.generate', { name: name.trim(), email: email.trim(), algorithm, validity, ...publisher })
      }
    >
      <TextInput required label={t('keys.name')} value={name} onChange={(e) => setName(e.currentTarget.value)} />
      <TextInput
        label={t('keys.email')}
        description={t('keys.emailHint')}
        type="email"
        value={email}
        onChange={(e) => setEmail(e.currentTarget.value)}
      />
      <NativeSelect
        label={t('keys.algorithm')}
        value={algorithm}
        onChange={(e) => setAlgorithm(e.currentTarget.value === 'rsa4096' ? 'rsa4096' : 'ed25519')}
        data={[
          { value: 'ed25519', label: t('keys.algorithms.ed25519') },
          { value: 'rsa4096', label: t('keys.algorithms.rsa4096') },
        ]}
      />
      <ValidityField value={validity} onChange={setValidity} />
    </MakeForm>
  );
}

function CosignForm() {
  const t = useWords();
  const [name, setName] = useState('');
  const [algorithm, setAlgorithm] = useState<CosignAlgorithm>('p256');
  return (
    <MakeForm ready make={(publisher) => call('keys.generateCosign', { name: name.trim(), algorithm, ...publisher })}>
      <TextInput
        label={t('keys.cosign.name')}
        description={t('keys.cosign.nameHint')}
        maxLength={200}
        value={name}
        onChange={(e) => setName(e.currentTarget.value)}
      />
      <NativeSelect
        label={t('keys.algorithm')}
        value={algorithm}
        onChange={(e) => {
          const { value } = e.currentTarget;
          setAlgorithm(COSIGN_ALGORITHMS.find((one) => one === value) ?? 'p256');
        }}
        data={COSIGN_ALGORITHMS.map((value) => ({ value, label: t(`keys.cosign.algorithms.${value}`) }))}
      />
    </MakeForm>
  );
}

function SshForm() {
  const t = useWords();
  const [name, setName] = useState('');
  const [algorithm, setAlgorithm] = useState<SshAlgorithm>('ed25519');
  return (
    <MakeForm ready make={(publisher) => call('keys.generateSsh', { name: name.trim(), algorithm, ...publisher })}>
      <TextInput
        label={t('keys.cosign.name')}
        description={t('keys.ssh.nameHint')}
        maxLength={200}
        value={name}
        onChange={(e) => setName(e.currentTarget.value)}
      />
      <NativeSelect
        label={t('keys.algorithm')}
        value={algorithm}
        onChange={(e) => {
          const { value } = e.currentTarget;
          setAlgorithm(SSH_ALGORITHMS.find((one) => one === value) ?? 'ed25519');
        }}
        data={SSH_ALGORITHMS.map((value) => ({ value, label: t(`keys.ssh.algorithms.${value}`) }))}
      />
    </MakeForm>
  );
}

/** What all kinds of key are asked: whose releases, and then the button. */
function MakeForm(props: {
  ready: boolean;
  make: (publisher: { publisher?: string }) => Promise<KeySummary>;
  children: ReactNode;
}) {
  const t = useWords();
  const { run, open } = useKeys.getState();
  const template = useTemplates();
  const busy = useKeys((state) => state.busy);
  const publishers = useKnown((known) => known.publishers);
  const [publisher, setPublisher] = useState('');
  useEffect(() => void useKnown.getState().loadPublishers(), []);
  const known = publisherNamed(publishers, publisher);
  // Whose releases somebody else signs: there a key is compared first, even one's own.
  const others = known?.own === false ? known.name : undefined;
  const generate = async () => {
    const named = publisher.trim();
    const made = await run(() => props.make(named === '' ? {} : { publisher: named }));
    if (made !== null) open({ is: 'made', id: made.id });
  };
  return (
    <FormOf onSubmit={() => void generate()}>
      {props.children}
      <TextInput
        label={t('keys.publisher')}
        description={t('keys.publisherHint')}
        error={
          others !== undefined && (
            <Sentence template={template('keys.publisherOfOthers')} params={{ publisher: others }} />
          )
        }
        value={publisher}
        onChange={(e) => setPublisher(e.currentTarget.value)}
      />
      <div className="row">
        <Button type="submit" loading={busy} disabled={!props.ready || others !== undefined}>
          {t('keys.generateDo')}
        </Button>
      </div>
    </FormOf>
  );
}
