import { findBeside } from './find.ts';
import { runHelper } from './run.ts';
import { gpgError, unescapePercent } from './status.ts';
import type { GpgError } from './status.ts';
import { cardNumber } from './colons.ts';

/** What a card that is plugged in says of itself. */
export interface CardStatus {
  /** The whole application identifier, as the stubs of its keys name it. */
  token: string;
  /** The number that is printed on it: `cardNumber(token)`. */
  serial: string;
  /** Wrong PINs that it still takes before it blocks. */
  triesLeft?: number;
  /** Whether every signature wants the PIN anew. */
  pinEachTime?: boolean;
  /** Whether a signature wants a touch (a YubiKey's user interaction flag for signing). */
  wantsTouch?: boolean;
}

/** The answer to a question about cards: the card, or why there is none. */
export type CardAnswer = { card: CardStatus } | { error: GpgError; detail: string };

const TIME_LIMIT = 10_000;

/**
 * Asks scdaemon, through gpg-agent, for the card that is plugged in: for the one that `token` names, else for any.
 * Throws `gnupg-absent` where `gpg-connect-agent` is not installed, `cancelled`, and `gnupg-failed` where nothing answers in ten seconds.
 */
export async function readCard(
  gpg: string,
  env: NodeJS.ProcessEnv,
  options: { token?: string; signal?: AbortSignal } = {},
): Promise<CardAnswer> {
  const program = (await findBeside(gpg, 'gpg-connect-agent', env)) ?? 'gpg-connect-agent';
  // A token comes out of a key stub; only hex digits may become part of a command.
  const demand = options.token && /^[0-9A-F]+$/.test(options.token) ? ` --demand=${options.token}` : '';
  const outcome = await runHelper({
    program,
    args: [`SCD SERIALNO${demand}`, 'SCD GETATTR CHV-STATUS', 'SCD GETATTR UIF-1', '/bye'],
    env,
    ...(options.signal ? { signal: options.signal } : {}),
    timeLimit: TIME_LIMIT,
    maxOutput: 64 * 1024,
  });
  return parseCardAnswer(Buffer.from(outcome.output).toString('utf8'), outcome.log);
}

/** Reads the lines `S SERIALNO ...`, `S CHV-STATUS ...`, `S UIF-1 ...`, `OK` and `ERR number words` of the agent's protocol (Assuan). */
export function parseCardAnswer(answer: string, log = ''): CardAnswer {
  let token: string | undefined;
  const card: Omit<CardStatus, 'token' | 'serial'> = {};
  let error: GpgError | undefined;
  let detail = log.trim();
  for (const line of answer.split('\n')) {
    const [kind = '', name = '', ...words] = line.trimEnd().split(' ');
    const value = unescapePercent(words.join(' ').replaceAll('+', ' '));
    if (kind === 'S' && name === 'SERIALNO') token = /^[0-9A-Fa-f]+/.exec(value)?.[0].toUpperCase();
    else if (kind === 'S' && name === 'CHV-STATUS') Object.assign(card, parseChvStatus(value));
    else if (kind === 'S' && name === 'UIF-1') card.wantsTouch = value.length > 0 && value.charCodeAt(0) !== 0;
    else if (kind === 'ERR' && token === undefined && error === undefined) {
      error = gpgError(Number(name) || 0);
      detail = words.join(' ');
    }
  }
  if (token !== undefined) return { card: { token, serial: cardNumber(token), ...card } };
  return { error: error ?? { code: 78, source: 0 }, detail: detail === '' ? 'the agent did not answer' : detail };
}

/** ` 1 127 127 127 3 0 3`: whether the PIN stays valid for further signatures, three greatest lengths, three retry counters. */
function parseChvStatus(value: string): Omit<CardStatus, 'token' | 'serial'> {
  const numbers = value.trim().split(/\s+/).map(Number);
  const [cached, , , , tries] = numbers;
  if (numbers.length < 7 || tries === undefined || !Number.isInteger(tries)) return {};
  // scdaemon counts a card without a counter as -1, a broken one below that.
  return { pinEachTime: cached === 0, ...(tries >= 0 ? { triesLeft: tries } : {}) };
}
