// node_modules as package-lock.json says, with Node 24 in it. Built-in modules and Node 18 only.
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run, say, Stop } from './say.mjs';

/** The checkout's folder, without a slash at its end. */
export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');

/** The Node that everything runs with once `npm ci` has brought it. */
export const lockedNode = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');

const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'));

/** Whether every package of the lock file is installed in its version; npm keeps a list of what it installed. */
export function modulesAreCurrent() {
  const installedList = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(installedList) || !existsSync(lockedNode)) return false;
  const locked = readJson(join(root, 'package-lock.json')).packages;
  const installed = readJson(installedList).packages;
  return Object.keys(locked).every((path) => {
    if (path === '') return true;
    const here = installed[path];
    return here === undefined ? locked[path].optional === true : here.version === locked[path].version;
  });
}

/** PATH without the folders of node_modules: npm must not run on the very Node that it is about to replace. */
function outerPath() {
  return (process.env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => !folder.includes(`${sep}node_modules${sep}`))
    .join(delimiter);
}

/** Runs npm quietly, on the Node that started it. Returns spawnSync's result. */
export function npm(args, options = {}) {
  const env = { ...process.env, PATH: outerPath(), npm_config_loglevel: 'error', npm_config_update_notifier: 'false' };
  const script = process.env.npm_execpath;
  const node = process.env.npm_node_execpath;
  const inside = (path) => path.startsWith(join(root, 'node_modules') + sep);
  if (script && node && script.endsWith('.js') && existsSync(node) && !inside(node))
    return run(node, [script, ...args], { cwd: root, env, ...options });
  return run('npm', args, { cwd: root, env, shell: process.platform === 'win32', ...options });
}

/** Installs what the lock file names; says so first, and does nothing where all is there. */
export function ensureModules() {
  if (modulesAreCurrent()) return;
  say('installing the packages that package-lock.json names (npm ci; about a minute, 700 MB of disk) ...');
  // Only one package needs its install script: `node` fetches the program. keytar and esbuild bring theirs ready-made.
  const install = npm(['ci', '--ignore-scripts', '--no-audit', '--no-fund']);
  if (install.status !== 0) throw new Stop('npm ci failed; see its words above. Is the npm registry within reach?');
  say('fetching Node 24, which the tools and tests run on (npm rebuild node) ...');
  const node = npm(['rebuild', 'node', '--ignore-scripts=false', '--no-audit', '--no-fund'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (node.status !== 0 || !existsSync(lockedNode))
    throw new Stop('Node 24 could not be fetched from the npm registry.');
}

/** The environment in which the tools run: Node 24 and the project's programs first on PATH. */
export function toolEnvironment(more = {}) {
  const folders = [join(root, 'node_modules', 'node', 'bin'), join(root, 'node_modules', '.bin'), outerPath()];
  return { ...process.env, PATH: folders.join(delimiter), ...more };
}

/** Starts this same script again on Node 24 where it runs on another Node, and ends with its status. */
export function continueOnLockedNode() {
  const wanted = readJson(join(root, 'node_modules', 'node', 'package.json')).version;
  if (process.versions.node === wanted) return;
  const again = run(lockedNode, process.argv.slice(1), { env: toolEnvironment() });
  process.exit(again.status ?? 1);
}
