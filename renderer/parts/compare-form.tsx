import { Button, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { type AppError, toAppError } from '../../shared/error.ts';
import { useWords } from '../words.ts';
import { ErrorWords } from './error-words.tsx';
import { pinSigner } from './known.ts';
import { HelpButton } from './help/help-button.tsx';

/** What is compared, and who is told once it is the same. */
export interface CompareFormProps {
  fingerprint: string;
  /** The publisher's name to begin with. */
  publisher?: string | undefined;
  /** The publisher is known and not asked for. */
  isFixed?: boolean;
  /** It is a tag or a commit that was signed. */
  isGit?: boolean;
  onPinned?: (publisher: string) => void;
}

/** Compares a signer with what the user copies from the project's own page. There is no bare *yes*. */
export function CompareForm({
  fingerprint,
  publisher: first = '',
  isFixed = false,
  isGit = false,
  onPinned,
}: CompareFormProps) {
  const t = useWords();
  const [publisher, setPublisher] = useState(first);
  const [pasted, setPasted] = useState('');
  const [state, setState] = useState<'open' | 'busy' | 'pinned' | AppError>('open');
  const compare = async () => {
    setState('busy');
    try {
      await pinSigner(publisher.trim(), fingerprint, pasted);
      setState('pinned');
      onPinned?.(publisher.trim());
    } catch (error) {
      setState(toAppError(error));
    }
  };
  if (state === 'pinned') return <p role="status">{t('compare.pinned')}</p>;
  return (
    <form
      className="stack"
      aria-label={t('compare.title')}
      onSubmit={(event) => {
        event.preventDefault();
        void compare();
      }}
    >
      <p>
        {t(isGit ? 'compareGit.how' : 'compare.how')} <HelpButton topic="compare-a-fingerprint" />
      </p>
      <p className="soft">{t('compare.warning')}</p>
      <div className="form">
        {!isFixed && (
          <TextInput
            required
            autoFocus
            label={t(isGit ? 'compareGit.publisher' : 'compare.publisher')}
            description={t('compare.publisherHint')}
            value={publisher}
            onChange={(event) => setPublisher(event.currentTarget.value)}
          />
        )}
        <Textarea
          required
          autoFocus={isFixed}
          classNames={{ input: 'mono' }}
          label={t('compare.paste')}
          description={t('compare.pasteHint')}
          rows={Math.min(8, Math.max(2, pasted.split('\n').length))}
          value={pasted}
          onChange={(event) => setPasted(event.currentTarget.value)}
        />
        {typeof state === 'object' && <ErrorWords error={state} />}
        <div className="row">
          <Button type="submit" loading={state === 'busy'} disabled={publisher.trim() === '' || pasted.trim() === ''}>
            {t('compare.do')}
          </Button>
        </div>
      </div>
    </form>
  );
}
