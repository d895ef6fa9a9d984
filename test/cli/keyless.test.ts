import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openConsent } from '../../electron/core/sigstore/consent.ts';
import { Person } from '../core/oidc/person.ts';
import { type Lab, startLab } from '../lab/lab.ts';
import { type CommandLine, type Ended, openCommandLine, type RunOptions } from './command-line.ts';
import { logInByCode } from './device-login.ts';

const ADA = 'ada@example.org';

let lab: Lab;
let line: CommandLine;
let files: string[];
beforeAll(async () => {
  lab = await startLab();
  files = ['--signing-config', lab.files.signingConfig, '--trusted-root', lab.files.trustedRoot];
});
afterAll(() => lab.close());
beforeEach(() => {
  lab.lifetimes.tokenSeconds = 60;
  lab.forgetRequests();
  line = openCommandLine();
});
afterEach(() => {
  lab.heal();
  line.close();
});

const token = (email = ADA): string => lab.token({ email });
const sign = (words: string[], options: RunOptions = {}): Promise<Ended> =>
  line.run(['sign', '--keyless', ...files, ...words], options);
const verify = (name: string, identity = ADA): Promise<Ended> => {
  const who = ['--certificate-identity', identity, '--certificate-oidc-issuer', lab.issuer];
  return line.run(['verify', '--trusted-root', lab.files.trustedRoot, ...who, name]);
};

/** A browser for the command line: a program that keeps the address and its environment, and a person who logs in there. */
function withBrowser(account = ADA): { env: Record<string, string>; environment: () => string } {
  const bin = line.otherHome('bin');
  mkdirSync(bin, { recursive: true });
  const [address, environment] = [join(bin, 'address'), join(bin, 'environment')];
  rmSync(address, { force: true });
  writeFileSync(
    join(bin, 'xdg-open'),
    `#!/bin/sh\nenv > '${environment}'\nprintf %s "$1" > '${address}.tmp'\nmv '${address}.tmp' '${address}'\n`,
  );
  chmodSync(join(bin, 'xdg-open'), 0o755);
  void (async () => {
    for (let tries = 0; tries < 300 && !existsSync(address); tries++) await wait(100);
    await new Person().logIn(new URL(readFileSync(address, 'utf8')), account);
  })().catch(() => undefined);
  return { env: { PATH: `${bin}:${process.env['PATH'] ?? ''}` }, environment: () => readFileSync(environment, 'utf8') };
}

/** Every byte under a folder. */
function everything(folder: string): string {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
    .map((path) => readFileSync(path, 'latin1'))
    .join('\n');
}

describe('sign --keyless', () => {
  it('signs with the token of the environment, and verify knows who it was', async () => {
    line.write('a.tar', 'a');
    const env = { SIGSTORE_ID_TOKEN: token() };
    const made = await sign(['--yes', '--json', 'a.tar'], { env });
    expect([made.status, made.stderr]).toEqual([0, '']);
    expect(made.json()[0]!.outputs).toMatchObject([
      { path: line.path('a.tar.sigstore.json'), format: 'sigstore', signer: ADA },
    ]);
    expect((await verify('a.tar')).status).toBe(0);
    expect((await verify('a.tar', 'eve@example.org')).status).toBe(1);
    const secret = env.SIGSTORE_ID_TOKEN.split('.')[2]!;
    for (const text of [made.stdout, made.stderr, everything(line.home), everything(line.folder)])
      expect(text).not.toContain(secret);
  });

  it('signs with a token out of a file, and warns of one on the command line', async () => {
    line.write('a.tar', 'a');
    line.write('token', `${token()}\n`);
    const fromFile = await sign(['--yes', '--identity-token', 'token', 'a.tar']);
    expect([fromFile.status, fromFile.stderr]).toEqual([0, '']);
    const given = token();
    const fromLine = await sign(['--yes', '--force', '--identity-token', given, 'a.tar']);
    expect(fromLine.status).toBe(0);
    expect(fromLine.stderr).toContain('everybody on this machine can see a token on the command line');
    expect(fromLine.stderr).not.toContain(given.split('.')[2]!);
  });

  it('shows what becomes public, and without a terminal or --yes sends nothing', async () => {
    line.write('a.tar', 'a');
    const { status, stderr } = await sign(['a.tar'], { env: { SIGSTORE_ID_TOKEN: token() } });
    expect(status).toBe(2);
    for (const words of ['becomes public for ever', ADA, 'a.tar', new URL(lab.urls.rekor2).host, 'add --yes'])
      expect(stderr).toContain(words);
    expect([...lab.requests('fulcio'), ...lab.requests('rekor2'), ...lab.requests('timestamp')]).toEqual([]);
    expect(line.names()).toEqual(['a.tar']);
  });

  it('logs in by the browser, which is given no secret', async () => {
    for (const name of ['a.tar', 'b.tar']) line.write(name, name);
    const { env, environment } = withBrowser();
    const secrets = { SIGSTORE_ID_TOKEN: token('ci@example.org'), COSIGN_PASSWORD: 'canary-password' };
    const { status } = await sign(['--yes', '--provider', 'github', '.'], { env: { ...env, ...secrets } });
    expect(status).toBe(0);
    expect(lab.requests('fulcio')).toHaveLength(1);
    for (const secret of [secrets.SIGSTORE_ID_TOKEN, secrets.COSIGN_PASSWORD])
      expect(environment()).not.toContain(secret);
    expect(lab.requests('oidc').some(({ path }) => path.includes('connector_id'))).toBe(true);
  });

  it('refuses a folder that must never be public, with --yes too', async () => {
    line.write('a.tar', 'a');
    mkdirSync(line.home, { recursive: true, mode: 0o700 });
    await openConsent(line.home, () => new Date()).markNeverPublic(line.folder);
    const { status, stderr } = await sign(['--yes', 'a.tar'], { env: { SIGSTORE_ID_TOKEN: token() } });
    expect([status, stderr.includes('Nothing from this folder may go to a public log.')]).toEqual([5, true]);
    expect(lab.requests('fulcio')).toEqual([]);
  });

  it('keeps what a log could not be told of, and logs it by the same call later, without a login', async () => {
    line.write('a.tar', 'a');
    await line.run([
      'instance',
      'add',
      'lab',
      '--trusted-root',
      lab.files.trustedRoot,
      '--signing-config',
      lab.files.signingConfig,
    ]);
    const call = ['sign', '--keyless', '--instance', 'lab', '--yes', 'a.tar'];
    lab.inject('rekor2', { kind: 'status', status: 503 }, { times: 99 });
    const first = await line.run(call, { env: { SIGSTORE_ID_TOKEN: token() } });
    expect([first.status, line.names()]).toEqual([5, ['a.tar']]);
    expect(first.stderr).toContain('Signed, not yet logged.');
    lab.heal();
    expect((await line.run(['whoami'])).stdout).toContain('Signed, not yet logged: ');
    const second = await line.run(call);
    expect([second.status, second.stdout.includes('signed earlier, logged now')]).toEqual([0, true]);
    expect((await verify('a.tar')).status).toBe(0);
  });

  it.each([
    [['--keyless', '--provider', 'gitlab'], 'write --provider github|google|microsoft'],
    [['--provider', 'github'], 'add --keyless'],
    [['--device'], 'add --keyless'],
    [['--keyless', '--device', '--provider', 'github'], 'exclude each other'],
    [['--keyless', '--device', '--identity-token', 'x'], 'takes the place of a login'],
    [['--keyless', '--trusted-root', 'a.tar'], '--signing-config is missing'],
  ])('%j is a mistake in the call', async (words, hint) => {
    line.write('a.tar', 'a');
    const { status, stderr } = await line.run(['sign', ...words, 'a.tar']);
    expect([status, stderr]).toEqual([2, expect.stringContaining(hint)]);
  });

  it.each([
    ['--tlog-upload=false', 'expects a log entry'],
    ['--timestamp=false', 'nothing would prove when it was signed'],
  ])('%s is refused where nobody could verify it', async (flag, words) => {
    line.write('a.tar', 'a');
    const { status, stderr } = await sign(['--yes', flag, 'a.tar'], { env: { SIGSTORE_ID_TOKEN: token() } });
    expect([status, stderr]).toEqual([2, expect.stringContaining(words)]);
    expect(lab.requests('fulcio')).toEqual([]);
  });

  it.each([
    ['no token', 'hello'],
    ['one for somebody else', 'audience'],
    ['one that is over', 'lapsed'],
  ] as const)('%s cannot be used', async (_name, what) => {
    line.write('a.tar', 'a');
    const given = what === 'hello' ? what : lab.token({ email: ADA, forge: what });
    const { status, stderr } = await sign(['--yes', 'a.tar'], { env: { SIGSTORE_ID_TOKEN: given } });
    expect([status, stderr]).toEqual([5, expect.stringContaining('This identity token cannot be used.')]);
  });
});

describe('login, whoami, logout', () => {
  const login = (env: Record<string, string>, ...words: string[]) => line.run(['login', ...files, ...words], { env });

  it('keeps the name alone where a login is over in minutes, and says so', async () => {
    const { status, stdout } = await login(withBrowser().env);
    expect([status, stdout]).toEqual([0, expect.stringContaining('Of this login only the name is kept')]);
    const who = await line.run(['whoami', '--json']);
    expect(who.json()).toMatchObject([{ identity: ADA, issuer: lab.issuer, tokenUntil: null }]);
    expect(JSON.parse(readFileSync(join(line.home, 'secrets.json'), 'utf8'))).toHaveProperty('content.secrets', {});
  });

  it('remembers the way that was chosen as a setting, and says that it is no secret', async () => {
    const settings = () => JSON.parse(readFileSync(join(line.home, 'settings.json'), 'utf8')) as unknown;
    const plain = await login(withBrowser().env);
    expect([plain.stdout.includes('no secret'), existsSync(join(line.home, 'settings.json'))]).toEqual([false, false]);
    const chosen = await login(withBrowser().env, '--provider', 'github');
    expect([chosen.status, chosen.stdout]).toEqual([0, expect.stringContaining('a setting, no secret')]);
    expect(settings()).toMatchObject({ content: { loginWay: 'github' } });
  });

  it('keeps a login that lasts, sealed, signs by it, and forgets it', async () => {
    lab.lifetimes.tokenSeconds = 3600;
    line.write('a.tar', 'a');
    const { stdout } = await login(withBrowser().env);
    expect(stdout).toContain('The login is kept until');
    // Plain words: no name that stands for two files, and no date as machines write it.
    expect(stdout).toContain('at the services of two files');
    expect(stdout).not.toMatch(/files:|\d{4}-\d{2}-\d{2}T/);
    expect((await sign(['--yes', 'a.tar'])).status).toBe(0);
    expect(everything(line.home)).not.toMatch(/eyJ[\w-]{20}/);
    expect((await line.run(['logout'])).stdout).toContain(`Forgotten: ${ADA}`);
    expect((await line.run(['whoami'])).stdout).toContain('Nobody has logged in here.');
    expect(readFileSync(join(line.home, 'secrets.json'), 'utf8')).not.toContain('login');
  });

  it('a login by the files of one instance is not given to the services of another', async () => {
    lab.lifetimes.tokenSeconds = 3600;
    line.write('a.tar', 'a');
    expect((await login(withBrowser().env)).stdout).toContain('The login is kept until');
    const config: unknown = JSON.parse(readFileSync(lab.files.signingConfig, 'utf8'));
    line.write('../other.json', JSON.stringify(config, null, 1));
    const other = ['--signing-config', '../other.json', '--trusted-root', lab.files.trustedRoot];
    const { env } = withBrowser('eve@example.org');
    const made = await line.run(['sign', '--keyless', '--yes', '--json', ...other, 'a.tar'], { env });
    expect(made.json()[0]!.outputs).toMatchObject([{ signer: 'eve@example.org' }]);
    const kept = (await line.run(['whoami', '--json'])).json() as unknown as { instance: string }[];
    expect(new Set(kept.map(({ instance }) => instance)).size).toBe(2);
    for (const { instance } of kept) expect(instance).toMatch(/^files:[0-9a-f]{32}$/);
  });

  it('by a code, for a machine without a browser', async () => {
    const child = line.start(['login', '--device', ...files]);
    await logInByCode(child.stderr!, ADA);
    expect(await new Promise((resolve) => child.once('close', resolve))).toBe(0);
  });

  it('offline opens no socket', async () => {
    const { status, stderr } = await line.run(['login', '--offline', ...files]);
    expect([status, lab.requests('oidc').length]).toEqual([5, 0]);
    expect(stderr).toContain('offline');
  });

  it('nothing to forget is no error', async () => {
    expect(await line.run(['logout'])).toMatchObject({ status: 0, stdout: 'There was no login to forget.\n' });
  });
});
