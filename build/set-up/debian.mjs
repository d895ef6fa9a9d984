// The Debian and Ubuntu packages that Electron, the keychain and the tests need. Built-in modules and Node 18 only.
import { spawnSync } from 'node:child_process';
import { run, say, Stop } from './say.mjs';

// Each entry: one package, by the names it has had (Ubuntu 24.04 and Debian 13 renamed some).
const forElectron = [
  ['xvfb'],
  ['libgtk-3-0', 'libgtk-3-0t64'],
  ['libnss3'],
  ['libasound2', 'libasound2t64'],
  ['libgbm1'],
  ['libsecret-1-0'],
  ['dbus'],
  ['gnome-keyring'],
];
const forTests = [['gnupg'], ['git'], ['openssl'], ['strace']];

const read = (program, args) => spawnSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });

function missing(wanted) {
  const asked = read('dpkg-query', ['-W', '-f', '${Package} ${db:Status-Status}\n', ...wanted.flat()]);
  if (asked.error) return undefined;
  const installed = new Set();
  for (const line of asked.stdout.split('\n')) {
    const [name, status] = line.split(' ');
    if (status === 'installed') installed.add(name);
  }
  return wanted.filter((names) => !names.some((name) => installed.has(name)));
}

/** Of a package's names the one that this system's apt can install; undefined where it knows none of them. */
function installableName(names) {
  return names.find((name) => /Candidate: (?!\(none\))/.test(read('apt-cache', ['policy', name]).stdout ?? ''));
}

/** Installs the missing packages as root; without root says which command to run, and stops. */
export function ensureDebianPackages({ tests = false } = {}) {
  if (process.platform !== 'linux') return;
  const lacking = missing(tests ? [...forElectron, ...forTests] : forElectron);
  if (lacking === undefined) {
    say('this is not a Debian or Ubuntu: GTK 3, NSS, ALSA, GBM, libsecret, D-Bus and Xvfb must be there already.');
    return;
  }
  if (lacking.length === 0) return;
  const names = () => lacking.map((each) => installableName(each) ?? each[0]);
  if (process.getuid() !== 0)
    throw new Stop(
      `some libraries are missing. Run this once, then start again:\n\n` +
        `    sudo apt-get update && sudo apt-get install --no-install-recommends ${names().join(' ')}\n`,
    );
  let reason = '';
  const install = () => {
    const args = ['install', '-y', '-qq', '--no-install-recommends', '-o', 'Dpkg::Use-Pty=0', ...names()];
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const installed = run('apt-get', args, { env, stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8' });
    reason = installed.stderr;
    return installed.status === 0;
  };
  say(`installing what Electron ${tests ? 'and the tests need' : 'needs'} (apt-get install): ${names().join(' ')} ...`);
  if (lacking.every(installableName) && install()) return;
  say('refreshing the package lists (apt-get update) ...');
  run('apt-get', ['update', '-qq'], { stdio: ['ignore', 'ignore', 'inherit'] });
  if (!install()) throw new Stop(`apt-get could not install: ${names().join(' ')}\n${reason}`);
}
