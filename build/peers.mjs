// The programs of others that `npm run test:interop` speaks with: built once by Go, and sigstore for Python by pip, into a cache
// folder outside the checkout (COUNTERSIGN_PEERS, or countersign-peers in the user's cache folder).
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** The last name of the package is the name of the program. */
const PROGRAMS = {
  fulcio: { module: 'github.com/sigstore/fulcio', version: 'v1.8.8', package: '' },
  rekor: { module: 'github.com/sigstore/rekor-tiles/v2', version: 'v2.3.0', package: '/cmd/rekor-server/posix' },
  timestamp: {
    module: 'github.com/sigstore/timestamp-authority/v2',
    version: 'v2.1.2',
    package: '/cmd/timestamp-server',
  },
  cosign: { module: 'github.com/sigstore/cosign/v3', version: 'v3.1.3', package: '/cmd/cosign' },
};
const SIGSTORE_PYTHON = '4.5.0';
/** How long `npm test` waits for them: the other checks want their time too. */
const LIMIT_MS = 15 * 60_000;

const windows = process.platform === 'win32';

/** The folder that the programs are kept in. */
export function peersFolder() {
  const given = process.env.COUNTERSIGN_PEERS;
  if (given) return given;
  const cache = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
  return join(cache, 'countersign-peers');
}

const read = (program, args, env = process.env, timeout = undefined) =>
  spawnSync(program, args, { encoding: 'utf8', env, timeout });
const works = (program, args) => read(program, args).status === 0;

/** Go, wherever its installer puts it; null where there is none. */
export const goProgram = () => ['go', '/usr/local/go/bin/go'].find((path) => works(path, ['version'])) ?? null;

/**
 * Makes sure of the programs: null where they are here now, else why they cannot be had on this machine. What `limitMs` leaves unbuilt is
 * built on by the next call: Go keeps what it has.
 */
export function whyNoPeers(tell, limitMs) {
  if (goProgram() === null) return 'Go is not installed';
  try {
    ensurePeers(tell, limitMs);
    return null;
  } catch (error) {
    return `the programs of others cannot be had here: ${error.message.trim()}`;
  }
}

/**
 * Makes sure of every program; `tell` gets a line for each that is built. Gives their paths, sigstore for Python's empty where this
 * machine has no Python that can install it. Throws where Go cannot build one, or not within `limitMs`.
 */
export function ensurePeers(tell, limitMs = Infinity) {
  const end = Date.now() + limitMs;
  const folder = peersFolder();
  mkdirSync(folder, { recursive: true });
  const go = goProgram();
  const paths = {};
  for (const [name, { module, version, package: inner }] of Object.entries(PROGRAMS)) {
    const file =
      (module + inner)
        .replace(/\/v\d+$/, '')
        .split('/')
        .at(-1) + (windows ? '.exe' : '');
    const path = join(folder, file);
    const built = existsSync(path) ? read(go, ['version', '-m', path]).stdout : '';
    if (!new RegExp(`^\\s*mod\\s+${module}\\s+${version.replaceAll('.', '\\.')}\\s`, 'm').test(built)) {
      tell(`building ${module}${inner} ${version} (once; minutes) ...`);
      const left = Number.isFinite(end) ? Math.max(1, end - Date.now()) : undefined;
      const ran = read(go, ['install', `${module}${inner}@${version}`], { ...process.env, GOBIN: folder }, left);
      const why = ran.error?.code === 'ETIMEDOUT' ? 'took too long' : `failed:\n${ran.stderr}`;
      if (ran.status !== 0) throw new Error(`go install ${module}${inner}@${version} ${why}`);
    }
    paths[name] = path;
  }
  paths.sigstorePython = ensureSigstorePython(folder, tell);
  return paths;
}

function ensureSigstorePython(folder, tell) {
  const home = join(folder, `sigstore-python-${SIGSTORE_PYTHON}`);
  const program = (name) => join(home, windows ? 'Scripts' : 'bin', name);
  const sigstore = program(windows ? 'sigstore.exe' : 'sigstore');
  if (works(sigstore, ['--version'])) return sigstore;
  const python = ['python3', 'python'].find((path) => works(path, ['-c', 'import venv, ensurepip']));
  if (python === undefined) return '';
  tell(`installing sigstore ${SIGSTORE_PYTHON} for Python (once) ...`);
  for (const [command, args] of [
    [python, ['-m', 'venv', '--clear', home]],
    [program('pip'), ['install', '--quiet', '--disable-pip-version-check', `sigstore==${SIGSTORE_PYTHON}`]],
  ]) {
    const ran = read(command, args);
    if (ran.status !== 0) throw new Error(`${command} ${args.join(' ')} failed:\n${ran.stderr}`);
  }
  return sigstore;
}

// Run as a program it fails where they cannot be had, and says why.
if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const why = whyNoPeers((line) => process.stdout.write(`${line}\n`), LIMIT_MS);
  if (why !== null) process.stdout.write(`${why}\n`);
  process.exitCode = why === null ? 0 : 1;
}
