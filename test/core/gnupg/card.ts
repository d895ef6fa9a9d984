import { execFileSync } from 'node:child_process';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readPrivateKey } from 'openpgp';
import type { SecretKeyPacket } from 'openpgp';
import type { TestHome } from './home.ts';

/** What the stand-in card is like and what it was asked (`scdaemon.mjs`). */
export interface CardState {
  token: string;
  keygrip: string;
  /** PKCS #8, base64. */
  key: string;
  pin: string;
  present: boolean;
  tries: number;
  touch: boolean;
  touched: boolean;
  pinEachTime: boolean;
  unplugAtSignature: boolean;
  /** PINs that were sent to the card. */
  verifications: number;
  signatures: number;
}

/** RFC 8410's wrapping of an Ed25519 seed. */
const PKCS8_HEAD = Buffer.from('302e020100300506032b657004220420', 'hex');

/** A card that answers through gpg-agent's own connection to scdaemon. */
export class TestCard {
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  get state(): CardState {
    return JSON.parse(readFileSync(this.#file, 'utf8')) as CardState;
  }

  set(values: Partial<CardState>): void {
    writeFileSync(`${this.#file}.test`, JSON.stringify({ ...this.state, ...values }));
    renameSync(`${this.#file}.test`, this.#file);
  }
}

/** The secret part (PKCS #8) and the keygrip of `home`'s Ed25519 key without passphrase; the agent forgets the secret part. */
export async function takeSecret(home: TestHome, fingerprint: string): Promise<{ pkcs8: Buffer; keygrip: string }> {
  const secret = await readPrivateKey({ binaryKey: home.gpg(['--export-secret-keys', fingerprint]) });
  const { privateParams } = secret.keyPacket as SecretKeyPacket & { privateParams: { seed: Uint8Array } };
  const listing = home.gpg(['--with-colons', '--with-keygrip', '--list-keys', fingerprint]).toString();
  const keygrip = /^grp:{9}([0-9A-F]{40}):/m.exec(listing)![1]!;
  rmSync(join(home.path, 'private-keys-v1.d', `${keygrip}.key`));
  return { pkcs8: Buffer.concat([PKCS8_HEAD, privateParams.seed]), keygrip };
}

/** Moves the Ed25519 key `fingerprint` of `home` onto a new card, PIN 123456; its stub is written by the agent itself. */
export async function moveToCard(home: TestHome, fingerprint: string): Promise<TestCard> {
  const { pkcs8, keygrip } = await takeSecret(home, fingerprint);
  const state: CardState = {
    token: 'D2760001240103040006123430210000',
    keygrip,
    key: pkcs8.toString('base64'),
    pin: '123456',
    present: true,
    tries: 3,
    touch: false,
    touched: false,
    pinEachTime: false,
    unplugAtSignature: false,
    verifications: 0,
    signatures: 0,
  };
  const file = join(home.path, 'card.json');
  writeFileSync(file, JSON.stringify(state));
  const program = join(home.path, 'scdaemon');
  const script = fileURLToPath(new URL('scdaemon.mjs', import.meta.url));
  const command = `ELECTRON_RUN_AS_NODE=1 exec "${process.execPath}" "${script}" "${file}"`;
  writeFileSync(program, `#!/bin/sh\n${command}\n`, { mode: 0o755 });
  home.agentOptions([`scdaemon-program ${program}`]);
  execFileSync('gpg-connect-agent', ['LEARN', '/bye'], { env: home.env, stdio: 'pipe' });
  return new TestCard(file);
}
