import { AppError } from '../../../shared/error.ts';

/** The client that every Sigstore instance knows, and the audience of its tokens. */
export const CLIENT_ID = 'sigstore';

const LONGEST_TOKEN = 16 * 1024;
/** How far the issuer's clock may be ahead of ours. */
const CLOCK_SKEW_MS = 5 * 60_000;

/** Who logged in, as a certificate will name it. */
export interface LoggedIn {
  /** An address, or the URI of a build or service. */
  identity: string;
  /** Who vouches for it: the provider itself, also where a broker passed its word on. */
  issuer: string;
}

/** An ID token. Its text comes out by `reveal` alone, so that no log and no message holds it by mistake. */
export class IdentityToken {
  readonly #raw: string;
  readonly loggedIn: LoggedIn;
  /** Names that the certificate may bear: whose tokens are a build's is decided by the authority's configuration. */
  readonly identities: readonly string[];
  /** Issuers that the certificate may name: a broker's configuration decides between itself and the provider behind it. */
  readonly issuers: readonly string[];
  readonly expiresAt: Date;

  constructor(
    raw: string,
    identities: readonly [string, ...string[]],
    issuers: readonly [string, ...string[]],
    expiresAt: Date,
  ) {
    this.#raw = raw;
    this.loggedIn = { identity: identities[0], issuer: issuers[0] };
    this.identities = identities;
    this.issuers = issuers;
    this.expiresAt = expiresAt;
  }

  /** The token itself, for the certificate authority and nobody else. */
  reveal(): string {
    return this.#raw;
  }
}

/**
 * Reads an ID token: whom it names, and until when. Its signature is for the login and for the certificate authority to check.
 * Throws `token-unusable` where it is none, is for somebody else than Sigstore, or is over.
 */
export function readIdentityToken(raw: string, now: Date): IdentityToken {
  const claims = claimsOf(raw.trim());
  const audience = Array.isArray(claims['aud']) ? (claims['aud'] as unknown[]) : [claims['aud']];
  if (!audience.includes(CLIENT_ID)) throw new AppError('token-unusable', `it is not for the audience ${CLIENT_ID}`);
  const issuer = text(claims['iss']);
  const expiresAt = dateOf(claims['exp']);
  if (issuer === undefined || expiresAt === undefined)
    throw new AppError('token-unusable', 'it names no issuer or no end');
  if (!(expiresAt > now)) throw new AppError('token-unusable', `it was good until ${expiresAt.toISOString()}`);
  const begins = dateOf(claims['nbf'] ?? claims['iat']);
  if (begins !== undefined && begins.getTime() > now.getTime() + CLOCK_SKEW_MS)
    throw new AppError('clock-wrong', `the login is dated ${begins.toISOString()}`);
  const [identity, ...others] = identitiesOf(claims, issuer);
  if (identity === undefined) throw new AppError('token-unusable', 'it names nobody');
  const behind = providerBehind(claims);
  return new IdentityToken(
    raw.trim(),
    [identity, ...others],
    behind === undefined ? [issuer] : [behind, issuer],
    expiresAt,
  );
}

function claimsOf(raw: string): Record<string, unknown> {
  const parts = raw.split('.');
  if (raw.length > LONGEST_TOKEN || parts.length !== 3 || !parts.every((part) => /^[\w-]+$/.test(part)))
    throw new AppError('token-unusable', 'it is no ID token');
  try {
    const claims: unknown = JSON.parse(Buffer.from(parts[1] ?? '', 'base64url').toString('utf8'));
    if (typeof claims === 'object' && claims !== null) return claims as Record<string, unknown>;
  } catch {
    // Said below.
  }
  throw new AppError('token-unusable', 'it is no ID token');
}

/**
 * The names that Fulcio may write into a certificate, the likeliest first: an address, a build's workflow, else the subject. An issuer that
 * is not GitHub's own (an enterprise's server) is a build's where the authority was told so.
 */
function identitiesOf(claims: Record<string, unknown>, issuer: string): string[] {
  const email = text(claims['email']);
  if (email !== undefined) {
    if (claims['email_verified'] !== true)
      throw new AppError('token-unusable', 'the provider does not vouch for the address');
    return [email];
  }
  const workflow = text(claims['job_workflow_ref']);
  const build = workflow === undefined ? [] : [`https://github.com/${workflow}`];
  if (GITHUB_ACTIONS.test(issuer) && build.length > 0) return build;
  const config = text(claims['ci_config_ref_uri']);
  if (config !== undefined) return [`https://${config}`];
  const subject = text(claims['sub']);
  return subject === undefined ? build : [subject, ...build];
}

/** GitHub's own, and those of enterprises there, which Fulcio takes too (`…/ENTERPRISE`). */
const GITHUB_ACTIONS = /^https:\/\/token\.actions\.githubusercontent\.com(\/|$)/;

function providerBehind(claims: Record<string, unknown>): string | undefined {
  const federated = claims['federated_claims'];
  if (typeof federated !== 'object' || federated === null || !('connector_id' in federated)) return undefined;
  return text(federated.connector_id);
}

function dateOf(seconds: unknown): Date | undefined {
  const date = typeof seconds === 'number' ? new Date(seconds * 1000) : undefined;
  return date === undefined || Number.isNaN(date.getTime()) ? undefined : date;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
