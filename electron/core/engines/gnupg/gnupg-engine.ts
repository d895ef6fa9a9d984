import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { AppError } from '../../../../shared/error.ts';
import type { KeySummary } from '../../../../shared/model/key.ts';
import type { Wanted } from '../../hash/reading.ts';
import type { Gnupg } from '../../gnupg/gnupg.ts';
import type { ListedCertificate, ListedKey } from '../../gnupg/colons.ts';
import type { CardStatus } from '../../gnupg/card.ts';
import { errorCode, explainFailure } from '../../gnupg/explain.ts';
import { summarize } from '../../gnupg/keyring.ts';
import type { Answer, GpgOutcome } from '../../gnupg/run.ts';
import { isOneSignature } from '../../gnupg/split.ts';
import type { StatusLine } from '../../gnupg/status.ts';
import type { Engine, MadePackets, SignContext, SignSource } from '../engine.ts';
import { canonicalText } from './canonical.ts';
import { chooseKey, digestFor } from './choose-key.ts';
import { RefusedPins } from './refused.ts';
import { TouchPrompt } from '../touch.ts';

/** OpenPGP's numbers of the digests that this engine asks for (RFC 9580, section 9.5). */
const DIGEST_ID = { sha256: 8, sha384: 9, sha512: 10 } as const;

/** Half an hour: gpg reads at some 600 MB/s, and the system's pinentry may wait for a person. */
const TIME_LIMIT = 30 * 60_000;

/** Signs with the keys of GnuPG's keyring, through gpg-agent. One signature at a time, so that nobody is asked twice at once and a card is used in turn. */
export class GnupgEngine implements Engine<MadePackets> {
  readonly id = 'gnupg';
  readonly format = 'openpgp';
  readonly capabilities = { cleartext: true, parallel: false };
  readonly #gnupg: Gnupg;
  readonly #refused = new RefusedPins();
  #last: Promise<unknown> = Promise.resolve();

  constructor(gnupg: Gnupg) {
    this.#gnupg = gnupg;
  }

  /** The certificates that have a secret part here or on a card. Throws `gnupg-agent` where there may be some and no agent tells. */
  async listKeys(now: Date): Promise<KeySummary[]> {
    const keyring = await this.#gnupg.keyring();
    if (!keyring) return [];
    const { certificates, problem } = await keyring.list();
    if (problem) throw problem;
    return certificates.map((certificate) => summarize(certificate, now)).filter((key) => key.secret !== 'none');
  }

  /** gpg reads the file itself; the digest that it will sign is for verifying what it made. Throws as `sign` does. */
  async wants(key: string, now: Date): Promise<Wanted[]> {
    const { chosen } = await this.#find(key, now);
    return [{ algorithm: digestFor(chosen) }];
  }

  /**
   * `key` is `gpg:FINGERPRINT` of a primary key (gpg's own choice among its keys signs) or of one subkey. A wrong PIN or
   * passphrase is sent once and ends the call. Throws `key-not-found`, `key-expired`, `key-revoked`, `no-secret-part`,
   * `no-signing-key`, `wrong-passphrase`, `card-absent`, `card-pin-wrong`, `card-pin-blocked`, `card-failed`, `gnupg-absent`,
   * `gnupg-agent`, `gnupg-pinentry`, `gnupg-failed`, `cancelled`.
   */
  sign(source: SignSource, key: string, context: SignContext): Promise<MadePackets> {
    const turn = this.#last.then(() => this.#sign(source, key, context));
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  async #sign(source: SignSource, key: string, context: SignContext): Promise<MadePackets> {
    if (context.signal?.aborted) throw new AppError('cancelled');
    const found = await this.#find(key, context.now);
    const token = typeof found.chosen.secret === 'object' ? found.chosen.secret.card : undefined;
    const card = token === undefined ? undefined : await this.#requireCard(token, context.signal);
    const call = new SignCall({ ...found, card, context, source, refused: this.#refused, gnupg: this.#gnupg });
    const outcome = await call.run();
    return await call.result(outcome);
  }

  async #find(key: string, now: Date): Promise<{ certificate: ListedCertificate; chosen: ListedKey }> {
    const fingerprint = key.replace(/^gpg:/, '').toUpperCase();
    if (!/^(?:[0-9A-F]{40}|[0-9A-F]{64})$/.test(fingerprint)) throw new AppError('key-not-found', key);
    const keyring = await this.#gnupg.requireKeyring();
    const { certificates, problem } = await keyring.list({ fingerprint });
    const certificate = certificates.find(({ primary, subkeys }) =>
      [primary, ...subkeys].some((one) => one.fingerprint === fingerprint),
    );
    if (!certificate) throw new AppError('key-not-found', fingerprint);
    // Without the agent every secret part looks absent; that is the agent's trouble, not the key's.
    if (problem) throw problem;
    return { certificate, chosen: chooseKey(certificate, fingerprint, now) };
  }

  async #requireCard(token: string, signal: AbortSignal | undefined): Promise<CardStatus> {
    const answer = await this.#gnupg.card({ token, ...(signal ? { signal } : {}) });
    if ('error' in answer)
      throw new AppError(errorCode(answer.error, { onCard: true }) ?? 'card-failed', answer.detail);
    if (answer.card.token !== token)
      throw new AppError('card-absent', `another card is plugged in: ${answer.card.serial}`);
    if (answer.card.triesLeft === 0) throw new AppError('card-pin-blocked', `card ${answer.card.serial}`);
    return answer.card;
  }
}

interface Call {
  gnupg: Gnupg;
  certificate: ListedCertificate;
  chosen: ListedKey;
  card: CardStatus | undefined;
  context: SignContext;
  source: SignSource;
  refused: RefusedPins;
}

/** One signature on its way through gpg. */
class SignCall {
  readonly #call: Call;
  readonly #touch: TouchPrompt | undefined;
  #pin: string | undefined;
  #asked = false;

  constructor(call: Call) {
    this.#call = call;
    if (call.card?.wantsTouch) this.#touch = new TouchPrompt(call.context.ask, { ...this.#about(), kind: 'touch' });
  }

  async run(): Promise<GpgOutcome> {
    const { source, context, gnupg } = this.#call;
    const bytes = bytesOf(source);
    const file = bytes === undefined && source.kind === 'file' ? await openRegular(source.reading.path) : undefined;
    try {
      return await gnupg.run({
        args: this.#args(),
        input: file ? file.fd : (bytes ?? new Uint8Array()),
        ...(context.signal ? { signal: context.signal } : {}),
        ...(gnupg.prompts === 'app' ? { answer: this.#answer } : {}),
        onStatus: this.#onStatus,
        timeLimit: TIME_LIMIT,
        maxOutput: 64 * 1024,
      });
    } finally {
      this.#touch?.end();
      await file?.close();
    }
  }

  /** The signature, or why there is none. Exit status 0 counts for nothing without `SIG_CREATED` by the chosen key. */
  async result(outcome: GpgOutcome): Promise<MadePackets> {
    const { chosen, card, refused, source } = this.#call;
    const made = outcome.status.filter((line) => line.keyword === 'SIG_CREATED');
    const failed = outcome.exit !== 0 || outcome.status.some((line) => line.keyword === 'FAILURE');
    if (failed || made.length === 0) throw await this.#failure(outcome);
    const digest = digestFor(chosen);
    const fits = made.every(
      (line) =>
        line.fingerprint === chosen.fingerprint &&
        line.hashAlgorithm === DIGEST_ID[digest] &&
        line.signatureClass === (source.kind === 'file' ? 0 : 1),
    );
    if (made.length !== 1 || !fits || !isOneSignature(outcome.output)) {
      throw new AppError('gnupg-failed', `gpg made another signature than it was asked for: ${JSON.stringify(made)}`);
    }
    if (card && this.#pin !== undefined) refused.forget(card.token);
    return { format: 'openpgp', packets: outcome.output, digest };
  }

  async #failure(outcome: GpgOutcome): Promise<AppError> {
    const { card, gnupg, refused } = this.#call;
    if (!card) return explainFailure(outcome);
    let triesLeft: number | undefined;
    try {
      const answer = await gnupg.card({ token: card.token });
      if ('card' in answer) triesLeft = answer.card.triesLeft;
    } catch {
      // The counter is only told where the card tells it.
    }
    const error = explainFailure(outcome, { onCard: true, ...(triesLeft === undefined ? {} : { triesLeft }) });
    if (error.code.startsWith('card-pin') && this.#pin !== undefined)
      refused.remember(card.token, this.#pin, triesLeft);
    return error;
  }

  #args(): string[] {
    const { source, chosen, gnupg } = this.#call;
    return [
      ...(gnupg.prompts === 'app' ? ['--pinentry-mode', 'loopback'] : ['--pinentry-mode', 'ask']),
      ...(this.#touch ? ['--enable-progress-filter'] : []),
      '--no-armor',
      source.kind === 'file' ? '--no-textmode' : '--textmode',
      '--digest-algo',
      digestFor(chosen).toUpperCase(),
      '--local-user',
      `${chosen.fingerprint}!`,
      '--output',
      '-',
      '--detach-sign',
    ];
  }

  /** gpg's question for the passphrase or the PIN: once a call. */
  readonly #answer: Answer = async (question) => {
    const { card, context, refused } = this.#call;
    if (question !== 'passphrase.enter') throw new AppError('gnupg-failed', `gpg asks ${question}`);
    if (this.#asked) throw new AppError(card ? 'card-pin-wrong' : 'wrong-passphrase', 'gpg asks a second time');
    this.#asked = true;
    this.#touch?.end();
    const typed = await context.ask(
      {
        ...this.#about(),
        kind: card ? 'pin' : 'passphrase',
        ...(card?.triesLeft === undefined ? {} : { triesLeft: card.triesLeft }),
        ...(card && refused.any(card.token) ? { problem: 'card-pin-wrong' as const } : {}),
      },
      context.signal,
    );
    if (card && typed !== null) {
      if (refused.has(card.token, typed, card.triesLeft)) {
        throw new AppError(
          'card-pin-wrong',
          `${card.triesLeft ?? 'unknown'} tries left; the refused PIN is not sent again`,
        );
      }
      this.#pin = typed;
    }
    this.#touch?.begin();
    return typed;
  };

  /** The card is at work once gpg has read all of the file and wants nothing typed. */
  readonly #onStatus = (line: StatusLine): void => {
    const { source } = this.#call;
    if (line.keyword === 'SIG_CREATED' || line.keyword === 'FAILURE') this.#touch?.end();
    if (line.keyword !== 'PROGRESS' && line.keyword !== 'BEGIN_SIGNING') return;
    const size = source.kind === 'file' && bytesOf(source) === undefined ? source.reading.size : 0;
    const done = line.keyword === 'PROGRESS' ? line.done + line.unit > size : size === 0;
    if (done) this.#touch?.begin();
  };

  #about(): { key: string; files: string[]; cardSerial?: string } {
    const { certificate, card, source } = this.#call;
    return {
      key: `gpg:${certificate.primary.fingerprint}`,
      files: [source.kind === 'file' ? source.reading.path : source.name],
      ...(card ? { cardSerial: card.serial } : {}),
    };
  }
}

/** What is in memory already; undefined for a file that gpg reads by itself. */
function bytesOf(source: SignSource): Uint8Array | undefined {
  return source.kind === 'cleartext' ? canonicalText(source.text) : source.reading.bytes;
}

/** Opens a file for gpg to read as its standard input: no name reaches the command line, and no device is opened. */
async function openRegular(path: string): Promise<Awaited<ReturnType<typeof open>>> {
  const file = await open(path, constants.O_RDONLY | (process.platform === 'win32' ? 0 : constants.O_NONBLOCK));
  if ((await file.stat()).isFile()) return file;
  await file.close();
  throw new AppError('not-a-file', path);
}
