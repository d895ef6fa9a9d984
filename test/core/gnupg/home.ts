import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openGnupg } from '../../../electron/core/gnupg/gnupg.ts';
import type { Gnupg, GnupgPrompts } from '../../../electron/core/gnupg/gnupg.ts';
import { QUICK_PASSPHRASES } from '../../support/gpg-agent.ts';

/** A GnuPG home of a test's own, with a short path: sockets have at most 108 characters. */
export class TestHome {
  readonly path: string;
  readonly env: NodeJS.ProcessEnv;

  constructor(agentOptions: string[] = []) {
    this.path = mkdtempSync(join(tmpdir(), 'g-'));
    this.env = { ...process.env, GNUPGHOME: this.path, LC_ALL: 'C.UTF-8' };
    delete this.env['ELECTRON_RUN_AS_NODE'];
    this.agentOptions(agentOptions);
  }

  /** Writes gpg-agent.conf anew and ends the agent, so that the next one reads it. */
  agentOptions(lines: string[]): void {
    writeFileSync(join(this.path, 'gpg-agent.conf'), [QUICK_PASSPHRASES, ...lines, ''].join('\n'));
    this.kill();
  }

  open(prompts: GnupgPrompts = 'app'): Gnupg {
    return openGnupg({ env: this.env, prompts, clock: () => new Date() });
  }

  /** Runs gpg and returns its standard output; throws where it fails. */
  gpg(args: string[], input?: Uint8Array | string): Buffer {
    const options = ['--batch', '--quiet', '--pinentry-mode', 'loopback'];
    return execFileSync('gpg', [...options, ...args], { env: this.env, input, stdio: ['pipe', 'pipe', 'pipe'] });
  }

  /** Makes a key and returns its primary fingerprint. `at` is gpg's faked time, as `20200101T000000`. */
  generate(request: {
    userId: string;
    algorithm?: string;
    usage?: string;
    expire?: string;
    passphrase?: string;
    at?: string;
  }): string {
    const { userId, algorithm = 'ed25519', usage = 'cert,sign', expire = 'never', passphrase = '', at } = request;
    const faked = at === undefined ? [] : ['--faked-system-time', `${at}!`];
    this.gpg([...faked, '--passphrase', passphrase, '--quick-gen-key', userId, algorithm, usage, expire]);
    return this.fingerprint(userId);
  }

  addSubkey(
    fingerprint: string,
    algorithm: string,
    options: { expire?: string; passphrase?: string; at?: string } = {},
  ): string {
    const { expire = 'never', passphrase = '', at } = options;
    const faked = at === undefined ? [] : ['--faked-system-time', `${at}!`];
    this.gpg([...faked, '--passphrase', passphrase, '--quick-add-key', fingerprint, algorithm, 'sign', expire]);
    return this.fingerprints(fingerprint).at(-1)!;
  }

  fingerprint(userId: string): string {
    return this.fingerprints(`=${userId}`)[0]!;
  }

  /** Of the primary key and its subkeys, in order. */
  fingerprints(name: string): string[] {
    const listing = this.gpg(['--with-colons', '--list-keys', name]).toString();
    return [...listing.matchAll(/^fpr:{9}([0-9A-F]+):/gm)].map((match) => match[1]!);
  }

  /** Exit status of `gpg --verify` and the keywords that it wrote, all good signatures proved by VALIDSIG. */
  verify(signature: Uint8Array, data: string): { exit: number | null; valid: string[] } {
    const { status, stdout } = spawnSync('gpg', ['--batch', '--status-fd', '1', '--verify', '-', data], {
      env: this.env,
      input: signature,
    });
    return { exit: status, valid: [...stdout.toString().matchAll(/^\[GNUPG:\] VALIDSIG (\w+)/gm)].map((m) => m[1]!) };
  }

  /** Ends the home's agent and scdaemon; the next call starts them anew. */
  kill(): void {
    spawnSync('gpgconf', ['--kill', 'all'], { env: this.env });
    // The agent ends on its own time; one that is about to must not get the next call.
    const socket = join(this.path, 'S.gpg-agent');
    for (let tries = 0; tries < 100 && statSync(socket, { throwIfNoEntry: false })?.isSocket(); tries++) {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
    }
  }

  remove(): void {
    this.kill();
    rmSync(this.path, { recursive: true, force: true });
  }
}
