import { Button } from '@mantine/core';
import { useState } from 'react';
import type { KeySummary } from '../../../shared/model/key.ts';
import { addressOf } from '../../../shared/visible-text.ts';
import { keyName } from '../../parts/key-name.ts';
import { useKnown } from '../../parts/known.ts';
import { Sheet } from '../../parts/sheet.tsx';
import { useShell } from '../../parts/shell.ts';
import { asksOf } from '../../parts/signers.ts';
import { SignButton, SignShortcut } from '../../parts/sign-button.tsx';
import { Sentence } from '../../parts/visible.tsx';
import { useTemplates, useWords } from '../../words.ts';
import { chosenSigner, useGitSigner } from './git-signer.ts';
import { isReady, nameOfTag, useTag } from './tag-slice.ts';

/** The main button: it says what it does and what it will ask. */
export function TagBar() {
  const t = useWords();
  const template = useTemplates();
  const name = useTag(nameOfTag);
  const canSign = useTag(isReady);
  const isAnew = useTag((tag) => tag.isAnew);
  const { start } = useTag.getState();
  const keys = useKnown((known) => known.keys);
  const chosen = useGitSigner(({ key }) => key);
  const isLocked = useShell((shell) => shell.status?.store === 'locked');
  const [isAsking, setIsAsking] = useState(false);
  const signer = chosenSigner(keys, chosen);
  const ready = canSign && signer !== undefined;
  const press = () => (isAnew ? setIsAsking(true) : void start());
  const who = signer === undefined ? '' : signer.type === 'login' ? t('sign.login.who') : keyName(signer);
  const token = signer?.cardSerial;
  return (
    <div className="deck-do">
      <SignButton isReady={ready} onPress={press}>
        <Sentence
          template={template(signer?.secret === 'token' ? 'gitSign.doToken' : 'gitSign.do')}
          params={{ name, who, token: token === undefined ? '' : `··${token.slice(-4)}` }}
        />
      </SignButton>
      <div className="deck-asks small soft">
        <p>
          {signer === undefined
            ? t('gitSign.noKey')
            : asksOf([signer], [], isLocked)
                .map((ask) => t(`sign.asks.${ask}`, { count: 1 }))
                .join(' ')}{' '}
          {ready && <SignShortcut />}
        </p>
        {signer !== undefined && <OtherEmail signer={signer} />}
      </div>
      {isAsking && (
        <Sheet
          title={<Sentence template={template('gitSign.anew.sure')} params={{ name }} />}
          onCancel={() => setIsAsking(false)}
        >
          <p>{t('gitSign.anew.others')}</p>
          <div className="row end">
            <Button variant="default" data-autofocus onClick={() => setIsAsking(false)}>
              {t('common.cancel')}
            </Button>
            <Button
              onClick={() => {
                setIsAsking(false);
                void start();
              }}
            >
              {t('gitSign.anew.yes')}
            </Button>
          </div>
        </Sheet>
      )}
    </div>
  );
}

/** Hosts of repositories compare the address in the tag with those in the key: said while it can still be changed. */
function OtherEmail({ signer }: { signer: KeySummary }) {
  const template = useTemplates();
  const email = useTag(({ tagger, prepared }) => (tagger ?? prepared?.tagger)?.email ?? '');
  if (signer.type !== 'openpgp' || email === '') return null;
  const named = signer.userIds.map((userId) => addressOf(userId)?.toLowerCase());
  if (named.includes(email.toLowerCase())) return null;
  return (
    <p>
      <Sentence template={template('gitSign.otherEmail')} params={{ email }} />
    </p>
  );
}
