import { createPublicKey, generateKeyPairSync, sign, verify, type KeyObject } from 'node:crypto';

/** The claims of a token, as far as the lab looks at them. */
export interface Claims {
  iss: string;
  aud: string;
  sub: string;
  iat: number;
  exp: number;
  email?: string;
  email_verified?: boolean;
  nonce?: string;
  /** Who vouched for the account at a provider that only brokers; a certificate names that one as the issuer. */
  federated_claims?: { connector_id: string; user_id: string };
  [other: string]: unknown;
}

/** A signer of ID tokens: RS256, the one algorithm that every client takes. */
export interface TokenKey {
  id: string;
  privateKey: KeyObject;
}

/** A fresh key for tokens. */
export const newTokenKey = (id = 'lab'): TokenKey => ({
  id,
  privateKey: generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey,
});

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Signs claims. */
export function signToken(claims: Record<string, unknown>, { id, privateKey }: TokenKey): string {
  const text = `${part({ alg: 'RS256', typ: 'JWT', kid: id })}.${part(claims)}`;
  return `${text}.${sign('sha256', Buffer.from(text), privateKey).toString('base64url')}`;
}

/** The claims of a token, unchecked. */
export const claimsOf = (token: string): Claims =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Claims;

/** The claims of a token as a service reads it: signed by this key, for this audience, in time. Throws otherwise. */
export function checkToken(token: string, key: TokenKey, audience: string, now = Date.now()): Claims {
  const [header = '', claims = '', signature = ''] = token.split('.');
  const publicKey = createPublicKey(key.privateKey);
  if (!verify('sha256', Buffer.from(`${header}.${claims}`), publicKey, Buffer.from(signature, 'base64url')))
    throw new Error('the token is not signed by the issuer');
  const read = claimsOf(token);
  if (read.aud !== audience) throw new Error('the token is for another audience');
  if (read.exp * 1000 < now) throw new Error('the token has expired');
  return read;
}
