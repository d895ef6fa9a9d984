import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { existsSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import type { SshHome } from './ssh-home.ts';

/** A real ssh-agent with a socket in the test's folder. */
export class SshAgentHome {
  readonly #home: SshHome;
  readonly #process: ChildProcess;
  readonly socket: string;

  private constructor(home: SshHome, process: ChildProcess, socket: string) {
    this.#home = home;
    this.#process = process;
    this.socket = socket;
  }

  static async start(home: SshHome): Promise<SshAgentHome> {
    const socket = home.file('agent.sock');
    const agent = spawn('ssh-agent', ['-D', '-a', socket], { stdio: 'ignore' });
    while (!existsSync(socket)) await setTimeout(20);
    return new SshAgentHome(home, agent, socket);
  }

  get env(): NodeJS.ProcessEnv {
    return { PATH: process.env['PATH'], SSH_AUTH_SOCK: this.socket, LC_ALL: 'C' };
  }

  add(...args: string[]): void {
    this.#run(['-q', ...args]);
  }

  lock(): void {
    this.#passphrase('-x');
  }

  unlock(): void {
    this.#passphrase('-X');
  }

  async stop(): Promise<void> {
    this.#process.kill();
    await once(this.#process, 'exit');
  }

  /** Where there is no terminal, ssh-add asks a program. */
  #passphrase(flag: string): void {
    const asker = this.#home.write('asker', '#!/bin/sh\necho hush\n');
    execFileSync('chmod', ['700', asker]);
    this.#run([flag], { SSH_ASKPASS: asker, SSH_ASKPASS_REQUIRE: 'force' });
  }

  #run(args: readonly string[], env: NodeJS.ProcessEnv = {}): void {
    execFileSync('ssh-add', args, { env: { ...this.env, ...env }, cwd: this.#home.path, stdio: 'pipe' });
  }
}

/** An agent that answers every request with these bytes; without any, it never answers. */
export async function falseAgent(
  home: SshHome,
  answer?: (request: Buffer) => Buffer,
): Promise<{ env: NodeJS.ProcessEnv; stop: () => Promise<void> }> {
  const socket = home.file(`false-${count++}.sock`);
  const server: Server = createServer((connection) => {
    connection.on('error', () => undefined);
    connection.on('data', (request) => answer !== undefined && connection.end(answer(request)));
  });
  server.listen(socket);
  await once(server, 'listening');
  return {
    env: { SSH_AUTH_SOCK: socket },
    stop: async () => {
      server.close();
      await Promise.resolve();
    },
  };
}

let count = 0;
