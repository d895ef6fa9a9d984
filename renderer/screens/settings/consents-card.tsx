import { Button } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';
import type { KeptLogin } from '../../../shared/model/login.ts';
import type { Consent, Who } from '../../../shared/model/publication.ts';
import { issuerName } from '../../../shared/signer-name.ts';
import { ConfirmButton } from '../../parts/confirm-button.tsx';
import { HelpButton } from '../../parts/help/help-button.tsx';
import { formatDay, formatMoment } from '../../parts/numbers.ts';
import { Fingerprint, Name, Sentence } from '../../parts/visible.tsx';
import { useTemplates, useWords } from '../../words.ts';
import { useConsents } from './consents-slice.ts';

/** What may become public without a question, what must never, and what is left of logins; each can be taken back. */
export function ConsentsCard() {
  const t = useWords();
  const remembered = useConsents((state) => state.remembered);
  const { load, forbid } = useConsents.getState();
  useEffect(() => void load(), [load]);
  if (remembered === null) return null;
  const { consents, neverPublic, logins } = remembered;
  return (
    <section className="card stack" aria-labelledby="consents-title">
      <div className="stack tight">
        <div className="row">
          <h2 id="consents-title">{t('consents.title')}</h2>
          <HelpButton topic="sigstore" anchor="public" name={t('help.names.published')} />
        </div>
        <p className="small soft">{t('consents.text')}</p>
      </div>
      <Part title={t('consents.never')} text={t('consents.neverText')}>
        {neverPublic.map(({ path, at }) => (
          <NeverPublicItem key={path} path={path} at={at} />
        ))}
      </Part>
      <div className="row">
        <Button variant="default" onClick={() => void forbid()}>
          {t('consents.forbid')}
        </Button>
      </div>
      <Part title={t('consents.agreed')} text={consents.length === 0 ? t('consents.agreedNone') : undefined}>
        {consents.map((consent) => (
          <ConsentItem key={JSON.stringify([consent.who, consent.instance, consent.place.path])} consent={consent} />
        ))}
      </Part>
      <Part title={t('consents.logins')} text={t(logins.length === 0 ? 'consents.loginsNone' : 'consents.loginsText')}>
        {logins.map((login) => (
          <LoginItem key={login.instance} login={login} />
        ))}
      </Part>
      {logins.length > 0 && <LogOut />}
    </section>
  );
}

function Part(props: { title: string; text: string | undefined; children: ReactNode[] }) {
  return (
    <section className="stack tight">
      <h3>{props.title}</h3>
      {props.text !== undefined && <p className="small soft">{props.text}</p>}
      {props.children.length > 0 && <ul className="instances">{props.children}</ul>}
    </section>
  );
}

function NeverPublicItem({ path, at }: { path: string; at: string }) {
  const t = useWords();
  const template = useTemplates();
  const { allow } = useConsents.getState();
  return (
    <li className="row apart">
      <div className="consent">
        <Name value={path} mono />
        <p className="small soft">{t('consents.since', { date: formatDay(at) })}</p>
      </div>
      <ConfirmButton
        label={t('consents.allow')}
        question={<Sentence template={template('consents.allowSure')} params={{ path }} />}
        yes={t('consents.allowYes')}
        onYes={() => void allow(path)}
      />
    </li>
  );
}

function ConsentItem({ consent: { who, instance, place, at } }: { consent: Consent }) {
  const t = useWords();
  const template = useTemplates();
  const { withdraw } = useConsents.getState();
  return (
    <li className="row apart">
      <div className="consent">
        <WhoAgreed who={who} />
        <p>
          <Sentence template={template(`consents.in.${place.kind}`)} params={{ path: place.path }} />
        </p>
        <p className="small soft">
          <Sentence template={template('consents.agreedOn')} params={{ instance, date: formatDay(at) }} />
        </p>
      </div>
      <Button variant="default" onClick={() => void withdraw({ who, instance, path: place.path })}>
        {t('consents.withdraw')}
      </Button>
    </li>
  );
}

function WhoAgreed({ who }: { who: Who }) {
  const template = useTemplates();
  if ('fingerprint' in who)
    return (
      <p className="small">
        <Fingerprint value={who.fingerprint} />
      </p>
    );
  return (
    <p>
      <Sentence
        template={template('consents.who')}
        params={{ identity: who.identity, provider: issuerName(who.issuer) }}
      />
    </p>
  );
}

function LoginItem({ login: { identity, issuer, instance, at, tokenUntil } }: { login: KeptLogin }) {
  const t = useWords();
  const template = useTemplates();
  return (
    <li className="stack tight">
      <p>
        <Sentence template={template('consents.who')} params={{ identity, provider: issuerName(issuer) }} />
      </p>
      <p className="small soft">
        <Sentence template={template('consents.loginAt')} params={{ instance, when: formatMoment(at) }} />
      </p>
      <p className="small">
        {tokenUntil === null ? t('consents.nameOnly') : t('consents.keptUntil', { when: formatMoment(tokenUntil) })}
      </p>
    </li>
  );
}

function LogOut() {
  const t = useWords();
  const { logOut } = useConsents.getState();
  return (
    <div className="stack tight">
      <div className="row">
        <ConfirmButton
          label={t('consents.logOut')}
          question={t('consents.logOutSure')}
          yes={t('consents.logOutYes')}
          onYes={() => void logOut()}
        />
      </div>
    </div>
  );
}
