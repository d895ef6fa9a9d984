import { access, constants, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { findBeside } from './find.ts';
import { MENDS } from './explain.ts';
import type { Gnupg } from './gnupg.ts';
import { gnupgHome } from './keyring.ts';
import { runHelper } from './run.ts';

/** One thing that was looked at: whether it is as it should be, what was seen, and the one command that mends it. */
export interface Fact {
  id: string;
  ok: boolean;
  detail: string;
  mend?: string;
}

/** A socket's whole path, its end included (struct sockaddr_un, Linux; 104 elsewhere). */
const MAX_SOCKET_PATH = process.platform === 'linux' ? 108 : 104;

/**
 * Facts about GnuPG, in this order: `gnupg`, `gnupg-home`, `gnupg-agent`, `gnupg-pinentry`, `gnupg-loopback`, `gnupg-tty`,
 * `gnupg-scdaemon`, `gnupg-card`; those that make no sense on this machine are left out. Never throws.
 */
export async function examineGnupg(gnupg: Gnupg): Promise<Fact[]> {
  const program = await gnupg.program();
  if (program === undefined) {
    return [{ id: 'gnupg', ok: false, detail: 'gpg is not on PATH', mend: MENDS['gnupg-absent'] }];
  }
  const parts = await installedParts(program, gnupg);
  const facts = [
    await version(program, gnupg),
    await home(gnupg),
    await agent(program, gnupg),
    await pinentry(parts, await agentOption(gnupg, 'pinentry-program')),
    await loopback(gnupg),
    terminal(gnupg),
    ...(await cards(parts, gnupg)),
  ];
  return facts.filter((fact) => fact !== undefined);
}

async function version(program: string, gnupg: Gnupg): Promise<Fact> {
  const found = await attempt(() => gnupg.version());
  if (typeof found !== 'string')
    return { id: 'gnupg', ok: false, detail: `${program} does not run`, mend: MENDS['gnupg-absent'] };
  const [major = 0, minor = 0] = found.split('.').map(Number);
  const recent = major > 2 || (major === 2 && minor >= 2);
  const detail = `GnuPG ${found} (${program})`;
  return recent ? { id: 'gnupg', ok: true, detail } : { id: 'gnupg', ok: false, detail, mend: MENDS['gnupg-absent'] };
}

async function home(gnupg: Gnupg): Promise<Fact> {
  const id = 'gnupg-home';
  const path = gnupgHome(gnupg.env);
  try {
    const { mode, uid } = await stat(path);
    const own = process.getuid?.() ?? uid;
    if (uid !== own)
      return { id, ok: false, detail: `${path} belongs to another user`, mend: `sudo chown -R ${own} ${quote(path)}` };
    if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
      return { id, ok: false, detail: `others may enter ${path}`, mend: `chmod 700 ${quote(path)}` };
    }
    await access(path, constants.R_OK | constants.W_OK | constants.X_OK);
    await readdir(path);
  } catch (error) {
    const absent = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    if (absent && !gnupg.env['GNUPGHOME']) return { id, ok: true, detail: `${path} is not there yet` };
    const mend = absent ? `mkdir -m 700 ${quote(path)}` : `chmod 700 ${quote(path)}`;
    return { id, ok: false, detail: absent ? `${path} does not exist` : `${path} cannot be used`, mend };
  }
  return { id, ok: true, detail: path };
}

async function agent(program: string, gnupg: Gnupg): Promise<Fact> {
  const id = 'gnupg-agent';
  const sockets = await configuredFolder(program, gnupg, 'agent-socket');
  if (sockets !== undefined && Buffer.byteLength(sockets) >= MAX_SOCKET_PATH) {
    return { id, ok: false, detail: `the socket's path is too long: ${sockets}`, mend: 'export GNUPGHOME=~/.gnupg' };
  }
  const answer = await helper(program, gnupg, 'gpg-connect-agent', ['GETINFO version', '/bye']);
  const version = /^D (\S+)/m.exec(answer?.output ?? '')?.[1];
  if (version !== undefined) return { id, ok: true, detail: `gpg-agent ${version}` };
  return { id, ok: false, detail: lastLine(answer?.log) ?? 'gpg-agent does not answer', mend: MENDS['gnupg-agent'] };
}

function pinentry(parts: Map<string, Part>, configured: string | undefined): Promise<Fact> {
  const id = 'gnupg-pinentry';
  const part = parts.get('pinentry');
  const path = configured ?? part?.path ?? 'pinentry';
  return access(path, constants.X_OK).then(
    () => ({ id, ok: true, detail: path }),
    () => ({
      id,
      ok: false,
      detail: `${path} does not run`,
      mend:
        configured === undefined ? MENDS['gnupg-pinentry'] : `sed -i '/^pinentry-program/d' ~/.gnupg/gpg-agent.conf`,
    }),
  );
}

async function loopback(gnupg: Gnupg): Promise<Fact | undefined> {
  const id = 'gnupg-loopback';
  if (gnupg.prompts !== 'app') return undefined;
  const forbidden = (await agentOption(gnupg, 'no-allow-loopback-pinentry')) !== undefined;
  if (!forbidden) return { id, ok: true, detail: 'PINs and passphrases can be asked here' };
  const conf = quote(join(gnupgHome(gnupg.env), 'gpg-agent.conf'));
  const mend = `sed -i '/^no-allow-loopback-pinentry/d' ${conf} && ${MENDS['gnupg-agent']}`;
  return { id, ok: false, detail: 'gpg-agent.conf says no-allow-loopback-pinentry', mend };
}

/** Only where pinentry asks, and only where it must ask on a terminal. */
function terminal(gnupg: Gnupg): Fact | undefined {
  const { env } = gnupg;
  if (gnupg.prompts !== 'pinentry' || process.platform === 'win32' || env['DISPLAY'] || env['WAYLAND_DISPLAY'])
    return undefined;
  const tty = env['GPG_TTY'];
  if (tty) return { id: 'gnupg-tty', ok: true, detail: tty };
  return {
    id: 'gnupg-tty',
    ok: false,
    detail: 'GPG_TTY is not set, so pinentry has nowhere to ask',
    mend: MENDS['gpg-tty'],
  };
}

async function cards(parts: Map<string, Part>, gnupg: Gnupg): Promise<Fact[]> {
  const path = (await agentOption(gnupg, 'scdaemon-program')) ?? parts.get('scdaemon')?.path;
  const runs = path !== undefined && (await attempt(() => access(path, constants.X_OK).then(() => true))) === true;
  if (!runs) {
    const detail = 'no scdaemon: keys on cards cannot sign';
    return [{ id: 'gnupg-scdaemon', ok: false, detail, mend: MENDS['scdaemon-absent'] }];
  }
  const fact = { id: 'gnupg-scdaemon', ok: true, detail: path };
  const answer = await attempt(() => gnupg.card());
  if (!answer || !('card' in answer)) return [fact];
  const { serial, triesLeft } = answer.card;
  const blocked = triesLeft === 0;
  const detail = `card ${serial}${triesLeft === undefined ? '' : `, ${triesLeft} tries left`}`;
  return [
    fact,
    blocked
      ? { id: 'gnupg-card', ok: false, detail, mend: MENDS['card-pin-blocked'] }
      : { id: 'gnupg-card', ok: true, detail },
  ];
}

interface Part {
  path: string;
}

/** `gpgconf --list-components`: name, description, path; percent-escaped. */
async function installedParts(program: string, gnupg: Gnupg): Promise<Map<string, Part>> {
  const answer = await helper(program, gnupg, 'gpgconf', ['--list-components']);
  const lines = (answer?.output ?? '').split('\n').map((line) => line.split(':'));
  return new Map(lines.flatMap(([name, , path]) => (name && path ? [[name, { path: unescape(path) }] as const] : [])));
}

async function configuredFolder(program: string, gnupg: Gnupg, name: string): Promise<string | undefined> {
  const answer = await helper(program, gnupg, 'gpgconf', ['--list-dirs', name]);
  const path = answer?.output.trim();
  return path ? unescape(path) : undefined;
}

/** An option of gpg-agent.conf: its value, the empty text where it takes none, undefined where it is not there. */
async function agentOption(gnupg: Gnupg, name: string): Promise<string | undefined> {
  const conf = await attempt(() => readFile(join(gnupgHome(gnupg.env), 'gpg-agent.conf'), 'utf8'));
  const line = conf?.split('\n').findLast((text) => text.trim().split(/\s+/)[0] === name);
  return line?.trim().slice(name.length).trim();
}

async function helper(
  gpg: string,
  gnupg: Gnupg,
  name: string,
  args: string[],
): Promise<{ output: string; log: string } | undefined> {
  return await attempt(async () => {
    const program = await findBeside(gpg, name, gnupg.env);
    if (program === undefined) return undefined;
    const run = await runHelper({ program, args, env: gnupg.env, timeLimit: 10_000, maxOutput: 64 * 1024 });
    return { output: Buffer.from(run.output).toString('utf8'), log: run.log };
  });
}

async function attempt<T>(action: () => Promise<T>): Promise<T | undefined> {
  try {
    return await action();
  } catch {
    return undefined;
  }
}

function lastLine(log: string | undefined): string | undefined {
  return log?.trim().split('\n').at(-1);
}

function unescape(text: string): string {
  return text.replace(/%([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/** A path for a command that the user copies into a shell. */
function quote(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
}
