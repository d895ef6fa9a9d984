import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Ask } from '../../../electron/core/engines/engine.ts';
import { makeSignatures } from '../../../electron/core/sign/make-signatures.ts';
import { SignOptions } from '../../../shared/model/sign.ts';
import { QUICK_PASSPHRASES } from '../../support/gpg-agent.ts';
import { openWorld, type World } from '../../support/world.ts';

let world: World;
let own: string;
let second: string;

beforeAll(async () => {
  world = await openWorld({ gnupgInServices: true });
  own = (
    await world.services.keys.generate({ name: 'Rel', email: 'rel@example.org', algorithm: 'ed25519', validity: '2y' })
  ).id;
  second = (
    await world.services.keys.generate({ name: 'Two', email: 'two@example.org', algorithm: 'ed25519', validity: '2y' })
  ).id;
  for (const id of [own, second]) {
    const path = join(world.folder, 'k.asc');
    writeFileSync(path, await world.services.keys.exportPublic(id, 'armored'));
    world.gpg('--import', path);
  }
});
afterAll(() => world.close());
beforeEach(() => {
  rmSync(world.folder, { recursive: true, force: true });
  mkdirSync(world.folder);
});

const options = (over: Partial<SignOptions> = {}): SignOptions => ({
  keys: [own],
  signature: 'armored',
  manifest: null,
  ...over,
});
const MANIFEST = { name: 'SHA256SUMS', algorithm: 'sha256', style: 'gnu' } as const;

/** gpg throws where the signature is not good. */
const gpgVerify = (...paths: string[]) => world.gpg('--verify', ...paths);

describe('what is signed verifies with gpg and sha256sum', () => {
  it.each([
    ['armored', '.asc'],
    ['binary', '.sig'],
  ] as const)('a detached %s signature', async (signature, ending) => {
    const path = world.write('app.tar', Buffer.from([0, 1, 2, 255]));
    const receipt = await world.sign({ paths: [path], options: options({ signature }) });
    expect(receipt.failed).toEqual([]);
    expect(receipt.list).toBeUndefined();
    expect(receipt.files[0]).toMatchObject({ verified: true, outputs: [{ path: path + ending, signer: own }] });
    gpgVerify(path + ending, path);
    writeFileSync(path, 'changed');
    expect(() => gpgVerify(path + ending, path)).toThrow();
  });

  it('a cleartext signature of text, and of nothing else', async () => {
    const third = world.gpgKey('Clear <clear@example.org>');
    const texts = [
      '- a list\nFrom here\ntrailing  \nlast',
      'one line\n',
      'two\n\n',
      'dos\r\nlines\r\n',
      '\n',
      'ends in blanks  ',
    ];
    for (const [index, text] of texts.entries()) {
      const path = world.write(`notes-${index}.txt`, text);
      const receipt = await world.sign({
        paths: [path],
        options: options({ signature: 'cleartext', keys: [own, `gpg:${third}`] }),
      });
      expect(receipt.failed).toEqual([]);
      gpgVerify(`${path}.asc`);
    }
    expect(readFileSync(join(world.folder, 'notes-0.txt.asc'), 'utf8')).toContain('- - a list');
    const binary = world.write('x.bin', Buffer.from([0, 255]));
    const receipt = await world.sign({ paths: [binary], options: options({ signature: 'cleartext' }) });
    expect(receipt.failed).toMatchObject([{ code: 'not-text' }]);
    expect(existsSync(`${binary}.asc`)).toBe(false);
  });

  it('several signers in one file, one of them GnuPG’s', async () => {
    const third = world.gpgKey('Third <third@example.org>');
    const path = world.write('app.tar', 'release');
    const receipt = await world.sign({ paths: [path], options: options({ keys: [own, second, `gpg:${third}`] }) });
    expect(receipt.failed).toEqual([]);
    const status = world.gpg('--status-fd', '1', '--verify', `${path}.asc`, path);
    expect(status.match(/VALIDSIG/g)).toHaveLength(3);
    expect(readdirSync(world.folder).sort()).toEqual(['app.tar', 'app.tar.asc']);
  });

  it.each(['gnu', 'bsd'] as const)('a %s manifest of a folder with its signature', async (style) => {
    world.write('a.tar', 'a');
    world.write('sub/b c.tar', 'b');
    world.write('sub/new\nline', 'n');
    world.write('.hidden', 'h');
    world.write('a.tar.asc', 'old');
    world.write('SHA512SUMS', 'old');
    const plan = await world.services.sign.plan({
      paths: [world.folder],
      options: options({ signature: 'none', manifest: { ...MANIFEST, style } }),
      overwrite: false,
    });
    expect(Object.fromEntries(plan.files.map((file) => [file.relative, file.leftOut]))).toEqual({
      'a.tar': undefined,
      'sub/b c.tar': undefined,
      'sub/new\nline': undefined,
      '.hidden': 'hidden',
      'a.tar.asc': 'signature',
      SHA512SUMS: 'manifest',
    });
    expect(plan.outputs.map((output) => [output.path, output.exists])).toEqual([
      [join(world.folder, 'SHA256SUMS'), false],
      [join(world.folder, 'SHA256SUMS.asc'), false],
    ]);
    const receipt = await world.sign({
      paths: [world.folder],
      options: options({ signature: 'none', manifest: { ...MANIFEST, style } }),
    });
    expect(receipt.failed).toEqual([]);
    gpgVerify(join(world.folder, 'SHA256SUMS.asc'), join(world.folder, 'SHA256SUMS'));
    const checked = execFileSync('sha256sum', ['--check', '--strict', 'SHA256SUMS'], {
      cwd: world.folder,
      encoding: 'utf8',
    });
    expect(checked.match(/: OK/g)).toHaveLength(3);
    expect(receipt.instructions).toContain('gpg --verify SHA256SUMS.asc SHA256SUMS');
  });

  it('files, and a SHA-512 manifest of them', async () => {
    const paths = [world.write('a.tar', 'a'), world.write('b.tar', 'b')];
    await world.sign({
      paths,
      options: options({ manifest: { name: 'SHA512SUMS', algorithm: 'sha512', style: 'gnu' } }),
    });
    execFileSync('sha512sum', ['--check', '--strict', 'SHA512SUMS'], { cwd: world.folder });
    for (const name of ['a.tar', 'b.tar', 'SHA512SUMS'])
      gpgVerify(join(world.folder, `${name}.asc`), join(world.folder, name));
  });
});

describe('nothing is lost', () => {
  it('an existing signature is a refusal before anything is signed', async () => {
    const a = world.write('a.tar', 'a');
    const b = world.write('b.tar', 'b');
    world.write('b.tar.asc', 'mine');
    await expect(world.sign({ paths: [a, b], options: options() })).rejects.toMatchObject({ code: 'already-exists' });
    expect(existsSync(`${a}.asc`)).toBe(false);
    expect(readFileSync(`${b}.asc`, 'utf8')).toBe('mine');
    await world.sign({ paths: [a, b], options: options(), overwrite: true });
    gpgVerify(`${b}.asc`, b);
  });

  it('two outputs with one name are a usage error', async () => {
    const a = world.write('a', 'a');
    const b = world.write('a.asc', 'b');
    await expect(world.sign({ paths: [a, b], options: options() })).rejects.toMatchObject({ code: 'usage' });
    expect(readdirSync(world.folder).sort()).toEqual(['a', 'a.asc']);
  });

  it('a cancelled run leaves whole signatures or none, and no manifest', async () => {
    const paths = Array.from({ length: 20 }, (_, index) => world.write(`f${index}`, `${index}`));
    const stop = new AbortController();
    let done = 0;
    const receipt = await world.services.sign.sign(
      { paths, options: options({ manifest: MANIFEST }), overwrite: false },
      {
        ask: () => Promise.resolve(null),
        signal: stop.signal,
        onProgress: (progress) => {
          done = progress.itemsDone;
          if (done >= 5) stop.abort();
        },
      },
    );
    expect(receipt.cancelled).toBe(true);
    const signatures = readdirSync(world.folder).filter((name) => name.endsWith('.asc'));
    expect(signatures.length).toBeLessThan(20);
    for (const name of signatures) gpgVerify(join(world.folder, name), join(world.folder, name.slice(0, -4)));
    expect(readdirSync(world.folder).filter((name) => name.includes('SUMS') || name.startsWith('.'))).toEqual([]);
  });

  it('a file that cannot be read fails alone, and there is no manifest of a part', async () => {
    const a = world.write('a.tar', 'a');
    symlinkSync('/nowhere', join(world.folder, 'dangling'));
    const receipt = await world.sign({
      paths: [world.folder],
      options: options({ manifest: MANIFEST }),
      include: ['a.tar'],
    });
    expect(receipt.failed).toEqual([]);
    gpgVerify(`${a}.asc`, a);
  });

  it('refuses a key that may not sign', async () => {
    const path = world.write('a.tar', 'a');
    world.gpg(
      '--faked-system-time',
      '20200101T000000',
      '--quick-generate-key',
      'Gone <gone@example.org>',
      'ed25519',
      'sign',
      '30d',
    );
    const listed = world.gpg('--with-colons', '--list-keys', '=Gone <gone@example.org>');
    const expired = /^fpr:+([0-9A-F]{40}):/m.exec(listed)![1]!;
    await expect(world.sign({ paths: [path], options: options({ keys: [`gpg:${expired}`] }) })).rejects.toMatchObject({
      code: 'key-expired',
    });
    await expect(world.sign({ paths: [path], options: options({ keys: ['F'.repeat(40)] }) })).rejects.toMatchObject({
      code: 'key-not-found',
    });
    expect(readdirSync(world.folder)).toEqual(['a.tar']);
  });
});

it('what was signed is verified by the app as its own', async () => {
  const path = world.write('ownapp-1.0.tar', 'release');
  await world.sign({ paths: [path], options: options() });
  await world.services.publishers.add('Me', true);
  await world.services.publishers.pin('Me', { fingerprint: own }, { how: 'own-key', at: new Date().toISOString() });
  const [result] = await world.verifyAll({ paths: [path], publisher: 'Me' });
  expect([result!.verdict, result!.case]).toEqual(['verified', 'verified-own-key']);
});

it('hidden files and the form of the manifest are as the request says', async () => {
  world.write('.hidden', 'h');
  world.write('.old.asc', 'o');
  const request = {
    paths: [world.folder],
    options: options({ signature: 'none', manifest: MANIFEST }),
    hidden: true,
    manifestForm: 'binary' as const,
  };
  const plan = await world.services.sign.plan({ ...request, overwrite: false });
  expect(plan.files.map(({ relative, leftOut }) => [relative, leftOut])).toEqual([
    ['.hidden', undefined],
    ['.old.asc', 'signature'],
  ]);
  await world.sign(request);
  expect(readFileSync(join(world.folder, 'SHA256SUMS'), 'utf8')).toMatch(/^[0-9a-f]{64} {2}\.hidden\n$/);
  gpgVerify(join(world.folder, 'SHA256SUMS.sig'), join(world.folder, 'SHA256SUMS'));
});

it('the receipt of a run goes into the activity log', async () => {
  const path = world.write('logged.tar', 'release');
  const receipt = await world.sign({ paths: [path], options: options() });
  const [newest] = await world.services.activity.list({ limit: 1 });
  expect(newest).toMatchObject({ kind: 'sign', at: receipt.signedAt, receipt: { files: receipt.files } });
});

describe('what a hostile or unlucky run must not do', () => {
  it.each(['../SUMS', 'sub/SUMS', 'a\\b', '/etc/x', '..', 'C:x'])('a manifest called %s is refused', async (name) => {
    world.write('a.tar', 'a');
    const manifest = { ...MANIFEST, name };
    const refused = world.sign({ paths: [world.folder], options: options({ manifest }), overwrite: true });
    await expect(refused).rejects.toMatchObject({ code: 'usage' });
    expect(SignOptions.safeParse(options({ manifest })).success).toBe(false);
    expect(readdirSync(world.folder)).toEqual(['a.tar']);
  });

  it('a ticked file that is gone is told, not left out', async () => {
    world.write('a.tar', 'a');
    const run = world.sign({
      paths: [world.folder],
      options: options({ manifest: MANIFEST }),
      include: ['a.tar', 'gone.tar'],
    });
    await expect(run).rejects.toMatchObject({ code: 'not-found' });
    expect(readdirSync(world.folder)).toEqual(['a.tar']);
  });

  it('a signature never takes the place of its artifact by another name', async () => {
    const path = world.write('a.tar', 'precious');
    symlinkSync(path, join(world.folder, 'other'));
    const run = world.sign({
      paths: [path],
      options: options(),
      places: { openpgp: join(world.folder, 'other') },
      overwrite: true,
    });
    await expect(run).rejects.toMatchObject({ code: 'usage' });
    expect(readFileSync(path, 'utf8')).toBe('precious');
  });

  it('a refused passphrase ends the run before the next file is asked for, and keeps the old list', async () => {
    world.gpg(
      '--passphrase',
      'secret',
      '--quick-generate-key',
      'Locked <locked@example.org>',
      'ed25519',
      'sign',
      'never',
    );
    const listed = world.gpg('--with-colons', '--list-keys', '=Locked <locked@example.org>');
    const locked = `gpg:${/^fpr:+([0-9A-F]{40}):/m.exec(listed)![1]!}`;
    const paths = ['a.tar', 'b.tar', 'c.tar'].map((name) => world.write(name, name));
    execFileSync('gpgconf', ['--kill', 'gpg-agent'], { env: { ...process.env, GNUPGHOME: world.gnupgHome } });
    const asked: unknown[] = [];
    const receipt = await world.services.sign.sign(
      { paths, options: options({ keys: [locked] }), overwrite: false },
      {
        ask: ({ files, place }) => {
          asked.push([files, place]);
          return Promise.resolve('wrong');
        },
      },
    );
    expect(receipt.failed).toMatchObject([{ code: 'wrong-passphrase' }]);
    expect(asked).toEqual([[['a.tar'], { number: 1, count: 3 }]]);
    expect(readdirSync(world.folder).sort()).toEqual(['a.tar', 'b.tar', 'c.tar']);

    await world.sign({ paths, options: options({ signature: 'none', manifest: MANIFEST }) });
    const before = readFileSync(join(world.folder, 'SHA256SUMS'), 'utf8');
    world.write('a.tar', 'changed');
    const again = await world.services.sign.sign(
      { paths, options: options({ keys: [locked], signature: 'none', manifest: MANIFEST }), overwrite: true },
      { ask: () => Promise.resolve(null) },
    );
    expect(again.files).toEqual([]);
    expect(readFileSync(join(world.folder, 'SHA256SUMS'), 'utf8')).toBe(before);
    gpgVerify(join(world.folder, 'SHA256SUMS.asc'), join(world.folder, 'SHA256SUMS'));
    expect(readdirSync(world.folder).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  it('a closed question ends the run, and the receipt names what was left', async () => {
    world.gpg('--passphrase', 's', '--quick-generate-key', 'Asks <asks@example.org>', 'ed25519', 'sign', 'never');
    const listed = world.gpg('--with-colons', '--list-keys', '=Asks <asks@example.org>');
    const asks = `gpg:${/^fpr:+([0-9A-F]{40}):/m.exec(listed)![1]!}`;
    const paths = ['a.tar', 'b.tar', 'c.tar'].map((name) => world.write(name, name));
    execFileSync('gpgconf', ['--kill', 'gpg-agent'], { env: { ...process.env, GNUPGHOME: world.gnupgHome } });
    let asked = 0;
    const receipt = await world.services.sign.sign(
      { paths, options: options({ keys: [asks], manifest: MANIFEST }), overwrite: false },
      {
        ask: () => {
          asked += 1;
          return Promise.resolve(null);
        },
      },
    );
    expect(asked).toBe(1);
    expect(receipt).toMatchObject({ cancelled: true, files: [], failed: [] });
    expect(receipt.list).toBe(join(world.folder, 'SHA256SUMS'));
    expect(receipt.left).toEqual([...paths, receipt.list]);
  });

  it('each question says which of the files to be signed it is about; the list and a single file are in no row', async () => {
    const agent = join(world.gnupgHome, 'gpg-agent.conf');
    writeFileSync(agent, `${QUICK_PASSPHRASES}\ndefault-cache-ttl 0\nmax-cache-ttl 0\n`);
    const forget = () =>
      execFileSync('gpgconf', ['--reload', 'gpg-agent'], { env: { ...process.env, GNUPGHOME: world.gnupgHome } });
    world.gpg('--passphrase', 's', '--quick-generate-key', 'Rows <rows@example.org>', 'ed25519', 'sign', 'never');
    const listed = world.gpg('--with-colons', '--list-keys', '=Rows <rows@example.org>');
    const keys = [`gpg:${/^fpr:+([0-9A-F]{40}):/m.exec(listed)![1]!}`];
    const paths = ['a.tar', 'b.tar', 'c.tar'].map((name) => world.write(name, name));
    const first = await world.sign({ paths: paths.slice(0, 1), options: options() });
    const already = [{ relative: 'a.tar', sha256: first.files[0]!.artifact.digests['sha256']! }];
    let asked: unknown[] = [];
    const ask: Ask = ({ files, place }) => {
      asked.push([...files, place]);
      return Promise.resolve('s');
    };
    const run = async (request: Partial<Parameters<typeof world.services.sign.sign>[0]>) => {
      asked = [];
      forget();
      const wanted = { paths, options: options({ keys }), overwrite: true, ...request };
      expect(await world.services.sign.sign(wanted, { ask })).toMatchObject({ failed: [], cancelled: false });
      return asked;
    };
    try {
      expect(await run({ already, options: options({ keys, manifest: MANIFEST }) })).toEqual([
        ['b.tar', { number: 1, count: 2 }],
        ['c.tar', { number: 2, count: 2 }],
        ['SHA256SUMS', undefined],
      ]);
      expect(await run({ paths: paths.slice(0, 1) })).toEqual([['a.tar', undefined]]);
      expect(await run({ options: options({ keys, signature: 'none', manifest: MANIFEST }) })).toEqual([
        ['SHA256SUMS', undefined],
      ]);
    } finally {
      rmSync(agent);
      forget();
    }
  });

  it('goes on with the rest: what is signed is listed and not signed again', async () => {
    const [a, b] = ['a.tar', 'b.tar'].map((name) => world.write(name, name)) as [string, string];
    const first = await world.sign({ paths: [a], options: options() });
    const kept = readFileSync(`${a}.asc`);
    const already = [{ relative: 'a.tar', sha256: first.files[0]!.artifact.digests['sha256']! }];
    const request = { paths: [a, b], options: options({ manifest: MANIFEST }), already, overwrite: false };
    const plan = await world.services.sign.plan(request);
    expect(plan.outputs.map(({ path }) => path.slice(world.folder.length + 1))).toEqual([
      'b.tar.asc',
      'SHA256SUMS',
      'SHA256SUMS.asc',
    ]);
    const second = await world.sign(request);
    expect(second).toMatchObject({ failed: [], cancelled: false });
    expect(second.left).toBeUndefined();
    expect(second.files.map(({ artifact }) => artifact.name)).toEqual(['b.tar', 'SHA256SUMS']);
    expect(readFileSync(`${a}.asc`)).toEqual(kept);
    gpgVerify(`${b}.asc`, b);
    gpgVerify(join(world.folder, 'SHA256SUMS.asc'), join(world.folder, 'SHA256SUMS'));
    expect(readFileSync(join(world.folder, 'SHA256SUMS'), 'utf8')).toContain('a.tar');
  });

  it('does not list a file that changed since it was signed', async () => {
    const a = world.write('a.tar', 'a');
    const first = await world.sign({ paths: [a], options: options() });
    const already = [{ relative: 'a.tar', sha256: first.files[0]!.artifact.digests['sha256']! }];
    writeFileSync(a, 'changed');
    const second = await world.sign({ paths: [a], options: options({ manifest: MANIFEST }), already });
    expect(second.failed).toMatchObject([{ path: a, code: 'changed-while-read' }]);
    expect(existsSync(join(world.folder, 'SHA256SUMS'))).toBe(false);
  });

  it('a list whose signature cannot be written is put back as it was', async () => {
    world.write('a.tar', 'a');
    const run = () =>
      world.sign({
        paths: [join(world.folder, 'a.tar')],
        options: options({ signature: 'none', manifest: MANIFEST }),
        overwrite: true,
      });
    mkdirSync(join(world.folder, 'SHA256SUMS.asc'));
    expect((await run()).failed).toHaveLength(1);
    expect(existsSync(join(world.folder, 'SHA256SUMS'))).toBe(false);
    world.write('SHA256SUMS', 'the old list');
    expect((await run()).failed).toHaveLength(1);
    expect(readFileSync(join(world.folder, 'SHA256SUMS'), 'utf8')).toBe('the old list');
  });

  it('a signature over what a file was a moment ago does not replace a good one', async () => {
    const path = world.write('a.tar', 'first');
    await world.sign({ paths: [path], options: options() });
    const good = readFileSync(`${path}.asc`);
    const slow = world.gpgKey('Slow <slow@example.org>');
    const stop = new AbortController();
    const running = world.services.sign.sign(
      { paths: [path], options: options({ keys: [own, `gpg:${slow}`] }), overwrite: true },
      { ask: () => Promise.resolve(null), signal: stop.signal, onProgress: () => writeFileSync(path, 'second') },
    );
    expect((await running).failed).toMatchObject([{ code: 'changed-while-read' }]);
    expect(readFileSync(`${path}.asc`)).toEqual(good);
  });

  it('a run that is slower than the clock’s tolerance signs to its end', async () => {
    const slow = world.gpgKey('Late <late@example.org>');
    const paths = [world.write('a.tar', 'a'), world.write('b.tar', 'b')];
    let ticks = 0;
    // The run began eleven minutes ago; gpg dates its signatures by its own clock.
    const start = Date.now() - 11 * 60_000;
    world.setClock(() => (ticks++ < 3 ? new Date(start) : new Date()));
    try {
      const receipt = await world.sign({ paths, options: options({ keys: [`gpg:${slow}`] }) });
      expect(receipt.failed).toEqual([]);
    } finally {
      world.setClock(() => new Date());
    }
  });

  it('a question is taken back through the run', async () => {
    const withdrawn = new AbortController();
    const seen: (AbortSignal | undefined)[] = [];
    const reading = { path: 'x' } as never;
    const engine = {
      format: 'openpgp',
      sign: async (_source: unknown, _key: string, context: { ask: Ask }) => {
        await context.ask({ kind: 'touch', files: [] }, withdrawn.signal);
        throw new Error('asked');
      },
    } as never;
    const signing = {
      parts: { clock: () => new Date() },
      request: { options: {} },
      keys: [{ engine, summary: { id: 'k' } }],
      context: {
        ask: (_prompt: unknown, signal?: AbortSignal) => {
          seen.push(signal);
          return Promise.resolve(null);
        },
      },
    } as never;
    await expect(makeSignatures(signing, reading, 'x', { name: 'x' }, 'armored')).rejects.toThrow('asked');
    expect(seen).toEqual([withdrawn.signal]);
  });
});

describe('instructions for the people who download', () => {
  it('run as they stand, and compare what gpg found good', async () => {
    world.write('-a b.tar', 'a');
    for (const signature of ['armored', 'binary', 'cleartext'] as const) {
      for (const name of readdirSync(world.folder)) if (name !== '-a b.tar') rmSync(join(world.folder, name));
      const { instructions } = await world.sign({
        paths: [world.folder],
        options: options({ signature, manifest: MANIFEST }),
      });
      const commands = instructions.split('\n').filter((line) => /^ {2}(gpg|sha256sum) /.test(line));
      expect(commands.length).toBeGreaterThan(1);
      for (const command of commands) runInShell(command);
      writeFileSync(join(world.folder, '-a b.tar'), 'swapped');
      expect(() => {
        for (const command of commands) runInShell(command);
      }).toThrow();
      writeFileSync(join(world.folder, '-a b.tar'), 'a');
    }
  });

  it('with a cleartext list, a swapped plain list does not pass', async () => {
    world.write('a.tar', 'a');
    const { instructions } = await world.sign({
      paths: [world.folder],
      options: options({ signature: 'cleartext', manifest: MANIFEST }),
    });
    world.write('a.tar', 'evil');
    writeFileSync(join(world.folder, 'SHA256SUMS'), execFileSync('sha256sum', ['a.tar'], { cwd: world.folder }));
    const [check] = instructions.split('\n').filter((line) => line.includes('sha256sum'));
    expect(() => runInShell(check!)).toThrow();
  });
});

function runInShell(command: string): void {
  execFileSync('bash', ['-o', 'pipefail', '-c', command], {
    cwd: world.folder,
    env: { ...process.env, GNUPGHOME: world.gnupgHome },
    stdio: 'pipe',
  });
}
