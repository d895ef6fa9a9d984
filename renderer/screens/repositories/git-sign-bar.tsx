import type { ReactNode } from 'react';
import { addressOf } from '../../../shared/visible-text.ts';
import { keyName } from '../../parts/key-name.ts';
import { useKnown } from '../../parts/known.ts';
import { useShell } from '../../parts/shell.ts';
import { SignButton, SignShortcut } from '../../parts/sign-button.tsx';
import { asksOf } from '../../parts/signers.ts';
import { Sentence } from '../../parts/visible.tsx';
import { type TemplateKey, useTemplates, useWords } from '../../words.ts';
import { chosenSigner, useGitSigner } from './git-signer.ts';

interface GitSignBarProps {
  canSign: boolean;
  /** What the button says: with `who`, and with a token's end, too. */
  words: { plain: TemplateKey; token: TemplateKey; otherEmail: TemplateKey };
  params: Readonly<Record<string, string | number>>;
  /** So many objects are signed. */
  count: number;
  /** Whom these name as who made them. */
  email: string;
  /** What is asked before anything else, in a sentence: nothing where that is left out. */
  asksFirst?: ReactNode;
  onPress: () => void;
  children: ReactNode;
}

/** The main button: it says what it does and what it will ask. */
export function GitSignBar({ canSign, words, params, count, email, asksFirst, onPress, children }: GitSignBarProps) {
  const t = useWords();
  const template = useTemplates();
  const keys = useKnown((known) => known.keys);
  const chosen = useGitSigner(({ key }) => key);
  const isLocked = useShell((shell) => shell.status?.store === 'locked');
  const signer = chosenSigner(keys, chosen);
  const ready = canSign && signer !== undefined;
  const who = signer === undefined ? '' : signer.type === 'login' ? t('sign.login.who') : keyName(signer);
  const token = signer?.cardSerial;
  const named = signer?.userIds.map((userId) => addressOf(userId)?.toLowerCase()) ?? [];
  return (
    <div className="deck-do">
      <SignButton isReady={ready} onPress={onPress}>
        <Sentence
          template={template(signer?.secret === 'token' ? words.token : words.plain, count)}
          params={{ ...params, count, who, token: token === undefined ? '' : `··${token.slice(-4)}` }}
        />
      </SignButton>
      <div className="deck-asks small soft">
        <p>
          {asksFirst !== undefined && signer !== undefined && <>{asksFirst} </>}
          {signer === undefined
            ? t('gitSign.noKey')
            : asksOf([signer], [], isLocked)
                .filter((ask) => ask !== 'nothing' || asksFirst === undefined)
                .map((ask) => t(`sign.asks.${ask}`, { count }))
                .join(' ')}{' '}
          {ready && <SignShortcut />}
        </p>
        {/* Hosts of repositories compare the address in the object with those in the key: said while it can still be changed. */}
        {signer?.type === 'openpgp' && email !== '' && !named.includes(email.toLowerCase()) && (
          <p>
            <Sentence template={template(words.otherEmail)} params={{ email }} />
          </p>
        )}
      </div>
      {children}
    </div>
  );
}
