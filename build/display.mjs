// A display of our own where there is none, and a private D-Bus with a keychain in it.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Stop } from './set-up/say.mjs';

/** Whether a window can be shown to somebody here. */
export function hasDisplay(env = process.env) {
  return process.platform !== 'linux' || Boolean(env['DISPLAY'] || env['WAYLAND_DISPLAY']);
}

/** Starts Xvfb on a free display number. Resolves to `{ display, stop }`. */
export function startDisplay(size = '1400x1000') {
  return new Promise((resolvePromise, reject) => {
    const screen = ['-screen', '0', `${size}x24`, '-nolisten', 'tcp'];
    const server = spawn('Xvfb', ['-displayfd', '3', ...screen], { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
    server.once('error', () => reject(new Stop('Xvfb could not be started.')));
    server.once('exit', (status) => reject(new Stop(`Xvfb ended at once (status ${status}).`)));
    server.stdio[3].once('data', (number) => {
      resolvePromise({ display: `:${String(number).trim()}`, stop: () => server.kill() });
    });
  });
}

/**
 * Runs a program under a display of its own and a private D-Bus with an unlocked keychain, so that neither the user's
 * windows nor the user's keychain are touched. Resolves to `{ status, output }`; output is empty where it is shown as it comes.
 * `size`: of the display. `config`: files of the session's own configuration, their text by their path.
 */
export async function runInPrivateSession(program, args, { env = process.env, show = true, size, config = {} } = {}) {
  const home = mkdtempSync(join(tmpdir(), 'cs-session-'));
  for (const [path, text] of Object.entries(config)) {
    mkdirSync(dirname(join(home, 'config', path)), { recursive: true });
    writeFileSync(join(home, 'config', path), text);
  }
  const screen = await startDisplay(size);
  const script =
    'printf %s private | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1; exec "$0" "$@"';
  try {
    return await new Promise((resolvePromise, reject) => {
      const child = spawn('dbus-run-session', ['--', 'sh', '-c', script, program, ...args], {
        stdio: show ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
        env: {
          ...env,
          DISPLAY: screen.display,
          WAYLAND_DISPLAY: '',
          XDG_RUNTIME_DIR: home,
          XDG_DATA_HOME: join(home, 'data'),
          XDG_CONFIG_HOME: join(home, 'config'),
        },
      });
      let output = '';
      child.stdout?.on('data', (text) => (output += text));
      child.stderr?.on('data', (text) => (output += text));
      child.once('error', reject);
      child.once('close', (status) => resolvePromise({ status: status ?? 1, output }));
    });
  } finally {
    screen.stop();
    rmSync(home, { recursive: true, force: true });
  }
}
