import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { listPackage } from '@electron/asar';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { chromium, expect, test } from '@playwright/test';
import { electronSwitches, installedElectron } from '../../build/electron.mjs';
import { gitProgramWords } from '../../electron/app/start-arguments.ts';
import { launcherText } from '../../electron/core/git/setup/launcher.ts';
import { makeRepo } from '../core/git/git-repo.ts';
import { isRoot, temporaryFolder } from './electron.ts';
import { endGnupg, gnupgHome, gpg } from './window.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = join(root, installedElectron()?.standIn === true ? 'dist/trial' : 'dist', 'linux-unpacked');
const program = join(folder, 'countersign');

test.describe('the packaged folder', () => {
  test.beforeAll(() => {
    test.setTimeout(180_000);
    const packed = spawnSync(process.execPath, ['build/dist.mjs', '--dir'], { cwd: root, encoding: 'utf8' });
    expect(packed.status, packed.stdout + packed.stderr).toBe(0);
  });

  test('has its fuses set', async () => {
    const wire = await getCurrentFuseWire(program);
    const expected: [FuseV1Options, FuseState][] = [
      [FuseV1Options.RunAsNode, FuseState.DISABLE],
      [FuseV1Options.EnableNodeOptionsEnvironmentVariable, FuseState.DISABLE],
      [FuseV1Options.EnableNodeCliInspectArguments, FuseState.DISABLE],
      [FuseV1Options.GrantFileProtocolExtraPrivileges, FuseState.DISABLE],
      [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot, FuseState.DISABLE],
      [FuseV1Options.EnableCookieEncryption, FuseState.ENABLE],
      [FuseV1Options.EnableEmbeddedAsarIntegrityValidation, FuseState.ENABLE],
      [FuseV1Options.OnlyLoadAppFromAsar, FuseState.ENABLE],
    ];
    for (const [fuse, state] of expected) expect(wire[fuse], FuseV1Options[fuse]).toBe(state);
  });

  test('holds the bundles and keytar, no sources and no tests', () => {
    const names = listPackage(join(folder, 'resources', 'app.asar'), { isPack: false });
    expect(names).toContain('/out/main/main.cjs');
    const ours =
      /^\/(out|out\/(main|renderer)(\/.*)?|out\/THIRD-PARTY-LICENSES\.txt|package\.json|node_modules(\/keytar(\/.*)?)?)$/;
    const others = names.filter((name) => !ours.test(name));
    expect(others).toEqual([]);
    expect(names.filter((name) => /\.(ts|tsx|map)$/.test(name))).toEqual([]);
  });

  test('is no Node any more', () => {
    const asNode = spawnSync(program, ['--no-sandbox', '-e', 'process.stdout.write("ran")'], {
      encoding: 'utf8',
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1', DISPLAY: '' },
      timeout: 20_000,
    });
    expect(asNode.stdout).not.toContain('ran');
  });

  test('opens its window and checks a file that it is started with, on its hash thread', async () => {
    const home = mkdtempSync(join(tmpdir(), 'cs-package-'));
    const download = join(home, 'download-1.0.bin');
    writeFileSync(download, Buffer.alloc(2 * 1024 * 1024, 7));
    // Playwright's own way in is Node's inspector, which the fuses shut; the page is reached by Chromium's.
    const app = spawn(
      program,
      [...electronSwitches(), '--remote-debugging-port=0', `--user-data-dir=${join(home, 'user')}`, download],
      {
        stdio: ['ignore', 'ignore', 'pipe'],
        env: { ...process.env, HOME: home, XDG_CONFIG_HOME: join(home, 'config'), XDG_DATA_HOME: join(home, 'data') },
      },
    );
    try {
      const browser = await chromium.connectOverCDP(await debuggingAddress(app));
      const context = browser.contexts()[0];
      const page = context?.pages()[0] ?? (await context?.waitForEvent('page'));
      await expect(page!.getByRole('heading', { name: /Nothing here says who made download-1\.0\.bin/ })).toBeVisible();
      await browser.close();
    } finally {
      app.kill('SIGKILL');
      rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    }
  });

  test('answers git in place of gpg, and gpg finds good what it signed', () => {
    // Electron starts more than a dozen times.
    test.setTimeout(180_000);
    const place = temporaryFolder();
    const at = (name: string): string => join(place, name);
    const gnupg = gnupgHome(place);
    try {
      const home = at('home');
      mkdirSync(home);
      writeFileSync(at('passphrase'), 'a passphrase of a store\n', { mode: 0o600 });
      const repo = makeRepo({ path: mkdtempSync(at('repository-')) });
      Object.assign(repo.env, {
        ...{ HOME: place, COUNTERSIGN_HOME: home, COUNTERSIGN_STORE_PASSPHRASE_FILE: at('passphrase') },
        // No keychain: the store's passphrase is the only way in, for the command line as for the package.
        ...{ DBUS_SESSION_BUS_ADDRESS: 'disabled:', GNUPGHOME: gnupg, COUNTERSIGN_NO_REFRESH: '1' },
        ...(isRoot ? { ELECTRON_DISABLE_SANDBOX: '1' } : {}),
      });
      const run = (command: string, args: string[], input?: string) =>
        spawnSync(command, args, { cwd: repo.path, env: repo.env, encoding: 'utf8', timeout: 60_000, input });
      const countersign = (...args: string[]): string => {
        const { status, stdout, stderr } = run(process.execPath, [join(root, 'out/cli/countersign.js'), ...args]);
        expect([status, stderr]).toEqual([0, expect.any(String)]);
        return stdout;
      };
      countersign('keys', 'generate', '--type', 'openpgp', '--name', 'Ada <ada@example.org>');
      countersign('keys', 'export', 'ada@example.org', '--output', at('ada.asc'));
      gpg(gnupg, '--import', at('ada.asc'));

      // As the app's own settings have git start it.
      const launcher = at('countersign-git');
      const words = gitProgramWords(process.platform, undefined);
      writeFileSync(launcher, launcherText({ app: program, words }, home), { mode: 0o700 });
      const git = (as: string, ...args: string[]) => run('git', ['-c', `gpg.program=${as}`, ...args]);
      const letter = (): string => git(launcher, 'log', '-1', '--format=%G?').stdout.trim();
      expect(run(launcher, ['--version']).stdout).toMatch(/^countersign-git \d/);
      expect(git(launcher, 'commit', '--allow-empty', '-m', 'signed', '-Sada@example.org')).toMatchObject({
        status: 0,
        stderr: '',
      });
      expect(git(launcher, 'tag', '-u', 'ada@example.org', '-m', 'Version 1', 'v1.0').status).toBe(0);
      for (const as of ['gpg', launcher]) {
        expect(git(as, 'verify-commit', 'HEAD'), as).toMatchObject({ status: 0 });
        expect(git(as, 'verify-tag', 'v1.0').status, as).toBe(0);
      }
      expect(letter()).toBe('G');

      // What fails is gpg's failure, and no green.
      expect(git(launcher, 'commit', '--allow-empty', '-m', 'no', '-Snobody@example.org').status).toBe(128);
      for (const wrong of [
        ['--status-fd=2', '-bsau', '--remote-debugging-port=0'],
        ['--status-fd=2', '--detach-sign', 'ada@example.org'],
        ['--status-fd=1', '--verify', at('not-there'), '-'],
        [],
      ]) {
        const { status, stdout, stderr } = run(launcher, wrong, 'payload');
        expect([status, stdout], wrong.join(' ')).toEqual([2, '']);
        expect(stderr).not.toMatch(/GOODSIG|VALIDSIG|SIG_CREATED|DevTools/);
      }
      const changed = repo.git(['cat-file', 'commit', 'HEAD']).replace(/signed$/, 'changed');
      const forged = repo.write('commit', `${changed}\n`);
      repo.git(['update-ref', 'HEAD', forged]);
      expect(letter()).toBe('B');
      expect(git(launcher, 'verify-commit', 'HEAD').status).toBe(1);
    } finally {
      endGnupg(gnupg);
      rmSync(place, { recursive: true, force: true });
    }
  });
});

/** The address that Chromium prints on standard error once it listens. */
function debuggingAddress(app: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let seen = '';
    app.stderr?.on('data', (text: Buffer) => {
      seen += text.toString();
      const found = /DevTools listening on (ws:\S+)/.exec(seen);
      if (found?.[1] !== undefined) resolve(found[1]);
    });
    app.once('exit', (code) => {
      reject(new Error(`the app ended with ${code}: ${seen}`));
    });
  });
}
