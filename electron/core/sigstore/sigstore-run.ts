import { AppError } from '../../../shared/error.ts';
import type { Who } from '../../../shared/model/publication.ts';
import type { SigstoreOptions } from '../../../shared/model/sign.ts';
import type { Ask } from '../engines/engine.ts';
import type { IdentityToken } from '../oidc/identity-token.ts';
import type { KeptLogins } from '../oidc/kept-logins.ts';
import { logIn, type LoginChoice, type LoginWays } from '../oidc/login.ts';
import type { Clock } from '../util/clock.ts';
import type { ConsentStore } from './consent.ts';
import type { SigningInstance } from './instance.ts';
import { placesOf } from './places.ts';
import { publicationOf, type ToPublish } from './publication.ts';
import { openTransport, type Transport, type TransportOptions } from './services/transport.ts';
import { wantedBy, type WitnessServices } from './services/witness.ts';

/** What runs need of the rest of the house. */
export interface SigstoreParts {
  clock: Clock;
  consent: ConsentStore;
  logins: KeptLogins;
  /** How a person logs in here. */
  ways: LoginWays;
  /** The instance with this name. Throws `not-found`. */
  instance: (name: string) => Promise<SigningInstance>;
  transport: TransportOptions;
}

/** What the user said of this one run. None of it is remembered. */
export interface SigstoreWish {
  /** An instance from files, in place of the named one. */
  instance?: SigningInstance | undefined;
  login?: LoginChoice | undefined;
  /** A token that was given, in place of a login. */
  token?: IdentityToken | undefined;
  /** That everything may become public was said in the call already. */
  agreed?: boolean | undefined;
}

/** One run, as this part of it sees it. */
export interface SigstoreRunRequest extends SigstoreWish {
  options: SigstoreOptions;
  /** Every file that is to be signed, by its path. */
  files: readonly string[];
  /** Whether somebody logs in, whose certificate is published by itself. */
  byLogin: boolean;
  ask: Ask;
  signal?: AbortSignal | undefined;
}

/** A run's way to services and to the user's consent; all files of the run share it. */
export interface SigstoreRun {
  readonly instance: SigningInstance;
  readonly services: WitnessServices;
  /** Which witnesses are asked. */
  readonly wish: { log: boolean; timestamp: boolean };
  readonly signal: AbortSignal | undefined;
  /** A token: the one that was given, a kept one, or that of a login now. `more` as in `logIn`. */
  token(more?: { another?: boolean; again?: boolean }): Promise<IdentityToken>;
  /**
   * Asks, once a run and signer, whether this may become public; what was agreed to before is not asked again. `another`: the user wants to
   * log in with another account. Throws `cancelled`, `never-public`.
   */
  agree(about: Pick<ToPublish, 'who' | 'others' | 'file' | 'verifier'>): Promise<'agreed' | 'another'>;
  /** Why nothing further can be signed: nobody logged in, or no certificate came of it. */
  readonly failure: AppError | undefined;
  /** Ends the run for the files that are left: each of them would only ask for another login. */
  giveUp(failure: AppError): void;
  /** Called when the run ends, however it ends. */
  onClose(listener: () => void): void;
  close(): void;
}

/**
 * Opens the Sigstore side of a run. What must never be public is refused here, before anything is sent or anybody logs in.
 * Throws `never-public`, `not-found`, `service-absent`, `usage`.
 */
export async function openSigstoreRun(parts: SigstoreParts, request: SigstoreRunRequest): Promise<SigstoreRun> {
  const { clock, consent } = parts;
  const { options, ask, signal, files } = request;
  const instance = request.instance ?? (await parts.instance(options.instance));
  const usual = wantedBy(instance.config, clock());
  const wish = { log: options.log ?? usual.log, timestamp: options.timestamp ?? usual.timestamp };
  const publishes = wish.log || request.byLogin;
  if (request.byLogin) refuseUnprovable(wish, instance, clock());
  if (publishes && instance.isPublic) await consent.refuseNeverPublic(files);
  const places = publishes ? await placesOf(files) : [];
  const transport: Transport = openTransport(parts.transport);
  const listeners: (() => void)[] = [() => transport.close()];
  const agreed = new Set<string>();
  let given = request.token;
  let failure: AppError | undefined;
  let asking: Promise<unknown> = Promise.resolve();

  const agreeNow = async (about: Parameters<SigstoreRun['agree']>[0]): Promise<'agreed' | 'another'> => {
    const { who, others = [] } = about;
    // Whatever the certificate may name is agreed to, or none of it is.
    const everybody = [who, ...others];
    if (!publishes || request.agreed === true || everybody.every((one) => agreed.has(nameOf(one)))) return 'agreed';
    const known = await Promise.all(everybody.map((one) => consent.hasAgreed(one, instance.name, places)));
    const isKnown = known.every(Boolean);
    // Who logged in is shown all the same, before anything is sent; a token that was given was nobody's login here.
    const isLogin = 'identity' in who && given === undefined;
    if (isKnown && !isLogin) return 'agreed';
    const now = clock();
    const publication = publicationOf({ ...about, instance, log: wish.log, files: files.length, places, now });
    const answer = await ask({ kind: isKnown ? 'who' : 'publish', files: [about.file.name], publication });
    if (answer === 'another' && isLogin) return 'another';
    if (answer !== 'agree' && answer !== 'remember') throw new AppError('cancelled');
    if (answer === 'remember') for (const one of everybody) await consent.agree(one, instance.name, places);
    for (const one of everybody) agreed.add(nameOf(one));
    return 'agreed';
  };

  return {
    instance,
    services: { config: instance.config, trust: instance.trust, transport, clock },
    wish,
    signal,
    async token(more = {}) {
      // A token that was given serves as long as it is good; nobody is at hand to log in with another.
      if (given !== undefined) {
        if (given.expiresAt > clock()) return given;
        throw new AppError('certificate-lapsed', 'the identity token that was given is over');
      }
      const kept = more.another === true ? undefined : await parts.logins.token(instance.name);
      if (kept !== undefined) return kept;
      const token = await logIn(parts.ways, { instance, choice: request.login ?? {}, ask, signal, ...more });
      await parts.logins.keep(instance.name, token);
      return token;
    },
    agree(about) {
      // Files go in parallel; the question is asked for the first of them, and the others wait for its answer.
      const answer = asking.then(() => agreeNow(about));
      asking = answer.catch(() => undefined);
      return answer;
    },
    get failure() {
      return failure;
    },
    giveUp(why) {
      failure ??= why;
    },
    onClose: (listener) => void listeners.push(listener),
    close() {
      given = undefined;
      for (const listener of listeners.splice(0)) listener();
    },
  };
}

/** A signature by login is worthless where nothing proves its time, or where its log entry is missing: told before anybody logs in. */
function refuseUnprovable(
  wish: { log: boolean; timestamp: boolean },
  { config, trust, name }: SigningInstance,
  now: Date,
): void {
  const provesTime = config.rekorTlogUrls.some(({ majorApiVersion }) => majorApiVersion === 1);
  if (!wish.timestamp && !(wish.log && provesTime))
    throw new AppError('usage', `nothing would prove when it was signed: ${name} needs a timestamp for that`);
  if (!wish.log && trust.tlogs.some(({ validFor }) => validFor.start <= now && now <= validFor.end))
    throw new AppError('usage', `who verifies with ${name} expects a log entry of a signature by login`);
}

function nameOf(who: Who): string {
  return 'fingerprint' in who ? who.fingerprint : `${who.identity} ${who.issuer}`;
}
