import { AppError } from '../../../shared/error.ts';
import type { Clock } from '../util/clock.ts';
import { readCard } from './card.ts';
import type { CardAnswer } from './card.ts';
import { gpgEnvironment } from './environment.ts';
import { type ExportCache, openExportCache, ringState } from './export-cache.ts';
import { findProgram } from './find.ts';
import { gnupgHome, Keyring } from './keyring.ts';
import { runGpg } from './run.ts';
import type { Answer, GpgOutcome, GpgRun } from './run.ts';
import type { StatusLine } from './status.ts';

/** Who asks for PINs and passphrases: the app, or the pinentry that gpg-agent starts. */
export type GnupgPrompts = 'app' | 'pinentry';

/** GnuPG as it is installed on this machine; found at the first need, and looked for again while it is not there. */
export class Gnupg {
  readonly env: NodeJS.ProcessEnv;
  readonly clock: Clock;
  #prompts: GnupgPrompts;
  #program: string | undefined;
  #keyring: Keyring | undefined;
  readonly #cache: ExportCache | undefined;

  constructor(options: { env: NodeJS.ProcessEnv; prompts: GnupgPrompts; clock: Clock; cache?: ExportCache }) {
    this.env = options.env;
    this.clock = options.clock;
    this.#prompts = options.prompts;
    this.#cache = options.cache;
  }

  /** Windows hands no descriptors to gpg that the app could answer on; the system's pinentry asks there. */
  get prompts(): GnupgPrompts {
    return process.platform === 'win32' ? 'pinentry' : this.#prompts;
  }

  /** The setting was changed; it counts from the next signature on. */
  setPrompts(prompts: GnupgPrompts): void {
    this.#prompts = prompts;
  }

  /** The absolute path of `gpg`, or undefined where it is not installed. */
  async program(): Promise<string | undefined> {
    this.#program ??= await findProgram('gpg', this.env);
    return this.#program;
  }

  /** Whether there is a keyring at all; without one there is no need to look for gpg. */
  async hasKeyring(): Promise<boolean> {
    return (await ringState(gnupgHome(this.env), this.clock())) !== undefined;
  }

  /** The keyring, or undefined where gpg is not installed. */
  async keyring(): Promise<Keyring | undefined> {
    const program = await this.program();
    if (program !== undefined) this.#keyring ??= new Keyring(program, this.env, this.clock, this.#cache);
    return this.#keyring;
  }

  /** As `keyring`; throws `gnupg-absent`. */
  async requireKeyring(): Promise<Keyring> {
    const keyring = await this.keyring();
    if (!keyring) throw new AppError('gnupg-absent');
    return keyring;
  }

  /** `2.2.40`, or undefined where gpg is not installed. */
  async version(): Promise<string | undefined> {
    if ((await this.program()) === undefined) return undefined;
    const { output } = await this.run({ args: ['--version'], timeLimit: 10_000, maxOutput: 64 * 1024 });
    return /^gpg \(GnuPG[^)]*\) (\d+(?:\.\d+)*)/m.exec(Buffer.from(output).toString('utf8'))?.[1];
  }

  /** The card that is plugged in; the one that `token` names where it is given. Throws `gnupg-absent`, `gnupg-failed`, `cancelled`. */
  async card(options: { token?: string; signal?: AbortSignal } = {}): Promise<CardAnswer> {
    return await readCard(await this.#require(), this.env, options);
  }

  /** Numbers of the cards that are plugged in; none where there is no reader, no card or no scdaemon. Never throws for what a card says. */
  async cards(): Promise<string[]> {
    if ((await this.program()) === undefined) return [];
    try {
      const answer = await this.card();
      return 'card' in answer ? [answer.card.serial] : [];
    } catch {
      return [];
    }
  }

  /** Runs gpg with what `runGpg` adds. Throws as that does. */
  async run(
    run: Omit<GpgRun, 'program' | 'env'> & { answer?: Answer; onStatus?: (line: StatusLine) => void },
  ): Promise<GpgOutcome> {
    return await runGpg({ ...run, program: await this.#require(), env: this.env });
  }

  async #require(): Promise<string> {
    const program = await this.program();
    if (program === undefined) throw new AppError('gnupg-absent');
    return program;
  }
}

/**
 * GnuPG for this process. `tty` is the terminal that the caller stands on, for pinentry's text form; in `home`, the app's own home folder,
 * the keyring's certificates are kept between runs. Runs nothing yet.
 */
export function openGnupg(options: {
  env?: NodeJS.ProcessEnv;
  prompts: GnupgPrompts;
  clock: Clock;
  tty?: string;
  home?: string;
}): Gnupg {
  const env = gpgEnvironment(options.env ?? process.env, options.tty);
  const cache = options.home === undefined ? {} : { cache: openExportCache(options.home) };
  return new Gnupg({ env, prompts: options.prompts, clock: options.clock, ...cache });
}
