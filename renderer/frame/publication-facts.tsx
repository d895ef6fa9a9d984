import type { Publication, Who } from '../../shared/model/publication.ts';
import { digestName } from '../../shared/digest-name.ts';
import { issuerName } from '../../shared/signer-name.ts';
import { Fingerprint, Name, Sentence } from '../parts/visible.tsx';
import { useTemplates, useWords } from '../words.ts';

/** Who signs what, and which logs are told of it: the values as they will stand there. */
export function PublicationFacts(props: { publication: Publication; onAnother: () => void }) {
  const t = useWords();
  const template = useTemplates();
  const { publication, onAnother } = props;
  const { who, others = [], file, files, logs, certificate, isPublic } = publication;
  return (
    <dl className="facts">
      <dt>{t('identity' in who ? 'publish.who' : 'publish.key')}</dt>
      <dd>
        <WhoName who={who} />
        {others.map((other) => (
          <p key={`${other.identity} ${other.issuer}`} className="small">
            <Sentence
              template={template(isSameName(who, other) ? 'publish.otherIssuer' : 'publish.otherwise')}
              params={other}
            />
          </p>
        ))}
        {'identity' in who && (
          <button type="button" className="plain-button small" onClick={onAnother}>
            {t('publish.another')}
          </button>
        )}
      </dd>
      <dt>{t('publish.what')}</dt>
      <dd>
        <Name value={file.name} mono />
        <p className="small soft">
          {digestName(file.algorithm)} <Name value={file.digest} mono />
        </p>
        {files > 1 && <p className="small soft">{t('publish.more', { count: files - 1 })}</p>}
      </dd>
      <dt>{t('publish.where')}</dt>
      <dd>
        <ul>
          {logs.map((host) => (
            <li key={host}>
              <Sentence template={template('publish.log')} params={{ host }} />
            </li>
          ))}
          {certificate && <li>{t(isPublic ? 'publish.certificates' : 'publish.certificatesWithin')}</li>}
        </ul>
      </dd>
    </dl>
  );
}

function isSameName(who: Who, other: { identity: string }): boolean {
  return 'identity' in who && who.identity === other.identity;
}

function WhoName({ who }: { who: Who }) {
  const template = useTemplates();
  if ('fingerprint' in who) return <Fingerprint value={who.fingerprint} />;
  return (
    <>
      <b>
        <Name value={who.identity} />
      </b>
      <p className="small soft">
        <Sentence
          template={template('publish.loggedIn')}
          params={{ provider: issuerName(who.issuer), issuer: who.issuer }}
        />
      </p>
    </>
  );
}
