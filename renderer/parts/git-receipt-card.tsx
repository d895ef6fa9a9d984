import { type ReactNode, useMemo } from 'react';
import type { GitReceipt } from '../../shared/model/git-receipt.ts';
import type { CheckResult } from '../../shared/model/result.ts';
import { call } from '../api.ts';
import { refName } from '../../shared/signer-name.ts';
import { type TemplateKey, useTemplates, useWords } from '../words.ts';
import { CopyButton } from './copy-button.tsx';
import { HelpButton } from './help/help-button.tsx';
import { namedNow } from './key-name.ts';
import { useKeysWhere } from './known.ts';
import { LongList } from './long-list.tsx';
import { paramsOf, say } from './say.ts';
import { InstanceWords, SignerWords } from './signer-words.tsx';
import { caseWords } from './verdict/case-words.ts';
import { Said, Value, ValueList } from './verdict/value-list.tsx';
import { VerdictIcon } from './verdict-mark.tsx';
import { Fingerprint, Name, SeenSays, Sentence } from './visible.tsx';

function titleOf({ made }: GitReceipt): { key: TemplateKey; params: Record<string, string | number> } {
  return made.type === 'tag'
    ? { key: 'gitReceipt.tag', params: { name: made.name } }
    : { key: 'gitReceipt.commits', params: { count: made.count } };
}

/** What was made, in one sentence. */
export function GitReceiptTitle({ receipt }: { receipt: GitReceipt }) {
  const template = useTemplates();
  const { key, params } = titleOf(receipt);
  const { count } = params;
  return <Sentence template={template(key, typeof count === 'number' ? count : undefined)} params={params} />;
}

/** The same as plain text, for the live region. */
export function gitReceiptTitle(receipt: GitReceipt): string {
  const { key, params } = titleOf(receipt);
  return say(key, params);
}

/** The end of signing in a repository: what was made, what our own check says, how it gets to others, and what they will see. */
export function GitReceiptCard({
  receipt,
  check = receipt.check,
  offer,
  children,
}: {
  receipt: GitReceipt;
  /** What a later check of it said, in place of the first one. */
  check?: CheckResult | undefined;
  /** What there is to do about whom it is by. */
  offer?: ReactNode;
  children?: ReactNode;
}) {
  const t = useWords();
  const template = useTemplates();
  const { made, push, restore, takeOver } = receipt;
  const count = made.type === 'commits' ? made.count : 1;
  return (
    <article className="card stack git-receipt">
      <header className="stack tight">
        <h2 tabIndex={-1}>
          <GitReceiptTitle receipt={receipt} />
        </h2>
        <p className="small soft">
          <Sentence
            template={template('gitReceipt.when')}
            params={{ signedAt: receipt.signedAt, repository: receipt.repository }}
          />
        </p>
      </header>
      {check === undefined ? (
        <p className="small">{t('gitReceipt.unchecked')}</p>
      ) : (
        <div className={`row top tone-${check.verdict}`}>
          <VerdictIcon verdict={check.verdict} size={22} />
          <div className="grow">
            <p>
              <Sentence template={template(caseWords(check, 'sentence'))} params={paramsOf(check)} />
            </p>
            <p className="small soft">{t('gitReceipt.checked')}</p>
          </div>
        </div>
      )}
      {offer}
      <p className="small soft">{t('gitReceipt.elsewhere')}</p>
      {push === undefined ? (
        <p>{t('gitReceipt.noRemote')}</p>
      ) : (
        <Command words={t(pushWords(receipt), { count })} command={push} />
      )}
      {takeOver !== undefined && <Command words={t('gitReceipt.takeOver', { count })} command={takeOver} />}
      {restore !== undefined && (
        <Command
          words={t(made.type === 'commits' ? 'gitReceipt.restoreCommits' : 'gitReceipt.restore', { count })}
          command={restore}
        />
      )}
      <Forges receipt={receipt} />
      <ValueList>
        {made.type === 'tag' && (
          <>
            <Value name={t('gitReceipt.object')} value={made.object} mono />
            <Value name={t('gitReceipt.names')} value={made.target} mono />
          </>
        )}
        {made.type === 'commits' && (
          <>
            <Value name={t('gitReceipt.branch')} value={refName(made.ref)} />
            <Value name={t('gitReceipt.after')} value={made.after} mono />
            <Value name={t('gitReceipt.before')} value={made.before} mono />
          </>
        )}
        <Said name={t('gitReceipt.signedBy')}>
          <Signer receipt={receipt} />
        </Said>
      </ValueList>
      {made.type === 'commits' && made.commits.length > 1 && <Renamed commits={made.commits} />}
      {children !== undefined && <div className="row">{children}</div>}
    </article>
  );
}

/** What is said before the command that pushes: whether the remote has something in its place. */
function pushWords({ made, takeOver }: GitReceipt) {
  if (made.type === 'commits') return takeOver === undefined ? 'gitReceipt.pushCommits' : 'gitReceipt.pushForce';
  return made.replaced === undefined ? 'gitReceipt.push' : 'gitReceipt.pushAnew';
}

const ROW = 44;

/** The old and new names of commits, the newest first. */
function Renamed({ commits }: { commits: Extract<GitReceipt['made'], { type: 'commits' }>['commits'] }) {
  const t = useWords();
  const label = t('gitReceipt.all');
  const at = (index: number) => commits[commits.length - 1 - index];
  return (
    <details className="small">
      <summary>{label}</summary>
      <LongList
        className="renamed-commits"
        label={label}
        count={commits.length}
        keyOf={(index) => at(index)?.before ?? ''}
        estimate={ROW}
        row={(index) => (
          <div className="planned-commit">
            <p className="planned-subject">
              <Name value={at(index)?.subject ?? ''} />
            </p>
            <p className="soft" translate="no" dir="ltr" title={`${at(index)?.before} → ${at(index)?.after}`}>
              <Name value={at(index)?.before.slice(0, 9) ?? ''} mono /> →{' '}
              <Name value={at(index)?.after.slice(0, 9) ?? ''} mono />
            </p>
          </div>
        )}
      />
    </details>
  );
}

/** A command as a shell would take it, to be read and copied. */
export function Command({ words, command }: { words: string; command: string }) {
  return (
    <div className="stack tight">
      <p>{words}</p>
      <div className="row command">
        <code className="grow pre small mono" translate="no" tabIndex={0}>
          <Name value={command} mono />
        </code>
        <CopyButton text={command} what={words} />
      </div>
    </div>
  );
}

/** What hosts will show: of those that this repository is pushed to, else of all that are known. */
function Forges({ receipt }: { receipt: GitReceipt }) {
  const t = useWords();
  const { forges, signer } = receipt;
  const here = forges.filter(({ isRemote }) => isRemote);
  const shown = here.length > 0 ? here : forges;
  const keys = useKeysWhere(signer.fingerprint !== undefined);
  const key = keys?.find(({ fingerprint }) => fingerprint === signer.fingerprint);
  return (
    <section className="stack tight">
      <h3 className="row">
        {t('gitReceipt.forges')}
        <HelpButton topic="repositories" anchor="sign" name={t('help.names.signTag')} />
      </h3>
      <ul className="bullets small">
        {shown.map(({ forge, says }) => (
          <li key={forge}>
            <SeenSays says={says.says} />
          </li>
        ))}
      </ul>
      {key !== undefined && (
        <div className="row">
          <CopyButton copy={() => call('keys.copyPublic', { key: key.id })} label={t('gitReceipt.copyKey')} />
        </div>
      )}
    </section>
  );
}

function Signer({ receipt }: { receipt: GitReceipt }) {
  const keys = useKeysWhere(receipt.signer.fingerprint !== undefined);
  const signer = useMemo(() => namedNow(receipt.signer, keys ?? []), [receipt, keys]);
  if (signer.identity !== undefined)
    return (
      <>
        <p>
          <SignerWords signer={signer} />
        </p>
        {signer.instance !== undefined && signer.instance !== 'public-good' && (
          <p className="soft">
            <InstanceWords signer={signer} />
          </p>
        )}
      </>
    );
  return (
    <>
      {signer.userId !== undefined && (
        <p>
          <Name value={signer.userId} />
        </p>
      )}
      {signer.fingerprint !== undefined && <Fingerprint value={signer.fingerprint} kind={signer.kind} />}
    </>
  );
}
