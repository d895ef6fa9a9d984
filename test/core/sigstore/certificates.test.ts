import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fileSource, type Instance, ISSUER, judgeBundle, newBundle, newInstance, type RootJson } from './forge.ts';

/** What a signer's certificate must be, and whom it names: certificates that no honest authority issues, by openssl. */
let folder: string;
let instance: Instance;
let root: RootJson;
const ARTIFACT = Buffer.from('a release of the app\n');
const at = (name: string): string => join(folder, name);
const openssl = (...args: string[]): void => {
  execFileSync('openssl', args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cs-ca-'));
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', 'ca.key'];
  openssl('req', '-x509', ...key, '-out', 'ca.pem', '-subj', '/CN=an authority', '-days', '9');
  openssl('x509', '-in', 'ca.pem', '-outform', 'der', '-out', 'ca.der');
  instance = await newInstance();
  root = instance.trustedRoot();
  root.certificateAuthorities[0]!.certChain.certificates = [
    { rawBytes: readFileSync(at('ca.der')).toString('base64') },
  ];
  root.ctlogs = [];
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Issues a certificate with these extensions, and judges what it signs. */
async function judge(extensions: readonly string[]) {
  const certify: Instance['certify'] = (key) => {
    writeFileSync(at('key.pem'), key.export({ type: 'spki', format: 'pem' }));
    writeFileSync(at('ext.cnf'), `${extensions.join('\n')}\n`);
    const by = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-days', '1', '-extfile', 'ext.cnf'];
    openssl('x509', '-new', '-force_pubkey', 'key.pem', '-subj', '/', ...by, '-outform', 'der', '-out', 'leaf.der');
    return Promise.resolve(readFileSync(at('leaf.der')));
  };
  return judgeBundle(await newBundle({ ...instance, certify }, ARTIFACT), root, fileSource(ARTIFACT));
}

const FULCIO = '1.3.6.1.4.1.57264.1';
const raw = (text: string): string => Buffer.from(text).toString('hex').replace(/../g, '$&:').slice(0, -1);
const USAGE = ['keyUsage=critical,digitalSignature', 'extendedKeyUsage=codeSigning'];
const ADA = 'subjectAltName=email:ada@example.org';
const VOUCHED = `${FULCIO}.8=ASN1:UTF8String:${ISSUER}`;

describe('a certificate', () => {
  it.each<[string, string[], string]>([
    ['an address', [ADA, VOUCHED], 'ada@example.org'],
    ['an address, in the early form', [ADA, `${FULCIO}.1=DER:${raw(ISSUER)}`], 'ada@example.org'],
    ['an address, in both forms', [ADA, VOUCHED, `${FULCIO}.1=DER:${raw(ISSUER)}`], 'ada@example.org'],
    ['an address that is critical', [ADA.replace('=', '=critical,'), VOUCHED], 'ada@example.org'],
    ['a URI', ['subjectAltName=URI:https://x.example/a', VOUCHED], 'https://x.example/a'],
    ['a user', [`subjectAltName=otherName:${FULCIO}.7;UTF8:ada`, VOUCHED], 'ada'],
  ])('names %s', async (_what, extensions, identity) => {
    const found = await judge([...USAGE, ...extensions]);
    expect(found, JSON.stringify(found.checks)).toMatchObject({
      result: 'good',
      notes: [],
      signer: { identity, issuer: ISSUER },
    });
  });

  it.each<[string, string[]]>([
    ['two names', ['subjectAltName=email:ada@example.org,email:eve@evil.example', VOUCHED]],
    ['two kinds of names', ['subjectAltName=email:ada@example.org,URI:https://x.example/a', VOUCHED]],
    ['no name', [VOUCHED]],
    ['a host', ['subjectAltName=DNS:example.org', VOUCHED]],
    ['a name of another kind', ['subjectAltName=otherName:1.2.3.4;UTF8:ada', VOUCHED]],
    ['a name in 8-bit characters', [`subjectAltName=DER:30:06:81:04:e1:64:61:40`, VOUCHED]],
    ['no issuer', [ADA]],
    ['two issuers', [ADA, VOUCHED, `${FULCIO}.1=DER:${raw('https://evil.example')}`]],
    ['an issuer that is not UTF-8', [ADA, `${FULCIO}.8=DER:0c:02:c3:28`]],
    ['an issuer of another form', [ADA, `${FULCIO}.8=ASN1:OCTETSTRING:${ISSUER}`]],
    ['an empty issuer', [ADA, `${FULCIO}.8=DER:0c:00`]],
  ])('that names %s names nobody', async (_what, extensions) => {
    const found = await judge([...USAGE, ...extensions]);
    expect(found.result).toBe('good');
    expect(found).not.toHaveProperty('signer');
  });

  it.each<[string, string[]]>([
    ['is for mail', ['keyUsage=critical,digitalSignature', 'extendedKeyUsage=emailProtection']],
    ['is for anything', ['keyUsage=critical,digitalSignature', 'extendedKeyUsage=anyExtendedKeyUsage']],
    ['does not say what it is for', ['keyUsage=critical,digitalSignature']],
    ['is not for signatures', ['keyUsage=critical,keyEncipherment', 'extendedKeyUsage=codeSigning']],
    ['is an authority', [...USAGE, 'basicConstraints=critical,CA:TRUE']],
    ['demands something unknown', [...USAGE, '1.2.3.4=critical,ASN1:UTF8String:x']],
    ['limits names', [...USAGE, 'nameConstraints=critical,permitted;email:example.org']],
  ])('that %s signs nothing', async (_what, extensions) => {
    expect(await judge([...extensions, ADA, VOUCHED])).toMatchObject({ result: 'bad', notes: ['chain'] });
  });
});
