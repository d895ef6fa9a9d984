import { AppError } from '../../../shared/error.ts';
import { certificateNames, type LoggedIn } from './certificate-names.ts';

/** The client that every Sigstore instance knows, and the audience of its tokens. */
export const CLIENT_ID = 'sigstore';

const LONGEST_TOKEN = 16 * 1024;
/** How far the issuer's clock may be ahead of ours. */
const CLOCK_SKEW_MS = 5 * 60_000;

/** An ID token. Its text comes out by `reveal` alone, so that no log and no message holds it by mistake. */
export class IdentityToken {
  readonly #raw: string;
  /** Who logged in, as far as can be told. */
  readonly loggedIn: LoggedIn;
  /** Everything that a certificate for it may name: more than one where the authority's configuration decides. */
  readonly names: readonly [LoggedIn, ...LoggedIn[]];
  readonly expiresAt: Date;

  constructor(raw: string, names: readonly [LoggedIn, ...LoggedIn[]], expiresAt: Date) {
    this.#raw = raw;
    this.loggedIn = names[0];
    this.names = names;
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
  return new IdentityToken(raw.trim(), certificateNames(claims, issuer), expiresAt);
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

function dateOf(seconds: unknown): Date | undefined {
  const date = typeof seconds === 'number' ? new Date(seconds * 1000) : undefined;
  return date === undefined || Number.isNaN(date.getTime()) ? undefined : date;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
