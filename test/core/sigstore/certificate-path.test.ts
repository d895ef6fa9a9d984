import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fileSource, type Instance, ISSUER, judgeBundle, newBundle, newInstance, type RootJson } from './forge.ts';

/** Chains that openssl makes: what stands between a trusted root's certificates and who signed, or stamped. */
let folder: string;
let instance: Instance;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cs-path-'));
  instance = await newInstance();
  issue('root', null, AUTHORITY);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const ARTIFACT = Buffer.from('a release of the app\n');
const AUTHORITY = ['basicConstraints=critical,CA:TRUE', 'keyUsage=critical,keyCertSign,cRLSign'];
const at = (name: string): string => join(folder, name);
const openssl = (...args: string[]): void => {
  execFileSync('openssl', args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
};
const der = (name: string): Buffer => readFileSync(at(`${name}.der`));

/** Makes a certificate; `by` null: of its own. `key`: a public key of somebody else's, or the name of one that is there. */
function issue(
  name: string,
  by: string | null,
  extensions: readonly string[],
  more: { key?: string; cn?: string; serial?: string } = {},
) {
  const { key = name, cn = name, serial = '77' } = more;
  if (key === name) openssl('genpkey', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256', '-out', `${key}.key`);
  if (key !== 'given') openssl('pkey', '-in', `${key}.key`, '-pubout', '-out', `${key}.pub`);
  writeFileSync(at('ext.cnf'), `${extensions.join('\n')}\n`);
  const signed = by === null ? ['-key', `${key}.key`] : ['-CA', `${by}.pem`, '-CAkey', `${by}.key`];
  const subject = ['-new', '-subj', `/CN=${cn}`, '-force_pubkey', `${key}.pub`, '-set_serial', serial, '-days', '3'];
  openssl('x509', ...subject, ...signed, '-extfile', 'ext.cnf', '-out', `${name}.pem`);
  openssl('x509', '-in', `${name}.pem`, '-outform', 'der', '-out', `${name}.der`);
}

describe('who signed', () => {
  const ADA = 'email:ada@example.org';
  /** Has `between` issue a certificate, and judges what it signs by a root that names these authorities. */
  async function judge(between: string, named: readonly string[], name = ADA) {
    const certify: Instance['certify'] = (key) => {
      writeFileSync(at('given.pub'), key.export({ type: 'spki', format: 'pem' }));
      const usage = ['keyUsage=critical,digitalSignature', 'extendedKeyUsage=codeSigning'];
      const vouched = `1.3.6.1.4.1.57264.1.8=ASN1:UTF8String:${ISSUER}`;
      issue('leaf', between, [...usage, `subjectAltName=${name}`, vouched], { key: 'given' });
      return Promise.resolve(der('leaf'));
    };
    const root = instance.trustedRoot();
    root.certificateAuthorities[0]!.certChain.certificates = rawOf(named);
    root.ctlogs = [];
    return judgeBundle(await newBundle({ ...instance, certify }, ARTIFACT), root, fileSource(ARTIFACT));
  }

  it('is vouched for by a root, by what stands between, and by that alone where nothing above it is trusted', async () => {
    issue('between', 'root', AUTHORITY);
    for (const named of [['between', 'root'], ['between']])
      expect(await judge('between', named)).toMatchObject({ result: 'good', notes: [] });
    expect(await judge('root', ['root'])).toMatchObject({ result: 'good', notes: [] });
    // What came with a bundle is never trusted for that, and neither is what a trusted one has issued to somebody else.
    issue('stranger', null, AUTHORITY, { cn: 'between' });
    expect(await judge('stranger', ['between'])).toMatchObject({ result: 'bad', notes: ['chain'] });
    issue('end', 'root', ['basicConstraints=CA:FALSE']);
    expect(await judge('end', ['end', 'root'])).toMatchObject({ result: 'bad', notes: ['chain'] });
  });

  it.each<[string, string[], 'good' | 'bad']>([
    ['for signing code', ['extendedKeyUsage=codeSigning'], 'good'],
    ['for anything', ['extendedKeyUsage=anyExtendedKeyUsage'], 'good'],
    ['for mail', ['extendedKeyUsage=emailProtection'], 'bad'],
    ['for whatever something unknown demands', ['1.2.3.4=critical,ASN1:UTF8String:x'], 'bad'],
    ['for whatever something unknown remarks', ['1.2.3.4=ASN1:UTF8String:x'], 'good'],
  ])('by an authority that is %s', async (_what, extensions, result) => {
    issue('limited', 'root', [...AUTHORITY, ...extensions]);
    const found = await judge('limited', ['limited', 'root']);
    expect(found).toMatchObject({ result, notes: result === 'good' ? [] : ['chain'] });
    expect(await judge('limited', ['limited'])).toMatchObject({ result });
  });

  it.each<[string, string, 'good' | 'bad']>([
    ['permitted;email:example.org', ADA, 'good'],
    ['permitted;email:Example.ORG', ADA, 'good'],
    ['permitted;email:example.org', 'email:ada@evil.example', 'bad'],
    ['permitted;email:example.org', 'email:ada@example.org.evil.example', 'bad'],
    ['permitted;email:example.org', 'email:ada@notexample.org', 'bad'],
    ['permitted;email:.example.org', 'email:ada@dev.example.org', 'good'],
    ['permitted;email:.example.org', ADA, 'bad'],
    ['permitted;email:ada@example.org', ADA, 'good'],
    ['permitted;email:ada@example.org', 'email:bob@example.org', 'bad'],
    ['excluded;email:example.org', ADA, 'bad'],
    ['excluded;email:evil.example', ADA, 'good'],
    ['permitted;URI:ci.example.org', 'URI:https://ci.example.org/a', 'good'],
    ['permitted;URI:ci.example.org', 'URI:https://ci.example.org@evil.example/a', 'bad'],
    ['permitted;URI:.example.org', 'URI:https://ci.example.org:8443/a', 'good'],
    ['permitted;URI:.example.org', 'URI:https://evil.example/ci.example.org', 'bad'],
    ['permitted;URI:ci.example.org', 'URI:urn:x:y', 'bad'],
    ['excluded;URI:ci.example.org', 'URI:https://ci.example.org/a', 'bad'],
    ['permitted;URI:ci.example.org', ADA, 'good'],
    ['permitted;DNS:example.org', ADA, 'good'],
    ['permitted;otherName:1.2.3.4;UTF8:x', ADA, 'bad'],
  ])('by an authority with %s, as %s: %s', async (limits, name, result) => {
    issue('narrow', 'root', [...AUTHORITY, `nameConstraints=critical,${limits}`]);
    expect(await judge('narrow', ['narrow', 'root'], name)).toMatchObject({ result });
  });
});

describe('who stamped', () => {
  const STAMPS = ['extendedKeyUsage=critical,timeStamping', 'keyUsage=critical,digitalSignature'];
  beforeAll(() => {
    issue('tsa-ca', 'root', AUTHORITY);
    issue('tsa', 'tsa-ca', STAMPS);
    issue('tsa-other', 'tsa-ca', STAMPS, { key: 'tsa', cn: 'other', serial: '78' });
    issue('forged-ca', null, AUTHORITY, { cn: 'tsa-ca' });
    issue('forged', 'forged-ca', STAMPS, { cn: 'tsa' });
  });

  /** A timestamp over a signature. `along`: the certificates that it brings, its own first. */
  function stamp(signature: Buffer, signer: string, along: readonly string[] | null): Buffer {
    writeFileSync(at('signature'), signature);
    writeFileSync(at('serial'), '0A\n');
    writeFileSync(
      at('ts.cnf'),
      `[t]\nserial=${at('serial')}\nsigner_digest=sha256\ndefault_policy=1.2.3\ndigests=sha256\n`,
    );
    openssl('ts', '-query', '-data', 'signature', '-sha256', ...(along === null ? [] : ['-cert']), '-out', 'query');
    writeFileSync(at('chain.pem'), (along ?? []).map((name) => readFileSync(at(`${name}.pem`), 'utf8')).join(''));
    const by = ['-signer', `${signer}.pem`, '-inkey', `${signer === 'tsa-other' ? 'tsa' : signer}.key`];
    const chain = (along?.length ?? 0) > 0 ? ['-chain', 'chain.pem'] : [];
    openssl(
      'ts',
      '-reply',
      '-config',
      'ts.cnf',
      '-section',
      't',
      '-queryfile',
      'query',
      ...by,
      ...chain,
      '-out',
      'reply',
    );
    return readFileSync(at('reply'));
  }

  /** Judges a bundle whose only time is such a timestamp, by a root that names these certificates of an authority. */
  async function judge(named: readonly string[], signer: string, along: readonly string[] | null) {
    const bundle = await newBundle(instance, ARTIFACT, { log: 2 });
    const signature = Buffer.from(bundle.messageSignature!.signature, 'base64');
    const made = { signedTimestamp: stamp(signature, signer, along).toString('base64') };
    bundle.verificationMaterial.timestampVerificationData.rfc3161Timestamps = [made];
    const root: RootJson = instance.trustedRoot();
    root.timestampAuthorities[0]!.certChain.certificates = rawOf(named);
    return judgeBundle(bundle, root, fileSource(ARTIFACT));
  }
  const good = { result: 'good', notes: [], dateProvenBy: 'timestamp' };
  const unknown = { result: 'unsupported', notes: ['unknown-instance'] };
  const bad = { result: 'bad', notes: ['timestamp'] };

  it.each<[string, string[], string[] | null]>([
    ['its whole chain', ['tsa', 'tsa-ca', 'root'], null],
    ['it and who issued it', ['tsa', 'tsa-ca'], null],
    ['it alone', ['tsa'], null],
    ['its authority and the root; the timestamp brings it', ['tsa-ca', 'root'], []],
    ['its authority; the timestamp brings it', ['tsa-ca'], []],
    ['the root; the timestamp brings all that is below', ['root'], ['tsa-ca']],
  ])('is known where the root names %s', async (_what, named, along) => {
    expect(await judge(named, 'tsa', along)).toMatchObject(good);
  });

  it.each<[string, string[], string, string[] | null]>([
    ['nothing brings its certificate', ['tsa-ca', 'root'], 'tsa', null],
    ['what is between is missing', ['root'], 'tsa', []],
    ['the root names another of the same authority', ['tsa-other', 'tsa-ca', 'root'], 'tsa', []],
    ['its root came along', ['root'], 'forged', ['forged-ca']],
  ])('is not known where %s', async (_what, named, signer, along) => {
    expect(await judge(named, signer, along)).toMatchObject(unknown);
  });

  it('is a forger where it says that a known authority issued it', async () => {
    expect(await judge(['tsa-ca', 'root'], 'forged', [])).toMatchObject(bad);
    expect(await judge(['tsa', 'tsa-ca', 'root'], 'forged', [])).toMatchObject(bad);
  });

  it.each<[string, string[]]>([
    ['is not for that', ['keyUsage=critical,digitalSignature']],
    ['is for something else too', ['extendedKeyUsage=critical,timeStamping,codeSigning']],
    ['does not insist on it', ['extendedKeyUsage=timeStamping']],
  ])('with a certificate that %s stamps nothing', async (_what, extensions) => {
    issue('tsa-unfit', 'tsa-ca', extensions, { key: 'tsa', cn: 'tsa' });
    expect(await judge(['tsa-unfit', 'tsa-ca', 'root'], 'tsa', null)).toMatchObject(bad);
  });

  it('was not there yet, or no more', async () => {
    const bundle = await newBundle(instance, ARTIFACT, { log: 2 });
    const signature = Buffer.from(bundle.messageSignature!.signature, 'base64');
    const made = { signedTimestamp: stamp(signature, 'tsa', []).toString('base64') };
    bundle.verificationMaterial.timestampVerificationData.rfc3161Timestamps = [made];
    for (const validFor of [
      { start: '2020-01-01T00:00:00Z', end: '2021-01-01T00:00:00Z' },
      { start: '2999-01-01T00:00:00Z' },
    ]) {
      const root = instance.trustedRoot();
      root.timestampAuthorities[0] = {
        ...root.timestampAuthorities[0]!,
        validFor,
        certChain: { certificates: rawOf(['tsa-ca', 'root']) },
      };
      expect(await judgeBundle(bundle, root, fileSource(ARTIFACT))).toMatchObject(bad);
    }
  });
});

function rawOf(names: readonly string[]): { rawBytes: string }[] {
  return names.map((name) => ({ rawBytes: der(name).toString('base64') }));
}
