import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fileSource, judgeBundle, newBundle, newInstance, type RootJson } from './forge.ts';

/** Timestamps by an authority that openssl makes: the mock's are by ECDSA alone, and many authorities sign with RSA. */
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cs-tsa-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const ARTIFACT = Buffer.from('a release of the app\n');
const at = (name: string): string => join(folder, name);
const openssl = (...args: string[]): void => {
  execFileSync('openssl', args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
};

/** Makes an authority's key and certificates; gives its certificates, its own first. */
function newAuthority(name: string, algorithm: readonly string[]): Buffer[] {
  const key = (of: string) => ['-newkey', ...algorithm, '-nodes', '-keyout', of];
  writeFileSync(at('leaf.cnf'), 'extendedKeyUsage=critical,timeStamping\nkeyUsage=critical,digitalSignature\n');
  openssl(
    'req',
    '-x509',
    ...key(`${name}-ca.key`),
    '-out',
    `${name}-ca.pem`,
    '-subj',
    `/CN=${name} root`,
    '-days',
    '9',
  );
  openssl('req', ...key(`${name}.key`), '-out', `${name}.csr`, '-subj', `/CN=${name}`);
  const issuer = ['-CA', `${name}-ca.pem`, '-CAkey', `${name}-ca.key`, '-CAcreateserial'];
  openssl('x509', '-req', '-in', `${name}.csr`, ...issuer, '-out', `${name}.pem`, '-days', '8', '-extfile', 'leaf.cnf');
  return [`${name}.pem`, `${name}-ca.pem`].map((pem) => {
    openssl('x509', '-in', pem, '-outform', 'der', '-out', `${pem}.der`);
    return readFileSync(at(`${pem}.der`));
  });
}

function stamp(name: string, digest: string, signature: Buffer, precision = 0): Buffer {
  writeFileSync(at('signature'), signature);
  writeFileSync(at('serial'), '0A\n');
  writeFileSync(
    at('ts.cnf'),
    `[tsa]\nserial=${at('serial')}\nsigner_digest=${digest}\ndefault_policy=1.2.3\ndigests=sha256\nclock_precision_digits=${precision}\n`,
  );
  openssl('ts', '-query', '-data', 'signature', '-sha256', '-out', 'query');
  const by = ['-signer', `${name}.pem`, '-inkey', `${name}.key`];
  openssl('ts', '-reply', '-config', 'ts.cnf', '-section', 'tsa', '-queryfile', 'query', ...by, '-out', 'reply');
  return readFileSync(at('reply'));
}

describe('timestamps of other authorities', () => {
  const RSA = ['rsa:2048'] as const;
  const EC = ['ec', '-pkeyopt', 'ec_paramgen_curve:P-256'] as const;
  it.each([
    ['RSA and SHA-256', RSA, 'sha256', 0],
    ['RSA and SHA-384', RSA, 'sha384', 0],
    ['RSA and SHA-512', RSA, 'sha512', 0],
    ['RSA and parts of a second', RSA, 'sha256', 3],
    ['ECDSA and SHA-512', EC, 'sha512', 0],
  ] as const)('by %s', async (_what, algorithm, digest, precision) => {
    const instance = await newInstance();
    const [own, stranger] = [newAuthority('own', algorithm), newAuthority('stranger', algorithm)];
    const bundle = await newBundle(instance, ARTIFACT, { log: 2 });
    const stamps = bundle.verificationMaterial.timestampVerificationData.rfc3161Timestamps;
    const signature = Buffer.from(bundle.messageSignature!.signature, 'base64');
    const root = (chain: readonly Buffer[]): RootJson => {
      const known = instance.trustedRoot();
      const certificates = chain.map((der) => ({ rawBytes: der.toString('base64') }));
      return { ...known, timestampAuthorities: [{ ...known.timestampAuthorities[0]!, certChain: { certificates } }] };
    };
    const judge = (chain: readonly Buffer[]) => judgeBundle(bundle, root(chain), fileSource(ARTIFACT));

    const right = stamp('own', digest, signature, precision);
    stamps.push({ signedTimestamp: right.toString('base64') });
    expect(await judge(own)).toMatchObject({ result: 'good', notes: [], dateProvenBy: 'timestamp' });
    expect(await judge(stranger)).toMatchObject({ result: 'unsupported', notes: ['unknown-instance'] });

    stamps[0] = { signedTimestamp: stamp('own', digest, Buffer.from('another signature')).toString('base64') };
    expect(await judge(own)).toMatchObject({ result: 'bad', notes: ['timestamp'] });
    const changed = Buffer.from(right);
    changed[changed.length - 1]! ^= 1;
    stamps[0] = { signedTimestamp: changed.toString('base64') };
    expect(await judge(own)).toMatchObject({ result: 'bad', notes: ['timestamp'] });
  });
});
