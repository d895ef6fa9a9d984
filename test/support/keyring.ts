import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What a command under a private session ended with. */
export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface KeyringOptions {
  /** `unlocked` (default): a fresh gnome-keyring, open. `locked`: the same, locked after it was made. `none`: a bus without one. */
  keyring?: 'unlocked' | 'locked' | 'none';
  env?: Record<string, string | undefined>;
  /** Kept between runs where given; else a temporary folder that is removed. */
  home?: string;
  cwd?: string;
  input?: string;
  timeoutMs?: number;
}

/** Locks the login collection of the session's keyring; a shell line for commands run by `underKeyring`. */
export const LOCK_KEYRING =
  'dbus-send --session --print-reply --dest=org.freedesktop.secrets /org/freedesktop/secrets ' +
  'org.freedesktop.Secret.Service.Lock array:objpath:/org/freedesktop/secrets/collection/login >/dev/null';

/** Waits until the session's keyring is on the bus; a shell line. Who asks the bus for it before makes the bus start another. */
export const WAIT_FOR_KEYRING =
  'for _ in $(seq 200); do dbus-send --session --print-reply --dest=org.freedesktop.DBus /org/freedesktop/DBus ' +
  'org.freedesktop.DBus.NameHasOwner string:org.freedesktop.secrets | grep -q true && break; sleep 0.02; done';

// The daemon must be there before anything asks the bus for it, or the bus starts another; it is ended with the session, so that
// nothing of it outlives a test.
const SESSION = `
unset DISPLAY WAYLAND_DISPLAY GNOME_KEYRING_CONTROL
mkdir -p -m 700 "$HOME" "$XDG_RUNTIME_DIR"
if [ "$KEYRING" != none ]; then
  printf test | gnome-keyring-daemon --foreground --unlock --components=secrets >/dev/null 2>&1 &
  KEYRING_PID=$!
  ${WAIT_FOR_KEYRING}
  export KEYRING_PID
fi
if [ "$KEYRING" = locked ]; then ${LOCK_KEYRING}; fi
if [ -n "$KEEP_DISPLAY" ]; then export DISPLAY="$KEEP_DISPLAY"; fi
"$@"
status=$?
[ -n "$KEYRING_PID" ] && kill "$KEYRING_PID" 2>/dev/null
exit $status
`;

/**
 * Runs a command on a private D-Bus session with its own gnome-keyring, its own HOME and XDG folders, and waits for its end.
 * `DISPLAY` reaches the command, never the keyring: so no prompt can appear. `KEYRING_PID` is the keyring's process.
 */
export async function underKeyring(command: readonly string[], options: KeyringOptions = {}): Promise<Ended> {
  const home = options.home ?? mkdtempSync(join(tmpdir(), 'cs-kr-'));
  const runtime = mkdtempSync(join(tmpdir(), 'cs-rt-'));
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    HOME: home,
    XDG_RUNTIME_DIR: runtime,
    XDG_DATA_HOME: join(home, 'data'),
    XDG_CONFIG_HOME: join(home, 'config'),
    XDG_CACHE_HOME: join(home, 'cache'),
    KEYRING: options.keyring ?? 'unlocked',
    KEEP_DISPLAY: process.env['DISPLAY'],
    ...options.env,
  };
  try {
    return await run('dbus-run-session', ['--', 'bash', '-c', SESSION, 'session', ...command], env, options);
  } finally {
    rmSync(runtime, { recursive: true, force: true });
    if (options.home === undefined) rmSync(home, { recursive: true, force: true });
  }
}

function run(program: string, args: string[], env: NodeJS.ProcessEnv, options: KeyringOptions): Promise<Ended> {
  return new Promise((resolve, reject) => {
    // A group of its own, so that a time-out ends the bus and the keyring too.
    const child = spawn(program, args, { env, cwd: options.cwd, detached: true });
    const timer = setTimeout(() => process.kill(-child.pid!, 'SIGKILL'), options.timeoutMs ?? 30_000);
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.on('error', reject);
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve({ code, stdout, stderr });
    });
    child.stdin.end(options.input ?? '');
  });
}
