import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { listPackage } from '@electron/asar';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { chromium, expect, test } from '@playwright/test';
import { electronSwitches, installedElectron } from '../../build/electron.mjs';

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
    const others = names.filter((name) => !/^\/(out|package\.json|node_modules(\/keytar(\/.*)?)?)(\/|$)/.test(name));
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
