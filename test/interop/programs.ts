import { spawn, type ChildProcess } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { inject } from 'vitest';

/** The programs of others that the tests speak with. */
export type PeerName = 'fulcio' | 'rekor' | 'timestamp' | 'cosign' | 'sigstorePython';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where each program is. */
    peers: Record<PeerName, string>;
  }
}

/** The path of a program. */
export const programOf = (name: PeerName): string => inject('peers')[name];

/** What a call ended with. */
export interface Ended {
  status: number;
  stdout: string;
  stderr: string;
}

/** Runs a program to its end, in a folder, with nothing of the caller's home or login. */
export function runProgram(
  program: string,
  args: readonly string[],
  { cwd, env = {} }: { cwd: string; env?: Record<string, string> },
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd,
      env: { PATH: process.env['PATH'], HOME: cwd, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const ended: Ended = { status: -1, stdout: '', stderr: '' };
    child.stdout.on('data', (text: Buffer) => (ended.stdout += text.toString()));
    child.stderr.on('data', (text: Buffer) => (ended.stderr += text.toString()));
    child.once('error', reject);
    child.once('close', (status) => resolve({ ...ended, status: status ?? -1 }));
  });
}

/** Ports that were free a moment ago. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer();
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      return server;
    }),
  );
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

/** A server of somebody else's, running. */
export interface Running {
  url: string;
  /** What it printed so far. */
  printed(): string;
  stop(): Promise<void>;
}

/** Starts a server and waits until `path` answers. Throws with what the server printed where it does not. */
export async function startServer(
  program: string,
  args: readonly string[],
  { cwd, port, path }: { cwd: string; port: number; path: string },
): Promise<Running> {
  const child: ChildProcess = spawn(program, args, {
    cwd,
    env: { PATH: process.env['PATH'], HOME: cwd },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text: Buffer) => (printed += text.toString()));
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const url = `http://127.0.0.1:${port}`;
  const stop = async (): Promise<void> => {
    child.kill('SIGKILL');
    await ended;
  };
  const patience = Date.now() + 60_000;
  for (;;) {
    const answer = await fetch(url + path).catch(() => null);
    if (answer !== null && answer.status < 500) return { url, printed: () => printed, stop };
    if (child.exitCode !== null || Date.now() > patience) {
      await stop();
      throw new Error(`${program} does not answer:\n${printed}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
