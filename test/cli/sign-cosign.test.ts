import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type CommandLine, openCommandLine } from './command-line.ts';

let cli: CommandLine;
let key: string;

const OFFLINE = ['--tlog-upload=false', '--timestamp=false'];

beforeEach(async () => {
  cli = openCommandLine();
  const made = await cli.run(['keys', 'generate', '--type', 'cosign', '--name', 'Release key', '--json']);
  key = made.json()[0]!.id;
  cli.write('a.txt', 'a\n');
});
afterEach(() => cli.close());

async function publicKey(of = key): Promise<ReturnType<typeof createPublicKey>> {
  return createPublicKey((await cli.run(['keys', 'export', of])).stdout);
}

const signatureIn = (bundle: string): Buffer => {
  const { messageSignature } = JSON.parse(cli.read(bundle)) as { messageSignature: { signature: string } };
  return Buffer.from(messageSignature.signature, 'base64');
};

describe('signing with a key of cosign’s kind', () => {
  it('writes a bundle, and says what is in it', async () => {
    const { status, json } = await cli.run(['sign', 'a.txt', '--json', ...OFFLINE]);
    expect(status).toBe(0);
    expect(json()).toMatchObject([
      {
        artifact: { path: cli.path('a.txt') },
        outputs: [
          {
            path: cli.path('a.txt.sigstore.json'),
            format: 'sigstore',
            signer: key.slice('cosign:'.length),
            logged: false,
            timestamped: false,
          },
        ],
        verified: true,
      },
    ]);
    expect(verify('sha256', Buffer.from('a\n'), await publicKey(), signatureIn('a.txt.sigstore.json'))).toBe(true);
    const again = await cli.run(['sign', 'a.txt', '--force', ...OFFLINE]);
    expect(again.stdout).toContain('a.txt.sigstore.json (not logged, not timestamped)');
    expect(again.stdout).toMatch(/signed as Release key [0-9A-F ]+; verified again/);
    expect((await cli.run(['sign', 'a.txt', ...OFFLINE])).stderr).toContain('is already there');
  });

  it('beside an OpenPGP key, on a folder and its list', async () => {
    const openpgp = await cli.appKey('Ada <ada@example.org>');
    cli.write('r/b.txt', 'b');
    const { status, stderr } = await cli.run(['sign', 'r', '--manifest', '--key', key, '--key', openpgp, ...OFFLINE]);
    expect([stderr, status]).toEqual(['', 0]);
    expect(cli.names('r')).toEqual(
      ['b.txt', 'b.txt.asc', 'b.txt.sigstore.json', 'SHA256SUMS', 'SHA256SUMS.asc', 'SHA256SUMS.sigstore.json'].sort(),
    );
    const list = Buffer.from(cli.read('r/SHA256SUMS'));
    expect(verify('sha256', list, await publicKey(), signatureIn('r/SHA256SUMS.sigstore.json'))).toBe(true);
  });

  it('writes where it is told to, and cosign’s older output', async () => {
    const places = ['--bundle', '../out.json', '--output-signature', '../out.sig'];
    expect((await cli.run(['sign', 'a.txt', ...places, ...OFFLINE])).status).toBe(0);
    expect(cli.names()).toEqual(['a.txt']);
    expect(Buffer.from(cli.read('../out.sig'), 'base64')).toEqual(signatureIn('../out.json'));
    cli.write('b.txt', 'b');
    const two = await cli.run(['sign', 'a.txt', 'b.txt', '--bundle', '../x', ...OFFLINE]);
    expect([two.status, two.stderr]).toEqual([
      2,
      expect.stringContaining('one output is named for several') as unknown,
    ]);
    const same = await cli.run(['sign', 'a.txt', '--bundle', '../x', '--output-signature', '../x', ...OFFLINE]);
    expect([same.status, same.stderr]).toEqual([2, expect.stringContaining('written twice') as unknown]);
  });

  it.each([
    [['--binary'], '--binary is for an OpenPGP key'],
    [['--clearsign'], '--clearsign is for an OpenPGP key'],
    [['--signature', 'x'], '--signature is for an OpenPGP key'],
    [['--output-certificate', 'x'], 'a key has no certificate'],
    [['--tlog-upload=maybe'], '--tlog-upload cannot be `maybe`'],
    [[], 'there is no terminal to ask on'],
    [['--timestamp=false'], 'there is no terminal to ask on'],
  ])('%j is a usage error', async (flags, said) => {
    const { status, stderr } = await cli.run(['sign', 'a.txt', ...flags]);
    expect([status, stderr]).toEqual([2, expect.stringContaining(said) as unknown]);
    expect(cli.names()).toEqual(['a.txt']);
  });
});

describe('a key out of a file', () => {
  it('of cosign’s opens with COSIGN_PASSWORD or a passphrase file, and is not kept', async () => {
    cli.write('../pw', 'canary-file\n');
    await cli.run(['keys', 'export', key, '--secret', '--output', '../cosign.key', '--passphrase-file', '../pw']);
    const there = { COUNTERSIGN_HOME: cli.otherHome('other') };
    const sign = (...more: string[]) => [
      'sign',
      'a.txt',
      '--force',
      '--key',
      '../cosign.key',
      '--json',
      ...OFFLINE,
      ...more,
    ];
    for (const [flags, env] of [
      [[], { COSIGN_PASSWORD: 'canary-file' }],
      [['--passphrase-file', '../pw'], { COSIGN_PASSWORD: 'canary-wrong' }],
      [['--passphrase-file', '-'], {}],
    ] as const) {
      const ended = await cli.run(sign(...flags), { env: { ...there, ...env }, input: 'canary-file\n' });
      expect([ended.stderr, ended.status]).toEqual(['', 0]);
      expect(ended.json()).toMatchObject([{ outputs: [{ signer: key.slice('cosign:'.length) }], verified: true }]);
      expect(verify('sha256', Buffer.from('a\n'), await publicKey(), signatureIn('a.txt.sigstore.json'))).toBe(true);
    }
    const wrong = await cli.run(sign(), { env: { ...there, COSIGN_PASSWORD: 'canary-wrong' } });
    expect(wrong.status).toBe(5);
    expect(wrong.stderr + wrong.stdout).not.toContain('canary');
    const asked = await cli.run(sign(), { env: there });
    expect([asked.status, asked.stderr]).toEqual([
      2,
      expect.stringContaining('give --passphrase-file FILE') as unknown,
    ]);
    expect((await cli.run(['keys', 'list', '--json'], { env: there })).json()).toEqual([]);
  });

  it('in plain PEM signs with a warning', async () => {
    const { privateKey } = generateKeyPairSync('ed25519');
    cli.write('../ed.pem', privateKey.export({ type: 'pkcs8', format: 'pem' }));
    const { status, stderr } = await cli.run(['sign', 'a.txt', '--key', '../ed.pem', ...OFFLINE]);
    expect([status, stderr]).toEqual([0, expect.stringContaining('warning: ../ed.pem has no passphrase') as unknown]);
    const signature = signatureIn('a.txt.sigstore.json');
    expect(verify(null, Buffer.from('a\n'), createPublicKey(privateKey), signature)).toBe(true);
  });

  it('that is no key the app can sign with says so', async () => {
    cli.write('../openssh', '-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n');
    expect((await cli.run(['sign', 'a.txt', '--key', '../openssh', ...OFFLINE])).status).toBe(5);
    cli.write('../cosign.pub', (await cli.run(['keys', 'export', key])).stdout);
    expect((await cli.run(['sign', 'a.txt', '--key', '../cosign.pub', ...OFFLINE])).status).toBe(2);
    expect(cli.names()).toEqual(['a.txt']);
  });
});
