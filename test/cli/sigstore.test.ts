import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { haveVectors, vectorsPath } from '../vectors.ts';
import { type CommandLine, openCommandLine } from './command-line.ts';

/** Sigstore signatures through the built program: real ones, and some by a key that the test makes. */
let cli: CommandLine;
beforeAll(() => {
  cli = openCommandLine();
});
afterAll(() => cli.close());

const BEACON =
  'https://github.com/sigstore-conformance/extremely-dangerous-public-oidc-beacon/.github/workflows/extremely-dangerous-oidc-beacon.yml@refs/heads/main';
const ACTIONS = 'https://token.actions.githubusercontent.com';
const by = (identity: string, issuer: string): string[] => [
  ...['--certificate-identity', identity],
  ...['--certificate-oidc-issuer', issuer],
];
const check = async (...args: string[]) => {
  const { status, json, stderr } = await cli.run(['verify', '--json', '--offline', ...args]);
  return { status, stderr, results: status === 2 ? [] : json() };
};

describe.skipIf(!haveVectors('cpython-releases'))('real releases of CPython, by their digest alone', () => {
  const folder = vectorsPath('cpython-releases');
  const releases = () =>
    JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8')) as Record<
      'artifact' | 'bundle' | 'sha256' | 'identity' | 'issuer',
      string
    >[];
  const bundleOf = (name: string) => ['--bundle', join(folder, name)];

  it('verify, all of them', async () => {
    for (const { sha256, bundle, identity, issuer } of releases()) {
      const { status, results } = await check(`sha256:${sha256}`, ...bundleOf(bundle), ...by(identity, issuer));
      expect([bundle, status, results[0]?.verdict]).toEqual([bundle, 0, 'verified']);
      expect(results[0]?.signatures).toMatchObject([
        { format: 'sigstore', result: 'good', signer: { identity, issuer }, dateProvenBy: 'log', expected: true },
      ]);
    }
  }, 120_000);

  it('do not, for another file, another person or another issuer', async () => {
    const [{ sha256, bundle, identity, issuer }] = releases() as [ReturnType<typeof releases>[number]];
    const digest = `sha256:${sha256}`;
    const other = `sha256:${createHash('sha256').update('other').digest('hex')}`;
    const cases: [number, string[]][] = [
      [1, [other, ...bundleOf(bundle), ...by(identity, issuer)]],
      [1, [digest, ...bundleOf(bundle), ...by(`x${identity}`, issuer)]],
      [1, [digest, ...bundleOf(bundle), ...by(identity, 'https://github.com/login/oauth')]],
      [
        1,
        [digest, ...bundleOf(bundle), '--certificate-identity-regexp', 'python', '--certificate-oidc-issuer', issuer],
      ],
      [4, [digest, ...bundleOf(bundle)]],
      [
        0,
        [
          digest,
          ...bundleOf(bundle),
          '--certificate-identity-regexp',
          '.*@python\\.org',
          '--certificate-oidc-issuer',
          issuer,
        ],
      ],
      [
        0,
        [
          digest,
          ...bundleOf(bundle),
          '--certificate-identity',
          identity,
          '--certificate-oidc-issuer-regexp',
          '.*google.*',
        ],
      ],
    ];
    for (const [status, args] of cases) expect([args, (await check(...args)).status]).toEqual([args, status]);
  }, 60_000);

  it('are those of a publisher whose identity is pinned, until it is unpinned', async () => {
    const [{ sha256, bundle, identity, issuer }] = releases() as [ReturnType<typeof releases>[number]];
    const args = [`sha256:${sha256}`, ...bundleOf(bundle), '--publisher', 'Python'];
    const added = await cli.run(['pin', 'add', 'Python', ...by(identity, issuer), '--json']);
    expect(added.json()).toMatchObject([{ name: 'Python', pins: [{ identity, issuer }] }]);
    expect((await cli.run(['pin', 'list'])).stdout).toContain('(Google)');
    expect((await check(...args)).status).toBe(0);
    const home = cli.otherHome('python');
    await cli.run(['pin', 'export', '--output', 'python.json']);
    expect((await cli.run(['pin', 'import', 'python.json', '--home', home])).status).toBe(0);
    expect((await check(...args, '--home', home)).status).toBe(0);
    await cli.run(['pin', 'remove', 'Python', ...by(identity, issuer)]);
    await cli.run(['pin', 'add', 'Python', ...by(identity, issuer), '--instance', 'acme']);
    expect((await check(...args)).status).toBe(1);
    await cli.run(['pin', 'remove', 'Python']);
  }, 60_000);
});

describe.skipIf(!haveVectors('sigstore-bundles'))('bundles of the conformance suite', () => {
  const folder = vectorsPath('sigstore-bundles');
  const names = existsSync(folder)
    ? readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []))
    : [];
  it.each(names)('%s', async (name) => {
    const at = (file: string): string => join(folder, name, file);
    const own = (file: string, other: string): string =>
      existsSync(at(file)) ? readFileSync(at(file), 'utf8').trim() : other;
    const artifact = existsSync(at('artifact')) ? at('artifact') : join(folder, 'a.txt');
    const { status, results } = await check(
      artifact,
      ...['--bundle', at('bundle.sigstore.json')],
      ...(existsSync(at('key.pub')) ? ['--key', at('key.pub')] : by(own('identity', BEACON), own('issuer', ACTIONS))),
      ...(existsSync(at('trusted_root.json')) ? ['--trusted-root', at('trusted_root.json')] : []),
    );
    expect(results).toHaveLength(1);
    if (name.endsWith('_fail')) expect(['invalid', 'incomplete']).toContain(results[0]?.verdict);
    else expect([status, results[0]?.verdict, results[0]?.notes]).toEqual([0, 'verified', expect.anything()]);
  });

  // So many are judged on other threads too.
  it('are judged alike where there are a great many of them, a forged one among them', async () => {
    const bundle = readFileSync(join(folder, 'happy-path-v0.3-new-mediaType', 'bundle.sigstore.json'), 'utf8');
    const { messageSignature } = JSON.parse(bundle) as { messageSignature: { signature: string } };
    const signature = Buffer.from(messageSignature.signature, 'base64');
    signature[signature.length - 1]! ^= 1;
    const forged = bundle.replace(messageSignature.signature, signature.toString('base64'));
    const count = 120;
    for (let n = 0; n < count; n++) {
      cli.write(`many/part-${n}.txt`, readFileSync(join(folder, 'a.txt')));
      cli.write(`many/part-${n}.txt.sigstore.json`, n === 77 ? forged : bundle);
    }
    const { status, results } = await check('many', ...by(BEACON, ACTIONS));
    expect(status).toBe(1);
    expect(results).toHaveLength(count);
    const verdicts = new Map(results.map(({ artifact: { path }, verdict }) => [basename(path), verdict]));
    for (let n = 0; n < count; n++) expect(verdicts.get(`part-${n}.txt`)).toBe(n === 77 ? 'invalid' : 'verified');
  }, 60_000);

  it('whose trusted root is refused leave nothing to judge by', async () => {
    const root = cli.write('root.json', '{"mediaType":"application/vnd.dev.sigstore.trustedroot+json;version=0.1"');
    const { status, results } = await check(
      join(folder, 'a.txt'),
      ...['--bundle', join(folder, 'happy-path-v0.1', 'bundle.sigstore.json')],
      ...by(BEACON, ACTIONS),
      ...['--trusted-root', root],
    );
    expect([status, results[0]?.verdict]).toEqual([3, 'incomplete']);
    expect(results[0]?.notes).toContain('unusable-input');
  });
});

describe('a key of one’s own', () => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  const fingerprint = createHash('sha256').update(spki).digest('hex').toUpperCase();
  const signed = (name: string, content: string): string => {
    cli.write(`${name}.sig`, sign('sha256', Buffer.from(content), privateKey).toString('base64'));
    return cli.write(name, content);
  };

  it('verifies what it signed, among keys of other kinds', async () => {
    signed('own/tool-1.0.zip', 'tool');
    cli.write('keys/own.pub', pem);
    cli.write('keys/README', 'no key');
    expect((await check('own/tool-1.0.zip', '--key', 'keys/own.pub')).status).toBe(0);
    expect((await check('own/tool-1.0.zip', '--key', 'keys')).status).toBe(0);
    cli.write('own/tool-1.0.zip', 'fool');
    expect((await check('own/tool-1.0.zip', '--key', 'keys/own.pub')).status).toBe(1);
  });

  it('is no one’s where it merely lies beside', async () => {
    signed('beside/tool-1.0.zip', 'tool');
    cli.write('beside/cosign.pub', pem);
    const { status, results } = await check('beside/tool-1.0.zip');
    expect([status, results[0]?.signatures[0]?.result]).toEqual([4, 'good']);
    expect((await check('beside/tool-1.0.zip', ...by('ada@example.org', ACTIONS))).status).toBe(3);
  });

  it('is pinned by the fingerprint that stands beside it, and then needs nothing beside', async () => {
    cli.write('pinned.pub', pem);
    signed('pinned/zephyr-1.0.zip', 'tool');
    expect((await cli.run(['pin', 'add', 'Tool', '--key', 'pinned.pub'])).status).toBe(2);
    const wrong = await cli.run(['pin', 'add', 'Tool', '--key', 'pinned.pub', '--fingerprint', '0'.repeat(64)]);
    expect([wrong.status, wrong.stderr]).toEqual([2, expect.stringContaining(fingerprint)]);
    expect((await cli.run(['pin', 'add', 'Tool', '--key', 'pinned.pub', '--fingerprint', fingerprint])).status).toBe(0);
    expect((await check('pinned/zephyr-1.0.zip', '--publisher', 'Tool')).status).toBe(0);
    expect((await check('pinned/zephyr-1.0.zip')).status).toBe(0);
  });
});

describe('a call that names only a part', () => {
  it.each([
    [['verify', 'x', '--certificate-identity', 'ada@example.org']],
    [['verify', 'x', '--certificate-identity-regexp', '.*@example.org']],
    [['verify', 'x', '--certificate-oidc-issuer', ACTIONS]],
    [['verify', 'x', '--certificate-identity', '', '--certificate-oidc-issuer', ACTIONS]],
    [['verify', 'x', '--certificate-identity', 'a', '--certificate-oidc-issuer', '']],
    [['verify', 'x', '--certificate-identity-regexp', '.*', '--certificate-oidc-issuer', ACTIONS]],
    [['verify', 'x', '--certificate-identity-regexp', '(a', '--certificate-oidc-issuer', ACTIONS]],
    [['verify', 'x', ...by('a', ACTIONS), '--certificate-oidc-issuer-regexp', 'b']],
    [['verify', 'x', ...by('a', ACTIONS), '--publisher', 'P']],
    [['verify', 'x', '--trusted-root', 'x', '--instance', 'y']],
    [['verify', 'x', '--trusted-root', 'not-there.json']],
    [['verify', 'x', '--bundle', 'not-there.json']],
    [['pin', 'add', 'P', '--certificate-identity', 'ada@example.org']],
    [['pin', 'add', 'P', '--certificate-oidc-issuer', ACTIONS]],
    [['pin', 'add', 'P', '--certificate-identity-regexp', '.*', '--certificate-oidc-issuer', ACTIONS]],
    [['pin', 'add', 'P', '--repository', 'https://github.com/org/repo', '--ref-kind', 'tags']],
    [['pin', 'add', 'P', '--repository', 'org/repo', '--workflow', 'x.yml', '--ref-kind', 'tags']],
    [['pin', 'add', 'P', '--repository', 'https://git.example/a/b', '--workflow', 'x.yml', '--ref-kind', 'tags']],
    [['pin', 'add', 'P', ...by('a', ACTIONS), '--fingerprint', 'A'.repeat(40)]],
    [['pin', 'list', ...by('a', ACTIONS)]],
  ])('%j is a usage error', async (args) => {
    cli.write('x', 'x');
    const { status, stdout } = await cli.run(args);
    expect([status, stdout]).toEqual([2, '']);
    expect((await cli.run(['pin', 'list', '--json'])).stdout).not.toContain('"name":"P"');
  });

  it('is told of a build by its repository, workflow and kind of ref', async () => {
    const build = ['--repository', 'https://github.com/org/repo', '--workflow', '.github/workflows/release.yml'];
    const added = await cli.run(['pin', 'add', 'Built', ...build, '--ref-kind', 'tags', '--json']);
    const pin = {
      repository: 'https://github.com/org/repo',
      workflow: '.github/workflows/release.yml',
      issuer: ACTIONS,
    };
    expect(added.json()).toMatchObject([{ pins: [{ ...pin, refs: 'refs/tags/*' }] }]);
    const branch = await cli.run(['pin', 'add', 'Built', ...build, '--ref-kind', 'main', '--json']);
    expect(branch.json()).toMatchObject([{ pins: [{ ...pin }, { ...pin, refs: 'refs/heads/main' }] }]);
    const removed = await cli.run(['pin', 'remove', 'Built', ...build, '--ref-kind', 'tags', '--json']);
    expect(removed.json()).toMatchObject([{ pins: [{ refs: 'refs/heads/main' }] }]);
    await cli.run(['pin', 'remove', 'Built']);
  });
});
