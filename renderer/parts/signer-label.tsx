import type { KeySummary } from '../../shared/model/key.ts';
import { addressOf } from '../../shared/visible-text.ts';
import { useWords } from '../words.ts';
import { endOf, keyName } from './key-name.ts';
import { plainKind } from './plain-key.ts';
import { Name } from './visible.tsx';

/** Who signs, as lists of signers call them. */
export function SignerName({ signer }: { signer: KeySummary }) {
  const t = useWords();
  if (signer.type === 'login') return t('sign.login.title');
  const plain = plainKind(signer);
  const address = plain !== undefined ? undefined : addressOf(signer.userIds[0] ?? signer.fingerprint);
  return (
    <span className="sign-as-where">
      {plain !== undefined && signer.userIds.length === 0 ? t('keys.cosign.unnamed') : <Name value={keyName(signer)} />}
      {address !== undefined && (
        <span className="small soft">
          <Name value={address} />
        </span>
      )}
    </span>
  );
}

/** What tells one key of a person from another: its place and its last digits. */
export function SignerPlace({ signer }: { signer: KeySummary }) {
  const t = useWords();
  if (signer.type === 'login') return t('sign.login.what');
  const plain = plainKind(signer);
  return (
    <span className="sign-as-where">
      {plain !== undefined && <span>{t(`keys.${plain}.kind`)}</span>}
      <span>
        {t(`sign.place.${signer.secret}`)}
        {signer.cardSerial !== undefined && <span className="mono"> ··{signer.cardSerial.slice(-4)}</span>}
      </span>
      <span className="mono">{endOf(signer)}</span>
    </span>
  );
}
