import { homedir } from 'node:os';
import { join } from 'node:path';
import type { AppError } from '../../../shared/error.ts';
import type { KeyStatus, KeySummary, SubkeySummary } from '../../../shared/model/key.ts';
import type { CertificateRecord } from '../keys/key-service.ts';
import type { Clock } from '../util/clock.ts';
import { cardNumber, parseColons } from './colons.ts';
import type { ListedCertificate, ListedKey } from './colons.ts';
import { explainFailure } from './explain.ts';
import { type ExportCache, ringState, type RingState } from './export-cache.ts';
import { runGpg } from './run.ts';
import type { GpgOutcome } from './run.ts';
import { splitCertificates } from './split.ts';

/** A signer whom the user's own GnuPG trusts, offered as a pin and never taken over unasked. */
export interface TrustProposal {
  fingerprint: string;
  userId: string;
  trust: 'full' | 'ultimate';
}

/** The keyring as gpg has it now. `problem` says why secret keys may be missing from it (no agent). */
export interface KeyringListing {
  certificates: ListedCertificate[];
  problem?: AppError;
}

const TIME_LIMIT = 60_000;
const MAX_LISTING = 256 * 1024 * 1024;

/** The folder that GnuPG keeps its keys in, by its own rule. */
export function gnupgHome(env: NodeJS.ProcessEnv): string {
  const named = env['GNUPGHOME'];
  if (named) return named;
  const base = process.platform === 'win32' ? env['APPDATA'] : env['HOME'];
  return process.platform === 'win32' ? join(base ?? homedir(), 'gnupg') : join(base ?? homedir(), '.gnupg');
}

/** GnuPG's keyring, read through `gpg`. Nothing is written, and no home folder is made where there is none. */
export class Keyring {
  readonly #gpg: string;
  readonly #env: NodeJS.ProcessEnv;
  readonly #clock: Clock;
  readonly #cache: ExportCache | undefined;
  #exported: { stamp: string; records: CertificateRecord[] } | undefined;

  constructor(gpg: string, env: NodeJS.ProcessEnv, clock: Clock, cache?: ExportCache) {
    this.#gpg = gpg;
    this.#env = env;
    this.#clock = clock;
    this.#cache = cache;
  }

  /**
   * Every certificate with the place of its secret parts, or only the one that a primary key's or a subkey's whole fingerprint
   * names. Throws `gnupg-failed` and its kin where gpg cannot read its keyring.
   */
  async list(options: { fingerprint?: string; signal?: AbortSignal } = {}): Promise<KeyringListing> {
    const { fingerprint, signal } = options;
    if ((await this.#state()) === undefined) return { certificates: [] };
    const only = fingerprint === undefined ? [] : ['--', fingerprint];
    const outcome = await this.#run(['--with-colons', '--with-secret', '--list-keys', ...only], signal);
    const certificates = parseColons(Buffer.from(outcome.output).toString('utf8'));
    if (outcome.exit === 0 || (certificates.length === 0 && isUnknownKey(outcome))) return { certificates };
    const problem = explainFailure(outcome);
    const [first] = certificates;
    if (!first) throw problem;
    // Without the agent gpg lists what is public, ends with status 2 and names no error in its status.
    return { certificates, problem: await this.#agentProblem(first.primary.fingerprint, problem, signal) };
  }

  /**
   * Every certificate's bytes. Runs gpg only where a keyring file's times, size or inode are no longer what they were: in this process,
   * or, where a change is sure to show, when the cache was written.
   */
  async exportCertificates(signal?: AbortSignal): Promise<CertificateRecord[]> {
    const state = await this.#state();
    if (state === undefined) return [];
    if (this.#exported?.stamp === state.stamp) return this.#exported.records;
    const kept = state.settled ? await this.#cache?.read(state.stamp) : undefined;
    const bytes = kept ?? (await this.#export(state, signal));
    const records = splitCertificates(bytes).map((one) => ({ source: 'gnupg' as const, bytes: one }));
    this.#exported = { stamp: state.stamp, records };
    return records;
  }

  async #export(state: RingState, signal?: AbortSignal): Promise<Uint8Array> {
    const outcome = await this.#run(['--no-armor', '--export-options', 'no-export-attributes', '--export'], signal);
    if (outcome.exit !== 0) throw explainFailure(outcome);
    // A keyring that changed while gpg read it belongs to neither stamp.
    if (state.settled && (await this.#state())?.stamp === state.stamp)
      await this.#cache?.write(state.stamp, outcome.output);
    return outcome.output;
  }

  /** The certificates whose owners the user trusts fully or ultimately, by gpg's owner trust. */
  async trustProposals(signal?: AbortSignal): Promise<TrustProposal[]> {
    if ((await this.#state()) === undefined) return [];
    const outcome = await this.#run(['--export-ownertrust'], signal);
    if (outcome.exit !== 0) throw explainFailure(outcome);
    const trusted = parseOwnerTrust(Buffer.from(outcome.output).toString('utf8'));
    const { certificates } = await this.list(signal ? { signal } : {});
    return certificates.flatMap(({ primary, userIds }) => {
      const trust = trusted.get(primary.fingerprint);
      if (!trust || primary.validity === 'r') return [];
      return [{ fingerprint: primary.fingerprint, userId: userIds[0] ?? '', trust }];
    });
  }

  /** gpg names the error of the agent only where it is asked for the secret part of one key. */
  async #agentProblem(fingerprint: string, problem: AppError, signal?: AbortSignal): Promise<AppError> {
    const outcome = await this.#run(['--with-colons', '--list-secret-keys', '--', fingerprint], signal);
    const asked = explainFailure(outcome);
    return asked.code === 'gnupg-agent' ? asked : problem;
  }

  #run(args: string[], signal?: AbortSignal): ReturnType<typeof runGpg> {
    return runGpg({
      program: this.#gpg,
      args,
      env: this.#env,
      ...(signal ? { signal } : {}),
      timeLimit: TIME_LIMIT,
      maxOutput: MAX_LISTING,
    });
  }

  /** Undefined where there is no keyring, so that gpg is not made to create one. */
  #state(): Promise<RingState | undefined> {
    return ringState(gnupgHome(this.#env), this.#clock());
  }
}

/** gpg's answer to a fingerprint that its keyring does not hold: error 9, NO_PUBKEY. */
function isUnknownKey({ status }: GpgOutcome): boolean {
  return status.some((line) => line.keyword === 'ERROR' && line.where === 'keylist.getkey' && line.error.code === 9);
}

/** Lines `FINGERPRINT:5:` of `--export-ownertrust`; 5 is full, 6 ultimate, above the low four bits stand flags. */
export function parseOwnerTrust(text: string): Map<string, 'full' | 'ultimate'> {
  const found = new Map<string, 'full' | 'ultimate'>();
  for (const line of text.split('\n')) {
    const match = /^((?:[0-9A-F]{40})|(?:[0-9A-F]{64})):(\d{1,3}):$/.exec(line.trim());
    const value = Number(match?.[2]);
    // 128: the key is disabled.
    if (!match?.[1] || (value & 128) !== 0) continue;
    const trust = ({ 5: 'full', 6: 'ultimate' } as const)[value & 15];
    if (trust) found.set(match[1], trust);
  }
  return found;
}

/** A certificate of GnuPG's as the lists show it, judged as of `now`. */
export function summarize({ primary, userIds, subkeys }: ListedCertificate, now: Date): KeySummary {
  const keys = [primary, ...subkeys];
  const card = keys.map((key) => key.secret).find((secret) => typeof secret === 'object');
  const anySecret = keys.some((key) => key.secret !== 'none');
  return {
    id: `gpg:${primary.fingerprint}`,
    type: 'openpgp',
    engine: 'gnupg',
    fingerprint: primary.fingerprint,
    userIds,
    algorithm: primary.algorithm,
    createdAt: primary.createdAt.toISOString(),
    expiresAt: primary.expiresAt?.toISOString() ?? null,
    status: keyStatus(primary, now),
    secret: card ? 'token' : anySecret ? 'gnupg' : 'none',
    hasPrimarySecret: primary.secret !== 'none',
    canSign: keyStatus(primary, now) === 'valid' && signingKeys({ primary, userIds, subkeys }, now).length > 0,
    ...(card ? { cardSerial: cardNumber(card.card) } : {}),
    subkeys: subkeys.map((subkey) => summarizeSubkey(subkey, now)),
  };
}

/** The keys of a certificate that can make a signature at `now`: capable, valid, and with a secret part here or on a card. */
export function signingKeys({ primary, subkeys }: ListedCertificate, now: Date): ListedKey[] {
  if (primary.disabled || primary.validity === 'i') return [];
  return [primary, ...subkeys].filter(
    (key) => key.canSign && key.secret !== 'none' && key.validity !== 'i' && keyStatus(key, now) === 'valid',
  );
}

/** Revoked as gpg says it; expired as of `now`, whatever gpg's own clock says. */
export function keyStatus(key: ListedKey, now: Date): KeyStatus {
  if (key.validity === 'r') return 'revoked';
  return key.expiresAt && key.expiresAt <= now ? 'expired' : 'valid';
}

function summarizeSubkey(key: ListedKey, now: Date): SubkeySummary {
  return {
    fingerprint: key.fingerprint,
    algorithm: key.algorithm,
    createdAt: key.createdAt.toISOString(),
    expiresAt: key.expiresAt?.toISOString() ?? null,
    status: keyStatus(key, now),
    canSign: key.canSign,
    hasSecret: key.secret !== 'none',
  };
}
