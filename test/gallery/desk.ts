import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import type { Case } from '../../shared/model/result.ts';
import { startApp, temporaryFolder, type Started, type StartOptions } from '../e2e/electron.ts';
import { ask } from '../e2e/scene.ts';
import { check, endGnupg, fingerprintOf, gnupgHome, gpg } from '../e2e/window.ts';
import { t } from '../e2e/words.ts';
import { type Revoked, writeGpgRevocation } from '../support/gpg-revocation.ts';

/** A folder of one state's own. */
export interface Place {
  folder: string;
  at: (name: string) => string;
  write: (name: string, content: string | Uint8Array) => string;
  /** Writes a list of these files with coreutils; gives its path. */
  list: (names: readonly string[], name?: string, program?: string) => string;
}

/** A started app, folders, and a GnuPG home apart from it in which everybody else signs. */
export class Desk {
  readonly it: Started;
  readonly page: Page;
  readonly root: string;
  /** The GnuPG home of everybody else: it makes what is downloaded. The app does not see it. */
  readonly others: string;
  readonly #ends: (() => void | Promise<void>)[] = [];
  #places = 0;

  constructor(it: Started, root: string, others: string) {
    this.it = it;
    this.page = it.page;
    this.root = root;
    this.others = others;
  }

  /** Undone when the desk is cleared, the last first. */
  atEnd(end: () => void | Promise<void>): void {
    this.#ends.unshift(end);
  }

  place(name = 'Downloads'): Place {
    const folder = join(this.root, String(++this.#places), name);
    mkdirSync(folder, { recursive: true });
    const at = (file: string) => join(folder, file);
    const write = (file: string, content: string | Uint8Array) => {
      mkdirSync(dirname(at(file)), { recursive: true });
      writeFileSync(at(file), content);
      return at(file);
    };
    return {
      folder,
      at,
      write,
      list: (names, name = 'SHA256SUMS', program = 'sha256sum') =>
        write(name, execFileSync(program, [...names], { cwd: folder, encoding: 'utf8' })),
    };
  }

  /** Runs the others' gpg; `when` is the date it believes in, as `20240502T101500`. */
  gpg(args: readonly string[], when?: string): string {
    return gpg(this.others, ...(when === undefined ? [] : ['--faked-system-time', `${when}!`]), ...args);
  }

  /** Makes a key that belongs to somebody else; gives its fingerprint. */
  stranger(userId: string, { when, expires = 'never' }: { when?: string; expires?: string } = {}): string {
    this.gpg(['--quick-generate-key', userId, 'ed25519', 'sign', expires], when);
    return fingerprintOf(this.others, userId);
  }

  /** Signs a file, or a list, beside it; gives the signature's path. */
  sign(path: string, who: string | readonly string[], options: readonly string[] = [], when?: string): string {
    const signers = [who].flat().flatMap((one) => ['--local-user', one]);
    const output = `${path}.asc`;
    this.gpg([...signers, '--armor', ...options, '--output', output, '--detach-sign', path], when);
    return output;
  }

  /** Revokes a key with the number of a reason as gpg's dialog has it. */
  revoke(fingerprint: string, reason: Revoked['reason'], when?: string): void {
    const path = join(this.root, `${fingerprint}.rev`);
    writeGpgRevocation({ home: this.others, fingerprint, reason, when }, path);
    this.gpg(['--import', path]);
  }

  exported(fingerprint: string): string {
    return this.gpg(['--armor', '--export', fingerprint]);
  }

  /** The app learns somebody's public key. */
  async learn(...fingerprints: string[]): Promise<void> {
    for (const fingerprint of fingerprints)
      await ask(this.page, 'keys.import', { files: [], text: this.exported(fingerprint) });
  }

  /** The app expects this signer for a publisher. */
  async expects(publisher: string, fingerprint: string): Promise<void> {
    const known = await ask(this.page, 'publishers.list', null);
    if (!known.some(({ name }) => name === publisher)) await ask(this.page, 'publishers.add', { name: publisher });
    await ask(this.page, 'publishers.pin', { publisher, fingerprint, pasted: fingerprint });
  }

  /** Says on the Verify screen whose files these are. */
  async from(publisher: string): Promise<void> {
    await this.page.getByLabel(t('verify.publisher')).selectOption(publisher);
  }

  /** Checks these files, and waits until the newest result is this case. */
  async checked(paths: readonly string[], wanted: Case, from?: string): Promise<void> {
    await check(this.page, [...paths]);
    if (from !== undefined) {
      await expect(this.page.locator('.verdict-card').first()).toBeVisible();
      await this.from(from);
    }
    await this.isCase(wanted);
  }

  /** Waits until the newest remembered result is this case, and its card stands there. */
  async isCase(wanted: Case): Promise<void> {
    await expect
      .poll(
        async () => {
          const [entry] = await ask(this.page, 'activity.list', { limit: 1 });
          return entry?.kind === 'check' ? entry.result.case : undefined;
        },
        { message: `the case is ${wanted}` },
      )
      .toBe(wanted);
    await expect(this.page.locator('.verdict-card').first()).toBeVisible();
  }

  /** Unfolds the evidence of the card. */
  async unfold(): Promise<void> {
    await this.page.locator('.verdict-card .fold > summary').first().click();
  }

  /** Closes the app and removes all that was made for it. */
  async clear(): Promise<void> {
    await this.it.close();
    for (const end of this.#ends) await end();
    endGnupg(this.others);
    rmSync(this.root, { recursive: true, force: true });
  }
}

/** Starts the app with a GnuPG home that holds nothing, unless `env` names another. */
export async function openDesk(options: StartOptions = {}): Promise<Desk> {
  const root = temporaryFolder();
  const others = gnupgHome(root, 'o');
  const it = await startApp({ ...options, env: { GNUPGHOME: gnupgHome(root, 'e'), ...options.env } });
  return new Desk(it, root, others);
}

/** One byte of a file is another. */
export function changeByte(path: string, index = 1234): void {
  const bytes = readFileSync(path);
  bytes[index] = (bytes[index] ?? 0) ^ 1;
  writeFileSync(path, bytes);
}

/** Bytes that look like a release of so many kilobytes, always the same for one name. */
export const release = (name: string, kilobytes = 900): Buffer => Buffer.alloc(kilobytes * 1000, basename(name));
