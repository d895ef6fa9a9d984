import { digestName } from '../../../shared/digest-name.ts';
import type { CheckResult } from '../../../shared/model/result.ts';
import type { Signer } from '../../../shared/model/signer.ts';
import { isSigner, pinId } from '../../../shared/signer-rule.ts';
import { useWords } from '../../words.ts';
import { formatBytes, formatMoment, formatNumber } from '../numbers.ts';
import type { ChainLink } from './chain-link.ts';
import { InstanceWords, PinWords } from '../signer-words.tsx';
import { PinValues } from '../pin-values.tsx';
import { CheckValues, IdentityValues } from './sigstore-values.tsx';
import { usePins } from './use-pins.ts';
import { FingerprintValue, Said, Value, ValueList } from './value-list.tsx';

/** What was seen at one link, down to the raw values. */
export function LinkValues({ link, result }: { link: ChainLink; result: CheckResult }) {
  switch (link.kind) {
    case 'file':
      return <FileValues result={result} />;
    case 'digest':
      return <DigestValues result={result} />;
    case 'manifest':
      return <ListValues result={result} />;
    case 'signature':
      return (
        <>
          <SignatureValues link={link} isFile={result.git === undefined} />
          {link.signature?.format === 'sigstore' && <CheckValues of="signature" result={result} />}
        </>
      );
    case 'key':
      return (
        <>
          <KeyValues link={link} />
          {link.signature?.format === 'sigstore' && <CheckValues of="key" result={result} />}
        </>
      );
    case 'certificate':
    case 'log':
      return <CheckValues of={link.kind} result={result} />;
    case 'identity':
      return (
        <>
          <IdentityValues signer={link.signature.signer} />
          <CheckValues of="identity" result={result} />
        </>
      );
    case 'expected':
      return <ExpectedValues result={result} signer={link.signature?.signer} />;
  }
}

function FileValues({ result: { artifact, git } }: { result: CheckResult }) {
  const t = useWords();
  if (git !== undefined)
    return (
      <ValueList>
        <Value name={t('value.name')} value={artifact.name} mono />
        <Value name={t('value.repository')} value={git.repository} mono />
      </ValueList>
    );
  return (
    <ValueList>
      <Value name={t('value.name')} value={artifact.name} mono />
      <Value name={t('value.path')} value={artifact.path} mono />
      {artifact.size !== undefined && <Said name={t('value.size')}>{formatBytes(artifact.size)}</Said>}
    </ValueList>
  );
}

function DigestValues({ result: { artifact } }: { result: CheckResult }) {
  return (
    <ValueList>
      {Object.entries(artifact.digests).map(([algorithm, digest]) => (
        <Value key={algorithm} name={digestName(algorithm)} value={digest} mono />
      ))}
    </ValueList>
  );
}

function ListValues({ result: { artifact, manifest, params } }: { result: CheckResult }) {
  const t = useWords();
  const list = params['list'];
  if (manifest === undefined)
    return (
      <ValueList>
        <Value name={t('value.list')} value={typeof list === 'string' ? list : undefined} mono />
      </ValueList>
    );
  const { line } = manifest;
  return (
    <ValueList>
      <Value name={t('value.list')} value={manifest.path} mono />
      {line !== undefined && (
        <>
          <Value name={t('value.line')} value={`${line.digest}  ${line.name}`} mono />
          <Value name={t('value.digestHere')} value={artifact.digests[line.algorithm]} mono />
        </>
      )}
      <Said name={t('value.lines')}>{formatNumber(manifest.listed)}</Said>
    </ValueList>
  );
}

function SignatureValues(props: { link: Extract<ChainLink, { kind: 'signature' }>; isFile: boolean }) {
  const t = useWords();
  const { isFile } = props;
  const { signature } = props.link;
  if (signature === undefined) return <p className="small">{t(isFile ? 'link.noSignature' : 'linkGit.noSignature')}</p>;
  return (
    <ValueList>
      <Value name={t('value.path')} value={signature.path} mono />
      <Said name={t('value.format')}>{t(`value.formats.${signature.format}`)}</Said>
      {isFile && (
        <Said name={t('value.over')}>{t(signature.over === 'manifest' ? 'value.overList' : 'value.overFile')}</Said>
      )}
      <Said name={t('value.found')}>{t(`result.${signature.result}`)}</Said>
      {signature.digestAlgorithm !== undefined && <Said name={t('value.method')}>{signature.digestAlgorithm}</Said>}
      {signature.signedAt !== undefined && (
        <Said name={t('value.made')}>
          {t(`dateProof.${signature.dateProvenBy}`, { date: formatMoment(signature.signedAt) })}
        </Said>
      )}
      <Value name={t('value.keyId')} value={signature.signer?.keyId} mono />
    </ValueList>
  );
}

function KeyValues({ link: { signature } }: { link: Extract<ChainLink, { kind: 'key' }> }) {
  const t = useWords();
  const { signer, keyCreatedAt, keyExpiresAt, keyRefreshedAt } = signature ?? {};
  if (signer === undefined) return <p className="small">{t('link.noKey')}</p>;
  const { fingerprint, kind, keyFingerprint, userId, keyId } = signer;
  return (
    <ValueList>
      <Value name={t('value.claim')} value={userId} />
      <FingerprintValue name={t('value.fingerprint')} value={fingerprint} kind={kind} />
      {keyFingerprint !== fingerprint && <FingerprintValue name={t('value.subkey')} value={keyFingerprint} />}
      {fingerprint === undefined && <FingerprintValue name={t('value.keyId')} value={keyId} />}
      {keyCreatedAt !== undefined && <Said name={t('value.keyMade')}>{formatMoment(keyCreatedAt)}</Said>}
      {fingerprint !== undefined && (
        <Said name={t('value.keyEnds')}>
          {keyExpiresAt === undefined ? t('value.keyNeverEnds') : formatMoment(keyExpiresAt)}
        </Said>
      )}
      {keyRefreshedAt !== undefined && (
        <Said name={t('value.lookedUp')}>
          {keyRefreshedAt === null ? t('value.notLookedUp') : formatMoment(keyRefreshedAt)}
        </Said>
      )}
    </ValueList>
  );
}

function ExpectedValues({ result, signer }: { result: CheckResult; signer: Signer | undefined }) {
  const t = useWords();
  const pins = usePins(result.publisher);
  if (result.publisher === undefined)
    return <p className="small">{t(result.verdict === 'verified' ? 'link.expectedForCall' : 'link.notExpected')}</p>;
  const own = pins.filter((pin) => isSigner(pin, signer));
  return (
    <ValueList>
      <Value name={t('value.publisher')} value={result.publisher} />
      {(own.length > 0 ? own : pins).map((pin) => (
        <div key={pinId(pin)} className="fact-group">
          {'fingerprint' in pin ? (
            <FingerprintValue name={t('value.expectedKey')} value={pin.fingerprint} kind={pin.kind} />
          ) : (
            <>
              <Said name={t('value.expectedSigner')}>
                <PinWords pin={pin} /> <InstanceWords signer={pin} />
              </Said>
              <PinValues pin={pin} />
            </>
          )}
          <Value name={t('value.claim')} value={pin.label} />
          <Said name={t('value.confirmed')}>
            {t(`confirmed.${pin.confirmed.how}`, { date: formatMoment(pin.confirmed.at) })}
          </Said>
          <Value name={t('value.source')} value={pin.confirmed.detail} />
        </div>
      ))}
    </ValueList>
  );
}
