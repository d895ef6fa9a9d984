import type { KeySummary } from '../../../shared/model/key.ts';
import { CompareForm } from '../../parts/compare-form.tsx';
import { HiddenCharacters } from '../../parts/hidden-characters.tsx';
import { LifeBar } from '../../parts/life-bar.tsx';
import { plainKind } from '../../parts/plain-key.ts';
import { Name } from '../../parts/visible.tsx';
import { useWords } from '../../words.ts';
import { Fold } from './fold.tsx';
import { AddSubkey, AddUserId, Extend, Refresh, Rename } from './key-changes.tsx';
import { Delete, Revoke } from './key-end.tsx';
import { KeyFacts } from './key-facts.tsx';
import { Publish, PublicExports, SecretExports } from './key-give.tsx';
import { StandingNotice } from './standing.tsx';
import { Unprotected } from './unprotected.tsx';
import { HelpButton } from '../../parts/help/help-button.tsx';

/** One key: how it stands, what it is, and everything that can be done with it, the usual before the rare. */
export function KeyDetails({ item }: { item: KeySummary }) {
  const t = useWords();
  const isOwn = item.secret !== 'none';
  const isApp = item.engine !== 'gnupg' && item.engine !== 'ssh-agent';
  const plain = plainKind(item);
  const canChange = isApp && plain === undefined && isOwn && item.hasPrimarySecret && item.status !== 'revoked';
  return (
    <div className="stack wide">
      <Unprotected item={item} />
      {plain !== undefined ? (
        <p className="small soft">
          {t(item.engine === 'ssh-agent' ? 'keys.ssh.agents' : `keys.${plain}.${isOwn ? 'own' : 'theirs'}`)}
        </p>
      ) : (
        <div className="stack">
          <div className="stack tight">
            {item.userIds.map((userId) => (
              <p key={userId}>
                <Name value={userId} />
              </p>
            ))}
            <HiddenCharacters names={item.userIds} />
          </div>
          <StandingNotice item={item} canExtend={canChange} />
          <div className="with-help">
            <LifeBar createdAt={item.createdAt} expiresAt={item.expiresAt} ended={item.status === 'revoked'} />
            <HelpButton topic="move-to-another-machine" anchor="life" name={t('help.names.life')} />
          </div>
        </div>
      )}
      <KeyFacts item={item} />
      {isOwn && <Publish item={item} />}
      <div>
        {!isOwn && item.status !== 'revoked' && (
          <Fold name="expect" title={t('keys.expect')}>
            <CompareForm fingerprint={item.fingerprint} />
          </Fold>
        )}
        {plain !== undefined && isApp && <Rename key={item.userIds[0]} item={item} />}
        {canChange && <Extend item={item} />}
        {plain === undefined && <Refresh item={item} />}
        <PublicExports item={item} />
        {canChange && <AddUserId item={item} />}
        {canChange && <AddSubkey item={item} />}
        {isApp && isOwn && <SecretExports item={item} />}
        {isApp && !isOwn && <Delete item={item} />}
      </div>
      {isApp && isOwn && (
        <section className="set-apart" aria-labelledby="for-good">
          <h3 id="for-good">{t('keys.forGood')}</h3>
          {canChange && <Revoke item={item} />}
          <Delete item={item} />
        </section>
      )}
    </div>
  );
}
